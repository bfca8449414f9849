"""Records ⇄ GeoDataFrames ⇄ plain values, GeoJSON geometry ⇄ Shapely: the only place where one becomes the other."""

import copy
from collections.abc import Callable, Container, Sequence
from functools import cache
from itertools import chain
from types import NoneType
from typing import Any, get_args

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from geopandas.array import GeometryArray
from numpy.typing import NDArray
from pydantic import BaseModel
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from geo.errors import Place, Problem
from geo.model import FILE_CRS, LAYER, Json, Observation

DECIMALS = 6


@cache
def file_crs() -> CRS:
    """EPSG:4326, looked up once."""
    return CRS(FILE_CRS)


@cache
def number_columns(model: type[BaseModel]) -> frozenset[str]:
    """Columns held as float64 with NaN for missing; every other column is object with None."""
    return frozenset(name for name, info in model.model_fields.items() if _is_number(info.annotation))


def _is_number(annotation: Any) -> bool:
    if annotation in (int, float):
        return True
    parts = [part for part in get_args(annotation) if part is not NoneType]
    # Annotated[float, Field(gt=0)] | None: look at the first of each pair, not into lists
    return getattr(annotation, "__origin__", None) not in (list, dict) and bool(parts) and _is_number(parts[0])


def crs_problem(name: str, frame: GeoDataFrame) -> Problem | None:
    """What is wrong with the CRS of one frame, which the caller knows by this name; None if nothing is."""
    crs = frame.crs
    if crs is file_crs() or (crs is not None and crs.equals(file_crs(), ignore_axis_order=True)):
        return None
    key, said = ("crs.none", "") if crs is None else ("crs.other", crs.to_string())
    return Problem(Place(argument=name), key, {"frame": name, "crs": said}, "crs")


def frame_of(
    layer_name: str, records: Sequence[Json], geometries: Sequence[BaseGeometry | None] | NDArray[np.object_]
) -> GeoDataFrame:
    """A layer's documented frame, from n records and their geometries.

    Returns
    -------
    GeoDataFrame
        n rows sorted by id (ties keep their order), RangeIndex, EPSG:4326, columns `model.columns(noun)` + geometry.
        Numbers are float64 with NaN for missing; the rest is object: None, [] or {} for missing.
    """
    noun = LAYER[layer_name].noun
    order = sorted(range(len(records)), key=lambda row: records[row]["id"])
    defaults = {name: None if info.is_required() else info.default for name, info in noun.model_fields.items()}
    made_anew = [name for name, default in defaults.items() if isinstance(default, list | dict)]
    rows = []
    for row in order:
        cells = {**defaults, **{name: copy.copy(defaults[name]) for name in made_anew}, **records[row]}
        rows.append([cells[name] for name in defaults])
    shapes = np.empty(len(order), dtype=object)
    shapes[:] = [geometries[row] for row in order]
    # One block of objects, then the few columns of numbers: several times faster than a Series for each column.
    table = pd.DataFrame(_object_block(rows, len(defaults)), columns=list(defaults), dtype=object)
    for name in defaults:
        if name in number_columns(noun):
            table[name] = np.array([np.nan if value is None else value for value in table[name]], dtype=float)
    table["geometry"] = GeometryArray(shapes, crs=file_crs())
    return GeoDataFrame(table, geometry="geometry")


def _object_block(rows: Sequence[Sequence[Any]], width: int) -> NDArray[np.object_]:
    """n rows of cells as an n × width array whose cells stay the Python objects they are, lists included."""
    block = np.empty((len(rows), width), dtype=object)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            block[number, column] = value
    return block


def without(frame: GeoDataFrame, ids: Container[str]) -> GeoDataFrame:
    """A layer's frame but for the features with these ids."""
    return frame[[id_ not in ids for id_ in frame["id"]]]


def joined(frame: GeoDataFrame, more: GeoDataFrame) -> GeoDataFrame:
    """Two frames of one layer as one, sorted by id, in the documented form; a call of NumPy for each column.

    Raises
    ------
    ValueError
        They are not in the same CRS.
    """
    if frame.crs != more.crs:
        raise ValueError(f"frames in {frame.crs} and {more.crs} cannot be joined")
    ids = [*frame["id"], *more["id"]]
    order = sorted(range(len(ids)), key=ids.__getitem__)
    both = {name: np.concatenate([frame[name].to_numpy(), more[name].to_numpy()])[order] for name in more.columns}
    shapes = GeometryArray(both.pop("geometry"), crs=more.crs)
    # Each with its own dtype: Pandas would make text of columns of objects, and NaN of None.
    columns = {name: pd.Series(values, dtype=values.dtype) for name, values in both.items()}
    return GeoDataFrame({**columns, "geometry": shapes}, geometry="geometry")


def observations_of(rows: Sequence[Json]) -> pd.DataFrame:
    """`indicators.csv` as a frame: the columns of `model.Observation`, in canonical order, RangeIndex."""
    names = list(Observation.model_fields)
    ordered = sorted(
        rows,
        key=lambda row: [
            row[key] for key in ("indicator", "reporter", "period", "unit", "basis", "source", "note", "value")
        ],
    )
    return pd.DataFrame(
        {
            name: pd.Series([row[name] for row in ordered], dtype="float64" if name == "value" else object)
            for name in names
        }
    )


def records_of(frame: pd.DataFrame, model: type[BaseModel]) -> list[Json]:
    """Each row as a dict of plain Python values: the fields of a model; whole numbers are int, missing is left out."""
    rows = rows_of(frame, [name for name in model.model_fields if name in frame.columns])
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def rows_of(frame: pd.DataFrame, names: Sequence[str] | None = None) -> list[Json]:
    """Each row as a dict of plain Python values, None for missing: every column but the geometry, or those named."""
    columns = cells_of(frame, names)
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def cells_of(frame: pd.DataFrame, names: Sequence[str] | None = None) -> dict[str, list[Any]]:
    """Each column as a list of plain Python values, None for missing: all but the geometry, or those named."""
    # All at once, since a call of Pandas costs more than a hundred cells.
    columns = dict(zip(frame.columns, frame.to_numpy(dtype=object).T.tolist(), strict=True))
    if isinstance(frame, GeoDataFrame):
        columns.pop(frame.active_geometry_name, None)
    return {name: plain_column(columns[name]) for name in (columns if names is None else names)}


def plain_column(values: list[Any]) -> list[Any]:
    """A column's cells as `plain_value` gives each; names and ids of many features need no look one by one."""
    return values if {str, NoneType}.issuperset(map(type, values)) else [plain_value(value) for value in values]


def plain_value(value: Any) -> Any:
    """A cell as JSON has it, at any depth: missing (NaN, NA, NaT) is None, and 250.0 is 250: a number has one spelling.

    >>> plain_value([np.float64(250.0), float("nan"), {"a": 1.5}])
    [250, None, {'a': 1.5}]
    """
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    if isinstance(value, float):
        return None if value != value else int(value) if value.is_integer() else value
    if isinstance(value, dict):
        return {key: plain_value(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(part) for part in value]
    return None if value is pd.NA or value is pd.NaT else value


class NoPlaceInFiles(ValueError):
    """A geometry of a kind, or an empty one, that no file of data/ can hold."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


def shape_of(geometry: Json | None) -> BaseGeometry | None:
    """A sound GeoJSON geometry as Shapely."""
    shape: BaseGeometry | None = shapes_of([geometry])[0]
    return shape


def shapes_of(geometries: Sequence[Json | None]) -> NDArray[np.object_]:
    """n sound GeoJSON geometries as Shapely, None for None; each kind in one call of Shapely, however many there are.

    Raises
    ------
    ValueError
        A type that is none, coordinates that are no numbers, or a ring whose ends do not meet.
    """
    found = np.empty(len(geometries), dtype=object)
    kinds: dict[tuple[str, int], list[int]] = {}
    for number, geometry in enumerate(geometries):
        if geometry is not None:
            coordinates = geometry["coordinates"]
            kinds.setdefault((geometry["type"], _dimension(coordinates)), []).append(number)
    for (kind, dimension), rows in kinds.items():
        if kind not in _MAKERS:
            raise ValueError(f"{kind} is no kind of geometry")
        found[rows] = _MAKERS[kind]([(geometries[row] or {})["coordinates"] for row in rows], dimension)
    return found


def _dimension(coordinates: Any) -> int:
    """2, or 3 with heights: as the first position has it."""
    while isinstance(coordinates[0], list):
        coordinates = coordinates[0]
    return len(coordinates)


def _points(positions: list[Any], dimension: int) -> Any:
    return shapely.points(np.array(positions, dtype=float).reshape(-1, dimension))


def _vertices(lines: list[Any], dimension: int) -> NDArray[np.float64]:
    numbers = chain.from_iterable(chain.from_iterable(lines))
    return np.fromiter(numbers, dtype=float).reshape(-1, dimension)


def _lines(lines: list[Any], dimension: int) -> Any:
    return shapely.linestrings(_vertices(lines, dimension), indices=_owners(lines))


def _rings(rings: list[Any], dimension: int) -> Any:
    if any(ring[0] != ring[-1] for ring in rings):
        raise ValueError("a ring is open")
    return shapely.linearrings(_vertices(rings, dimension), indices=_owners(rings))


def _multilines(parts: list[Any], dimension: int) -> Any:
    return shapely.multilinestrings(_lines(list(chain.from_iterable(parts)), dimension), indices=_owners(parts))


def _polygons(rings: list[Any], dimension: int) -> Any:
    return shapely.polygons(_rings(list(chain.from_iterable(rings)), dimension), indices=_owners(rings))


def _multipolygons(parts: list[Any], dimension: int) -> Any:
    return shapely.multipolygons(_polygons(list(chain.from_iterable(parts)), dimension), indices=_owners(parts))


def _owners(parts: list[Any]) -> NDArray[np.intp]:
    """For each part of each of n wholes, which of them it belongs to."""
    return np.repeat(np.arange(len(parts)), [len(part) for part in parts])


_MAKERS: dict[str, Callable[[list[Any], int], Any]] = {
    "Point": _points,
    "LineString": _lines,
    "MultiLineString": _multilines,
    "Polygon": _polygons,
    "MultiPolygon": _multipolygons,
}


def geojson_of(geometry: BaseGeometry | None) -> Json | None:
    """A point or line as GeoJSON, coordinates rounded to `DECIMALS`.

    Raises
    ------
    NoPlaceInFiles
        It is of another kind, or empty.
    """
    if geometry is None:
        return None
    if geometry.is_empty:
        raise NoPlaceInFiles(f"{geometry.geom_type} EMPTY")
    kind = geometry.geom_type
    if kind == "Point":
        coordinates: Any = _positions(geometry)[0]
    elif kind == "LineString":
        coordinates = _positions(geometry)
    elif kind == "MultiLineString":
        coordinates = [_positions(part) for part in geometry.geoms]
    else:
        raise NoPlaceInFiles(kind)
    return {"type": kind, "coordinates": coordinates}


def _positions(geometry: BaseGeometry) -> list[list[float]]:
    # + 0.0 turns -0.0 into 0.0, so that a value has one spelling
    rounded = np.round(shapely.get_coordinates(geometry, include_z=geometry.has_z), DECIMALS) + 0.0
    positions: list[list[float]] = rounded.tolist()
    return positions
