"""A brief as plain values, for templates: what is data stays data."""

from geo.model import Json
from geo.reports.brief import Block, Brief, Heading, Items, Line, Paragraph, Picture, Sources, Table, ranges


def values_of(brief: Brief) -> Json:
    """Every block as a dict whose `is` names it; runs as dicts, references as first and last number of each row."""
    return {
        "title": brief.title,
        "lang": brief.lang,
        "edition": brief.edition,
        "facts": list(brief.facts),
        "contents": brief.labels["contents"],
        "blocks": [_block(brief, block) for block in brief.blocks],
    }


def runs_of(brief: Brief, line: Line) -> list[Json]:
    """The runs of a line."""
    return [
        {
            "text": run.text,
            "lang": run.lang,
            "strong": run.is_strong,
            "url": run.url,
            "cites": ranges([brief.numbers[id_] for id_ in run.cites]),
        }
        for run in line
    ]


def label_of(brief: Brief, block: Picture | Table) -> str:
    """`Figure 1`, `Table 2` in the language of the brief."""
    label = brief.labels["figure" if isinstance(block, Picture) else "table"]
    return label.replace("{n}", str(block.number))


def _block(brief: Brief, block: Block) -> Json:
    if isinstance(block, Heading):
        return {"is": "heading", "level": block.level, "line": runs_of(brief, block.line)}
    if isinstance(block, Paragraph):
        return {"is": "paragraph", "small": block.is_small, "line": runs_of(brief, block.line)}
    if isinstance(block, Items):
        return {"is": "items", "lines": [runs_of(brief, one) for one in block.lines]}
    if isinstance(block, Sources):
        return {"is": "sources", "lines": [runs_of(brief, one) for one in block.lines]}
    head = {"label": label_of(brief, block), "caption": runs_of(brief, block.caption)}
    if isinstance(block, Picture):
        made = block.figure
        return {"is": "picture", **head, "svg": made.svg, "alt": made.alt, "width": made.width, "height": made.height}
    return {"is": "table", **head, **_cells(brief, block)}


def _cells(brief: Brief, table: Table) -> Json:
    return {
        "heads": list(table.heads),
        "rows": [[runs_of(brief, cell) for cell in row] for row in table.rows],
        "widths": list(table.widths),
        "numbers": sorted(table.numbers),
    }
