"""The layers: one GeoJSON file each, with the noun it holds, the geometry it may have, and what it is."""

from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, Field

from geo.model.nouns import Agreement, BorderCrossing, Common, Corridor, Indicator, RailLine, Site, Station
from geo.model.record import Record

# A package of geometry models would add 0.15 s to every command; these three are all the files hold.
Position = Annotated[list[float], Field(min_length=2, max_length=3, description="Longitude, latitude in degrees.")]


class Point(Record):
    """RFC 7946, section 3.1.2."""

    type: Literal["Point"]
    coordinates: Position


class LineString(Record):
    """RFC 7946, section 3.1.4."""

    type: Literal["LineString"]
    coordinates: Annotated[list[Position], Field(min_length=2)]


class MultiLineString(Record):
    """RFC 7946, section 3.1.5."""

    type: Literal["MultiLineString"]
    coordinates: Annotated[list[Annotated[list[Position], Field(min_length=2)]], Field(min_length=1)]


class _Feature(Record):
    # Built when the JSON Schema is written; the store reads properties and geometry apart.
    model_config = ConfigDict(defer_build=True)

    type: Literal["Feature"]


class SiteFeature(_Feature):
    properties: Site
    geometry: Point | None


class BorderCrossingFeature(_Feature):
    properties: BorderCrossing
    geometry: Point | None


class RailLineFeature(_Feature):
    properties: RailLine
    geometry: LineString | MultiLineString | None


class StationFeature(_Feature):
    properties: Station
    geometry: Point | None


class CorridorFeature(_Feature):
    properties: Corridor
    geometry: LineString | MultiLineString | None


class AgreementFeature(_Feature):
    properties: Agreement
    geometry: Point | None


class IndicatorFeature(_Feature):
    properties: Indicator
    geometry: None


Mark = Literal["disc", "pair", "dot"]


@dataclass(frozen=True)
class Layer:
    """One GeoJSON file of data/: its name, the noun it holds, the feature model that reads it, and what it is."""

    name: str
    kind: str
    noun: type[Common]
    feature: type[_Feature]
    # How its points are drawn: with the sector's icon, as a pair of posts, or small, without icon and state.
    mark: Mark = "disc"
    # Zoom of the map from which its points are drawn; 0: always.
    drawn_from: int = 0
    # Whether tables count it: places on a drawing are no cooperation, and would swell every table.
    counted: bool = True
    # Whether its published cost is that of building something; others restate totals.
    costed: bool = False
    # Whether its features may have a summary, and so say who wrote their texts.
    summarised: bool = True
    # Old things: what is recorded of plans and works for them is about rebuilding them.
    lasting: bool = False

    @property
    def filename(self) -> str:
        return f"{self.name}.geojson"

    @property
    def geometry(self) -> Literal["point", "line", "none"]:
        """What its features are on a map; any may have no geometry."""
        annotation = self.feature.model_fields["geometry"].annotation
        kinds = get_args(annotation) or (annotation,)
        return "point" if Point in kinds else "line" if LineString in kinds else "none"


LAYERS: tuple[Layer, ...] = (
    Layer("sites", "site", Site, SiteFeature, costed=True),
    Layer("border_crossings", "crossing", BorderCrossing, BorderCrossingFeature, mark="pair", lasting=True),
    Layer("rail_lines", "rail", RailLine, RailLineFeature, costed=True, lasting=True),
    Layer(
        "rail_stations",
        "station",
        Station,
        StationFeature,
        mark="dot",
        drawn_from=8,
        counted=False,
        summarised=False,
        lasting=True,
    ),
    Layer("corridors", "corridor", Corridor, CorridorFeature, costed=True),
    Layer("agreements", "agreement", Agreement, AgreementFeature),
    Layer("indicators", "indicator", Indicator, IndicatorFeature),
)


LAYER: dict[str, Layer] = {layer.name: layer for layer in LAYERS}


def columns(noun: type[Common]) -> list[str]:
    """Names of a noun's columns, in the order the store writes them."""
    return list(noun.model_fields)
