"""Reference systems as files name them → degrees of WGS 84; a system that the numbers contradict is not believed."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from geo.coordinates.ranking import is_inside

WGS84 = "EPSG:4326"
Floats = NDArray[np.float64]
_LONGEST = 10_000
# Positions by which a system is judged.
_SOME = slice(0, 200)
# Codes that ArcGIS has for what EPSG numbers otherwise.
_ESRI = {102100: 3857, 102113: 3857}
_CODE = re.compile(
    r"(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?(EPSG|ESRI|OGC)[:/]+(?:[\d.]*[:/])?(\w+)", re.I
)
_WKT = re.compile(r"\s*(?:PROJCS|GEOGCS|PROJCRS|GEOGCRS|GEODCRS|COMPD_?CS|COMPOUNDCRS|BOUNDCRS)\s*\[", re.I)
# Systems that are tried where a file names none: degrees, Web Mercator, UTM and Pulkovo 1942 of the two countries.
_USUAL = (4326, 3857, *range(32639, 32646), *range(28408, 28416))


class System(NamedTuple):
    """A reference system: how it is told, whether its numbers are degrees, and PROJ's own of it."""

    name: str
    in_degrees: bool
    crs: CRS


@cache
def system(text: str) -> System | None:
    """The system a file or a person names: a code, an OGC name, WKT; None for what is none.

    Parameters in PROJ's own words are none: they may name files of this machine.
    """
    if len(text) > _LONGEST:
        return None
    try:
        crs = _crs(text.strip())
    except (CRSError, ValueError, OverflowError):
        return None
    if crs is None or not (crs.is_geographic or crs.is_projected):
        return None
    code = crs.to_epsg(min_confidence=70)
    name = f"EPSG:{code}" if code else ":".join(crs.to_authority() or ()) or crs.name
    return System(WGS84 if crs.name.startswith("WGS 84 (CRS84)") else name, bool(crs.is_geographic), crs)


def _crs(text: str) -> CRS | None:
    if _WKT.match(text):
        return CRS.from_wkt(text)
    match = _CODE.fullmatch(text)
    if text.isascii() and text.isdigit():
        return CRS.from_epsg(int(text))
    if match is None:
        return None
    authority, code = match[1].upper(), match[2]
    if authority == "OGC":
        return CRS.from_epsg(4326) if code.upper() in ("CRS84", "CRS84H") else None
    if not code.isdigit():
        return None
    if authority == "ESRI":
        try:
            return CRS.from_epsg(_ESRI.get(int(code), int(code)))
        except CRSError:
            return CRS.from_authority("ESRI", code)
    return CRS.from_epsg(int(code))


def to_degrees(known: System, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """n positions of a system, x first → longitude and latitude in degrees of WGS 84; not finite where none."""
    if known.name == WGS84:
        return x, y
    try:
        lon, lat = _transformer(known.name, known.crs.to_wkt()).transform(x, y)
    except ProjError:
        return np.full(len(x), np.inf), np.full(len(x), np.inf)
    return np.asarray(lon), np.asarray(lat)


@cache
def _transformer(_name: str, wkt: str) -> Transformer:
    return Transformer.from_crs(CRS.from_wkt(wkt), 4326, always_xy=True)


def contradicts(known: System, x: Floats, y: Floats) -> bool:
    """Whether all of the numbers are degrees where metres are named, or none of them where degrees are."""
    if not len(x):
        return False
    may_be_degrees = (np.abs(x) <= 180) & (np.abs(y) <= 90)
    return bool(may_be_degrees.all()) if not known.in_degrees else not may_be_degrees.any()


def is_northing_first(known: System, x: Floats, y: Floats) -> bool:
    """Whether n positions lie in the two countries only with the two numbers of each exchanged."""
    return bool(len(x)) and not _all_inside(known, x, y) and _all_inside(known, y, x)


def _all_inside(known: System, x: Floats, y: Floats) -> bool:
    lon, lat = to_degrees(known, x[_SOME], y[_SOME])
    return bool(np.isfinite(lon).all()) and all(is_inside(float(a), float(b)) for a, b in zip(lon, lat, strict=True))


def fitting(x: Floats, y: Floats) -> Sequence[str]:
    """The usual systems in which every one of n positions lies in the two countries or close by."""
    usual = filter(None, (system(f"EPSG:{code}") for code in _USUAL)) if len(x) else ()
    return [known.name for known in usual if _all_inside(known, x, y)]
