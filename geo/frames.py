"""Records ⇄ GeoDataFrames, GeoJSON geometry ⇄ Shapely: the shapes `model.Atlas` documents."""

import copy
from collections.abc import Sequence
from functools import cache
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

from geo.errors import InvalidData, Place, Problem
from geo.model import FILE_CRS, LAYER, Atlas, Observation

DECIMALS = 6
Json = dict[str, Any]


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


def refuse_other_crs(atlas: Atlas) -> None:
    """The question every door asks once, for every layer and its background, so that no room behind asks again.

    Raises
    ------
    InvalidData
        Frames are not in EPSG:4326, or say of no CRS; every one of them is named.
    """
    basemap = atlas.basemap
    ground = {} if basemap is None else {f"basemap.page[{name!r}]": frame for name, frame in basemap.page.items()}
    if basemap is not None:
        ground |= {"basemap.admin1": basemap.admin1, "basemap.borders": basemap.borders}
    frames = {f"atlas.{name}": frame for name, frame in {**atlas.layers(), **ground}.items()}
    problems = [problem for name, frame in frames.items() if (problem := _crs_problem(name, frame))]
    if problems:
        raise InvalidData(problems)


def _crs_problem(name: str, frame: GeoDataFrame) -> Problem | None:
    crs = frame.crs
    if crs is file_crs() or (crs is not None and crs.equals(file_crs(), ignore_axis_order=True)):
        return None
    key, said = ("crs.none", "") if crs is None else ("crs.other", crs.to_string())
    return Problem(Place(argument=name), key, {"frame": name, "crs": said}, "crs")


def frame_of(layer_name: str, records: Sequence[Json], geometries: Sequence[BaseGeometry | None]) -> GeoDataFrame:
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
    """Each row as a dict of plain Python values; whole numbers become int, missing ones are left out."""
    names = [name for name in model.model_fields if name in frame.columns]
    cells = [[_plain(value) for value in frame[name].tolist()] for name in names]
    return [
        {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row in zip(*cells, strict=True)
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float):
        if value != value:
            return None
        return int(value) if value.is_integer() else value
    return value


def shape_of(geometry: Json | None) -> BaseGeometry | None:
    """A sound GeoJSON geometry as Shapely; several times faster than `shapely.geometry.shape` on long lines."""
    if geometry is None:
        return None
    coordinates = geometry["coordinates"]
    match geometry["type"]:
        case "Point":
            return shapely.points(np.asarray(coordinates, dtype=float))
        case "LineString":
            return shapely.linestrings(np.asarray(coordinates, dtype=float))
        case "MultiLineString":
            return shapely.multilinestrings(
                [shapely.linestrings(np.asarray(part, dtype=float)) for part in coordinates]
            )
    raise ValueError(f"no reading for geometry type {geometry['type']}")


def geojson_of(geometry: BaseGeometry | None) -> Json | None:
    """A point or line as GeoJSON, coordinates rounded to `DECIMALS`."""
    if geometry is None:
        return None
    kind = geometry.geom_type
    if kind == "Point":
        coordinates: Any = _positions(geometry)[0]
    elif kind == "LineString":
        coordinates = _positions(geometry)
    elif kind == "MultiLineString":
        coordinates = [_positions(part) for part in geometry.geoms]
    else:
        raise ValueError(f"a {kind} has no place in these files")
    return {"type": kind, "coordinates": coordinates}


def _positions(geometry: BaseGeometry) -> list[list[float]]:
    # + 0.0 turns -0.0 into 0.0, so that a value has one spelling
    rounded = np.round(shapely.get_coordinates(geometry, include_z=geometry.has_z), DECIMALS) + 0.0
    positions: list[list[float]] = rounded.tolist()
    return positions
