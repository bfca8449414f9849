"""The texts of the data in several languages, each once, so that a page names them by number.

A language's texts stand in the order of the features, so like is beside like, within the 32 kB in which gzip looks for
it: they weigh a sixth less than as columns, one a field.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from geo.model import Json, Phrase
from geo.vocabulary import FALLBACK, LANGUAGES, Language

InLanguages = tuple[str | None, ...]


class TextTable:
    """Numbers texts in the order in which they are first asked for; a text is given in the order of `LANGUAGES`."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._number: dict[InLanguages, int] = {}
        held = [phrase.model_dump() for phrase in phrases]
        self._phrases = {phrase["text_en"]: _texts_of(phrase, "text") for phrase in held}

    def number(self, texts: InLanguages) -> int | None:
        """The number of a text; None where no language has it."""
        return self._number.setdefault(texts, len(self._number)) if any(texts) else None

    def of(self, record: Json, field: str) -> int | None:
        """The number of a record's text, which it has by language."""
        return self.number(_texts_of(record, field))

    def phrase(self, english: str | None) -> int | None:
        """The number of what the data say in English alone, with the languages that have it as a phrase."""
        return self.number(self._phrases.get(english) or _texts_of({"text_en": english}, "text")) if english else None

    def known(self, english: str) -> None:
        """Let a text that stands in English elsewhere cross in the languages that have it as a phrase, if any has."""
        if texts := self._phrases.get(english):
            self.number(texts)

    def by_language(self, own: Language | None = None) -> dict[str, Sequence[str | None]]:
        """Each text in its place, in each language that has one; or alone as a reader of one language sees it."""
        columns = zip(*(_seen_by(own, texts) if own else texts for texts in self._number), strict=True)
        return {lang: column for lang, column in zip(LANGUAGES, columns, strict=False) if any(column)}


def _seen_by(own: Language, texts: InLanguages) -> InLanguages:
    """A text in the nearest language that has it, and in no other."""
    has = dict(zip(LANGUAGES, texts, strict=True))
    nearest = next(lang for lang in FALLBACK[own] if has[lang])
    return tuple(text if lang == nearest else None for lang, text in has.items())


def _texts_of(record: Json, field: str) -> InLanguages:
    return tuple(record.get(f"{field}_{lang}") or None for lang in LANGUAGES)


def told(columns: dict[str, list[Any]], families: Iterable[str]) -> Iterator[tuple[str, list[InLanguages]]]:
    """Of each family that some of n rows tell: its name, and n texts."""
    for family in families:
        own = [columns[f"{family}_{lang}"] for lang in LANGUAGES if f"{family}_{lang}" in columns]
        if len(own) == len(LANGUAGES) and any(map(any, own)):
            yield family, [tuple(text or None for text in texts) for texts in zip(*own, strict=True)]
