"""A workbook: features, observations and sources as sheets; every text is a text, every number a number."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from geo.dates import span
from geo.exporters.table import columns, rows
from geo.exporters.wanted import Wanted
from geo.frames import rows_of

WIDTHS = {"id": 30, "latitude": 11, "longitude": 11, "sources": 50}


def xlsx(wanted: Wanted) -> bytes:
    """The table of features, the values of indicators, and what the sources are."""
    packed = io.BytesIO()
    # In memory, and with a date of the data's own: the same data make the same bytes.
    with xlsxwriter.Workbook(
        packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": wanted.title, "comments": wanted.credit, "created": _edition(wanted)})
        _sheet(book, "features", columns(wanted), rows(wanted))
        observed = rows_of(wanted.atlas.observations)
        if observed:
            _sheet(book, "observations", list(observed[0]), ([*row.values()] for row in observed))
        sources = wanted.sources()
        names = list(dict.fromkeys(name for source in sources for name in source))
        _sheet(book, "sources", names, ([source.get(name) for name in names] for source in sources))
        _sheet(book, "about", ["edition", "credit"], [[wanted.atlas.edition, wanted.credit]])
    return packed.getvalue()


def _edition(wanted: Wanted) -> datetime:
    when = span(wanted.atlas.edition)
    return datetime.combine(when.last if when else datetime(2026, 1, 1), datetime.min.time())  # noqa: DTZ001


def _sheet(book: Any, name: str, head: Sequence[str], lines: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    for column, title in enumerate(head):
        sheet.write_string(0, column, title, bold)
        sheet.set_column(column, column, WIDTHS.get(title, 24 if title.startswith("name") else 14))
    number = 0
    for number, line in enumerate(lines, start=1):
        for column, cell in enumerate(line):
            _write(sheet, number, column, cell)
    sheet.freeze_panes(1, 1)
    if number:
        sheet.autofilter(0, 0, number, len(head) - 1)


def _write(sheet: Any, row: int, column: int, cell: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, str(cell))
