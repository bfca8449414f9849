"""Rules on dates, events and the status they bring about."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from geo.dates import span
from geo.errors import Problem, plain
from geo.model import Atlas
from geo.validate.rule import at, features, observations, rule
from geo.vocabulary import EVENT_MEANING


@rule("real-dates", mend="write a date that exists: 2025, 2025-11, 2025-11-15, or start/end with the start first")
def real_dates(atlas: Atlas) -> Iterator[Problem]:
    """Every date exists, and every interval ends after it starts."""
    for where, text in _dates(atlas):
        if span(text) is None:
            yield plain(where, f'"{text}" is no date')
    for source in atlas.sources.values():
        for parts in source.issued.date_parts if source.issued else ():
            text = "-".join(f"{part:02d}" for part in parts)
            if span(text) is None:
                mend = "write [[2025, 11, 15]]: year, month, day"
                yield plain(f'sources.json, entry "{source.id}", issued', f"{parts} is no date", mend)


def _dates(atlas: Atlas) -> Iterator[tuple[str, str]]:
    for layer, row in features(atlas):
        for field in ("status_date", "checked", "ends"):
            if getattr(row, field, None):
                yield at(layer, row.id, field), getattr(row, field)
        for number, event in enumerate(row.events, start=1):
            if event.get("date"):
                yield at(layer, row.id, f"events {number}, date"), event["date"]
    for where, row in observations(atlas):
        yield f"{where}, period", row.period


@rule("events-in-order", mend="put the oldest first, and undated events last")
def events_in_order(atlas: Atlas) -> Iterator[Problem]:
    """Events stand in the order they happened; undated ones come last."""
    for layer, row in features(atlas):
        for number, (event, following) in enumerate(pairwise(row.events), start=2):
            where = at(layer, row.id, f"events {number}")
            before, after = event.get("date"), following.get("date")
            if after and not before:
                yield plain(where, f"an event of {after} stands after an undated one")
            elif before and after and _surely_after(before, after):
                yield plain(where, f"an event of {after} stands after one of {before}")


def _surely_after(one: str, other: str) -> bool:
    """Whether every day `one` may mean lies after every day of `other`."""
    first, second = span(one), span(other)
    return first is not None and second is not None and first.first > second.last


@rule("no-future", mend="correct the date; a date that was promised is an event of kind target")
def no_future(atlas: Atlas) -> Iterator[Problem]:
    """Nothing but a target is dated later than the day up to which sources had been read."""
    for layer, row in features(atlas):
        if row.status_date and _surely_after(row.status_date, row.checked):
            what = f"status_date {row.status_date} is later than checked {row.checked}"
            yield plain(at(layer, row.id, "status_date"), what, "correct one of the two")
        for number, event in enumerate(row.events, start=1):
            if (
                not EVENT_MEANING[event["kind"]].is_promise
                and event.get("date")
                and _surely_after(event["date"], row.checked)
            ):
                yield plain(
                    at(layer, row.id, f"events {number}, date"),
                    f"{event['kind']} on {event['date']} is later than checked {row.checked}",
                )


@rule("status-agrees", mend="correct the status, or add the event that changed it")
def status_agrees(atlas: Atlas) -> Iterator[Problem]:
    """The status follows from the newest dated event that bears on it; ceremonies and contracts bear on none."""
    for layer, row in features(atlas):
        last = _last_bearing(row)
        if last and row.status not in EVENT_MEANING[last["kind"]].allows:
            allowed = ", ".join(sorted(EVENT_MEANING[last["kind"]].allows))
            yield plain(
                at(layer, row.id, "status"),
                f"status is {row.status}, but the last event that bears on it is {last['kind']} ({last['date']})",
                f"correct the status (it may be {allowed}), or add the event that changed it",
            )


def _last_bearing(row: Any) -> dict[str, Any] | None:
    bearing = [event for event in row.events if event.get("date") and EVENT_MEANING[event["kind"]].brings]
    return bearing[-1] if bearing else None


@rule("works-shown", mend="add a construction_start, progress or report event; with a ceremony alone it is planned")
def works_shown(atlas: Atlas) -> Iterator[Problem]:
    """What is said to be under construction has an event that shows works: a ceremony is not enough."""
    for layer, row in features(atlas):
        if row.status == "under_construction" and not _works_shown(row):
            yield plain(at(layer, row.id, "status"), "under_construction, but no event shows works")


def _works_shown(row: Any) -> bool:
    return any(EVENT_MEANING[event["kind"]].shows_works for event in row.events)
