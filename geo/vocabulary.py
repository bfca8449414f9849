"""Closed lists: what a field may say, and the codes of other standards that stand beside our words.

Labels for people live in the catalogues (`geo/i18n`), under `<list>.<word>`; here are only the words.

References
----------
ISO 3166-2 as amended on 2023-11-23 (Kazakhstan: 20 units since 2022; Uzbekistan: 14).
IATI code lists GeographicExactness (1 exact, 2 approximate) and GeographicalPrecision (1-9).
OECD-DAC CRS purpose-code categories: in `data/sectors.json`, beside each sector.
"""

from typing import Literal, get_args

Language = Literal["en", "fr", "ru", "kk", "uz"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
# Every feature has its texts in these; the others may be missing, and the page then shows the nearest one.
REQUIRED_LANGUAGES: tuple[Language, ...] = ("en", "fr", "ru")

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

# The status an event brings about; the other kinds of event change no status.
STATUS_AFTER: dict[EventKind, Status] = {
    "announced": "proposed",
    "agreed": "agreed",
    "construction_start": "under_construction",
    "opening": "operational",
    "restricted": "limited",
    "suspended": "suspended",
    "closed": "closed",
    "resumed": "operational",
    "cancelled": "cancelled",
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

# What a table of the atlas may be grouped by.
By = Literal["sector", "status", "region", "year"]
BYS: tuple[By, ...] = get_args(By)

GeometryKind = Literal["surveyed", "generalised", "schematic"]
GEOMETRY_KINDS: tuple[GeometryKind, ...] = get_args(GeometryKind)

TextStatus = Literal["source", "human", "machine"]
Mode = Literal["road", "pedestrian", "rail"]
MODES: tuple[Mode, ...] = get_args(Mode)
Access = Literal["yes", "restricted", "suspended", "no", "unknown"]
StationKind = Literal["station", "freight_station", "interstate_junction", "settlement_on_line", "settlement_near_line"]
LineKind = Literal["track", "project", "service", "crossing"]
Medium = Literal["gas", "oil", "power", "road", "rail", "multimodal", "air", "tourism"]
ObservationBasis = Literal["reported", "derived", "approximate", "at_least", "target", "estimate"]
Package = Literal["summit-2025-11"]
PACKAGES: tuple[Package, ...] = get_args(Package)

# west, south, east, north in degrees: no feature of the project lies outside.
PROJECT_BOUNDS = (46.0, 36.0, 88.0, 56.0)
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
