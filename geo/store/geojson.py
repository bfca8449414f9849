"""What RFC 7946 and the model ask of a feature, told in words."""

import math
from collections.abc import Iterator
from types import NoneType
from typing import Any, get_args

from pydantic import ValidationError

from geo.errors import Problem, plain
from geo.model import Layer
from geo.store.complaints import explain, nearest, shown

_RULE = "rfc-7946"
_MEMBER_MEND = {
    "crs": "remove it: RFC 7946 knows no crs; coordinates are longitude and latitude, WGS 84",
    "id": 'remove it: the id of a feature is "id" inside its properties',
}


def allowed_types(layer: Layer) -> tuple[str, ...]:
    """Geometry types a layer may hold; "null" where a feature may have no place."""
    annotation = layer.feature.model_fields["geometry"].annotation
    return tuple(
        "null" if kind in (NoneType, None) else kind.__name__ for kind in get_args(annotation) or (annotation,)
    )


def collection_problems(root: dict[str, Any], where: str) -> Iterator[Problem]:
    """What is wrong with the members of the file itself."""
    if root.get("type") != "FeatureCollection":
        yield plain(
            f"{where}, type",
            f'{shown(root.get("type"))} is not "FeatureCollection"',
            'the file starts {"type":"FeatureCollection","features":[',
            _RULE,
        )
    yield from _unknown_members(root, ("type", "features", "bbox"), where)
    if "bbox" in root:
        yield from _bbox_problems(root["bbox"], root["features"], where)


def feature_problems(feature: Any, layer: Layer, where: str) -> Iterator[Problem]:
    """What is wrong with one feature: its members, its properties by the model, its geometry."""
    if not isinstance(feature, dict):
        yield plain(where, f"{shown(feature)} is not a feature", 'a feature is {"type":"Feature", …}', _RULE)
        return
    properties = feature.get("properties")
    if isinstance(properties, dict) and isinstance(properties.get("id"), str):
        where = f'{where} "{properties["id"]}"'
    if feature.get("type") != "Feature":
        yield plain(f"{where}, type", f'{shown(feature.get("type"))} is not "Feature"', 'write "type":"Feature"', _RULE)
    yield from _unknown_members(feature, ("type", "properties", "geometry", "bbox"), where)
    if isinstance(properties, dict):
        yield from record_problems(properties, layer, where)
    else:
        yield plain(
            f"{where}, properties",
            f"{shown(properties)} is not an object in {{ }}",
            "put the feature's fields there",
            _RULE,
        )
    if "geometry" not in feature:
        yield plain(f"{where}, geometry", "is missing", 'write "geometry":null if it has no place', _RULE)
    else:
        yield from geometry_problems(feature["geometry"], layer, f"{where}, geometry")


def record_problems(properties: dict[str, Any], layer: Layer, where: str) -> Iterator[Problem]:
    """What the model finds wrong with a feature's properties."""
    try:
        layer.noun.model_validate(properties)
    except ValidationError as error:
        yield from explain(error, where, layer.noun)


def geometry_problems(geometry: Any, layer: Layer, where: str) -> Iterator[Problem]:
    """What is wrong with a geometry: its type for this layer, its positions, members RFC 7946 does not know."""
    types = allowed_types(layer)
    if geometry is None:
        if "null" not in types:
            yield plain(where, "is null", f"a {layer.kind} needs a {types[0]}", _RULE)
        return
    if not isinstance(geometry, dict):
        yield plain(where, f"{shown(geometry)} is not a geometry", f"allowed here: {', '.join(types)}", _RULE)
        return
    kind = geometry.get("type")
    if kind not in types:
        yield plain(
            f"{where}, type",
            f"{shown(kind)} has no place in {layer.filename}",
            f"allowed here: {', '.join(types)}",
            _RULE,
        )
        return
    yield from _unknown_members(geometry, ("type", "coordinates"), where)
    if "coordinates" not in geometry:
        yield plain(f"{where}, coordinates", "is missing", "write [longitude, latitude]", _RULE)
        return
    coordinates = geometry["coordinates"]
    parts: Any = {"Point": [[coordinates]], "LineString": [coordinates]}.get(kind, coordinates)
    if not isinstance(parts, list) or not parts:
        yield plain(
            f"{where}, coordinates", f"{shown(parts)} is not a list of lines", "write [[[lon, lat], …], …]", _RULE
        )
        return
    for part in parts:
        yield from _positions_problems(part, 1 if kind == "Point" else 2, f"{where}, coordinates")


def _positions_problems(positions: Any, least: int, where: str) -> Iterator[Problem]:
    if not isinstance(positions, list) or len(positions) < least:
        yield plain(
            where,
            f"{shown(positions)} is not a list of {least} or more positions",
            "write [[lon, lat], [lon, lat], …]",
            _RULE,
        )
        return
    for position in positions:
        if not _is_position(position):
            yield plain(
                where,
                f"{shown(position)} is not a position",
                "write [longitude, latitude]: two numbers, or three with the height in metres",
                _RULE,
            )
    if len({len(position) for position in positions if isinstance(position, list)}) > 1:
        yield plain(where, "some positions have a height and some have none", "give each the same", _RULE)


def _is_position(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) in (2, 3)
        and all(type(number) in (int, float) and abs(number) <= 1e9 and math.isfinite(number) for number in value)
    )


def _unknown_members(record: dict[str, Any], known: tuple[str, ...], where: str) -> Iterator[Problem]:
    for key in record:
        if key not in known:
            mend = _MEMBER_MEND.get(key) or nearest(key, known) + f"only {', '.join(known)} belong here"
            yield plain(f"{where}, {key}", f'unknown member "{key}"', mend, _RULE)


def _bbox_problems(bbox: Any, features: Any, where: str) -> Iterator[Problem]:
    """A bbox may be left out; if it is there it must enclose the features."""
    if not isinstance(bbox, list) or len(bbox) not in (4, 6) or not all(type(v) in (int, float) for v in bbox):
        yield plain(
            f"{where}, bbox", f"{shown(bbox)} is not a bbox", "remove it, or write [west, south, east, north]", _RULE
        )
        return
    half = len(bbox) // 2
    west, south, east, north = bbox[0], bbox[1], bbox[half], bbox[half + 1]
    outside = [
        lon_lat
        for lon_lat in _all_positions(features)
        if not (west <= lon_lat[0] <= east and south <= lon_lat[1] <= north)
    ]
    if outside:
        yield plain(
            f"{where}, bbox", f"{shown(bbox)} does not enclose {shown(outside[0])}", "remove it, or correct it", _RULE
        )


def _all_positions(features: Any) -> Iterator[list[float]]:
    geometries = [feature.get("geometry") for feature in features if isinstance(feature, dict)]
    waiting: list[Any] = [geometry.get("coordinates") for geometry in geometries if isinstance(geometry, dict)]
    while waiting:
        value = waiting.pop()
        if _is_position(value):
            yield value
        elif isinstance(value, list):
            waiting += value
