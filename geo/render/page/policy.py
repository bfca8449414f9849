"""The Content-Security-Policy of a page: what was placed in it by hash, what a user's elements link to by address."""

import re
from collections.abc import Iterable
from html import escape

from geo.render.page.foreign import Foreign
from geo.templating import digest

_STYLED = re.compile(r"\bstyle\s*=", re.IGNORECASE)
# Tiles and pictures of the map's script, the optional ones of the atlas among them.
_PICTURES = re.compile(
    r"(?:L\.(?:tileLayer(?:\.wms)?|imageOverlay)\(\s*|[\"']?iconUrl[\"']?:\s*)[\"'](?P<host>https?://[^/\"']+)"
)


# Of a page whose code and style lie beside it, which the host's own policy allows or not.
BESIDE = (
    '<meta http-equiv="Content-Security-Policy" content="connect-src &#x27;none&#x27;; object-src &#x27;none&#x27;; '
    'frame-src &#x27;none&#x27;; base-uri &#x27;none&#x27;; form-action &#x27;none&#x27;">'
)


def policy(
    scripts: Iterable[str],
    styles: Iterable[str],
    map_script: str,
    foreign: Foreign,
    *,
    works_aside: bool = False,
    reads_beside: bool = False,
) -> str:
    """The `<meta>` element that seals a page.

    Parameters
    ----------
    scripts, styles
        The texts of all of ours that may run and be followed.
    map_script
        What Folium's elements have the map do: its tiles and pictures may be shown.
    foreign
        What elements added by a user bring; the atlas by itself has none. The exact addresses of their links are
        allowed, and where there are any, pictures and fonts from https too.
    works_aside
        The page's own code may run a part of itself in a worker.
    reads_beside
        The page may read what lies beside it, where it is served.
    """
    links = [*foreign.script_links, *foreign.style_links]
    hosts = (match["host"].replace("{s}", "*") for match in _PICTURES.finditer(map_script))
    rules = {
        "default-src": ["'none'"],
        "script-src": [*map(_quoted, [*scripts, *foreign.scripts]), *foreign.script_links],
        "style-src": [*map(_quoted, [*styles, *foreign.styles]), *foreign.style_links],
        "img-src": ["data:", "blob:", *hosts, *foreign.pictures, *(["https:"] if links else [])],
        "connect-src": ["'self'" if reads_beside else "'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    if works_aside:
        rules["worker-src"] = ["blob:"]
    if links:
        rules["font-src"] = ["https:", "data:"]
    if links or foreign.has_style_attributes or _STYLED.search(map_script):  # popups of Folium's carry style attributes
        rules["style-src-attr"] = ["'unsafe-inline'"]
    text = "; ".join(f"{name} {' '.join(dict.fromkeys(values))}" for name, values in rules.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(text, quote=True)}">'


def _quoted(text: str) -> str:
    return f"'{digest(text)}'"
