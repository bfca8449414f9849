"""What stands in a drawing or in a PDF of one, for tests that read them."""

import io
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as Xml
from xml.etree.ElementTree import Element

import pypdf

SVG = "{http://www.w3.org/2000/svg}"


def written(element: Element, above: Mapping[str, str] | None = None) -> Iterator[tuple[str | None, dict[str, str]]]:
    """Each text of a drawing with the attributes it has, or has of what it stands in."""
    own = {**(above or {}), **element.attrib}
    if element.tag == f"{SVG}text":
        yield element.text, own
    for inner in element:
        yield from written(inner, own)


def words(svg: str) -> str:
    """The texts of a drawing one after the other, then its description."""
    root = Xml.fromstring(svg.encode())
    texts = [element.text or "" for element in root.iter(f"{SVG}text")]
    return " ".join(" ".join([*texts, root.findtext(f"{SVG}desc") or ""]).split())


def pdf_words(content: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def fonts_of(content: bytes) -> list:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    found = []

    def look(resources) -> None:
        found.extend(font.get_object() for font in (resources.get("/Font") or {}).values())
        for inner in (resources.get("/XObject") or {}).values():
            if "/Resources" in inner.get_object():
                look(inner.get_object()["/Resources"])

    for page in pages:
        look(page["/Resources"])
    return found


def pdf_alternatives(content: bytes) -> list[str]:
    """What the pictures of a tagged PDF are for who does not see them."""

    def alternatives(node):
        node = node.get_object()
        if not isinstance(node, dict):
            return
        if "/Alt" in node:
            yield str(node["/Alt"])
        children = node.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            yield from alternatives(child)

    return list(alternatives(pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]))


def apart(a, b) -> bool:
    return a.right <= b.x + 0.01 or b.right <= a.x + 0.01 or a.bottom <= b.y + 0.01 or b.bottom <= a.y + 0.01
