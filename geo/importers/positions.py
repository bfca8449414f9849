"""Rows → positions in degrees of WGS 84, or why there is none: cells by `coordinates`, points by their system."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from math import isfinite
from typing import NamedTuple

import numpy as np

from geo import coordinates
from geo.coordinates.ranking import is_inside
from geo.errors import Place, Problem, Said
from geo.importers import systems
from geo.importers.halves import are_metres, halves, zone_of
from geo.importers.rows import FILE, RULE, Cell, Refusal, Row, Table, Unsaid, refused
from geo.importers.shown import figures, is_empty, shown

_PLAIN = re.compile(r"-?\d{1,3}(?:[.,]\d{1,15})?")
_DECIMALS = 6


class Position(NamedTuple):
    """Degrees, or a refusal; neither where a row says nothing of where it is."""

    lon: float | None = None
    lat: float | None = None
    refusal: Refusal | None = None


class Located(NamedTuple):
    """The positions of a table's rows, the system they were in, and a refusal of the whole table."""

    positions: Sequence[Position]
    crs: str = systems.WGS84
    refusal: Refusal | None = None


def of_points(table: Table, asked: str = "", order: coordinates.AxisOrder | None = None) -> Located:
    """Positions of a layer of a map.

    Parameters
    ----------
    asked
        The system a person named; goes before that of the file.
    order
        "lat-lon" where a person said that the file writes latitude first.
    """
    points = [row.point for row in table.rows if row.point is not None]
    x, y = (np.array([point[axis] for point in points], dtype=float) for axis in (0, 1))
    if order == "lat-lon":
        x, y = y, x
    text = asked or table.crs
    known = systems.system(text) if text else systems.system(systems.WGS84) if table.assumes_wgs84 else None
    where = _in_layer(table)
    if known is None:
        key, fits = "import.crs_unknown" if text else "import.crs_missing", systems.fitting(x, y)
        return (
            Located((), text, refused(where, "crs", key, crs=text, fits=tuple(fits) or ("EPSG:…",)))
            if len(x)
            else _none(table)
        )
    if text and systems.contradicts(known, x, y):
        fits = systems.fitting(x, y)
        wrong = refused(where, "crs", "import.crs_contradicted", crs=known.name, fits=tuple(fits) or ("EPSG:…",))
        return Located((), known.name, wrong)
    lon, lat = systems.to_degrees(known, x, y)
    if order is None and not known.in_degrees and systems.is_northing_first(known, x, y):
        return Located((), known.name, refused(where, "swapped", "import.northing_first", crs=known.name))
    numbers = iter(zip(lon.tolist(), lat.tolist(), strict=True))
    found = [Position() if row.point is None else _checked(row.where, *next(numbers)) for row in table.rows]
    if table.assumes_wgs84 and order is None and not asked:
        found = _asked_if_all_fit_both_ways(table.rows, found)
    return Located(found, known.name)


def _asked_if_all_fit_both_ways(rows: Sequence[Row], found: Sequence[Position]) -> list[Position]:
    """Near Oral a position fits either way round: where no other point shows which comes first, a person has to."""
    placed = [one for one in found if one.lon is not None and one.lat is not None]
    if not placed or not all(fits_both_ways(one) for one in placed):
        return list(found)
    return [
        _read(row.where, f"{figures(one.lon)} {figures(one.lat)}", None) if one.lon and one.lat else one
        for row, one in zip(rows, found, strict=True)
    ]


def fits_both_ways(position: Position) -> bool:
    """Whether a position lies in the two countries with latitude and longitude exchanged as well."""
    lon, lat = position.lon, position.lat
    return lon is not None and lat is not None and is_inside(lon, lat) and is_inside(lat, lon)


def _none(table: Table) -> Located:
    return Located([Position()] * len(table.rows))


def _in_layer(table: Table) -> Place:
    return Place(part=Said("import.where.layer_alone", {"layer": table.name})) if table.name else FILE


def _checked(where: Place, lon: float, lat: float) -> Position:
    """A position that is degrees already: what `coordinates` has against it, if anything."""
    if isfinite(lon) and isfinite(lat):
        if is_inside(lon, lat):
            return Position(round(lon, _DECIMALS), round(lat, _DECIMALS))
        return _read(where, f"{figures(lat)}; {figures(lon)}", "lat-lon", f"{figures(lat)}, {figures(lon)}")
    return Position(refusal=refused(where, "range", "import.number", text=f"{lat:g}, {lon:g}"))


class Cells:
    """Which cells of a row say where it is.

    Parameters
    ----------
    fields
        Field → name of its column: `lat`, `lon` with their parts, `zone` of metres, `position`.
    crs
        A system of metres that a person named for the two columns.
    order
        Which of two bare numbers in one cell comes first.
    """

    def __init__(self, fields: Mapping[str, str], crs: str = "", order: coordinates.AxisOrder | None = None) -> None:
        self._halves = halves(fields)
        self.lat, self.lon = fields.get("lat", ""), fields.get("lon", "")
        self.position, self._zone = fields.get("position", ""), fields.get("zone", "")
        self._names = [name for name in dict.fromkeys((*self._halves[0], *self._halves[1], self.position)) if name]
        self._crs = "" if crs in ("", systems.WGS84) else crs
        self._order = order
        self.zones: dict[str, None] = {}

    def of(self, row: Row) -> Position:
        """The position of a row of cells."""
        for name in self._names:
            cell = row.cells.get(name)
            if isinstance(cell, Unsaid):
                return Position(refusal=refused(row.where.at(name), "formula", "import.formula", formula=str(cell)))
            if isinstance(cell, date | time | timedelta | bool):
                return Position(refusal=refused(row.where.at(name), "number", "import.position_date", text=str(cell)))
        lat, lon = (half.cell(row) for half in self._halves)
        if isinstance(lat, Refusal) or isinstance(lon, Refusal):
            return Position(refusal=lat if isinstance(lat, Refusal) else lon if isinstance(lon, Refusal) else None)
        return self._read(row, lat, lon, row.cells.get(self.position) if self.position else None)

    def _read(self, row: Row, lat: Cell, lon: Cell, both: Cell) -> Position:
        if is_empty(lat) and is_empty(lon) and not self._crs:
            return Position() if is_empty(both) else _read(row.where, shown(both), self._order)
        zone = row.cells.get(self._zone) if self._zone else None
        if not is_empty(zone) and are_metres(lat, lon):
            return self._in_zone(row, lat, lon, zone)
        if self._crs:
            return _read(row.where, f"{self._crs} {shown(lon)} {shown(lat)}", None, f"{shown(lon)} {shown(lat)}")
        if is_empty(lat) or is_empty(lon):
            return self._alone(row, lat, lon)
        if (numbers := _both(lat, lon)) is not None:
            return Position(*numbers)
        return _read(row.where, f"{shown(lat)}; {shown(lon)}", "lat-lon", f"{shown(lat)}, {shown(lon)}")

    def _in_zone(self, row: Row, north: Cell, east: Cell, cell: Cell) -> Position:
        """Metres whose zone stands beside them: UTM, on WGS 84; that of another system is asked for."""
        zone, where = zone_of(cell), row.where.at(self._zone)
        code = f"EPSG:326{zone[:2]}" if zone else ""
        if not zone or (self._crs and self._crs.upper() != code):
            fits = self._crs or code or "EPSG:…"
            return Position(refusal=refused(where, "crs", "import.zone", zone=shown(cell), crs=fits))
        typed = f"{zone} {shown(east)} {shown(north)}"
        found = _read(row.where, typed.replace(",", "."), None, typed)
        if found.refusal and _read(row.where, f"{zone} {shown(north)} {shown(east)}", None).refusal is None:
            return Position(refusal=refused(row.where, "swapped", "import.northing_first", crs=code))
        self.zones[code] = None
        return found

    def _alone(self, row: Row, lat: Cell, lon: Cell) -> Position:
        """One of the two cells is empty: the other may hold the pair."""
        cell = lon if is_empty(lat) else lat
        readings = coordinates.parse(shown(cell), order=self._order)
        if readings.one is not None:
            return Position(readings.one.lon, readings.one.lat)
        empty = self.lat if is_empty(lat) else self.lon
        return Position(refusal=refused(row.where.at(empty), "no-position", "import.half_position", text=shown(cell)))


def _both(lat: Cell, lon: Cell) -> tuple[float, float] | None:
    """(lon, lat) of two plain numbers that lie in the two countries: what nearly every row has."""
    north, east = _plain(lat), _plain(lon)
    if north is None or east is None or not is_inside(east, north):
        return None
    return round(east, _DECIMALS), round(north, _DECIMALS)


def _plain(cell: Cell) -> float | None:
    if isinstance(cell, float | int):
        return float(cell) if abs(cell) < 1000 else None
    text = str(cell).strip()
    return float(text.replace(",", ".")) if _PLAIN.fullmatch(text) else None


def _read(where: Place, text: str, order: coordinates.AxisOrder | None, typed: str = "") -> Position:
    readings = coordinates.parse(text, order=order)
    if readings.one is not None:
        return Position(readings.one.lon, readings.one.lat)
    if (why := readings.refusal) is None:
        return Position()
    values = {**why.values, "typed": typed or text, "why": Said(f"coordinate.refused.{why.key}", dict(why.values)),
              "how": Said(f"coordinate.refused.{why.key}.mend", dict(why.values))}  # fmt: skip
    return Position(refusal=Refusal(why.reason, Problem(where, "import.position", values, RULE)))
