"""Features to text: RFC 7946 GeoJSON, one feature a line, always the same bytes for the same features."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely import Geometry

DECIMALS = 4  # of a degree, about 10 m; EPSG:4326

Properties = Mapping[str, str | int | bool | None]
Feature = tuple[Properties, Geometry]


def plain(value: Any) -> Any:
    """Coordinates as JSON writes them shortest: 69.0 becomes 69, 41.26570001 becomes 41.2657."""
    if isinstance(value, Sequence):
        return [plain(part) for part in value]
    rounded = round(float(value), DECIMALS)
    return int(rounded) if rounded.is_integer() else rounded


def canonical_polygon(geometry: Geometry) -> Geometry:
    """The same area with counter-clockwise shells (RFC 7946, 3.1.6) and a fixed order of rings and parts."""
    return shapely.orient_polygons(shapely.normalize(geometry), exterior_cw=False)


def line(feature: Feature) -> str:
    """One feature as one line of text: type, properties, geometry."""
    properties, geometry = feature
    if geometry.geom_type.endswith("Polygon"):
        geometry = canonical_polygon(geometry)
    shape = shapely.geometry.mapping(geometry)
    document = {
        "type": "Feature",
        "properties": dict(properties),
        "geometry": {"type": shape["type"], "coordinates": plain(shape["coordinates"])},
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def write(path: Path, features: Sequence[Feature], key: str) -> None:
    """Write the features, sorted by the property `key`; an invalid geometry is an error, not a file."""
    wrong = [str(properties[key]) for properties, geometry in features if not geometry.is_valid]
    if wrong:
        raise ValueError(f"{path.name}: invalid geometry in {', '.join(wrong)}")
    lines = ",\n".join(line(feature) for feature in sorted(features, key=lambda feature: str(feature[0][key])))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode())
