"""Where points and lines lie: the helpers rules on places share. Positions (lon, lat), EPSG:4326."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.model import Atlas
from geo.validate.rule import features, view
from geo.vocabulary import PROJECT_BOUNDS


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


def shape_in_bounds(shape: BaseGeometry) -> bool:
    """Whether all of a shape lies within the project."""
    west, south, east, north = shape.bounds
    return in_bounds(west, south) and in_bounds(east, north)


def lines(atlas: Atlas) -> list[tuple[str, Any]]:
    """(layer, row) of every feature drawn as a line."""
    return [(layer, row) for layer, row in features(atlas, "rail_lines", "corridors") if row.geometry is not None]


def vertices(shape: BaseGeometry) -> NDArray[np.float64]:
    """The n positions of a shape as an n × 2 array."""
    return np.asarray(shapely.get_coordinates(shape))
