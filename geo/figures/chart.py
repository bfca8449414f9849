"""A chart of one panel, as the page's `charts/chart.ts`: shape and dash tell series apart before colour does, and a
target is a hollow star, so that a promise does not look like a value."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from geo.figures.chart_words import ChartWords
from geo.figures.labels import Anchor, Room, Wanted
from geo.figures.letters import width
from geo.figures.look import Style, shapes
from geo.figures.pen import element, group, line_of_text, lines_of_text
from geo.figures.projection import Box
from geo.figures.series import Panel, Point, Series, goal_of, value_ticks, year_ticks
from geo.i18n.format import number

TEXT = 8.6
# Room for half a mark at the edges, for years below.
_EDGE, _YEARS = 9.0, 17.0
_YEAR_ROOM = 34.0
# Periods that take less of the axis than this are shown by their mark alone.
_EXTENT = 12.0
WEAK = -1  # in the place of a series' number: it is drawn as dots


class Axes(NamedTuple):
    """Where years and values lie in a box; the values that are labelled."""

    box: Box
    years: tuple[int, int]
    values: list[float]

    def x(self, year: float) -> float:
        """Where a moment lies, in years."""
        first, last = self.years
        return self.box.x + (year - first) / (last + 1 - first) * self.box.width

    def y(self, value: float) -> float:
        """Where a value lies."""
        top, low = self.values[-1], self.values[0]
        return self.box.y + (top - value) / (top - low) * self.box.height

    def place(self, point: Point) -> tuple[float, float]:
        """Where a point lies."""
        return self.x(point.x), self.y(point.value)


def chart(panel: Panel, box: Box, words: ChartWords, style: Style) -> tuple[str, list[Box]]:
    """The drawing of a panel in a box, and the boxes of the names in it."""
    axes = _axes(panel, box, words)
    numbers = [place if one.is_strong else WEAK for place, one in enumerate(panel.series)]
    rows = list(zip(panel.series, numbers, strict=True))
    # What counts lies over what does not.
    marks = [_mark(axes, point, nth, style) for one, nth in sorted(rows, key=lambda row: row[1] != WEAK)
             for point in one.points]  # fmt: skip
    names, boxes = _names(panel, axes, words, style)
    return "".join([
        *_grid(axes, words, style), _goal_line(panel, axes, style),
        *(_lines(axes, one, nth, style) for one, nth in rows if one.is_strong),
        *(_extents(axes, one.points, color_of(nth, style)) for one, nth in rows),
        _extents(axes, panel.targets, style["ink"]),
        *marks, *(_mark(axes, point, None, style) for point in panel.targets), names,
    ]), boxes  # fmt: skip


def color_of(nth: int | None, style: Style) -> str:
    """The colour of a series by its number; of a target if it is None."""
    return style["ink"] if nth is None else style["quiet"] if nth == WEAK else style[f"s{nth % 6}"]


def dash_of(nth: int) -> str | None:
    """The dash of a series' line."""
    dashes = shapes()["chart"]["dashes"]
    return dashes[nth % len(dashes)]  # type: ignore[no-any-return]


def sign(nth: int | None, style: Style, *, hollow: bool = False) -> str:
    """The mark of a series about (0, 0); a star of a target."""
    looks = shapes()["chart"]
    color = color_of(nth, style)
    course = looks["star"] if nth is None else looks["weak"] if nth == WEAK else looks["shapes"][nth % 6]
    fill = style["paper"] if hollow or nth is None else color
    return element("path", d=course, fill=fill, stroke=color, stroke_width=1.4)


def _axes(panel: Panel, box: Box, words: ChartWords) -> Axes:
    values = [point.value for point in panel.points]
    ticks = value_ticks(min(values), max(values), max(3, min(7, int(box.height / 26))))
    left = max(width(number(tick, words.lang, 2), TEXT) for tick in ticks) + 6 + _EDGE
    inner = Box(box.x + left, box.y + _EDGE, box.width - left - _EDGE, box.height - _EDGE - _YEARS)
    return Axes(inner, panel.years, ticks)


def _grid(axes: Axes, words: ChartWords, style: Style) -> Iterator[str]:
    left, right = axes.box.x - _EDGE, axes.box.right + _EDGE
    for value in axes.values:
        y = axes.y(value)
        # Where there are values on both sides of it, one must see which is which.
        is_zero = value == 0
        yield element("path", d=f"M{left:.1f} {y:.1f}H{right:.1f}", stroke=style["control" if is_zero else "line"],
                      stroke_width=0.9 if is_zero else 0.7)  # fmt: skip
        yield line_of_text(number(value, words.lang, 2), left - 5, y + 3, TEXT, style["quiet"], anchor="end")
    for year in year_ticks(axes.years, axes.box.width / _YEAR_ROOM):
        yield line_of_text(str(year), axes.x(year + 0.5), axes.box.bottom + 13, TEXT, style["quiet"], anchor="middle")


def _goal_line(panel: Panel, axes: Axes, style: Style) -> str:
    """A dotted line at the height of the target that the newest value is measured by."""
    goal = goal_of(panel)
    if goal is None:
        return ""
    x, y = axes.place(goal.target)
    return element("path", d=f"M{axes.box.x - _EDGE:.1f} {y:.1f}H{x:.1f}", stroke=style["ink"], stroke_width=1.0,
                   stroke_dasharray="1 4", stroke_linecap="round")  # fmt: skip


def _lines(axes: Axes, one: Series, nth: int, style: Style) -> str:
    course = "".join("M" + "L".join("{:.1f} {:.1f}".format(*axes.place(point)) for point in run) for run in one.runs)
    if not course:
        return ""
    return element("path", d=course, fill="none", stroke=color_of(nth, style), stroke_width=1.75,
                   stroke_dasharray=dash_of(nth), stroke_linejoin="round")  # fmt: skip


def _extents(axes: Axes, points: tuple[Point, ...], color: str) -> str:
    """Periods shorter or longer than a year show how long they are."""
    course = ""
    for point in points:
        if _is_long(axes, point):
            course += f"M{axes.x(point.begin):.1f} {axes.y(point.value):.1f}H{axes.x(point.end):.1f}"
    return element("path", d=course, stroke=color, stroke_width=1.0, stroke_opacity=0.6) if course else ""


def _is_long(axes: Axes, point: Point) -> bool:
    """Whether a period shorter or longer than a year is long enough to see."""
    return abs(point.end - point.begin - 1) > 0.02 and axes.x(point.end) - axes.x(point.begin) > _EXTENT


def _mark(axes: Axes, point: Point, nth: int | None, style: Style) -> str:
    x, y = axes.place(point)
    return group(sign(nth, style, hollow=not point.is_reported), transform=f"translate({x:.1f} {y:.1f})")


def _names(panel: Panel, axes: Axes, words: ChartWords, style: Style) -> tuple[str, list[Box]]:
    """The strong series with their last value, and the target, beside their ends; what finds no place is below."""
    frame = Box(axes.box.x - _EDGE, axes.box.y - _EDGE, axes.box.width + 2 * _EDGE, axes.box.height + _EDGE)
    strong = [one for one in panel.series if one.is_strong]
    room = Room(frame, _courses(axes, panel))
    for point in panel.points:
        x, y = axes.place(point)
        room.take(Box(x - 5, y - 5, 10, 10))
    wanted = [_wanted(axes, *end) for end in _ends(panel, strong, words)]
    placed = [found for one in wanted if (found := room.find(one))]
    around: dict[str, Any] = {
        "fill": style["ink"], "stroke": style["paper"], "stroke_width": 2.4, "stroke_linejoin": "round",
        "paint_order": "stroke",
    }  # fmt: skip
    names = [lines_of_text(one.lines, one.box.x + 1.2, one.box.y + 0.4, one.size, None) for one in placed]
    return group(*names, **around), [one.box for one in placed]


def _ends(panel: Panel, strong: list[Series], words: ChartWords) -> Iterator[tuple[str, Point]]:
    goal = goal_of(panel)
    if goal:
        yield words.target(goal.target), goal.target
    for one in strong:
        end = one.runs[-1][-1] if one.runs else one.points[-1]
        yield f"{words.reporter(one.reporter)}: {words.value(end.value)}", end


def _wanted(axes: Axes, text: str, end: Point) -> Wanted:
    x, y = axes.place(end)
    return Wanted(text, text, (Anchor(x, y, 6.0),), size=TEXT, room=132.0)


def _courses(axes: Axes, panel: Panel) -> Any:
    """Points along the lines, which a name had better not cover."""
    steps = [
        np.linspace(axes.place(here), axes.place(there), 8)
        for one in panel.series
        if one.is_strong
        for run in one.runs
        for here, there in pairwise(run)
    ]
    steps += [np.linspace((axes.x(point.begin), axes.y(point.value)), (axes.x(point.end), axes.y(point.value)), 12)
              for point in panel.points if _is_long(axes, point)]  # fmt: skip
    goal = goal_of(panel)
    if goal:
        end = axes.place(goal.target)
        steps.append(np.linspace((axes.box.x, end[1]), end, 80))
    return np.concatenate([np.empty((0, 2)), *steps])
