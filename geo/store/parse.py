"""Bytes to text to JSON, with what went wrong told in the file's own terms: line, column, key."""

import json
import os
import stat
from pathlib import Path
from typing import Any, NamedTuple

from geo.errors import Problem, plain
from geo.store.complaints import field_path, shown

MAX_BYTES = 50 * 1024 * 1024
RULE = "file"
_SYNTAX_MEND = {
    "Expecting property name enclosed in double quotes": "a comma too many before a closing brace, or a name without"
    ' double quotes: write "name":',
    "Expecting ',' delimiter": "put a comma between two values, or close the bracket before this place",
    "Expecting ':' delimiter": 'put a colon between the name and its value: "name": "value"',
    "Expecting value": "a value is missing or a comma is too many; texts need double quotes",
    "Unterminated string": "close the text with a double quote",
    "Invalid control character": "a line break or tab inside a text: write \\n or \\t",
    "Invalid \\escape": 'write a backslash as \\\\; only \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX are known',
    "Extra data": "the file ends here; remove what follows, or join it to the list",
}


class Refused(ValueError):
    """A file that cannot be read at all."""

    def __init__(self, where: str, what: str, mend: str) -> None:
        self.problem = plain(where, what, mend, RULE)
        super().__init__(str(self.problem))


class FileText(NamedTuple):
    """A file's text, its bytes, and what was wrong though it could be read."""

    text: str
    data: bytes
    problems: list[Problem]


def read_text(path: Path, where: str) -> FileText:
    """Read a file as UTF-8.

    Raises
    ------
    Refused
        Missing, a folder, not a plain file, unreadable, over `MAX_BYTES`, empty, or not UTF-8.
    """
    data = _bytes(path, where)
    problems = []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(where, "is UTF-16, not UTF-8", 'save it as "UTF-8"; Notepad and Excel offer it under Save as')
    if data.startswith(b"\xef\xbb\xbf"):
        problems.append(plain(where, "starts with a byte order mark (BOM)", "save it as UTF-8 without BOM", RULE))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise Refused(
            f"{where}, line {line}, byte {column}",
            f"is not UTF-8: byte 0x{data[error.start]:02x}",
            "save the file as UTF-8; it may have been saved as Windows-1251 or Latin-1",
        ) from None
    if not text.strip():
        raise Refused(where, "is empty", "restore it from an earlier version")
    return FileText(text, data, problems)


def _bytes(path: Path, where: str) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Refused(where, "is a folder, not a file", "move the folder away and put the file in its place")
        if not stat.S_ISREG(status.st_mode):
            raise Refused(where, "is not a plain file", "put an ordinary file in its place")
        if status.st_size > MAX_BYTES:
            raise Refused(
                where,
                f"is {status.st_size / 2**20:.0f} MB; at most {MAX_BYTES // 2**20} MB are read",
                "check that it is the right file",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused(where, "there is no such file", _EMPTY.get(path.suffix, "restore it")) from None
    except OSError as error:
        mend = "ask for permission to read it: chmod u+r" if isinstance(error, PermissionError) else ""
        raise Refused(where, f"cannot be read ({os.strerror(error.errno or 0)})", mend) from None


_EMPTY = {
    ".geojson": 'restore it, or start an empty layer: {"type":"FeatureCollection","features":[]}',
    ".json": "restore it, or start an empty list: []",
    ".csv": "restore it, or start with the header line of docs/data.md",
}


class _Pairs:
    """json's object hook: remembers keys written twice, of which json silently keeps the last."""

    def __init__(self) -> None:
        self.twice: list[tuple[dict[str, Any], str]] = []

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        record = dict(pairs)
        if len(record) < len(pairs):
            keys = [key for key, _ in pairs]
            self.twice += [(record, key) for key in record if keys.count(key) > 1]
        return record


def parse_json(text: str, where: str) -> tuple[Any, list[Problem]]:
    """The value of a JSON text, and every problem; None if nothing could be read.

    If a file with one feature a line is broken, each broken line is told and the other lines still count.
    """
    pairs = _Pairs()
    try:
        value = json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        return _parse_lines(text, where, _syntax_problem(error, where))
    except RecursionError:
        return None, [plain(where, "is nested too deeply", "no field of the atlas nests; restore the file", RULE)]
    except ValueError as error:  # an integer of thousands of digits
        return None, [plain(where, f"cannot be read: {error}", "check the numbers in it", RULE)]
    return value, [_twice_problem(value, record, key, where) for record, key in pairs.twice]


def _parse_lines(text: str, where: str, problem: Problem) -> tuple[Any, list[Problem]]:
    """Read what can be read of a broken file in canonical form, line by line."""
    lines = text.splitlines()
    if len(lines) < 3 or not lines[0].startswith(("{", "[")) or lines[0].rstrip()[-1] != "[":
        return None, [problem]
    entries, problems = [], []
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() in ("]}", "]", ""):
            continue
        entry, found = _parse_line(line.strip().removesuffix(","), f"{where}, line {number}")
        problems += found
        if entry is not None:
            entries.append(entry)
    if not problems:  # each line is sound, so the fault lies between them
        problems = [problem]
    return ({"type": "FeatureCollection", "features": entries} if lines[0].startswith("{") else entries), problems


def _parse_line(line: str, where: str) -> tuple[Any, list[Problem]]:
    pairs = _Pairs()
    try:
        entry = json.loads(line, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        return None, [_syntax_problem(error, where)]
    except (RecursionError, ValueError):
        return None, [plain(where, "is nested too deeply or holds a number too long", "restore the line", RULE)]
    return entry, [_twice_problem(entry, record, key, where) for record, key in pairs.twice]


def _syntax_problem(error: json.JSONDecodeError, where: str) -> Problem:
    line = error.doc.splitlines()[error.lineno - 1] if error.lineno <= len(error.doc.splitlines()) else ""
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return plain(
            f"{where}, line {error.lineno}",
            "an unfinished merge",
            "keep one of the two versions and remove the lines with <<<<<<<, ======= and >>>>>>>",
            RULE,
        )
    near = error.doc[max(0, error.pos - 15) : error.pos + 15].replace("\n", "⏎")
    mend = next((mend for start, mend in _SYNTAX_MEND.items() if error.msg.startswith(start)), "")
    place = f"column {error.colno}" if ", line " in where else f"line {error.lineno}, column {error.colno}"
    return plain(f"{where}, {place}", f"is not JSON: {error.msg.lower()}, near {shown(near)}", mend, RULE)


def _twice_problem(root: Any, record: dict[str, Any], key: str, where: str) -> Problem:
    path = _path_of(root, record)
    name = ""
    if path and path[0] == "features" and len(path) > 1:
        name, path = f"feature {int(path[1]) + 1}", path[2:]
    place = ", ".join(filter(None, [where, name, field_path((*path, key))]))
    return plain(place, f'"{key}" is written twice', "keep one of the two; JSON would silently drop the first", RULE)


def _path_of(root: Any, target: dict[str, Any]) -> tuple[int | str, ...]:
    """The steps from the root to one of its objects."""
    waiting: list[tuple[Any, tuple[int | str, ...]]] = [(root, ())]
    while waiting:
        value, path = waiting.pop()
        if value is target:
            return path
        if isinstance(value, dict):
            waiting += [(part, (*path, key)) for key, part in value.items()]
        elif isinstance(value, list):
            waiting += [(part, (*path, index)) for index, part in enumerate(value)]
    return ()
