"""Parquet and GeoParquet: groups of rows, as many as make a part; one that is larger is read in batches."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geo.bulk.reading.source import ROWS, Batch, Part, Reader, Source, fields_of, stamp_of
from geo.importers import systems
from geo.importers.columns import Columns


def _source(path: Path, _head: bytes, columns: Columns, _encoding: str) -> Source:
    with pq.ParquetFile(path) as file:
        meta, names = file.metadata, file.schema_arrow.names
        geometry, crs, encoding = _geometry((file.schema_arrow.metadata or {}).get(b"geo"))
        sizes = [meta.row_group(number).num_rows for number in range(meta.num_row_groups)]
    fields = fields_of(names, columns, geometry)
    return Source(str(path), "Parquet", _parts(sizes), fields, crs, {"encoding": encoding}, stamp_of(path))


def _parts(sizes: list[int]) -> list[Part]:
    """Neighbouring groups together until they are a part."""
    found: list[Part] = []
    start, rows, first = 0, 0, 1
    for number, size in enumerate(sizes, start=1):
        rows += size
        if rows >= ROWS or number == len(sizes):
            found.append(Part(start, number, first))
            start, rows, first = number, 0, first + rows
    return found


def _geometry(packed: bytes | None) -> tuple[str, str, str]:
    """Name of the column, reference system and encoding, as GeoParquet's own note says; empty without one."""
    if packed is None:
        return "", systems.WGS84, ""
    note = json.loads(packed)
    name = str(note.get("primary_column", "geometry"))
    about: dict[str, Any] = note.get("columns", {}).get(name, {})
    return name, _crs(about.get("crs", systems.WGS84)), str(about.get("encoding", "WKB"))


def _crs(said: Any) -> str:
    if said is None or isinstance(said, str):
        return said or ""
    known = said.get("id") or {}
    if known.get("authority") and known.get("code"):
        return f"{known['authority']}:{known['code']}"
    from pyproj import CRS

    return str(CRS.from_json_dict(said).to_wkt())


def _batches(source: Source, part: Part, rows: int) -> Iterator[Batch]:
    wanted = list(dict.fromkeys(source.columns.values()))
    with pq.ParquetFile(source.path, memory_map=False) as file:
        first = part.first_row
        groups = list(range(part.start, part.stop))
        for batch in file.iter_batches(rows, row_groups=groups, columns=wanted, use_threads=False):
            table = pa.Table.from_batches([batch])
            yield Batch(
                pa.table({field: table[name] for field, name in source.columns.items()}),
                np.arange(first, first + len(table)),
            )
            first += len(table)


READER = Reader(lambda head: head.startswith(b"PAR1"), _source, _batches)
