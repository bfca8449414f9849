"""Why a place is refused: the rules of `validate` that a table of places can be asked, over arrays.

The ids are those rules' own. Left out are the rules that need what a table does not say (sources, events, the basis of
a position, claimed regions) and those that compare names, since in a gazetteer many villages share one. A place is
taken to claim the two countries, and may lie outside them.
"""

from collections.abc import Callable, Mapping

import numpy as np

from geo.bulk.ground import Ground
from geo.bulk.names import NAME_RULES
from geo.bulk.places import NONE, Places
from geo.geodesy import Floats, Mask, distance_km
from geo.validate.places import CENTROID_KM
from geo.vocabulary import CORE_COUNTRIES, PRECISIONS, PROJECT_BOUNDS

Rule = Callable[[Places, Ground], Mask]
# As near as this in degrees, a place may lie within CENTROID_KM of a centre.
_CENTRE_DEG = 0.05


def no_position(places: Places, _: Ground) -> Mask:
    """It says nothing of where it lies, or no numbers."""
    return ~_is_somewhere(places)


def null_island(places: Places, _: Ground) -> Mask:
    """It lies where lost coordinates end."""
    return np.asarray((np.abs(places.lon) < 0.5) & (np.abs(places.lat) < 0.5))


def lon_lat_order(places: Places, ground: Ground) -> Mask:
    """It lies outside the two countries, but inside with longitude and latitude exchanged."""
    found = np.zeros(len(places), dtype=bool)
    rows = np.flatnonzero(_in_bounds(places.lat, places.lon) & ~null_island(places, ground))
    rows = rows[~_fits(places.lon[rows], places.lat[rows], ground)]
    found[rows] = _fits(places.lat[rows], places.lon[rows], ground)
    return found


def inside_bounds(places: Places, _: Ground) -> Mask:
    """It lies outside the project's bounds."""
    return ~_in_bounds(places.lon, places.lat) & _is_somewhere(places)


def country_centroid(places: Places, ground: Ground) -> Mask:
    """It is said to be known, and sits in the middle of a country, where geocoders put what they cannot find."""
    found = np.zeros(len(places), dtype=bool)
    for _, lon, lat in ground.centres:
        near = (np.abs(places.lon - lon) < _CENTRE_DEG) & (np.abs(places.lat - lat) < _CENTRE_DEG)
        rows = np.flatnonzero(near & places.is_sure)
        found[rows] |= distance_km(places.lon[rows], places.lat[rows], lon, lat) <= CENTROID_KM
    return found


def whole_degrees(places: Places, _: Ground) -> Mask:
    """It is said to be known, and given in whole degrees, which is a circle of 50 km."""
    return places.is_sure & _has_decimals(places.lon, 0) & _has_decimals(places.lat, 0)


def precision_decimals(places: Places, _: Ground) -> Mask:
    """It has more than six decimals, or is said to be exact and has fewer than four."""
    many = ~(_has_decimals(places.lon, 6) & _has_decimals(places.lat, 6)) & _is_somewhere(places)
    few = places.is_exact & _has_decimals(places.lon, 3) & _has_decimals(places.lat, 3)
    return np.asarray(many | few)


def precision_none(places: Places, _: Ground) -> Mask:
    """It has a position, and is said to have none."""
    return np.asarray(_is_somewhere(places) & (places.precision == PRECISIONS.index("none")))


def _is_somewhere(places: Places) -> Mask:
    return np.isfinite(places.lon) & np.isfinite(places.lat)


def _has_decimals(numbers: Floats, most: int) -> Mask:
    return np.asarray(np.round(numbers, most) == numbers)


def _in_bounds(lon: Floats, lat: Floats) -> Mask:
    west, south, east, north = PROJECT_BOUNDS
    return np.asarray((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


def _fits(lon: Floats, lat: Floats, ground: Ground) -> Mask:
    """Whether positions lie within the bounds and in one of the two countries or within the tolerance."""
    found = _in_bounds(lon, lat)
    rows = np.flatnonzero(found)
    rows = rows[~np.isin(ground.regions.country_at(lon[rows], lat[rows]).astype(str), CORE_COUNTRIES)]
    near = np.zeros(len(rows), dtype=bool)
    for country in CORE_COUNTRIES:
        near |= ground.regions.near(country, lon[rows], lat[rows])
    found[rows] = near
    return found


RULES: Mapping[str, Rule] = {
    "no-position": no_position,
    "unknown-sector": lambda places, _: places.sector == NONE,
    "unknown-status": lambda places, _: places.status == NONE,
    "unknown-precision": lambda places, _: places.precision == NONE,
    "null-island": null_island,
    "lon-lat-order": lon_lat_order,
    "inside-bounds": inside_bounds,
    "country-centroid": country_centroid,
    "whole-degrees": whole_degrees,
    "precision-decimals": precision_decimals,
    "precision-none": precision_none,
    **NAME_RULES,
}
# What is no news of a place that one of others refuses.
TOLD_BY: Mapping[str, tuple[str, ...]] = {"inside-bounds": ("null-island", "lon-lat-order")}
