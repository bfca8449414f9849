"""CSV and TSV: parts are bytes from row to row, read by Arrow as texts; the header is found as `kzuz import` does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from geo.bulk.reading.blocks import blocks, last_end, read_block
from geo.bulk.reading.source import Batch, Part, Reader, Source, fields_of, stamp_of
from geo.geodesy import Mask
from geo.importers import charset, delimited, grid, systems
from geo.importers.columns import Columns
from geo.importers.rows import Unreadable

_UNREAD = (b"PK\x03\x04", b"SQLite", b"%PDF", b"\x1f\x8b", b"\xd0\xcf", b"<", b"{", b"[", b"\x00")
_BOM = b"\xef\xbb\xbf"


def _knows(head: bytes) -> bool:
    return not head.lstrip(_BOM + b" \t\r\n").startswith(_UNREAD)


def _source(path: Path, head: bytes, columns: Columns, encoding: str) -> Source:
    letters = charset.decode(_whole_rows(head), encoding)
    if letters.encoding.startswith(("utf-16", "utf-32")):
        raise Unreadable("encoding", "bulk.wide", encoding=letters.encoding)
    sheet, separator = delimited.sheet_and_separator(letters.text, columns.known)
    header = grid.header_of(sheet, columns.known)
    if header is None:
        cells = [str(cell) for line in sheet.lines[:3] for cell in line.cells if cell]
        raise Unreadable("header", "import.no_header", cells=tuple(cells[:12]))
    names = [name or f"\x00{number}" for number, name in enumerate(header.names)]
    first = sheet.lines[header.below].number if header.below < len(sheet.lines) else sheet.lines[-1].number + 1
    start = _byte_of(head, first)
    parts = [Part(one.start, one.stop, one.first_line + 1) for one in blocks(path, start, first - 1, quoted=True)]
    details = {"names": names, "separator": separator, "encoding": letters.encoding}
    return Source(str(path), "CSV", parts, fields_of(names, columns), systems.WGS84, details, stamp_of(path))


def _whole_rows(head: bytes) -> bytes:
    """Without a last row that the end of the head cut off."""
    return head[: last_end(head, quoted=True).stop] or head


def _byte_of(head: bytes, row: int) -> int:
    """Where a row begins, counted from 1 as a spreadsheet does, of those above which no cell holds a line end."""
    at = len(_BOM) if head.startswith(_BOM) else 0
    hidden = head[at : at + 5].strip(b'"').lower().startswith(b"sep=")
    for _ in range(row - 1 + hidden):
        found = head.find(b"\n", at)
        if found < 0:
            return len(head)
        at = found + 1
    return at


def _batches(source: Source, part: Part, rows: int) -> Iterator[Batch]:
    broken: list[int] = []
    blank: list[int] = []

    def skip(row: Any) -> str:
        (broken if row.text.strip() else blank).append(row.number)
        return "skip"

    wanted = list(dict.fromkeys(source.columns.values()))
    table = csv.read_csv(
        pa.py_buffer(read_block(source.path, part.start, part.stop)),
        csv.ReadOptions(
            column_names=source.details["names"], use_threads=False, encoding=source.details["encoding"]
        ),
        csv.ParseOptions(
            delimiter=source.details["separator"], newlines_in_values=True, ignore_empty_lines=False,
            invalid_row_handler=skip,
        ),
        csv.ConvertOptions(
            include_columns=wanted, column_types=dict.fromkeys(wanted, pa.string()), strings_can_be_null=False
        ),
    )  # fmt: skip
    total = len(table) + len(broken) + len(blank)
    numbers = np.setdiff1d(np.arange(total), np.array([*broken, *blank], dtype=int) - 1) + part.first_row
    own = pa.table({field: table[name] for field, name in source.columns.items()})
    said = _says_something(own)
    own, numbers = own.filter(pa.array(said)), numbers[said]
    odd = [number - 1 + part.first_row for number in broken]
    for start in range(0, max(len(own), 1), rows):
        yield Batch(own.slice(start, rows), numbers[start : start + rows], [] if start else odd)


def _says_something(table: pa.Table) -> Mask:
    """Which rows have a cell that is not empty; the others are lines that people leave between."""
    found = np.zeros(len(table), dtype=bool)
    for column in table.columns:
        found |= pc.not_equal(column, "").to_numpy()
    return found


READER = Reader(_knows, _source, _batches)
