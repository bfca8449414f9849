"""Indicators with the distance to the target."""

from collections.abc import Iterator

from geo.i18n.format import number
from geo.reports.brief import Block, Heading, Line, Paragraph, Table, cited, joined, line
from geo.reports.goals import Goal, Value, goals, unit_text, value_text
from geo.reports.wording import Words


def indicators(words: Words) -> Iterator[Block]:
    """A table: a row for each indicator and unit."""
    found = [goal for goal in goals(words) if goal.latest or goal.target]
    if not found:
        return
    yield Heading(1, line(words.say("report.indicators")))
    keys = ("report.indicator", "report.newest", "card.reporter", "basis.target", "report.distance", "card.sources")
    rows = tuple(_row(words, goal) for goal in found)
    caption = line(words.say("report.indicators_caption"))
    yield Table(caption, tuple(map(words.say, keys)), rows, (0.22, 0.18, 0.18, 0.15, 0.14, 0.13))
    yield Paragraph(line(words.say("report.indicators_note")), is_small=True)


def _row(words: Words, goal: Goal) -> tuple[Line, ...]:
    latest, target = goal.latest, goal.target
    values = [value for value in (latest, target) if value]
    return (
        words.name(goal.entry),
        _dated(words, latest),
        _by(words, latest),
        _dated(words, target),
        line(_distance(words, goal)),
        cited(value.row["source"] for value in values),
    )


def _dated(words: Words, value: Value | None) -> Line:
    if value is None:
        return line("–")
    return line(f"{value_text(words, value)}, {words.date(value.row['period'])}")


def _by(words: Words, value: Value | None) -> Line:
    """Who says so, and what it is worth."""
    if value is None:
        return line("–")
    return joined([words.phrase(value.row["reporter"]), line(f"({words.say('basis.' + value.row['basis'])})")])


def _distance(words: Words, goal: Goal) -> str:
    """How much of the target is reached and what is left; that they do not compare, where they do not."""
    if goal.target is None:
        return "–"
    if goal.share is None or goal.latest is None:
        return words.say("report.not_comparable")
    left = max(0.0, goal.target.row["value"] - goal.latest.row["value"])
    told = number(left, words.lang, 2 if left < 100 else 0)
    share = number(goal.share * 100, words.lang)
    return words.say("report.reached", share=share, left=f"{told} {unit_text(words, goal.target.row['unit'])}")
