"""Atlas to folium.Map to HTML text. Nothing here reads data/ or writes files.

`payload` turns an atlas into the block the page decodes; `static_table` into the table that needs no scripts;
`map` is the folium.Map subclass; `page` puts text around it, numbers ids and seals the page with its policy.
"""

from geo.render.map import AtlasMap, folium_map

__all__ = ["AtlasMap", "folium_map"]
