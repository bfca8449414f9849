"""The nouns of the atlas, declared once: validation, JSON Schema and the field guide all come from here.

Positions are (lon, lat) in degrees, WGS 84 (EPSG:4326). Dates are text in a subset of EDTF (ISO 8601-2):
`2025`, `2025-11`, `2025-11-15`, or an interval of two of these, `2023-11-27/2025-08-19`: somewhere within.
"""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from geo.vocabulary import (
    ISO_3166_2,
    LANGUAGES,
    Access,
    Electrified,
    EventKind,
    GeometryKind,
    Language,
    LineKind,
    Medium,
    Mode,
    ObservationBasis,
    Package,
    Precision,
    SectorId,
    StationKind,
    Status,
    TextStatus,
    Theme,
)

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

FILE_CRS = "EPSG:4326"
# Conformal, centred on the project: "which is nearest" is asked here; "how far" is geodesic.
LOCAL_CRS = "+proj=stere +lat_0=43 +lon_0=67 +ellps=WGS84 +units=m +type=crs"
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
EDTF_PATTERN = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"

Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]
Edtf = Annotated[str, Field(pattern=EDTF_PATTERN)]
Iso3166_2 = Annotated[str, Field(pattern=ISO_3166_2)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
# Up to 10^15 a double holds every whole number, so that a table keeps what the file said.
Positive = Annotated[float, Field(gt=0, le=1e15)]
Count = Annotated[int, Field(ge=0, le=10**12)]


class EachLanguage:
    """Marks a text that is written once a language: `name` declares `name_en`, `name_fr` and so on."""

    def __init__(self, description: str, *, needed: tuple[Language, ...] = ()) -> None:
        self.description = description
        self.needed = needed

    def expanded(self, name: str, annotation: Any) -> dict[str, tuple[Any, Any]]:
        """Annotation and field of each language; the first tells of the others."""
        names = [f"{name}_{lang}" for lang in LANGUAGES]
        others = ", ".join(f"`{other}`" for other in names[1:])
        told = {names[0]: f"{self.description.rstrip('.')}; also {others}."}
        return {
            own: (annotation, Field(description=told.get(own)))
            if lang in self.needed
            else (annotation | None, Field(None, description=told.get(own)))
            for own, lang in zip(names, LANGUAGES, strict=True)
        }


class Record(BaseModel):
    """Anything stored: no unknown fields, no silent coercion, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)
    # Texts that are written once a language, by the stem of their fields.
    translated: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Put the fields of each language in the place of a text marked `EachLanguage`, before Pydantic reads them."""
        super().__init_subclass__(**kwargs)
        annotations: dict[str, Any] = {}
        for name, annotation in inspect.get_annotations(cls).items():
            marks = [item for item in getattr(annotation, "__metadata__", ()) if isinstance(item, EachLanguage)]
            if not marks:
                annotations[name] = annotation
                continue
            cls.translated = (*cls.translated, name)
            for own, (kind, info) in marks[0].expanded(name, annotation).items():
                annotations[own] = kind
                setattr(cls, own, info)
        cls.__annotations__ = annotations


def _in_some_language(name: str) -> dict[str, Any]:
    """JSON Schema's words for a text that must be there in one language at least; here a rule asks it."""
    return {"anyOf": [{"required": [f"{name}_{lang}"]} for lang in LANGUAGES]}


class Citation(Record):
    """One source of one feature, and what it supports."""

    id: Id = Field(description="Id of a source in `sources.json`.")
    supports: Text | None = Field(None, description="Which fact this source supports, in English.")


class Event(Record):
    """Something that happened, or was promised, on a date. A ceremony is an event, never a status."""

    model_config = ConfigDict(json_schema_extra=_in_some_language("note"))

    date: Edtf | None = Field(None, description="When, as precisely as the source says; left out when undated.")
    kind: EventKind = Field(description="What kind of event; `target` is a promised date.")
    note: Annotated[Text, EachLanguage("What happened.")]
    source: Id | None = Field(None, description="Id of the source that says so; one of the feature's `sources`.")
    unsourced: bool = Field(False, description="True if no document was found that says so; the page says it too.")


class Common(Record):
    """What every feature has."""

    # Pydantic readies a noun when it is first used, and this one by itself never.
    model_config = ConfigDict(defer_build=True, json_schema_extra=_in_some_language("name"))

    id: Id = Field(description="Constant, lower-case words joined by hyphens. Maps and reports link to it.")
    name: Annotated[Name, EachLanguage("Name; a language nobody gave is left out.")]
    summary: Annotated[Text, EachLanguage("Two or three sentences.")]
    sector: SectorId = Field(description="One sector of `sectors.json`.")
    status: Status = Field(description="State on `status_date`, as the sources show it.")
    status_date: Edtf | None = Field(None, description="Date of the newest source for `status`; left out if unknown.")
    events: list[Event] = Field([], description="What happened, oldest first; undated ones last.")
    countries: list[Country] = Field(min_length=1, description="ISO 3166-1 codes of the countries concerned.")
    admin1: list[Iso3166_2] = Field([], description="ISO 3166-2 codes of the regions it lies in.")
    locality: Name | None = Field(None, description="District, town or place, as the sources write it.")
    cost_usd: Positive | None = Field(None, description="Published cost in US dollars.")
    cost_note: Annotated[Text, EachLanguage("What the cost covers, other currencies, doubts.")]
    partners: list[Name] = Field([], description="Firms and bodies that take part, as the sources write them.")
    packages: list[Package] = Field([], description="Announced packages it belongs to.")
    precision: Precision = Field(description="How sure the position is: exact, locality, region, country or none.")
    precision_basis: Text | None = Field(None, description="Where the position comes from, in English.")
    conflict: Annotated[Text, EachLanguage("Where sources disagree or a popular account is wrong.")]
    sources: list[Citation] = Field(min_length=1, description="Documents it rests on, and what each supports.")
    checked: Edtf = Field(description="Date up to which sources had been read; nothing later is reflected.")
    text_status: dict[Language, TextStatus] = Field(
        {}, description="Per language, who wrote the texts: `source`, `human` or `machine` (nobody reviewed it)."
    )


class Site(Common):
    """A place of cooperation: a plant, a bank, a dam, a consulate, a quarter."""


class BorderCrossing(Common):
    """A crossing is a pair of posts: two names, two sides."""

    kz_name: Annotated[Name, EachLanguage("The post on Kazakhstan's side.")]
    uz_name: Annotated[Name, EachLanguage("The post on Uzbekistan's side.")]
    kz_admin1: Iso3166_2 | None = Field(None, description="Region of Kazakhstan's post.")
    uz_admin1: Iso3166_2 | None = Field(None, description="Region of Uzbekistan's post.")
    point_side: Literal["KZ", "UZ"] | None = Field(None, description="Whose post the point marks.")
    modes: list[Mode] = Field(min_length=1, description="Road, pedestrian, rail.")
    hours: Text | None = Field(None, description="Opening hours: `24/7`, `08:00-18:00`, or left out if not found.")
    passengers: Access = Field(description="May travellers cross?")
    freight: Access = Field(description="May goods cross?")
    third_country_nationals: Access = Field(description="May people who are of neither state cross?")
    access_note: Annotated[Text, EachLanguage("Who may cross, in words.")]
    persons_per_day_before: Count | None = Field(None, description="Design capacity before works, persons a day.")
    persons_per_day_after: Count | None = Field(None, description="Design capacity after works, persons a day.")
    vehicles_per_day_before: Count | None = Field(None, description="Vehicles a day before works.")
    vehicles_per_day_after: Count | None = Field(None, description="Vehicles a day after works.")
    train_pairs_per_day_before: Count | None = Field(None, description="Pairs of trains a day before works.")
    train_pairs_per_day_after: Count | None = Field(None, description="Pairs of trains a day after works.")
    capacity_note: Annotated[Text, EachLanguage("Observed traffic and the works programme, in words.")]
    electronic_queue: Text | None = Field(None, description="Electronic queue system, if any.")


class RailOption(Record):
    """One studied variant of a planned line."""

    model_config = ConfigDict(json_schema_extra=_in_some_language("label"))

    id: Id = Field(description="Constant within the line.")
    label: Annotated[Name, EachLanguage("What the variant is called.")]
    length_km: Positive | None = Field(None, description="Published length.")
    length_scope: Annotated[Text, EachLanguage("What the published length covers.")]
    max_speed_kmh: Positive | None = Field(None, description="Published top speed.")
    travel_time_min: Annotated[int, Field(gt=0)] | None = Field(None, description="Published travel time, minutes.")
    cost_kzt: Positive | None = Field(None, description="Published cost in tenge.")
    later_cost_kzt: Positive | None = Field(None, description="Cost in the later study, tenge.")
    cost_usd: Positive | None = Field(None, description="Published conversion to dollars.")
    preferred: bool = Field(False, description="Preferred by the ministry that published it.")
    source: Id | None = Field(None, description="Id of the source; one of the line's `sources`.")


class RailLine(Common):
    """A railway: track in service, a project, a train service or a border link."""

    line_kind: LineKind = Field(description="`track`, `project`, `service` (trains on others' track) or `crossing`.")
    geometry_kind: GeometryKind | None = Field(None, description="What the drawing is worth; only surveyed is exact.")
    stops: list[Id] = Field([], description="Ids of `rail_stations.geojson`, in order along the line.")
    length_km: Positive | None = Field(None, description="Published length.")
    length_note: Annotated[Text, EachLanguage("What the published length covers.")]
    max_speed_kmh: Positive | None = Field(None, description="Published top speed.")
    gauge_mm: Count | None = Field(None, description="Track gauge.")
    electrified: Electrified = Field("unknown", description="Overhead line.")
    passengers_per_year: Count | None = Field(None, description="Forecast, where published.")
    train_pairs_per_day: Count | None = Field(None, description="Forecast or service, where published.")
    options: list[RailOption] = Field([], description="Variants studied.")
    districts: list[Name] = Field([], description="Districts named as lying on the route.")


class Station(Common):
    """A station, or a village on the line that must not be called one."""

    station_kind: StationKind = Field(description="Station or mere settlement on or near the line.")
    confirmed: bool = Field(description="True if a source calls it a station or rail node.")
    lines: list[Id] = Field([], description="Ids of `rail_lines.geojson` it lies on.")


class Corridor(Common):
    """A route, pipeline, power link or set of flights: drawn as a schematic line."""

    medium: Medium = Field(description="What moves along it.")
    geometry_kind: GeometryKind | None = Field(None, description="What the drawing is worth.")


class Agreement(Common):
    """A treaty, programme, memorandum, council or statement."""

    applies_to: list[Iso3166_2 | Country] = Field(min_length=1, description="Regions or countries it concerns.")
    ends: Edtf | None = Field(None, description="When its term ends.")


class Indicator(Common):
    """A number that is followed over time; its values are in `indicators.csv`."""

    applies_to: list[Iso3166_2 | Country] = Field(min_length=1, description="Regions or countries it concerns.")
    unit: Name = Field(description="Unit of the values: `USD bn`, `bcm`, `persons`.")


class Observation(Record):
    """One value of an indicator: one row of `indicators.csv`."""

    indicator: Id = Field(description="Id of a feature of `indicators.geojson`.")
    period: Edtf = Field(description="Year, month, day, or interval the value is for.")
    value: Annotated[float, Field(ge=-1e15, le=1e15)] = Field(description="The number.")
    unit: Name = Field(description="Its unit.")
    reporter: Name = Field(description="Who reports it; series of different reporters are never joined.")
    basis: ObservationBasis = Field(description="Reported, derived by us, approximate, a lower bound, a target.")
    source: Id = Field(description="Id of the source.")
    note: str = Field("", description="What else to know, in English.")


class Sector(Record):
    """One of the 14 sectors: a layer of every map."""

    id: SectorId = Field(description="The word features use.")
    theme: Theme = Field(description="The group it stands in.")
    color: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$", description="Mark colour on a light map.")]
    icon: Annotated[str, Field(pattern=ID_PATTERN, description="Name of its icon in the front end.")]
    oecd_dac: list[Annotated[str, Field(pattern=r"^[0-9]{3,5}$")]] = Field(description="OECD-DAC purpose codes.")
    name: Annotated[Name, EachLanguage("Name.", needed=LANGUAGES)]


class DateParts(BaseModel):
    """A CSL date: `{"date-parts": [[2025, 11, 15]]}`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)
    date_parts: list[list[int]] = Field(alias="date-parts", min_length=1, max_length=2)


class Source(BaseModel):
    """One document, as CSL-JSON, so that Zotero reads the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)

    id: Id = Field(description="Constant: features cite it.")
    type: Literal["webpage", "article-newspaper", "report", "legislation", "dataset", "software"] = Field(
        description="Kind of document; `dataset` and `software` are credits."
    )
    title: Name | None = Field(None, description="Its title, as published.")
    container_title: Name | None = Field(None, alias="container-title", description="Publisher or site.")
    issued: DateParts | None = Field(None, description="Day it appeared: year, month, day as far as known.")
    URL: Annotated[str, Field(pattern=r"^https?://", max_length=600)] | None = Field(None, description="Where it is.")
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] | None = Field(None, description="Its language, ISO 639.")
    license: Name | None = Field(None, description="Licence, where it is data or software.")
    note: Text | None = Field(None, description="What else to know.")


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


@dataclass(frozen=True)
class Basemap:
    """The drawn background, EPSG:4326: `page` level to be seen, `admin1` fine level for point-in-polygon.

    Every frame has the columns of its file in `data/basemap/`; `admin1` has `iso`, `borders` has `kz_uz`.
    """

    page: "dict[str, GeoDataFrame]"
    admin1: "GeoDataFrame"
    borders: "GeoDataFrame"
    credit: str


@dataclass(frozen=True)
class Atlas:
    """All that is known. Frames are EPSG:4326, one row a feature, sorted by id, a RangeIndex,
    with one column for each field of their noun (missing: None or []) and `geometry` (may be None).
    """

    sites: "GeoDataFrame"
    border_crossings: "GeoDataFrame"
    rail_lines: "GeoDataFrame"
    rail_stations: "GeoDataFrame"
    corridors: "GeoDataFrame"
    agreements: "GeoDataFrame"
    indicators: "GeoDataFrame"
    observations: "DataFrame"
    sectors: tuple[Sector, ...]
    sources: dict[str, Source]
    basemap: Basemap | None = field(default=None, repr=False)
    # Where it was read from, as the user gave it, and the SHA-256 of each file then: for messages, and so that
    # saving can tell that somebody else changed a file meanwhile.
    folder: str = "data"
    stamp: Mapping[str, str] | None = field(default=None, repr=False, compare=False)

    def layers(self) -> "dict[str, GeoDataFrame]":
        """Every GeoJSON layer by name, in the order of `LAYERS`."""
        return {layer.name: getattr(self, layer.name) for layer in LAYERS}

    @property
    def edition(self) -> str:
        """The newest date up to which any feature was checked: the data's own date, not the clock's."""
        return max((date for frame in self.layers().values() for date in frame["checked"].unique()), default="")


def columns(noun: type[Common]) -> list[str]:
    """Names of a noun's columns, in the order the store writes them."""
    return list(noun.model_fields)


def words(annotation: Any) -> tuple[str, ...]:
    """The closed list behind a field: `words(Status)` gives every status."""
    return get_args(annotation)
