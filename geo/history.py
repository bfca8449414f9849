"""The state of a thing on a date, as far as its events say: worked out once, here, and shipped to the page.

A promise is not a state, and nothing is claimed for a day before it is certain: an event dated `2024` counts from the
last day of 2024. What a status and a kind of event mean stands in `vocabulary`.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from geopandas import GeoDataFrame

from geo.dates import Span, number, span
from geo.model import Layer
from geo.vocabulary import EVENT_MEANING, STATUS_MEANING, EventKind, State, Status

Event = Mapping[str, Any]


class Turn(NamedTuple):
    """What can be said from a day on.

    Parameters
    ----------
    day
        20251115; the first turn's is 0, before every date.
    state
        The state from the end of that day on.
    event
        Which event brought it about, counted from 0; None where none did.
    maybe
        Which event may have happened by then, because its date is broad.
    """

    day: int
    state: State
    event: int | None = None
    maybe: int | None = None


class _Step(NamedTuple):
    first: int  # days as numbers: from the first on it may have happened, from the last on it is certain
    last: int
    status: Status
    event: int | None


def histories(layer: Layer, frame: GeoDataFrame) -> list[tuple[Turn, ...]]:
    """The history of each of a layer's n features."""
    kinds = frame.get("line_kind", [None] * len(frame))
    columns = (frame[name] for name in ("status", "status_date", "checked", "events"))
    return [
        history(status, status_date, checked, events or (), lasting=layer.lasting and kind != "project")
        for status, status_date, checked, events, kind in zip(*columns, kinds, strict=True)
    ]


def history(
    status: Status, status_date: str | None, checked: str | None, events: Sequence[Event] = (), *, lasting: bool = False
) -> tuple[Turn, ...]:
    """All that changes in what can be said of a thing, oldest first.

    Parameters
    ----------
    status, status_date, checked, events
        As in the model; dates are EDTF.
    lasting
        An old thing: plans and works recorded for it are about rebuilding it.
    """
    if not events:
        return _undated_history(status, status_date, checked)
    lasting = lasting and STATUS_MEANING[status].phase != "ahead"
    happened = _happened(events)
    steps = _with_own(_steps(events, happened, lasting=lasting), status, status_date, checked)
    first = happened[0] if happened else None
    before: State = "undated" if status_date and span(status_date) else "never_dated"
    if first:
        existed = lasting or _meaning(events[first[1]]).of_what_exists
        before = "unknown" if existed else "not_yet"
    first_day = number(first[0].last) if first else None
    return tuple(_turns(steps, before, first_day))


@lru_cache(1024)
def _undated_history(status: Status, status_date: str | None, checked: str | None) -> tuple[Turn, ...]:
    """That of a thing without events: of the many in a large atlas there are few."""
    before: State = "undated" if status_date and span(status_date) else "never_dated"
    return tuple(_turns(_with_own([], status, status_date, checked), before, None))


def _meaning(event: Event) -> Any:
    kind: EventKind = event["kind"]
    return EVENT_MEANING[kind]


def _happened(events: Sequence[Event]) -> list[tuple[Span, int]]:
    """Dated events that are no promises, in the order in which they are certain."""
    dated = [(span(event["date"]), index) for index, event in enumerate(events) if event.get("date")]
    found = [(when, index) for when, index in dated if when and not _meaning(events[index]).is_promise]
    return sorted(found, key=lambda one: (one[0].last, one[0].first))


def _steps(events: Sequence[Event], happened: Sequence[tuple[Span, int]], *, lasting: bool) -> list[_Step]:
    """The events that change the state."""
    steps: list[_Step] = []
    for when, index in happened:
        meaning, last = _meaning(events[index]), steps[-1].status if steps else None
        if meaning.brings is None:
            continue
        if lasting and (meaning.is_plan or meaning.brings == "under_construction"):
            continue
        if meaning.is_plan and last and not STATUS_MEANING[last].stirred:
            continue
        if meaning.brings == "proposed" and last == "agreed":
            continue
        steps.append(_Step(number(when.first), number(when.last), meaning.brings, index))
    return steps


def _with_own(steps: list[_Step], status: Status, status_date: str | None, checked: str | None) -> list[_Step]:
    """The steps and the recorded status, which without a date of its own is what sources said when last read."""
    as_of = (status_date and span(status_date)) or (checked and span(checked)) or None
    if not as_of:
        return steps
    day = number(as_of.last)
    place = next((index for index, step in enumerate(steps) if step.last > day), len(steps))
    own = _Step(day, day, status, None)
    return [*steps[:place], own, *steps[place:]]


def _turns(steps: Sequence[_Step], before: State, first_day: int | None) -> Iterator[Turn]:
    """The answer on each day on which it may differ from that of the day before, where it does."""
    days = {0} if first_day is None else {0, first_day}
    days |= {day for step in steps for day in step[:2]}
    said: Turn | None = None
    for day in sorted(days):
        turn = _on(day, steps, before, first_day)
        if said is None or turn[1:] != said[1:]:
            yield turn
        said = turn


def _on(day: int, steps: Sequence[_Step], before: State, first_day: int | None) -> Turn:
    reached = max((index for index, step in enumerate(steps) if step.last <= day), default=-1)
    coming = (step.event for step in steps[reached + 1 :] if step.first <= day)
    maybe = next((event for event in coming if event is not None), None)
    if reached >= 0:
        return Turn(day, steps[reached].status, steps[reached].event, maybe)
    if before == "not_yet" and first_day is not None and first_day <= day:
        return Turn(day, "unknown", None, maybe)  # something happened, which says of no state
    return Turn(day, before, None, maybe)


def last_seen(status: Status, status_date: str | None, today: date) -> str | None:
    """The date of a state's newest source, once that is so long ago that the state is only said to be last seen then.

    Parameters
    ----------
    status, status_date
        As in the model; a broad date counts from its last day.
    today
        By whose clock it is asked; the page asks by its reader's.

    Returns
    -------
    str or None
        `status_date`; None while the state is young enough, has no date, or is one that does not age
        (`STATUS_MEANING`, docs/freshness.md).
    """
    months = STATUS_MEANING[status].lasts_months
    seen = span(status_date) if status_date else None
    if months is None or seen is None:
        return None
    return status_date if _month_and_day(today) > _month_and_day(seen.last, months) else None


def _month_and_day(day: date, later: int = 0) -> tuple[int, int]:
    """A day some months later as months and days: of 31 August six months later, the day after the end of February."""
    return day.year * 12 + day.month + later, day.day


def state_on(turns: Sequence[Turn], by: str) -> Turn | None:
    """What can be said by the end of an EDTF date: of a year its last day. None if there is no such date."""
    when = span(by)
    return turns[bisect_right(turns, number(when.last), key=lambda turn: turn.day) - 1] if when else None
