"""Arrays in, arrays out: which of n places are sound, and where they lie. No record and no Python loop over rows.

The answers are those of `validate` and `computed` for features that claim the two countries. A box sieves and a
prepared polygon answers; what is nearest is asked in `LOCAL_CRS`, how far is geodesic (WGS 84).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.bulk.ground import Ground
from geo.bulk.places import NONE, Places
from geo.bulk.rules import RULES, TOLD_BY
from geo.computed import CORRIDOR_KM, as_sure_as
from geo.geodesy import Floats, Mask, distance_km, local_xy, nearest

# In degrees beyond the box of a line, so much that nothing within CORRIDOR_KM of it lies outside: 25 km are 0.41 of
# longitude at 56 N, where the project ends.
_CORRIDOR_DEG = 0.5
Reasons = NDArray[np.uint32]
Numbers = NDArray[np.int16]
REASONS = tuple(RULES)


class Judged(NamedTuple):
    """What is known of n places.

    Parameters
    ----------
    reasons
        A bit for each of `REASONS` that refuses a place; 0 for a sound one. Of refused places the rest says nothing.
    admin1
        Number of its region in `ground.regions.admin1_codes`; -1 outside the two countries.
    border_km, crossing_km
        Geodesic; NaN where the position is no surer than a region. In 0.1 km between exact positions, else in whole km.
    crossing
        Number of the nearest crossing in `ground.crossings`; -1 where there is none.
    in_corridor
        Whether it lies within `CORRIDOR_KM` of the planned railway; `is_measured` where that can be said.
    """

    reasons: Reasons
    admin1: Numbers
    border_km: Floats
    crossing: Numbers
    crossing_km: Floats
    in_corridor: Mask
    is_measured: Mask

    @property
    def is_valid(self) -> Mask:
        """Which places no rule refuses."""
        return np.asarray(self.reasons == 0)


def judged(places: Places, ground: Ground) -> Judged:
    """What the rules and the ground say of n places, in their order."""
    reasons = refusals(places, ground)
    sound = np.flatnonzero(reasons == 0)
    admin1 = _filled(len(places), sound, ground.regions.admin1_numbers(places.lon[sound], places.lat[sound]))
    sure = np.flatnonzero((reasons == 0) & places.is_sure)
    lon, lat, exact = places.lon[sure], places.lat[sure], places.is_exact[sure]
    crossing, crossing_km = _nearest_crossing(lon, lat, exact, ground)
    away = np.full(len(sure), np.nan) if ground.border is None else ground.border.km(lon, lat)
    measured = np.zeros(len(places), dtype=bool)
    measured[sure] = ground.corridor is not None
    inside = np.zeros(len(places), dtype=bool)
    inside[sure] = _in_corridor(lon, lat, ground)
    return Judged(
        reasons,
        admin1,
        _spread(len(places), sure, as_sure_as(away, exact)),
        _filled(len(places), sure, crossing),
        _spread(len(places), sure, crossing_km),
        inside,
        measured,
    )


def refusals(places: Places, ground: Ground) -> Reasons:
    """For each of n places a bit for each of `REASONS` that refuses it."""
    broken = {name: rule(places, ground) for name, rule in RULES.items()}
    for name, others in TOLD_BY.items():
        broken[name] &= ~np.logical_or.reduce([broken[other] for other in others])
    reasons = np.zeros(len(places), dtype=np.uint32)
    for bit, name in enumerate(REASONS):
        reasons |= broken[name].astype(np.uint32) << np.uint32(bit)
    return reasons


def rules_of(reasons: int) -> list[str]:
    """The ids of the rules behind some bits."""
    return [name for bit, name in enumerate(REASONS) if reasons >> bit & 1]


def _nearest_crossing(lon: Floats, lat: Floats, exact: Mask, ground: Ground) -> tuple[NDArray[np.intp], Floats]:
    crossings = ground.crossings
    found = nearest(local_xy(lon, lat), local_xy(crossings.lon, crossings.lat))
    if not len(crossings.ids):
        return found, np.full(len(lon), np.nan)
    km = distance_km(lon, lat, crossings.lon[found], crossings.lat[found])
    return found, as_sure_as(km, exact & crossings.is_exact[found])


def _in_corridor(lon: Floats, lat: Floats, ground: Ground) -> Mask:
    inside = np.zeros(len(lon), dtype=bool)
    if ground.corridor is not None:
        west, south, east, north = ground.corridor.bounds
        boxed = (lon >= west - _CORRIDOR_DEG) & (lon <= east + _CORRIDOR_DEG)
        near = np.flatnonzero(boxed & (lat >= south - _CORRIDOR_DEG) & (lat <= north + _CORRIDOR_DEG))
        inside[near] = ground.corridor.km(lon[near], lat[near]) <= CORRIDOR_KM
    return inside


def _spread(n: int, rows: NDArray[np.intp], values: Floats) -> Floats:
    """n numbers: the values in some rows, NaN in the others."""
    found = np.full(n, np.nan)
    found[rows] = values
    return found


def _filled(n: int, rows: NDArray[np.intp], numbers: NDArray[np.intp]) -> Numbers:
    found = np.full(n, NONE, dtype=np.int16)
    found[rows] = numbers
    return found
