"""Arrays of positions in, kilometres out: distances on the ellipsoid, and which of many is nearest.

Positions are (lon, lat) in degrees, EPSG:4326; whoever hands frames in has asked their CRS at the door
(`door.let_in`). "How far" is geodesic on WGS 84 (Karney 2013). "Which is nearest" is asked in `LOCAL_CRS`,
conformal and centred on the project, where a few thousandths are all that a distance is off.
"""

from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod, Proj
from shapely import LineString, MultiLineString

from geo.model import LOCAL_CRS

GEOD = Geod(ellps="WGS84")
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Mask = NDArray[np.bool_]
Objects = NDArray[np.object_]
# A drawn line is straight in degrees between two vertices (RFC 7946, 3.1.1), not in LOCAL_CRS: over 140 km of the
# border the two part by 400 m. With vertices this close they part by 0.1 m.
STEP_DEG = 0.02
# Whatever numbers a file holds, a shape takes no more memory than these steps: 2,000 degrees of them, five times round.
MOST_STEPS = 100_000
# So few places are asked one by one which is nearest.
FEW = 40


def distance_km(lon: ArrayLike, lat: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> Floats:
    """Geodesic distances in km between n pairs of positions in degrees."""
    arrays = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in (lon, lat, lon2, lat2)))
    start_lon, start_lat, end_lon, end_lat = (np.array(array) for array in arrays)
    return np.asarray(GEOD.inv(start_lon, start_lat, end_lon, end_lat)[2]) / 1000


def geodesic_km(line: LineString | MultiLineString) -> float:
    """Length of a line in degrees, in km."""
    return float(GEOD.geometry_length(line)) / 1000


def lengths_km(lines: Objects) -> Floats:
    """Lengths in km of n lines in degrees, all their segments in one call; NaN where a geometry is missing."""
    parts, owner = shapely.get_parts(lines, return_index=True)
    coordinates, part = shapely.get_coordinates(parts, return_index=True)
    if len(coordinates) < 2:
        return np.where(shapely.is_missing(lines), np.nan, 0.0)
    steps = distance_km(*coordinates[:-1].T, *coordinates[1:].T)
    same = part[1:] == part[:-1]
    total = np.bincount(owner[part[1:][same]], weights=steps[same], minlength=len(lines))
    return np.where(shapely.is_missing(lines), np.nan, total)


def cumulative_km(line: LineString) -> Floats:
    """Distance in km of each of the line's n vertices from the first along it: n numbers, rising from 0."""
    coordinates = np.asarray(line.coords)[:, :2]
    steps = distance_km(*coordinates[:-1].T, *coordinates[1:].T)
    return np.concatenate([[0.0], np.cumsum(steps)])


@cache
def _projection() -> Proj:
    # The two share their ellipsoid, so this is all the way between them; for a Transformer to find that out takes
    # 25 ms each way, in every command.
    return Proj(LOCAL_CRS)


def local_xy(lon: ArrayLike, lat: ArrayLike) -> Floats:
    """n positions in degrees as n × 2 metres of LOCAL_CRS; infinite where there is no such position on Earth."""
    x, y = _projection()(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
    return np.column_stack([x, y])


def degrees(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    """Metres of LOCAL_CRS as (lon, lat) in degrees."""
    lon, lat = _projection()(np.asarray(x, dtype=float), np.asarray(y, dtype=float), inverse=True)
    return np.asarray(lon), np.asarray(lat)


def local(shape: Any) -> Any:
    """A shape in degrees, or an array of them, in LOCAL_CRS with sides that stay straight in degrees, prepared."""
    moved = shapely.transform(_dense(shape), lambda lonlat: local_xy(*lonlat.T))
    shapely.prepare(moved)
    return moved


def on_earth(shapes: Any) -> Mask:
    """Which of n shapes have only numbers that are degrees."""
    west, south, east, north = shapely.bounds(shapes).reshape(-1, 4).T
    return np.asarray((west >= -180) & (south >= -90) & (east <= 180) & (north <= 90))


def _dense(shape: Any) -> Any:
    return shapely.segmentize(shape, np.maximum(STEP_DEG, shapely.length(shape) / MOST_STEPS))


def km_to(local_shape: shapely.Geometry, lon: ArrayLike, lat: ArrayLike) -> Floats:
    """Geodesic distance in km from n positions to the closest place of a shape.

    Parameters
    ----------
    local_shape
        As `local` gives it: a line, or an area, to which what lies inside has no distance.
    lon, lat
        Degrees.
    """
    lon, lat = np.atleast_1d(np.asarray(lon, dtype=float)), np.atleast_1d(np.asarray(lat, dtype=float))
    feet = shapely.get_point(shapely.shortest_line(local_shape, shapely.points(local_xy(lon, lat))), 0)
    return distance_km(lon, lat, *degrees(shapely.get_x(feet), shapely.get_y(feet)))


def chainages_km(line: LineString, lon: ArrayLike, lat: ArrayLike) -> Floats:
    """How far along a line in degrees the place closest to each of n points is: geodesic km from its first vertex."""
    dense = _dense(line)
    local_line = local(line)
    planar = np.concatenate([[0.0], np.hypot(*np.diff(shapely.get_coordinates(local_line), axis=0).T).cumsum()])
    # Scale is all but constant within one short segment, so its share of the segment is the same on the ellipsoid.
    along = shapely.line_locate_point(local_line, shapely.points(local_xy(lon, lat)))
    return np.asarray(np.interp(along, planar, cumulative_km(dense)))


def nearest(here: Floats, there: Floats, own: Indices | None = None) -> Indices:
    """Which of m positions is nearest to each of n: an index, or -1 where there is none but the point itself.

    Parameters
    ----------
    here, there
        n × 2 and m × 2 metres of LOCAL_CRS. Of several in one place the first is taken.
    own
        For each of the n, which of the m it is itself, or -1: that one is never its nearest.
    """
    if not len(here) or not len(there):
        return np.full(len(here), -1)
    if own is None and len(there) <= FEW:
        return _nearest_of_few(here, there)
    # Asked of the distinct places, so that time grows with n + m even where all stand in one.
    spots, first, spot_of = np.unique(there, axis=0, return_index=True, return_inverse=True)
    tree = shapely.STRtree(shapely.points(spots))
    found: Indices = first[tree.nearest(shapely.points(here))]
    if own is None:
        return found
    selves = np.flatnonzero((own >= 0) & (found == own))
    found[selves] = _second(tree, spots, first, spot_of.ravel(), own[selves])
    return found


def _second(tree: shapely.STRtree, spots: Floats, first: Indices, spot_of: Indices, own: Indices) -> Indices:
    """For the first of each place: another one there, else the first of the nearest other place."""
    others = np.setdiff1d(np.arange(len(spot_of)), first)
    neighbour = np.full(len(spots), -1)
    neighbour[spot_of[others[::-1]]] = others[::-1]  # the earliest is written last, and stays
    found: Indices = neighbour[spot_of[own]]
    alone = np.flatnonzero(found < 0)
    row, spot = tree.query_nearest(shapely.points(spots[spot_of[own[alone]]]), exclusive=True, all_matches=False)
    found[alone[row]] = first[spot]
    return found


def _nearest_of_few(here: Floats, there: Floats) -> Indices:
    """The same by asking each of the few: a tenth of the time of a tree, which wants a geometry for each of many."""
    found, least = np.zeros(len(here), dtype=np.intp), np.full(len(here), np.inf)
    for number, spot in enumerate(there):
        away = ((here - spot) ** 2).sum(axis=1)
        closer = away < least
        found[closer], least[closer] = number, away[closer]
    return found
