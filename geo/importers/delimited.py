"""CSV and TSV, as spreadsheets of any country write them: the separator is the one by which the header is known."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence

from geo.errors import Place
from geo.importers.grid import Grid, Line
from geo.importers.rows import Unreadable

SEPARATORS = (",", ";", "\t", "|")
# An apostrophe before what a spreadsheet would run.
_KEPT_TEXT = re.compile(r"'(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
_LONGEST_CELL = 1 << 20
# Lines that are looked at to find the separator.
_TRIED = 30


def sheet(text: str, known: Callable[[Sequence[str]], int]) -> Grid:
    """The cells of a text, rows numbered as a spreadsheet shows them.

    Parameters
    ----------
    known
        How many cells of a line name a column that is known.

    Raises
    ------
    Unreadable
        A quote is opened and never closed, or closed in the middle of a cell.
    """
    return sheet_and_separator(text, known)[0]


def sheet_and_separator(text: str, known: Callable[[Sequence[str]], int]) -> tuple[Grid, str]:
    """The same, and what stands between the cells."""
    stated, rest = _stated(text)
    separator = stated or _likeliest(rest, known)
    return Grid("", list(_lines(rest, separator))), separator


def _stated(text: str) -> tuple[str, str]:
    """The separator a first line `sep=;` names, which spreadsheets do not show, and the text without that line."""
    first, _, rest = text.partition("\n")
    line = first.strip("\r").strip('"')
    if line[:4].lower() == "sep=" and len(line) == 5:
        return line[4], rest
    return "", text


def _likeliest(text: str, known: Callable[[Sequence[str]], int]) -> str:
    def likeness(separator: str) -> tuple[int, int]:
        lines = [cells for _, cells in zip(range(_TRIED), _tried(text, separator), strict=False)]
        return max(map(known, lines), default=0), max(map(len, lines), default=0)

    return max(SEPARATORS, key=likeness)


def _tried(text: str, separator: str) -> Iterator[list[str]]:
    """Lines as far as they can be read."""
    try:
        yield from csv.reader(io.StringIO(text[: 1 << 20], newline=""), delimiter=separator)
    except csv.Error:
        return


def _lines(text: str, separator: str) -> Iterator[Line]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cells):
                yield Line(number, [_as_typed(cell) for cell in cells])
    except csv.Error as error:
        raise Unreadable("header", "import.quote", Place(row=number + 1), reason=str(error)) from error


def _as_typed(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running a text as a formula."""
    return cell[1:] if _KEPT_TEXT.match(cell) else cell
