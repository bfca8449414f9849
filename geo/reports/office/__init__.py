"""A brief for office programs, by pandoc: its document is built as data, its styles come from a file of ours."""

from collections.abc import Callable

from geo.model import Json
from geo.reports.brief import Brief, Picture
from geo.reports.office.archive import finished_slides, finished_text, finished_word
from geo.reports.office.pandoc import program, written
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
    return finished_word(_made(brief, text_document, "docx", word_reference))


def odt(brief: Brief) -> bytes:
    """An OpenDocument text.

    Raises
    ------
    MissingPart
        As of `docx`.
    """
    return finished_text(_made(brief, text_document, "odt", opendocument_reference), _alts(brief))


def pptx(brief: Brief) -> bytes:
    """Slides for PowerPoint.

    Raises
    ------
    MissingPart
        As of `docx`.
    """
    made = _made(brief, slide_deck, "pptx", lambda _: slides_reference(), "--slide-level=1")
    return finished_slides(made, brief.lang, _alts(brief))


def _made(
    brief: Brief, document: Callable[[Brief], Json], to: str, reference: Callable[[str], bytes], *options: str
) -> bytes:
    # Asked for before anything is drawn: where typst is missing too, what brings pandoc brings both.
    program()
    return written(document(brief), to, reference(brief.title), brief.edition, *options)


def _alts(brief: Brief) -> list[str]:
    return [block.figure.alt for block in brief.blocks if isinstance(block, Picture)]
