"""The page around a map: numbered ids, inlined code, the data block, and the policy that seals it.

Text from data/ and from the bundle is put in after Jinja has run, in one pass, so no template ever sees it.
"""

import hashlib
import re
from base64 import b64encode
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from branca.element import Figure
from jinja2 import Template

from geo.i18n import message
from geo.render.block import element, pack
from geo.vocabulary import Language

# Where each late text goes; only the page's own template holds these.
MARK = "<!--kzuz:{}-->"
PARTS = ("policy", "style", "static", "data", "code", "loader")
MAP_SCRIPT = '<script type="text/plain" id="kzuz-map">'
TILE_HOSTS = ("https://tile.openstreetmap.org", "https://*.basemaps.cartocdn.com", "https://server.arcgisonline.com")

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style[^>]*>(?P<text>.*?)</style>", re.DOTALL | re.IGNORECASE)
_OUTSIDE = re.compile(r"<(?P<tag>script|link)\b[^>]*\b(?:src|href)=[\"'](?P<url>https?://[^\"']+)", re.IGNORECASE)


class AtlasFigure(Figure):
    """The root element of an atlas map: renders one self-contained HTML page.

    Parameters
    ----------
    lang
        Language of the page when it opens.
    parts
        Texts by name of `PARTS`, put in as they are after rendering: `data` (a block) and `static` (HTML).
    """

    _template = Template(
        "<!DOCTYPE html>\n"
        '<html lang="{{ this.lang }}">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        "<!--kzuz:policy-->\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        "<title>{{ this.title|e }}</title>\n"
        '<meta name="description" content="{{ this.description|e }}">\n'
        "<!--kzuz:style-->\n"
        "{{ this.header.render(**kwargs) }}\n"
        "</head>\n"
        "<body>\n"
        '<div id="kzuz-app"></div>\n'
        "{{ this.html.render(**kwargs) }}\n"
        "<!--kzuz:static-->\n"
        "<!--kzuz:data-->\n"
        "<!--kzuz:code-->\n"
        '<script type="text/plain" id="kzuz-map">\n{{ this.script.render(**kwargs) }}\n</script>\n'
        "<!--kzuz:loader-->\n"
        "</body>\n"
        "</html>\n"
    )

    def __init__(self, lang: Language, parts: dict[str, str], subject: str | None = None) -> None:
        name = message("page.title", lang)
        super().__init__(height="600px", title=f"{subject} · {name}" if subject else name)
        self.lang = lang
        self.parts = parts
        self.description = message("page.description", lang)
        self.header._children.pop("meta_http", None)

    def render(self, **kwargs: Any) -> str:
        """The whole page as text: same data, same bytes."""
        text = number_ids(super().render(**kwargs))
        parts = {"static": self.parts.get("static", ""), "data": element(self.parts["data"], "kzuz-data")}
        parts["style"] = f"<style>{asset('atlas.css')}</style>"
        outside = [(match["tag"].lower(), match["url"]) for match in _OUTSIDE.finditer(text)]
        if outside:  # foreign code expects Leaflet to be there when the page is read
            parts |= {"code": f"<script>{asset('atlas.js')}</script>", "loader": ""}
            text = text.replace(MAP_SCRIPT, "<script>", 1)
        else:
            parts |= {"code": packed_code(), "loader": f"<script>{asset('loader.js')}</script>"}
        pieces = re.split(f"({'|'.join(re.escape(MARK.format(name)) for name in PARTS)})", text)
        filled = "".join(parts.get(piece[len("<!--kzuz:") : -len("-->")], piece) for piece in pieces)
        return filled.replace(MARK.format("policy"), policy(filled, outside), 1)


@cache
def packed_code() -> str:
    """The page's code as a block; the loader unpacks and runs it."""
    return element(pack(asset("atlas.js")), "kzuz-code")


def number_ids(html: str) -> str:
    """Folium draws a random id for each element; numbered in order of appearance, same data give same bytes."""
    seen: dict[str, str] = {}
    return re.sub(r"(?<=_)[0-9a-f]{32}(?![0-9a-f])", lambda m: seen.setdefault(m[0], f"{len(seen):04d}"), html)


def policy(html: str, outside: list[tuple[str, str]]) -> str:
    """The Content-Security-Policy of a page: its own scripts and styles by hash, nothing else.

    Parameters
    ----------
    html
        The whole page but for its policy.
    outside
        (tag, address) of links that Folium elements added by a user bring; the atlas by itself has none. These exact
        addresses are allowed, and then pictures and fonts from https too.
    """
    scripts = [_digest(match["text"]) for match in _SCRIPT.finditer(html) if "octet-stream" not in match["attributes"]]
    if 'id="kzuz-code"' in html:
        scripts.append(_digest(asset("atlas.js")))
    styles = [_digest(match["text"]) for match in _STYLE.finditer(html)]
    images = ["data:", "blob:", *TILE_HOSTS]
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
        rules |= {"font-src": ["https:", "data:"], "style-src-attr": ["'unsafe-inline'"]}
    text = "; ".join(f"{name} {' '.join(dict.fromkeys(values))}" for name, values in rules.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(text, quote=True)}">'


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


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
