"""The map as a figure: the sheet and the map need each other's size, so both are made until they agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.figures import legend, telling
from geo.figures.blocks import Block, Flow, flow
from geo.figures.drawn_map import LaidOut, Note, look_of
from geo.figures.drawn_map import lay_out as lay_out_map
from geo.figures.letters import LINE, cut, wrapped
from geo.figures.look import Style
from geo.figures.marks import MarkLook, definitions, mark
from geo.figures.pen import document, element, line_of_text, lines_of_text, plain
from geo.figures.picture import Figure
from geo.figures.projection import LEAST_KM, Bounds, Box, fit, outline_of
from geo.figures.sheet import MARGIN, PRESETS, Asked, Sheet, key_columns, lay_out
from geo.figures.things import Thing, things
from geo.formats import FigurePreset
from geo.i18n import message
from geo.i18n.format import number
from geo.model import Atlas
from geo.vocabulary import FIRST_VIEW, PRECISION_KM, Language

KEY = 7.8  # size of the letters of a key
# The key takes room from the map, which then has room for fewer names: after so many tries the rest stands in the text.
_TRIES = 6
# Points of less than this part of what lines reach are what a map is about.
_CLOSE = 0.2


@dataclass(frozen=True)
class MapAsked:
    """A map somebody asked for."""

    atlas: Atlas
    lang: Language
    preset: FigurePreset
    style: Style
    title: str | None = None
    bounds: Bounds | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class _Line:
    """A line of the key below a map."""

    text: str
    label: str | None = None  # its number or letter on the map; "" of what shares the letter above it
    is_heading: bool = False
    look: MarkLook | None = None  # of what has no mark of its own on the map


class _Settled(NamedTuple):
    """What stays as it is while sheet and map are made to agree: title, foot, width to height of what is shown."""

    title: str
    foot: list[str]
    aspect: float


def map_figure(asked: MapAsked) -> Figure:
    """A map with title, legend, key and credits."""
    shown = things(asked.atlas, asked.lang)
    title = plain(asked.title or "") or telling.title_of(shown, asked.lang)
    seen = _positions(asked, shown)
    explained = legend.Shown(tuple(thing for thing in shown if thing.shape is not None), has_notes=bool(asked.notes))
    # Nearer the positions do not bear it.
    least = max([LEAST_KM, *(3 * (PRECISION_KM[one.precision] or 0) for one in explained.things if one.is_point)])
    how = {"spare": 0.0, "least_km": 1.0} if asked.bounds else {"least_km": least}
    foot = [telling.sources_text(asked.atlas, asked.lang), telling.credits_text(asked.atlas, asked.lang)]
    settled = _Settled(title, [plain(text) for text in foot if text], _aspect(seen))
    lines: list[_Line] = []
    for _ in range(_TRIES):
        sheet = _sheet(asked, shown, settled, explained, lines)
        frame = fit(sheet.map_box, seen, **how)
        laid = lay_out_map(frame, shown, asked.notes, asked.atlas.basemap, asked.style, asked.lang)
        lines = list(_key_lines(asked, shown, laid))
        fits = len(_flow(asked, lines, sheet.strip).places) == len(lines)
        seen_now = legend.Shown(laid.shown, laid.has_border, bool(laid.crowds), bool(asked.notes))
        if (fits or sheet.is_full) and explained == seen_now:
            break
        explained = seen_now
    return _figure(asked, shown, title, laid, sheet, lines)


def _positions(asked: MapAsked, shown: Sequence[Thing]) -> NDArray[np.float64]:
    """What the map has to show, (n, 2) degrees: both countries where nothing has a place."""
    if asked.bounds:
        return outline_of(asked.bounds)
    placed = [thing for thing in shown if thing.shape is not None]
    notes = np.array([[note.lon, note.lat] for note in asked.notes]).reshape(-1, 2)
    points = np.concatenate([_coordinates([thing for thing in placed if thing.is_point]), notes])
    every = np.concatenate([_coordinates(placed), notes])
    if not len(every):
        return outline_of(FIRST_VIEW)
    # Lines that only pass through lead off the map, which shows what lies close together.
    is_close = len(points) > 1 and np.ptp(points, axis=0).max() < _CLOSE * np.ptp(every, axis=0).max()
    return points if is_close else every


def _coordinates(some: Sequence[Thing]) -> NDArray[np.float64]:
    return shapely.get_coordinates(np.array([thing.shape for thing in some], dtype=object))  # type: ignore[no-any-return]


def _aspect(seen: NDArray[np.float64]) -> float:
    """Width to height of what a map has to show."""
    frame = fit(Box(0, 0, 1000, 1000), seen, spare=0.0)
    across, down = np.maximum(np.ptp(frame.xy(seen), axis=0), 1.0)
    return float(np.clip(across / down, 0.4, 2.5))


def _sheet(
    asked: MapAsked,
    shown: Sequence[Thing],
    settled: _Settled,
    explained: legend.Shown,
    lines: Sequence[_Line],
) -> Sheet:
    """A sheet with the legend of what is explained and room for the lines of a key."""
    lang, preset = asked.lang, PRESETS[asked.preset]

    def rows(room: float, scale: float) -> list[Block]:
        return legend.blocks(asked.atlas, explained, asked.style, lang, room, scale)

    facts = telling.facts_of(asked.atlas, shown, len(explained.things), lang)
    words = Asked(settled.title, facts, settled.foot, rows, settled.aspect)
    room = preset.width / preset.unit - 2 * MARGIN
    return lay_out(preset, words, _key_blocks(asked, lines, room), asked.style)


def _key_lines(asked: MapAsked, shown: Sequence[Thing], laid: LaidOut) -> Iterator[_Line]:
    """What is not written on the map: names that have a number there, and what is not drawn."""
    names = {thing.id: thing.name for thing in shown} | {f"note:{note.text}": note.text for note in asked.notes}
    if laid.numbers or laid.crowds:
        yield _Line(message("figure.key", asked.lang), is_heading=True)
        for key, n in laid.numbers.items():
            yield _Line(names[key], str(n))
    for letter, things_ in laid.crowds.items():
        for nth, thing in enumerate(things_):
            yield _Line(thing.name, "" if nth else letter, look=look_of(thing))
    nowhere = [thing for thing in shown if thing.shape is None]
    for key, left in (("figure.no_place", nowhere), ("figure.outside", laid.outside)):
        if left:
            yield _Line(message(key, asked.lang, n=number(len(left), asked.lang)), is_heading=True)
            yield from (_Line(thing.name) for thing in left)
    if laid.too_small:
        small = number(len(laid.too_small), asked.lang)
        yield _Line(message("figure.too_small", asked.lang, n=small), is_heading=True)


def _key_blocks(asked: MapAsked, lines: Sequence[_Line], room: float) -> list[Block]:
    _, column = key_columns(room)
    return [_key_block(one, column - 8, asked.style) for one in lines]


def _key_block(one: _Line, room: float, style: Style) -> Block:
    mark_room = 11.0 if one.look else 0.0
    indent = (16.0 if one.label is not None else 0.0) + mark_room
    parts = wrapped(one.text, room - indent, KEY, bold=one.is_heading)

    def draw_line(x: float, y: float) -> str:
        words = lines_of_text(parts, x + indent, y, KEY, style["ink"], bold=one.is_heading)
        if one.look:
            words += mark(one.look, x + indent - mark_room / 2 - 1, y + KEY * 0.62, style, scale=0.34)
        if not one.label:
            return words
        at = x + indent - mark_room - 4
        return line_of_text(one.label, at, y + KEY * 0.95, KEY, style["ink"], bold=True, anchor="end") + words

    height = len(parts) * KEY * LINE + (3.0 if one.is_heading else 1.5 if one.look else 1.0)
    return Block(height, draw_line, is_heading=one.is_heading, before=3.0 if one.is_heading else 0.0)


def _flow(asked: MapAsked, lines: Sequence[_Line], strip: Box) -> Flow:
    columns, column = key_columns(strip.width)
    return flow(_key_blocks(asked, lines, strip.width), columns, column, strip.height + 0.1)


def _strip(asked: MapAsked, lines: Sequence[_Line], strip: Box) -> tuple[str, tuple[_Line, ...]]:
    """The key in its room, drawn, and the lines for which there is none: how many, its last line says."""
    placed = _flow(asked, lines, strip)
    blocks = _key_blocks(asked, lines, strip.width)
    if len(placed.places) == len(lines):
        return placed.drawn(blocks, strip.x, strip.y), ()
    last = KEY * LINE
    columns, column = key_columns(strip.width)
    fewer = flow(blocks, columns, column, max(0.0, strip.height - last - 1))
    left = tuple(one for one in lines[len(fewer.places) :] if not one.is_heading)
    more = message("figure.more", asked.lang, n=number(len(left), asked.lang))
    told = line_of_text(cut(more, strip.width, KEY), strip.x, strip.bottom - 2, KEY, asked.style["quiet"])
    return fewer.drawn(blocks, strip.x, strip.y) + told, left


def _figure(
    asked: MapAsked, shown: Sequence[Thing], title: str, laid: LaidOut, sheet: Sheet, lines: Sequence[_Line]
) -> Figure:
    lang, style, preset = asked.lang, asked.style, PRESETS[asked.preset]
    key, beyond = _strip(asked, lines, sheet.strip)
    alt = plain(telling.alternative(title, shown, laid.shown, [note.text for note in asked.notes], lang))
    left = (*(_told(one) for one in beyond), *(thing.name for thing in laid.too_small))
    width, height = sheet.size
    drawn = laid.drawn()
    svg = document(
        width * preset.unit, height * preset.unit, sheet.size, lang, title, "\n".join([alt, *left]),
        definitions(style, drawn.svg, sheet.legend, key),
        element("rect", width=width, height=height, fill=style["paper"]),
        drawn.svg, _mat(sheet, style), sheet.legend, key, sheet.words,
    )  # fmt: skip
    text = "\n".join([title, "", alt, "", *_listing(asked, shown, laid), ""])
    return Figure(svg, alt, text, width * preset.unit, height * preset.unit, lang, title, asked.atlas.edition,
                  style["paper"], left, sheet.map_box, drawn.boxes)  # fmt: skip


def _mat(sheet: Sheet, style: Style) -> str:
    """The sheet round the map, which covers what sticks out of it, and the map's edge."""
    (width, height), (x, y, across, down) = sheet.size, sheet.map_box
    whole, hole = (
        f"M0 0h{width:.1f}v{height:.1f}h{-width:.1f}z",
        f"M{x:.1f} {y:.1f}v{down:.1f}h{across:.1f}v{-down:.1f}z",
    )
    edge = element("rect", x=x, y=y, width=across, height=down, fill="none", stroke=style["map-admin"])
    return element("path", d=whole + hole, fill=style["paper"], fill_rule="evenodd") + edge


def _told(one: _Line) -> str:
    return f"{one.label}. {one.text}" if one.label else one.text


def _listing(asked: MapAsked, shown: Sequence[Thing], laid: LaidOut) -> Iterator[str]:
    """Everything a figure shows, by name, with its number in the key; whose it is."""
    labels = {key: str(n) for key, n in laid.numbers.items()}
    labels |= {thing.id: letter for letter, things_ in laid.crowds.items() for thing in things_}
    for thing in shown:
        yield plain(telling.line_of(thing, asked.lang, labels.get(thing.id)))
    yield from ("", *telling.read_text(asked.atlas, asked.lang), telling.sources_text(asked.atlas, asked.lang))
    yield telling.credits_text(asked.atlas, asked.lang)
