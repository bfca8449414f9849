"""A brief as a document of running text, for Word and OpenDocument: pandoc's document, built as data."""

import re
from base64 import b64encode
from collections.abc import Sequence

from geo.figures.letters import width
from geo.model import Json
from geo.reports.brief import Block, Brief, Heading, Items, Line, Paragraph, Picture, Run, Sources, Table, ranges
from geo.reports.office import tree
from geo.reports.office.tree import Nodes
from geo.reports.office.widths import wide_enough
from geo.reports.values import label_of

# Room between the margins of an upright A4 sheet, mm.
WIDTH_MM, HEIGHT_MM = 170.0, 212.0
_DPI = 200
# Of a table: points of its letters, as wide as those that are measured or, unless bold, narrower; margins of a cell.
_LETTERS, _NARROWER, _MARGINS = 7.5, 0.94, 3.9
# Where a line may end.
_BREAK = re.compile(r"\s+|(?<=[–-])")


def text_document(brief: Brief) -> Json:
    """The whole of it."""
    facts = [tree.paragraph([tree.text(fact)], "Facts") for fact in brief.facts]
    blocks = [node for nth, block in enumerate(brief.blocks) for node in _block(brief, block, nth)]
    return tree.document(brief.title, brief.lang, [*facts, *blocks])


def _block(brief: Brief, block: Block, nth: int) -> Nodes:
    if isinstance(block, Heading):
        return [tree.heading(block.level, inlines(brief, block.line), f"part-{nth}")]
    if isinstance(block, Paragraph):
        return [tree.paragraph(inlines(brief, block.line), "SmallText" if block.is_small else "")]
    if isinstance(block, Items):
        return [tree.bullets([tree.paragraph(inlines(brief, one))] for one in block.lines)]
    if isinstance(block, Sources):
        lines = enumerate(block.lines, start=1)
        return [tree.numbers([_source(brief, n, one)] for n, one in lines)]
    caption = [*_label(brief, block), *inlines(brief, block.caption)]
    if isinstance(block, Picture):
        return [tree.figure(_image(block), caption)]
    return [_table(brief, block, caption)]


def inlines(brief: Brief, line: Line) -> Nodes:
    """A line: each run a leaf, with its language where it is another; references lead to their source."""
    return [node for run in line for node in _run(brief, run)]


def _run(brief: Brief, run: Run) -> Nodes:
    if run.cites:
        return _cites(brief, run.cites)
    nodes = [tree.text(run.text)]
    if run.is_strong:
        nodes = [tree.strong(nodes)]
    if run.url:
        nodes = [tree.link(nodes, run.url)]
    return [tree.span(nodes, lang=run.lang)] if run.lang else nodes


def _cites(brief: Brief, ids: tuple[str, ...]) -> Nodes:
    def to(n: int) -> Json:
        return tree.link([tree.text(str(n))], f"#source-{n}")

    told: Nodes = []
    for first, last in ranges([brief.numbers[id_] for id_ in ids]):
        told.append(tree.text("[" if not told else ", "))
        told.append(to(first))
        if last > first:
            told += [tree.text("–" if last > first + 1 else ", "), to(last)]
    return [*told, tree.text("]")]


def _source(brief: Brief, n: int, line: Line) -> Json:
    return tree.paragraph([tree.span([], f"source-{n}"), *inlines(brief, line)], "Source")


def _label(brief: Brief, block: Picture | Table) -> Nodes:
    return [tree.strong([tree.text(f"{label_of(brief, block)}.")]), tree.text(" ")]


def _image(block: Picture) -> Json:
    made = block.figure
    width = min(WIDTH_MM, HEIGHT_MM * made.width / made.height)
    return tree.image(png_address(block, width), [tree.text(made.alt)], width=f"{width:.1f}mm")


def png_address(block: Picture, width_mm: float) -> str:
    """The picture itself as an address, sharp at a width."""
    dpi = round(_DPI * width_mm / 25.4 * 96 / block.figure.width)
    return f"data:image/png;base64,{b64encode(block.figure.png(min(600, max(96, dpi)))).decode()}"


def _table(brief: Brief, block: Table, caption: Nodes) -> Json:
    heads = [
        [tree.paragraph([tree.text(head)], "TableNumberHead" if nth in block.numbers else "TableHead")]
        for nth, head in enumerate(block.heads)
    ]
    rows = [
        [
            [tree.paragraph(inlines(brief, cell), "TableNumber" if nth in block.numbers else "TableText")]
            for nth, cell in enumerate(row)
        ]
        for row in block.rows
    ]
    return tree.table(caption, heads, rows, wide_enough(block.widths, _least(brief, block)), block.numbers)


def _least(brief: Brief, block: Table) -> list[float]:
    """The share of the sheet's width that each column needs for its longest word."""
    least = []
    for nth, head in enumerate(block.heads):
        told = [tree.words_of(inlines(brief, row[nth])) for row in block.rows]
        plain = _longest(told, is_bold=nth == 0)
        least.append((max(plain, _longest([head], is_bold=True)) + _MARGINS) / (WIDTH_MM / 25.4 * 72))
    return least


def _longest(texts: Sequence[str], *, is_bold: bool) -> float:
    """Points that the longest word takes."""
    words = (word for text in texts for word in _BREAK.split(text))
    return max(width(word, _LETTERS, bold=is_bold) for word in words) * (1.0 if is_bold else _NARROWER)
