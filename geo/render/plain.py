"""Cells and lines as a page's blocks have them: plain values, texts by language, coordinates as steps of integers."""

from typing import Any

import numpy as np
import shapely

from geo.model import Json
from geo.vocabulary import LANGUAGES


def or_none(value: Any) -> Any:
    """A plain value; empty text, list and dict become null."""
    return None if isinstance(value, list | dict | str) and not value else value


def texts_in(record: Json, field: str) -> dict[str, str]:
    """A text of a record by language, in those that have it."""
    return {lang: record[f"{field}_{lang}"] for lang in LANGUAGES if record.get(f"{field}_{lang}")}


def packed_parts(geometry: np.ndarray[Any, Any], scale: int) -> list[list[list[int]]]:
    """For each of n geometries its lines or rings, each as `[x0, y0, dx, dy, …]` in integers of 1/scale degrees.

    All vertices of all geometries go through NumPy at once. A missing geometry has no parts.
    """
    lines, owner = shapely.get_parts(geometry, return_index=True)
    if np.isin(shapely.get_type_id(lines), (3,)).any():
        lines, polygon = shapely.get_rings(lines, return_index=True)
        owner = owner[polygon]
    coordinates, line = shapely.get_coordinates(lines, return_index=True)
    whole = np.rint(coordinates * scale).astype(np.int64)
    steps = np.diff(whole, axis=0, prepend=0)
    first = np.diff(line, prepend=-1) > 0
    steps[first] = whole[first]
    numbers: list[int] = steps.ravel().tolist()
    ends = (2 * np.cumsum(np.bincount(line, minlength=len(lines)))).tolist()
    found: list[list[list[int]]] = [[] for _ in geometry]
    for start, end, index in zip([0, *ends], ends, owner.tolist(), strict=False):
        found[index].append(numbers[start:end])
    return found
