"""What RFC 7946 and the model ask of a layer and its features."""

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from types import NoneType
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError

from geo.complaints import explain, nearest, shown
from geo.errors import Place, Problem, Value
from geo.fields import COMPUTED
from geo.model import Layer
from geo.store.foreign import foreign_json

RULE = "rfc-7946"
# Members that programs add when they save a layer, and that say nothing the canonical form does not say.
HARMLESS = frozenset(("name", "bbox", "xy_coordinate_resolution", "z_coordinate_resolution", "timeStamp"))
# What the page adds to the files it gives: whose they are, and properties that are worked out or kept elsewhere.
OF_THE_PAGE = frozenset(("title", "edition", "fingerprint", "licence", "credit", "sources"))
BESIDE_THE_RECORD = frozenset(("kind", "observations", *COMPUTED))
# WGS 84 with longitude first, as old GeoJSON wrote it.
_WGS84 = re.compile(
    r"(urn:ogc:def:crs:)?(OGC:[0-9.]*:?CRS84|EPSG:[0-9.]*:?4326)"
    r"|https?://www\.opengis\.net/def/crs/(OGC/1\.3/CRS84|EPSG/0/4326)",
    re.IGNORECASE,
)


class Collection(NamedTuple):
    """The features of a layer file, the members it can do without, and what is wrong with the others."""

    features: list[Any]
    harmless: list[str]
    problems: list[Problem]


@cache
def allowed_types(layer: Layer) -> tuple[str, ...]:
    """Geometry types a layer may hold; "null" where a feature may have no place."""
    annotation = layer.feature.model_fields["geometry"].annotation
    return tuple(
        "null" if kind in (NoneType, None) else kind.__name__ for kind in get_args(annotation) or (annotation,)
    )


def collection(root: Any, place: Place) -> Collection:
    """The features of a file; none where the file is another thing, or in another CRS."""
    if foreign := foreign_json(root, place):
        return Collection([], [], [foreign])
    if not isinstance(root, dict) or not isinstance(root.get("features"), list):
        return Collection([], [], [Problem(place, "geojson.not_collection", {"value": shown(root, 40)}, RULE)])
    harmless, problems = _members(root, ("type", "features"), place, may_go=HARMLESS | OF_THE_PAGE)
    if root.get("type") != "FeatureCollection":
        problems.append(_wrong(place.at("type"), "geojson.collection_type", value=shown(root.get("type"))))
    elsewhere = any(problem.key == "geojson.crs" for problem in problems)
    return Collection([] if elsewhere else root["features"], harmless, problems)


class Members(NamedTuple):
    """The members of an object that can go, and a Problem for each of the others that has no place there."""

    harmless: list[str]
    problems: list[Problem]


def _members(
    record: dict[str, Any], known: tuple[str, ...], owner: Place, *inside: str, may_go: frozenset[str] = HARMLESS
) -> Members:
    found = Members([], [])
    for key, value in record.items():
        if key in known:
            continue
        place = owner.at(*inside, key)
        if key in may_go or (key == "crs" and is_wgs84(value)) or (key == "id" and _is_harmless_id(record)):
            found.harmless.append(key)
        elif key == "crs":
            found.problems.append(_wrong(place, "geojson.crs", crs=_crs_name(value)))
        elif key == "id":
            found.problems.append(_wrong(place, "geojson.feature_id", value=shown(value)))
        else:
            values: dict[str, Value] = {"member": key, "meant": nearest(key, known), "members": known}
            found.problems.append(Problem(place, "geojson.member", values, RULE))
    return found


def is_wgs84(crs: Any) -> bool:
    """Whether a `crs` member of old GeoJSON says WGS 84, or nothing."""
    return crs is None or bool(_WGS84.fullmatch(_crs_name(crs)))


def _crs_name(crs: Any) -> str:
    """The name in a `crs` member: `{"type":"name","properties":{"name":"EPSG:4326"}}`, or as the file has it."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    if isinstance(properties, dict) and isinstance(properties.get("name"), str):
        return str(properties["name"])
    if isinstance(properties, dict) and "code" in properties:
        return f"EPSG:{properties['code']}"
    return shown(crs)


def _is_harmless_id(feature: dict[str, Any]) -> bool:
    """GDAL numbers features, or repeats the id of the properties."""
    properties = feature.get("properties")
    return type(feature["id"]) is int or (isinstance(properties, dict) and feature["id"] == properties.get("id"))


def feature_problems(feature: Any, layer: Layer, place: Place) -> Iterator[Problem]:
    """What is wrong with one feature: its members, its properties by the model, its geometry."""
    if not isinstance(feature, dict):
        yield _wrong(place, "geojson.not_feature", value=shown(feature))
        return
    if feature.get("type") != "Feature":
        yield _wrong(place.at("type"), "geojson.feature_type", value=shown(feature.get("type")))
    yield from _members(feature, ("type", "properties", "geometry"), place).problems
    properties = feature.get("properties")
    if isinstance(properties, dict):
        yield from record_problems(properties, layer, place)
    else:
        yield _wrong(place.at("properties"), "geojson.properties", value=shown(properties))
    if "geometry" not in feature:
        yield _wrong(place.at("geometry"), "geojson.geometry_missing")
    else:
        yield from geometry_problems(feature["geometry"], layer, place)


def record_problems(properties: dict[str, Any], layer: Layer, place: Place) -> Iterator[Problem]:
    """What the model finds wrong with a feature's properties."""
    try:
        layer.noun.model_validate(properties)
    except ValidationError as error:
        yield from explain(error, place, layer.noun)


@cache
def _optional(noun: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for name, info in noun.model_fields.items() if not info.is_required())


def tidied(properties: dict[str, Any], noun: type[BaseModel]) -> dict[str, Any]:
    """Without the fields that are null and may be left out, as programs write what a feature has not; and without what
    the page adds to the features it gives."""
    if None not in properties.values() and BESIDE_THE_RECORD.isdisjoint(properties):
        return properties
    optional = _optional(noun)
    return {
        name: value
        for name, value in properties.items()
        if not (value is None and name in optional) and (name not in BESIDE_THE_RECORD or name in noun.model_fields)
    }


def geometry_problems(geometry: Any, layer: Layer, feature: Place) -> Iterator[Problem]:
    """What is wrong with a feature's geometry: its type for this layer, its positions, members RFC 7946 has not."""
    types = allowed_types(layer)
    if geometry is None:
        if "null" not in types:
            yield Problem(feature.at("geometry"), "geojson.geometry_null", {"types": types}, RULE)
        return
    if not isinstance(geometry, dict):
        yield Problem(feature.at("geometry"), "geojson.not_geometry", {"value": shown(geometry), "types": types}, RULE)
        return
    kind = geometry.get("type")
    if kind not in types:
        values: dict[str, Value] = {"value": shown(kind), "file": layer.filename, "types": types}
        yield Problem(feature.at("geometry", "type"), "geojson.geometry_type", values, RULE)
        return
    yield from _members(geometry, ("type", "coordinates"), feature, "geometry").problems
    if "coordinates" not in geometry:
        yield _wrong(feature.at("geometry", "coordinates"), "geojson.coordinates_missing")
    elif kind != "Point":
        yield from _lines_problems(str(kind), geometry["coordinates"], feature.at("geometry", "coordinates"))
    elif not _is_position(geometry["coordinates"]):
        place = feature.at("geometry", "coordinates")
        yield _wrong(place, "geojson.position", value=shown(geometry["coordinates"]))


def _lines_problems(kind: str, coordinates: Any, place: Place) -> Iterator[Problem]:
    lines = [coordinates] if kind == "LineString" else coordinates
    if not isinstance(lines, list) or not lines:
        yield _wrong(place, "geojson.not_lines", value=shown(lines))
        return
    for line in lines:
        if not isinstance(line, list) or len(line) < 2:
            yield _wrong(place, "geojson.short_line", value=shown(line))
        else:
            yield from _line_problems(line, place)


def _line_problems(positions: Iterable[Any], place: Place) -> Iterator[Problem]:
    for position in positions:
        if not _is_position(position):
            yield _wrong(place, "geojson.position", value=shown(position))
    if len({len(position) for position in positions if isinstance(position, list)}) > 1:
        yield _wrong(place, "geojson.heights")


def _is_position(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) in (2, 3)
        and all(type(number) in (int, float) and abs(number) <= 1e9 and math.isfinite(number) for number in value)
    )


def _wrong(place: Place, key: str, **values: Value) -> Problem:
    return Problem(place, key, values, RULE)
