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
    start, _, end = edtf.partition("/")
    if end:
        ends: dict[str, Any] = {"from": date(start, lang), "to": date(end, lang)}
        return message("date.between", lang, **ends)
    year, *rest = edtf.split("-")
    if not rest:
        return message("date.year", lang, year=year)
    if len(rest) == 1:
        return message("date.month", lang, year=year, month=message(f"month.{int(rest[0])}", lang))
    month = message(f"month_of.{int(rest[0])}", lang)
    return message("date.day", lang, year=year, month=month, day=int(rest[1]))
