"""The files whose styles documents get: pandoc's own, with the styles and the sheet of ours."""

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


def _titled(name: str, title: str) -> bytes:
    """A file of ours with the title in the foot of every page: the one text of the data in it, escaped."""
    return _own(name).replace(b"TITLE", escape(title).encode())


def _own(name: str) -> bytes:
    return files(__package__).joinpath(name).read_bytes()


def _added(content: bytes, element: str, end: str) -> bytes:
    head, _, _ = content.decode().rpartition(end)
    return f"{head}{element}{end}".encode()
