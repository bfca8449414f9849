"""Indicators: the newest value of each, and how far it is from what was promised.

Reporters are never mixed and units never share a row; a value is measured by a target only where both are of one kind.
The same answers as the page's `charts/series.ts` and `charts/goal.ts`.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from math import isfinite
from typing import NamedTuple

from geo.dates import span
from geo.frames import rows_of
from geo.i18n.format import number
from geo.model import Json
from geo.reports.brief import Line, cited, joined
from geo.reports.wording import Entry, Words

_DAY = 1 / 365.25
# What the data call the offices that count for a state.
_OFFICE = re.compile(r"\bstatistics$", re.IGNORECASE)


class Value(NamedTuple):
    """One row of `indicators.csv`, and its period from the first day to the end of the last, in years."""

    row: Json
    start: float
    end: float

    @property
    def middle(self) -> float:
        """The middle of its period."""
        return (self.start + self.end) / 2

    def is_as_long_as(self, other: "Value") -> bool:
        """Months and years are of different lengths; a hundredth of a year is four days."""
        return abs((self.end - self.start) - (other.end - other.start)) < 0.02


class Goal(NamedTuple):
    """An indicator in one unit: its newest value, its last target and the value's share of it, where they compare."""

    entry: Entry
    latest: Value | None
    target: Value | None
    share: float | None


def goals(words: Words) -> list[Goal]:
    """One of each indicator and unit, in the order of the indicators, the unit with most values first."""
    values = [value for row in rows_of(words.atlas.observations) if (value := _value(row)) is not None]
    found: list[Goal] = []
    for entry in words.entries:
        if entry.thing.layer.kind == "indicator":
            own = [value for value in values if value.row["indicator"] == entry.thing.id]
            units = dict.fromkeys(value.row["unit"] for value in own)
            by_unit = [[value for value in own if value.row["unit"] == unit] for unit in units]
            found += [_goal(entry, group) for group in sorted(by_unit, key=len, reverse=True)]
    return found


def _value(row: Json) -> Value | None:
    when = span(row["period"])
    if when is None or not isfinite(row["value"]):
        return None
    start = when.first.year + (when.first.timetuple().tm_yday - 1) * _DAY
    end = when.last.year + 1 if (when.last.month, when.last.day) == (12, 31) else (
        when.last.year + when.last.timetuple().tm_yday * _DAY
    )  # fmt: skip
    return Value(row, start, end)


def _goal(entry: Entry, values: Sequence[Value]) -> Goal:
    ordered = sorted(values, key=lambda value: (value.middle, value.end))
    targets = [value for value in ordered if value.row["basis"] == "target"]
    series = _main_series([value for value in ordered if value.row["basis"] != "target"])
    reported = [value for value in series if value.row["basis"] == "reported"]
    target = targets[-1] if targets else None
    if target and target.row["value"] > 0:
        latest = next((value for value in reversed(reported) if value.is_as_long_as(target)), None)
        if latest and latest.middle < target.middle:
            return Goal(entry, latest, target, latest.row["value"] / target.row["value"])
    newest = reported or series
    return Goal(entry, newest[-1] if newest else None, target, None)


def _main_series(values: Sequence[Value]) -> list[Value]:
    """Those of the reporter a chart is about: a statistics office, else who has most values that a line joins."""
    by_reporter: dict[str, list[Value]] = {}
    for value in values:
        by_reporter.setdefault(value.row["reporter"], []).append(value)

    def rank(reporter: str) -> tuple[bool, int, int, str]:
        own = by_reporter[reporter]
        joins = _joined(own)
        return not (joins and _OFFICE.search(reporter)), -joins, -len(own), reporter

    return by_reporter[min(by_reporter, key=rank)] if by_reporter else []


def _joined(values: Sequence[Value]) -> int:
    """How many values a line joins: neighbouring periods of one length, one value each."""
    runs: list[list[Value]] = []
    for _, group in groupby(sorted(values, key=lambda one: (one.middle, one.row["period"])), lambda v: v.row["period"]):
        several = list(group)
        stated = [value for value in several if value.row["basis"] == "reported"]
        if not (len(several) == 1 or len(stated) == 1):
            continue
        point = (stated if len(several) > 1 else several)[0]
        run = next((run for run in runs if _follows(run[-1], point)), None)
        if run is None:
            runs.append([point])
        else:
            run.append(point)
    return sum(len(run) for run in runs if len(run) > 1)


def _follows(last: Value, point: Value) -> bool:
    return (
        abs(last.end - point.start) < 2 * _DAY and abs((last.end - last.start) - (point.end - point.start)) < 4 * _DAY
    )


def value_text(words: Words, value: Value) -> str:
    """A value with its unit."""
    digits = 2 if abs(value.row["value"]) < 100 else 0
    return f"{number(value.row['value'], words.lang, digits)} {unit_text(words, value.row['unit'])}"


def unit_text(words: Words, unit: str) -> str:
    """A unit in the reader's language where the catalogues can write it, else as the data have it."""
    key = f"unit.{re.sub(r'[^a-z0-9]+', '_', unit.lower()).rstrip('_')}"
    said = words.say(key)
    return unit if said == key else said


def goal_text(words: Words, goal: Goal) -> Line:
    """What was reached, by whose count, and how much of the target that is, in a sentence."""
    latest, target = goal.latest, goal.target
    if latest is None or target is None or goal.share is None:
        return ()
    text = words.filled(
        "chart.goal",
        value=value_text(words, latest),
        period=words.date(latest.row["period"]),
        reporter=words.phrase(latest.row["reporter"]),
        share=number(goal.share * 100, words.lang),
        target=value_text(words, target),
        year=words.date(target.row["period"]),
    )
    named = joined([words.name(goal.entry), text], ": ")
    return joined([named, cited([latest.row["source"], target.row["source"]])])
