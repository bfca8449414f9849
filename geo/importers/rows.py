"""What every reader of a file gives: rows of cells, with where each stands, and what the file says of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from geo.errors import Place, Problem, Said


class Unsaid(str):
    """A formula whose value the file does not hold, or whose value is an error: the formula itself."""

    __slots__ = ()


Cell = str | int | float | bool | date | datetime | time | timedelta | None
RULE = "import"


class Refusal(NamedTuple):
    """Why a row, or a whole file, is not taken: one word for scripts, and the problem for people."""

    reason: str
    problem: Problem


class Unreadable(Exception):
    """A whole file gives no rows."""

    def __init__(self, reason: str, key: str, place: Place | None = None, /, **values: object) -> None:
        self.refusal = Refusal(reason, Problem(place or FILE, key, values, RULE))
        super().__init__(key)


FILE = Place(part=Said("import.where.file"))


@dataclass(frozen=True, slots=True)
class Row:
    """One thing a file holds.

    Parameters
    ----------
    where
        For people: `row 3`, `placemark «Drive»`.
    cells
        What the file says, by its own names of columns.
    point
        x and y as the file has them, in the system of its table; of tables without geometries None.
    refusal
        Why the reader itself could not take it.
    """

    where: Place
    cells: Mapping[str, Cell]
    point: tuple[float, float] | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Table:
    """One sheet or layer of a file.

    Parameters
    ----------
    name
        Of the sheet or layer; "" where a file is one table.
    rows
        In the order of the file.
    crs
        Reference system of the points as the file names it, for `crs.System`; "" where it names none.
    drawn
        Whether positions are geometries of a map, or cells.
    """

    name: str
    rows: Sequence[Row]
    crs: str = ""
    drawn: bool = True
    # Whether the numbers may be in degrees of WGS 84 without a word, as the format's standard says.
    assumes_wgs84: bool = True


@dataclass(frozen=True)
class Contents:
    """All that a reader finds in one file.

    Parameters
    ----------
    tables
        Every sheet or layer that holds things.
    encoding
        Of its letters, as Python names it in lower case; "" where the format leaves no doubt.
    notes
        What the person should know: hidden rows, columns nobody used, heights left out.
    """

    format: str
    tables: Sequence[Table]
    encoding: str = ""
    notes: Sequence[Said] = field(default=())


def refused(where: Place, reason: str, key: str, /, **values: object) -> Refusal:
    """A refusal by its key in the catalogues."""
    return Refusal(reason, Problem(where, key, values, RULE))


def named(noun: str, number: int | None = None, name: object = "", *, layer: str = "") -> Place:
    """Where a thing of a map file stands: `feature 3 «Multi of two»`, `layer «Couche 1», feature 2`."""
    text = " ".join(str(name).split()) if name is not None else ""
    what = Said(f"import.noun.{noun}")
    told = {"noun": what, "n": str(number), "name": text}
    if number is not None:
        what = Said("import.where.n_name" if text else "import.where.n", told)
    elif text:
        what = Said("import.where.name", told)
    if not layer:
        return Place(part=what)
    shown = layer if layer.isidentifier() else f"«{layer}»"
    return Place(part=Said("import.where.layer", {"layer": shown, "what": what}))


def at_row(number: int, sheet: str = "") -> Place:
    """Where a row of a sheet stands, as a spreadsheet counts."""
    return Place(row=number, part=Said("import.where.sheet", {"sheet": sheet}) if sheet else None)
