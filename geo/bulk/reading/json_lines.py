"""GeoJSON with a feature a line (RFC 8142, with its sign between records or without): parts are bytes from line to
line, read by GDAL."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
from pydantic_core import from_json

from geo.bulk.reading.blocks import blocks, read_block
from geo.bulk.reading.gdal import batch_of
from geo.bulk.reading.source import Batch, Part, Reader, Source, fields_of, stamp_of
from geo.importers import geojson, systems
from geo.importers.columns import Columns
from geo.importers.rows import Unreadable

_MARK = b"\x1e"
_BLANK = b"\xef\xbb\xbf \t\r" + _MARK


def _knows(head: bytes) -> bool:
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n" + _MARK)
    line = first.split(b"\n", 1)[0].rstrip()
    return first.startswith(b"{") and (line.endswith(b"}") or b"\n" not in first) and b'"Feature"' in line


def _source(path: Path, head: bytes, columns: Columns, _encoding: str) -> Source:
    lines = head.split(b"\n")
    if len(lines) > 1:
        lines.pop()  # cut by the end of the head
    try:
        table = geojson.sequence(b"\n".join(lines).decode("utf-8-sig")).tables[0]
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", "import.encoding_wrong", encoding="utf-8", pages=("utf-8",)) from error
    names = list(dict.fromkeys(name for row in table.rows for name in row.cells))
    parts = [Part(block.start, block.stop, block.first_line + 1) for block in blocks(path)]
    fields = fields_of(names, columns, "geometry")
    return Source(str(path), "GeoJSON in lines", parts, fields, systems.WGS84, {}, stamp_of(path))


def _batches(source: Source, part: Part, _rows: int) -> Iterator[Batch]:
    lines = [line.strip(_BLANK) for line in read_block(source.path, part.start, part.stop).split(b"\n")]
    rows = [row for row, line in enumerate(lines) if line]
    try:
        yield _batch(source, part, lines, rows)
    except Unreadable:  # of some line GDAL made nothing, and does not say of which
        whole = [row for row in rows if _is_feature(lines[row])]
        if len(whole) == len(rows):
            raise
        broken = [part.first_row + row for row in sorted({*rows} - {*whole})]
        yield _batch(source, part, lines, whole)._replace(broken=broken)


def _batch(source: Source, part: Part, lines: Sequence[bytes], rows: Sequence[int]) -> Batch:
    numbers = part.first_row + np.array(rows, dtype=np.int64)
    if not rows:
        return Batch(pa.table({"geometry": pa.array([], pa.binary())}), numbers)
    return batch_of(source, b"\n".join(lines[row] for row in rows), numbers)


def _is_feature(line: bytes) -> bool:
    try:
        found = from_json(line)
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("type") == "Feature"


READER = Reader(_knows, _source, _batches)
