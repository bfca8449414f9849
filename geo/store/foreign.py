"""Files of other formats in the place of ours, named for what they are: by their first bytes, text or members."""

import json
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, NamedTuple

from geo.errors import Place, Problem

GEOMETRIES = frozenset(
    ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
)
_WANTED = {".geojson": "GeoJSON", ".csv": "CSV"}
# First bytes -> format, and what to do about it.
_MAGIC: dict[bytes, tuple[str, str]] = {
    b"SQLite format 3\x00": ("GeoPackage (SQLite)", "map"),
    b"fgb": ("FlatGeobuf", "map"),
    b"\x00\x00\x27\x0a": ("Shapefile", "map"),
    b"PAR1": ("Parquet", "map"),
    b"\xd0\xcf\x11\xe0": ("XLS", "sheet"),
    b"\x1f\x8b": ("gzip", "packed"),
    b"%PDF": ("PDF", "other"),
    b"\x89PNG": ("PNG", "other"),
    b"\xff\xd8\xff": ("JPEG", "other"),
}
# What a ZIP archive names first -> the format it is.
_ZIPPED: dict[bytes, tuple[str, str]] = {
    b"xl/": ("XLSX", "sheet"),
    b"opendocument.spreadsheet": ("ODS", "sheet"),
    b".kml": ("KMZ", "map"),
    b".shp": ("Shapefile (ZIP)", "packed"),
    b"word/": ("DOCX", "other"),
}
_XML = {"kml": ("KML", "map"), "gpx": ("GPX", "map"), "gml": ("GML", "map"), "html": ("HTML", "page")}
# How the file begins that Git has in place of a large one until `git lfs pull`.
LFS = "version https://git-lfs.github.com/spec/"
_OF_BYTES = 65536
_HEAD = 4096


class Foreign(NamedTuple):
    """Which sentence fits, and what fills it."""

    key: str
    values: dict[str, str]


def foreign_bytes(data: bytes, place: Place) -> Foreign | None:
    """A format that is told by its bytes; None for what may be text in UTF-8."""
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return Foreign("file.utf16", {"encoding": "UTF-32"})
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_every_other_byte_zero(data):
        return Foreign("file.utf16", {"encoding": "UTF-16"})
    if data.startswith(b"PK\x03\x04"):
        start = data[:_OF_BYTES] + data[-_OF_BYTES:]  # the list of an archive's files stands at its end
        format_, kind = next((named for part, named in _ZIPPED.items() if part in start), ("ZIP", "packed"))
        return _foreign(kind, format_, place)
    for magic, (format_, kind) in _MAGIC.items():
        if data.startswith(magic):
            return _foreign(kind, format_, place)
    return None


def _is_every_other_byte_zero(data: bytes) -> bool:
    """UTF-16 without a mark: text of JSON or CSV in it has a zero beside each ASCII letter."""
    return [byte == 0 for byte in data[:4]] in ([False, True, False, True], [True, False, True, False])


def foreign_text(text: str, place: Place) -> Foreign | None:
    """A format that is told by how its text begins; None for what may be JSON or CSV."""
    head = text[:_HEAD].lstrip("\ufeff\x1e \t\r\n")
    if head.startswith(LFS):
        return Foreign("foreign.lfs", {})
    if re.match(r"<(\?xml|!doctype|!--|[a-z])", head, re.IGNORECASE):
        tags = re.findall(r"<(?:\w+:)?(kml|gpx|gml|featurecollection|html)\b", head, re.IGNORECASE)
        tag = tags[0].lower().replace("featurecollection", "gml") if tags else ""
        tag = "html" if "<!doctype html" in head.lower() else tag
        format_, kind = _XML.get(tag, ("XML", "other"))
        return _foreign(kind, format_, place)
    if wanted(place) == "CSV":
        return _foreign("other", "JSON", place) if head.startswith(("{", "[")) and _is_json(text) else None
    if head.startswith("{") and _is_feature_line(head):
        return Foreign("foreign.lines", {})
    if not head.startswith(("{", "[")) and _is_table(head):
        return _foreign("table", "CSV", place)
    return None


def _is_json(text: str) -> bool:
    try:
        json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True


def _is_feature_line(head: str) -> bool:
    """Whether the first line is a whole feature, and another line begins below it (GeoJSON lines, RFC 8142)."""
    first, _, rest = head.partition("\n")
    if not rest.lstrip("\x1e \r\n").startswith("{"):
        return False
    try:
        one = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(one, dict) and one.get("type") == "Feature"


def _is_table(head: str) -> bool:
    """Whether the first two lines have the same number of cells, more than two."""
    first, _, rest = head.partition("\n")
    second = rest.partition("\n")[0]
    return any(first.count(mark) >= 2 and first.count(mark) == second.count(mark) for mark in ",;\t")


def foreign_json(root: Any, place: Place) -> Problem | None:
    """Another format of JSON in the place of a layer: Esri's, TopoJSON, a single feature, a geometry; or None."""
    if not isinstance(root, dict):
        return None
    kind = root.get("type")
    if kind == "Feature" or (isinstance(kind, str) and kind in GEOMETRIES):
        return Problem(place, "foreign.single", {"type": kind}, "rfc-7946")
    format_ = _json_format(root)
    return Problem(place, "foreign.map", {"format": format_, "wanted": "GeoJSON"}, "rfc-7946") if format_ else None


def _json_format(root: Mapping[str, Any]) -> str:
    features = root.get("features")
    first = features[0] if isinstance(features, list) and features else None
    if root.get("type") == "Topology":
        return "TopoJSON"
    if root.get("type") == "umap":
        return "uMap"
    if "elements" in root and ("osm3s" in root or "generator" in root):
        return "OpenStreetMap JSON (Overpass)"
    if "geometryType" in root or "spatialReference" in root or (isinstance(first, dict) and "attributes" in first):
        return "Esri JSON"
    return ""


def wanted(place: Place) -> str:
    """The format a file of data/ has by its name."""
    return _WANTED.get(PurePath(place.file).suffix, "JSON")


def _foreign(kind: str, format_: str, place: Place) -> Foreign:
    format_wanted = wanted(place)
    if kind == "sheet" and format_wanted == "GeoJSON":
        kind = "table"
    elif (format_wanted != "GeoJSON" and kind in ("map", "table")) or (format_wanted == "JSON" and kind == "sheet"):
        kind = "other"
    return Foreign(f"foreign.{kind}", {"format": format_, "wanted": format_wanted})
