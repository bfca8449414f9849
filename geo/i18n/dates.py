"""Dates in words. They need the catalogues alone, so whoever writes nothing else is spared what `format` imports."""

from typing import Any

from geo.dates import span
from geo.i18n import message
from geo.vocabulary import Language


def date(edtf: str | None, lang: Language) -> str:
    """An EDTF date in words; what is none stays as it is.

    >>> date("2025-11-15", "en"), date("2023-11/2025", "en")
    ('15 November 2025', 'between November 2023 and 2025')
    """
    if not edtf:
        return message("date.undated", lang)
    if span(edtf) is None:
        return edtf
    if "/" in edtf:
        return _from_to("date.between", edtf, lang)
    year, *rest = edtf.split("-")
    if not rest:
        return message("date.year", lang, year=year)
    if len(rest) == 1:
        return message("date.month", lang, year=year, month=message(f"month.{int(rest[0])}", lang))
    month = message(f"month_of.{int(rest[0])}", lang)
    day = int(rest[1])
    return message("date.first" if day == 1 else "date.day", lang, year=year, month=month, day=day)


def as_of(edtf: str, lang: Language) -> str:
    """As of a date; what was so at some time between two dates is told by these alone.

    >>> as_of("2025-11", "en"), as_of("2023-11/2025", "en")
    ('as of November 2025', 'between November 2023 and 2025')
    """
    return date(edtf, lang) if "/" in edtf else message("date.as_of", lang, date=date(edtf, lang))


def period(edtf: str, lang: Language) -> str:
    """The period a value covers, in words: `between` would say that it fell somewhere within.

    >>> period("2025-01/2025-09", "en"), period("2025", "en")
    ('January 2025 – September 2025', '2025')
    """
    return _from_to("date.range", edtf, lang) if "/" in edtf else date(edtf, lang)


def _from_to(key: str, edtf: str, lang: Language) -> str:
    start, _, end = edtf.partition("/")
    ends: dict[str, Any] = {"from": date(start, lang), "to": date(end, lang)}
    return message(key, lang, **ends)
