"""What every reader gives: a file in parts that are read by themselves, and of a part batches of raw columns."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from numpy.typing import NDArray

from geo.importers.columns import Columns
from geo.importers.rows import Unreadable
from geo.vocabulary import LANGUAGES

# What is taken of a file beside positions.
TEXTS = ("id", "name", "sector", "status", "precision")
# Rows of a part. Small enough for two workers to share a million evenly, large enough that a task's own cost is none.
ROWS = 250_000


class Part(NamedTuple):
    """A part of a file: bytes, features or groups of rows, the last not included, and the number of its first row."""

    start: int
    stop: int
    first_row: int


@dataclass(frozen=True)
class Source:
    """A file in parts.

    Parameters
    ----------
    path
        As every worker reads it.
    format
        A key of `READERS`.
    parts
        They cover the file, once.
    columns
        Field → the file's own name of the column: of `TEXTS`, and `lat` and `lon`, or `geometry`.
    crs
        Reference system of the geometries, for `importers.systems`.
    details
        What the reader itself needs to read a part.
    stamp
        Of the file when it was looked at, as `stamp_of`.
    """

    path: str
    format: str
    parts: Sequence[Part]
    columns: Mapping[str, str]
    crs: str
    details: Mapping[str, Any]
    stamp: tuple[int, int]


class Batch(NamedTuple):
    """Some rows of a part.

    Parameters
    ----------
    table
        Raw columns by field, an Arrow table: `lon` and `lat` as numbers or texts, or `geometry` as WKB.
    rows
        Their numbers in the file: of a table as a spreadsheet counts, else from 1.
    broken
        Numbers of rows that are none: too many or too few cells.
    """

    table: Any
    rows: NDArray[Any]
    broken: Sequence[int] = ()


class Reader(NamedTuple):
    """A format: whether the first bytes of a file are of it, the file in parts, and a part in batches."""

    knows: Callable[[bytes], bool]
    source: Callable[[Path, bytes, Columns, str], Source]
    batches: Callable[[Source, Part, int], Iterator[Batch]]


def fields_of(names: Sequence[str], columns: Columns, geometry: str = "") -> dict[str, str]:
    """Field → name of its column, of those that are taken; `geometry` where the file has its own column of it.

    Raises
    ------
    Unreadable
        None of them says where things lie.
    """
    found: dict[str, str] = {}
    by_language: dict[str | None, str] = {}
    for name, column in columns.of(names).items():
        if column.field == "name":
            by_language.setdefault(column.lang, name)
        elif column.field in (*TEXTS, "lat", "lon"):
            found.setdefault(column.field, name)
    said = [by_language[lang] for lang in (None, *LANGUAGES) if lang in by_language]
    if said:
        found["name"] = said[0]
    if geometry:
        return {field: name for field, name in found.items() if field in TEXTS} | {"geometry": geometry}
    if not {"lat", "lon"} <= found.keys():
        raise Unreadable("header", "import.no_header", cells=tuple(names)[:20])
    return found


def stamp_of(path: Path) -> tuple[int, int]:
    """What changes whenever the file is written: its size, and when that was, in nanoseconds."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns
