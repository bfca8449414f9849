"""The legend of what is shown, as the page's: sectors with how many there are, and what marks and lines mean."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from geo.figures.blocks import Block
from geo.figures.letters import LINE, wrapped
from geo.figures.look import Style
from geo.figures.marks import LineLook, MarkLook, crowd, line, mark, pin
from geo.figures.pen import element, group, line_of_text, lines_of_text
from geo.figures.things import Thing
from geo.i18n import message
from geo.i18n.format import number
from geo.model import Atlas
from geo.vocabulary import PHASES, PRECISIONS, Language, Phase

TEXT = 9.2
SWATCH = 28.0
COUNT_ROOM = 20.0
_GREY = "#4a5560"  # of no sector
_LINE_LABELS: dict[Phase, str] = {
    "ahead": "legend.line_proposed", "building": "legend.line_construction", "running": "legend.line_service",
    "stopped": "legend.line_suspended", "unknown": "legend.line_unknown",
}  # fmt: skip
_MARK_LABELS: dict[Phase, str] = {
    "ahead": "legend.status_mark", "building": "status.under_construction", "stopped": "legend.status_stopped",
    "unknown": "legend.line_unknown",
}  # fmt: skip
Sample = Callable[[float, float, float], str]  # by its middle, in a scale


class Shown(NamedTuple):
    """What a legend has to explain."""

    things: tuple[Thing, ...]
    has_border: bool = True
    has_groups: bool = False
    has_notes: bool = False


def blocks(atlas: Atlas, shown: Shown, style: Style, lang: Language, room: float, scale: float) -> list[Block]:
    """The rows of a legend in so much width; those of what is not drawn are left out."""
    drawn = shown.things
    parts = (
        ("legend.sectors", list(_sectors(atlas, drawn, style, lang))),
        ("legend.certainty", list(_certainty(drawn, style, lang))),
        ("legend.shapes", list(_marks(shown, style, lang))),
        ("legend.lines", list(_lines(drawn, style, lang, has_border=shown.has_border))),
    )
    found: list[Block] = []
    for heading, rows in parts:
        if rows:
            found.append(_heading(message(heading, lang), style, room, scale))
            found += [_row(sample, text, count, style, room, scale) for sample, text, count in rows]
    return found


Row = tuple[Sample, str, str]


def _sectors(atlas: Atlas, drawn: Sequence[Thing], style: Style, lang: Language) -> Iterator[Row]:
    tally = Counter(thing.sector for thing in drawn)
    for entry in atlas.sectors:
        if tally[entry.id]:
            look = MarkLook("disc", "exact", "running", entry.color, entry.icon)
            name = message(f"sector.{entry.id}", lang)
            yield _of_mark(look, style), name, number(tally[entry.id], lang)


def _of_mark(look: MarkLook, style: Style) -> Sample:
    return lambda x, y, scale: mark(look, x, y, style, scale=0.52 * scale)


def _certainty(drawn: Sequence[Thing], style: Style, lang: Language) -> Iterator[Row]:
    seen = {thing.precision for thing in drawn if thing.is_point and thing.layer.mark != "dot"}
    for precision in PRECISIONS:
        if precision in seen:
            look = MarkLook("disc", precision, "running", _GREY, "circle")
            yield _of_mark(look, style), message(f"precision.{precision}", lang), ""


def _marks(shown: Shown, style: Style, lang: Language) -> Iterator[Row]:
    points = [thing for thing in shown.things if thing.is_point]
    kinds = {thing.layer.mark for thing in points}
    if "pair" in kinds:
        yield _of_mark(MarkLook("pair", "exact", "running", _GREY, "circle"), style), message("kind.crossing", lang), ""
    if "dot" in kinds:
        for is_confirmed, label in ((True, "kind.station"), (False, "figure.unconfirmed")):
            if is_confirmed or not all(thing.is_confirmed for thing in points):
                look = MarkLook("dot", "exact", "running", _GREY, "circle", is_confirmed)
                yield _of_mark(look, style), message(label, lang), ""
    phases = {thing.phase for thing in points if thing.layer.mark != "dot"}
    for phase, label in _MARK_LABELS.items():
        if phase in phases:
            yield _of_mark(MarkLook("disc", "exact", phase, _GREY, "circle"), style), message(label, lang), ""
    if shown.has_groups:
        yield lambda x, y, scale: crowd("A", [_GREY], x, y, style, scale=0.7 * scale), message("legend.group", lang), ""
    if shown.has_notes:
        yield lambda x, y, _: pin(x, y, style), message("figure.note", lang), ""


def _lines(drawn: Sequence[Thing], style: Style, lang: Language, *, has_border: bool) -> Iterator[Row]:
    lines = [thing for thing in drawn if not thing.is_point]
    phases = {thing.phase for thing in lines}
    for phase in PHASES:
        if phase in phases:
            yield _of_line(LineLook("generalised", phase, _GREY), style), message(_LINE_LABELS[phase], lang), ""
    if any(thing.geometry_kind == "schematic" for thing in lines):
        yield _of_line(LineLook("schematic", "running", _GREY), style), message("legend.schematic", lang), ""
    if has_border:
        yield _border(style), message("legend.border", lang), ""


def _of_line(look: LineLook, style: Style) -> Sample:
    return lambda x, y, scale: group(
        line(look, [np.array([[-20.0, 0.0], [20.0, 0.0]])], style),
        transform=f"translate({x:.1f} {y:.1f}) scale({0.6 * scale:.2f})",
        fill="none",
    )


def _border(style: Style) -> Sample:
    def sample(x: float, y: float, scale: float) -> str:
        strokes = ((style["map-border-kzuz"], 4.5), (style["map-border"], 1.1))
        course = f"M{x - 12 * scale:.1f} {y:.1f}h{24 * scale:.1f}"
        return "".join(element("path", d=course, stroke=color, stroke_width=width) for color, width in strokes)

    return sample


def _heading(text: str, style: Style, room: float, scale: float) -> Block:
    size = TEXT * scale
    lines = wrapped(text, room, size, bold=True)
    return Block(
        len(lines) * size * LINE + 3 * scale,
        lambda x, y: lines_of_text(lines, x, y, round(size, 2), style["ink"], bold=True),
        is_heading=True,
        before=5 * scale,
    )


def _row(sample: Sample, text: str, count: str, style: Style, room: float, scale: float) -> Block:
    size = TEXT * scale
    swatch = SWATCH * scale
    lines = wrapped(text, room - swatch - (COUNT_ROOM * scale if count else 0) - 6, size)
    height = max(len(lines) * size * LINE, 14.5 * scale) + 1.7 * scale

    def draw(x: float, y: float) -> str:
        top = y + (height - len(lines) * size * LINE) / 2
        end = "" if not count else line_of_text(
            count, x + room - 6, top + size * 0.95, round(size, 2), style["quiet"], anchor="end"
        )  # fmt: skip
        words = lines_of_text(lines, x + swatch, top, round(size, 2), style["ink"])
        return sample(x + swatch / 2 - 2, y + height / 2 - scale, scale) + words + end

    return Block(height, draw)
