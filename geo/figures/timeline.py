"""What happened to a thing, and the states that brought about: on an axis of years, as the page's card has it."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from geo.dates import span
from geo.figures.series import period, year_of
from geo.history import Turn, histories
from geo.model import LAYERS, Atlas, Json, Layer
from geo.vocabulary import EVENT_MEANING, STATUS_MEANING, EventKind, Status

# How a promised date stands, which says nothing about the promise being kept.
Promise = Literal["ahead", "passed"]


class Happening(NamedTuple):
    """An event; begin and end of its date in years, None where it has none; how its promise stands, if it is one."""

    event: Json
    when: tuple[float, float] | None
    promise: Promise | None


class Stretch(NamedTuple):
    """A state that holds from one moment to another, in years."""

    status: Status
    begin: float
    end: float


class Timeline(NamedTuple):
    """A thing's events by the last day they may mean, undated ones last, its states, and when the atlas was read."""

    row: Json
    layer: Layer
    happenings: tuple[Happening, ...]
    stretches: tuple[Stretch, ...]
    now: float | None
    years: tuple[int, int]


def things_with_events(atlas: Atlas) -> list[str]:
    """Ids of what something is recorded to have happened to."""
    frames = atlas.layers().values()
    return [id_ for frame in frames for id_, events in zip(frame["id"], frame["events"], strict=True) if events]


def timeline(atlas: Atlas, id_: str) -> Timeline:
    """That of a thing of an atlas by its id."""
    layer, frame = next((layer, frame) for layer, frame in zip(LAYERS, atlas.layers().values(), strict=True)
                        if id_ in set(frame["id"]))  # fmt: skip
    place = int((frame["id"] == id_).to_numpy().argmax())
    row = frame.iloc[place].to_dict()
    turns = histories(layer, frame.iloc[[place]])[0]
    edition = period(atlas.edition) if atlas.edition else None
    now = edition[1] if edition else None
    happenings = tuple(sorted((_happening(event, row) for event in row["events"] or ()), key=_last_day))
    stretches = _stretches(turns, now)
    return Timeline(row, layer, happenings, stretches, now, _years(happenings, stretches, now))


def _happening(event: Json, row: Json) -> Happening:
    when = period(event["date"]) if event.get("date") else None
    kind: EventKind = event["kind"]
    if not EVENT_MEANING[kind].is_promise or when is None:
        return Happening(event, when, None)
    # The edition does not say what day the reader has: passed is what was so when the sources were read.
    read, last = span(row["checked"]), span(event["date"])
    is_passed = read is not None and last is not None and last.last < read.first
    return Happening(event, when, "passed" if is_passed else "ahead")


def _last_day(one: Happening) -> float:
    return one.when[1] if one.when else float("inf")


def _stretches(turns: Sequence[Turn], now: float | None) -> tuple[Stretch, ...]:
    """States on a day, up to the edition; what is not known by then is none."""
    ends = [_year(turn.day) for turn in turns[1:]] + [now or 0.0]
    found: list[Stretch] = []
    for turn, end in zip(turns, ends, strict=True):
        begin = _year(turn.day)
        # Before every date there is a state, and no moment from which it holds.
        if not turn.day or turn.state not in STATUS_MEANING or end <= begin:
            continue
        if found and found[-1].status == turn.state and found[-1].end == begin:
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(Stretch(turn.state, begin, end))
    return tuple(found)


def _year(day: int) -> float:
    """The end of a day such as 20251115, in years."""
    text = f"{day:08d}"
    dated = span(f"{text[:4]}-{text[4:6]}-{text[6:]}") if day else None
    return year_of(dated.last) if dated else 0.0


def _years(happenings: Sequence[Happening], stretches: Sequence[Stretch], now: float | None) -> tuple[int, int]:
    moments = [moment for one in happenings if one.when for moment in one.when]
    moments += [moment for one in stretches for moment in (one.begin, one.end)]
    moments += [now] if now else []
    first, last = int(min(moments)), int(max(moments) + 0.99)
    return first, max(last, first + 1)
