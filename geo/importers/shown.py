"""A cell as one would type it."""

from math import isfinite

from geo.importers.rows import Cell


def shown(cell: Cell) -> str:
    """Its text; a number without an exponent and without a fraction of nothing."""
    if isinstance(cell, float):
        return figures(cell) if isfinite(cell) else str(cell)
    return "" if cell is None else str(cell).strip()


def figures(number: float) -> str:
    """A number of degrees or metres with up to eight decimals."""
    return f"{number:.8f}".rstrip("0").rstrip(".")


def is_empty(cell: Cell) -> bool:
    """Whether a cell holds nothing but blanks."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
