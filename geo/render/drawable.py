"""Refuses what no page can show, with the layer, the feature and the field."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

import numpy as np
import shapely
from geopandas import GeoDataFrame

from geo.errors import InvalidData, Place, Problem, Said
from geo.model import LAYERS, Atlas, Layer

_NOTHING_DRAWN = Said("outcome.nothing_drawn")


def refuse_undrawable(atlas: Atlas) -> None:
    """Every layer of an atlas that `door` let in has geometries of its kind.

    Raises
    ------
    InvalidData
        With every place where that is not so.
    """
    problems = [problem for layer in LAYERS for problem in _problems(layer, getattr(atlas, layer.name))]
    if problems:
        raise InvalidData(problems, _NOTHING_DRAWN)


def refuse_half_letters(atlas: Atlas) -> None:
    """Surrogates without their other half can be written in no encoding.

    Raises
    ------
    InvalidData
        With every field that holds one.
    """
    problems = [
        Problem(_place(layer, id_).at(str(name)), "draw.half_letter", rule="clean-text")
        for layer in LAYERS
        for frame in [getattr(atlas, layer.name)]
        for name in frame.columns.drop("geometry")
        for id_, value in zip(frame["id"], frame[name], strict=True)
        if any(_has_half_letter(text) for text in _texts(value))
    ]
    if problems:
        raise InvalidData(problems, _NOTHING_DRAWN)


def _problems(layer: Layer, frame: GeoDataFrame) -> Iterator[Problem]:
    allowed = ", ".join([*_allowed(layer), "None"])
    for id_, told in _wrong_geometries(layer, frame):
        yield Problem(_place(layer, id_).at("geometry"), "draw.geometry", {"type": told, "allowed": allowed}, "schema")


def _wrong_geometries(layer: Layer, frame: GeoDataFrame) -> Iterator[tuple[str, str]]:
    """Ids of features whose geometry is of another kind, empty, or has no finite position, and what it is."""
    geometry = frame.geometry.to_numpy()
    allowed = [shapely.GeometryType[name.upper()].value for name in _allowed(layer)]
    bounds = shapely.bounds(geometry)  # NaN where it is empty
    wrong = ~np.isin(shapely.get_type_id(geometry), allowed) | ~np.isfinite(bounds).all(axis=1)
    found = frame.loc[wrong & ~shapely.is_missing(geometry)]
    yield from zip(found["id"], shapely.to_wkt(found.geometry.to_numpy(), rounding_precision=4), strict=True)


def _allowed(layer: Layer) -> list[str]:
    annotation = layer.feature.model_fields["geometry"].annotation
    return [kind.__name__ for kind in get_args(annotation) if kind is not type(None)]


def _place(layer: Layer, id_: object = "") -> Place:
    return replace(Place(argument=f"atlas.{layer.name}"), id=str(id_))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _has_half_letter(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)
