"""Forms whose order is part of the form: geo: addresses, WKT, GeoJSON, ISO 6709."""

import re

from geo.coordinates import plane
from geo.coordinates.grammar import Candidate
from geo.coordinates.halves import in_degrees, packed
from geo.coordinates.reading import Refused

_NUMBER = r"[-+]?\d{1,12}(?:\.\d{1,20})?"
_IS_NUMBER = re.compile(_NUMBER)
_WKT = re.compile(r"(?:SRID=(\d{1,6});)?\s?POINT\s?(?:Z|M|ZM)?\s?\(([^()]{3,120})\)", re.IGNORECASE)
_TYPE = re.compile(r'"type"\s?:\s?"(\w{1,20})"')
_COORDINATES = re.compile(r'"coordinates"\s?:\s?\[([^\[\]]{3,120})\]')
_ISO = re.compile(
    r"([-+])(\d{2}|\d{4}|\d{6})(\.\d{1,9})?([-+])(\d{3}|\d{5}|\d{7})(\.\d{1,9})?(?:[-+]\d{1,6}(?:\.\d{1,6})?)?(?:CRS\w{1,20})?/?",
    re.ASCII,
)
_GEO_QUERY = re.compile(r"[?&]q=([^&(]{3,80})")
WGS84 = "4326"


def numbers(text: str, separators: str) -> list[float]:
    """The numbers of a text that is nothing but numbers parted by these characters; else none."""
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    parts = [part for part in text.split(separators[0]) if part]
    return [float(part) for part in parts] if all(_IS_NUMBER.fullmatch(part) for part in parts) else []


def geo_uri(text: str) -> list[Candidate] | None:
    """`geo:41.0573,68.9912;u=35` (RFC 5870), and `geo:0,0?q=41.0573,68.9912(Name)` as phones write it."""
    if not text.lower().startswith("geo:"):
        return None
    place, _, rest = text[4:].partition("?")
    parts = place.lower().split(";")
    for parameter in parts[1:]:
        if parameter.startswith("crs=") and parameter != "crs=wgs84":
            raise Refused("crs", crs=parameter[4:])
    query = _GEO_QUERY.search(f"?{rest}")
    asked = numbers(query[1], ", +") if query else []
    found = asked if len(asked) == 2 else numbers(parts[0], ",")
    if len(found) not in (2, 3):
        raise Refused("not_two_numbers")
    return [Candidate(found[0], found[1], ("geo_uri",), marked=True)]


def wkt(text: str) -> list[Candidate] | None:
    """`POINT(68.9912 41.0573)`, `SRID=4326;POINT Z (…)`: longitude first; easting first in the system of an SRID."""
    match = _WKT.fullmatch(text)
    if not match:
        return None
    found = _longitude_first(numbers(match[2].strip(), " \t"))
    if match[1] in (None, WGS84):
        return [found]
    lon, lat = plane.to_degrees(int(match[1]), found.lon, found.lat)
    return [Candidate(lat, lon, ("plane",), marked=True)]


def geojson(text: str) -> list[Candidate] | None:
    """A GeoJSON point, or a feature with one: longitude first."""
    found = _COORDINATES.findall(text)
    if not text.startswith("{") or '"coordinates"' not in text:
        return None
    if len(found) != 1 or "Point" not in _TYPE.findall(text):
        raise Refused("not_two_numbers")
    return [_longitude_first(numbers(found[0], ", \t"))]


def _longitude_first(found: list[float]) -> Candidate:
    if len(found) not in (2, 3, 4):
        raise Refused("not_two_numbers")
    return Candidate(found[1], found[0], ("longitude_first_form",), marked=True)


def iso6709(text: str) -> list[Candidate] | None:
    """`+41.0573+068.9912/`, `+410326+0685928/`: two figures of latitude, three of longitude, then minutes, seconds."""
    match = _ISO.fullmatch(text)
    if not match:
        return None
    lat = _signed(match[1], match[2], match[3] or "", 2)
    lon = _signed(match[4], match[5], match[6] or "", 3)
    return [Candidate(lat, lon, ("iso6709",), marked=True)]


def _signed(sign: str, figures: str, fraction: str, degrees: int) -> float:
    size = in_degrees(packed(figures, fraction.removeprefix("."), degrees))
    return -size if sign == "-" else size
