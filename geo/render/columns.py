"""The features as columns of plain cells: words, sources and texts by number, positions as integers."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import shapely
from geopandas import GeoDataFrame

from geo import vocabulary
from geo.fields import UNSHOWN
from geo.frames import cells_of
from geo.model import Json
from geo.render.plain import or_none, packed_parts
from geo.render.texts import TextTable, told
from geo.summary import regions_of
from geo.vocabulary import POINT_SCALE
from geo.wire import CODED, TOLD, Features


@dataclass(frozen=True)
class Numbers:
    """What cells name by number: sources and texts; `whole` where a page also says what each source supports."""

    sources: dict[str, int]
    texts: TextTable
    whole: bool


def feature_columns(frames: dict[str, GeoDataFrame], numbers: Numbers) -> Features:
    """Every column that some feature of some layer fills, in the order of the layers."""
    columns: dict[str, list[Any]] = {}
    total = sum(len(frame) for frame in frames.values())
    start = 0
    for kind, frame in frames.items():
        if len(frame):
            for name, values in _frame_columns(kind, frame, numbers).items():
                columns.setdefault(name, [None] * total)[start : start + len(frame)] = values
        start += len(frame)
    return {"n": total, "cols": columns}


def _frame_columns(kind: str, frame: GeoDataFrame, numbers: Numbers) -> dict[str, list[Any]]:
    cells = cells_of(frame)
    texts = _text_columns(cells, numbers)
    found: dict[str, list[Any]] = {"kind": [CODED["kind"].index(kind)] * len(frame)}
    for name, values in cells.items():
        if name in CODED:
            code = {word: number for number, word in enumerate(CODED[name])}
            found[name] = [code.get(value, -1) for value in values]
        elif name not in UNSHOWN and name not in TELLING and name.rpartition("_")[0] not in TOLD:
            found[name] = [or_none(value) for value in values]
    found["regions"] = _other_regions(frame)
    found |= _geometry_columns(frame) | texts
    return {name: values for name, values in found.items() if any(value is not None for value in values)}


def _text_columns(cells: dict[str, list[Any]], numbers: Numbers) -> dict[str, list[Any]]:
    """The columns that name texts, made feature by feature: so each feature's texts follow one another."""
    makers: dict[str, tuple[list[Any], Callable[[Any], Any]]] = {
        **{family: (values, numbers.texts.number) for family, values in told(cells, TOLD)},
        **{name: (cells[name], partial(make, numbers)) for name, make in TELLING.items() if name in cells},
    }
    found: dict[str, list[Any]] = {name: [] for name in makers}
    for row in range(len(cells["id"])):
        for name, (values, make) in makers.items():
            found[name].append(make(values[row]))
    return found


def _events(numbers: Numbers, events: list[Json] | None) -> list[Json] | None:
    return [_event(event, numbers) for event in events or ()] or None


def _event(event: Json, numbers: Numbers) -> Json:
    row: Json = {"kind": vocabulary.EVENT_KINDS.index(event["kind"]), "note": numbers.texts.of(event, "note")}
    if event.get("date"):
        row["date"] = event["date"]
    if event.get("source") in numbers.sources:
        row["source"] = numbers.sources[event["source"]]
    return {key: value for key, value in row.items() if value is not None}


def _options(numbers: Numbers, options: list[Json] | None) -> list[Json] | None:
    return [_option(option, numbers) for option in options or ()] or None


def _option(option: Json, numbers: Numbers) -> Json:
    texts = {name: numbers.texts.of(option, name) for name in ("label", "length_scope")}
    row = {key: value for key, value in option.items() if key[:-3] not in texts}
    if "source" in row:
        row["source"] = numbers.sources.get(row["source"])
    return {key: value for key, value in {**texts, **row}.items() if value is not None}


def _basis(numbers: Numbers, basis: str | None) -> int | None:
    return numbers.texts.phrase(basis) if numbers.whole else None


def _citations(numbers: Numbers, citations: list[Json] | None) -> list[list[int]] | None:
    known = [entry for entry in citations or () if entry["id"] in numbers.sources]
    return [[numbers.sources[entry["id"]], *_supported(entry, numbers)] for entry in known] or None


def _supported(entry: Json, numbers: Numbers) -> list[int]:
    number = numbers.texts.phrase(entry.get("supports")) if numbers.whole else None
    return [] if number is None else [number]


def _said(numbers: Numbers, told: str | list[str] | None) -> str | list[str] | None:
    """As the data have it, in English; what other languages have of it crosses with the texts."""
    for text in [told] if isinstance(told, str) else told or ():
        numbers.texts.known(text)
    return told


# The columns within whose cells, or as which, texts are named.
TELLING: dict[str, Callable[[Numbers, Any], Any]] = {
    "events": _events,
    "options": _options,
    "precision_basis": _basis,
    "sources": _citations,
    "locality": _said,
    "partners": _said,
}


def _other_regions(frame: GeoDataFrame) -> list[list[str] | None]:
    """The regions each feature concerns, where they are others than those it lies in: of very many, they seldom are."""
    own = frame.get("admin1", [None] * len(frame))
    return [None if codes == (listed or []) else codes for codes, listed in zip(regions_of(frame), own, strict=True)]


def _geometry_columns(frame: GeoDataFrame) -> dict[str, list[Any]]:
    geometry = frame.geometry.to_numpy()
    point = shapely.get_type_id(geometry) == 0
    lon, lat = shapely.get_x(geometry), shapely.get_y(geometry)
    found: dict[str, list[Any]] = {
        name: [value if placed else None for value, placed in zip(values.tolist(), point.tolist(), strict=True)]
        for name, values in (("lon", _scaled(lon)), ("lat", _scaled(lat)))
    }
    lines = np.isin(shapely.get_type_id(geometry), (1, 5))
    if lines.any():
        drawn = geometry.copy()
        drawn[~lines] = None
        found["line"] = [parts or None for parts in packed_parts(drawn, POINT_SCALE)]
    return found


def _scaled(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.where(np.isnan(values), 0, np.rint(values * POINT_SCALE)).astype(np.int64)
