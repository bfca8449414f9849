"""The files whose styles documents get: pandoc's own, with the styles and the sheet of ours."""

from collections.abc import Mapping
from html import escape
from importlib.resources import files

from geo.reports.office.archive import packed, unpacked
from geo.reports.office.pandoc import default_file


def word_reference(title: str) -> bytes:
    """A4 with margins of 2 cm, a foot with title and page, and the styles of `word_styles.xml`."""
    held = unpacked(default_file("reference.docx"))
    held["word/styles.xml"] = _own("word_styles.xml")
    held["word/document.xml"] = _own("word_document.xml")
    held["word/footer1.xml"] = _titled("word_footer.xml", title)
    relation = (
        '<Relationship Id="rIdFoot" Target="footer1.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"/>'
    )
    held["word/_rels/document.xml.rels"] = _added(held["word/_rels/document.xml.rels"], relation, "</Relationships>")
    kind = (
        '<Override PartName="/word/footer1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>'
    )
    held["[Content_Types].xml"] = _added(held["[Content_Types].xml"], kind, "</Types>")
    return packed(held)


def opendocument_reference(title: str) -> bytes:
    """The same in OpenDocument, with the styles of `opendocument_styles.xml`."""
    held = unpacked(default_file("reference.odt"))
    held["styles.xml"] = _titled("opendocument_styles.xml", title)
    return packed(held)


# Of pandoc's slides: what is changed, by file. Its letters are made for a few words, and its tables for fewer.
_SLIDES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "ppt/slideMasters/slideMaster1.xml": (
        ('<a:off x="457200" y="205979"/><a:ext cx="8229600" cy="857250"/>',
         '<a:off x="411480" y="150000"/><a:ext cx="8321040" cy="560000"/>'),
        ('<a:off x="457200" y="1200151"/><a:ext cx="8229600" cy="3394472"/>',
         '<a:off x="411480" y="760000"/><a:ext cx="8321040" cy="3900000"/>'),
        ('<p:titleStyle><a:lvl1pPr algn="ctr"', '<p:titleStyle><a:lvl1pPr algn="l"'),
        ('<a:defRPr sz="3300" kern="1200">', '<a:defRPr sz="1600" b="1" kern="1200">'),
        ('<a:lvl1pPr marL="342900" indent="-342900"', '<a:lvl1pPr marL="171450" indent="-171450"'),
        ('<a:defRPr sz="2400" kern="1200">', '<a:defRPr sz="1300" kern="1200">'),
    ),
    "ppt/slideLayouts/slideLayout1.xml": (
        ('<a:lstStyle/>', '<a:lstStyle><a:lvl1pPr algn="l"><a:defRPr sz="2800" b="1"/></a:lvl1pPr></a:lstStyle>'),
        ('<a:off x="1371600" y="2914650"/><a:ext cx="6400800" cy="1314450"/>',
         '<a:off x="685800" y="2800000"/><a:ext cx="7772400" cy="1314450"/>'),
        ('<a:lvl1pPr marL="0" indent="0" algn="ctr">', '<a:lvl1pPr marL="0" indent="0" algn="l">'),
    ),
    "ppt/theme/theme1.xml": (
        ('<a:latin typeface="Calibri"/>', '<a:latin typeface="Arial"/>'),
        ('<a:sysClr val="windowText" lastClr="000000"/>', '<a:srgbClr val="1B2630"/>'),
        ('<a:accent1><a:srgbClr val="4F81BD"/>', '<a:accent1><a:srgbClr val="3B5568"/>'),
        ('<a:hlink><a:srgbClr val="0000FF"/>', '<a:hlink><a:srgbClr val="0B5A86"/>'),
    ),
}  # fmt: skip


def slides_reference() -> bytes:
    """Slides of 16:9 with a small bold heading, small text, and tables smaller still."""
    held = unpacked(default_file("reference.pptx"))
    for name, changes in _SLIDES.items():
        text = held[name].decode()
        for old, new in changes:
            text = text.replace(old, new)
        held[name] = text.encode()
    return packed(held)


def _titled(name: str, title: str) -> bytes:
    """A file of ours with the title in the foot of every page: the one text of the data in it, escaped."""
    return _own(name).replace(b"TITLE", escape(title).encode())


def _own(name: str) -> bytes:
    return files(__package__).joinpath(name).read_bytes()


def _added(content: bytes, element: str, end: str) -> bytes:
    head, _, _ = content.decode().rpartition(end)
    return f"{head}{element}{end}".encode()
