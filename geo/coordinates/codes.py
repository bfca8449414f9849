"""Codes for places: Plus Codes, MGRS, what3words; each recognised by its form alone."""

import re

from geo.coordinates.grammar import Candidate
from geo.coordinates.reading import Refused

_PLUS = re.compile(r"[23456789CFGHJMPQRVWX0]{2,8}\+[23456789CFGHJMPQRVWX]{0,7}(?:[ ,].*)?", re.IGNORECASE)
_MGRS = re.compile(r"(\d{1,2}[C-HJ-NP-X])\s?([A-HJ-NP-Z]{2})\s?(\d{1,5})\s?(\d{0,5})", re.IGNORECASE)
_WORDS = re.compile(r"(?:///)?[^\W\d_]{2,20}\.[^\W\d_]{2,20}\.[^\W\d_]{2,20}")
# Fewer figures than these say a square kilometre or more, which is no position of a site.
_MGRS_FIGURES = 3


def plus_code(text: str) -> list[Candidate] | None:
    """The middle of a Plus Code's square (14 m): `8JHF876J+22`; None where the text is none.

    Raises
    ------
    Refused
        It is a short one, which needs a place beside it to be read, or one of a wide square.
    """
    if not _PLUS.fullmatch(text):
        return None
    from openlocationcode import openlocationcode

    code = text.upper()
    if not openlocationcode.isFull(code) or "0" in code or code.endswith("+"):
        raise Refused("plus_short")
    square = openlocationcode.decode(code)
    return [Candidate(square.latitudeCenter, square.longitudeCenter, ("plus_code",), marked=True)]


def mgrs(text: str) -> list[Candidate] | None:
    """The middle of a square of the military grid: `42TVL9926045129`; None where the text is none.

    Raises
    ------
    Refused
        There is no such square, its figures are odd, or they say a kilometre or more.
    """
    match = _MGRS.fullmatch(text)
    if not match:
        return None
    figures = match[3] + match[4]
    half = len(figures) // 2
    if len(figures) % 2 or half < _MGRS_FIGURES or (match[4] and len(match[3]) != half):
        raise Refused("not_a_number", part=text)
    from mgrs import MGRS
    from mgrs.core import MGRSError

    # five figures are metres; the middle of a coarser square is half of it further
    middle = "5" if half < 5 else ""
    code = match[1] + match[2] + figures[:half].ljust(half, "0") + middle + figures[half:] + middle
    try:
        lat, lon = MGRS().toLatLon(code.upper())
    except MGRSError:
        raise Refused("not_a_number", part=text) from None
    return [Candidate(lat, lon, ("mgrs",), marked=True)]


def what3words(text: str) -> None:
    """Three words with dots, which only their owner can turn into a position.

    Raises
    ------
    Refused
        The text is that.
    """
    if _WORDS.fullmatch(text):
        raise Refused("what3words")
