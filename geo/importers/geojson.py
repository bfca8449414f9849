"""GeoJSON as people have it: a collection, one a line, a single feature, a geometry; and uMap's backups of it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geo.errors import Place, Said
from geo.importers.json_text import lines
from geo.importers.plain import without_wiki
from geo.importers.proposal import is_proposal
from geo.importers.rows import Cell, Contents, Refusal, Row, Table, Unreadable, named, refused
from geo.vocabulary import LANGUAGES

GEOMETRIES = frozenset(
    ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
)
_DEEPEST = 50


def collection(root: Mapping[str, Any]) -> Contents:
    """A FeatureCollection, or a feature or geometry alone."""
    if is_proposal(root):
        raise Unreadable("proposal", "import.is_proposal")
    if root.get("type") in GEOMETRIES:
        root = {"features": [{"type": "Feature", "properties": {}, "geometry": root}], "crs": root.get("crs")}
    elif root.get("type") == "Feature":
        root = {"features": [root], "crs": root.get("crs")}
    features = root.get("features")
    if not isinstance(features, list):
        raise Unreadable("format", "import.no_features")
    rows = [row(feature, named("feature", number, name_of(feature))) for number, feature in enumerate(features, 1)]
    return Contents("GeoJSON", [Table("", rows, crs=crs_named(root.get("crs")))], notes=heights(features))


def heights(features: Sequence[Any]) -> list[Said]:
    """What is told of points that have a third number: heights are left out."""
    geometries = [one.get("geometry") for one in features if isinstance(one, dict)]
    points = [one.get("coordinates") for one in geometries if isinstance(one, dict) and one.get("type") == "Point"]
    high = sum(isinstance(point, list) and len(point) > 2 for point in points)
    return [Said("import.note.heights", {"count": high})] if high else []


def sequence(text: str) -> Contents:
    """A feature a line."""
    rows = []
    for number, value in lines(text):
        where = named("line", number, name_of(value))
        rows.append(
            Row(where, {}, refusal=_moved(value, where)) if isinstance(value, Unreadable) else row(value, where)
        )
    return Contents("GeoJSONSeq", [Table("", rows)])


def _moved(error: Unreadable, where: Place) -> Refusal:
    problem = error.refusal.problem
    return Refusal(error.refusal.reason, type(problem)(where, problem.key, problem.values, problem.rule))


def umap(root: Mapping[str, Any]) -> Contents:
    """A backup of uMap: every layer, shown or not; the middle of its map is no place."""
    layers = root.get("layers")
    if not isinstance(layers, list):
        raise Unreadable("format", "import.no_features")
    return Contents("uMap", [_umap_layer(layer, number) for number, layer in enumerate(layers, start=1)])


def _umap_layer(layer: Any, number: int) -> Table:
    known = layer if isinstance(layer, dict) else {}
    options: dict[str, Any] = next(
        (known[key] for key in ("_umap_options", "_storage") if isinstance(known.get(key), dict)), {}
    )
    name = str(options.get("name") or number)
    features = known.get("features")
    rows = []
    for at, feature in enumerate(features if isinstance(features, list) else [], start=1):
        one = row(feature, named("feature", at, name_of(feature), layer=name))
        rows.append(Row(one.where, without_wiki(one.cells), one.point, one.refusal))
    remote = options.get("remoteData")
    if isinstance(remote, dict) and remote.get("url"):
        where = named("feature", layer=name)
        rows.append(Row(where, {}, refusal=refused(where, "link", "import.link", url=str(remote["url"]))))
    return Table(name, rows, crs=crs_named(known.get("crs")))


def row(feature: Any, where: Place) -> Row:
    """A feature: its properties as cells, its point, or why it has none."""
    if not isinstance(feature, dict) or feature.get("type", "Feature") != "Feature":
        return Row(where, {}, refusal=refused(where, "format", "import.no_feature"))
    properties = feature.get("properties")
    cells = flat(properties if isinstance(properties, dict) else {})
    if isinstance(feature.get("id"), str) and "id" not in cells:
        cells["id"] = feature["id"]
    point, refusal = point_of(feature.get("geometry"), where)
    return Row(where, cells, point, refusal)


def flat(properties: Mapping[str, Any]) -> dict[str, Cell]:
    """Properties as cells: lists as parts with semicolons, texts by language as one each; none begins with `_`."""
    cells: dict[str, Cell] = {}
    for name, value in properties.items():
        if isinstance(value, list) and all(isinstance(part, str | int | float) for part in value):
            cells[name] = "; ".join(map(str, value))
        elif isinstance(value, list) and name == "sources":
            cells[name] = "; ".join(str(part["id"]) for part in value if isinstance(part, dict) and "id" in part)
        elif isinstance(value, dict) and value and value.keys() <= set(LANGUAGES):
            cells |= {f"{name}_{lang}": text for lang, text in flat(value).items()}
        elif not name.startswith("_"):  # what is no cell is kept as text, so that it is told that nobody used it
            cells[name] = value if isinstance(value, str | int | float | bool | None) else json.dumps(value)
    return cells


def point_of(geometry: Any, where: Place) -> tuple[tuple[float, float] | None, Refusal | None]:
    """The one position of a geometry, however it is wrapped; else why there is none."""
    if geometry is None:
        return None, None
    parts = list(_positions(geometry))
    found = [position for position in parts if position is not None]
    if len(parts) > 1 or len(found) < len(parts):
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        return None, refused(where, "geometry", "import.geometry", geometry=str(kind), n=len(parts))
    if not found:
        return None, None
    [position] = found
    if not all(isinstance(number, int | float) and not isinstance(number, bool) for number in position[:2]):
        return None, refused(where, "number", "import.number", text=", ".join(map(str, position[:3])))
    if len(position) < 2:
        return None, refused(where, "number", "import.number", text=", ".join(map(str, position)))
    try:
        return (float(position[0]), float(position[1])), None
    except OverflowError:
        return None, refused(where, "range", "import.number", text=", ".join(str(part)[:40] for part in position[:3]))


def _positions(geometry: Any, depth: int = 0) -> Iterator[Sequence[Any] | None]:
    """The positions of points in a geometry; None for each part that is no point."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind == "Point" and isinstance(coordinates, list):
        yield from [coordinates] if coordinates else []
    elif kind == "MultiPoint" and isinstance(coordinates, list):
        yield from (one if isinstance(one, list) else None for one in coordinates)
    elif kind == "GeometryCollection" and depth < _DEEPEST and isinstance(geometry.get("geometries"), list):
        for part in geometry["geometries"]:
            yield from _positions(part, depth + 1)
    else:
        yield None


def name_of(feature: Any) -> str:
    """What a person knows a feature by, for messages."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return ""
    known = ("name", "Name", "NAME", "title", "name_en", "name_ru", "name_kk", "name_uz", "name_fr", "id")
    return next((value for key in known if isinstance(value := properties.get(key), str) and value.strip()), "")


def crs_named(member: Any) -> str:
    """The system a `crs` member of 2008 names; "" where there is none."""
    if not isinstance(member, dict):
        return ""
    properties = member.get("properties")
    name = properties.get("name") if isinstance(properties, dict) else None
    return str(name or "?")
