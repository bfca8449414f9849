"""`data/basemap/` → Basemap. A script of the project makes its files, so they are read without many questions."""

from pathlib import Path

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame
from geopandas.array import GeometryArray
from pydantic_core import from_json

from geo.errors import InvalidData, Problem
from geo.model import Basemap
from geo.store.frames import file_crs, shape_of

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
                    Problem(f"{label}/{path}", f"cannot be read: {error}", "restore it with: make basemap", "file")
                )
    if problems:
        raise InvalidData(problems)
    page = {name: frames[f"page/{name}"] for name in PAGE}
    return Basemap(page=page, admin1=frames["fine/admin1"], borders=frames["fine/borders"], credit=CREDIT)


def _frame(path: Path) -> GeoDataFrame:
    # pydantic_core's parser takes half the time of json's on these files of numbers
    features = from_json(path.read_bytes(), allow_inf_nan=False)["features"]
    names = dict.fromkeys(name for feature in features for name in feature["properties"])
    data = {}
    for name in names:
        values = [feature["properties"].get(name) for feature in features]
        numeric = all(type(value) in (int, float) for value in values)
        data[name] = pd.Series(values, dtype=None if numeric else object)
    shapes = np.empty(len(features), dtype=object)
    shapes[:] = [shape_of(feature["geometry"]) for feature in features]
    return GeoDataFrame(data, geometry=GeometryArray(shapes, crs=file_crs()))
