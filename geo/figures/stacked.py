"""A figure that is no map: title and facts, what it is about, and credits, below each other."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from geo.errors import AtlasError, Place, Problem, Value
from geo.figures import telling
from geo.figures.letters import LINE, wrapped
from geo.figures.look import Style
from geo.figures.pen import document, element, lines_of_text, plain
from geo.figures.picture import Figure
from geo.figures.projection import Box
from geo.figures.sheet import FACTS, FOOT, MARGIN, PRESETS, TITLE
from geo.formats import FigurePreset
from geo.model import Atlas
from geo.vocabulary import Language


class NothingToDraw(AtlasError, ValueError):
    """The part of the atlas has not what the figure is of, or too much of it."""

    def __init__(self, key: str, **values: Value) -> None:
        super().__init__([Problem(Place(), key, values)])


class Asked(NamedTuple):
    """A figure somebody asked for, of an enriched atlas."""

    atlas: Atlas
    lang: Language
    preset: FigurePreset
    style: Style
    title: str | None = None


class Body(NamedTuple):
    """What stands between head and foot: drawing, height, the same in words, what the text beside it adds, boxes."""

    svg: str
    height: float
    told: Sequence[str]
    listing: Sequence[str] = ()
    boxes: Sequence[Box] = ()


class Head(NamedTuple):
    """What stands above: a title, facts, and the part of the atlas whose sources stand below."""

    title: str
    facts: Sequence[str]
    only: Atlas


def stacked(asked: Asked, head: Head, draw: Callable[[Box], Body]) -> Figure:
    """A figure as high as it comes to.

    Parameters
    ----------
    draw
        The body in a box, whose height is what the sheet has left: 0 where a preset has no height.
    """
    lang, style, preset = asked.lang, asked.style, PRESETS[asked.preset]
    width = preset.width / preset.unit
    title = plain(asked.title or "") or plain(head.title)
    # No ground is drawn, so none is credited.
    foot = [telling.sources_text(head.only, lang), telling.credits_text(replace(asked.atlas, basemap=None), lang)]
    above, top = _above(title, head.facts, width, style)
    below = [line for text in foot if text for line in wrapped(plain(text), width - 2 * MARGIN, FOOT)]
    low = 10 + len(below) * FOOT * LINE + MARGIN * 0.6
    left = 0.0 if preset.height is None else preset.height / preset.unit - top - low
    body = draw(Box(MARGIN, top, width - 2 * MARGIN, max(0.0, left)))
    bottom = top + body.height
    height = bottom + low
    alt = plain(" ".join([f"{title}.", *body.told]))
    svg = document(
        width * preset.unit, height * preset.unit, (width, height), lang, title, alt,
        element("rect", width=width, height=height, fill=style["paper"]), above, body.svg,
        lines_of_text(below, MARGIN, bottom + 10, FOOT, style["quiet"]),
    )  # fmt: skip
    told = [*map(plain, body.told), *(["", *map(plain, body.listing)] if body.listing else [])]
    text = "\n".join([title, "", *told, "", *head.facts, *filter(None, foot), ""])
    return Figure(svg, alt, text, width * preset.unit, height * preset.unit, lang, title, asked.atlas.edition,
                  style["paper"], (), Box(0, 0, width, height), tuple(body.boxes))  # fmt: skip


def _above(title: str, facts: Sequence[str], width: float, style: Style) -> tuple[str, float]:
    """Title and facts, and where what follows them begins."""
    drawn, y = "", MARGIN * 0.75
    for texts, size, color, bold in (((title,), TITLE, style["ink"], True), (facts, FACTS, style["quiet"], False)):
        lines = [line for text in texts for line in wrapped(plain(text), width - 2 * MARGIN, size, bold=bold)]
        drawn += lines_of_text(lines, MARGIN, y, size, color, bold=bold)
        y += len(lines) * size * LINE + 4
    return drawn, y
