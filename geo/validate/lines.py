"""Rules on lines: what a drawing is worth, whether it passes its stops, and how long it is."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geo.errors import Problem, plain
from geo.geodesy import geodesic_km, km_to, local, local_xy
from geo.model import Atlas
from geo.validate.geometry import lines, shape_in_bounds, vertices
from geo.validate.rule import at, features, rule
from geo.vocabulary import NOT_BUILT, PRECISION_KM

STOP_KM = {"surveyed": 1.0, "generalised": 5.0, "schematic": 25.0}
# How far the drawn length may be from the published one.
LENGTH_SHARE = {"surveyed": 0.05, "generalised": 0.15, "schematic": 0.25}
# A published length with a note often covers a whole run or one country's part: then only the order of size is asked.
NOTED_SHARE = 0.5
# Two stops closer than this along a line may stand in either order: their points are those of towns, not platforms.
ORDER_KM = 2.0


@rule("line-shape", mend="draw the line again through at least two places")
def line_shape(atlas: Atlas) -> Iterator[Problem]:
    """A line leads somewhere: no part has a vertex twice in a row, none is a single place."""
    for layer, row in lines(atlas):
        for part in shapely.get_parts(row.geometry):
            xy = vertices(part)
            if len(xy) < 2 or (np.diff(xy, axis=0) == 0).all(axis=1).any():
                yield plain(at(layer, row.id, "geometry"), "a position is repeated, or there is only one")
                break


@rule("geometry-kind", mend="say surveyed, generalised or schematic")
def geometry_kind(atlas: Atlas) -> Iterator[Problem]:
    """Every drawn line says what its drawing is worth, and what is not drawn says nothing."""
    for layer, row in features(atlas, "rail_lines", "corridors"):
        where = at(layer, row.id, "geometry_kind")
        if row.geometry is not None and not row.geometry_kind:
            yield plain(where, "is missing, though the line is drawn")
        if row.geometry is None and row.geometry_kind:
            yield plain(where, f"is {row.geometry_kind}, but nothing is drawn", "remove it, or draw the line")


@rule("lines-not-exact", mend="say locality, region or country; only a surveyed line is exact")
def lines_not_exact(atlas: Atlas) -> Iterator[Problem]:
    """A schematic or generalised line is not exact, flights between exact airports included."""
    for layer, row in lines(atlas):
        if row.precision == "exact" and row.geometry_kind != "surveyed":
            yield plain(at(layer, row.id, "precision"), f"precision is exact, but the line is {row.geometry_kind}")


@rule("planned-schematic", mend="say schematic: what is not built has no surveyed course")
def planned_schematic(atlas: Atlas) -> Iterator[Problem]:
    """A line that is only proposed, agreed or planned, or a project that is suspended, is drawn as schematic."""
    for layer, row in lines(atlas):
        project = getattr(row, "line_kind", "") == "project" and row.status == "suspended"
        if (project or row.status in NOT_BUILT) and row.geometry_kind != "schematic":
            yield plain(at(layer, row.id, "geometry_kind"), f"{row.status}, but drawn as {row.geometry_kind}")


@rule("line-passes-stops", mend="correct the line, or the order of its stops", whole=True)
def line_passes_stops(atlas: Atlas) -> Iterator[Problem]:
    """A railway passes its stops, in their order: within 25 km if schematic, 5 km if generalised, 1 km if surveyed.

    To that comes what a stop's own precision leaves open: the point of a city may be 10 km from its platforms.
    """
    stations = {row.id: row for _, row in features(atlas, "rail_stations") if row.geometry is not None}
    for layer, row in features(atlas, "rail_lines"):
        if row.geometry is None or not shape_in_bounds(row.geometry):
            continue
        stops = [stations[id_] for id_ in row.stops if id_ in stations]
        where, limits, drawn = at(layer, row.id, "stops"), {}, local(row.geometry)
        for stop in stops:
            limits[stop.id] = STOP_KM.get(row.geometry_kind, STOP_KM["schematic"]) + (PRECISION_KM[stop.precision] or 0)
            [away] = km_to(drawn, stop.geometry.x, stop.geometry.y)
            if away > limits[stop.id]:
                what = f"the {row.geometry_kind} line passes {away:.0f} km from {stop.id}"
                yield plain(where, f"{what}; at most {limits[stop.id]:.0f} km")
                break
        else:
            if out := _out_of_order(drawn, stops, limits):
                yield plain(where, f"the line reaches {out[1]} before {out[0]}")


def _out_of_order(line: BaseGeometry, stops: list[Any], limits: dict[str, float]) -> tuple[str, str] | None:
    """The first two neighbouring stops that a line in LOCAL_CRS passes the other way round."""
    flat = shapely.line_merge(line)
    if flat.geom_type != "LineString" or not stops:
        return None  # branches have no one order
    points = shapely.points(local_xy([stop.geometry.x for stop in stops], [stop.geometry.y for stop in stops]))
    along = shapely.line_locate_point(flat, points) / 1000
    if (np.diff(along) >= -ORDER_KM).all():
        return None
    # a line may pass a junction twice: take for each stop the earliest passage after the stop before
    reached, before = 0.0, stops[0].id
    for stop, point in zip(stops, points, strict=True):
        rest = substring(flat, max(0.0, reached - ORDER_KM * 1000), flat.length)
        near = rest.intersection(point.buffer(limits[stop.id] * 1000))
        if near.is_empty:
            return before, stop.id
        reached = max(reached, min(shapely.line_locate_point(flat, shapely.points(vertices(near)))))
        before = stop.id
    return None


@rule("line-length", mend="check the published length and what it covers (length_note), or the drawing")
def line_length(atlas: Atlas) -> Iterator[Problem]:
    """The drawn length agrees with the published one: 5, 15 or 25 % for surveyed, generalised, schematic lines.

    A length with a note covers something else (a whole run, one country's part): then 50 %. Services that run far
    beyond the map are drawn in part only, so for them a drawing shorter than the published run is no problem.
    """
    for layer, row in features(atlas, "rail_lines"):
        if row.geometry is None or np.isnan(row.length_km):
            continue
        drawn = geodesic_km(row.geometry)
        share = NOTED_SHARE if row.length_note_en else LENGTH_SHARE.get(row.geometry_kind, NOTED_SHARE)
        if row.line_kind == "service" and drawn < row.length_km:
            continue
        if abs(drawn - row.length_km) > share * row.length_km:
            yield plain(
                at(layer, row.id, "length_km"),
                f"published {row.length_km:g} km, drawn {drawn:.0f} km: over {share:.0%} apart",
            )


@rule("stations-on-lines", mend="list the line in the station's lines, or take the stop from the line", whole=True)
def stations_on_lines(atlas: Atlas) -> Iterator[Problem]:
    """Lines and stations agree: a line's stops are stations that list the line, and the lines they list exist."""
    on_lines = dict(zip(atlas.rail_stations["id"], atlas.rail_stations["lines"], strict=True))
    known = set(atlas.rail_lines["id"])
    for layer, row in features(atlas, "rail_lines"):
        for id_ in row.stops:
            if id_ not in on_lines:
                yield plain(at(layer, row.id, "stops"), f'"{id_}" is no station', "add it to rail_stations.geojson")
            elif row.id not in on_lines[id_]:
                yield plain(at("rail_stations", id_, "lines"), f'"{row.id}" stops here but is not listed')
        for one, other in pairwise(row.stops):
            if one == other:
                yield plain(at(layer, row.id, "stops"), f'"{one}" stands twice in a row', "keep it once")
    for layer, row in features(atlas, "rail_stations"):
        for id_ in row.lines:
            if id_ not in known:
                yield plain(at(layer, row.id, "lines"), f'"{id_}" is no line', "add it to rail_lines.geojson")


@rule("ring-winding", mend="rebuild the basemap: make basemap")
def ring_winding(atlas: Atlas) -> Iterator[Problem]:
    """RFC 7946: the outer ring of a polygon of the basemap runs counter-clockwise."""
    if atlas.basemap is None:
        return
    frames = {f"page/{name}": frame for name, frame in atlas.basemap.page.items()}
    for name, frame in {**frames, "fine/admin1": atlas.basemap.admin1}.items():
        parts, owners = shapely.get_parts(frame.geometry.to_numpy(), return_index=True)
        polygons = shapely.get_type_id(parts) == 3
        wrong = owners[polygons][~shapely.is_ccw(shapely.get_exterior_ring(parts[polygons]))]
        for index in np.unique(wrong):
            yield plain(f"basemap/{name}.geojson, feature {index + 1}, geometry", "an outer ring runs clockwise")
