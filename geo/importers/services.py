"""Answers of map servers: ArcGIS (Esri JSON) and OpenStreetMap's Overpass."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from geo.errors import Place, Said
from geo.importers.geojson import flat
from geo.importers.rows import Contents, Refusal, Row, Table, Unreadable, named, refused

Point = tuple[float, float]


def esri(root: Mapping[str, Any]) -> Contents:
    """`f=json` of an ArcGIS server: attributes and x, y; points that are empty say "NaN"."""
    features = root.get("features")
    if not isinstance(features, list):
        raise Unreadable("format", "import.no_features")
    rows = [_esri_row(feature, number) for number, feature in enumerate(features, start=1)]
    notes = [Said("import.note.exceeded")] if root.get("exceededTransferLimit") is True else []
    return Contents("Esri JSON", [Table("", rows, crs=_esri_crs(root.get("spatialReference")))], notes=notes)


def _esri_crs(reference: Any) -> str:
    if not isinstance(reference, dict):
        return ""
    code = reference.get("latestWkid") or reference.get("wkid")
    return f"ESRI:{code}" if code else str(reference.get("wkt") or "?")


def _esri_row(feature: Any, number: int) -> Row:
    known = feature if isinstance(feature, dict) else {}
    attributes = known.get("attributes")
    cells = flat(attributes if isinstance(attributes, dict) else {})
    name = next((value for key, value in cells.items() if key.casefold() in ("name", "name_en", "name_ru")), "")
    where = named("feature", number, name)
    geometry = known.get("geometry")
    if not isinstance(geometry, dict):
        return Row(where, cells)
    if "x" not in geometry and "points" not in geometry:
        kind = next((kind for kind in ("paths", "rings", "curvePaths", "curveRings") if kind in geometry), "?")
        return Row(where, cells, refusal=refused(where, "geometry", "import.geometry", geometry=kind, n=1))
    points = geometry.get("points") if "points" in geometry else [[geometry.get("x"), geometry.get("y")]]
    if not isinstance(points, list) or len(points) > 1:
        return Row(where, cells, refusal=refused(where, "geometry", "import.geometry", geometry="points", n=2))
    point, wrong = number_pair(points[0], where) if points else (None, None)
    return Row(where, cells, point, wrong)


def number_pair(pair: Any, where: Place) -> tuple[Point | None, Refusal | None]:
    """Two numbers; none where one is missing or not a number by its own word."""
    if not isinstance(pair, list | tuple) or len(pair) < 2:
        return None, None
    if any(part is None or (isinstance(part, str) and part.strip().casefold() in ("", "nan")) for part in pair[:2]):
        return None, None
    if not all(isinstance(part, int | float) and not isinstance(part, bool) for part in pair[:2]):
        return None, refused(where, "number", "import.number", text=", ".join(str(part)[:40] for part in pair[:2]))
    try:
        x, y = float(pair[0]), float(pair[1])
    except OverflowError:
        return None, refused(where, "range", "import.number", text=", ".join(str(part)[:40] for part in pair[:2]))
    return ((x, y), None) if isfinite(x) and isfinite(y) else (None, None)


def overpass(root: Mapping[str, Any]) -> Contents:
    """Nodes, and ways and relations with their `center`; nodes without tags are corners of ways, no places."""
    elements = root.get("elements")
    if not isinstance(elements, list):
        raise Unreadable("format", "import.no_features")
    tagged = [one for one in elements if isinstance(one, dict) and isinstance(one.get("tags"), dict) and one["tags"]]
    bare = len(elements) - len(tagged)
    notes = [Said("import.note.corners", {"count": bare})] if bare else []
    return Contents("Overpass", [Table("", [_overpass_row(one) for one in tagged])], notes=notes)


def _overpass_row(element: Mapping[str, Any]) -> Row:
    kind, number = str(element.get("type")), element.get("id")
    tags = {str(key): value for key, value in element["tags"].items()}
    # keys of OpenStreetMap that mean another thing here: `source` is how somebody mapped it
    cells = flat({key: tags[key] for key in tags if key == "name" or key.startswith("name:") or key == "description"})
    cells = {key: cell for key, cell in cells.items() if key == "name" or len(key) == 7 or key == "description"}
    noun = kind if kind in ("node", "way", "relation") else "feature"
    where = named(noun, number if isinstance(number, int) else None, tags.get("name", ""))
    place = element if kind == "node" else element.get("center")
    if not isinstance(place, dict):
        return Row(where, cells)
    point, wrong = number_pair([place.get("lon"), place.get("lat")], where)
    return Row(where, cells, point, wrong)
