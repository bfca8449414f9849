"""Atlas to Atlas with computed columns: pure, vectorised over features, doing it twice is doing it once.

"Which is nearest" is asked in `LOCAL_CRS` (conformal, centred on the project); "how far" is geodesic on WGS 84.

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

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from geopandas import GeoDataFrame, GeoSeries
from geopandas.array import GeometryArray
from numpy.typing import NDArray
from pyproj import Proj

from geo.coordinates import cumulative_km, distance_km
from geo.model import FILE_CRS, LAYERS, LOCAL_CRS, Atlas
from geo.vocabulary import CORE_COUNTRIES, CORRIDOR_LINE, IATI_PRECISION, SURE_PRECISIONS, Precision

POINT_LAYERS = tuple(layer.name for layer in LAYERS if layer.geometry == "point")
LINE_LAYERS = tuple(layer.name for layer in LAYERS if layer.geometry == "line")
CORRIDOR_KM = 25.0
# The two share their ellipsoid, so this is all the way between them; to find that out takes PROJ 25 ms each way.
LOCAL = Proj(LOCAL_CRS)
Floats = NDArray[np.float64]
Objects = NDArray[np.object_]
Mask = NDArray[np.bool_]
# A drawn line is straight in degrees between two vertices (RFC 7946, 3.1.1), not in LOCAL_CRS: over 140 km of the
# border the two part by 400 m. With vertices this close they part by 0.1 m.
STEP_DEG = 0.02


def enrich(atlas: Atlas) -> Atlas:
    """Add every computed column of this room.

    Returns
    -------
    Atlas
        The same features in the same order, EPSG:4326, with the columns named above; the argument is unchanged.
        Without `atlas.basemap`, what needs regions and borders is left empty.
    """
    frames = atlas.layers()
    added = {name: iati_codes(frame["precision"].tolist()) for name, frame in frames.items()}
    for names, measure in ((POINT_LAYERS, measure_points), (LINE_LAYERS, add_lengths)):
        for name, columns in _together([frames[name] for name in names], names, measure, atlas):
            added[name] |= columns
    return replace(atlas, **{name: frame.assign(**added[name]) for name, frame in frames.items()})


def measure_points(points: GeoDataFrame, atlas: Atlas) -> GeoDataFrame:
    """Add every column of point layers to a frame with `id`, `precision` and `geometry`."""
    points = add_regions(points, atlas)
    points = add_nearest(points, atlas.border_crossings, "crossing")
    points = add_nearest(points, atlas.rail_stations.loc[atlas.rail_stations["confirmed"].eq(True)], "station")
    return add_chainage(points, corridor_line(atlas))


def _together(
    frames: Sequence[GeoDataFrame],
    names: Sequence[str],
    measure: Callable[[GeoDataFrame, Atlas], GeoDataFrame],
    atlas: Atlas,
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Measure several layers as one frame, because a call costs more than a row, and hand each its own rows back."""
    keys = {
        name: np.concatenate([frame[name].to_numpy(dtype=object) for frame in frames]) for name in ("id", "precision")
    }
    shapes = GeometryArray(np.concatenate([frame.geometry.to_numpy() for frame in frames]), crs=frames[0].crs)
    measured = measure(GeoDataFrame(keys, geometry=shapes), atlas)
    columns = {name: measured[name].array for name in measured.columns if name not in (*keys, "geometry")}
    ends = np.cumsum([len(frame) for frame in frames]).tolist()
    for name, start, end in zip(names, [0, *ends], ends, strict=False):
        yield name, {column: values[start:end] for column, values in columns.items()}


def iati_codes(precisions: Sequence[Precision]) -> dict[str, Floats]:
    """The IATI GeographicExactness and GeographicalPrecision codes of each feature's precision."""
    codes = np.array([IATI_PRECISION[precision] for precision in precisions], dtype=float).reshape(-1, 2)
    return {"iati_exactness": codes[:, 0], "iati_precision": codes[:, 1]}


def add_regions(frame: GeoDataFrame, atlas: Atlas) -> GeoDataFrame:
    """Add `admin1_found`, by point in polygon, and `border_km`, the geodesic distance to the KZ-UZ border."""
    found, border_km = _nothing(frame), _no_number(frame)
    placed, near = placed_points(frame), measurable_points(frame)
    if atlas.basemap is not None and placed.any():
        regions = atlas.basemap.admin1
        row, region = regions.sindex.query(_shapes(frame)[placed], predicate="intersects")
        found[np.flatnonzero(placed)[row]] = regions["iso"].to_numpy()[region]
        border = atlas.basemap.borders.loc[atlas.basemap.borders["kz_uz"].eq(True)]
        if len(border):
            line = shapely.union_all(border.geometry.to_numpy())
            border_km[near] = line_distance_km(line, frame.geometry[near])
    return frame.assign(admin1_found=found, border_km=as_sure_as(border_km, _is_exact(frame)))


def add_nearest(frame: GeoDataFrame, others: GeoDataFrame, name: str) -> GeoDataFrame:
    """Add `nearest_<name>` (id) and `nearest_<name>_km`: the nearest of `others`, never the feature itself."""
    ids, km, exact = _nothing(frame), _no_number(frame), np.zeros(len(frame), dtype=bool)
    placed, targets = measurable_points(frame), measurable_points(others)
    if placed.any() and targets.any():
        here, there = _shapes(frame)[placed], _shapes(others)[targets]
        names = others["id"].to_numpy(dtype=object)[targets]
        gaps = shapely.distance(_local(here, frame.crs)[:, None], _local(there, others.crs)[None, :])
        gaps[frame["id"].to_numpy(dtype=object)[placed][:, None] == names[None, :]] = np.inf
        nearest = gaps.argmin(axis=1)
        known = np.isfinite(gaps.min(axis=1))
        target = there[nearest]
        distances = distance_km(shapely.get_x(here), shapely.get_y(here), shapely.get_x(target), shapely.get_y(target))
        ids[placed] = np.where(known, names[nearest], None)
        km[placed] = np.where(known, distances, np.nan)
        exact[placed] = _is_exact(frame)[placed] & _is_exact(others)[targets][nearest]
    return frame.assign(**{f"nearest_{name}": ids, f"nearest_{name}_km": as_sure_as(km, exact)})


def add_chainage(frame: GeoDataFrame, line: shapely.LineString | None) -> GeoDataFrame:
    """Add `chainage_km`, each point's distance along the line from its first vertex, `rail_km` and `in_corridor`.

    Chainage is given within the corridor only: beyond it, "abreast of kilometre 140" says nothing.
    The drawing is schematic, so chainage is a place on the drawing, not official kilometrage.
    """
    chainage, rail_km, inside = _no_number(frame), _no_number(frame), _nothing(frame)
    placed = measurable_points(frame)
    if line is not None and placed.any():
        points = frame.geometry[placed]
        away = line_distance_km(line, points)
        rail_km[placed] = away
        chainage[placed] = np.where(away <= CORRIDOR_KM, chainages_km(line, points), np.nan)
        inside[placed] = away <= CORRIDOR_KM
    return frame.assign(chainage_km=chainage.round(0), rail_km=rail_km.round(0), in_corridor=inside)


def chainages_km(line: shapely.LineString, points: GeoSeries) -> Floats:
    """Geodesic distance in km along `line` (EPSG:4326) from its first vertex to the closest place to each point."""
    dense = shapely.segmentize(line, STEP_DEG)
    local_line = _local(dense)
    planar = np.concatenate([[0.0], np.hypot(*np.diff(shapely.get_coordinates(local_line), axis=0).T).cumsum()])
    # Scale is all but constant within one short segment, so its share of the segment is the same on the ellipsoid.
    along = shapely.line_locate_point(local_line, _local(points.to_numpy(), points.crs))
    return np.asarray(np.interp(along, planar, cumulative_km(dense)))


def line_distance_km(line: shapely.Geometry, points: GeoSeries) -> Floats:
    """Geodesic distance in km from each point to the closest place on `line` (EPSG:4326)."""
    local_line = _local(shapely.segmentize(line, STEP_DEG))
    shapely.prepare(local_line)
    here = points.to_numpy()
    feet = shapely.get_point(shapely.shortest_line(local_line, _local(here, points.crs)), 0)
    lon, lat = LOCAL(shapely.get_x(feet), shapely.get_y(feet), inverse=True)
    return distance_km(shapely.get_x(here), shapely.get_y(here), lon, lat)


def add_lengths(frame: GeoDataFrame, atlas: Atlas) -> GeoDataFrame:
    """Add `computed_length_km` and the parts of it in each country, geodesic; NaN where there is no line."""
    lines = _shapes(frame)
    drawn = ~(shapely.is_missing(lines) | shapely.is_empty(lines))
    lengths = {"computed_length_km": _lengths_km(lines)}
    for iso in CORE_COUNTRIES:
        inside = _no_number(frame)
        if atlas.basemap is not None and drawn.any():
            inside = _lengths_km(shapely.intersection(lines, country_outline(atlas, iso)))
        lengths[f"length_{iso.lower()}_km"] = inside
    return frame.assign(**{name: values.round(1) for name, values in lengths.items()})


def country_outline(atlas: Atlas, iso: str) -> shapely.Geometry:
    """Outline of Kazakhstan or Uzbekistan: the union of its regions at the fine level, prepared for queries."""
    if atlas.basemap is None:
        raise ValueError("the atlas was loaded without its basemap")
    regions = atlas.basemap.admin1
    outline = shapely.coverage_union_all(regions.loc[regions["iso"].str.startswith(f"{iso}-")].geometry.to_numpy())
    shapely.prepare(outline)
    return outline


def corridor_line(atlas: Atlas) -> shapely.LineString | None:
    """The planned railway as drawn, or None."""
    found = atlas.rail_lines.loc[atlas.rail_lines["id"] == CORRIDOR_LINE].geometry
    return found.iloc[0] if len(found) else None


def placed_points(frame: GeoDataFrame) -> Mask:
    """Which features have a point."""
    shapes = _shapes(frame)
    return np.asarray((shapely.get_type_id(shapes) == 0) & ~shapely.is_empty(shapes))


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


def _local(shapes: Any, crs: object = FILE_CRS) -> Any:
    """Shapes of EPSG:4326 in LOCAL_CRS, for "which is nearest".

    Raises
    ------
    ValueError
        They are in another CRS.
    """
    if crs != FILE_CRS:
        raise ValueError(f"positions are measured in {FILE_CRS}, these are in {crs}")
    return shapely.transform(shapes, lambda lonlat: np.column_stack(LOCAL(*lonlat.T)))


def _lengths_km(lines: Objects) -> Floats:
    """Geodesic lengths in km, all segments of all lines in one call; NaN where a geometry is missing."""
    parts, owner = shapely.get_parts(lines, return_index=True)
    coordinates, part = shapely.get_coordinates(parts, return_index=True)
    if len(coordinates) < 2:
        return np.where(shapely.is_missing(lines), np.nan, 0.0)
    steps = distance_km(*coordinates[:-1].T, *coordinates[1:].T)
    same = part[1:] == part[:-1]
    total = np.bincount(owner[part[1:][same]], weights=steps[same], minlength=len(lines))
    return np.where(shapely.is_missing(lines), np.nan, total)
