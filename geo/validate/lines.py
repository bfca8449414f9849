"""Rules on lines: what a drawing is worth, whether it passes its stops, and how long it is."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geo.errors import Problem
from geo.geodesy import geodesic_km, km_to, local, local_xy
from geo.i18n import text_in
from geo.validate.geometry import shape_in_bounds, vertices
from geo.validate.view import Row, View
from geo.vocabulary import NOT_BUILT, PRECISION_KM

STOP_KM = {"surveyed": 1.0, "generalised": 5.0, "schematic": 25.0}
# How far the drawn length may be from the published one.
LENGTH_SHARE = {"surveyed": 0.05, "generalised": 0.15, "schematic": 0.25}
# A published length with a note often covers a whole run or one country's part: then only the order of size is asked.
NOTED_SHARE = 0.5
# Two stops closer than this along a line may stand in either order: their points are those of towns, not platforms.
ORDER_KM = 2.0


def line_shape(view: View) -> Iterator[Problem]:
    """A line leads somewhere: no part has a vertex twice in a row, none is a single place."""
    for row in view.lines:
        for part in shapely.get_parts(row.geometry):
            xy = vertices(part)
            if len(xy) < 2 or (np.diff(xy, axis=0) == 0).all(axis=1).any():
                yield Problem(view.at(row, "geometry"), "line-shape")
                break


def geometry_kind(view: View) -> Iterator[Problem]:
    """Every drawn line says what its drawing is worth, and what is not drawn says nothing."""
    for row in view.features("rail_lines", "corridors"):
        if row.geometry is not None and not row.geometry_kind:
            yield Problem(view.at(row, "geometry_kind"), "geometry-kind")
        if row.geometry is None and row.geometry_kind:
            yield Problem(view.at(row, "geometry_kind"), "geometry-kind.not_drawn", {"kind": row.geometry_kind})


def lines_not_exact(view: View) -> Iterator[Problem]:
    """A schematic or generalised line is not exact, flights between exact airports included."""
    for row in view.lines:
        if row.precision == "exact" and row.geometry_kind != "surveyed":
            yield Problem(view.at(row, "precision"), "lines-not-exact", {"kind": row.geometry_kind or "–"})


def planned_schematic(view: View) -> Iterator[Problem]:
    """A line that is only proposed, agreed or planned, or a project that is suspended, is drawn as schematic."""
    for row in view.lines:
        project = getattr(row, "line_kind", "") == "project" and row.status == "suspended"
        if (project or row.status in NOT_BUILT) and row.geometry_kind != "schematic":
            values = {"status": row.status, "kind": row.geometry_kind or "–"}
            yield Problem(view.at(row, "geometry_kind"), "planned-schematic", values)


def line_passes_stops(view: View) -> Iterator[Problem]:
    """A railway passes its stops, in their order, as near as its drawing is true.

    To that comes what a stop's own precision leaves open: the point of a city may be 10 km from its platforms.
    """
    stations = {row.id: row for row in view.features("rail_stations") if row.geometry is not None}
    for row in view.features("rail_lines"):
        if row.geometry is None or not shape_in_bounds(row.geometry):
            continue
        drawn = local(row.geometry)
        stops = [stations[id_] for id_ in row.stops if id_ in stations]
        grace = STOP_KM.get(row.geometry_kind, STOP_KM["schematic"])
        limits = {stop.id: grace + (PRECISION_KM[stop.precision] or 0) for stop in stops}
        away = {stop.id: float(km_to(drawn, stop.geometry.x, stop.geometry.y)[0]) for stop in stops}
        if missed := next((stop.id for stop in stops if away[stop.id] > limits[stop.id]), None):
            values = {"km": round(away[missed], 1), "stop": missed, "limit": limits[missed]}
            yield Problem(view.at(row, "stops"), "line-passes-stops", values)
        elif out := _out_of_order(drawn, stops, limits):
            values = {"first": out[1], "second": out[0]}
            yield Problem(view.at(row, "stops"), "line-passes-stops.order", values)


def _out_of_order(line: BaseGeometry, stops: list[Row], limits: dict[str, float]) -> tuple[str, str] | None:
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


def line_length(view: View) -> Iterator[Problem]:
    """The drawn length agrees with the published one, as nearly as the drawing is true.

    A length with a note covers something else (a whole run, one country's part): then only the order of size is asked.
    Services that run far beyond the map are drawn in part only, so for them a drawing shorter than the published run
    is no problem.
    """
    for row in view.features("rail_lines"):
        if row.geometry is None or np.isnan(row.length_km):
            continue
        drawn = geodesic_km(row.geometry)
        noted = text_in(row._asdict(), "length_note", "en")
        share = NOTED_SHARE if noted else LENGTH_SHARE.get(row.geometry_kind, NOTED_SHARE)
        if row.line_kind == "service" and drawn < row.length_km:
            continue
        if abs(drawn - row.length_km) > share * row.length_km:
            values = {"published": row.length_km, "drawn": round(drawn), "percent": round(share * 100)}
            yield Problem(view.at(row, "length_km"), "line-length", values)


def stations_on_lines(view: View) -> Iterator[Problem]:
    """Lines and stations agree: a line's stops are stations that list the line, and the lines they list exist."""
    stations = {row.id: row for row in view.features("rail_stations")}
    listed = {id_: frozenset(row.lines) for id_, row in stations.items()}
    known = {row.id for row in view.features("rail_lines")}
    for row in view.features("rail_lines"):
        for id_ in row.stops:
            if id_ not in stations:
                yield Problem(view.at(row, "stops"), "stations-on-lines.no_station", {"station": id_})
            elif row.id not in listed[id_]:
                yield Problem(view.at(stations[id_], "lines"), "stations-on-lines", {"line": row.id})
        for one, other in pairwise(row.stops):
            if one == other:
                yield Problem(view.at(row, "stops"), "stations-on-lines.twice", {"station": one})
    for row in stations.values():
        for id_ in row.lines:
            if id_ not in known:
                yield Problem(view.at(row, "lines"), "stations-on-lines.no_line", {"line": id_})


def ring_winding(view: View) -> Iterator[Problem]:
    """RFC 7946: the outer ring of a polygon of the basemap runs counter-clockwise."""
    if view.basemap is None:
        return
    frames = {f"page/{name}": frame for name, frame in view.basemap.page.items()}
    for name, frame in {**frames, "fine/admin1": view.basemap.admin1}.items():
        parts, owners = shapely.get_parts(frame.geometry.to_numpy(), return_index=True)
        polygons = shapely.get_type_id(parts) == 3
        wrong = owners[polygons][~shapely.is_ccw(shapely.get_exterior_ring(parts[polygons]))]
        for index in np.unique(wrong):
            place = replace(view.at_entry(f"basemap/{name}.geojson", "", "geometry"), number=int(index) + 1)
            yield Problem(place, "ring-winding")
