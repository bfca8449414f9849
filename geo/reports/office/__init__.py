"""A brief for office programs, by pandoc: its document is built as data, its styles come from a file of ours."""

from geo.reports.brief import Brief, Picture
from geo.reports.office.archive import finished_slides, finished_text, finished_word
from geo.reports.office.pandoc import written
from geo.reports.office.references import opendocument_reference, slides_reference, word_reference
from geo.reports.office.slides import slide_deck
from geo.reports.office.text_document import text_document


def docx(brief: Brief) -> bytes:
    """A Word document.

    Raises
    ------
    MissingPart
        pandoc or typst is not there.
    """
    return finished_word(written(text_document(brief), "docx", word_reference(brief.title), brief.edition))


def odt(brief: Brief) -> bytes:
    """An OpenDocument text.

    Raises
    ------
    MissingPart
        As of `docx`.
    """
    made = written(text_document(brief), "odt", opendocument_reference(brief.title), brief.edition)
    return finished_text(made, _alts(brief))


def pptx(brief: Brief) -> bytes:
    """Slides for PowerPoint.

    Raises
    ------
    MissingPart
        As of `docx`.
    """
    made = written(slide_deck(brief), "pptx", slides_reference(), brief.edition, "--slide-level=1")
    return finished_slides(made, brief.lang, _alts(brief))


def _alts(brief: Brief) -> list[str]:
    return [block.figure.alt for block in brief.blocks if isinstance(block, Picture)]
