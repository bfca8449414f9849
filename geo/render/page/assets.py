"""The files of the built front end, as text, as a block, and as an address that holds the whole file."""

import re
from base64 import b64encode
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from geo.formats import PageStyle
from geo.render.block import element, mark, pack


class Cut(NamedTuple):
    """Code and style of a page that belong together: names of built files."""

    code: str
    style: str


# The page with what it uses of Leaflet, with all of it, for what Folium's elements bring, and for other people's pages.
ATLAS = Cut("atlas.js", "atlas.css")
WHOLE = Cut("atlas-whole.js", "atlas-whole.css")
SMALL = Cut("atlas-small.js", "atlas-small.css")
_ASKS_FOR_DARK = re.compile(r"@media\s*\(prefers-color-scheme:\s*dark\)")
# When the rules of a dark page hold; on paper none is dark.
_DARK_WHEN: dict[PageStyle, str] = {"dark": "@media screen", "light": "@media not all"}
# What our own map says to Leaflet.
_OWN_WORDS = frozenset({"map", "CRS", "featureGroup", "tileLayer"})


@cache
def asset(name: str) -> str:
    """A file of the built front end.

    Raises
    ------
    FileNotFoundError
        The front end was not built: `pip install -e .` or `make maps` builds it.
    """
    text = files("geo.render").joinpath("static", name).read_text(encoding="utf-8")
    if re.search(r"</(script|style)", text, re.IGNORECASE):
        raise ValueError(f"{name} would close the element that holds it")
    return text


def built(name: str) -> Path:
    """Where a file of the built front end lies, for what serves it as it is."""
    return Path(str(files("geo.render").joinpath("static", name)))


@cache
def style_asset(name: str, style: PageStyle = "auto") -> str:
    """A style sheet of the built front end, of a page that looks as the reader's system does or always the same."""
    text = asset(name)
    return _ASKS_FOR_DARK.sub(_DARK_WHEN[style], text) if style in _DARK_WHEN else text


@cache
def packed(name: str, id_: str, style: PageStyle = "auto") -> str:
    """A built file as a block for the loader. The build has packed it already, if it is still that file."""
    text, ready = style_asset(name, style), f"{name}.block"
    has_block = files("geo.render").joinpath("static", ready).is_file()
    made_from, _, block = asset(ready).partition("\n") if has_block else ("", "", "")
    return element(block if made_from == mark(text) else pack(text), id_)


def cut_for(script: str, *, embed: bool) -> Cut:
    """What a map's script needs: who names more of Leaflet than our map does has all of it."""
    if not _OWN_WORDS.issuperset(re.findall(r"\bL\.(\w+)", script)):
        return WHOLE
    return SMALL if embed else ATLAS


@cache
def code_address() -> str:
    """The page's code, Leaflet in it, as an address that needs no network: for pages that link to their scripts."""
    code = "\n".join(asset(name) for name in ("loader.js", WHOLE.code))
    return f"data:text/javascript;base64,{b64encode(code.encode()).decode()}"


@cache
def style() -> str:
    """Every style of a page with all of Leaflet."""
    return "\n".join(asset(name) for name in ("static.css", WHOLE.style))
