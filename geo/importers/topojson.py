"""TopoJSON: points by their grid unpacked; lines and areas are named, not drawn."""

from collections.abc import Iterator, Mapping
from typing import Any

from geo.importers.geojson import crs_named, flat, point_of
from geo.importers.rows import Contents, Row, Table, Unreadable, named

_DEEPEST = 50


def contents(root: Mapping[str, Any]) -> Contents:
    """Each object of a topology is a layer."""
    objects = root.get("objects")
    if not isinstance(objects, dict) or not objects:
        raise Unreadable("topojson", "import.no_features")
    grid = _Grid(root.get("transform"))
    several = len(objects) > 1
    tables = []
    for name, geometry in objects.items():
        rows = [
            _row(one, number, name if several else "", grid) for number, one in enumerate(_members(geometry), start=1)
        ]
        tables.append(Table(name, rows, crs=crs_named(root.get("crs"))))
    return Contents("TopoJSON", tables)


class _Grid:
    """Steps of a grid → degrees: scale and translation, or degrees as they are."""

    def __init__(self, transform: Any) -> None:
        try:
            self.scale = tuple(float(part) for part in transform["scale"]) if transform else (1.0, 1.0)
            self.translate = tuple(float(part) for part in transform["translate"]) if transform else (0.0, 0.0)
        except (TypeError, KeyError, ValueError) as error:
            raise Unreadable("topojson", "import.topojson_grid") from error
        if len(self.scale) != 2 or len(self.translate) != 2:
            raise Unreadable("topojson", "import.topojson_grid")

    def degrees(self, position: Any) -> Any:
        if not isinstance(position, list) or len(position) < 2:
            return position
        if not all(isinstance(part, int | float) for part in position[:2]):
            return position
        pairs = zip(position, self.scale, self.translate, strict=False)
        return [part * scale + translate for part, scale, translate in pairs]


def _members(geometry: Any, depth: int = 0) -> Iterator[Any]:
    inner = geometry.get("geometries") if isinstance(geometry, dict) else None
    if isinstance(inner, list) and geometry.get("type") == "GeometryCollection" and depth < _DEEPEST:
        for part in inner:
            yield from [part] if isinstance(part, dict) and "properties" in part else _members(part, depth + 1)
    else:
        yield geometry


def _row(geometry: Any, number: int, layer: str, grid: _Grid) -> Row:
    known = geometry if isinstance(geometry, dict) else {}
    properties = known.get("properties")
    cells = flat(properties if isinstance(properties, dict) else {})
    if isinstance(known.get("id"), str):
        cells.setdefault("id", known["id"])
    where = named("feature", number, cells.get("name") or cells.get("id") or "", layer=layer)
    point, refusal = point_of(_unpacked(known, grid), where)
    return Row(where, cells, point, refusal)


def _unpacked(geometry: Mapping[str, Any], grid: _Grid) -> Any:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind is None:
        return None
    if kind == "Point":
        return {"type": kind, "coordinates": grid.degrees(coordinates)}
    if kind == "MultiPoint" and isinstance(coordinates, list):
        return {"type": kind, "coordinates": [grid.degrees(one) for one in coordinates]}
    return {"type": kind}
