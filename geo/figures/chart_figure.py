"""An indicator as a figure: a chart for each unit with a course to see and its legend, the other values in lines."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from geo.figures import telling
from geo.figures.chart import WEAK, chart, color_of, dash_of, sign
from geo.figures.chart_words import ChartWords
from geo.figures.letters import LINE, width, wrapped
from geo.figures.look import Style
from geo.figures.pen import element, group, lines_of_text
from geo.figures.picture import Figure
from geo.figures.projection import Box
from geo.figures.series import Panel, panels
from geo.figures.stacked import Asked, Body, Head, NothingToDraw, stacked
from geo.frames import rows_of
from geo.i18n import message, text_in
from geo.selection import select

TEXT = 8.6
HEADING = 9.4
GAP = 14.0
# Charts are no lower than this; where a sheet has no height, they have so much of their width.
LEAST, MOST = 130.0, 0.56
TWO_FROM = 560.0  # width in which two charts stand side by side
# Of a sign on its line, and of a sign alone.
_SWATCH, _MARK = 34.0, 18.0


def chart_figure(asked: Asked) -> Figure:
    """The charts of the one indicator of a slice.

    Raises
    ------
    NothingToDraw
        The slice has no values, or those of several indicators.
    """
    observed = sorted(set(asked.atlas.observations["indicator"]))
    rows = [row for row in rows_of(asked.atlas.indicators) if row["id"] in observed]
    if not rows:
        raise NothingToDraw("figure.no_indicator")
    if len(rows) > 1:
        raise NothingToDraw("figure.many_indicators", ids=", ".join(row["id"] for row in rows))
    [row] = rows
    only = select(asked.atlas, ids=[row["id"]])
    title = (text_in(row, "name", asked.lang) or (row["id"],))[0]
    body = partial(_body, asked, panels(rows_of(only.observations)))
    return stacked(asked, Head(title, telling.read_text(only, asked.lang), only), body)


def _body(asked: Asked, all_: Sequence[Panel], box: Box) -> Body:
    words = ChartWords.of(asked.atlas, asked.lang)
    drawn = [panel for panel in all_ if panel.is_worth_drawing]
    rest = [panel for panel in all_ if not panel.is_worth_drawing]
    lines = [line for panel in rest for point in panel.points for line in wrapped(words.row(point), box.width, TEXT)]
    below = len(lines) * TEXT * LINE + (8 if lines else 0)
    across = 2 if len(drawn) > 1 and box.width >= TWO_FROM else 1
    rows = -(-len(drawn) // across)
    each = (box.height - below - 4) / rows - GAP if rows else 0.0
    parts, boxes, y = [], [], box.y + 4
    for nth in range(rows):
        cells = drawn[nth * across : (nth + 1) * across]
        column = (box.width - GAP * (across - 1)) / across
        made = [_cell(asked, words, panel, Box(box.x + at * (column + GAP), y, column, each))
                for at, panel in enumerate(cells)]  # fmt: skip
        parts += [cell.svg for cell in made]
        boxes += [one for cell in made for one in cell.boxes]
        y += max(cell.height for cell in made) + GAP
    parts.append(lines_of_text(lines, box.x, y, TEXT, asked.style["ink"]))
    told = [message("figure.alt.chart", asked.lang), *(text for panel in drawn for text in _told(words, panel))]
    told += [text for panel in rest for text in words.described(panel)]
    listing = [words.row(point) for panel in all_ for point in panel.points]
    return Body("".join(parts), y + below - box.y, told, listing, boxes)


def _told(words: ChartWords, panel: Panel) -> Iterator[str]:
    goal = words.goal(panel)
    if goal:
        yield f"{goal}."
    yield from words.described(panel)


class _Cell(NamedTuple):
    svg: str
    height: float
    boxes: Sequence[Box]


def _cell(asked: Asked, words: ChartWords, panel: Panel, box: Box) -> _Cell:
    """A chart below its unit and how far the target is, above its legend; as high as asked, if that can be."""
    style, y, drawn = asked.style, box.y, ""
    heads = ((words.unit(panel.unit), "quiet", False), (words.goal(panel), "ink", True))
    for text, color, bold in heads:
        lines = wrapped(text, box.width, HEADING, bold=bold)
        drawn += lines_of_text(lines, box.x, y, HEADING, style[color], bold=bold)
        y += len(lines) * HEADING * LINE + (3 if lines else 0)
    key, low = _legend(asked, words, panel, box.width)
    height = max(LEAST, box.height - (y - box.y) - low if box.height > 0 else MOST * box.width)
    plot, boxes = chart(panel, Box(box.x, y, box.width, height), words, style)
    legend = group(key, transform=f"translate({box.x:.1f} {y + height + 4:.1f})")
    return _Cell(drawn + plot + legend, y + height + low - box.y, boxes)


def _legend(asked: Asked, words: ChartWords, panel: Panel, room: float) -> tuple[str, float]:
    """Signs with their words, one after the other in lines, and how high they are."""
    x = y = 0.0
    drawn = ""
    for sample, swatch, text in _entries(asked, words, panel):
        lines = wrapped(text, room - swatch, TEXT)
        across = swatch + max(width(line, TEXT) for line in lines) + 12
        if x and x + across - 12 > room:
            x, y = 0.0, y + TEXT * LINE + 2
        drawn += group(sample, transform=f"translate({x + (swatch - 6) / 2:.1f} {y + 6:.1f})") if sample else ""
        drawn += lines_of_text(lines, x + swatch, y, TEXT, asked.style["ink"])
        x += across
        if len(lines) > 1:
            x, y = 0.0, y + len(lines) * TEXT * LINE + 2
    return drawn, y + TEXT * LINE + 6


def _entries(asked: Asked, words: ChartWords, panel: Panel) -> Iterator[tuple[str, float, str]]:
    """Signs, how wide each is, and their words."""
    style, lang = asked.style, asked.lang
    strong = [one for one in panel.series if one.is_strong]
    for nth, one in enumerate(strong):
        sample = (_sample(nth, style), _SWATCH) if one.runs else (sign(nth, style), _MARK)
        yield *sample, words.reporter(one.reporter)
    if len(panel.series) > len(strong):
        yield sign(WEAK, style), _MARK, message("figure.others", lang)
    if panel.targets:
        yield sign(None, style), _MARK, message("basis.target", lang)
    if any(not point.is_reported for one in panel.series for point in one.points):
        yield "", 0.0, message("chart.hollow", lang)


def _sample(nth: int, style: Style) -> str:
    line = element("path", d="M-14 0H14", stroke=color_of(nth, style), stroke_width=1.75, stroke_dasharray=dash_of(nth))
    return line + sign(nth, style)
