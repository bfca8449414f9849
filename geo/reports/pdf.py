"""A brief as a PDF that screen readers can read, by typst: our template, with the brief as JSON."""

from importlib.resources import files

from geo.figures.typeset import tagged_pdf
from geo.reports.brief import Brief
from geo.reports.values import values_of


def pdf(brief: Brief) -> bytes:
    """A tagged PDF (PDF/UA-1), A4, with its letters embedded."""
    return tagged_pdf(_template(), values_of(brief), brief.edition)


def archival_pdf(brief: Brief) -> bytes:
    """The same for archives: PDF/A-2a."""
    return tagged_pdf(_template(), values_of(brief), brief.edition, ["a-2a"])


def _template() -> bytes:
    return files(__package__).joinpath("templates/brief.typ").read_bytes()
