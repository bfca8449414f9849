"""Bytes to text to JSON, with what went wrong told in the file's own terms: line, column, key."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from geo.complaints import shown, steps
from geo.errors import Place, Problem, Step
from geo.store.foreign import foreign_bytes, foreign_text
from geo.store.snapshot import Refused

RULE = "file"
BOM = b"\xef\xbb\xbf"
# How json's message begins -> what we say.
_SYNTAX = {
    "Expecting property name enclosed in double quotes": "json.name",
    "Illegal trailing comma": "json.trailing_comma",
    "Expecting ',' delimiter": "json.comma",
    "Expecting ':' delimiter": "json.colon",
    "Expecting value": "json.value",
    "Unterminated string": "json.open_text",
    "Invalid control character": "json.control",
    "Invalid \\escape": "json.escape",
    "Invalid \\uXXXX escape": "json.unicode_escape",
    "Extra data": "json.extra",
}
# How the lines begin that an unfinished merge of Git leaves.
MERGE = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


def decode(data: bytes, place: Place) -> str:
    """A file's text; a byte order mark is passed over.

    Raises
    ------
    Refused
        Empty, of another format, or not UTF-8.
    """
    if foreign := foreign_bytes(data, place):
        raise Refused(place, foreign.key, **foreign.values)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8-sig")) + 1
        byte = f"0x{data[error.start]:02x}"
        raise Refused(replace(place, line=line, column=column), "file.not_utf8", byte=byte) from None
    if not text.strip():
        raise Refused(place, "file.empty")
    if foreign := foreign_text(text, place):
        raise Refused(place, foreign.key, **foreign.values)
    return text


class _Pairs:
    """json's object hook: remembers keys written twice, of which json silently keeps the last."""

    def __init__(self) -> None:
        self.twice: list[tuple[dict[str, Any], str]] = []

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        record = dict(pairs)
        if len(record) < len(pairs):
            times = Counter(key for key, _ in pairs)
            self.twice += [(record, key) for key, n in times.items() if n > 1]
        return record

    def problems(self, root: Any, place: Place) -> Iterator[Problem]:
        """Each key written twice, at its place."""
        paths = _paths_of(root, {id(record) for record, _ in self.twice}) if self.twice else {}
        for record, key in self.twice:
            yield Problem(
                _place_at(place, root, (*paths.get(id(record), ()), key)), "json.key_twice", {"name": key}, RULE
            )


class Parsed(NamedTuple):
    """The value of a JSON text, None if nothing could be read, and every problem."""

    value: Any
    problems: list[Problem]


def parse_json(text: str, place: Place) -> Parsed:
    """Read a JSON text.

    If a file with one feature a line is broken, each broken line is told and the other lines still count.
    """
    pairs = _Pairs()
    try:
        value = json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        return _parse_lines(text, place, _syntax_problem(error, place))
    except RecursionError:
        return Parsed(None, [Problem(place, "json.deep", rule=RULE)])
    except ValueError:  # an integer of thousands of digits
        return Parsed(None, [Problem(place, "json.digits", rule=RULE)])
    return Parsed(value, list(pairs.problems(value, place)))


def _parse_lines(text: str, place: Place, problem: Problem) -> Parsed:
    """Read what can be read of a broken file in canonical form, line by line."""
    # Only "\n": a text may hold U+2028 and its like, which `splitlines` would cut at.
    lines = text.split("\n")
    if len(lines) < 3 or not lines[0].startswith(("{", "[")) or lines[0].rstrip()[-1] != "[":
        return Parsed(None, [problem])
    entries, problems = [], []
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() in ("]}", "]", ""):
            continue
        entry, found = _parse_line(line.strip().removesuffix(","), replace(place, line=number))
        problems += found
        if entry is not None:
            entries.append(entry)
    if not problems:  # each line is sound, so the fault lies between them
        problems = [problem]
    return Parsed({"type": "FeatureCollection", "features": entries} if lines[0].startswith("{") else entries, problems)


def _parse_line(line: str, place: Place) -> Parsed:
    pairs = _Pairs()
    try:
        entry = json.loads(line, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        return Parsed(None, [_syntax_problem(error, place)])
    except RecursionError:
        return Parsed(None, [Problem(place, "json.deep", rule=RULE)])
    except ValueError:
        return Parsed(None, [Problem(place, "json.digits", rule=RULE)])
    return Parsed(entry, list(pairs.problems(entry, place)))


def _syntax_problem(error: json.JSONDecodeError, place: Place) -> Problem:
    doc, pos = error.doc, error.pos
    start = doc.rfind("\n", 0, pos) + 1
    if place.line is None:
        place = replace(place, line=error.lineno)
    if doc.startswith(MERGE, start):
        return Problem(place, "file.merge", rule=RULE)
    near = doc[max(0, pos - 15) : pos + 15].replace("\n", "⏎")
    key = next((key for begins, key in _SYNTAX.items() if error.msg.startswith(begins)), "json.syntax")
    return Problem(replace(place, column=pos - start + 1), key, {"near": shown(near)}, RULE)


def _place_at(place: Place, root: Any, path: tuple[Step, ...]) -> Place:
    """The place some steps into a file's value: feature and field, as far as it is a list of them."""
    listed = root.get("features") if isinstance(root, dict) else root
    inner = path[1:] if isinstance(root, dict) and path[:1] == ("features",) else path if root is listed else ()
    if place.line is None and isinstance(listed, list) and inner and isinstance(inner[0], int):
        return replace(place, number=inner[0] + 1, field=steps(inner[1:]))
    return replace(place, field=steps(path))


def _paths_of(root: Any, targets: set[int]) -> dict[int, tuple[Step, ...]]:
    """The steps from the root to each of the objects whose `id` is wanted: one walk for all of them."""
    found: dict[int, tuple[Step, ...]] = {}
    waiting: list[tuple[Any, tuple[Step, ...]]] = [(root, ())]
    while waiting:
        value, path = waiting.pop()
        if isinstance(value, dict):
            if id(value) in targets:
                found[id(value)] = path
            waiting += [(part, (*path, key)) for key, part in value.items() if isinstance(part, dict | list)]
        elif isinstance(value, list):
            waiting += [(part, (*path, index)) for index, part in enumerate(value) if isinstance(part, dict | list)]
    return found
