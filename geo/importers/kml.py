"""KML and KMZ: placemarks at any depth; what leads out of the file is named, never fetched."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from posixpath import normpath
from xml.etree.ElementTree import Element

from geo.errors import Place, Said
from geo.importers import safe_xml
from geo.importers.archive import Archive
from geo.importers.plain import without_html
from geo.importers.rows import Cell, Contents, Refusal, Row, Table, Unreadable, named, refused

Point = tuple[float, float]
_GEOMETRIES = frozenset(
    ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Model", "Track", "MultiTrack")
)
_OVERLAYS = frozenset(("GroundOverlay", "PhotoOverlay", "ScreenOverlay"))
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_NUMBER = re.compile(r"[-+]?\d{1,12}(?:\.\d{0,20})?(?:[eE][-+]?\d{1,3})?")
_MOST_LINKED = 200


def contents(data: bytes, encoding: str = "") -> Contents:
    """A KML file."""
    found = safe_xml.decoded(data, encoding)
    document = _Document(found.text, frozenset())
    return Contents("KML", [Table("", document.rows)], found.encoding, document.notes())


def of_kmz(archive: Archive, encoding: str = "") -> Contents:
    """A KMZ: every KML in it, whatever its name; links from one to another are followed by reading all of them."""
    members = archive.ending(".kml")
    if len(members) > _MOST_LINKED:
        raise Unreadable("format", "import.zip_bomb")
    inside = frozenset(map(_inner, members))
    found = [safe_xml.decoded(data, encoding) for data in members.values()]
    documents = [_Document(text.text, inside) for text in found]
    tables = [Table("", [row for document in documents for row in document.rows])]
    return Contents("KMZ", tables, found[0].encoding, [note for document in documents for note in document.notes()])


def _inner(name: str) -> str:
    return normpath(name.replace("\\", "/")).casefold()


class _Document:
    """The rows of one KML text."""

    def __init__(self, text: str, inside: frozenset[str]) -> None:
        # HTML stands in CDATA: it becomes what its reader sees. Escaped text is text, tags and all.
        root = safe_xml.tree(_CDATA.sub(lambda found: escape(without_html(found[1])), text))
        if root.tag != "kml" and not any(True for _ in root.iter("Placemark")):
            raise Unreadable("format", "import.xml_other", name=root.tag)
        self._inside = inside
        self._counts: Counter[str] = Counter()
        self.rows = list(self._rows(root))

    def _rows(self, root: Element) -> Iterator[Row]:
        number = 0
        for element in root.iter():
            if element.tag == "Placemark":
                number += 1
                yield self._placemark(element, number)
            elif element.tag == "NetworkLink":
                yield from self._link(element)
            elif element.tag in _OVERLAYS:
                self._counts["import.note.overlays"] += 1

    def _link(self, element: Element) -> Iterator[Row]:
        address = next((text.text or "" for text in element.iter("href")), "").strip()
        if _inner(address) in self._inside:
            return
        where = named("network_link", None, _text(element, "name") or address)
        yield Row(where, {}, refusal=refused(where, "link", "import.link", url=address))

    def _placemark(self, element: Element, number: int) -> Row:
        name = _text(element, "name")
        geometries = [child for child in element if child.tag in _GEOMETRIES]
        where = named("placemark", None if name else number, name)
        point, refusal, height = _point(geometries, where)
        if not name and point:
            place = {"lon": f"{point[0]:.10g}", "lat": f"{point[1]:.10g}"}
            where = Place(part=Said("import.where.placemark_at", place))
        self._counts["import.note.heights"] += height
        if not geometries and (address := _text(element, "address")):
            refusal = refused(where, "no-position", "import.address_only", address=address)
        return Row(where, _cells(element, name), point, refusal)

    def notes(self) -> list[Said]:
        """What was left out."""
        return [Said(key, {"count": count}) for key, count in self._counts.items() if count]


def _text(element: Element, tag: str) -> str:
    return " ".join((element.findtext(tag) or "").split())


def _cells(element: Element, name: str) -> Mapping[str, Cell]:
    cells: dict[str, Cell] = {"name": name}
    for data in element.iter("Data"):
        cells[data.get("name", "")] = _text(data, "value")
    for data in element.iter("SimpleData"):
        cells[data.get("name", "")] = " ".join((data.text or "").split())
    cells.pop("", None)
    # where a placemark carries its fields, its description is made of them
    if "id" not in cells and (description := without_html(_text(element, "description"))):
        cells.setdefault("description", description)
    return cells


def _point(geometries: list[Element], where: Place) -> tuple[Point | None, Refusal | None, bool]:
    """The one position of a placemark, or why there is none; and whether a height was left out."""
    parts = [part for one in geometries for part in one.iter() if part.tag in _GEOMETRIES - {"MultiGeometry"}]
    kinds = [part.tag for part in parts]
    if any(kind != "Point" for kind in kinds) or len(kinds) > 1:
        kind = next((kind for kind in kinds if kind != "Point"), "MultiGeometry")
        return None, refused(where, "geometry", "import.geometry", geometry=kind, n=len(kinds)), False
    text = re.sub(r"\s*,\s*", ",", (parts[0].findtext("coordinates") or "").strip()) if parts else ""
    if not text:
        return None, None, False
    numbers = text.split(",")
    if " " in " ".join(text.split()) or not 2 <= len(numbers) <= 3 or not all(map(_NUMBER.fullmatch, numbers)):
        return None, refused(where, "number", "import.kml_numbers", text=text), False
    high = len(numbers) == 3 and float(numbers[2]) != 0
    return (float(numbers[0]), float(numbers[1])), None, high
