"""The time line of a thing as a figure: its states as a band, what happened as numbered marks, and the list of both."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from geo.figures import telling
from geo.figures.labels import Anchor, Labels, Room, Wanted, place
from geo.figures.letters import LINE, width, wrapped
from geo.figures.look import Style
from geo.figures.pen import element, group, line_of_text, lines_of_text
from geo.figures.picture import Figure
from geo.figures.projection import Box
from geo.figures.series import year_ticks
from geo.figures.stacked import Asked, Body, Head, NothingToDraw, stacked
from geo.figures.state_bands import band
from geo.figures.timeline import Happening, Stretch, Timeline, things_with_events, timeline
from geo.i18n import message, text_in
from geo.i18n.dates import as_of, date
from geo.selection import select
from geo.vocabulary import STATUS_MEANING, Status

TEXT = 8.6
BAND = 12.0
MARK = 4.2
# Room above the band for numbers, and below it for the words of states.
_ABOVE, _BELOW, _YEARS = 34.0, 30.0, 16.0
_NUMBER = 18.0  # width of a number in the list
_STOPS = ("suspended", "closed", "cancelled", "restricted")


def time_figure(asked: Asked) -> Figure:
    """The time line of the one thing of a slice.

    Raises
    ------
    NothingToDraw
        Nothing is recorded to have happened, or the slice has several things.
    """
    ids = things_with_events(asked.atlas)
    if not ids:
        raise NothingToDraw("figure.no_events")
    if len(ids) > 1:
        raise NothingToDraw("figure.many_things", n=len(ids), id=ids[0])
    told = timeline(asked.atlas, ids[0])
    only = select(asked.atlas, ids=ids)
    title = (text_in(told.row, "name", asked.lang) or (ids[0],))[0]
    state = _state(told, told.row["status"], asked)
    since = told.row.get("status_date")
    seen = [as_of(since, asked.lang)] if since else []
    facts = [
        f"{message('card.status', asked.lang)}: {', '.join([state, *seen])}",
        *telling.read_text(only, asked.lang),
    ]
    return stacked(asked, Head(title, facts, only), partial(_body, asked, told))


def _state(told: Timeline, status: Status, asked: Asked) -> str:
    """A state in the word its kind has for it."""
    own = f"status_{told.layer.kind}.{status}"
    word = message(own, asked.lang)
    return message(f"status.{status}", asked.lang) if word == own else word


def _body(asked: Asked, told: Timeline, box: Box) -> Body:
    axis, boxes, y = _axis(asked, told, box)
    parts, lines = [axis], []
    for nth, one in enumerate(told.happenings, 1):
        text = _line(asked, one)
        lines.append(f"{nth}. {text}")
        folded = wrapped(text, box.width - _NUMBER, TEXT)
        parts.append(line_of_text(str(nth), box.x, y + TEXT * 0.95, TEXT, asked.style["ink"], bold=True))
        parts.append(lines_of_text(folded, box.x + _NUMBER, y, TEXT, asked.style["ink"]))
        y += len(folded) * TEXT * LINE + 3
    states = [f"{_state(told, one.status, asked)}: {_from(one)}" for one in told.stretches]
    said = [message("figure.alt.time", asked.lang)] + ([f"{'; '.join(states)}."] if states else [])
    return Body("".join(parts), y - box.y, [*said, *lines], boxes=boxes)


def _from(one: Stretch) -> str:
    """The years a state held, as `2017–2025`."""
    first, last = int(one.begin), int(one.end - 1e-6)
    return str(first) if first == last else f"{first}–{last}"


def _line(asked: Asked, one: Happening) -> str:
    """What happened: date, kind, what is known of it, who says so."""
    lang, event = asked.lang, one.event
    when = date(event.get("date"), lang)
    kind = message(f"event.{event['kind']}", lang)
    head = f"{when}: {kind}"
    if one.promise:
        head = message({"ahead": "time.promised", "passed": "time.promise_passed"}[one.promise], lang, date=when)
    source = asked.atlas.sources.get(event.get("source") or "")
    cited = (source.container_title or source.title) if source else message("card.unsourced", lang)
    note = text_in(event, "note", lang)
    return " · ".join(filter(None, [head, note[0] if note else "", cited]))


def _axis(asked: Asked, told: Timeline, box: Box) -> tuple[str, list[Box], float]:
    """The band of states with their words, the marks of events with their numbers, the years; where it ends."""
    first, last = told.years
    left, across = box.x + 8, box.width - 16

    def x(year: float) -> float:
        return left + (year - first) / (last - first) * across

    middle = box.y + _ABOVE + BAND / 2
    style = asked.style
    dated = [(nth, one.when) for nth, one in enumerate(told.happenings, 1) if one.when]
    room = Room(Box(box.x, box.y, box.width, _ABOVE + BAND + _BELOW), np.empty((0, 2)))
    room.take(Box(box.x, middle - BAND / 2 - 1, box.width, BAND + 2))
    for _, (begin, end) in dated:
        at = x((begin + end) / 2)
        room.take(Box(at - MARK, middle - MARK, 2 * MARK, 2 * MARK))
    numbers = [Wanted(str(nth), str(nth), (Anchor(x(sum(when) / 2), middle, BAND / 2 + 1),), bold=True, size=TEXT,
                      is_first=True) for nth, when in dated]  # fmt: skip
    words = [Wanted(f"state:{nth}", _state(told, one.status, asked),
                    (Anchor(x((one.begin + one.end) / 2), middle + BAND / 2, 2.0),), size=TEXT, room=110, is_first=True)
             for nth, one in enumerate(told.stretches)]  # fmt: skip
    labels = place(room, [*numbers, *words])
    bands = [_band(one, x, middle, style) for one in told.stretches]
    low = middle + BAND / 2 + _BELOW
    svg = "".join([
        element("path", d=f"M{left:.1f} {middle:.1f}h{across:.1f}", stroke=style["control"], stroke_width=1.0),
        *bands, _now(x, told, middle, style),
        *(_mark(one, x, middle, style) for one in told.happenings if one.when),
        *_names(labels, style), *_years(told, x, low, across, style),
    ])  # fmt: skip
    return svg, [one.box for one in labels.placed], low + _YEARS + 8


def _band(one: Stretch, x: Any, middle: float, style: Style) -> str:
    box = Box(x(one.begin), middle - BAND / 2, x(one.end) - x(one.begin), BAND)
    return band(STATUS_MEANING[one.status].phase, box, style)


def _now(x: Any, told: Timeline, middle: float, style: Style) -> str:
    """Up to when the atlas had been read."""
    if told.now is None:
        return ""
    return element("path", d=f"M{x(told.now):.1f} {middle - 14:.1f}v28", stroke=style["warn"], stroke_width=1.2,
                   stroke_dasharray="2 2")  # fmt: skip


def _mark(one: Happening, x: Any, middle: float, style: Style) -> str:
    """A disc; as long as its date is broad; a square of what stopped something; hollow and dashed of a promise."""
    begin, end = one.when or (0.0, 0.0)
    left, right, at = x(begin), x(end), x((begin + end) / 2)
    stops = one.event["kind"] in _STOPS
    look: dict[str, Any] = {"fill": style["warn" if stops else "accent"], "stroke": style["paper"], "stroke_width": 1.0}
    if one.promise:
        look = {"fill": style["paper"], "stroke": style["accent"], "stroke_width": 1.4, "stroke_dasharray": "2 1.5"}
    half = max(MARK, (right - left) / 2)
    return element("rect", x=at - half, y=middle - MARK, width=2 * half, height=2 * MARK, rx=0.0 if stops else MARK,
                   **look)  # fmt: skip


def _names(labels: Labels, style: Style) -> Iterator[str]:
    for one in labels.placed:
        yield lines_of_text(one.lines, one.box.x + 1.2, one.box.y + 0.4, one.size, style["ink"], bold=one.bold)
        if one.leader:
            lead = "M{:.1f} {:.1f}L{:.1f} {:.1f}".format(*one.leader)
            yield element("path", d=lead, stroke=style["quiet"], stroke_width=0.6)


def _years(told: Timeline, x: Any, low: float, across: float, style: Style) -> Iterator[str]:
    ticks: Sequence[int] = year_ticks(told.years, across / 34)
    course = "".join(f"M{x(year):.1f} {low:.1f}v4" for year in ticks)
    yield group(element("path", d=f"M{x(told.years[0]):.1f} {low:.1f}h{across:.1f}{course}", fill="none",
                        stroke=style["control"], stroke_width=0.8))  # fmt: skip
    for year in ticks:
        half = width(str(year), TEXT) / 2
        at = min(max(x(year), x(told.years[0]) + half - 8), x(told.years[1]) - half + 8)
        yield line_of_text(str(year), at, low + 13, TEXT, style["quiet"], anchor="middle")
