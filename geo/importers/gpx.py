"""GPX: waypoints are places; tracks and routes are named, for nobody should believe that one was a site."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from geo.errors import Said
from geo.importers import safe_xml
from geo.importers.plain import without_html
from geo.importers.rows import Cell, Contents, Row, Table, Unreadable, named, refused

_LINES = {"trk": "track", "rte": "route"}


def contents(data: bytes, encoding: str = "") -> Contents:
    """A GPX file; positions stay texts, because some write a decimal comma that a reader of numbers would cut off."""
    found = safe_xml.decoded(data, encoding)
    root = safe_xml.tree(found.text)
    if root.tag != "gpx":
        raise Unreadable("format", "import.xml_other", name=root.tag)
    heights = sum(1 for point in root.iter("wpt") if point.find("ele") is not None)
    notes = [Said("import.note.heights", {"count": heights})] if heights else []
    return Contents("GPX", [Table("", list(_rows(root)), drawn=False)], found.encoding, notes)


def _rows(root: Element) -> Iterator[Row]:
    for number, point in enumerate(root.findall("wpt"), start=1):
        cells: dict[str, Cell] = {name: _text(point, name) for name in ("name", "desc") if _text(point, name)}
        link = point.find("link")
        if link is not None and link.get("href", "").startswith("http"):
            cells["source"] = link.get("href")
        cells |= {"lat": point.get("lat", ""), "lon": point.get("lon", "")}
        yield Row(named("waypoint", number, ""), cells)
    for tag, noun in _LINES.items():
        for number, line in enumerate(root.findall(tag), start=1):
            name = _text(line, "name")
            where = named(noun, None if name else number, name)
            yield Row(where, {"name": name}, refusal=refused(where, "geometry", "import.geometry", geometry=tag, n=1))


def _text(element: Element, tag: str) -> str:
    return without_html(" ".join((element.findtext(tag) or "").split()))
