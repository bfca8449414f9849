"""Atlas to Atlas with computed columns: pure, vectorised over features, doing it twice is doing it once.

Added to point layers (`sites`, `border_crossings`, `rail_stations`, `agreements`). None or NaN where there is no
point, and, but for the region, where the position is no surer than a region: a distance from "somewhere in
Kashkadarya" would claim more than is known. In 0.1 km between exact positions, else, and along the schematic
railway, in whole km.
    admin1_found          ISO 3166-2 code of the region the point falls in
    border_km             geodesic distance to the Kazakhstan-Uzbekistan border
    nearest_crossing      id, and `nearest_crossing_km`: the nearest border crossing
    nearest_station       id, and `nearest_station_km`: the nearest confirmed station
    chainage_km           geodesic distance along the planned railway from its first vertex, of the closest point
    rail_km               distance to that line; `in_corridor`: within `CORRIDOR_KM` of it
Added to line layers (`rail_lines`, `corridors`):
    computed_length_km    geodesic length; `length_kz_km` and `length_uz_km`: the parts in each country
Added to all: `iati_exactness`, `iati_precision`.
"""

from dataclasses import replace

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from geo.door import let_in
from geo.geodesy import (
    Floats,
    Mask,
    Objects,
    chainages_km,
    distance_km,
    km_to,
    lengths_km,
    local,
    local_xy,
    nearest,
    on_earth,
)
from geo.model import LAYERS, Atlas
from geo.regions import Regions
from geo.vocabulary import CORE_COUNTRIES, CORRIDOR_LINE, IATI_PRECISION, SURE_PRECISIONS

POINT_LAYERS = tuple(layer.name for layer in LAYERS if layer.geometry == "point")
LINE_LAYERS = tuple(layer.name for layer in LAYERS if layer.geometry == "line")
CORRIDOR_KM = 25.0


def enrich(atlas: Atlas) -> Atlas:
    """Add every computed column of this room, to an atlas from anywhere.

    Returns
    -------
    Atlas
        The same features in the same order, EPSG:4326, with the columns named above; the argument is unchanged.
        Without `atlas.basemap`, what needs regions and borders is left empty.

    Raises
    ------
    InvalidData
        As `door.let_in`: a layer is missing, in another CRS, without a column, or holds values that are none.
    """
    return measured(let_in(atlas))


def measured(atlas: Atlas) -> Atlas:
    """The same of an atlas that the store has read, of which nothing need be asked."""
    regions = Regions(atlas.basemap) if atlas.basemap is not None else None
    frames = {name: add_iati_codes(frame) for name, frame in atlas.layers().items()}
    frames |= {name: measure_points(frames[name], atlas, regions) for name in POINT_LAYERS}
    frames |= {name: add_lengths(frames[name], regions) for name in LINE_LAYERS}
    return replace(atlas, **frames)


def measure_points(points: GeoDataFrame, atlas: Atlas, regions: Regions | None) -> GeoDataFrame:
    """Add every column of point layers to a frame with `id`, `precision` and `geometry`."""
    points = add_regions(points, regions)
    points = add_nearest(points, atlas.border_crossings, "crossing")
    points = add_nearest(points, atlas.rail_stations.loc[atlas.rail_stations["confirmed"].eq(True)], "station")
    return add_chainage(points, corridor_line(atlas))


def add_iati_codes(frame: GeoDataFrame) -> GeoDataFrame:
    """Add `iati_exactness` and `iati_precision`, the IATI GeographicExactness and GeographicalPrecision codes."""
    codes = np.array([IATI_PRECISION[precision] for precision in frame["precision"]], dtype=float).reshape(-1, 2)
    return frame.assign(iati_exactness=codes[:, 0], iati_precision=codes[:, 1])


def add_regions(frame: GeoDataFrame, regions: Regions | None) -> GeoDataFrame:
    """Add `admin1_found`, by point in polygon, and `border_km`, the geodesic distance to the KZ-UZ border."""
    found, border_km = _nothing(frame), _no_number(frame)
    placed, sure = placed_points(frame), measurable_points(frame)
    if regions is not None:
        found[placed] = regions.admin1_at(*_lonlat(frame, placed))
        if regions.border is not None:
            border_km[sure] = regions.border_km(*_lonlat(frame, sure))
    return frame.assign(admin1_found=found, border_km=as_sure_as(border_km, _is_exact(frame)))


def add_nearest(frame: GeoDataFrame, others: GeoDataFrame, name: str) -> GeoDataFrame:
    """Add `nearest_<name>` (id) and `nearest_<name>_km`: the nearest of `others`, never the feature itself."""
    ids, km, exact = _nothing(frame), _no_number(frame), np.zeros(len(frame), dtype=bool)
    placed, targets = np.flatnonzero(measurable_points(frame)), np.flatnonzero(measurable_points(others))
    here, there = _lonlat(frame, placed), _lonlat(others, targets)
    names = others["id"].to_numpy(dtype=object)[targets]
    number = {id_: index for index, id_ in enumerate(names)}
    own = np.array([number.get(id_, -1) for id_ in frame["id"].to_numpy(dtype=object)[placed]], dtype=np.intp)
    found = nearest(local_xy(*here), local_xy(*there), own)
    rows, found, is_found = placed[found >= 0], found[found >= 0], found >= 0
    ids[rows] = names[found]
    km[rows] = distance_km(*(axis[is_found] for axis in here), *(axis[found] for axis in there))
    exact[rows] = _is_exact(frame)[rows] & _is_exact(others)[targets[found]]
    return frame.assign(**{f"nearest_{name}": ids, f"nearest_{name}_km": as_sure_as(km, exact)})


def add_chainage(frame: GeoDataFrame, line: shapely.LineString | None) -> GeoDataFrame:
    """Add `chainage_km`, each point's distance along the line from its first vertex, `rail_km` and `in_corridor`.

    Chainage is given within the corridor only: beyond it, "abreast of kilometre 140" says nothing.
    The drawing is schematic, so chainage is a place on the drawing, not official kilometrage.
    """
    chainage, rail_km, inside = _no_number(frame), _no_number(frame), _nothing(frame)
    placed = measurable_points(frame)
    if line is not None and placed.any():
        here = _lonlat(frame, placed)
        away = km_to(local(line), *here)
        rail_km[placed] = away
        chainage[placed] = np.where(away <= CORRIDOR_KM, chainages_km(line, *here), np.nan)
        inside[placed] = away <= CORRIDOR_KM
    return frame.assign(chainage_km=chainage.round(0), rail_km=rail_km.round(0), in_corridor=inside)


def add_lengths(frame: GeoDataFrame, regions: Regions | None) -> GeoDataFrame:
    """Add `computed_length_km` and the parts of it in each country, geodesic; NaN where there is no line."""
    lines = _shapes(frame)
    drawn = on_earth(lines)
    lengths = {"computed_length_km": lengths_km(lines)}
    for iso in CORE_COUNTRIES:
        outline = regions.outline(iso) if regions is not None else None
        inside = _no_number(frame)
        if outline is not None:
            inside[drawn] = lengths_km(shapely.intersection(lines[drawn], outline))
        lengths[f"length_{iso.lower()}_km"] = inside
    return frame.assign(**{name: values.round(1) for name, values in lengths.items()})


def corridor_line(atlas: Atlas) -> shapely.LineString | None:
    """The planned railway as drawn, or None where there is none on Earth."""
    found = atlas.rail_lines.loc[atlas.rail_lines["id"] == CORRIDOR_LINE].geometry
    return found.iloc[0] if len(found) and on_earth(found.iloc[0])[0] else None


def placed_points(frame: GeoDataFrame) -> Mask:
    """Which features have a point on Earth."""
    shapes = _shapes(frame)
    return np.asarray((shapely.get_type_id(shapes) == 0) & on_earth(shapes))


def measurable_points(frame: GeoDataFrame) -> Mask:
    """Which features have a point sure enough for a distance to mean something."""
    return placed_points(frame) & np.isin(frame["precision"].to_numpy(dtype=str), SURE_PRECISIONS)


def as_sure_as(km: Floats, exact: Mask) -> Floats:
    """Kilometres with no more digits than the positions bear: 0.1 km where both ends are exact, else whole km."""
    return np.where(exact, km.round(1), km.round(0))


def _is_exact(frame: GeoDataFrame) -> Mask:
    return np.asarray(frame["precision"].to_numpy(dtype=object) == "exact")


def _shapes(frame: GeoDataFrame) -> Objects:
    return np.asarray(frame.geometry.to_numpy())


def _nothing(frame: GeoDataFrame) -> Objects:
    return np.full(len(frame), None, dtype=object)


def _no_number(frame: GeoDataFrame) -> Floats:
    return np.full(len(frame), np.nan)


def _lonlat(frame: GeoDataFrame, rows: Mask | NDArray[np.intp]) -> tuple[Floats, Floats]:
    shapes = _shapes(frame)[rows]
    return shapely.get_x(shapes), shapely.get_y(shapes)
