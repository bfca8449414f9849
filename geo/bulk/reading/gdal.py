"""What GDAL reads, as batches: it passes over what it cannot read in silence, so its rows are counted."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
import pyogrio
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError

from geo.bulk.reading.source import Batch, Source
from geo.importers.rows import Unreadable


@contextmanager
def quiet() -> Iterator[None]:
    """What GDAL says of a file that it cannot read is the refusal of it; its warnings are no news.

    Raises
    ------
    Unreadable
        GDAL cannot read it.
    """
    # what GDAL would print of a broken line is told by the reader
    pyogrio.set_gdal_config_options({"CPL_LOG": os.devnull})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (DataSourceError, DataLayerError) as error:
        raise Unreadable("format", "import.gdal", reason=str(error).replace("/vsimem/", "")[:200]) from error


def crs_of(said: Any) -> str:
    """The reference system GDAL names, as a code or WKT; empty where it names none."""
    return str(said) if said else ""


def batch_of(source: Source, data: Any, rows: NDArray[Any], **how: Any) -> Batch:
    """n features of a file or of bytes as raw columns by field; `rows` are their numbers in the file.

    Raises
    ------
    Unreadable
        There are more or fewer of them.
    """
    texts = [name for field, name in source.columns.items() if field != "geometry"]
    with quiet():
        meta, table = pyogrio.read_arrow(data, columns=texts, **how)
    if len(table) != len(rows):
        raise Unreadable("format", "import.gdal_count", layer="", n=len(table), wanted=len(rows))
    geometry = meta["geometry_name"] or "wkb_geometry"
    own = {**source.columns, "geometry": geometry}
    columns = {field: table[name] for field, name in own.items() if name in table.column_names}
    return Batch(pa.table(columns), rows)
