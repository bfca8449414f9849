"""XLSX and ODS: cells with their types by calamine; what calamine does not tell by a look at the sheet's own XML."""

import io
from collections.abc import Sequence
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from geo.importers.archive import Archive
from geo.importers.grid import Grid, Line
from geo.importers.rows import Cell, Unreadable, Unsaid
from geo.importers.sheet_facts import WORKBOOK, Facts, ods_facts, xlsx_facts


def grids(data: bytes, archive: Archive) -> list[Grid]:
    """Every sheet of a workbook; rows are numbered as the spreadsheet numbers them.

    Raises
    ------
    Unreadable
        It is broken, or a cell stands so far out that the sheet would fill the memory.
    """
    facts = xlsx_facts(archive.members) if WORKBOOK in archive.members else ods_facts(archive.members)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            return [_grid(book, sheet, facts.get(sheet.name, Facts())) for sheet in sheets]
    except CalamineError as error:
        raise Unreadable("format", "import.sheet_broken", reason=str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a fault inside calamine is raised as
            raise
        raise Unreadable("format", "import.sheet_broken", reason="panic") from error


def _grid(book: CalamineWorkbook, sheet: Any, facts: Facts) -> Grid:
    cells = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    lines = [Line(number, _said(row, number, facts)) for number, row in enumerate(cells, start=1)]
    hidden = [number for number in facts.hidden if number <= len(lines)]
    return Grid(sheet.name, lines, hidden, is_hidden=sheet.visible != SheetVisibleEnum.Visible)


def _said(row: Sequence[Cell], number: int, facts: Facts) -> Sequence[Cell]:
    unsaid = facts.unsaid.get(number)
    if not unsaid:
        return row
    cells = [*row, *[""] * (max(unsaid) + 1 - len(row))]
    for column, formula in unsaid.items():
        cells[column] = Unsaid(formula)
    return cells
