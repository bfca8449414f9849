"""The canonical text of each file: one spelling for the same data, one feature or entry a line.

GeoJSON: fields in the order of the noun, fields that equal their default left out, coordinates rounded to six
decimals, whole numbers in properties without a point, UTF-8, a final newline.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geopandas import GeoDataFrame
from pandas import DataFrame
from pydantic import BaseModel, ValidationError

from geo.errors import InvalidData, Place, Problem
from geo.frames import Json, NoPlaceInFiles, crs_problem, geojson_of, observations_of, plain_value, records_of
from geo.model import LAYER, LAYERS, Atlas, Layer, Observation, columns
from geo.store.complaints import explain, nearest
from geo.vocabulary import LANGUAGES

HEAD = '{"type":"FeatureCollection","features":['
LISTS = ("sectors.json", "sources.json", "synonyms.json")
FILES: tuple[str, ...] = (*(layer.filename for layer in LAYERS), "indicators.csv", *LISTS)


def texts(atlas: Atlas) -> dict[str, str]:
    """The canonical text of every file of data/, by file name.

    Raises
    ------
    InvalidData
        Something in the atlas has no place in the files: an unknown column, a wrong value; with every problem.
    """
    problems: list[Problem] = []
    done = {}
    for layer in LAYERS:
        try:
            done[layer.filename] = canonical_text(layer.name, getattr(atlas, layer.name), atlas.folder)
        except InvalidData as error:
            problems += error.problems
    try:
        done["indicators.csv"] = _observations_text(atlas.observations, Place(file=f"{atlas.folder}/indicators.csv"))
    except InvalidData as error:
        problems += error.problems
    if problems:
        raise InvalidData(problems)
    done["sectors.json"] = _list_text([_tidy(sector) for sector in atlas.sectors])
    done["sources.json"] = _list_text([_tidy(atlas.sources[id_]) for id_ in sorted(atlas.sources)])
    done["synonyms.json"] = _list_text([_tidy(entry) for entry in atlas.synonyms])
    return done


def canonical_text(layer_name: str, frame: GeoDataFrame, folder: str = "data") -> str:
    """The canonical text of one GeoJSON layer.

    Raises
    ------
    InvalidData
        A column is unknown or missing, a value is not allowed, or the frame is not in EPSG:4326.
    """
    layer = LAYER[layer_name]
    place = Place(file=f"{folder}/{layer.filename}")
    problems = list(_frame_problems(frame, layer, place))
    if problems:
        raise InvalidData(problems)
    lines = []
    for record, geometry in zip(records_of(frame, layer.noun), frame.geometry, strict=True):
        try:
            properties = _tidy(layer.noun.model_validate(record))
            lines.append(
                (record["id"], dumps({"type": "Feature", "properties": properties, "geometry": geojson_of(geometry)}))
            )
        except ValidationError as error:
            problems += explain(error, replace(place, id=str(record.get("id", ""))), layer.noun)
        except NoPlaceInFiles as error:
            here = replace(place, id=record["id"]).at("geometry")
            problems.append(Problem(here, "frame.geometry", {"type": error.kind}, "schema"))
    if problems:
        raise InvalidData(problems)
    return _collection([line for _, line in sorted(lines, key=lambda pair: pair[0])])


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


def _frame_problems(frame: GeoDataFrame, layer: Layer, place: Place) -> Iterator[Problem]:
    known = [*columns(layer.noun), "geometry"]
    for name in frame.columns:
        if name not in known:
            values = {"column": str(name), "meant": nearest(name, known)}
            yield Problem(place.at(str(name)), "frame.unknown_column", values, "schema")
    for name in known:
        if name not in frame.columns:
            yield Problem(place.at(name), "frame.column_missing", {"column": name}, "schema")
    if "geometry" in frame.columns and (problem := crs_problem(f"atlas.{layer.name}", frame)):
        yield problem


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
