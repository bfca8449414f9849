"""Which region or country holds these points: one answer for rules, computed columns, new sites and bulk data.

Positions are arrays in degrees, EPSG:4326. Regions are the 34 of `vocabulary.ADMIN1` at the fine level; a country of
the atlas is the union of its own, the others are as drawn on the page.
"""

from collections.abc import Collection
from functools import cached_property
from typing import NamedTuple

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import ArrayLike

from geo.geodesy import Floats, Indices, Mask, Objects, km_to, local, local_xy
from geo.model import Basemap
from geo.vocabulary import CORE_COUNTRIES, OUTLINE_TOLERANCE_KM

# The city of Tashkent is drawn in its old extent: what lies near it may be in the city or in the region.
SAME_GROUND = (frozenset({"UZ-TK", "UZ-TO"}),)
# Metres of LOCAL_CRS beyond every place of this half of the Earth; what is not on Earth is put there.
FAR_M = 1e8


class _Areas(NamedTuple):
    codes: Objects
    shapes: Objects

    def holding(self, lon: Floats, lat: Floats) -> Indices:
        """Which area holds each of n positions, its edge included: the first that does, or -1 outside all.

        A box sieves, a prepared area answers: twenty times faster than a spatial join with a few large areas.
        """
        found = np.full(len(lon), -1)
        for number, (shape, box) in enumerate(zip(self.shapes, shapely.bounds(self.shapes), strict=True)):
            west, south, east, north = box
            boxed = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
            near = np.flatnonzero(boxed & (found < 0))
            shapely.prepare(shape)
            found[near[shapely.intersects_xy(shape, lon[near], lat[near])]] = number
        return found

    def named(self, numbers: Indices) -> Objects:
        """The codes of n areas by number; None for -1."""
        return np.append(self.codes, [None])[numbers]


class Regions:
    """The areas of a basemap, made ready once.

    Parameters
    ----------
    basemap
        EPSG:4326; `admin1` and `page["countries"]` are read.
    """

    def __init__(self, basemap: Basemap) -> None:
        self._admin1 = _areas(basemap.admin1)
        self._countries = _areas(basemap.page["countries"])
        self._borders = basemap.borders
        self._local: dict[str, shapely.Geometry] = {}

    def admin1_at(self, lon: ArrayLike, lat: ArrayLike) -> Objects:
        """ISO 3166-2 code of the region each of n positions falls in; None outside the two countries."""
        return self._admin1.named(self._admin1.holding(*_arrays(lon, lat)))

    @property
    def admin1_codes(self) -> Objects:
        """The ISO 3166-2 codes of the regions that are drawn, in the order of their numbers."""
        return self._admin1.codes

    @property
    def shapes(self) -> Objects:
        """Every area that is drawn, EPSG:4326: the regions, then the countries."""
        return np.concatenate([self._admin1.shapes, self._countries.shapes])

    def admin1_numbers(self, lon: ArrayLike, lat: ArrayLike) -> Indices:
        """The same as `admin1_at` as numbers in `admin1_codes`; -1 outside the two countries."""
        return self._admin1.holding(*_arrays(lon, lat))

    def country_at(self, lon: ArrayLike, lat: ArrayLike) -> Objects:
        """ISO 3166-1 code of the country each of n positions falls in; None where none is drawn.

        A position in a region is in that region's country: beside a generalised border the coarse countries must not
        contradict the fine regions.
        """
        lon, lat = _arrays(lon, lat)
        region = self._admin1.holding(lon, lat)
        country = np.array([*(code[:2] for code in self._admin1.codes), None], dtype=object)
        found, rest = country[region], np.flatnonzero(region < 0)
        found[rest] = self._countries.named(self._countries.holding(lon[rest], lat[rest]))
        return found

    def nearest_unit(self, lon: ArrayLike, lat: ArrayLike, within_km: float = OUTLINE_TOLERANCE_KM) -> Objects:
        """The region of each of n positions; outside all, the nearest within the tolerance; None beyond it."""
        lon, lat = _arrays(lon, lat)
        region = self._admin1.holding(lon, lat)
        found = self._admin1.named(region)
        rest = np.flatnonzero((region < 0) & np.isfinite(local_xy(lon, lat)).all(axis=1))
        if len(rest) and len(self._admin1.codes):
            nearest = self._local_tree.nearest(shapely.points(local_xy(lon[rest], lat[rest])))
            for area in np.unique(nearest):
                rows, code = rest[nearest == area], self._admin1.codes[area]
                found[rows[self._reaches(code, lon[rows], lat[rows], within_km)]] = code
        return found

    def near(self, code: str, lon: ArrayLike, lat: ArrayLike, within_km: float = OUTLINE_TOLERANCE_KM) -> Mask:
        """Whether each of n positions lies in a region or country, or within the tolerance; True if it is not drawn."""
        lon, lat = _arrays(lon, lat)
        if self.outline(code) is None:
            return np.ones(len(lon), dtype=bool)
        return self._reaches(code, lon, lat, within_km)

    def units_at(self, lon: ArrayLike, lat: ArrayLike) -> list[set[str]]:
        """The region and the country each of n positions falls in, as far as drawn: `{"KZ-61", "KZ"}`."""
        pairs = zip(self.admin1_at(lon, lat), self.country_at(lon, lat), strict=True)
        return [{code for code in pair if code} for pair in pairs]

    def holds(self, code: str, lon: float, lat: float) -> bool:
        """Whether the outline of a region or country holds one position, its edge included."""
        outline = self.outline(code)
        return outline is not None and bool(shapely.intersects_xy(outline, lon, lat))

    def fits(self, codes: Collection[str], units: set[str], lon: float, lat: float) -> bool:
        """Whether one position, which falls in `units`, lies in one of the claimed ones or within the tolerance.

        The city and the region of Tashkent stand for each other.
        """
        claimed = _with_same_ground(codes)
        return bool(claimed & units) or any(self.near(code, lon, lat)[0] for code in sorted(claimed))

    def outline(self, code: str) -> shapely.Geometry | None:
        """The area of a region or country, EPSG:4326, prepared; None if it is not drawn."""
        return self._outlines.get(code)

    @cached_property
    def border(self) -> shapely.Geometry | None:
        """The Kazakhstan-Uzbekistan border at the fine level, EPSG:4326; None if it is not drawn."""
        drawn = self._borders.geometry.to_numpy()[self._borders["kz_uz"].eq(True).to_numpy()]
        return shapely.union_all(drawn) if len(drawn) else None

    def border_km(self, lon: ArrayLike, lat: ArrayLike) -> Floats:
        """Geodesic distance in km of n positions to that border.

        Raises
        ------
        ValueError
            It is not drawn.
        """
        if self._local_border is None:
            raise ValueError("the basemap has no border of the two countries")
        return km_to(self._local_border, *_arrays(lon, lat))

    @cached_property
    def _local_border(self) -> shapely.Geometry | None:
        return None if self.border is None else local(self.border)

    @cached_property
    def _outlines(self) -> dict[str, shapely.Geometry]:
        admin1 = dict(zip(self._admin1.codes, self._admin1.shapes, strict=True))
        found = dict(zip(self._countries.codes, self._countries.shapes, strict=True)) | admin1
        for country in CORE_COUNTRIES:
            own = [shape for code, shape in admin1.items() if code.startswith(f"{country}-")]
            if own:
                found[country] = shapely.coverage_union_all(own)
        shapely.prepare(np.array(list(found.values()), dtype=object))
        return found

    @cached_property
    def _local_tree(self) -> shapely.STRtree:
        return shapely.STRtree(local(self._admin1.shapes))

    def _reaches(self, code: str, lon: Floats, lat: Floats, within_km: float) -> Mask:
        """Whether each of n positions lies in an outline that is drawn, or so near.

        The map of LOCAL_CRS stretches no distance to twice its length on this half of the Earth, so that a prepared
        outline sieves, in a hundredth of the time, what is measured.
        """
        if code not in self._local:
            self._local[code] = local(self.outline(code))
        xy = local_xy(lon, lat)
        spots = shapely.points(np.where(np.isfinite(xy), xy, np.inf).clip(-FAR_M, FAR_M))
        found = np.asarray(shapely.intersects(self._local[code], spots))
        close = np.flatnonzero(shapely.dwithin(self._local[code], spots, 2000 * within_km) & ~found)
        found[close] = km_to(self._local[code], lon[close], lat[close]) <= within_km
        return found


def _with_same_ground(codes: Collection[str]) -> set[str]:
    """The codes, and with either Tashkent the other one."""
    claimed = set(codes)
    return claimed.union(*(same for same in SAME_GROUND if claimed & same))


def _areas(frame: GeoDataFrame) -> _Areas:
    return _Areas(frame["iso"].to_numpy(dtype=object), frame.geometry.to_numpy())


def _arrays(lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    return np.atleast_1d(np.asarray(lon, dtype=float)), np.atleast_1d(np.asarray(lat, dtype=float))
