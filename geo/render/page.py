"""The page around a map: inlined code, the data block, and the policy that seals it.

What Folium's elements say is rendered before; text from data/ and from the bundle is put beside it here, so that no
template ever sees it.
"""

import hashlib
import re
from base64 import b64encode
from functools import cache
from html import escape
from importlib.resources import files

from geo.i18n import message
from geo.render.block import element, mark, pack
from geo.render.page_options import Drawn, Look

_SCRIPT = re.compile(r"<script[^>]*>(?P<text>.*?)</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style[^>]*>(?P<text>.*?)</style>", re.DOTALL | re.IGNORECASE)
_OUTSIDE = re.compile(r"<(?P<tag>script|link)\b[^>]*\b(?:src|href)=[\"'](?P<url>https?://[^\"']+)", re.IGNORECASE)
_STYLED = re.compile(r"\bstyle\s*=", re.IGNORECASE)
# Tiles and pictures of the map's script, the optional ones of the atlas among them.
_PICTURES = re.compile(
    r"(?:L\.(?:tileLayer(?:\.wms)?|imageOverlay)\(\s*|[\"']?iconUrl[\"']?:\s*)[\"'](?P<host>https?://[^/\"']+)"
)
ASCII_BYTES = 2_000  # that a text may grow by to be ASCII
# Built files that a page carries as blocks, and the ids of these.
PACKED = {"atlas.css": "kzuz-style", "atlas.js": "kzuz-code"}


def compose(look: Look, drawn: Drawn, parts: dict[str, str], title: str = "") -> str:
    """The whole page as text: same data, same bytes.

    Parameters
    ----------
    look
        How it shows its atlas.
    drawn
        What Folium's elements have to say.
    parts
        Texts put in as they are: `data` and `more` (blocks), `picture` and `static` (HTML).
    title
        Of the page; by default that of the look.
    """
    header, html, script = drawn
    outside = [(match["tag"].lower(), match["url"]) for match in _OUTSIDE.finditer(header + html + script)]
    if outside:  # foreign code expects Leaflet to be there when the page is read
        style = f"<style>{asset('atlas.css')}</style>"
        blocks = []
        scripts = [asset(name) for name in ("loader.js", "atlas.js")]
        code = [f"<script>{text}</script>" for text in (*scripts, f"\n{script}\n")]
    else:
        style = ""
        blocks = [packed(name, id_) for name, id_ in PACKED.items()]
        code = [
            f'<script type="text/plain" id="kzuz-map">\n{script}\n</script>',
            f"<script>{asset('loader.js')}</script>",
        ]
    head = [
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_ascii(escape(title or look.title))}</title>",
        f'<meta name="description" content="{escape(message("page.description", look.written))}">',
        f"<style>{asset('static.css')}</style>",
        f"<script>{asset('wait.js')}</script>",
        style,
        header,
        "</head>",
    ]
    body = [
        "<body>",
        parts.get("picture", ""),
        '<div id="kzuz-app"></div>',
        html,
        f"<noscript>{_ascii(parts.get('static', ''))}</noscript>",
        element(parts["data"], "kzuz-data"),
        element(parts["more"], "kzuz-more"),
        *blocks,
        *code,
        "</body>",
    ]
    start = ["<!DOCTYPE html>", f'<html lang="{look.written}">', "<head>", '<meta charset="utf-8">']
    seal = policy("\n".join([*head, html, *code]), script, outside)
    return "\n".join([*start, seal, *head, *body, "</html>\n"])


def _ascii(html: str) -> str:
    """HTML with the few letters outside ASCII by their numbers: a browser holds such a page in half the memory."""
    # But for the controls from 128 on, whose numbers stand for other letters in HTML.
    written = re.sub(r"[^\x00-\x9f]", lambda found: f"&#{ord(found[0])};", html)
    return written if len(written) < len(html) + ASCII_BYTES else html


@cache
def packed(name: str, id_: str) -> str:
    """A built file as a block for the loader. The build has packed it already, if it is still that file."""
    text, ready = asset(name), f"{name}.block"
    made_from, _, block = asset(ready).partition("\n") if has_asset(ready) else ("", "", "")
    return element(block if made_from == mark(text) else pack(text), id_)


def policy(page: str, script: str, outside: list[tuple[str, str]]) -> str:
    """The Content-Security-Policy of a page: its own scripts and styles by hash, nothing else.

    Parameters
    ----------
    page
        The page but for its start, its policy and what holds neither script nor style: blocks, and the static table.
    script
        The map's script: its tiles and pictures may be shown.
    outside
        (tag, address) of links that Folium elements added by a user bring; the atlas by itself has none. These exact
        addresses are allowed, and then pictures and fonts from https too.
    """
    scripts = [_digest(match["text"]) for match in _SCRIPT.finditer(page)]
    styles = [_digest(match["text"]) for match in _STYLE.finditer(page)]
    if not outside:  # packed: the loader puts these in as they were
        for name in PACKED:
            (styles if name.endswith(".css") else scripts).append(_digest(asset(name)))
    images = ["data:", "blob:", *(match["host"].replace("{s}", "*") for match in _PICTURES.finditer(script))]
    if outside:
        scripts += [url for tag, url in outside if tag == "script"]
        styles += [url for tag, url in outside if tag == "link"]
        images.append("https:")
    rules = {
        "default-src": ["'none'"],
        "script-src": scripts,
        "style-src": styles,
        "img-src": images,
        "connect-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    if outside:
        rules["font-src"] = ["https:", "data:"]
    if outside or _STYLED.search(script):  # popups of Folium's carry style attributes
        rules["style-src-attr"] = ["'unsafe-inline'"]
    text = "; ".join(f"{name} {' '.join(dict.fromkeys(values))}" for name, values in rules.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(text, quote=True)}">'


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def has_asset(name: str) -> bool:
    """Whether the build made this file."""
    return files(__package__).joinpath("static", name).is_file()


@cache
def asset(name: str) -> str:
    """A file of the built front end.

    Raises
    ------
    FileNotFoundError
        The front end was not built: `pip install -e .` or `make maps` builds it.
    """
    text = files(__package__).joinpath("static", name).read_text(encoding="utf-8")
    if re.search(r"</(script|style)", text, re.IGNORECASE):
        raise ValueError(f"{name} would close the element that holds it")
    return text
