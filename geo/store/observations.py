"""`indicators.csv` → rows, with problems by spreadsheet row and column."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pydantic import ValidationError

from geo.complaints import explain, nearest, shown
from geo.errors import Place, Problem, Value
from geo.model import Json, Observation
from geo.store.parse import MERGE

HEADER = tuple(Observation.model_fields)
RULE = "file"
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", re.ASCII)
_DELIMITERS = {";": "csv.semicolons", "\t": "csv.tabs", "|": "csv.bars"}


class Rows(NamedTuple):
    """Every sound row as a record of `Observation`, and the problems of the others."""

    records: list[Json]
    problems: list[Problem]


def read_rows(text: str, place: Place) -> Rows:
    """Read the table."""
    if re.match(r"sep=.\r?\n", text, re.IGNORECASE):
        return Rows([], [Problem(replace(place, row=1), "csv.sep_line", rule=RULE)])
    if merges := [number for number, line in enumerate(text.split("\n"), start=1) if line.startswith(MERGE)]:
        return Rows([], [Problem(replace(place, line=number), "file.merge", rule=RULE) for number in merges[:1]])
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    found = Rows([], [])
    header: list[str] = []
    try:
        for number, cells in enumerate(lines, start=1):
            here = replace(place, row=number)
            if number == 1:
                header = _without_last_comma(cells)
                found.problems.extend(_header_problems(header, here))
                if found.problems:
                    break
            elif any(cells):
                _add_row(found, header, cells[: max(len(header), len(_without_last_comma(cells)))], here)
    except csv.Error as error:
        found.problems.append(Problem(replace(place, line=lines.line_num), _syntax_key(str(error)), rule=RULE))
    return found


def _without_last_comma(cells: list[str]) -> list[str]:
    """The cells up to the last that holds anything: spreadsheets write a comma for a column that was emptied.

    That says nothing, so it is passed over; the canonical form has it not, and `kzuz check --fix` drops it.
    """
    filled = [number for number, cell in enumerate(cells, start=1) if cell]
    return cells[: filled[-1]] if filled else []


def _syntax_key(message: str) -> str:
    if "unexpected end" in message:
        return "csv.open_quote"
    return "csv.long_cell" if "field limit" in message else "csv.quote"


def _header_problems(header: Sequence[str], place: Place) -> Iterator[Problem]:
    if len(header) == 1:
        for mark, key in _DELIMITERS.items():
            if mark in header[0]:
                yield Problem(place, key, rule=RULE)
                return
    times = Counter(header)
    for name in times:
        values: dict[str, Value] = {"column": name, "meant": nearest(name, HEADER), "columns": HEADER}
        if name not in HEADER:
            yield Problem(place, "csv.unknown_column", values, RULE)
        elif times[name] > 1:
            yield Problem(place, "csv.column_twice", {"column": name}, RULE)
    for name in HEADER:
        if name not in times and name != "note":
            yield Problem(place, "csv.column_missing", {"column": name, "columns": HEADER}, RULE)


def _add_row(found: Rows, header: Sequence[str], cells: Sequence[str], place: Place) -> None:
    if len(cells) != len(header):
        found.problems.append(Problem(place, "csv.cells", {"n": len(cells), "expected": len(header)}, RULE))
        return
    record: Json = dict(zip(header, cells, strict=True))
    written = record["value"]
    if not _NUMBER.fullmatch(written):
        found.problems.append(_number_problem(written, place.at("value")))
        return
    record["value"] = float(written)
    record.setdefault("note", "")
    try:
        Observation.model_validate(record)
        found.records.append(record)
    except ValidationError as error:
        found.problems.extend(explain(error, place, Observation))


def _number_problem(written: str, place: Place) -> Problem:
    bare = re.sub(r"\s", "", written)
    values: dict[str, Value] = {"value": shown(written)}
    if re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", bare):
        either: dict[str, Value] = {"whole": bare.replace(",", ""), "written": bare.replace(",", ".")}
        return Problem(place, "csv.number_thousands", {**values, **either}, RULE)
    if re.fullmatch(r"-?\d+,\d+", bare):
        return Problem(place, "csv.number_comma", {**values, "written": bare.replace(",", ".")}, RULE)
    if bare != written and _NUMBER.fullmatch(bare):
        return Problem(place, "csv.number_spaces", {**values, "written": bare}, RULE)
    return Problem(place, "csv.number", values, RULE)
