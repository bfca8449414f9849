"""Atlas to folium.Map to HTML text. Nothing here reads data/ or writes files.

`payload` turns an atlas into the block the page decodes; `static_table` into the table that needs no scripts;
`map` is the folium.Map subclass; `page` puts text around it and seals the page with its policy; `drawing` joins them.
`ahead` has Folium draw in a second process meanwhile. The names below are imported on first use, so that it can.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.render.map import AtlasMap
    from geo.render.pages import folium_map, page_text

__all__ = ["AtlasMap", "folium_map", "page_text"]

_HOME = {"AtlasMap": "geo.render.map", "folium_map": "geo.render.pages", "page_text": "geo.render.pages"}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
