"""`indicators.csv` → rows, with problems by spreadsheet row and column."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from geo.errors import Problem, plain
from geo.frames import Json
from geo.model import Observation
from geo.store.complaints import explain, nearest, shown

HEADER = tuple(Observation.model_fields)
_RULE = "file"


def read_rows(text: str | None, where: str) -> tuple[list[Json], list[Problem]]:
    """Every sound row as a record of `Observation`, and the problems of the others."""
    if text is None:
        return [], []
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        return [], [plain(where, f"is not CSV: {error}", "a double quote inside a text is written twice", _RULE)]
    header = lines[0]
    problems = list(_header_problems(header, where))
    if problems:
        return [], problems
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cells):
            continue
        record, found = _row(header, cells, f"{where}, row {number}")
        problems += found
        if not found:
            rows.append(record)
    return rows, problems


def _header_problems(header: Sequence[str], where: str) -> Iterator[Problem]:
    if len(header) == 1 and re.search(r"[;\t]", header[0]):
        yield plain(f"{where}, row 1", "columns are separated by semicolons or tabs", "save it with commas", _RULE)
        return
    for name in header:
        if name not in HEADER:
            yield plain(
                f"{where}, row 1",
                f'unknown column "{name}"',
                nearest(name, HEADER) + f"the columns are {', '.join(HEADER)}",
                _RULE,
            )
        elif list(header).count(name) > 1:
            yield plain(f"{where}, row 1", f'column "{name}" is there twice', "keep one of the two", _RULE)
    for name in HEADER:
        if name not in header and name != "note":
            yield plain(f"{where}, row 1", f'column "{name}" is missing', f"the columns are {', '.join(HEADER)}", _RULE)


def _row(header: Sequence[str], cells: Sequence[str], where: str) -> tuple[Json, list[Problem]]:
    if len(cells) != len(header):
        mend = "a text with a comma stands in double quotes"
        return {}, [plain(where, f"has {len(cells)} cells, the header {len(header)}", mend, _RULE)]
    record: Json = dict(zip(header, cells, strict=True))
    written = record["value"]
    if not re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", written, re.ASCII):
        return {}, [plain(f"{where}, value", f"{shown(written)} is not a number", _number_mend(written), _RULE)]
    record["value"] = float(written)
    record.setdefault("note", "")
    try:
        Observation.model_validate(record)
    except ValidationError as error:
        return {}, list(explain(error, where, Observation))
    return record, []


def _number_mend(written: str) -> str:
    bare = re.sub(r"\s", "", written)
    if re.fullmatch(r"-?\d+,\d+", bare):
        return f"write it with a decimal point: {bare.replace(',', '.')}"
    if re.fullmatch(r"-?\d+(\.\d+)?", bare):
        return f"write it without spaces: {bare}"
    return "write digits and a decimal point only: 4.97; the unit has its own column"
