"""Where points and lines lie: the helpers rules on places share. Positions (lon, lat), EPSG:4326."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.model import BORDER_TOLERANCE_KM, Atlas, Basemap
from geo.validate.rule import features, view
from geo.vocabulary import PROJECT_BOUNDS

KM_PER_DEGREE = 111.195
# The city of Tashkent is drawn in its old extent: what lies near it may be in the city or in the region.
SAME_GROUND = ({"UZ-TK", "UZ-TO"},)


@dataclass(frozen=True)
class Place:
    """A feature drawn as a point."""

    layer: str
    row: Any
    lon: float
    lat: float

    @property
    def text(self) -> str:
        """The position as GeoJSON writes it."""
        return f"[{self.lon:g}, {self.lat:g}]" if round(self.lon, 4) == self.lon else f"[{self.lon}, {self.lat}]"

    @property
    def swapped_text(self) -> str:
        """The position read the other way round."""
        return f"[{self.lat}, {self.lon}]"


def places(atlas: Atlas, *layer_names: str) -> list[Place]:
    """Every feature drawn as a point."""
    seen = view(atlas)
    if "places" not in seen.worked_out:
        seen.worked_out["places"] = [
            Place(layer, row, row.geometry.x, row.geometry.y)
            for layer, row in features(seen)
            if row.geometry is not None and row.geometry.geom_type == "Point" and not row.geometry.is_empty
        ]
    return [place for place in seen.worked_out["places"] if not layer_names or place.layer in layer_names]


def in_bounds(lon: float, lat: float) -> bool:
    """Whether a position lies within the project."""
    west, south, east, north = PROJECT_BOUNDS
    return west <= lon <= east and south <= lat <= north


def units_at(basemap: Basemap, lons: Sequence[float], lats: Sequence[float]) -> list[set[str]]:
    """For each of n positions, the ISO codes of the region and country it lies in: `{"KZ-61", "KZ"}`."""
    found: list[set[str]] = [set() for _ in lons]
    points = shapely.points(np.asarray(lons, dtype=float), np.asarray(lats, dtype=float))
    tree = shapely.STRtree(points)
    for frame in (basemap.admin1, basemap.page["countries"]):
        # polygons ask and points answer: so shapely prepares each polygon once
        units, rows = tree.query(frame.geometry.to_numpy(), predicate="intersects")
        for row, code in zip(rows, frame["iso"].to_numpy()[units], strict=True):
            # beside a generalised border the coarse countries must not contradict the fine regions
            if "-" in code:
                found[row] |= {code, code[:2]}
            elif not found[row]:
                found[row].add(code)
    return found


def km_to(shape: BaseGeometry, lon: float, lat: float) -> float:
    """Distance in km from a position to a shape; within 1 % as long as it is some tens of km."""
    narrow = np.array([np.cos(np.radians(lat)), 1.0])
    flat = shapely.transform(shape, lambda xy: xy * narrow)
    return float(shapely.distance(flat, shapely.Point(lon * narrow[0], lat))) * KM_PER_DEGREE


def near_unit(basemap: Basemap, code: str, lon: float, lat: float) -> bool:
    """Whether a position lies within the tolerance of a region or country of the basemap; True if it is not drawn."""
    frame = basemap.admin1 if "-" in code else basemap.page["countries"]
    shapes = frame.geometry.to_numpy()[(frame["iso"] == code).to_numpy()]
    return not len(shapes) or km_to(shapes[0], lon, lat) <= BORDER_TOLERANCE_KM


def fits(basemap: Basemap, units: set[str], codes: Sequence[str], lon: float, lat: float) -> bool:
    """Whether a position lies in one of the claimed units, or within the tolerance of one."""
    claimed = set(codes)
    for same in SAME_GROUND:
        if claimed & same:
            claimed |= same
    return bool(units & claimed) or any(near_unit(basemap, code, lon, lat) for code in sorted(claimed))


def lines(atlas: Atlas) -> list[tuple[str, Any]]:
    """(layer, row) of every feature drawn as a line."""
    return [(layer, row) for layer, row in features(atlas, "rail_lines", "corridors") if row.geometry is not None]


def vertices(shape: BaseGeometry) -> NDArray[np.float64]:
    """The n positions of a shape as an n × 2 array."""
    return np.asarray(shapely.get_coordinates(shape))
