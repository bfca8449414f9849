"""FlatGeobuf: so many features after one another, read by GDAL into Arrow."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyogrio

from geo.bulk.reading.gdal import batch_of, crs_of, quiet
from geo.bulk.reading.source import ROWS, Batch, Part, Reader, Source, fields_of, stamp_of
from geo.importers.columns import Columns

# GDAL goes over the features before a part one by one (4 million a second), so parts are larger than of other formats.
_ROWS = 4 * ROWS


def _source(path: Path, _head: bytes, columns: Columns, _encoding: str) -> Source:
    with quiet():
        info = pyogrio.read_info(path, force_feature_count=True)
    fields = fields_of([str(name) for name in info["fields"]], columns, "geometry")
    starts = range(0, info["features"], _ROWS)
    parts = [Part(start, min(start + _ROWS, info["features"]), start + 1) for start in starts]
    return Source(str(path), "FlatGeobuf", parts, fields, crs_of(info["crs"]), {}, stamp_of(path))


def _batches(source: Source, part: Part, rows: int) -> Iterator[Batch]:
    for start in range(part.start, part.stop, rows):
        count = min(rows, part.stop - start)
        numbers = np.arange(start, start + count) + 1
        yield batch_of(source, source.path, numbers, skip_features=start, max_features=count)


READER = Reader(lambda head: head.startswith(b"fgb"), _source, _batches)
