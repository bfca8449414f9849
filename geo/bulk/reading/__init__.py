"""Files of very many places → sources in parts, each read by itself: Parquet, FlatGeobuf, CSV, GeoJSON in lines.

A file is known by its bytes. What its columns are is found as `kzuz import` finds it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from geo.bulk.reading import delimited, flatgeobuf, json_lines, parquet
from geo.bulk.reading.source import Batch, Part, Reader, Source, stamp_of
from geo.errors import InvalidData, Place, Problem
from geo.importers.columns import Columns
from geo.importers.rows import Unreadable

__all__ = ["Batch", "Part", "Source", "batches", "sources"]

READERS: Mapping[str, Reader] = {
    "Parquet": parquet.READER,
    "FlatGeobuf": flatgeobuf.READER,
    "GeoJSON in lines": json_lines.READER,
    "CSV": delimited.READER,
}
_HEAD = 1 << 16


def sources(paths: Sequence[Path], columns: Columns, encoding: str = "") -> list[Source]:
    """Every file of some paths, in parts; of a folder the files in it, in the order of their names.

    Raises
    ------
    InvalidData
        Some cannot be read, are of another format or name no columns of positions; every one is named.
    """
    found, problems = [], []
    for path in _files(paths):
        try:
            found.append(_source(path, columns, encoding))
        except Unreadable as error:
            problem = error.refusal.problem
            problems.append(replace(problem, place=replace(problem.place, argument=str(path), part=None)))
        except (OSError, pa.ArrowException) as error:
            values = {"reason": getattr(error, "strerror", None) or str(error)[:200]}
            problems.append(Problem(Place(argument=str(path)), "import.cannot_read", values, "import"))
    if problems:
        raise InvalidData(problems)
    return found


def batches(source: Source, part: Part, rows: int) -> Iterator[Batch]:
    """A part of a source, some rows at a time.

    Raises
    ------
    Unreadable
        It is broken or gone, or was written since it was looked at.
    """
    try:
        if stamp_of(Path(source.path)) != source.stamp:
            raise Unreadable("format", "bulk.file_changed")
        yield from READERS[source.format].batches(source, part, rows)
    except (OSError, pa.ArrowException) as error:
        reason = getattr(error, "strerror", None) or str(error)[:200]
        raise Unreadable("format", "import.cannot_read", reason=reason) from error


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith((".", "_")))
        else:
            yield path


def _source(path: Path, columns: Columns, encoding: str) -> Source:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise Unreadable("header", "import.empty")
    for reader in READERS.values():
        if reader.knows(head):
            return reader.source(path, head, columns, encoding)
    raise Unreadable("format", "bulk.format")
