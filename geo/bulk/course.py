"""A line made ready for millions of positions: of each cell of a grid it is known which of its segments may be nearest.

`geodesy.km_to` asks a tree of the line for each position and makes a geometry of the answer. Here few segments are left
to compare, as arrays: of the time half is saved, and what is left is mostly the geodesics. The answer is the same.
"""

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from geo.geodesy import Floats, Indices, degrees, distance_km, local, local_xy

# Sides of a cell in metres of LOCAL_CRS.
CELL_M = 50_000.0
_CORNERS = np.array([(0, 0), (0, 1), (1, 0), (1, 1)]) * CELL_M


class Course:
    """A line's m segments as arrays, and for each cell that was asked about the few that may be nearest in it.

    Parameters
    ----------
    line
        Degrees, EPSG:4326; a line or several.
    """

    def __init__(self, line: shapely.LineString | shapely.MultiLineString) -> None:
        self.line, self.bounds = line, line.bounds
        xy, part = shapely.get_coordinates(shapely.get_parts(local(line)), return_index=True)
        joined = (part[1:] == part[:-1]) & (xy[1:] != xy[:-1]).any(axis=1)
        self._start, self._step = xy[:-1][joined], np.diff(xy, axis=0)[joined]
        self._middle = self._start + self._step / 2
        self._half = np.hypot(*self._step.T) / 2
        self._near: dict[tuple[int, int], Indices] = {}

    def km(self, lon: ArrayLike, lat: ArrayLike) -> Floats:
        """Geodesic distance in km from n positions within the project's bounds to the closest place of the line."""
        lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
        xy = local_xy(lon, lat)
        feet = np.empty_like(xy)
        cells = np.floor(xy / CELL_M).astype(np.int64)
        for cell, rows in _grouped(cells):
            feet[rows] = self._feet(xy[rows], self._candidates(cell))
        return distance_km(lon, lat, *degrees(*feet.T))

    def _feet(self, xy: Floats, segments: Indices) -> Floats:
        """The closest place of some segments to each of n positions."""
        start, step = self._start[segments], self._step[segments]
        # x and y apart: to sum over an axis of two takes NumPy three times as long
        (x, y), (step_x, step_y) = (xy[:, None, :] - start).transpose(2, 0, 1), step.T
        along = ((x * step_x + y * step_y) / (step_x**2 + step_y**2)).clip(0, 1)
        closest = ((x - along * step_x) ** 2 + (y - along * step_y) ** 2).argmin(axis=1)
        share = along[np.arange(len(xy)), closest]
        return np.asarray(start[closest] + step[closest] * share[:, None])

    def _candidates(self, cell: tuple[int, int]) -> Indices:
        """The segments of which one is nearest to any place of a cell.

        A segment is left out if another is nearer at all four corners, whatever place of each is meant: the places
        nearer to one of two points by so much are one side of a hyperbola, which is convex, and so hold the cell.
        """
        if cell not in self._near:
            corners = _CORNERS + np.array(cell) * CELL_M
            away = np.hypot(*np.moveaxis(corners[:, None] - self._middle, 2, 0))
            farthest, closest = away + self._half, away - self._half
            rivals = np.unique(farthest.argmin(axis=1))
            beaten = (farthest[:, rivals, None] < closest[:, None, :]).all(axis=0).any(axis=0)
            self._near[cell] = np.flatnonzero(~beaten)
        return self._near[cell]


def _grouped(cells: NDArray[np.int64]) -> list[tuple[tuple[int, int], Indices]]:
    """Each cell that occurs, and which of n positions lie in it."""
    order = np.lexsort(cells.T)
    sorted_ = cells[order]
    ends = np.flatnonzero((sorted_[1:] != sorted_[:-1]).any(axis=1)) + 1
    groups = np.split(order, ends) if len(order) else []
    return [((int(cells[rows[0], 0]), int(cells[rows[0], 1])), rows) for rows in groups]
