"""A figure as PDF and PNG, by typst: the template is a file of ours, all else is handed over as JSON."""

import json
from calendar import timegm
from importlib.resources import files
from typing import Any

from geo.dates import span
from geo.extras import part
from geo.figures.look import STATIC
from geo.figures.picture import Figure

EXTRA = "report"
DPI = (96, 600)


def pdf(figure: Figure) -> bytes:
    """A tagged PDF (PDF/UA-1) as large as the figure, with its letters embedded, dated by the edition."""
    made: bytes = _compile(figure, format="pdf", pdf_standards=["ua-1"], timestamp=_moment(figure.edition))
    return made


def png(figure: Figure, dpi: int) -> bytes:
    """An opaque PNG of so many pixels an inch."""
    if not DPI[0] <= dpi <= DPI[1]:
        raise ValueError(f"dpi={dpi} is not between {DPI[0]} and {DPI[1]}")
    made: bytes = _compile(figure, format="png", ppi=float(dpi))
    return made


def _compile(figure: Figure, **how: Any) -> Any:
    typst = part("typst", EXTRA)
    data = {name: getattr(figure, name) for name in ("svg", "alt", "title", "lang", "width", "height", "paper")}
    template = files(__package__).joinpath("figure.typ").read_bytes()
    # The fonts of the machine stay out, so that every machine makes the same bytes.
    fonts = {"font_paths": [str(STATIC)], "ignore_system_fonts": True}
    return typst.compile(template, sys_inputs={"data": json.dumps(data)}, **fonts, **how)


def _moment(edition: str) -> int:
    """The last day of an edition in seconds since 1970."""
    read = span(edition) if edition else None
    return timegm(read.last.timetuple()) if read else 0
