"""PDF and PNG by typst: a template is a file of ours, all else is handed over as JSON and never read as markup."""

import json
from calendar import timegm
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from geo.dates import span
from geo.extras import part
from geo.figures.look import STATIC
from geo.figures.picture import Figure
from geo.model import Json

EXTRA = "report"
DPI = (96, 600)


def pdf(figure: Figure) -> bytes:
    """A tagged PDF (PDF/UA-1) as large as the figure, with its letters embedded, dated by the edition."""
    return tagged_pdf(_template(), _data(figure), figure.edition)


def png(figure: Figure, dpi: int) -> bytes:
    """An opaque PNG of so many pixels an inch."""
    if not DPI[0] <= dpi <= DPI[1]:
        raise ValueError(f"dpi={dpi} is not between {DPI[0]} and {DPI[1]}")
    made: bytes = _compile(_template(), _data(figure), format="png", ppi=float(dpi))
    return made


def tagged_pdf(template: bytes, data: Json, edition: str, standards: Sequence[str] = ()) -> bytes:
    """What a template makes of data as a PDF that screen readers can read (PDF/UA-1), dated by an edition (EDTF).

    Parameters
    ----------
    standards
        Others it has to keep, as typst names them: `a-2a`.
    """
    how = {"pdf_standards": ["ua-1", *standards], "timestamp": _moment(edition)}
    made: bytes = _compile(template, data, format="pdf", **how)
    return made


def _template() -> bytes:
    return files(__package__).joinpath("figure.typ").read_bytes()


def _data(figure: Figure) -> Json:
    return {name: getattr(figure, name) for name in ("svg", "alt", "title", "lang", "width", "height", "paper")}


def _compile(template: bytes, data: Json, **how: Any) -> Any:
    typst = part("typst", EXTRA)
    # The fonts of the machine stay out, so that every machine makes the same bytes.
    fonts = {"font_paths": [str(STATIC)], "ignore_system_fonts": True}
    return typst.compile(template, sys_inputs={"data": json.dumps(data)}, **fonts, **how)


def _moment(edition: str) -> int:
    """The last day of an edition in seconds since 1970."""
    read = span(edition) if edition else None
    return timegm(read.last.timetuple()) if read else 0
