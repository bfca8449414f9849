"""JSON of strangers: one value, or one a line; what cannot be read is said with its line, never a traceback."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from geo.errors import Place
from geo.importers.rows import Unreadable

_RECORD_SEPARATOR = "\x1e"


def parsed(text: str, place: Place | None = None, pairs: Callable[[list[tuple[str, Any]]], Any] | None = None) -> Any:
    """The value of a text; `pairs` makes each object of its keys and values.

    Raises
    ------
    Unreadable
        It is no JSON, nests without end, or writes a number of thousands of digits.
    """
    try:
        return json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        where = place or Place(line=error.lineno, column=error.colno)
        raise Unreadable("format", "import.json_broken", where, reason=error.msg) from error
    except (RecursionError, ValueError) as error:
        raise Unreadable("format", "import.json_deep", place) from error


def lines(text: str) -> Iterator[tuple[int, Any | Unreadable]]:
    """The values of a text that has one a line (GeoJSONSeq, RFC 8142), with the number of the line."""
    if _RECORD_SEPARATOR in text:
        number = 1
        for record in text.split(_RECORD_SEPARATOR):
            if record.strip():
                yield number, _one(record, number)
            number += record.count("\n")
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _one(line, number)


def _one(text: str, number: int) -> Any | Unreadable:
    try:
        return parsed(text, Place(line=number))
    except Unreadable as error:
        return error


def is_in_lines(text: str) -> bool:
    """Whether a text holds a value a line: more than one, the first a whole one."""
    head = text.lstrip("\ufeff\x1e \t\r\n")
    first, _, rest = head.partition("\n")
    if text.lstrip("\ufeff").startswith(_RECORD_SEPARATOR):
        return True
    if not rest.lstrip("\x1e \t\r\n").startswith("{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False
