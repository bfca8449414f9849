"""Observations to what a chart draws, as the page's `charts/series.ts` and `charts/goal.ts` have it.

Reporters are never mixed, units never share an axis, targets are no values, and a line joins only neighbouring periods
of one length: a sum of nine months is no year.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import ceil, floor, isfinite, log10
from typing import Any, NamedTuple

from geo.dates import span
from geo.model import Json

DAY = 1 / 365.25
# Where more series are drawn strongly, the eye finds none.
MOST_STRONG = 2
# How the names of the offices end that count for a state.
_OFFICE = "statistics"


class Point(NamedTuple):
    """A value; the middle, begin and end of its period in years: 2024.5 is the middle of 2024."""

    row: Json
    x: float
    begin: float
    end: float

    @property
    def value(self) -> float:
        """The number observed."""
        return float(self.row["value"])

    @property
    def is_reported(self) -> bool:
        """Whether somebody stated exactly this, rather than about this, or at least this."""
        return bool(self.row["basis"] == "reported")


class Series(NamedTuple):
    """The values of one reporter; runs of two or more that a line may join; whether the chart is about it."""

    reporter: str
    points: tuple[Point, ...]
    runs: tuple[tuple[Point, ...], ...]
    is_strong: bool = False


class Panel(NamedTuple):
    """All series of an indicator in one unit: one set of axes, from a first to a last year."""

    unit: str
    series: tuple[Series, ...]
    targets: tuple[Point, ...]
    years: tuple[int, int]

    @property
    def points(self) -> list[Point]:
        """Every value and target in the order of time."""
        own = [point for one in self.series for point in one.points]
        return sorted([*own, *self.targets], key=lambda point: point.x)

    @property
    def is_worth_drawing(self) -> bool:
        """Whether a chart says more than a list: some values, not all of one time."""
        return len(self.points) > 2 and len({point.row["period"] for point in self.points}) > 1


class Goal(NamedTuple):
    """The newest value, the target it is measured by, and the one as a share of the other."""

    latest: Point
    target: Point
    share: float


def period(edtf: str) -> tuple[float, float] | None:
    """Where a period begins and ends, in years; its end is the end of its last day. None if it is no date."""
    days = span(edtf)
    return (year_of(days.first), year_of(days.last + timedelta(days=1))) if days else None


def year_of(day: date) -> float:
    """The begin of a day as a fraction of years."""
    length = date(day.year + 1, 1, 1) - date(day.year, 1, 1)
    return day.year + (day - date(day.year, 1, 1)) / length


def panels(rows: Iterable[Mapping[str, Any]]) -> list[Panel]:
    """The charts of an indicator's observations, one a unit, the unit with most values first."""
    by_unit: dict[str, list[Point]] = {}
    for row in rows:
        when = period(row["period"])
        if when and isfinite(row["value"]):
            point = Point(dict(row), sum(when) / 2, *when)
            by_unit.setdefault(row["unit"], []).append(point)
    found = [_panel(unit, points) for unit, points in by_unit.items()]
    return sorted(found, key=lambda panel: -len(panel.points))


def _panel(unit: str, points: list[Point]) -> Panel:
    points.sort(key=lambda point: (point.x, point.end))
    by_reporter: dict[str, list[Point]] = {}
    for point in points:
        if point.row["basis"] != "target":
            by_reporter.setdefault(point.row["reporter"], []).append(point)
    series = [Series(reporter, tuple(own), _runs(own)) for reporter, own in by_reporter.items()]
    order = sorted(series, key=_strength)
    strong = tuple(one._replace(is_strong=place < MOST_STRONG) for place, one in enumerate(order))
    targets = tuple(point for point in points if point.row["basis"] == "target")
    years = floor(min(point.begin for point in points)), ceil(max(point.end for point in points) - DAY) - 1
    return Panel(unit, strong, targets, years)


def _runs(points: Sequence[Point]) -> tuple[tuple[Point, ...], ...]:
    by_period: dict[str, list[Point]] = {}
    for point in points:
        by_period.setdefault(point.row["period"], []).append(point)
    found: list[list[Point]] = []
    for candidates in by_period.values():
        reported = [point for point in candidates if point.is_reported]
        # The one that stands for its period: the only one, or the only reported one.
        standing = candidates if len(candidates) == 1 else reported
        if len(standing) != 1:
            continue
        # A sum of some months that lies between two years does not part them.
        run = next((one for one in found if _joins(one[-1], standing[0])), None)
        if run:
            run.append(standing[0])
        else:
            found.append([standing[0]])
    return tuple(tuple(run) for run in found if len(run) > 1)


def _joins(last: Point, point: Point) -> bool:
    """Whether a period begins where another ends, and is as long."""
    return abs(last.end - point.begin) < 2 * DAY and abs(_length(last) - _length(point)) < 4 * DAY


def _length(point: Point) -> float:
    return point.end - point.begin


def _strength(one: Series) -> tuple[bool, int, int, str]:
    """Statistics offices first, then those with most values that a line joins."""
    joined = sum(map(len, one.runs))
    is_office = joined > 0 and one.reporter.lower().split()[-1:] == [_OFFICE]
    return not is_office, -joined, -len(one.points), one.reporter


def goal_of(panel: Panel) -> Goal | None:
    """The last target ahead, and the last value reported by the first series for a period as long; None without."""
    if not panel.series or not panel.targets:
        return None
    target = panel.targets[-1]
    # Months and years are of different lengths; a hundredth of a year is four days.
    alike = [point for point in panel.series[0].points
             if point.is_reported and abs(_length(point) - _length(target)) < 0.02]  # fmt: skip
    if not alike or target.x <= alike[-1].x or target.value <= 0:
        return None
    return Goal(alike[-1], target, alike[-1].value / target.value)


def value_ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers, about so many, from at most the lowest value to at least the highest, and 0 among them."""
    low, high = min(0.0, low), max(0.0, high)
    if low == high:
        return [0.0, 1.0]
    before, step = 0.0, _step(low, high, about)
    while step != before:
        low, high, before = floor(low / step) * step, ceil(high / step) * step, step
        step = _step(low, high, about)
    return [round(nth * step, 12) for nth in range(round(low / step), round(high / step) + 1)]


def _step(low: float, high: float, about: int) -> float:
    """The 1, 2 or 5 times a power of ten nearest to an even part, as d3's `ticks` takes it."""
    part = (high - low) / about
    power = 10.0 ** floor(log10(part))
    # Half way between two steps, as factors.
    factor = next((step for step, most in ((1, 2**0.5), (2, 10**0.5), (5, 50**0.5)) if part / power < most), 10)
    return factor * power


def year_ticks(years: tuple[int, int], most: float = 8) -> list[int]:
    """Years to label: all if they fit, else every second, fifth or tenth."""
    first, last = years
    step = next((step for step in (1, 2, 5, 10, 20, 50) if (last - first) / step < most), 100)
    return list(range(-(-first // step) * step, last + 1, step))
