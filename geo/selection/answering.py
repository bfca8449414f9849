"""Whether the features of a layer answer what a slice asks: a test a question, n features in, n booleans out."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import numpy as np
import shapely
from geopandas import GeoDataFrame

from geo.dates import Span, span
from geo.finding import holding
from geo.geodesy import distance_km, km_to, local, on_earth
from geo.history import histories, state_on
from geo.model import Atlas, Layer
from geo.selection.asked import Near, Slice
from geo.selection.values import VALUES, Values
from geo.vocabulary import EVENT_MEANING

Test = Callable[[Layer, GeoDataFrame], Any]


def tests_of(atlas: Atlas, asked: Slice) -> list[Test]:
    """One test for each question asked: a layer and its frame of n features in, n booleans out."""
    tests: list[Test] = [
        _any_of(values, getattr(asked, name)) for name, values in VALUES.items() if getattr(asked, name)
    ]
    if asked.theme:
        sectors = {entry.id for entry in atlas.sectors if entry.theme in asked.theme}
        tests.append(_any_of(VALUES["sector"], sectors))
    if asked.status or asked.time:
        tests.append(_in_state(asked.status, asked.time))
    if asked.since and (since := span(asked.since)):
        tests.append(lambda _, frame: np.array([_is_newer(events, since) for events in frame["events"]], dtype=bool))
    if asked.words and (found := holding(atlas, asked.words)) is not None:
        tests.append(lambda _, frame: frame["id"].isin(found).to_numpy())
    if asked.near:
        tests.append(_within(asked.near))
    return tests


def _any_of(values: Values, wanted: Collection[str]) -> Test:
    """Whether any of a feature's values is wanted."""
    chosen = frozenset(wanted)
    return lambda layer, frame: np.array([not chosen.isdisjoint(value) for value in values(layer, frame)], dtype=bool)


def _in_state(statuses: Collection[str], time: str | None) -> Test:
    """Whether a feature is in one of some states, today's or those of a date; by then it must be recorded."""

    def states(layer: Layer, frame: GeoDataFrame) -> list[str]:
        if time is None:
            return list(frame["status"])
        turns = (state_on(history, time) for history in histories(layer, frame))
        return [turn.state if turn else "unknown" for turn in turns]

    def test(layer: Layer, frame: GeoDataFrame) -> Any:
        wanted = frozenset(statuses)
        return np.array(
            [state != "not_yet" and (not wanted or state in wanted) for state in states(layer, frame)], dtype=bool
        )

    return test


def _is_newer(events: Iterable[Mapping[str, Any]] | None, since: Span) -> bool:
    """Whether something is dated on or after a day, promises apart."""
    dated = (event for event in events or () if event.get("date") and not EVENT_MEANING[event["kind"]].is_promise)
    return any((when := span(event["date"])) is not None and when.last >= since.first for event in dated)


def _within(near: Near) -> Test:
    """Whether a feature stands or passes within some kilometres of a position."""

    def test(_: Layer, frame: GeoDataFrame) -> Any:
        shapes = frame.geometry.to_numpy()
        placed = on_earth(shapes)
        km = np.full(len(frame), np.inf)
        points = placed & (shapely.get_type_id(shapes) == 0)
        km[points] = distance_km(near.lon, near.lat, shapely.get_x(shapes[points]), shapely.get_y(shapes[points]))
        for row in np.flatnonzero(placed & ~points):
            km[row] = km_to(local(shapes[row]), near.lon, near.lat)[0]
        return km <= near.km

    return test
