"""The folium.Map of an atlas: its map, one Folium layer for each sector, optional tiles, and the start of the page.

What a page needs belongs to the map, so that it can be put into any figure: the link to the code is the map's, as those
of Folium's own maps are, and the data go with it. A figure of ours seals the page instead; one that holds several maps
shows an atlas in a frame, because it wants a page to itself.
"""

import hashlib
import re
from html import escape
from typing import Any, cast

import folium
import xyzservices.providers as tiles
from branca.element import Div, Element, Figure, MacroElement
from folium.template import Template

from geo.i18n import message
from geo.render.page import FoliumTexts, PageOptions, Parts, page_files, page_html
from geo.render.page.assets import code_address, style
from geo.vocabulary import PROJECT_BOUNDS

# Off until the reader asks for one: with none of them the page makes no request. None needs a key; Carto's now do.
ONLINE_TILES = {
    "osm": tiles.OpenStreetMap.Mapnik,
    "topo": tiles.OpenTopoMap,
    "esri": tiles.Esri.WorldImagery,
}
CENTRE = (43.5, 66.5)
# Names of what a map brings into a figure for its page. A page of ours has it in another form.
CODE, STYLE, BODY = "kzuz_code", "kzuz_style", "kzuz_body"
_NOT_OF_FOLIUM = (CODE, STYLE, BODY, "meta_http")


class AtlasFigure(Figure):
    """The root element of an atlas map: renders one self-contained, sealed HTML page.

    Parameters
    ----------
    options
        How the page shows its atlas.
    parts
        What it holds of the data.
    """

    def __init__(self, options: PageOptions, parts: Parts) -> None:
        # A shared figure would compile a title, and an author's is nobody's code.
        super().__init__(height="600px", title=None if options.author.title else options.title)
        self.options = options
        self.parts = parts

    def render(self, **kwargs: Any) -> str:
        """The whole page as text: same data, same bytes."""
        if is_shared(self):
            text: str = super().render(**kwargs)
            return text
        return page_html(self.options, self.parts, self._said(**kwargs), self.title or "")

    def files(self, name: str) -> dict[str, str]:
        """The same page with its style and code in files beside it (`page.page_files`)."""
        return page_files(self.options, self.parts, self._said(), name)

    def _said(self, **kwargs: Any) -> FoliumTexts:
        """What Folium's elements say. The figure is left as it was, so that what is taken off the map is gone."""
        places = (self.header, self.html, self.script)
        before = [place._children.copy() for place in places]
        for child in self._children.values():
            child.render(**kwargs)
        texts = [
            "\n".join(said.render(**kwargs) for name, said in place._children.items() if name not in _NOT_OF_FOLIUM)
            for place in places
        ]
        for place, children in zip(places, before, strict=True):
            place._children = children
        return FoliumTexts(*number_ids(*texts))


class Verbatim(Element):
    """HTML that may hold text of data/: an Element would have it compiled as Jinja."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html

    def render(self, **_: Any) -> str:
        """The HTML as it is."""
        return self.html


class AtlasMap(folium.Map):
    """A folium.Map that carries an atlas and needs nothing from outside.

    Whatever Folium can add to a map can be added to this one, and it can be added to any figure. `sector_layers` holds
    the sectors' layers.
    """

    # The blank after the id is Folium's own: streamlit-folium looks for exactly this text.
    _template = Template(
        """
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }} ></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map(
                {{ this.get_name()|tojson }},
                {center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}}
            );
        {% endmacro %}
        """
    )

    def __init__(self, options: PageOptions, parts: Parts) -> None:
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
        self.page_options = options
        self.parts = parts
        # Folium keeps these on the class and changes them in place; ours are the instance's own.
        self.default_js = [(CODE, code_address())]
        self.default_css: list[tuple[str, str]] = []
        AtlasFigure(options, parts).add_child(self)
        self.sector_layers = {
            sector: folium.FeatureGroup(name=message(f"sector.{sector}", options.written)) for sector in options.sectors
        }
        self.tiles = {name: folium.TileLayer(provider, show=False) for name, provider in ONLINE_TILES.items()}
        for layer in (*self.sector_layers.values(), *self.tiles.values()):
            layer.add_to(self)
        self.add_child(_Start(self))

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Put the map, what it needs and its children into the figure it is in."""
        figure = cast(Figure, self.get_root())
        if is_shared(figure):
            figure.html.add_child(Verbatim(self._framed()), name=self.get_name())
            return
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        # A style of the page and no link, for the map is measured at once.
        figure.header.add_child(Verbatim(f"<style>{style()}</style>"), name=STYLE)
        figure.html.add_child(
            Verbatim("\n".join([*self.parts.body(), f"<noscript>{self.parts.static}</noscript>"])), name=BODY
        )

    def _framed(self) -> str:
        """A frame of the map's own page."""
        parent = self._parent
        try:
            page = AtlasFigure(self.page_options, self.parts).add_child(self).render()
        finally:
            self._parent = parent
        title = escape(self.page_options.title, quote=True)
        height = "100%" if isinstance(parent, Div) else "600px"
        size = f'width="100%" height="600" style="width:100%;height:{height};min-height:240px;border:0"'
        # A part of a figure compiles its text as Jinja, whose every mark begins with a brace.
        told = escape(page, quote=True).replace("{", "&#123;")
        return f'<iframe title="{title}" {size} srcdoc="{told}" allowfullscreen></iframe>'


def is_shared(figure: Element) -> bool:
    """Whether a figure holds more than one map, or is a part of another figure."""
    return isinstance(figure, Div) or sum(isinstance(child, folium.Map) for child in figure._children.values()) > 1


class _Start(MacroElement):
    """Hands the map, the sector layers and the tiles to the page's code. Holds no data, but names them.

    streamlit-folium tells by a map's script alone whether it is another map than before.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            kzuz.start({
                map: {{ this.map.get_name() }},
                layers: { {%- for id, layer in this.map.sector_layers.items() %}{{ id|tojson }}: {{ layer.get_name() }},{% endfor -%} },
                tiles: { {%- for id, layer in this.map.tiles.items() %}{{ id|tojson }}: {{ layer.get_name() }},{% endfor -%} },
                options: {{ this.options|tojson }}
            }); // data {{ this.mark }}
        {% endmacro %}
        """  # noqa: E501
    )

    def __init__(self, atlas_map: AtlasMap) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "AtlasStart"
        self.map = atlas_map
        asked = atlas_map.page_options
        self.options = {"lang": asked.lang, "embed": asked.embed, "subject": asked.sector, "whole": asked.whole}
        self.mark = hashlib.sha256((atlas_map.parts.data + atlas_map.parts.more).encode()).hexdigest()[:8]


def number_ids(*texts: str) -> tuple[str, ...]:
    """Folium draws a random id for each element; numbered in order of appearance, same data give same bytes."""
    seen: dict[str, str] = {}

    def numbered(match: re.Match[str]) -> str:
        return seen.setdefault(match[0], f"{len(seen):04d}")

    return tuple(re.sub(r"(?<=_)[0-9a-f]{32}(?![0-9a-f])", numbered, text) for text in texts)
