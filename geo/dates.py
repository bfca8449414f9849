"""EDTF dates of the atlas as spans of days."""

import calendar
import re
from datetime import date
from functools import cache
from typing import NamedTuple

from geo.vocabulary import EDTF_FROM, EDTF_TO

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Span(NamedTuple):
    """First and last day a date may mean: `2025-11` is 1 to 30 November."""

    first: date
    last: date


@cache
def span(text: str) -> Span | None:
    """The days an EDTF date covers, or None if there is no such date (month 13, 30 February, an end before its start).

    Examples
    --------
    >>> span("2023-11/2025")
    Span(first=datetime.date(2023, 11, 1), last=datetime.date(2025, 12, 31))
    """
    parts = [_one(part) for part in text.split("/")]
    sound = [part for part in parts if part is not None]
    if len(sound) != len(parts) or len(sound) > 2 or sound[0].first > sound[-1].last:
        return None
    return Span(sound[0].first, sound[-1].last)


def number(day: date) -> int:
    """A day as a number that sorts and that the page reads as it is: 20251115."""
    return day.year * 10000 + day.month * 100 + day.day


def _one(text: str) -> Span | None:
    match = _DATE.fullmatch(text)
    if not match or not EDTF_FROM <= int(match[1]) <= EDTF_TO:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        if match[3]:
            return Span(date(year, month, day), date(year, month, day))
        if match[2]:
            return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    except ValueError:
        return None
    return Span(date(year, 1, 1), date(year, 12, 31))
