"""The nouns: what a site, a crossing, a line, a source and so on has."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from geo.model.record import (
    ID_PATTERN,
    Count,
    Country,
    EachLanguage,
    Edtf,
    Id,
    Iso3166_2,
    Name,
    Positive,
    Record,
    Text,
    in_some_language,
)
from geo.vocabulary import (
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


class Citation(Record):
    """One source of one feature, and what it supports."""

    id: Id = Field(description="Id of a source in `sources.json`.")
    supports: Text | None = Field(None, description="Which fact this source supports, in English.")


class Event(Record):
    """Something that happened, or was promised, on a date. A ceremony is an event, never a status."""

    model_config = ConfigDict(json_schema_extra=in_some_language("note"))

    date: Edtf | None = Field(None, description="When, as precisely as the source says; left out when undated.")
    kind: EventKind = Field(description="What kind of event; `target` is a promised date.")
    note: Annotated[Text, EachLanguage("What happened.")]
    source: Id | None = Field(None, description="Id of the source that says so; one of the feature's `sources`.")
    unsourced: bool = Field(False, description="True if no document was found that says so; the page says it too.")


class Common(Record):
    """What every feature has."""

    # Pydantic readies a noun when it is first used, and this one by itself never.
    model_config = ConfigDict(defer_build=True, json_schema_extra=in_some_language("name"))

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

    model_config = ConfigDict(json_schema_extra=in_some_language("label"))

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


class Synonym(Record):
    """Words a reader may type for one thing: a sector, a kind, a package, or a subject that names tell of."""

    id: Id = Field(description="The thing, in one word; nothing refers to it.")
    sectors: list[SectorId] = Field([], description="Sectors it means.")
    kinds: list[Id] = Field([], description="Kinds of feature it means, as `site` or `crossing`.")
    modes: list[Mode] = Field([], description="What may cross where it means a crossing.")
    packages: list[Package] = Field([], description="Packages it means.")
    features: list[Id] = Field([], description="Features it means before all others.")
    words: Annotated[
        list[Name],
        EachLanguage("Words for it; a feature whose name holds one is found by all the others.", needed=LANGUAGES),
    ]


class Withdrawal(Record):
    """A feature that was taken out: its id is never given again, and links to it say why it is gone."""

    model_config = ConfigDict(json_schema_extra=in_some_language("why"))

    id: Id = Field(description="The id it had; no other feature ever gets it.")
    kind: Id = Field(description="What it was: `site`, `crossing`, `station` …")
    date: Edtf = Field(description="Day it was taken out.")
    instead: Id | None = Field(None, description="Id of the feature that stands in its place, where there is one.")
    name: Annotated[Name, EachLanguage("The name it had.")]
    why: Annotated[Text, EachLanguage("Why it was taken out.")]


class Phrase(Record):
    """What the data say in English alone, in other languages too.

    Where a position comes from, what a source supports, a note of a value, who reports it: many say the same.
    """

    id: Id = Field(description="Constant; nothing refers to it.")
    text: Annotated[Text, EachLanguage("The phrase, in English as the data have it.", needed=("en",))]


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
