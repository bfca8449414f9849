"""Rules on translations: they say what the English text says, in the words of the glossary and with its figures."""

import re
from collections.abc import Iterator
from functools import cache

from geo.errors import Problem
from geo.glossary import held_in, plain
from geo.i18n import message
from geo.validate.view import View
from geo.vocabulary import LANGUAGES, Language

_OTHERS = tuple(lang for lang in LANGUAGES if lang != "en")
# English parts thousands by commas; the others by blanks, and write a decimal comma. A blank parts thousands anywhere.
_BLANK = " \u00a0\u202f"
_ENGLISH = re.compile(rf"\d{{1,3}}(?:[,{_BLANK}]\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?")
_OTHER = re.compile(rf"\d{{1,3}}(?:[{_BLANK}]\d{{3}})+(?:,\d+)?(?!\d)|\d+(?:,\d+)?")
_PARTING = re.compile(rf"[,{_BLANK}]")
_TWO_YEARS = re.compile(r"\b(\d\d)(\d\d)[–-](\d\d)(?!\d)")
_IN_FULL = r"\1\2–\1\3"
# Months of a year.
MONTHS = range(1, 13)
_HOUR_MARK, _HOUR = ":00", re.compile(r"\b0?(\d{1,2}):00\b")


def glossary_kept(view: View) -> Iterator[Problem]:
    """Where an English text has a term of the glossary, each translation has the term's word in its language."""
    for said in view.translated():
        held = held_in(said.texts.get("en", ""))
        for lang in _OTHERS if held else ():
            text = plain(said.texts.get(lang, ""))
            for term in held:
                if text and not term.is_in(text, lang):
                    values = {"term": term.words["en"], "word": term.words[lang]}
                    yield Problem(said.place.at(*said.steps, f"{said.family}_{lang}"), "glossary-kept", values)


def figures_kept(view: View) -> Iterator[Problem]:
    """Every figure of an English text stands in each translation, and no other; so do the months of its dates."""
    for said in view.translated():
        english = said.texts.get("en", "")
        figures = _figures(english, "en")
        dated = _months_in(english) if figures else ()
        for lang in _OTHERS if english else ():
            if text := said.texts.get(lang):
                for key, values in (*_unlike(figures, _figures(text, lang)), *_undated(dated, text.lower(), lang)):
                    yield Problem(said.place.at(*said.steps, f"{said.family}_{lang}"), key, values)


def _unlike(english: frozenset[str], others: frozenset[str]) -> Iterator[tuple[str, dict[str, str]]]:
    if english == others:
        return
    if lost := sorted(english - others):
        yield "figures-kept", {"figures": ", ".join(lost)}
    else:
        yield "figures-kept.new", {"figures": ", ".join(sorted(others - english))}


def _undated(months: tuple[int, ...], text: str, lang: Language) -> Iterator[tuple[str, dict[str, str]]]:
    for month in months:
        if not _month_pattern(month, lang).search(text):
            yield "figures-kept.month", {"month": message(f"month.{month}", lang)}


def _figures(text: str, lang: Language) -> frozenset[str]:
    """The figures of a text as plain decimals: `2024–25` has two years, and 08:00 is said as 8 too."""
    if _HOUR_MARK in text:
        text = _HOUR.sub(r"\1", text)
    text = _TWO_YEARS.sub(_IN_FULL, text)
    if lang == "en":
        return frozenset(_PARTING.sub("", figure) for figure in _ENGLISH.findall(text))
    return frozenset(_PARTING.sub("", figure.replace(",", ".")) for figure in _OTHER.findall(text))


@cache
def _english_months() -> re.Pattern[str]:
    names = "|".join(message(f"month.{month}", "en") for month in MONTHS)
    return re.compile(rf"(?<=\d )({names})\b|\b({names})(?= \d)")


def _months_in(english: str) -> tuple[int, ...]:
    """The months of the dates of an English text: names beside a number, for May may be another word."""
    said = {before or after for before, after in _english_months().findall(english)}
    return tuple(month for month in MONTHS if message(f"month.{month}", "en") in said)


@cache
def _month_pattern(month: int, lang: Language) -> re.Pattern[str]:
    """How a month's name begins, as short as it can be told from the other months; of a short name all but the end."""
    others = [name for other in MONTHS if other != month for name in _names(other, lang)]
    begun = []
    for name in _names(month, lang):
        sizes = (size for size in range(3, len(name)) if not any(other.startswith(name[:size]) for other in others))
        size = next(sizes, None)
        begun.append(re.escape(name[:size]) if size else rf"{re.escape(name)}|\b{re.escape(name[:-1])}\w\b")
    return re.compile("|".join(begun))


def _names(month: int, lang: Language) -> list[str]:
    return [message(f"{key}.{month}", lang).lower() for key in ("month", "month_of")]
