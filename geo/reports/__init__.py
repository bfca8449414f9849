"""Atlas → a brief that a desk officer would sign: one plain content, written as HTML, PDF, Word, OpenDocument, slides.

Same atlas, same bytes: no clock, no random. No text of the data is ever compiled: in HTML it is context that is
escaped, typst and pandoc are handed it as JSON.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

from geo.dates import span
from geo.door import let_in
from geo.errors import Place, Problem
from geo.figures import Bounds, Note
from geo.formats import REPORT_FORMATS, FigurePreset, ReportFormat
from geo.model import Atlas
from geo.reports.brief import Brief
from geo.reports.contents import Asked, brief_of
from geo.reports.pdf import archival_pdf
from geo.selection import BadSelection
from geo.vocabulary import LANGUAGES, Language

__all__ = ["report"]
_HOME: dict[ReportFormat, str] = {"html": "html", "pdf": "pdf", "docx": "office", "odt": "office", "pptx": "office"}


def report(
    atlas: Atlas,
    file_format: ReportFormat = "html",
    lang: Language = "en",
    *,
    since: str | None = None,
    title: str | None = None,
    archival: bool = False,
    bounds: Bounds | None = None,
    notes: Sequence[Note] = (),
) -> bytes:
    """A brief about an atlas, or a slice of it, as the bytes of a file.

    Parameters
    ----------
    atlas
        Enriched, whole or a slice (`geo.select`).
    file_format
        One of `REPORT_FORMATS`.
    since
        EDTF: from when on it tells what changed; a year before the edition, if left out.
    title
        The atlas, after the sector if there is but one, if left out.
    archival
        A PDF for archives: PDF/A-2a.
    bounds, notes
        Of its map, as of `geo.figure`.

    Raises
    ------
    ValueError
        No such format or language.
    BadSelection
        `since` is no date; only a PDF can be archival.
    InvalidData
        As `door.let_in`.
    MissingPart
        The format needs a package that is not installed.
    """
    for name, value, known in (("file_format", file_format, REPORT_FORMATS), ("lang", lang, LANGUAGES)):
        if value not in known:
            raise ValueError(f"{name}={value!r} is not known; give one of {', '.join(known)}")
    problems = list(_problems(file_format, since, archival=archival))
    if problems:
        raise BadSelection(problems)
    preset: FigurePreset = "16x9" if file_format == "pptx" else "page"
    brief = brief_of(Asked(let_in(atlas), lang, since, title, preset, bounds, tuple(notes)))
    if archival:
        return archival_pdf(brief)
    write: Callable[[Brief], bytes] = getattr(import_module(f"geo.reports.{_HOME[file_format]}"), file_format)
    return write(brief)


def _problems(file_format: ReportFormat, since: str | None, *, archival: bool) -> Iterator[Problem]:
    if since is not None and span(since) is None:
        yield Problem(Place(argument="since"), "select.date", {"text": since})
    if archival and file_format != "pdf":
        yield Problem(Place(argument="archival"), "report.archival")
