"""What places are measured against: regions, the border, crossings and the corridor of an atlas, made ready once."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import shapely

from geo import disk
from geo.bulk.course import Course
from geo.computed import corridor_line, measurable_points
from geo.geodesy import Floats, Mask, Objects
from geo.model import Atlas
from geo.regions import Regions
from geo.validate.places import centres


class Crossings(NamedTuple):
    """The m border crossings whose position is sure enough to measure to: ids, degrees, and which are exact."""

    ids: Objects
    lon: Floats
    lat: Floats
    is_exact: Mask


@dataclass(frozen=True)
class Ground:
    """All that is asked of where places lie.

    Parameters
    ----------
    border, corridor
        That of the two countries, and the planned railway; None where they are not drawn.
    centres
        (country, lon, lat) of where geocoders put a whole country.
    """

    regions: Regions
    border: Course | None
    corridor: Course | None
    crossings: Crossings
    centres: list[tuple[str, float, float]]

    @cached_property
    def mark(self) -> str:
        """What changes with anything that answers depend on."""
        lines = [None if course is None else course.line for course in (self.border, self.corridor)]
        parts = [shapely.to_wkb(shape) or b"" for shape in (*self.regions.shapes, *lines)]
        said = repr((self.regions.admin1_codes.tolist(), self.centres, *(part.tolist() for part in self.crossings)))
        return disk.digest(b"".join([*parts, said.encode()]))


def ground_of(atlas: Atlas) -> Ground:
    """The ground of an atlas.

    Raises
    ------
    ValueError
        It has no basemap, so nothing can be said of where places lie.
    """
    if atlas.basemap is None:
        raise ValueError("an atlas without a basemap has no regions to place anything in")
    frame = atlas.border_crossings.loc[measurable_points(atlas.border_crossings)]
    points = np.asarray(frame.geometry.to_numpy())
    crossings = Crossings(
        frame["id"].to_numpy(dtype=object),
        shapely.get_x(points),
        shapely.get_y(points),
        np.asarray(frame["precision"].to_numpy(dtype=object) == "exact"),
    )
    regions, line = Regions(atlas.basemap), corridor_line(atlas)
    border, corridor = (None if one is None else Course(one) for one in (regions.border, line))
    return Ground(regions, border, corridor, crossings, centres(atlas.basemap))
