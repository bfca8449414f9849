"""The crossings beside each other as a figure: a sign and a word for each answer, where there is little room signs."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from geo.figures import telling
from geo.figures.access_signs import access_sign
from geo.figures.crossings import QUESTIONS, CrossingRow, crossing_rows, told
from geo.figures.letters import LINE, width, words_of, wrapped
from geo.figures.look import Style
from geo.figures.pen import element, group, line_of_text, lines_of_text
from geo.figures.picture import Figure
from geo.figures.projection import Box
from geo.figures.stacked import Asked, Body, Head, NothingToDraw, stacked
from geo.i18n import message
from geo.i18n.format import count
from geo.selection import select
from geo.vocabulary import ACCESSES

TEXT = 8.6
PAD = 4.0  # above and below what a row holds
GAP = 8.0  # between columns
_SIGN = 13.0
# As on the page: where there is less room, signs stand alone and what has the most letters is left out.
WIDE_FROM = 600.0
# Shares of what answers leave: name, hours, state, capacity; and of the whole width where signs stand alone.
_WIDE = (0.32, 0.13, 0.29, 0.26)
_NARROW = (0.33, 0.065, 0.065, 0.065, 0.165, 0.31)
_UPRIGHT = 84.0  # the longest heading that stands upright


class Cell(NamedTuple):
    """What a cell holds: lines with whether each is quiet, after a sign if it is an answer."""

    lines: Sequence[tuple[str, bool]]
    answer: str | None = None
    bold: bool = False


def table_figure(asked: Asked) -> Figure:
    """The crossings of a slice as a table.

    Raises
    ------
    NothingToDraw
        The slice has no crossings.
    """
    rows = crossing_rows(asked.atlas, asked.lang)
    if not rows:
        raise NothingToDraw("figure.no_crossings")
    only = select(asked.atlas, kind=["crossing"])
    used = [row for row in rows if row.is_used]
    known: dict[str, Any] = {"n": sum(1 for row in used if row.hours), "total": len(used)}
    told_first = [count("count.features", len(rows), asked.lang), message("crossings.hours_known", asked.lang, **known)]
    facts = [" · ".join([*told_first, *telling.read_text(only, asked.lang)])]
    return stacked(asked, Head(message("crossings.heading", asked.lang), facts, only), partial(_body, asked, rows))


def _body(asked: Asked, rows: Sequence[CrossingRow], box: Box) -> Body:
    style, lang = asked.style, asked.lang
    is_wide = box.width >= WIDE_FROM
    widths = _widths(asked, rows, box.width) if is_wide else [box.width * share for share in _NARROW]
    lefts = [box.x + sum(widths[:nth]) for nth in range(len(widths))]
    rooms = [across - GAP for across in widths]
    heads, y = _heads(asked, lefts, rooms, box.y + 6, is_wide=is_wide)
    parts = [heads, _rule(box, y, style, "control")]
    for row in rows:
        cells = list(_cells(asked, row, rooms, is_wide=is_wide))
        height = max(max(len(cell.lines), 1) for cell in cells) * TEXT * LINE + 2 * PAD
        drawn = [_drawn(cell, left, y + PAD, style) for cell, left in zip(cells, lefts, strict=True)]
        y += height
        parts += [*drawn, _rule(box, y, style, "line")]
    key, below = _key(asked, box, y + 8)
    note = wrapped(message("crossings.note", lang), box.width, TEXT)
    parts += [key, lines_of_text(note, box.x, below, TEXT, style["quiet"])]
    return Body("".join(parts), below + len(note) * TEXT * LINE - box.y, [told(row, lang) for row in rows])


def _widths(asked: Asked, rows: Sequence[CrossingRow], across: float) -> list[float]:
    """How wide the columns are: those of answers so wide that no word is broken, the others share what is left."""
    answers = []
    for nth, question in enumerate(QUESTIONS):
        said = {answer for row in rows for answer in row.answers[nth : nth + 1]}
        words = [word for answer in said for word in words_of(message(f"access.{answer}", asked.lang))]
        heads = words_of(message(f"card.{question}", asked.lang))
        needed = [_SIGN + width(word, TEXT) for word in words] + [width(word, TEXT, bold=True) for word in heads]
        answers.append(max(needed) + GAP + 1)
    name, *others = ((across - sum(answers)) * share for share in _WIDE)
    return [name, *answers, *others]


def _heads(
    asked: Asked, lefts: Sequence[float], rooms: Sequence[float], top: float, *, is_wide: bool
) -> tuple[str, float]:
    """The headings, those of signs alone upright, and where they end."""
    keys = ["kind.crossing", *(f"card.{question}" for question in QUESTIONS), "card.hours", "card.status"]
    keys += ["crossings.capacity"] if is_wide else []
    upright = range(1, 4) if not is_wide else ()
    texts = [message(key, asked.lang) for key in keys]
    folded = [wrapped(text, _UPRIGHT if nth in upright else rooms[nth], TEXT, bold=True)
              for nth, text in enumerate(texts)]  # fmt: skip
    heights = [max(width(line, TEXT, bold=True) for line in lines) if nth in upright else len(lines) * TEXT * LINE
               for nth, lines in enumerate(folded)]  # fmt: skip
    low = top + max(heights)
    drawn = ""
    for nth, (lines, left) in enumerate(zip(folded, lefts, strict=True)):
        if nth in upright:
            words = lines_of_text(lines, 0, 0, TEXT, asked.style["quiet"], bold=True)
            drawn += group(words, transform=f"translate({left:.1f} {low:.1f}) rotate(-90)")
        else:
            top_of = low - len(lines) * TEXT * LINE
            drawn += lines_of_text(lines, left, top_of, TEXT, asked.style["quiet"], bold=True)
    return drawn, low + 4


def _cells(asked: Asked, row: CrossingRow, rooms: Sequence[float], *, is_wide: bool) -> Iterator[Cell]:
    def folded(
        nth: int, *texts: tuple[str | None, bool], bold: bool = False, less: float = 0
    ) -> list[tuple[str, bool]]:
        return [(line, quiet) for text, quiet in texts if text
                for line in wrapped(text, rooms[nth] - less, TEXT, bold=bold and not quiet)]  # fmt: skip

    yield Cell(folded(0, (row.name, False), (row.modes, True), bold=True), bold=True)
    for nth, answer in enumerate(row.answers, 1):
        word = message(f"access.{answer}", asked.lang) if is_wide else None
        yield Cell(folded(nth, (word, answer in ("no", "unknown")), less=_SIGN), answer)
    yield Cell(folded(4, (row.hours, False)), None if row.hours else "unknown")
    yield Cell(folded(5, (row.state, False), (row.as_of, True)))
    if is_wide:
        texts = [(text, False) for text in row.capacity]
        yield Cell(folded(6, *texts), None if texts else "unknown")


def _drawn(cell: Cell, x: float, y: float, style: Style) -> str:
    drawn = access_sign(cell.answer, x + 4.5, y + TEXT * 0.64, style) if cell.answer else ""
    for nth, (line, is_quiet) in enumerate(cell.lines):
        drawn += line_of_text(
            line, x + (_SIGN if cell.answer else 0), y + TEXT * (0.95 + LINE * nth), TEXT,
            style["quiet" if is_quiet else "ink"], bold=cell.bold and not is_quiet,
        )  # fmt: skip
    return drawn


def _rule(box: Box, y: float, style: Style, color: str) -> str:
    return element("path", d=f"M{box.x:.1f} {y:.1f}H{box.right:.1f}", stroke=style[color], stroke_width=0.7)


def _key(asked: Asked, box: Box, y: float) -> tuple[str, float]:
    """What the signs mean, in a line or two, and where that ends."""
    drawn, x = "", box.x
    for answer in ACCESSES:
        text = message(f"access.{answer}", asked.lang)
        across = _SIGN + width(text, TEXT) + 14
        if x > box.x and x + across - 14 > box.right:
            x, y = box.x, y + TEXT * LINE + 2
        drawn += access_sign(answer, x + 4.5, y + TEXT * 0.64, asked.style)
        drawn += line_of_text(text, x + _SIGN, y + TEXT * 0.95, TEXT, asked.style["quiet"])
        x += across
    return drawn, y + TEXT * LINE + 6
