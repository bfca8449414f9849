"""KML 2.2, styled as the map: a folder a kind, a style a sector, and every column of the table as ExtendedData."""

from typing import Any
from xml.etree import ElementTree as Xml

from geo.exporters.markup import document, element
from geo.exporters.table import columns, rows
from geo.exporters.wanted import Feature, Wanted
from geo.i18n import message
from geo.model import LAYERS
from geo.vocabulary import FALLBACK

NAMESPACE = "http://www.opengis.net/kml/2.2"
WIDTH = 3


def kml(wanted: Wanted) -> bytes:
    """Every feature as a Placemark; one without a place has none, and is listed all the same."""
    lang = wanted.langs[0]
    root = Xml.Element("kml", xmlns=NAMESPACE)
    body = Xml.SubElement(root, "Document")
    element(body, "name", wanted.title)
    element(body, "description", f"{wanted.atlas.edition}\n{wanted.credit}")
    for sector in wanted.atlas.sectors:
        _style(body, sector.id, sector.color)
    names = columns(wanted)
    cells = {row[0]: row for row in rows(wanted)}
    features = list(wanted.features())
    for layer in LAYERS:
        own = [feature for feature in features if feature.layer is layer]
        if own:
            folder = Xml.SubElement(body, "Folder")
            element(folder, "name", message(f"kind.{layer.kind}", lang))
            for feature in own:
                _placemark(folder, feature, dict(zip(names, cells[feature.row["id"]], strict=True)), lang)
    return document(root)


def colour(hex_: str) -> str:
    """`#b83200` as KML counts colours, from alpha and blue: `ff0032b8`."""
    red, green, blue = (hex_[at : at + 2] for at in (1, 3, 5))
    return f"ff{blue}{green}{red}".lower()


def _style(body: Xml.Element, sector: str, hex_: str) -> None:
    style = Xml.SubElement(body, "Style", id=sector)
    for tag in ("IconStyle", "LineStyle"):
        part = Xml.SubElement(style, tag)
        element(part, "color", colour(hex_))
        if tag == "LineStyle":
            element(part, "width", str(WIDTH))


def _placemark(folder: Xml.Element, feature: Feature, cells: dict[str, Any], lang: Any) -> None:
    mark = Xml.SubElement(folder, "Placemark", id=feature.row["id"])
    names, row = feature.names(), feature.row
    own = next((names[one] for one in FALLBACK[lang] if one in names), row["id"])
    element(mark, "name", own)
    summary = next((row[f"summary_{one}"] for one in FALLBACK[lang] if row.get(f"summary_{one}")), "")
    state = f"{message('status.' + row['status'], lang)} ({row.get('status_date') or row.get('checked') or '?'})"
    certainty = message("precision." + row["precision"], lang)
    element(mark, "description", "\n".join(filter(None, [f"{state} · {certainty}", summary, cells.get("sources")])))
    element(mark, "styleUrl", f"#{row['sector']}")
    data = Xml.SubElement(mark, "ExtendedData")
    for name, value in cells.items():
        if value not in (None, ""):
            element(Xml.SubElement(data, "Data", name=name), "value", str(value))
    _geometry(mark, feature.shape)


def _geometry(parent: Xml.Element, shape: Any) -> None:
    if shape is None or shape.is_empty:
        return
    if hasattr(shape, "geoms"):
        together = Xml.SubElement(parent, "MultiGeometry")
        for one in shape.geoms:
            _geometry(together, one)
        return
    drawn = Xml.SubElement(parent, shape.geom_type)
    element(drawn, "coordinates", " ".join(f"{x!r},{y!r}" for x, y, *_ in map(tuple, shape.coords)))
