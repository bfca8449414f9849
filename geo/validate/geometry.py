"""Where points and lines lie: the helpers rules on places share. Positions (lon, lat), EPSG:4326."""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.vocabulary import PROJECT_BOUNDS


def in_bounds(lon: float, lat: float) -> bool:
    """Whether a position lies within the project."""
    west, south, east, north = PROJECT_BOUNDS
    return west <= lon <= east and south <= lat <= north


def shape_in_bounds(shape: BaseGeometry) -> bool:
    """Whether all of a shape lies within the project."""
    west, south, east, north = shape.bounds
    return in_bounds(west, south) and in_bounds(east, north)


def vertices(shape: BaseGeometry) -> NDArray[np.float64]:
    """The n positions of a shape as an n × 2 array."""
    return np.asarray(shapely.get_coordinates(shape))
