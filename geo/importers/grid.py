"""Lines of cells → rows: which line is the header, what each column is, what was left out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from geo.errors import Said
from geo.importers.rows import Cell, Row, Table, at_row, refused

# A title, a date and a note may stand above the header.
_HEADER_WITHIN = 40
# Fewer known names than this make no header.
_FEWEST_KNOWN = 2
# How many names of a line are those of columns.
Known = Callable[[Sequence[str]], int]


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


class Header(NamedTuple):
    """What the columns are called, and the first line below."""

    names: Sequence[str]
    below: int


def header_of(grid: Grid, known: Known) -> Header | None:
    """The line with most known names, and with it a second one, as merged cells make; None where none has enough."""
    lines = [[_name(cell) for cell in line.cells] for line in grid.lines[:_HEADER_WITHIN]]
    scores = [known(names) for names in lines]
    best = max(scores, default=0)
    if best < _FEWEST_KNOWN:
        return None
    first = scores.index(best)
    names, below = lines[first], first + 1
    if first and "" in names:
        above = [name if name and known([name]) else "" for name in lines[first - 1]]
        names = [name or upper for name, upper in zip_longest(names, above, fillvalue="")]
    if below < len(lines) and _is_header(lines[below], known):  # parts of a merged cell, or another language
        names = [lower or name for name, lower in zip_longest(names, lines[below], fillvalue="")]
        below += 1
    return Header(_unique(names), below)


def _is_header(names: Sequence[str], known: Known) -> bool:
    """Whether a line holds nothing but names of columns."""
    said = [name for name in names if name]
    return len(said) >= _FEWEST_KNOWN and known(said) == len(said)


def table(grid: Grid, header: Header, sheet: str = "") -> Table:
    """The rows below a header, named by it; `sheet` where the file has several."""
    return Table(grid.name, list(_rows(grid, header.below, header.names, sheet)), drawn=False)


def _rows(grid: Grid, below: int, names: Sequence[str], sheet: str) -> Iterator[Row]:
    for line in grid.lines[below:]:
        if all(map(is_empty, line.cells)):
            continue
        where = at_row(line.number, sheet)
        cells = {name: cell for name, cell in zip(names, line.cells, strict=False) if name}
        beyond = len(line.cells) > len(names) and not all(map(is_empty, line.cells[len(names) :]))
        wrong = (
            refused(where, "header", "import.too_many_cells", n=len(line.cells), columns=len(names)) if beyond else None
        )
        yield Row(where, cells, refusal=wrong)


def _unique(names: Iterable[str]) -> list[str]:
    """The columns' names: a second one of the same name is numbered; empty ones stay so."""
    found: list[str] = []
    for stem in names:
        name, count = stem, 1
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
