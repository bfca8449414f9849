"""A brief for office programs, by pandoc: its document is built as data, its styles come from a file of ours."""

from geo.reports.brief import Brief, Picture
from geo.reports.office.archive import finished
from geo.reports.office.pandoc import written
from geo.reports.office.references import opendocument_reference, word_reference
from geo.reports.office.text_document import text_document


def docx(brief: Brief) -> bytes:
    """A Word document.

    Raises
    ------
    MissingPart
        pandoc or typst is not there.
    """
    return written(text_document(brief), "docx", word_reference(brief.title), brief.edition)


def odt(brief: Brief) -> bytes:
    """An OpenDocument text.

    Raises
    ------
    MissingPart
        As of `docx`.
    """
    made = written(text_document(brief), "odt", opendocument_reference(brief.title), brief.edition)
    return finished(made, [block.figure.alt for block in brief.blocks if isinstance(block, Picture)])
