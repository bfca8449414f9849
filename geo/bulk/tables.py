"""Judged places → Arrow tables: those that are sound with what is known of them, those that are refused, and counts."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from geo.bulk.ground import Ground
from geo.bulk.kernel import Judged, rules_of
from geo.bulk.places import Places
from geo.frames import file_crs
from geo.geodesy import Floats, Mask
from geo.vocabulary import PRECISIONS, SECTORS, STATUSES

_WORD = pa.dictionary(pa.int8(), pa.string())
_NUMBERED = pa.dictionary(pa.int16(), pa.string())
# A GeoParquet 1.1 table; whatever the CRS says, the standard puts longitude first.
_GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"], "crs": file_crs().to_json_dict()}},
}
SOUND = pa.schema(
    {
        "id": pa.string(),
        "lon": pa.float64(),
        "lat": pa.float64(),
        "name": pa.string(),
        "sector": _WORD,
        "status": _WORD,
        "precision": _WORD,
        "admin1": _NUMBERED,
        "border_km": pa.float64(),
        "crossing": _NUMBERED,
        "crossing_km": pa.float64(),
        "in_corridor": pa.bool_(),
        "geometry": pa.binary(),
    },
    metadata={"geo": json.dumps(_GEO)},
)
REFUSED = pa.schema(
    {
        "file": pa.string(),
        "partition": pa.int32(),
        "row": pa.int64(),
        "id": pa.string(),
        "lon": pa.float64(),
        "lat": pa.float64(),
        "reason": pa.string(),
    }
)


class Counts(NamedTuple):
    """How many sound places there are of each region, sector and status: a number, and the three's own numbers."""

    n: int
    admin1: int
    sector: int
    status: int


def sound(places: Places, known: Judged, ground: Ground) -> pa.Table:
    """The places no rule refuses, in their order, as `SOUND` has them: GeoParquet's table of points, EPSG:4326."""
    keep = np.flatnonzero(known.is_valid)
    lon, lat = places.lon[keep], places.lat[keep]
    columns = [
        places.id.take(pa.array(keep)),
        lon,
        lat,
        places.name.take(pa.array(keep)),
        _words(places.sector[keep], SECTORS),
        _words(places.status[keep], STATUSES),
        _words(places.precision[keep], PRECISIONS),
        _words(known.admin1[keep], ground.regions.admin1_codes),
        pa.array(known.border_km[keep], from_pandas=True),
        _words(known.crossing[keep], ground.crossings.ids),
        pa.array(known.crossing_km[keep], from_pandas=True),
        pa.array(known.in_corridor[keep], mask=~known.is_measured[keep]),
        points(lon, lat),
    ]
    return pa.Table.from_arrays([pa.array(column) for column in columns], schema=SOUND)


def refused(places: Places, known: Judged, numbers: NDArray[np.int64]) -> pa.Table:
    """The others, with every reason; `numbers` are those of the n rows in their file."""
    rows = np.flatnonzero(~known.is_valid)
    bits, which = np.unique(known.reasons[rows], return_inverse=True)
    reasons = pa.array(["; ".join(rules_of(int(bit))) for bit in bits], pa.string())
    return pa.table(
        {
            "row": pa.array(numbers[rows], pa.int64()),
            "id": places.id.take(pa.array(rows)),
            "lon": pa.array(places.lon[rows], from_pandas=True),
            "lat": pa.array(places.lat[rows], from_pandas=True),
            "reason": reasons.take(pa.array(which)),
        }
    )


def broken(numbers: Sequence[int], reason: str) -> pa.Table:
    """Rows that are none, as the refused: of them nothing but their number is known."""
    names = [name for name in REFUSED.names if name not in ("file", "partition")]
    known = {"row": numbers, "reason": [reason] * len(numbers)}
    columns = [pa.array(known.get(name, [None] * len(numbers)), REFUSED.field(name).type) for name in names]
    return pa.Table.from_arrays(columns, names)


def placed(rows: pa.Table, file: str, partition: int) -> pa.Table:
    """Refused rows in the order of their file, with its name, as `REFUSED` has them."""
    own = {
        "file": pa.array([file] * len(rows), pa.string()),
        "partition": pa.array([partition] * len(rows), pa.int32()),
    }
    return pa.table({**own, **dict(zip(rows.column_names, rows.columns, strict=True))}, REFUSED).sort_by("row")


def counted(places: Places, known: Judged) -> list[Counts]:
    """How many sound places there are of each region (-1: outside), sector and status that occur."""
    keep = known.is_valid
    shape = (int(known.admin1.max(initial=0)) + 2, len(SECTORS), len(STATUSES))
    cells = np.ravel_multi_index((known.admin1[keep] + 1, places.sector[keep], places.status[keep]), shape)
    n = np.bincount(cells, minlength=int(np.prod(shape)))
    found = np.flatnonzero(n)
    admin1, sector, status = np.unravel_index(found, shape)
    return [Counts(*map(int, row)) for row in zip(n[found], admin1 - 1, sector, status, strict=True)]


def points(lon: Floats, lat: Floats) -> pa.Array:
    """n positions as WKB: a byte for the order, four for the kind, two doubles; made in one piece for all."""
    packed = np.empty(len(lon), dtype=np.dtype([("order", "u1"), ("kind", "<u4"), ("lon", "<f8"), ("lat", "<f8")]))
    packed["order"], packed["kind"], packed["lon"], packed["lat"] = 1, 1, lon, lat
    ends = np.arange(len(lon) + 1, dtype=np.int32) * packed.itemsize
    return pa.BinaryArray.from_buffers(pa.binary(), len(lon), [None, pa.py_buffer(ends), pa.py_buffer(packed)])


def _words(numbers: Any, words: Iterable[str]) -> pa.DictionaryArray:
    """Numbers in a list as its words; null for -1."""
    missing: Mask = numbers < 0
    indices = pa.array(np.where(missing, 0, numbers).astype(numbers.dtype), mask=missing)
    return pa.DictionaryArray.from_arrays(indices, pa.array([str(word) for word in words], pa.string()))
