"""Indicators: the newest value of each, and how far it is from what was promised, as the charts have it."""

from typing import NamedTuple

from geo.figures.chart_words import ChartWords
from geo.figures.series import Goal, Panel, Point, goal_of, panels
from geo.frames import rows_of
from geo.i18n.format import number
from geo.reports.brief import Line, cited, joined
from geo.reports.wording import Entry, Words


class Measured(NamedTuple):
    """An indicator in one unit, and its newest value beside the target, where the two compare."""

    entry: Entry
    panel: Panel
    goal: Goal | None

    @property
    def latest(self) -> Point | None:
        """What the goal is measured from; without one the newest value of the reporter a chart is about."""
        if self.goal:
            return self.goal.latest
        own = self.panel.series[0].points if self.panel.series else ()
        reported = [point for point in own if point.is_reported]
        return next(reversed(reported or list(own)), None)

    @property
    def target(self) -> Point | None:
        """The last that was set."""
        return self.panel.targets[-1] if self.panel.targets else None


def measured(words: Words) -> list[Measured]:
    """One of each indicator and unit, in the order of the indicators, the unit with most values first."""
    rows = rows_of(words.atlas.observations)
    return [
        Measured(entry, panel, goal_of(panel))
        for entry in words.entries
        if entry.thing.layer.kind == "indicator"
        for panel in panels(row for row in rows if row["indicator"] == entry.thing.id)
    ]


def goal_text(words: Words, one: Measured) -> Line:
    """What was reached, by whose count, and how much of the target that is, in a sentence; nothing without a goal."""
    if one.goal is None:
        return ()
    said, (latest, target, share) = ChartWords.of(words.atlas, words.lang), one.goal
    text = words.filled(
        "chart.goal",
        value=said.amount(latest),
        period=said.when(latest),
        reporter=words.phrase(latest.row["reporter"]),
        share=number(round(share * 100), words.lang),
        target=said.amount(target),
        year=said.when(target),
    )
    sources = cited([latest.row["source"], target.row["source"]])
    return joined([joined([words.name(one.entry), text], ": "), sources])
