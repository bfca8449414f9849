"""A figure's sheet: how large each preset is, and where title, map, legend, key and credits stand on it.

A drawing has units of its own: 1 on A4, larger on what is looked at from further away, smaller in a column of text.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from geo.figures.blocks import Block, Flow, flow
from geo.figures.letters import LINE, wrapped
from geo.figures.look import Style
from geo.figures.pen import lines_of_text
from geo.figures.projection import Box
from geo.formats import FigurePreset

MARGIN = 16.0
TITLE, FACTS, FOOT = 16.0, 9.4, 7.4
SIDE = 188.0  # width of a legend beside the map
GAP = 12.0
COLUMN = 158.0  # least width of a column of the key
MOST_STRIP = 0.34  # of the sheet that the key below the map may take
MOST_TALL = 560.0  # of a key in a column of text, whose sheet grows with it
KEY_SPARE = 12.0  # a key so near its limit has no room for another line
SCALES = (1.0, 0.93, 0.86, 0.79, 0.72, 0.66, 0.6, 0.55, 0.5, 0.45)


# The rows of a legend for a width and a scale of its letters.
LegendMaker = Callable[[float, float], list[Block]]


class Preset(NamedTuple):
    """Width and height in CSS pixels (96 an inch), None as high as it comes to; pixels a unit of the drawing.

    `most_key` is how high, in units, the key of one may grow that is as high as it comes to.
    """

    width: float
    height: float | None
    unit: float
    most_key: float = MOST_TALL


PRESETS: Mapping[FigurePreset, Preset] = {
    "column": Preset(321, None, 0.78),  # 85 mm, a column of a journal
    "page": Preset(
        642.5, None, 1.04, 110.0
    ),  # 170 mm, between the margins of an upright sheet, with room for a heading
    "a4": Preset(1122.5, 793.7, 1.15),
    "a3": Preset(1587.4, 1122.5, 1.3),
    "16x9": Preset(1280, 720, 1.3),
    "square": Preset(1080, 1080, 1.5),
    "card": Preset(1200, 630, 1.5),  # what networks show beside a link: exactly so large
}


class Sheet(NamedTuple):
    """Where everything stands, in units of the drawing."""

    size: tuple[float, float]
    map_box: Box
    words: str  # title, facts and credits, drawn
    legend: str
    strip: Box  # room for the key
    is_full: bool  # the key may have no more


class Asked(NamedTuple):
    """What a sheet has to hold; `legend` makes its rows for a width and a scale."""

    title: str
    facts: str
    foot: Sequence[str]
    legend: LegendMaker
    aspect: float  # width to height of what the map shows


def lay_out(preset: Preset, asked: Asked, key: Sequence[Block], style: Style) -> Sheet:
    """A sheet with a place for everything; the key has as much room as it needs and the map can spare."""
    width = preset.width / preset.unit
    inside = width - 2 * MARGIN
    title = wrapped(asked.title, inside, TITLE, bold=True)
    facts = wrapped(asked.facts, inside, FACTS)
    foot = [line for text in asked.foot for line in wrapped(text, inside, FOOT)]
    top = MARGIN * 0.75 + len(title) * TITLE * LINE + 2 + len(facts) * FACTS * LINE + 7
    foot_height = len(foot) * FOOT * LINE + MARGIN * 0.6
    if preset.height is None:
        map_box, legend, strip = _tall(width, top, asked, key, preset.most_key)
        height, is_full = strip.bottom + 2 + foot_height, strip.height >= preset.most_key
    else:
        height = preset.height / preset.unit
        most = (height - foot_height - top) * MOST_STRIP
        map_box, legend, strip = _fixed(width, top, height - foot_height, asked, key)
        is_full = strip.height > most - KEY_SPARE
    words = (
        lines_of_text(title, MARGIN, MARGIN * 0.75, TITLE, style["ink"], bold=True)
        + lines_of_text(facts, MARGIN, MARGIN * 0.75 + len(title) * TITLE * LINE + 2, FACTS, style["quiet"])
        + lines_of_text(foot, MARGIN, height - foot_height + 4, FOOT, style["quiet"])
    )
    return Sheet((width, height), map_box, words, legend, strip, is_full)


def key_columns(width: float) -> tuple[int, float]:
    """How many columns a key has in a width, and how wide each is."""
    columns = max(1, int(width // COLUMN))
    return columns, width / columns


def flow_height(key: Sequence[Block], inside: float, most: float) -> float:
    """How high a key is in a width, at most."""
    columns, column = key_columns(inside)
    placed = flow(key, columns, column, most)
    return placed.height if len(placed.places) == len(key) else most


def _fixed(width: float, top: float, bottom: float, asked: Asked, key: Sequence[Block]) -> tuple[Box, str, Box]:
    """Legend beside the map or below it, whichever shows the ground larger."""
    inside = width - 2 * MARGIN
    strips = [_strip(key, bottom, room, (bottom - top) * MOST_STRIP) for room in (inside, inside - SIDE - GAP)]
    low, beside_low = (strip.y - (8.0 if strip.height else 0.0) for strip in strips)
    beside = Box(MARGIN, top, inside - SIDE - GAP, beside_low - top)
    rows, under = _below(inside, asked.legend)
    over = Box(MARGIN, top, inside, low - top - under.height - 8)
    if _scale(over, asked.aspect) > 1.02 * _scale(beside, asked.aspect):
        return over, under.drawn(rows, MARGIN, over.bottom + 8), strips[0]
    rows, side = _beside(asked.legend, bottom - top)
    return beside, side.drawn(rows, beside.right + GAP, top), strips[1]


def _strip(key: Sequence[Block], bottom: float, room: float, most: float) -> Box:
    height = flow_height(key, room, most)
    return Box(MARGIN, bottom - height, room, height)


def _tall(width: float, top: float, asked: Asked, key: Sequence[Block], most: float) -> tuple[Box, str, Box]:
    """All below each other, as high as it comes to."""
    inside = width - 2 * MARGIN
    box = Box(MARGIN, top, inside, inside / min(max(asked.aspect, 0.85), 1.6))
    rows, legend = _below(inside, asked.legend)
    low = box.bottom + 8 + legend.height + 8
    return (
        box,
        legend.drawn(rows, MARGIN, box.bottom + 8),
        Box(MARGIN, low, inside, flow_height(key, inside, most)),
    )


def _scale(box: Box, aspect: float) -> float:
    return min(box.width / aspect, box.height)


def _beside(legend: LegendMaker, most: float) -> tuple[list[Block], Flow]:
    """A legend of one column, its letters as large as the height allows."""
    for scale in SCALES:
        rows = legend(SIDE, scale)
        if sum(row.height + row.before for row in rows) <= most:
            break
    return rows, flow(rows, 1, SIDE, max(most, sum(row.height + row.before for row in rows)))


def _below(inside: float, legend: LegendMaker) -> tuple[list[Block], Flow]:
    columns = max(1, int(inside // 172))
    rows = legend(inside / columns - 6, 0.93)
    return rows, flow(rows, columns, inside / columns, 10_000)
