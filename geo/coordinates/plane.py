"""Metres of plane systems: Gauss–Krüger (SK-42, Pulkovo 1942), UTM and any other by its EPSG code. PROJ computes."""

import re
from functools import cache
from typing import TYPE_CHECKING

from geo.coordinates.grammar import Candidate
from geo.coordinates.reading import Reading, Refused

if TYPE_CHECKING:
    from pyproj import Transformer

# Zones of six degrees that touch the two countries (46° to 88° E), and their northings there (34° to 57° N) in metres.
_GK_ZONES = range(8, 16)
_NORTHING = (3_700_000, 6_400_000)
_EASTING = (100_000, 900_000)
_MERCATOR_X, _MERCATOR_Y = (5_000_000, 9_800_000), (4_000_000, 7_700_000)
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_METRES = r"(\d{5,8}(?:\.\d{1,6})?)"
_GK = re.compile(r"(?:sk|ск|ck)[- ]?(?:19)?42|pulkovo|пулково|gau(?:ss|ß)|гаусс|epsg", re.IGNORECASE)
_EPSG = re.compile(r"epsg\s?:?\s?(\d{4,6})(?!\d)", re.IGNORECASE)
_ZONE = re.compile(r"(?:zone|зон[аы]|zona|аймақ|зонаси)\s?:?\s?(\d{1,2})(?!\d)", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<![\d.])\d{5,8}(?:[.,]\d{1,6})?(?![\d.])")
_UTM = re.compile(
    rf"(?:utm[ :,]?\s?)?(?:zone\s)?(\d{{1,2}})\s?([c-hj-np-x])[ ,;]\s?(?:e\s?|x\s?=?\s?)?{_METRES}\s?(?:m\s?e?|e)?"
    rf"[ ,;/]\s?(?:n\s?|y\s?=?\s?)?{_METRES}\s?(?:m\s?n?|n)?",
    re.IGNORECASE,
)


def plane_refusal(first: str, second: str) -> Refused | None:
    """Why two bare numbers are metres, with the system they may be of; None where they may be degrees."""
    for north, east in ((first, second), (second, first)):
        whole = east.split(".")[0]
        if not _within(north, _NORTHING) or not whole:
            continue
        if _within(whole, _EASTING):
            return Refused("zone")
        zone = int(whole[:-6] or "0")
        if zone in _GK_ZONES and _within(whole[-6:], _EASTING):
            return Refused("plane", systems=_told(28400 + zone, float(east), float(north)))
    for x, y in ((first, second), (second, first)):
        if _within(x, _MERCATOR_X) and _within(y, _MERCATOR_Y):
            return Refused("plane", systems=_told(3857, float(x), float(y)))
    return None


def _within(figures: str, limits: tuple[int, int]) -> bool:
    return bool(figures) and limits[0] <= float(figures) <= limits[1]


def _told(code: int, east: float, north: float) -> str:
    lon, lat = to_degrees(code, east, north)
    return f"EPSG:{code} ({Reading(round(lon, 5), round(lat, 5), ()).text})"


@cache
def _transformer(code: int) -> "Transformer":
    # PROJ takes a tenth of a second to load, which only texts with metres need
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        return Transformer.from_crs(code, 4326, always_xy=True)
    except CRSError:
        raise Refused("crs", crs=f"EPSG:{code}") from None


def to_degrees(code: int, east: float, north: float) -> tuple[float, float]:
    """(lon, lat) in WGS 84 degrees of a position in a system by its EPSG code, easting first.

    The change of datum is PROJ's default; for Pulkovo 1942 others in use differ by up to 6 m.

    Raises
    ------
    Refused
        There is no such system, or the position is outside of it.
    """
    lon, lat = _transformer(code).transform(east, north)
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise Refused("not_on_earth")
    return lon, lat


def gauss_kruger(text: str) -> list[Candidate] | None:
    """`SK-42 zone 12 X=4546000 Y=500000`, `EPSG:28412 12500000 4546000`; None where no such system is named.

    Raises
    ------
    Refused
        A system is named, but not two numbers of it, or no zone.
    """
    if not _GK.search(text):
        return None
    epsg = _EPSG.search(text)
    rest = f"{text[: epsg.start()]} {text[epsg.end() :]}" if epsg else text
    numbers = [number.replace(",", ".") for number in _NUMBERS.findall(rest)]
    if len(numbers) != 2:
        raise Refused("not_two_numbers")
    if epsg:
        return [_candidate(int(epsg[1]), *_ordered(numbers), "plane")]
    north, east = sorted(numbers, key=lambda figures: not _within(figures, _NORTHING))
    named = _ZONE.search(text)
    zone = int(named[1]) if named else int(east.split(".")[0][:-6] or "0")
    if not 1 <= zone <= 60:
        raise Refused("zone")
    in_zone = float(east) if float(east) >= 1e6 else zone * 1e6 + float(east)
    return [_candidate(_pulkovo(zone), in_zone, float(north), "gauss_kruger")]


def _pulkovo(zone: int) -> int:
    if not 2 <= zone <= 32:
        raise Refused("zone")
    return 28400 + zone


def _ordered(numbers: list[str]) -> tuple[float, float]:
    """Easting and northing: by their size where that tells, else as a GIS writes them, x first."""
    first, second = map(float, numbers)
    if _within(numbers[0], _NORTHING) and not _within(numbers[1], _NORTHING):
        return second, first
    return first, second


def _candidate(code: int, east: float, north: float, how: str) -> Candidate:
    lon, lat = to_degrees(code, east, north)
    return Candidate(lat, lon, (how,), marked=True)


def utm(text: str) -> list[Candidate] | None:
    """`42T 499260 4545129`: zone, band, easting, northing. Bands N and S may stand for a hemisphere: both are read."""
    match = _UTM.fullmatch(text)
    if not match:
        return None
    zone, band, east, north = int(match[1]), match[2].upper(), float(match[3]), float(match[4])
    if not 1 <= zone <= 60 or not _EASTING[0] <= east <= _EASTING[1] or north > 10_000_000:
        raise Refused("not_on_earth")
    is_north = {band >= "N"} | ({False} if band == "S" else set())
    codes = [(32600 if hemisphere else 32700) + zone for hemisphere in sorted(is_north, reverse=True)]
    found = [_candidate(code, east, north, "utm") for code in codes]
    fitting = [one for one in found if band in ("N", "S") or _band(one.lat) == band]
    if not fitting:
        raise Refused("not_a_number", part=match[2])
    return fitting


def _band(lat: float) -> str:
    """The letter of a latitude's band of eight degrees."""
    return _BANDS[min(max(int((lat + 80) // 8), 0), len(_BANDS) - 1)]
