"""Elements of XML and their bytes; every text is put in as text."""

from xml.etree import ElementTree as Xml


def element(parent: Xml.Element, tag: str, text: str, **attributes: str) -> Xml.Element:
    """A child that holds a text. XML has no place for the characters below a blank, not even escaped: they go."""
    child = Xml.SubElement(parent, tag, attributes)
    child.text = "".join(letter for letter in text if letter >= " " or letter in "\t\n")
    return child


def document(root: Xml.Element) -> bytes:
    """A whole document, an element a line."""
    Xml.indent(root, "")
    text: bytes = Xml.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text + b"\n"
