"""The folium.Map of an atlas: its map, one Folium layer for each sector, optional tiles, and the start of the page."""

from concurrent.futures import ThreadPoolExecutor

import folium
import xyzservices.providers as tiles
from folium.template import Template

from geo import vocabulary
from geo.i18n import message
from geo.model import PROJECT_BOUNDS, Atlas
from geo.render.block import pack
from geo.render.page import AtlasFigure
from geo.render.payload import data_text
from geo.render.static_table import static_section
from geo.vocabulary import Language, SectorId

# Off until the reader asks for one: with none of them the page makes no request. None needs a key; Carto's now do.
ONLINE_TILES = {
    "osm": tiles.OpenStreetMap.Mapnik,
    "topo": tiles.OpenTopoMap,
    "esri": tiles.Esri.WorldImagery,
}
CENTRE = (43.5, 66.5)


class AtlasMap(folium.Map):
    """A folium.Map that carries an atlas and needs nothing from outside.

    Whatever Folium can add to a map can be added to this one. `sector_layers` holds the sectors' layers.
    """

    _template = Template(
        """
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map(
                {{ this.get_name()|tojson }},
                {center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}}
            );
        {% endmacro %}
        """
    )

    def __init__(
        self,
        root: AtlasFigure,
        sectors: list[SectorId],
        lang: Language | None,
        embed: bool = False,
        subject: SectorId | None = None,
    ) -> None:
        west, south, east, north = PROJECT_BOUNDS
        super().__init__(
            location=CENTRE,
            tiles=None,
            zoom_start=5,
            zoom_control=False,
            attribution_control=False,
            max_bounds=True,
            min_lat=south - 6,
            max_lat=north + 6,
            min_lon=west - 12,
            max_lon=east + 12,
            min_zoom=3,
            max_zoom=16,
        )
        # Folium keeps these on the class and changes them in place; ours are the instance's own and empty.
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        root.add_child(self)
        self.sector_layers = {
            sector: folium.FeatureGroup(name=message(f"sector.{sector}", lang or "en"), control=True)
            for sector in sectors
        }
        self.tiles = {name: folium.TileLayer(provider, show=False) for name, provider in ONLINE_TILES.items()}
        for layer in (*self.sector_layers.values(), *self.tiles.values()):
            layer.add_to(self)
        self.add_child(_Start(self, {"lang": lang, "embed": embed, "subject": subject}))


class _Start(folium.MacroElement):
    """Hands the map, the sector layers and the tiles to the page's code. Holds no data."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            kzuz.start({
                map: {{ this.map.get_name() }},
                layers: { {%- for id, layer in this.map.sector_layers.items() %}{{ id|tojson }}: {{ layer.get_name() }},{% endfor -%} },
                tiles: { {%- for id, layer in this.map.tiles.items() %}{{ id|tojson }}: {{ layer.get_name() }},{% endfor -%} },
                options: {{ this.options|tojson }}
            });
        {% endmacro %}
        """  # noqa: E501
    )

    def __init__(self, atlas_map: AtlasMap, options: dict[str, str | bool | None]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "AtlasStart"
        self.map = atlas_map
        self.options = options


def folium_map(
    atlas: Atlas, lang: Language | None = None, *, sector: SectorId | None = None, embed: bool = False
) -> AtlasMap:
    """Draw an atlas as a folium.Map.

    Parameters
    ----------
    atlas
        Enriched for the full detail card; a bare one works too.
    lang
        Language the page opens in; the reader's own, by their browser, if none is given. Readers may switch.
    sector
        Show one sector only.
    embed
        Compact page for an iframe.

    Returns
    -------
    AtlasMap
        A folium.Map: `.save("map.html")`, `_repr_html_` in Jupyter, `.add_child(...)`, `.get_root().render()`.
    """
    present = {entry.id for entry in atlas.sectors} or set(vocabulary.SECTORS)
    shown = [id_ for id_ in vocabulary.SECTORS if id_ in present and sector in (None, id_)]
    written: Language = lang or "en"
    text = data_text(atlas, written, sector)
    with ThreadPoolExecutor(1) as packer:  # packing lets go of the interpreter, so both go on at once
        data = packer.submit(pack, text)
        static = static_section(atlas, written, sector)
    parts = {"data": data.result(), "static": static}
    subject = message(f"sector.{sector}", written) if sector else None
    return AtlasMap(AtlasFigure(written, parts, subject), shown, lang, embed, sector)
