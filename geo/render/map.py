"""The folium.Map of an atlas: its map, one Folium layer for each sector, optional tiles, and the start of the page."""

import re
from typing import Any, cast

import folium
import xyzservices.providers as tiles
from branca.element import Element, Figure, MacroElement
from folium.map import Layer
from folium.template import Template

from geo.i18n import message
from geo.render.page import compose
from geo.render.page_options import Drawn, Look
from geo.vocabulary import PROJECT_BOUNDS

# Off until the reader asks for one: with none of them the page makes no request. None needs a key; Carto's now do.
ONLINE_TILES = {
    "osm": tiles.OpenStreetMap.Mapnik,
    "topo": tiles.OpenTopoMap,
    "esri": tiles.Esri.WorldImagery,
}
CENTRE = (43.5, 66.5)


class AtlasFigure(Figure):
    """The root element of an atlas map: renders one self-contained HTML page.

    Parameters
    ----------
    look
        How the page shows its atlas.
    parts
        Texts put in as they are: `data` and `more` (blocks), `picture` and `static` (HTML).
    """

    def __init__(self, look: Look, parts: dict[str, str]) -> None:
        super().__init__(height="600px", title=look.title)
        self.look = look
        self.parts = parts
        self._added: list[tuple[Element, str]] = []
        self.header._children.pop("meta_http", None)

    def render(self, **kwargs: Any) -> str:
        """The whole page as text: same data, same bytes."""
        return compose(self.look, self.drawn(**kwargs), self.parts, self.title or "")

    def drawn(self, **kwargs: Any) -> Drawn:
        """What Folium's elements have to say."""
        self._draw(**kwargs)
        return Drawn(*number_ids(*(part.render(**kwargs) for part in (self.header, self.html, self.script))))

    def _draw(self, **kwargs: Any) -> None:
        """Let Folium's elements put their texts into header, html and script, in place of those of the last time."""
        for part, name in self._added:
            part._children.pop(name, None)
        before = {(id(part), name) for part in (self.header, self.html, self.script) for name in part._children}
        for child in self._children.values():
            child.render(**kwargs)
        self._added = [
            (part, name)
            for part in (self.header, self.html, self.script)
            for name in part._children
            if (id(part), name) not in before
        ]


class _Text(Element):
    """Text that is finished; an Element has its text compiled as Jinja, which here would be once more."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_: Any) -> str:
        """The text."""
        return self.text


class _Finished(MacroElement):
    """A MacroElement that puts what its macros say into the page as it is: faster by half a millisecond a text."""

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Put the texts into header, html and script, then those of the children."""
        root = self.get_root()
        for name in ("header", "html", "script"):
            if macro := self._template.module.__dict__.get(name):
                getattr(root, name).add_child(_Text(macro(self, kwargs)), name=self.get_name())
        for child in self._children.values():
            child.render(**kwargs)


class SectorLayer(folium.FeatureGroup, _Finished):
    """The layer of one sector: a FeatureGroup that says in one text what Folium says in two."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.featureGroup({{ this.options|tojavascript }});
            {%- if this.show %}
            {{ this.get_name() }}.addTo({{ this._parent.get_name() }});
            {%- endif %}
        {% endmacro %}
        """
    )

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Put the text and those of the children into the page, past Layer's own way, which adds a second one."""
        super(Layer, self).render(**kwargs)  # type: ignore[no-untyped-call]


class OnlineTiles(folium.TileLayer, _Finished):
    """Tiles from the net; the page asks for them when the reader does."""


class AtlasMap(folium.Map, _Finished):
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

    def __init__(self, look: Look, parts: dict[str, str]) -> None:
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
        AtlasFigure(look, parts).add_child(self)
        self.sector_layers = {
            sector: SectorLayer(name=message(f"sector.{sector}", look.written), control=True) for sector in look.sectors
        }
        self.tiles = {name: OnlineTiles(provider, show=False) for name, provider in ONLINE_TILES.items()}
        for layer in (*self.sector_layers.values(), *self.tiles.values()):
            layer.add_to(self)
        self.add_child(_Start(self, {"lang": look.lang, "embed": look.embed, "subject": look.sector}))


class _Start(_Finished):
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


def drawn(look: Look) -> Drawn:
    """What Folium has to say of a page before anybody adds to it."""
    return cast(AtlasFigure, AtlasMap(look, {}).get_root()).drawn()


def number_ids(*texts: str) -> tuple[str, ...]:
    """Folium draws a random id for each element; numbered in order of appearance, same data give same bytes."""
    seen: dict[str, str] = {}

    def numbered(match: re.Match[str]) -> str:
        return seen.setdefault(match[0], f"{len(seen):04d}")

    return tuple(re.sub(r"(?<=_)[0-9a-f]{32}(?![0-9a-f])", numbered, text) for text in texts)
