"""Atlas to folium.Map to HTML text. Nothing here reads data/ or writes files.

`payload` turns an atlas into the blocks the page decodes, `static_table` into the table that needs no scripts,
`picture` into its first view; `atlas_map` is the folium.Map subclass; `page` puts text around it and seals the page
with its policy; `pages` joins them.
`AtlasMap` is imported on first use, because Folium is.
"""

from typing import TYPE_CHECKING, Any

from geo.render.page import Author
from geo.render.pages import embedded, folium_map, page_text

if TYPE_CHECKING:
    from geo.render.atlas_map import AtlasMap

__all__ = ["AtlasMap", "Author", "embedded", "folium_map", "page_text"]


def __getattr__(name: str) -> Any:
    if name == "AtlasMap":
        from geo.render.atlas_map import AtlasMap

        return AtlasMap
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
