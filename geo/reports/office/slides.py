"""A brief as slides: pandoc's document, a heading a slide, tables and lists cut where a slide is full.

What is to be read and not to be shown, the sentences of each entry and small remarks, stands in the notes of a slide.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import TypeVar

from geo.model import Json
from geo.reports.brief import Block, Brief, Heading, Items, Line, Paragraph, Picture, Run, Sources, Table, line
from geo.reports.office import tree
from geo.reports.office.archive import marked
from geo.reports.office.text_document import inlines, png_address
from geo.reports.office.tree import Nodes
from geo.reports.office.widths import wide_enough
from geo.reports.values import label_of

# A slide of the reference file is 10 by 5.6 inches: what is between its margins, and the letters of a table, points.
_WIDTH, _HEIGHT = 655.0, 300.0
_LETTER, _LINE, _ACROSS, _DOWN = 5.1, 12.0, 8.0, 5.0
_WIDE = 1.15  # of a word, of which a line has few to even its letters out
# Letters of points on one slide, and how many more a new one counts as.
_MOST_LETTERS, _POINT = 1500, 50
_PICTURE_MM = 216.0
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Slide:
    """A slide: its heading, what it shows, and what is said beside it."""

    heading: Line
    shown: tuple[Json, ...]
    notes: tuple[Line, ...] = ()


def slide_deck(brief: Brief) -> Json:
    """The whole deck; its first slide has the title and the facts."""
    told: Nodes = []
    for fact in brief.facts:
        told += [{"t": "LineBreak"}, tree.text(fact)] if told else [tree.text(fact)]
    blocks = [node for slide in _slides(brief) for node in _written(brief, slide)]
    return tree.document(brief.title, brief.lang, blocks, {"subtitle": {"t": "MetaInlines", "c": told}})


def _written(brief: Brief, slide: Slide) -> Nodes:
    notes = [tree.paragraph(_inlines(brief, one)) for one in slide.notes]
    beside = [{"t": "Div", "c": [["", ["notes"], []], notes]}] if notes else []
    return [tree.heading(1, _inlines(brief, slide.heading), ""), *slide.shown, *beside]


def _inlines(brief: Brief, one: Line) -> Nodes:
    runs = (replace(run, text=marked(run.text, run.lang), lang=None) if run.lang else run for run in one)
    return inlines(brief, tuple(runs))


def _slides(brief: Brief) -> list[Slide]:
    found: list[Slide] = []
    heading: Line = ()
    is_beside = False
    for block in brief.blocks:
        if isinstance(block, Heading):
            # What is told entry by entry is said beside the table of the entries.
            is_beside = block.level > 2
            heading = heading if is_beside else block.line
        elif found and (is_beside or isinstance(block, Paragraph)) and not isinstance(block, Table | Picture):
            lines = (block.line,) if isinstance(block, Paragraph) else getattr(block, "lines", ())
            found[-1] = replace(found[-1], notes=(*found[-1].notes, *lines))
        else:
            found += _of_block(brief, heading, block)
    return found


def _of_block(brief: Brief, heading: Line, block: Block) -> Iterator[Slide]:
    if isinstance(block, Table):
        yield from _of_table(brief, block)
    elif isinstance(block, Picture):
        caption = [tree.text(f"{label_of(brief, block)}. "), *_inlines(brief, block.caption)]
        yield Slide(heading, (tree.paragraph([tree.image(png_address(block, _PICTURE_MM), caption)]),))
    elif isinstance(block, Items):
        for lines in _cut(block.lines, _letters, _MOST_LETTERS):
            yield Slide(heading, (tree.bullets([tree.paragraph(_inlines(brief, one))] for one in lines),))
    elif isinstance(block, Sources):
        rows = tuple((line(str(n)), one) for n, one in enumerate(block.lines, start=1))
        yield from _of_rows(brief, heading, Table((), ("№", brief.labels["source"]), rows, (0.07, 0.93)))
    elif isinstance(block, Paragraph):
        yield Slide(heading, (tree.paragraph(_inlines(brief, block.line)),))


def _of_table(brief: Brief, table: Table) -> Iterator[Slide]:
    """Its caption is the heading of its slides, which are counted if there are several."""
    slides = list(_of_rows(brief, (Run(f"{label_of(brief, table)}. "), *table.caption), table))
    for nth, slide in enumerate(slides, start=1):
        count = line(f" ({nth}/{len(slides)})") if len(slides) > 1 else ()
        yield replace(slide, heading=(*slide.heading, *count))


def _of_rows(brief: Brief, heading: Line, table: Table) -> Iterator[Slide]:
    heads = [head.split() for head in table.heads]
    words = {row: [_words(brief, cell) for cell in row] for row in table.rows}
    longest = [
        max(map(len, itertools.chain(*column)), default=0) for column in zip(heads, *words.values(), strict=True)
    ]
    widths = wide_enough(table.widths, [(n * _LETTER * _WIDE + _ACROSS) / _WIDTH for n in longest])
    room = _HEIGHT - _height(heads, widths)
    for rows in _cut(table.rows, lambda row: _height(words[row], widths), room):
        yield Slide(heading, (_table(brief, replace(table, rows=tuple(rows), widths=widths)),))


def _cut(things: Sequence[Thing], size: Callable[[Thing], float], most: float) -> Iterator[list[Thing]]:
    """Things in rows none of which is larger than `most`, if not one thing alone is."""
    row: list[Thing] = []
    taken = 0.0
    for thing in things:
        if row and taken + size(thing) > most:
            yield row
            row, taken = [], 0.0
        row.append(thing)
        taken += size(thing)
    if row:
        yield row


def _letters(line: Line) -> float:
    return sum(len(run.text) for run in line) + _POINT


def _height(row: Sequence[Sequence[str]], widths: Sequence[float]) -> float:
    """How high a row of a table is, points: its words are wrapped as they will be."""
    lines = (
        len(wrap(" ".join(cell), max(1, int((_WIDTH * width - _ACROSS) / _LETTER)))) or 1
        for cell, width in zip(row, widths, strict=True)
    )
    return max(lines) * _LINE + _DOWN


def _words(brief: Brief, cell: Line) -> list[str]:
    """The words of a cell, references as they will stand there."""
    return "".join(run.text or tree.words_of(inlines(brief, (run,))) for run in cell).split()


def _table(brief: Brief, table: Table) -> Json:
    heads = [[tree.paragraph([tree.text(head)])] for head in table.heads]
    rows = [[[tree.paragraph(_inlines(brief, cell))] for cell in row] for row in table.rows]
    # pandoc would write a caption over the table.
    return tree.table([], heads, rows, table.widths, table.numbers)
