"""Rules on dates, events and the status they bring about."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from geo.dates import span
from geo.errors import Place, Problem
from geo.validate.view import Row, View
from geo.vocabulary import EVENT_MEANING


def real_dates(view: View) -> Iterator[Problem]:
    """Every date exists, and every interval ends after it starts."""
    for text, where in _dates(view):
        if span(text) is None:
            yield Problem(where(), "real-dates", {"date": text})
    for source in view.atlas.sources.values():
        for parts in source.issued.date_parts if source.issued else ():
            if span("-".join(f"{part:02d}" for part in parts)) is None:
                place = view.at_entry("sources.json", source.id, "issued")
                yield Problem(place, "real-dates.issued", {"date": str(parts)})


def _dates(view: View) -> Iterator[tuple[str, Callable[[], Place]]]:
    """Every EDTF date, and how to say where it stands."""
    for row in view.features():
        for field in ("status_date", "checked", "ends"):
            if text := getattr(row, field, None):
                yield text, partial(view.at, row, field)
        for number, event in enumerate(row.events, start=1):
            if event.get("date"):
                yield event["date"], partial(view.at, row, "events", number, "date")
    for row in view.observations:
        yield row.period, partial(view.at_value, row, "period")


def events_in_order(view: View) -> Iterator[Problem]:
    """Events stand in the order they happened; undated ones come last."""
    for row in view.features():
        for number, (event, following) in enumerate(pairwise(row.events), start=2):
            before, after = event.get("date"), following.get("date")
            if after and not before:
                yield Problem(view.at(row, "events", number), "events-in-order.undated", {"date": after})
            elif before and after and _surely_after(before, after):
                values = {"date": after, "before": before}
                yield Problem(view.at(row, "events", number), "events-in-order", values)


def _surely_after(one: str, other: str) -> bool:
    """Whether every day `one` may mean lies after every day of `other`."""
    first, second = span(one), span(other)
    return first is not None and second is not None and first.first > second.last


def no_future(view: View) -> Iterator[Problem]:
    """Nothing but a target is dated later than the day up to which sources had been read."""
    for row in view.features():
        if row.status_date and _surely_after(row.status_date, row.checked):
            values = {"date": row.status_date, "checked": row.checked}
            yield Problem(view.at(row, "status_date"), "no-future.status", values)
        for number, event in enumerate(row.events, start=1):
            date = None if EVENT_MEANING[event["kind"]].is_promise else event.get("date")
            if date and _surely_after(date, row.checked):
                values = {"kind": event["kind"], "date": date, "checked": row.checked}
                yield Problem(view.at(row, "events", number, "date"), "no-future", values)


def status_agrees(view: View) -> Iterator[Problem]:
    """The status follows from the newest dated event that bears on it; ceremonies and contracts bear on none."""
    for row in view.features():
        last = _last_bearing(row)
        if last and row.status not in EVENT_MEANING[last["kind"]].allows:
            allowed = tuple(sorted(EVENT_MEANING[last["kind"]].allows))
            values = {"status": row.status, "kind": last["kind"], "date": last["date"], "allowed": allowed}
            yield Problem(view.at(row, "status"), "status-agrees", values)


def _last_bearing(row: Row) -> dict[str, Any] | None:
    bearing = [event for event in row.events if event.get("date") and EVENT_MEANING[event["kind"]].brings]
    return bearing[-1] if bearing else None


def works_shown(view: View) -> Iterator[Problem]:
    """What is said to be under construction has an event that shows works: a ceremony is not enough."""
    for row in view.features():
        shown = any(EVENT_MEANING[event["kind"]].shows_works for event in row.events)
        if row.status == "under_construction" and not shown:
            yield Problem(view.at(row, "status"), "works-shown")
