"""`data/basemap/` → Basemap. A script of the project makes its files; what the rooms above rely on is asked of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from geopandas.array import GeometryArray
from pydantic_core import from_json

from geo.errors import InvalidData, Place, Problem, Value
from geo.frames import file_crs, shapes_of
from geo.model import Basemap
from geo.store.foreign import LFS

CREDIT = "© OpenStreetMap contributors (ODbL) · Natural Earth · GeoNames (CC BY 4.0)"
RULE = "basemap"
AREAS = frozenset(("Polygon", "MultiPolygon"))
LINES = frozenset(("LineString", "MultiLineString"))
_NAMED = {"name_en": str}


@dataclass(frozen=True)
class _Layer:
    """What a layer of the background must have: kinds of geometry, and properties with their type."""

    kinds: frozenset[str]
    properties: Mapping[str, type]


_PAGE = {
    "countries": _Layer(AREAS, {"iso": str, **_NAMED}),
    "admin1": _Layer(AREAS, {"iso": str, **_NAMED}),
    "borders": _Layer(LINES, {"level": str, "kz_uz": bool}),
    "rivers": _Layer(LINES, _NAMED),
    "lakes": _Layer(AREAS, _NAMED),
    "cities": _Layer(frozenset(("Point",)), {**_NAMED, "cc": str, "capital": bool, "rank": int}),
    "railways": _Layer(LINES, {"schematic": bool}),
}
_CLOSE = {
    "rivers": _Layer(LINES, {"id": str}),
    "lakes": _Layer(AREAS, {"id": str}),
    "roads": _Layer(LINES, {"id": str}),
    "railways": _Layer(LINES, {"id": str}),
    "settlements": _Layer(frozenset(("Point",)), {"id": str, **_NAMED}),
}
LEVELS = {"page": _PAGE, "fine": {name: _PAGE[name] for name in ("admin1", "borders")}, "close": _CLOSE}


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
        Files are missing, are no GeoJSON, or lack what is drawn or asked of them.
    """
    label = str(data_dir) if label is None else label
    problems: list[Problem] = []
    frames: dict[str, GeoDataFrame] = {}
    for level, layers in LEVELS.items():
        for name, layer in layers.items():
            path = f"basemap/{level}/{name}.geojson"
            try:
                frames[f"{level}/{name}"] = _frame(Path(data_dir) / path, layer)
            except _Damaged as damaged:
                place = Place(file=f"{label}/{path}", number=damaged.number)
                problems.append(Problem(place, damaged.key, damaged.values, RULE))
    if problems:
        raise InvalidData(problems)
    page, close = ({name: frames[f"{level}/{name}"] for name in LEVELS[level]} for level in ("page", "close"))
    return Basemap(page=page, close=close, admin1=frames["fine/admin1"], borders=frames["fine/borders"], credit=CREDIT)


class _Damaged(Exception):
    """What is wrong with a file, and with which of its features."""

    def __init__(self, key: str, number: int | None = None, **values: Value) -> None:
        self.key, self.number, self.values = key, number, values
        super().__init__(key)


def _frame(path: Path, layer: _Layer) -> GeoDataFrame:
    features = _features(path)
    for number, feature in enumerate(features, start=1):
        _ask(feature, layer, number)
    try:
        shapes = shapes_of([feature["geometry"] for feature in features])
    except (ValueError, TypeError, KeyError, IndexError, shapely.errors.GEOSException):
        raise _Damaged("basemap.geometry", kinds=tuple(sorted(layer.kinds))) from None
    if not np.isfinite(shapely.get_coordinates(shapes)).all():
        raise _Damaged("basemap.not_finite")
    names = dict.fromkeys(name for feature in features for name in feature["properties"])
    table = pd.DataFrame({name: _column([feature["properties"].get(name) for feature in features]) for name in names})
    table["geometry"] = GeometryArray(shapes, crs=file_crs())
    return GeoDataFrame(table, geometry="geometry")


def _features(path: Path) -> list[Any]:
    try:
        # pydantic_core's parser takes half the time of json's on these files of numbers
        data = path.read_bytes()
        root = from_json(data, allow_inf_nan=False)
    except FileNotFoundError:
        raise _Damaged("basemap.no_file") from None
    except OSError as error:
        raise _Damaged("basemap.unreadable", reason=error.strerror or "") from None
    except (ValueError, RecursionError):
        raise _Damaged("foreign.lfs" if data.startswith(LFS.encode()) else "basemap.not_json") from None
    features = root.get("features") if isinstance(root, dict) else None
    if not isinstance(features, list) or not features:
        raise _Damaged("basemap.no_features")
    return features


def _ask(feature: Any, layer: _Layer, number: int) -> None:
    """Refuse a feature without a property that is relied on, or of another kind of geometry."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise _Damaged("basemap.property", number, property="properties")
    for name, kind in layer.properties.items():
        if type(properties.get(name)) is not kind or (name == "iso" and not properties[name]):
            raise _Damaged("basemap.property", number, property=name)
    if not isinstance(geometry, dict) or geometry.get("type") not in layer.kinds:
        raise _Damaged("basemap.geometry", number, kinds=tuple(sorted(layer.kinds)))


def _column(values: list[Any]) -> pd.Series:
    numeric = {int, float}.issuperset(map(type, values))
    return pd.Series(values, dtype=None if numeric else object)
