"""A page as text: what Folium's elements say, with the atlas's own texts put beside it, so that no template sees them.

It has one of two forms. Packed: the code and its style are blocks, which the loader unpacks. Plain: a user's elements
bring scripts of their own, which expect Leaflet to be there when the page is read.
"""

import re
from html import escape
from typing import NamedTuple

from geo.formats import PageStyle
from geo.i18n import message
from geo.render.block import FIRM, element, pack
from geo.render.page.assets import WHOLE, asset, cut_for, packed, style_asset
from geo.render.page.foreign import Foreign
from geo.render.page.options import PageOptions
from geo.render.page.policy import policy

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
    """The code of a page: elements for its head and the end of its body, and the texts that its policy names."""

    head: list[str]
    end: list[str]
    scripts: list[str]
    styles: list[str]


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
    # A script ends at the first </script, whatever its own grammar says.
    script = re.sub(r"</(?=script)", r"<\\/", folium.script, flags=re.IGNORECASE)
    form = _plain(script, options) if foreign.has_code else _packed(script, options)
    first_style, first_script = style_asset("static.css", options.author.style), asset("wait.js")
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{options.written}">',
            "<head>",
            '<meta charset="utf-8">',
            policy([first_script, *form.scripts], [first_style, *form.styles], script, foreign),
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta name="color-scheme" content="{_SCHEMES[options.author.style]}">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{_ascii(escape(title or options.heading))}</title>",
            f'<meta name="description" content="{escape(message("page.description", options.written))}">',
            f"<style>{first_style}</style>",
            f"<script>{first_script}</script>",
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


def _packed(script: str, options: PageOptions) -> _Form:
    text, loader, cut = f"\n{script}\n", asset("loader.js"), cut_for(script, embed=options.embed)
    style = options.author.style
    return _Form(
        head=[],
        end=[
            packed(cut.style, "kzuz-style", style),
            packed(cut.code, "kzuz-code"),
            element(pack(text, FIRM), "kzuz-map"),
            f"<script>{loader}</script>",
        ],
        # The loader puts those of the blocks in as they were.
        scripts=[text, loader, asset(cut.code)],
        styles=[style_asset(cut.style, style)],
    )


def _plain(script: str, options: PageOptions) -> _Form:
    text, code = f"\n{script}\n", [asset("loader.js"), asset(WHOLE.code)]
    style = style_asset(WHOLE.style, options.author.style)
    return _Form(
        head=[f"<style>{style}</style>", *(f"<script>{one}</script>" for one in code)],
        end=[f"<script>{text}</script>"],
        scripts=[*code, text],
        styles=[style],
    )


def _ascii(html: str) -> str:
    """HTML with the few letters outside ASCII by their numbers: a browser holds such a page in half the memory."""
    # But for the controls from 128 on, whose numbers stand for other letters in HTML.
    written = re.sub(r"[^\x00-\x9f]", lambda found: f"&#{ord(found[0])};", html)
    return written if len(written) < len(html) + ASCII_BYTES else html
