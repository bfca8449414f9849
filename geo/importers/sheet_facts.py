"""Of a sheet's XML: which rows are hidden, which formulas have no value stored, and how far out cells stand."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath

from geo.importers import safe_xml
from geo.importers.rows import Unreadable

# A sheet is laid out as one block of cells: more than these would fill the memory.
WORKBOOK = "xl/workbook.xml"
MOST_CELLS = 30_000_000
_ERRORS = "e"


@dataclass
class Facts:
    """Of one sheet. `unsaid` is by row, counted from 1, and column, counted from 0."""

    hidden: list[int] = field(default_factory=list)
    unsaid: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    rows: int = 0
    columns: int = 0

    def reach(self, row: int, column: int) -> None:
        """A cell stands there.

        Raises
        ------
        Unreadable
            It is too far out.
        """
        self.rows, self.columns = max(self.rows, row), max(self.columns, column + 1)
        if self.rows * self.columns > MOST_CELLS:
            raise Unreadable("format", "import.sheet_too_wide", row=row, column=column + 1)


def xlsx_facts(members: Mapping[str, bytes]) -> dict[str, Facts]:
    """Facts of each sheet of an XLSX by its name."""
    targets = {
        tag.get("Id", ""): _inside(tag.get("Target", ""))
        for tag in _tags(members.get("xl/_rels/workbook.xml.rels", b"<r/>"), "Relationship")
    }
    sheets = [(tag.get("name", ""), targets.get(tag.get("id", ""), "")) for tag in _tags(members[WORKBOOK], "sheet")]
    return {name: _XlsxSheet(members[target]).facts for name, target in sheets if target in members}


def _inside(target: str) -> str:
    """The member that a relation of the workbook names: relative to `xl/`, or from the root."""
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


def _tags(data: bytes, wanted: str) -> list[Mapping[str, str]]:
    found: list[Mapping[str, str]] = []
    _run(data, lambda name, tag: found.append(tag) if name == wanted else None, lambda _: None)
    return found


def _run(
    data: bytes, begin: safe_xml.Begin, end: Callable[[str], object], text: Callable[[str], object] | None = None
) -> None:
    try:
        safe_xml.run(data, begin, end, text)
    except ValueError as error:  # a number that is none
        raise Unreadable("format", "import.sheet_broken", reason=str(error)) from error


class _XlsxSheet:
    """Reads `row`, `c`, `f` and `v` as they come, and nothing else."""

    def __init__(self, data: bytes) -> None:
        self.facts = Facts()
        self._row = self._column = 0
        self._formula: list[str] | None = None
        self._inside = ""
        self._has_formula = self._has_value = self._is_error = False
        _run(data, self._begin, self._end, self._text)

    def _begin(self, name: str, tag: Mapping[str, str]) -> None:
        if name == "c":
            self._cell(tag)
        elif name == "row":
            self._row = int(tag.get("r") or self._row + 1)
            self._column = -1
            if tag.get("hidden") in ("1", "true"):
                self.facts.hidden.append(self._row)
        elif name == "f":
            self._has_formula, self._inside, self._formula = True, "f", []
        elif name == "v":
            self._inside = "v"

    def _cell(self, tag: Mapping[str, str]) -> None:
        self._column = _column(tag["r"]) if "r" in tag else self._column + 1
        self.facts.reach(self._row, self._column)
        self._is_error = tag.get("t") == _ERRORS
        self._has_formula = self._has_value = False
        self._formula = None

    def _text(self, text: str) -> None:
        if self._inside == "v" and text:
            self._has_value = True
        elif self._inside == "f" and self._formula is not None:
            self._formula.append(text)

    def _end(self, name: str) -> None:
        if name in ("f", "v"):
            self._inside = ""
        elif name == "c" and (self._is_error or (self._has_formula and not self._has_value)):
            self.facts.unsaid[self._row][self._column] = f"={''.join(self._formula or ())}"


def _column(reference: str) -> int:
    number = 0
    for letter in reference.rstrip("0123456789$").lstrip("$"):
        number = number * 26 + ord(letter.upper()) - 64
    return number - 1


def ods_facts(members: Mapping[str, bytes]) -> dict[str, Facts]:
    """Facts of each sheet of an ODS by its name."""
    return _OdsSheets(members.get("content.xml", b"<r/>")).found


class _OdsSheets:
    """Reads tables, rows and cells as they come; a repeated row or cell counts as often as it says."""

    def __init__(self, data: bytes) -> None:
        self.found: dict[str, Facts] = {}
        self._facts = Facts()
        self._row = self._column = 0
        self._repeated = 1
        _run(data, self._begin, self._end)

    def _begin(self, name: str, tag: Mapping[str, str]) -> None:
        if name == "table":
            self._facts = self.found[tag.get("name", "")] = Facts()
            self._row = 0
        elif name == "table-row":
            self._repeated = int(tag.get("number-rows-repeated", "1"))
            self._column = 0
            if tag.get("visibility", "visible") != "visible" and self._repeated < 10_000:
                self._facts.hidden += range(self._row + 1, self._row + 1 + self._repeated)
        elif name in ("table-cell", "covered-table-cell"):
            self._cell(tag)

    def _cell(self, tag: Mapping[str, str]) -> None:
        times = int(tag.get("number-columns-repeated", "1"))
        if "value-type" in tag or "formula" in tag:
            self._facts.reach(self._row + self._repeated, self._column + times - 1)
        if "formula" in tag and "value-type" not in tag:
            formula = tag["formula"].partition(":")[2] or tag["formula"]
            self._facts.unsaid[self._row + 1][self._column] = formula
        self._column += times

    def _end(self, name: str) -> None:
        if name == "table-row":
            self._row += self._repeated
