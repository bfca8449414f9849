"""Lines of cells → rows: which line is the header, what each column is, what was left out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from geo.errors import Said
from geo.importers.rows import Cell, Row, Table, at_row, refused

# A title, a date and a note may stand above the header.
_HEADER_WITHIN = 40
# Fewer known names than this make no header.
_FEWEST_KNOWN = 2


class Line(NamedTuple):
    """One row of a sheet, numbered as a spreadsheet does."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Grid:
    """A sheet before anybody knows its header.

    Parameters
    ----------
    hidden
        Rows that are hidden, as a spreadsheet numbers them.
    """

    name: str
    lines: Sequence[Line]
    hidden: Sequence[int] = ()
    is_hidden: bool = False


def header_of(grid: Grid, known: Callable[[Sequence[str]], int]) -> int | None:
    """Which of the lines is the header: the one with most known names; None where none has enough."""
    scores = [known([_name(cell) for cell in line.cells]) for line in grid.lines[:_HEADER_WITHIN]]
    best = max(scores, default=0)
    return scores.index(best) if best >= _FEWEST_KNOWN else None


def table(grid: Grid, header: int, sheet: str = "") -> Table:
    """The rows below a header, named by it; `sheet` where the file has several."""
    names = _names(grid.lines[header].cells)
    return Table(grid.name, list(_rows(grid, header, names, sheet)), drawn=False)


def _rows(grid: Grid, header: int, names: Sequence[str], sheet: str) -> Iterator[Row]:
    for line in grid.lines[header + 1 :]:
        if all(map(is_empty, line.cells)):
            continue
        where = at_row(line.number, sheet)
        cells = {name: cell for name, cell in zip(names, line.cells, strict=False) if name}
        beyond = len(line.cells) > len(names) and not all(map(is_empty, line.cells[len(names) :]))
        wrong = (
            refused(where, "header", "import.too_many_cells", n=len(line.cells), columns=len(names)) if beyond else None
        )
        yield Row(where, cells, refusal=wrong)


def _names(cells: Sequence[Cell]) -> list[str]:
    """The columns' names: a second one of the same name is numbered; empty ones stay so."""
    found: list[str] = []
    for cell in cells:
        name = stem = _name(cell)
        count = 1
        while name and name in found:
            count += 1
            name = f"{stem} ({count})"
        found.append(name)
    while found and not found[-1]:
        found.pop()
    return found


def _name(cell: Cell) -> str:
    return " ".join(str(cell).split()) if isinstance(cell, str) else "" if cell is None else str(cell)


def is_empty(cell: Cell) -> bool:
    """Whether a cell holds nothing but blanks."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def notes(grid: Grid) -> list[Said]:
    """What a person should know of a sheet: that some of it was hidden."""
    if not grid.hidden:
        return []
    return [Said("import.note.hidden_rows", {"n": ", ".join(map(str, grid.hidden[:20])), "count": len(grid.hidden)})]
