"""Files of text in blocks of whole lines; a line end inside quotes ends none."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from geo.errors import Place
from geo.importers.rows import Unreadable

# Bytes of a part: some 250,000 rows of a table of places.
SIZE = 16 << 20
# Blocks that one line may take.
_LONGEST = 4
_QUOTE, _NEWLINE = ord('"'), ord("\n")


class Block(NamedTuple):
    """Bytes from one line to another, the last not included, and how many lines stand before them."""

    start: int
    stop: int
    first_line: int


class End(NamedTuple):
    """Where the last whole line of some bytes ends, and how many there are."""

    stop: int
    lines: int


def blocks(path: Path, start: int = 0, line: int = 0, *, quoted: bool = False) -> Iterator[Block]:
    """A file from a byte on, in blocks of about `SIZE`: read once, a block at a time, to find the ends of lines.

    Parameters
    ----------
    line
        How many lines stand before that byte.
    quoted
        Whether a line end between quotation marks is part of a cell.

    Raises
    ------
    Unreadable
        A line, or what stands between two quotation marks, has no end within some blocks.
    """
    at, rest = start, b""
    with path.open("rb") as file:
        file.seek(start)
        while data := file.read(SIZE):
            rest += data
            end = last_end(rest, quoted=quoted)
            if end.stop:
                yield Block(at, at + end.stop, line)
                at, line, rest = at + end.stop, line + end.lines, rest[end.stop :]
            if len(rest) > _LONGEST * SIZE:
                raise _unclosed(line, "a row has no end")
    if quoted and rest.count(b'"') % 2:
        raise _unclosed(line, "a quote is never closed")
    if rest:
        yield Block(at, at + len(rest), line)


def _unclosed(line: int, reason: str) -> Unreadable:
    return Unreadable("header", "import.quote", Place(line=line + 1), reason=reason)


def last_end(data: bytes, *, quoted: bool) -> End:
    """Where the last whole line ends of some bytes that begin with one; 0 where none does."""
    if not quoted or b'"' not in data:
        return End(data.rfind(b"\n") + 1, data.count(b"\n"))
    letters = np.frombuffer(data, dtype=np.uint8)
    is_open = np.cumsum(letters == _QUOTE, dtype=np.int32) % 2 == 1
    ends = np.flatnonzero((letters == _NEWLINE) & ~is_open)
    return End(int(ends[-1]) + 1, len(ends)) if len(ends) else End(0, 0)


def read_block(path: str, start: int, stop: int) -> bytes:
    """The bytes of a block."""
    with Path(path).open("rb") as file:
        file.seek(start)
        return file.read(stop - start)
