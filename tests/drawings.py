"""What stands in a drawing, for tests that read one."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"


def written(element: Element, above: Mapping[str, str] | None = None) -> Iterator[tuple[str | None, dict[str, str]]]:
    """Each text of a drawing with the attributes it has, or has of what it stands in."""
    own = {**(above or {}), **element.attrib}
    if element.tag == f"{SVG}text":
        yield element.text, own
    for inner in element:
        yield from written(inner, own)
