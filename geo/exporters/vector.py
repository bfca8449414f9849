"""Formats that GDAL and Arrow write: GeoPackage, FlatGeobuf, GeoParquet. Lists and nested values become texts."""

import io
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyogrio
from geopandas import GeoDataFrame
from geopandas.array import GeometryArray

from geo.dates import span
from geo.exporters.wanted import COLUMNS, Feature, Wanted
from geo.extras import part
from geo.frames import file_crs, rows_of
from geo.model import LAYERS


def gpkg(wanted: Wanted) -> bytes:
    """A GeoPackage with a layer for each of the atlas's that holds something, and two tables: observations, sources."""
    features = list(wanted.features())
    with tempfile.TemporaryDirectory() as folder, _clock_of(wanted):
        path = Path(folder) / "atlas.gpkg"
        for layer in LAYERS:
            own = [feature for feature in features if feature.layer is layer]
            if own:
                _append(path, layer.name, _frame(own))
        for name, rows in (("observations", rows_of(wanted.atlas.observations)), ("sources", wanted.sources())):
            if rows:
                _append(path, name, pd.DataFrame(rows))
        return path.read_bytes()


def fgb(wanted: Wanted) -> bytes:
    """A FlatGeobuf of every feature that has a place: the format keeps no others."""
    with tempfile.TemporaryDirectory() as folder, _clock_of(wanted):
        path = Path(folder) / "atlas.fgb"
        own = [feature for feature in wanted.features() if feature.shape is not None]
        pyogrio.write_dataframe(_frame(own), path, driver="FlatGeobuf", geometry_type="Unknown")
        return path.read_bytes()


def parquet(wanted: Wanted) -> bytes:
    """A GeoParquet 1.1 of every feature, with its CRS, and the box of each for quick reading."""
    part("pyarrow", "scale")
    packed = io.BytesIO()
    frame = _frame(list(wanted.features()))
    frame.to_parquet(packed, index=False, compression="zstd", write_covering_bbox=True, schema_version="1.1.0")
    return packed.getvalue()


def _append(path: Path, layer: str, frame: pd.DataFrame) -> None:
    kind = {"geometry_type": "Unknown"} if isinstance(frame, GeoDataFrame) else {}
    pyogrio.write_dataframe(frame, path, layer=layer, driver="GPKG", append=path.exists(), **kind)


@contextmanager
def _clock_of(wanted: Wanted) -> Iterator[None]:
    """GDAL writes the time into a GeoPackage: here the edition's, so that the same data make the same bytes."""
    when = span(wanted.atlas.edition)
    day = when.last.isoformat() if when else "2026-01-01"
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _frame(features: list[Feature]) -> GeoDataFrame:
    """n features as a frame of plain columns, those that hold nothing left out."""
    shapes = np.empty(len(features), dtype=object)
    shapes[:] = [feature.shape for feature in features]
    cells: dict[str, Any] = {"id": [feature.row["id"] for feature in features]}
    cells["kind"] = [feature.kind for feature in features]
    for name in COLUMNS:
        values = [_plain(feature.row.get(name)) for feature in features]
        if any(value is not None for value in values):
            cells[name] = values
    table = pd.DataFrame(cells)
    table["geometry"] = GeometryArray(shapes, crs=file_crs())
    return GeoDataFrame(table, geometry="geometry")


def _plain(value: Any) -> Any:
    """A list of words as one text, anything nested as JSON."""
    if value in (None, "", [], {}):
        return None
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
