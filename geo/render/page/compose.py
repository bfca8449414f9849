"""A page as text: what Folium's elements say, with the atlas's own texts put beside it, so that no template sees them.

It has one of two forms. Packed: the code and its style are blocks, which the loader unpacks. Plain: a user's elements
bring scripts of their own, which expect Leaflet to be there when the page is read.
"""

import re
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from geo.formats import PageStyle
from geo.i18n import message
from geo.render.block import FIRM, element, pack
from geo.render.page.assets import WHOLE, asset, cut_for, packed, style_asset
from geo.render.page.foreign import Foreign
from geo.render.page.options import PageOptions
from geo.render.page.policy import BESIDE, policy

_SCHEMES: dict[PageStyle, str] = {"auto": "light dark", "light": "light", "dark": "dark"}
ASCII_BYTES = 2_000  # that a text may grow by to be ASCII


class FoliumTexts(NamedTuple):
    """What Folium's elements have to say: for the head, for the body, and the map's script."""

    header: str
    html: str
    script: str


class Parts(NamedTuple):
    """What a page holds of the data."""

    data: str  # the block it opens with
    more: str  # the block of the rest
    picture: str  # HTML of the first view
    static: str  # HTML of the table that needs no scripts

    def body(self) -> list[str]:
        """The elements that the page's code looks for."""
        return [
            '<div id="kzuz-app"></div>',
            element(self.data, "kzuz-data"),
            element(self.more, "kzuz-more"),
        ]


class _Form(NamedTuple):
    """What a page's code and style are to it: its policy, and elements for its head and for the end of its body."""

    policy: str
    head: list[str]
    end: list[str]


def page_html(options: PageOptions, parts: Parts, folium: FoliumTexts, title: str = "") -> str:
    """The whole page as text: same data, same bytes.

    Parameters
    ----------
    options
        How it shows its atlas.
    parts
        What it holds of the data, put in as it is.
    folium
        What Folium's elements have to say.
    title
        Of the page; by default the heading of the options.
    """
    foreign = Foreign(folium.header + folium.html)
    form = _plain(folium, options, foreign) if foreign.has_code else _packed(folium, options, foreign)
    return _document(options, parts, folium, title or options.heading, form)


def page_files(options: PageOptions, parts: Parts, folium: FoliumTexts, name: str) -> dict[str, str]:
    """The same page as three files: nothing in the page itself runs or has a style, for hosts that allow only files.

    Parameters
    ----------
    name
        Of the page's file; those of its style and code begin alike.

    Returns
    -------
    dict of str to str
        Names to texts, the page first.
    """
    stem, cut = name.removesuffix(".html"), cut_for(folium.script, embed=options.embed)
    sheets = [style_asset(one, options.author.style) for one in ("static.css", cut.style)]
    code = [*_first_scripts(options), asset("loader.js"), asset(cut.code), folium.script]
    form = _Form(
        BESIDE,
        head=[f'<link rel="stylesheet" href="{escape(quote(stem))}.css">'],
        end=[f'<script src="{escape(quote(stem))}.js"></script>'],
    )
    page = _document(options, parts, folium, options.heading, form)
    return {name: page, f"{stem}.css": "\n".join(sheets), f"{stem}.js": ";\n".join(code)}


def _document(options: PageOptions, parts: Parts, folium: FoliumTexts, title: str, form: _Form) -> str:
    host = options.author.host
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{options.written}">',
            "<head>",
            '<meta charset="utf-8">',
            form.policy,
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta name="color-scheme" content="{_SCHEMES[options.author.style]}">',
            '<meta name="referrer" content="no-referrer">',
            *([f'<meta name="kzuz-host" content="{escape(host)}">'] if host else []),
            f"<title>{_ascii(escape(title))}</title>",
            f'<meta name="description" content="{escape(message("page.description", options.written))}">',
            *form.head,
            folium.header,
            "</head>",
            "<body>",
            parts.picture,
            folium.html,
            *parts.body(),
            *form.end,
            # Last, so that it is read while the code is unpacked.
            _ascii(parts.static),
            "</body>",
            "</html>\n",
        ]
    )


def _first_scripts(options: PageOptions) -> list[str]:
    return [asset("wait.js"), *([asset("size_frame.js")] if options.author.host else [])]


def _first(options: PageOptions) -> tuple[str, list[str], list[str]]:
    """The style and the scripts that a page has plain in its head, and their elements."""
    style, scripts = style_asset("static.css", options.author.style), _first_scripts(options)
    return style, scripts, [f"<style>{style}</style>", *(f"<script>{one}</script>" for one in scripts)]


def _map_script(folium: FoliumTexts) -> str:
    """A script ends at the first </script, whatever its own grammar says."""
    return re.sub(r"</(?=script)", r"<\\/", folium.script, flags=re.IGNORECASE)


def _packed(folium: FoliumTexts, options: PageOptions, foreign: Foreign) -> _Form:
    script = _map_script(folium)
    text, loader, cut = f"\n{script}\n", asset("loader.js"), cut_for(script, embed=options.embed)
    style, scripts, head = _first(options)
    # The loader puts those of the blocks in as they were.
    scripts += [text, loader, asset(cut.code)]
    return _Form(
        policy(scripts, [style, style_asset(cut.style, options.author.style)], script, foreign),
        head,
        end=[
            packed(cut.style, "kzuz-style", options.author.style),
            packed(cut.code, "kzuz-code"),
            element(pack(text, FIRM), "kzuz-map"),
            f"<script>{loader}</script>",
        ],
    )


def _plain(folium: FoliumTexts, options: PageOptions, foreign: Foreign) -> _Form:
    script = _map_script(folium)
    text, code = f"\n{script}\n", [asset("loader.js"), asset(WHOLE.code)]
    sheet = style_asset(WHOLE.style, options.author.style)
    style, scripts, head = _first(options)
    return _Form(
        policy([*scripts, *code, text], [style, sheet], script, foreign),
        head=[*head, f"<style>{sheet}</style>", *(f"<script>{one}</script>" for one in code)],
        end=[f"<script>{text}</script>"],
    )


def _ascii(html: str) -> str:
    """HTML with the few letters outside ASCII by their numbers: a browser holds such a page in half the memory."""
    # But for the controls from 128 on, whose numbers stand for other letters in HTML.
    written = re.sub(r"[^\x00-\x9f]", lambda found: f"&#{ord(found[0])};", html)
    return written if len(written) < len(html) + ASCII_BYTES else html
