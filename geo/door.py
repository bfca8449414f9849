"""What is asked of an atlas at the door, so that no room behind asks again: frames come from anywhere.

Whatever takes an atlas in Python comes by here: every layer is a GeoDataFrame in EPSG:4326 with the columns of its
noun, and each cell is what the model says. Cells of other kinds that say the same (arrays for lists, NaN or NA for
None, categories for words) are put into the documented form; all else is named, all at once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import NoneType
from typing import Any, NamedTuple

import numpy as np
from geopandas import GeoDataFrame
from pandas import DataFrame
from pydantic import BaseModel, ValidationError

from geo.complaints import explain
from geo.errors import InvalidData, Place, Problem, Value
from geo.frames import cells_of, crs_problem, number_columns
from geo.model import LAYERS, Atlas, Observation, Phrase, Sector, Source, Synonym, Withdrawal, columns

RULE = "schema"
# What the rooms behind can live with: a text of an odd length or form is still a text.
BEARABLE = frozenset(
    f"schema.{key}"
    for key in (
        "empty",
        "long",
        "form",
        "form_id",
        "form_region",
        "form_country",
        "form_address",
        "form_colour",
        "form_language",
        "form_purpose",
        "half_character",
        "not_finite",
        "not_above",
        "small",
        "large",
    )
)
# Columns of the background that questions are answered from.
_GROUND = {"basemap.admin1": ("iso", "geometry"), "basemap.borders": ("kz_uz", "geometry")}
_PLAIN = frozenset((str, bool, list, dict, NoneType))


class Asked(NamedTuple):
    """An atlas whose frames have the documented form as far as they can, and every problem of them."""

    atlas: Atlas
    problems: list[Problem]


def let_in(atlas: Atlas) -> Atlas:
    """The atlas with frames of the documented form, if it is one that the rooms behind can work with.

    Returns
    -------
    Atlas
        As `model.Atlas` documents it; the very argument where nothing had to change.

    Raises
    ------
    InvalidData
        A layer is missing, a plain DataFrame, in another CRS, without a column, or holds values that are none of the
        model's; with every problem.
    TypeError
        It is no Atlas at all.
    """
    fit, problems = asked(atlas)
    if any(problem.key not in BEARABLE for problem in problems):
        raise InvalidData(problems)
    return fit


def asked(atlas: Atlas) -> Asked:
    """The same without raising: what is not in `BEARABLE` no room can work with. `TypeError` as in `let_in`."""
    if problems := frame_problems(atlas):
        return Asked(atlas, problems)
    changed: dict[str, Any] = {}
    nouns: dict[str, type[BaseModel]] = {layer.name: layer.noun for layer in LAYERS}
    nouns["observations"] = Observation
    for name, noun in nouns.items():
        frame: DataFrame = getattr(atlas, name)
        cells = cells_of(frame, list(noun.model_fields))
        problems += _record_problems(cells, noun, Place(argument=f"atlas.{name}"))
        if odd := _put_right(frame, noun, cells):
            changed[name] = frame.assign(**odd)
    return Asked(replace(atlas, **changed) if changed else atlas, problems)


def refuse_unfit_frames(atlas: Atlas) -> None:
    """Ask only for the frames, their columns and CRS: for an atlas whose records were read by the store.

    Raises
    ------
    InvalidData, TypeError
        As in `let_in`.
    """
    if problems := frame_problems(atlas):
        raise InvalidData(problems)


def frame_problems(atlas: Atlas) -> list[Problem]:
    """What is wrong with the frames of an atlas and its background, and its lists; nothing of single features."""
    if not isinstance(atlas, Atlas):
        raise TypeError(f"an Atlas is needed, as geo.load gives it, not {type(atlas).__name__}")
    found = [
        problem
        for layer in LAYERS
        for problem in _of_frame(f"atlas.{layer.name}", getattr(atlas, layer.name), [*columns(layer.noun), "geometry"])
    ]
    found += _of_table("atlas.observations", atlas.observations, list(Observation.model_fields))
    found += _of_entries("atlas.sectors", atlas.sectors, Sector)
    found += _of_entries("atlas.synonyms", atlas.synonyms, Synonym)
    found += _of_entries("atlas.withdrawn", atlas.withdrawn, Withdrawal)
    found += _of_entries("atlas.phrases", atlas.phrases, Phrase)
    sources = atlas.sources
    found += _of_entries("atlas.sources", sources.values() if isinstance(sources, Mapping) else sources, Source)
    return found + [problem for name, frame in _ground(atlas).items() for problem in _of_ground(name, frame)]


def _ground(atlas: Atlas) -> dict[str, Any]:
    basemap = atlas.basemap
    if basemap is None:
        return {}
    page = {f"basemap.page[{name!r}]": frame for name, frame in basemap.page.items()}
    return {**page, "basemap.admin1": basemap.admin1, "basemap.borders": basemap.borders}


def _of_ground(name: str, frame: Any) -> Iterator[Problem]:
    return _of_frame(f"atlas.{name}", frame, _GROUND.get(name, ("geometry",)))


def _of_frame(name: str, frame: Any, needed: Sequence[str]) -> Iterator[Problem]:
    yield from _of_table(name, frame, needed)
    if not isinstance(frame, DataFrame) or "geometry" not in frame.columns:
        return
    if not isinstance(frame, GeoDataFrame):
        yield _wrong(name, "frame.plain")
    elif (active := frame.active_geometry_name) != "geometry":
        yield _wrong(name, "frame.geometry_none" if active is None else "frame.geometry_name", column=str(active))
    elif problem := crs_problem(name, frame):
        yield problem


def _of_table(name: str, frame: Any, needed: Iterable[str]) -> Iterator[Problem]:
    if not isinstance(frame, DataFrame):
        yield _wrong(name, "frame.no_frame", type=type(frame).__name__)
        return
    there = Counter(frame.columns)
    for column in needed:
        times = there[column]
        if times != 1:
            key = "frame.column_twice" if times else "frame.column_missing"
            yield Problem(Place(argument=name, field=(column,)), key, {"column": column, "frame": name}, RULE)


def _of_entries(name: str, entries: Any, model: type[BaseModel]) -> Iterator[Problem]:
    if isinstance(entries, str) or not isinstance(entries, Iterable):
        yield _wrong(name, "frame.no_entries", type=type(entries).__name__, model=model.__name__)
        return
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, model):
            values: dict[str, Value] = {"type": type(entry).__name__, "model": model.__name__}
            yield Problem(Place(argument=name, number=number), "frame.no_entry", values, RULE)


def _wrong(name: str, key: str, **values: Value) -> Problem:
    return Problem(Place(argument=name), key, {"frame": name, **values}, RULE)


def _record_problems(cells: Mapping[str, list[Any]], noun: type[BaseModel], place: Place) -> Iterator[Problem]:
    """What the model finds wrong with each row."""
    for number, row in enumerate(zip(*cells.values(), strict=True), start=1):
        record = {name: value for name, value in zip(cells, row, strict=True) if value is not None}
        try:
            noun.model_validate(record)
        except ValidationError as error:
            yield from explain(error, replace(place, number=number, id=str(record.get("id", ""))), noun)


def _put_right(frame: DataFrame, noun: type[BaseModel], cells: Mapping[str, list[Any]]) -> dict[str, Any]:
    """The columns that have not the documented form, in that form, where their values allow it."""
    odd: dict[str, Any] = {}
    for name, values in cells.items():
        default = noun.model_fields[name].default
        if name in number_columns(noun):
            if frame[name].dtype != np.float64 and {int, float, NoneType}.issuperset(map(type, values)):
                odd[name] = np.array([np.nan if value is None else value for value in values], dtype=float)
        elif isinstance(default, list | dict) and None in values:
            odd[name] = _objects([default.copy() if value is None else value for value in values])
        elif frame[name].dtype != object or not _PLAIN.issuperset(map(type, frame[name])):
            odd[name] = _objects(values)
    return odd


def _objects(values: list[Any]) -> Any:
    return np.fromiter(values, dtype=object, count=len(values))
