"""Closed lists: what a field may say, and the codes of other standards that stand beside our words.

Labels for people live in the catalogues (`geo/i18n`), under `<list>.<word>`; here are only the words.

References
----------
ISO 3166-2 as amended on 2023-11-23 (Kazakhstan: 20 units since 2022; Uzbekistan: 14).
IATI code lists GeographicExactness (1 exact, 2 approximate) and GeographicalPrecision (1-9).
OECD-DAC CRS purpose-code categories: in `data/sectors.json`, beside each sector.
"""

from typing import Literal, NamedTuple, get_args

Language = Literal["en", "fr", "ru", "kk", "uz"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
# What the shipped atlas has its prose in. A language nobody gave is left out; the page then shows the nearest one.
PROSE_LANGUAGES: tuple[Language, ...] = ("en", "fr", "ru")
LANGUAGE_NAMES: dict[Language, str] = {
    "en": "English", "fr": "Français", "ru": "Русский", "kk": "Қазақша", "uz": "Oʻzbekcha",
}  # fmt: skip
# Where a reader of the first language looks next for a text that is missing.
FALLBACK: dict[Language, tuple[Language, ...]] = {
    "en": ("en", "ru", "fr", "uz", "kk"),
    "fr": ("fr", "en", "ru", "uz", "kk"),
    "ru": ("ru", "en", "fr", "uz", "kk"),
    "kk": ("kk", "ru", "en", "fr", "uz"),
    "uz": ("uz", "ru", "en", "fr", "kk"),
}

Theme = Literal["economy", "transport", "energy", "water", "people", "institutions"]
THEMES: tuple[Theme, ...] = get_args(Theme)

SectorId = Literal[
    "industry", "finance", "construction", "mining",
    "transport", "logistics", "border",
    "energy",
    "water",
    "culture", "tourism", "health",
    "governance", "digital",
]  # fmt: skip
SECTORS: tuple[SectorId, ...] = get_args(SectorId)

# A published cost in US dollars: a band ends below its number, the last of the costs has no end.
CostBand = Literal["under_10m", "under_100m", "under_1bn", "over_1bn", "none"]
COST_BANDS: tuple[CostBand, ...] = get_args(CostBand)
COST_UP_TO: dict[CostBand, float] = {"under_10m": 1e7, "under_100m": 1e8, "under_1bn": 1e9}

# What the page can draw in a sector's mark.
ICONS: tuple[str, ...] = (
    "bank", "bolt", "building", "circle", "communications-tower", "hospital", "industry", "lift-gate", "pickaxe",
    "rail", "suitcase", "theatre", "town-hall", "warehouse", "water",
)  # fmt: skip

Status = Literal[
    "proposed",  # someone said it should be
    "agreed",  # signed or decided, no plan or money shown
    "planned",  # has a plan, a date or a design
    "under_construction",
    "operational",  # in service; for an agreement: in force
    "limited",  # in service for some users, goods or hours only
    "suspended",
    "closed_for_works",
    "closed",
    "cancelled",
    "unknown",
]
STATUSES: tuple[Status, ...] = get_args(Status)

EventKind = Literal[
    "announced",
    "agreed",  # signed, decreed, ratified
    "study",
    "ceremony",  # a ribbon or a video link; never a status
    "contract",
    "financing",
    "construction_start",
    "progress",
    "opening",  # in service, in force, inaugurated for use
    "expansion",
    "restricted",
    "suspended",
    "closed",
    "resumed",
    "cancelled",
    "target",  # a date someone promised; may lie ahead
    "report",  # a source describes the state on that day
]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)

Phase = Literal["ahead", "building", "running", "stopped", "unknown"]
PHASES: tuple[Phase, ...] = get_args(Phase)


class StatusMeaning(NamedTuple):
    """What a status says of a thing, for drawing it, comparing it and checking it."""

    phase: Phase  # how it is drawn: badge of a mark, pattern of a line
    use_rank: int  # lists that compare begin with what can be used: 0, 1, …
    stands: bool = True  # it stands or is being built; of what does not there is no survey
    stirred: bool = False  # an announcement or a signature is news of it
    lasts_months: int | None = None  # so long after its newest source it is only "last seen"; None: it ends there


STATUS_MEANING: dict[Status, StatusMeaning] = {
    "proposed": StatusMeaning("ahead", 7, stands=False, stirred=True, lasts_months=24),
    "agreed": StatusMeaning("ahead", 6, stands=False, stirred=True, lasts_months=24),
    "planned": StatusMeaning("ahead", 5, stands=False, lasts_months=24),
    "under_construction": StatusMeaning("building", 4, lasts_months=24),
    "operational": StatusMeaning("running", 0, lasts_months=60),
    "limited": StatusMeaning("running", 1, lasts_months=12),
    "suspended": StatusMeaning("stopped", 3, lasts_months=24),
    "closed_for_works": StatusMeaning("stopped", 2, lasts_months=12),
    "closed": StatusMeaning("stopped", 9),
    "cancelled": StatusMeaning("stopped", 10, stands=False, stirred=True),
    "unknown": StatusMeaning("unknown", 8, stirred=True),
}
# On a date there may be no state: nothing of a thing is recorded by then; no event of it is dated; or nothing is
# dated but the day when its sources were read.
Absent = Literal["not_yet", "undated", "never_dated"]
State = Status | Absent
STATES: tuple[State, ...] = (*STATUSES, *get_args(Absent))
NOT_BUILT = tuple(status for status, meaning in STATUS_MEANING.items() if not meaning.stands)


class EventMeaning(NamedTuple):
    """What an event of a kind says of the status."""

    brings: Status | None = None  # the status it brings about; None: it changes none
    # The statuses a thing may have when this is the newest dated event that bears on it. Undated or softer evidence
    # may move the status on (a contract makes a plan of a promise), but not to a stronger claim.
    allows: tuple[Status, ...] = ()
    is_plan: bool = False  # words about something to come: said of what is further on, they do not send it back
    is_promise: bool = False  # it may lie ahead, and says nothing of what was reached
    of_what_exists: bool = False  # before it the thing was there, in a state nobody wrote down
    shows_works: bool = False


EVENT_MEANING: dict[EventKind, EventMeaning] = {
    "announced": EventMeaning("proposed", ("proposed", "agreed", "planned", "unknown"), is_plan=True),
    "agreed": EventMeaning(
        "agreed",
        ("proposed", "agreed", "planned", "under_construction", "operational", "limited", "unknown"),
        is_plan=True,
    ),
    "study": EventMeaning(),
    "ceremony": EventMeaning(),
    "contract": EventMeaning(),
    "financing": EventMeaning(),
    "construction_start": EventMeaning(
        "under_construction", ("under_construction", "suspended", "unknown"), shows_works=True
    ),
    "progress": EventMeaning(of_what_exists=True, shows_works=True),
    "opening": EventMeaning(
        "operational", ("operational", "limited", "under_construction", "closed_for_works", "unknown")
    ),
    "expansion": EventMeaning(of_what_exists=True),
    "restricted": EventMeaning("limited", ("limited", "operational", "closed_for_works"), of_what_exists=True),
    "suspended": EventMeaning("suspended", ("suspended", "limited", "closed", "closed_for_works"), of_what_exists=True),
    "closed": EventMeaning("closed", ("closed", "closed_for_works"), of_what_exists=True),
    "resumed": EventMeaning("operational", ("operational", "limited", "under_construction"), of_what_exists=True),
    "cancelled": EventMeaning("cancelled", ("cancelled",)),
    "target": EventMeaning(is_promise=True),
    "report": EventMeaning(of_what_exists=True, shows_works=True),
}
# The status an event brings about; the other kinds of event change no status.
STATUS_AFTER: dict[EventKind, Status] = {
    kind: meaning.brings for kind, meaning in EVENT_MEANING.items() if meaning.brings is not None
}

Precision = Literal["exact", "locality", "region", "country", "none"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
# Sure enough for a distance to mean something, and for a mark to be filled; the other marks are hollow.
SURE_PRECISIONS: tuple[Precision, ...] = ("exact", "locality")
# precision -> (IATI GeographicExactness, IATI GeographicalPrecision)
IATI_PRECISION: dict[Precision, tuple[int | None, int | None]] = {
    "exact": (1, 1),
    "locality": (2, 2),
    "region": (2, 4),
    "country": (2, 6),
    "none": (None, None),
}
# Radius in km within which the true place may lie; None: no statement.
PRECISION_KM: dict[Precision, float | None] = {
    "exact": 0.5, "locality": 10, "region": 150, "country": None, "none": None,
}  # fmt: skip
# Outlines are generalised: a place this near one may lie on either side of it.
OUTLINE_TOLERANCE_KM = 3.0
# How far the common border of the two may lie off its source, as data/basemap/README.md says.
BORDER_TOLERANCE_KM = 0.15
# How far a crossing may lie from the border; where the position is vaguer than these nothing is asked.
CROSSING_NEAR_BORDER_KM: dict[Precision, float] = {"exact": 3.0, "locality": 25.0}

# What a table of the atlas may be grouped by.
By = Literal["sector", "status", "region", "year", "language"]
BYS: tuple[By, ...] = get_args(By)

GeometryKind = Literal["surveyed", "generalised", "schematic"]
GEOMETRY_KINDS: tuple[GeometryKind, ...] = get_args(GeometryKind)

TextStatus = Literal["source", "human", "machine"]
Mode = Literal["road", "pedestrian", "rail"]
MODES: tuple[Mode, ...] = get_args(Mode)
Access = Literal["yes", "restricted", "suspended", "no", "unknown"]
ACCESSES: tuple[Access, ...] = get_args(Access)
StationKind = Literal["station", "freight_station", "interstate_junction", "settlement_on_line", "settlement_near_line"]
LineKind = Literal["track", "project", "service", "crossing"]
LINE_KINDS: tuple[LineKind, ...] = get_args(LineKind)
Electrified = Literal["yes", "no", "partly", "unknown"]
Medium = Literal["gas", "oil", "power", "road", "rail", "multimodal", "air", "tourism"]
ObservationBasis = Literal["reported", "derived", "approximate", "at_least", "target", "estimate"]
Package = Literal["summit-2025-11"]
PACKAGES: tuple[Package, ...] = get_args(Package)

# How the keys of texts begin that the atlas's page does not say, but the build, the editor or the page of very many
# places; names of sectors and regions cross with these.
UNSAID = (
    "sector.", "region.", "table.", "page.description", "editor.", "figure.", "report.", "field.", "text_status.",
    "many.",
)  # fmt: skip

# west, south, east, north in degrees: no feature of the project lies outside.
PROJECT_BOUNDS = (46.0, 36.0, 88.0, 56.0)
FIRST_VIEW = (46.4, 37.1, 87.4, 55.5)  # both countries, as every page opens
# The two the atlas is about.
CORE_COUNTRIES = ("KZ", "UZ")
COUNTRIES: tuple[str, ...] = (*CORE_COUNTRIES, "KG", "TJ", "TM", "RU", "CN", "AZ", "AF", "GE", "TR", "IR")

ADMIN1: dict[str, str] = {
    "KZ-10": "Abai Region", "KZ-11": "Akmola Region", "KZ-15": "Aktobe Region", "KZ-19": "Almaty Region",
    "KZ-23": "Atyrau Region", "KZ-27": "West Kazakhstan Region", "KZ-31": "Zhambyl Region",
    "KZ-33": "Zhetysu Region", "KZ-35": "Karaganda Region", "KZ-39": "Kostanay Region",
    "KZ-43": "Kyzylorda Region", "KZ-47": "Mangystau Region", "KZ-55": "Pavlodar Region",
    "KZ-59": "North Kazakhstan Region", "KZ-61": "Turkistan Region", "KZ-62": "Ulytau Region",
    "KZ-63": "East Kazakhstan Region", "KZ-71": "Astana", "KZ-75": "Almaty", "KZ-79": "Shymkent",
    "UZ-AN": "Andijan Region", "UZ-BU": "Bukhara Region", "UZ-FA": "Fergana Region", "UZ-JI": "Jizzakh Region",
    "UZ-NG": "Namangan Region", "UZ-NW": "Navoi Region", "UZ-QA": "Kashkadarya Region",
    "UZ-QR": "Karakalpakstan", "UZ-SA": "Samarkand Region", "UZ-SI": "Sirdaryo Region",
    "UZ-SU": "Surkhandarya Region", "UZ-TK": "Tashkent", "UZ-TO": "Tashkent Region", "UZ-XO": "Khorezm Region",
}  # fmt: skip
ISO_3166_2 = r"^[A-Z]{2}-[A-Z0-9]{1,3}$"

# Years an EDTF date may name, and those of the time slider.
EDTF_FROM, EDTF_TO = 1800, 2150
SLIDER_FROM, SLIDER_TO = 2017, 2030
CORRIDOR_LINE = "hsr-turkistan-shymkent-tashkent"  # the planned railway that distances and the strip are of

# Of the data blocks of a page (docs/page-data.md): their form, and integers a degree of points and of the background.
PAGE_FORMAT = 3
POINT_SCALE = 100_000  # 1e-5 degrees, about 1 m
BASEMAP_SCALE = 10_000  # 1e-4 degrees, about 11 m
