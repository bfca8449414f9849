"""Indicators with the distance to the target, and the charts of those that have one."""

from collections.abc import Iterator

from geo.figures import figure
from geo.figures.chart_words import ChartWords
from geo.figures.pen import plain
from geo.figures.series import Point
from geo.formats import FigurePreset
from geo.i18n.format import number
from geo.reports.brief import Block, Heading, Line, Paragraph, Picture, Table, cited, joined, line
from geo.reports.goals import Measured, measured
from geo.reports.wording import Entry, Words
from geo.selection import select


def indicators(words: Words, preset: FigurePreset) -> Iterator[Block]:
    """A table: a row for each indicator and unit; then a chart of each that is measured by a target."""
    found = measured(words)
    if not found:
        return
    yield Heading(1, line(words.say("report.indicators")))
    keys = ("report.indicator", "report.newest", "card.reporter", "basis.target", "report.distance", "card.sources")
    said = ChartWords.of(words.atlas, words.lang)
    rows = tuple(_row(words, said, one) for one in found)
    caption = line(words.say("report.indicators_caption"))
    yield Table(caption, tuple(map(words.say, keys)), rows, (0.22, 0.18, 0.18, 0.15, 0.14, 0.13))
    yield Paragraph(line(words.say("report.indicators_note")), is_small=True)
    for entry in dict.fromkeys(one.entry.thing.id for one in found if one.goal and one.panel.is_worth_drawing):
        yield _chart(words, entry, preset)


def _chart(words: Words, id_: str, preset: FigurePreset) -> Picture:
    entry: Entry = next(entry for entry in words.entries if entry.thing.id == id_)
    drawn = figure(select(words.atlas, ids=[id_]), words.lang, preset, kind="indicator")
    return Picture(drawn, words.name(entry, is_strong=False))


def _row(words: Words, said: ChartWords, one: Measured) -> tuple[Line, ...]:
    latest, target = one.latest, one.target
    return (
        words.name(one.entry),
        _dated(said, latest),
        _by(words, latest),
        _dated(said, target),
        line(_distance(words, said, one)),
        cited(point.row["source"] for point in (latest, target) if point),
    )


def _dated(said: ChartWords, point: Point | None) -> Line:
    return line(f"{plain(said.amount(point))}, {said.when(point)}" if point else "–")


def _by(words: Words, point: Point | None) -> Line:
    """Who says so, and what it is worth."""
    if point is None:
        return line("–")
    return joined([words.phrase(point.row["reporter"]), line(f"({words.say('basis.' + point.row['basis'])})")])


def _distance(words: Words, said: ChartWords, one: Measured) -> str:
    """How much of the target is reached and what is left; that they do not compare, where they do not."""
    if one.target is None:
        return "–"
    if one.goal is None:
        return words.say("report.not_comparable")
    left = max(0.0, one.goal.target.value - one.goal.latest.value)
    share = number(round(one.goal.share * 100), words.lang)
    return words.say("report.reached", share=share, left=f"{said.value(left)} {said.unit(one.panel.unit)}")
