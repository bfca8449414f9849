"""The canonical text of each file: one spelling for the same data, one feature or entry a line.

GeoJSON: fields in the order of the noun, fields that equal their default left out, coordinates rounded to six
decimals, whole numbers in properties without a point, UTF-8, a final newline.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from geopandas import GeoDataFrame
from pandas import DataFrame
from pydantic import BaseModel, ValidationError

from geo.complaints import explain, nearest
from geo.disk import digest
from geo.door import frame_problems
from geo.errors import InvalidData, Place, Problem
from geo.frames import NoPlaceInFiles, geojson_of, observations_of, plain_value, records_of
from geo.model import LAYER, LAYERS, Atlas, Json, Layer, Observation, columns
from geo.vocabulary import LANGUAGES

HEAD = '{"type":"FeatureCollection","features":['
LISTS = ("sectors.json", "sources.json", "synonyms.json", "withdrawn.json", "phrases.json")
FILES: tuple[str, ...] = (*(layer.filename for layer in LAYERS), "indicators.csv", *LISTS)


def texts(atlas: Atlas) -> dict[str, str]:
    """The canonical text of every file of data/, by file name.

    Raises
    ------
    InvalidData
        Something in the atlas has no place in the files: an unknown column, a wrong value; or a frame is unfit; with
        every problem.
    """
    problems = frame_problems(atlas)
    unfit = {problem.place.argument for problem in problems}
    done = {}
    for name in FILES:
        if f"atlas.{_held_as(name)}" in unfit:
            continue
        try:
            done[name] = text_of(atlas, name)
        except InvalidData as error:
            problems += error.problems
    if problems:
        raise InvalidData(problems)
    return done


def _held_as(filename: str) -> str:
    """What an atlas calls that which a file of data/ holds."""
    return "observations" if filename == "indicators.csv" else filename.partition(".")[0]


def text_of(atlas: Atlas, filename: str) -> str:
    """The canonical text of one file of data/; `InvalidData` as of `texts`."""
    if filename == "indicators.csv":
        return _observations_text(atlas.observations, Place(file=f"{atlas.folder}/{filename}"))
    entries: dict[str, Iterable[BaseModel]] = {
        "sectors.json": atlas.sectors,
        "sources.json": [atlas.sources[id_] for id_ in sorted(atlas.sources)],
        "synonyms.json": atlas.synonyms,
        "withdrawn.json": sorted(atlas.withdrawn, key=attrgetter("id")),
        "phrases.json": sorted(atlas.phrases, key=attrgetter("id")),
    }
    if filename in entries:
        return _list_text([_tidy(entry) for entry in entries[filename]])
    layer = filename.removesuffix(".geojson")
    return canonical_text(layer, getattr(atlas, layer), atlas.folder)


def canonical_text(layer_name: str, frame: GeoDataFrame, folder: str = "data") -> str:
    """The canonical text of one GeoJSON layer, of a frame that `door` finds fit.

    Raises
    ------
    InvalidData
        A column is unknown, or a value is not allowed.
    """
    layer = LAYER[layer_name]
    place = Place(file=f"{folder}/{layer.filename}")
    problems = list(_unknown_columns(frame, layer, place))
    if problems:
        raise InvalidData(problems)
    lines = []
    for record, geometry in zip(records_of(frame, layer.noun), frame.geometry, strict=True):
        try:
            lines.append((record["id"], dumps(_feature(layer, record, geometry))))
        except ValidationError as error:
            problems += explain(error, replace(place, id=str(record.get("id", ""))), layer.noun)
        except NoPlaceInFiles as error:
            here = replace(place, id=record["id"]).at("geometry")
            problems.append(Problem(here, "frame.geometry", {"type": error.kind}, "schema"))
    if problems:
        raise InvalidData(problems)
    return _collection([line for _, line in sorted(lines, key=lambda pair: pair[0])])


def feature_of(atlas: Atlas, layer_name: str, id_: str) -> Json | None:
    """One feature as its file has it, in canonical form; None if there is none of that id."""
    frame = getattr(atlas, layer_name)
    rows = frame.index[frame["id"] == id_]
    return feature_at(frame, LAYER[layer_name], rows[0]) if len(rows) else None


def feature_at(frame: GeoDataFrame, layer: Layer, row: int) -> Json:
    """The feature of one row of a layer's frame as its file has it."""
    one = frame.iloc[row : row + 1]
    return _feature(layer, records_of(one, layer.noun)[0], one.geometry.iloc[0])


def entry_of(entry: BaseModel | None) -> Json | None:
    """One entry of a list such as `sources.json` as its file has it; None for none."""
    return None if entry is None else _tidy(entry)


def version_of(feature: Json | None) -> str:
    """A short mark that changes when anything in a feature does, "" for none: whoever edits says which one was seen."""
    return "" if feature is None else digest(dumps(feature).encode())[:16]


def _feature(layer: Layer, record: Json, geometry: Any) -> Json:
    properties = _tidy(layer.noun.model_validate(record))
    return {"type": "Feature", "properties": properties, "geometry": geojson_of(geometry)}


def dumps(value: object) -> str:
    """Compact JSON; letters stay as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _collection(lines: Sequence[str]) -> str:
    return HEAD + "\n" + ",\n".join(lines) + ("\n" if lines else "") + "]}\n"


def _list_text(entries: Sequence[Json]) -> str:
    return "[\n" + ",\n".join(map(dumps, entries)) + ("\n" if entries else "") + "]\n"


def _tidy(record: BaseModel) -> Json:
    """A record as its file holds it: declared order, defaults left out, languages in their order."""
    kept: Json = plain_value(record.model_dump(mode="json", by_alias=True, exclude_defaults=True))
    if "text_status" in kept:
        kept["text_status"] = {lang: kept["text_status"][lang] for lang in LANGUAGES if lang in kept["text_status"]}
    return kept


def _unknown_columns(frame: GeoDataFrame, layer: Layer, place: Place) -> Iterator[Problem]:
    known = [*columns(layer.noun), "geometry"]
    for name in frame.columns:
        if name not in known:
            values = {"column": str(name), "meant": nearest(name, known)}
            yield Problem(place.at(str(name)), "frame.unknown_column", values, "schema")


def _observations_text(rows: DataFrame, place: Place) -> str:
    problems: list[Problem] = []
    names = list(Observation.model_fields)
    records = [{"note": "", **record} for record in records_of(rows, Observation)]
    for number, record in enumerate(records, start=2):
        try:
            Observation.model_validate(record)
        except ValidationError as error:
            problems += explain(error, replace(place, row=number), Observation)
    if problems:
        raise InvalidData(problems)
    ordered = records_of(observations_of(records), Observation)
    return "".join(",".join(map(_cell, row)) + "\n" for row in [names, *([r[n] for n in names] for r in ordered)])


def _cell(value: object) -> str:
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if re.search(r'[",\r\n]', text) else text
