"""The planned railway by distance: its variants, and their stops along the way. The page has the same in `strip.ts`.

Published lengths and those computed here stand side by side and are never mixed.
"""

from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any, NamedTuple

import shapely

from geo.frames import rows_of
from geo.geodesy import chainages_km
from geo.model import Atlas, Json
from geo.vocabulary import CORRIDOR_LINE


class Stop(NamedTuple):
    """A stop, or a place where tracks meet, so many km from the first stop; None where nothing can be measured."""

    id: str
    km: float | None
    is_junction: bool = False


class Variant(NamedTuple):
    """A variant as it was published, and its stops: over the tracks in service, or along the drawing."""

    option: Json
    is_over_tracks: bool
    stops: tuple[Stop, ...]

    @property
    def km(self) -> float | None:
        """Its length as computed; None if it was not."""
        return next((stop.km for stop in reversed(self.stops) if stop.km is not None), None)


class Strip(NamedTuple):
    """The planned railway's variants; where the drawing crosses the border, km from the first stop."""

    line: Json
    variants: tuple[Variant, ...]
    border_km: float | None


def rail_strip(atlas: Atlas) -> Strip | None:
    """The planned railway of an enriched atlas; None if it has none with stops."""
    lines = atlas.rail_lines
    row = next((row for row in rows_of(lines) if row["id"] == CORRIDOR_LINE), None)
    if row is None or len(row["stops"] or ()) < 2:
        return None
    course = lines.geometry[lines["id"] == CORRIDOR_LINE].iloc[0]
    places = _places(atlas)
    drawn = _along(course, row["stops"], places)
    tracks = _over_tracks(atlas, row["stops"], places)
    options = row["options"] or [{"id": "project", "length_km": row["length_km"]}]
    # An upgrade follows the tracks there are; anything else is the new line as drawn.
    over = [option["id"] == "upgrade" and tracks is not None for option in options]
    variants = (Variant(option, is_over, (tracks or ()) if is_over else drawn)
                for option, is_over in zip(options, over, strict=True))  # fmt: skip
    return Strip(row, tuple(variants), row.get("length_kz_km"))


Places = Mapping[str, tuple[float, float]]


def _places(atlas: Atlas) -> Places:
    stations = atlas.rail_stations
    rows = zip(stations["id"], stations.geometry, strict=True)
    return {id_: (shape.x, shape.y) for id_, shape in rows if shape is not None}


def _chainages(course: Any, ids: Sequence[str], places: Places) -> dict[str, float]:
    """Distances of those stops that have a place, from the first vertex of a course."""
    known = [id_ for id_ in ids if id_ in places]
    if course is None or course.geom_type != "LineString" or not known:
        return {}
    lon, lat = zip(*(places[id_] for id_ in known), strict=True)
    return dict(zip(known, chainages_km(course, lon, lat).tolist(), strict=True))


def _along(course: Any, ids: Sequence[str], places: Places) -> tuple[Stop, ...]:
    """Stops along a drawing, counted from the first of them."""
    km = _chainages(course, ids, places)
    start = next((km[id_] for id_ in ids if id_ in km), 0.0)
    return tuple(Stop(id_, abs(km[id_] - start) if id_ in km else None) for id_ in ids)


Edges = dict[str, list[tuple[float, str, str]]]


def _tracks(atlas: Atlas, places: Places) -> Edges:
    """Lines in service as a graph: from each station those next to it, with the km between and the line."""
    lines = atlas.rail_lines
    edges: Edges = {}
    for id_, kind, stops, course in zip(lines["id"], lines["line_kind"], lines["stops"], lines.geometry, strict=True):
        if kind != "track":
            continue
        joined = shapely.line_merge(course) if course is not None else None
        km = _chainages(joined, stops or (), places)
        ids = list(km)
        for here, there in pairwise(ids):
            far = abs(km[there] - km[here])
            edges.setdefault(here, []).append((far, there, id_))
            edges.setdefault(there, []).append((far, here, id_))
    return edges


Way = tuple[tuple[float, str, str], ...]


def _way(edges: Edges, start: str, end: str) -> Way | None:
    """The shortest way over the tracks (Dijkstra): km, end and line of each step; None if there is none."""
    found: set[str] = set()
    open_: list[tuple[float, str, Way]] = [(0.0, start, ())]
    while open_:
        km, here, way = heappop(open_)
        if here == end:
            return way
        if here in found:
            continue
        found.add(here)
        for step in edges.get(here, ()):
            heappush(open_, (km + step[0], step[1], (*way, step)))
    return None


def _over_tracks(atlas: Atlas, ids: Sequence[str], places: Places) -> tuple[Stop, ...] | None:
    """The stops over the lines in service, with the junctions between; None if the lines do not join."""
    edges = _tracks(atlas, places)
    stops = [Stop(ids[0], 0.0)]
    km, line = 0.0, None
    for start, end in pairwise(ids):
        way = _way(edges, start, end)
        if way is None:
            return None
        before = start
        for nth, (far, there, own) in enumerate(way):
            if nth and own != line:
                stops.append(Stop(before, km, is_junction=True))
            km, line, before = km + far, own, there
        stops.append(Stop(end, km))
    return tuple(stops)


def scale_km(variants: Iterable[Variant]) -> float:
    """The length of the longest variant; 0 if none was computed."""
    return max((variant.km or 0.0 for variant in variants), default=0.0)
