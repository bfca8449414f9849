"""`data/basemap/` → Basemap. A script of the project makes its files, so they are read without many questions."""

from collections.abc import Callable, Sequence
from itertools import chain, compress
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from geopandas.array import GeometryArray
from numpy.typing import NDArray
from pydantic_core import from_json

from geo.errors import InvalidData, Problem, plain
from geo.frames import Json, file_crs
from geo.model import Basemap

CREDIT = "© OpenStreetMap contributors (ODbL) · Natural Earth · GeoNames (CC BY 4.0)"
PAGE = ("countries", "admin1", "borders", "rivers", "lakes", "cities", "railways")
FINE = ("admin1", "borders")


def load_basemap(data_dir: Path | str, label: str | None = None) -> Basemap:
    """Read the drawn background.

    Parameters
    ----------
    data_dir
        The folder that holds `basemap/`.
    label
        How messages name that folder; as given, by default.

    Returns
    -------
    Basemap
        Frames in EPSG:4326 with the columns of their files; text missing in a file is None.

    Raises
    ------
    InvalidData
        A file is missing or is not GeoJSON.
    """
    label = str(data_dir) if label is None else label
    problems: list[Problem] = []
    frames: dict[str, GeoDataFrame] = {}
    for level, names in (("page", PAGE), ("fine", FINE)):
        for name in names:
            path = f"basemap/{level}/{name}.geojson"
            try:
                frames[f"{level}/{name}"] = _frame(Path(data_dir) / path)
            except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
                problems.append(
                    plain(f"{label}/{path}", f"cannot be read: {error}", "restore it with: make basemap", "file")
                )
    if problems:
        raise InvalidData(problems)
    page = {name: frames[f"page/{name}"] for name in PAGE}
    return Basemap(page=page, admin1=frames["fine/admin1"], borders=frames["fine/borders"], credit=CREDIT)


def _frame(path: Path) -> GeoDataFrame:
    # pydantic_core's parser takes half the time of json's on these files of numbers
    features = from_json(path.read_bytes(), allow_inf_nan=False)["features"]
    names = dict.fromkeys(name for feature in features for name in feature["properties"])
    table = pd.DataFrame({name: _column([feature["properties"].get(name) for feature in features]) for name in names})
    table["geometry"] = GeometryArray(shapes_of([feature["geometry"] for feature in features]), crs=file_crs())
    return GeoDataFrame(table, geometry="geometry")


def _column(values: list[Any]) -> pd.Series:
    numeric = {int, float}.issuperset(map(type, values))
    return pd.Series(values, dtype=None if numeric else object)


def shapes_of(geometries: Sequence[Json]) -> NDArray[np.object_]:
    """n sound two-dimensional geometries as Shapely, each kind in one call: twice as fast as `shape_of` for each."""
    found = np.empty(len(geometries), dtype=object)
    kinds = np.array([geometry["type"] for geometry in geometries], dtype=object)
    for kind in set(kinds):
        of_kind = kinds == kind
        found[of_kind] = _MAKERS[kind]([geometry["coordinates"] for geometry in compress(geometries, of_kind)])
    return found


def _points(positions: list[Any]) -> Any:
    return shapely.points(np.array(positions))


def _lines(lines: list[Any], make: Callable[..., Any] = shapely.linestrings) -> Any:
    numbers = list(chain.from_iterable(chain.from_iterable(lines)))
    return make(np.array(numbers).reshape(-1, 2), indices=_owners(lines))


def _multilines(parts: list[Any]) -> Any:
    return shapely.multilinestrings(_lines(list(chain.from_iterable(parts))), indices=_owners(parts))


def _polygons(rings: list[Any]) -> Any:
    return shapely.polygons(_lines(list(chain.from_iterable(rings)), shapely.linearrings), indices=_owners(rings))


def _multipolygons(parts: list[Any]) -> Any:
    return shapely.multipolygons(_polygons(list(chain.from_iterable(parts))), indices=_owners(parts))


def _owners(parts: list[Any]) -> NDArray[np.intp]:
    """For each part of each of n wholes, which of them it belongs to."""
    return np.repeat(np.arange(len(parts)), [len(part) for part in parts])


_MAKERS: dict[str, Callable[[list[Any]], Any]] = {
    "Point": _points,
    "LineString": _lines,
    "MultiLineString": _multilines,
    "Polygon": _polygons,
    "MultiPolygon": _multipolygons,
}
