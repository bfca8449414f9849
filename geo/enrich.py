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

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame, GeoSeries
from numpy.typing import NDArray

from geo.coordinates import cumulative_km, distance_km
from geo.model import FILE_CRS, LOCAL_CRS, Atlas
from geo.vocabulary import IATI_PRECISION

POINT_LAYERS = ("sites", "border_crossings", "rail_stations", "agreements")
LINE_LAYERS = ("rail_lines", "corridors")
CORRIDOR_LINE = "hsr-turkistan-shymkent-tashkent"
CORRIDOR_KM = 25.0
MEASURABLE = ("exact", "locality")
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
    frames = {name: add_iati(frame) for name, frame in atlas.layers().items()}
    frames |= _together(frames, POINT_LAYERS, lambda points: measure_points(points, atlas))
    frames |= _together(frames, LINE_LAYERS, lambda lines: add_lengths(lines, atlas))
    return replace(atlas, **frames)


def measure_points(points: GeoDataFrame, atlas: Atlas) -> GeoDataFrame:
    """Add every column of point layers to a frame with `id`, `precision` and `geometry`."""
    points = add_regions(points, atlas)
    points = add_nearest(points, atlas.border_crossings, "crossing")
    points = add_nearest(points, atlas.rail_stations.loc[atlas.rail_stations["confirmed"].eq(True)], "station")
    return add_chainage(points, corridor_line(atlas))


def _together(
    frames: dict[str, GeoDataFrame], names: tuple[str, ...], measure: Callable[[GeoDataFrame], GeoDataFrame]
) -> dict[str, GeoDataFrame]:
    """Measure several layers as one frame, because a call costs more than a row, and hand each its own rows back."""
    keys = ["id", "precision", "geometry"]
    joined = GeoDataFrame(pd.concat([frames[name][keys] for name in names], ignore_index=True), crs=FILE_CRS)
    measured = measure(joined).drop(columns=keys)
    ends = np.cumsum([len(frames[name]) for name in names])
    return {
        name: frames[name].assign(
            **{column: values.array for column, values in measured.iloc[end - len(frames[name]) : end].items()}
        )
        for name, end in zip(names, ends, strict=True)
    }


def add_iati(frame: GeoDataFrame) -> GeoDataFrame:
    """Add the IATI GeographicExactness and GeographicalPrecision codes of each feature's precision."""
    codes = frame["precision"].map(IATI_PRECISION)
    return frame.assign(iati_exactness=codes.str[0], iati_precision=codes.str[1])


def add_regions(frame: GeoDataFrame, atlas: Atlas) -> GeoDataFrame:
    """Add `admin1_found`, by point in polygon, and `border_km`, the geodesic distance to the KZ-UZ border."""
    found = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    border_km = pd.Series(np.nan, index=frame.index)
    placed, measurable = placed_points(frame), measurable_points(frame)
    if atlas.basemap is not None and len(placed):
        regions = atlas.basemap.admin1
        row, region = regions.sindex.query(placed.geometry, predicate="intersects")
        found.loc[placed.index[row]] = regions["iso"].to_numpy()[region]
        border = atlas.basemap.borders.loc[atlas.basemap.borders["kz_uz"].eq(True)]
        if len(border):
            line = shapely.union_all(border.geometry.to_numpy())
            border_km.loc[measurable.index] = line_distance_km(line, measurable.geometry)
    return frame.assign(admin1_found=found, border_km=as_sure_as(border_km, frame["precision"] == "exact"))


def add_nearest(frame: GeoDataFrame, others: GeoDataFrame, name: str) -> GeoDataFrame:
    """Add `nearest_<name>` (id) and `nearest_<name>_km`: the nearest of `others`, never the feature itself."""
    ids = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    km = pd.Series(np.nan, index=frame.index)
    exact = pd.Series(False, index=frame.index)
    placed, targets = measurable_points(frame), measurable_points(others)
    if len(placed) and len(targets):
        here, there = _local(placed.geometry), _local(targets.geometry)
        gaps = shapely.distance(here.to_numpy()[:, None], there.to_numpy()[None, :])
        gaps[placed["id"].to_numpy()[:, None] == targets["id"].to_numpy()[None, :]] = np.inf
        nearest = gaps.argmin(axis=1)
        known = np.isfinite(gaps.min(axis=1))
        target = targets.geometry.iloc[nearest]
        distances = distance_km(placed.geometry.x, placed.geometry.y, target.x, target.y)
        ids.loc[placed.index[known]] = targets["id"].to_numpy()[nearest[known]]
        km.loc[placed.index[known]] = distances[known]
        exact.loc[placed.index] = (
            placed["precision"].eq("exact").to_numpy() & targets["precision"].eq("exact").to_numpy()[nearest]
        )
    return frame.assign(**{f"nearest_{name}": ids, f"nearest_{name}_km": as_sure_as(km, exact)})


def add_chainage(frame: GeoDataFrame, line: shapely.LineString | None) -> GeoDataFrame:
    """Add `chainage_km`, each point's distance along the line from its first vertex, `rail_km` and `in_corridor`.

    Chainage is given within the corridor only: beyond it, "abreast of kilometre 140" says nothing.
    The drawing is schematic, so chainage is a place on the drawing, not official kilometrage.
    """
    chainage = pd.Series(np.nan, index=frame.index)
    rail_km = pd.Series(np.nan, index=frame.index)
    placed = measurable_points(frame)
    if line is not None and len(placed):
        along = chainages_km(line, placed.geometry)
        away = line_distance_km(line, placed.geometry)
        rail_km.loc[placed.index] = away
        chainage.loc[placed.index] = np.where(away <= CORRIDOR_KM, along, np.nan)
    inside = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    inside.loc[rail_km.notna()] = rail_km[rail_km.notna()] <= CORRIDOR_KM
    return frame.assign(chainage_km=chainage.round(0), rail_km=rail_km.round(0), in_corridor=inside)


def chainages_km(line: shapely.LineString, points: GeoSeries) -> NDArray[np.float64]:
    """Geodesic distance in km along `line` (EPSG:4326) from its first vertex to the closest place to each point."""
    dense = shapely.segmentize(line, STEP_DEG)
    local_line = _local(GeoSeries([dense], crs=FILE_CRS)).iloc[0]
    planar = np.concatenate([[0.0], np.hypot(*np.diff(np.asarray(local_line.coords), axis=0).T).cumsum()])
    # Scale is all but constant within one short segment, so its share of the segment is the same on the ellipsoid.
    along = shapely.line_locate_point(local_line, _local(points).to_numpy())
    return np.asarray(np.interp(along, planar, cumulative_km(dense)))


def line_distance_km(line: shapely.Geometry, points: GeoSeries) -> NDArray[np.float64]:
    """Geodesic distance in km from each point to the closest place on `line` (EPSG:4326)."""
    local_line = _local(GeoSeries([shapely.segmentize(line, STEP_DEG)], crs=FILE_CRS)).iloc[0]
    shapely.prepare(local_line)
    links = shapely.shortest_line(local_line, _local(points).to_numpy())
    feet = GeoSeries(shapely.get_point(links, 0), crs=LOCAL_CRS).to_crs(FILE_CRS)
    return distance_km(points.x, points.y, feet.x, feet.y)


def add_lengths(frame: GeoDataFrame, atlas: Atlas) -> GeoDataFrame:
    """Add `computed_length_km` and the parts of it in each country, geodesic; NaN where there is no line."""
    lines = frame.geometry
    drawn = ~(shapely.is_missing(lines.to_numpy()) | shapely.is_empty(lines.to_numpy()))
    lengths = {"computed_length_km": _lengths_km(lines)}
    for iso in ("KZ", "UZ"):
        inside = pd.Series(np.nan, index=frame.index)
        if atlas.basemap is not None and drawn.any():
            land = country_outline(atlas, iso)
            inside = _lengths_km(GeoSeries(shapely.intersection(lines.to_numpy(), land), index=frame.index))
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


def placed_points(frame: GeoDataFrame) -> GeoDataFrame:
    """The features that have a point."""
    shapes = frame.geometry.to_numpy()
    return frame.loc[(shapely.get_type_id(shapes) == 0) & ~shapely.is_empty(shapes)]


def measurable_points(frame: GeoDataFrame) -> GeoDataFrame:
    """The features whose point is sure enough for a distance to mean something."""
    placed = placed_points(frame)
    return placed.loc[placed["precision"].isin(MEASURABLE)]


def as_sure_as(km: pd.Series, exact: pd.Series) -> pd.Series:
    """Kilometres with no more digits than the positions bear: 0.1 km where both ends are exact, else whole km."""
    return km.round(1).where(exact, km.round(0))


def _local(series: GeoSeries) -> GeoSeries:
    return series.set_crs(FILE_CRS, allow_override=False).to_crs(LOCAL_CRS)


def _lengths_km(lines: GeoSeries) -> pd.Series:
    """Geodesic lengths in km, all segments of all lines in one call; NaN where a geometry is missing."""
    coordinates, row = shapely.get_coordinates(lines.to_numpy(), return_index=True)
    parts = shapely.get_parts(lines.to_numpy(), return_index=False)
    part = np.repeat(np.arange(len(parts)), shapely.get_num_coordinates(parts))
    same = part[1:] == part[:-1] if len(part) == len(row) else np.zeros(0, dtype=bool)
    steps = distance_km(*coordinates[:-1].T, *coordinates[1:].T) if len(coordinates) > 1 else np.zeros(0)
    total = np.bincount(row[1:][same], weights=steps[same], minlength=len(lines)) if len(same) else np.zeros(len(lines))
    return pd.Series(np.where(shapely.is_missing(lines.to_numpy()), np.nan, total), index=lines.index)
