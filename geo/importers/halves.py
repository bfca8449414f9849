"""A latitude or longitude in several cells: degrees, minutes, seconds, hemisphere; metres with their zone."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from geo.importers.rows import Cell, Refusal, Row, refused
from geo.importers.shown import is_empty, shown

_ZONE = re.compile(r"(?:utm)?[\s-]*(?:zone)?[\s:]*(\d{1,2})\s*([c-hj-np-x])?", re.IGNORECASE)
# Zones of UTM that touch the two countries; smaller numbers are those of Gauss-Krüger, of which there are several.
_UTM_ZONES = range(39, 46)
# No number of degrees is as large.
_METRES = 1000.0


class Half(NamedTuple):
    """Names of the columns of one half; "" where there is none."""

    degrees: str
    minutes: str = ""
    seconds: str = ""
    hemisphere: str = ""

    @property
    def is_in_parts(self) -> bool:
        """Whether it stands in more cells than one."""
        return bool(self.minutes or self.seconds or self.hemisphere)

    def cell(self, row: Row) -> Cell | Refusal:
        """What the cells say together, as one would write it: `41°18′36″ N`; a refusal where some say only a part."""
        degrees, minutes, seconds, side = (row.cells.get(name) if name else None for name in self)
        if is_empty(degrees) or not self.is_in_parts:
            return degrees
        whole = _figures(degrees)
        if self.minutes and is_empty(minutes) and ("." not in whole or not is_empty(seconds)):
            return refused(row.where.at(self.minutes), "no-position", "import.part_missing", text=whole)
        if is_empty(minutes) and not is_empty(seconds):
            return refused(row.where.at(self.seconds), "no-position", "import.part_missing", text=whole)
        text = whole
        if not is_empty(minutes):
            text = f"{whole}°{_figures(minutes)}′" + ("" if is_empty(seconds) else f"{_figures(seconds)}″")
        return text if is_empty(side) else f"{text} {shown(side)}"


def halves(fields: Mapping[str, str]) -> tuple[Half, Half]:
    """Those of latitude and of longitude, by the columns that a table has."""
    lat, lon = (
        Half(*(fields.get(name, "") for name in (axis, f"{axis}_min", f"{axis}_sec", f"{axis}_hemisphere")))
        for axis in ("lat", "lon")
    )
    return lat, lon


def _figures(cell: Cell) -> str:
    return shown(cell).replace(",", ".")


def zone_of(cell: Cell) -> str | None:
    """A zone of UTM as `coordinates` reads it, `42N`; None for what names none of the two countries'."""
    match = _ZONE.fullmatch(shown(cell))
    if match is None or int(match[1]) not in _UTM_ZONES:
        return None
    return f"{int(match[1])}{(match[2] or 'N').upper()}"


def are_metres(*cells: Cell) -> bool:
    """Whether numbers are too large for degrees."""
    try:
        return all(abs(float(_figures(cell).replace(" ", ""))) >= _METRES for cell in cells)
    except ValueError:
        return False
