"""Where a position stands in a figure: a conformal projection suited to what is shown, then units of the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from geo.geodesy import distance_km

# From here on a cone follows the ground better than a cylinder laid on its side.
WIDE_KM = 600.0
# No map shows less than this.
LEAST_KM = 60.0
# Web Mercator's metres a pixel at zoom 0 on the equator, to compare with the page.
_ZOOM_0 = 156543.03

Bounds = tuple[float, float, float, float]


class Box(NamedTuple):
    """A rectangle in units of a drawing, y downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


def crs_for(bounds: Bounds) -> CRS:
    """A conformal CRS in metres for west, south, east, north in degrees: LCC if wide, else transverse Mercator.

    References
    ----------
    Snyder, J. P. (1987). Map Projections: A Working Manual, pp. 48, 104: standard parallels a sixth from the edges.
    """
    west, south, east, north = bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    across, along = distance_km([west, lon], [lat, south], [east, lon], [lat, north]).tolist()
    if across >= max(WIDE_KM, along):
        sixth = (north - south) / 6
        parallels = f"+lat_1={south + sixth:.4f} +lat_2={north - sixth:.4f}"
        return CRS.from_proj4(
            f"+proj=lcc {parallels} +lat_0={lat:.4f} +lon_0={lon:.4f} +ellps=WGS84 +units=m +type=crs"
        )
    return CRS.from_proj4(f"+proj=tmerc +lat_0={lat:.4f} +lon_0={lon:.4f} +ellps=WGS84 +units=m +type=crs")


@dataclass(frozen=True)
class Frame:
    """A map's rectangle in a drawing, and how positions get there.

    Parameters
    ----------
    box
        The map in units of the drawing.
    crs
        In metres.
    left, top
        Of the upper left corner, in metres of the CRS.
    scale
        Units of the drawing a metre.
    """

    box: Box
    crs: CRS
    left: float
    top: float
    scale: float
    _transformer: Transformer = field(repr=False, compare=False)

    def xy(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n, 2) degrees to (n, 2) units of the drawing."""
        east, north = self._transformer.transform(lonlat[:, 0], lonlat[:, 1])
        return np.column_stack(
            [(east - self.left) * self.scale + self.box.x, (self.top - north) * self.scale + self.box.y]
        )

    def drawn(self, shapes: Any) -> Any:
        """Shapes in degrees as shapes of the drawing, what lies beyond the map cut off."""
        west, south, east, north = self.degrees()
        near = shapely.clip_by_rect(shapes, west, south, east, north)
        placed = shapely.transform(near, self.xy)
        x, y, width, height = self.box
        return shapely.clip_by_rect(placed, x, y, x + width, y + height)

    def inside(self, area: Any) -> Any:
        """What is seen of an area in degrees, sound enough to ask what lies in it."""
        near = shapely.intersection(shapely.make_valid(area), shapely.box(*self.degrees()))
        placed = shapely.make_valid(shapely.transform(near, self.xy))
        return shapely.intersection(placed, shapely.box(self.box.x, self.box.y, self.box.right, self.box.bottom))

    def degrees(self) -> Bounds:
        """West, south, east, north of all that is seen, a little more."""
        return self._seen

    @cached_property
    def _seen(self) -> Bounds:
        x = np.linspace(self.left, self.left + self.box.width / self.scale, 12)
        y = np.linspace(self.top, self.top - self.box.height / self.scale, 12)
        edge_x = np.concatenate([x, x, np.full(12, x[0]), np.full(12, x[-1])])
        edge_y = np.concatenate([np.full(12, y[0]), np.full(12, y[-1]), y, y])
        lon, lat = self._transformer.transform(edge_x, edge_y, direction="INVERSE")
        spare = 0.02 * max(np.ptp(lon), np.ptp(lat))
        return (
            float(lon.min() - spare), max(-89.0, float(lat.min() - spare)),
            float(lon.max() + spare), min(89.0, float(lat.max() + spare)),
        )  # fmt: skip

    @cached_property
    def km_per_unit(self) -> float:
        """Kilometres on the ground a unit of the drawing, in the middle of the map."""
        middle_x = self.left + self.box.width / 2 / self.scale
        middle_y = self.top - self.box.height / 2 / self.scale
        reach = 50 / self.scale
        lon, lat = self._transformer.transform(
            [middle_x - reach, middle_x + reach], [middle_y] * 2, direction="INVERSE"
        )
        return float(distance_km(lon[:1], lat[:1], lon[1:], lat[1:])[0]) / 100

    @cached_property
    def zoom(self) -> float:
        """The zoom at which the page's map has this scale."""
        _, south, _, north = self.degrees()
        ground = _ZOOM_0 * np.cos(np.radians((south + north) / 2))
        return float(np.log2(ground / (self.km_per_unit * 1000)))


def fit(box: Box, lonlat: NDArray[np.float64], *, spare: float = 0.06, least_km: float = LEAST_KM) -> Frame:
    """A map in a box that shows all of some positions.

    Parameters
    ----------
    lonlat
        (n, 2) degrees, n > 0.
    spare
        Room round them, in parts of the map's size.
    """
    west, south = lonlat.min(axis=0)
    east, north = lonlat.max(axis=0)
    crs, transformer = _projection((float(west), float(south), float(east), float(north)))
    x, y = transformer.transform(lonlat[:, 0], lonlat[:, 1])
    across, along = (max(np.ptp(axis), least_km * 1000) for axis in (x, y))
    inside = 1 - 2 * spare
    scale = min(box.width * inside / across, box.height * inside / along)
    middle = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
    left, top = middle[0] - box.width / 2 / scale, middle[1] + box.height / 2 / scale
    return Frame(box, crs, float(left), float(top), float(scale), transformer)


@lru_cache(32)
def _projection(bounds: Bounds) -> tuple[CRS, Transformer]:
    crs = crs_for(bounds)
    return crs, Transformer.from_crs("OGC:CRS84", crs, always_xy=True)


def outline_of(bounds: Bounds, steps: int = 16) -> NDArray[np.float64]:
    """The edge of west, south, east, north as (n, 2) degrees."""
    west, south, east, north = bounds
    lon, lat = np.linspace(west, east, steps), np.linspace(south, north, steps)
    sides: Sequence[Any] = (
        np.column_stack([lon, np.full(steps, south)]), np.column_stack([lon, np.full(steps, north)]),
        np.column_stack([np.full(steps, west), lat]), np.column_stack([np.full(steps, east), lat]),
    )  # fmt: skip
    return np.concatenate(sides)
