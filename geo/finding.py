"""Which features hold some words, as the page's "only what holds these words" says: names, places, partners, meanings.

The page looks while somebody types (`ask/search`); here a whole question is asked once. `tests/browser` holds both to
the same answers.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from geo.frames import rows_of
from geo.i18n import catalogues
from geo.model import LAYERS, Atlas, Synonym
from geo.places import place_names
from geo.summary import regions_of
from geo.vocabulary import CORE_COUNTRIES, LANGUAGES
from geo.words import fold, query_words, words

Row = dict[str, Any]
# As on the page: words of sectors, states and kinds would only fill memory beyond this many features.
LABELS_UP_TO = 20_000
# Shorter words must be met whole: `port` is not the beginning of `portfolio`.
LEAST_BEGUN = 5
# A typed word may be begun when it has as many letters, and have an ending of as many more.
LEAST_TYPED = 3
LONGEST_ENDING = 3
MOST_WORDS = 3


def holding(atlas: Atlas, text: str) -> set[str] | None:
    """Ids of the features that hold every word of a text, or what the word means.

    Returns
    -------
    set of str or None
        None where the text asks for nothing.
    """
    asked = query_words(text)
    return _Index(atlas).holding(asked) if asked else None


class _Index:
    """Which features each folded word stands in."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._rows = [
            (layer.kind, row, [*codes, *_beside(row)])
            for layer in LAYERS
            for row, codes in zip(
                rows_of(getattr(atlas, layer.name)), regions_of(getattr(atlas, layer.name)), strict=True
            )
        ]
        self._shared: dict[tuple[str, str], list[str]] = {}
        self._places = place_names(atlas.basemap)
        self._ids: dict[str, set[str]] = {}
        self._named: dict[str, set[str]] = {}
        for kind, row, codes in self._rows:
            for word in self._words(kind, row, codes):
                self._ids.setdefault(word, set()).add(row["id"])
            for word in (word for name in _texts(row, "name") for word in words(name)):
                self._named.setdefault(word, set()).add(row["id"])
        self._list = sorted(self._ids)
        self._meanings = [_plain_words(synonym) for synonym in atlas.synonyms]

    def holding(self, asked: list[list[str]]) -> set[str]:
        """Ids of the features that have every unit of what was typed."""
        sets = [self._having(unit) for unit in self._units(asked)]
        return set.intersection(*sets)

    def _units(self, asked: list[list[str]]) -> Iterator[list[list[str]]]:
        """Typed words as units: those that make an expression are one."""
        expressions = {word for own in self._meanings for word in own if " " in word}
        at = 0
        while at < len(asked):
            lengths = range(min(MOST_WORDS, len(asked) - at), 1, -1)
            n = next((n for n in lengths if _as_text(asked[at : at + n]) in expressions), 1)
            yield asked[at : at + n]
            at += n

    def _having(self, unit: list[list[str]]) -> set[str]:
        held = [set().union(*(self._begun(word, self._ids) for word in spellings)) for spellings in unit]
        return set.intersection(*held) | self._meant(_as_text(unit))

    def _begun(self, word: str, ids: dict[str, set[str]], *, whole: bool = False) -> set[str]:
        """Ids of what has a word that begins so."""
        if whole:
            return ids.get(word, set())
        found: set[str] = set()
        for at in range(bisect_left(self._list, word), len(self._list)):
            if not self._list[at].startswith(word):
                break
            found |= ids.get(self._list[at], set())
        return found

    def _meant(self, typed: str) -> set[str]:
        found: set[str] = set()
        for synonym, own in zip(self._atlas.synonyms, self._meanings, strict=True):
            if any(_meets(typed, word) for word in own):
                found |= self._of(synonym, own)
        return found

    def _of(self, synonym: Synonym, own: list[str]) -> set[str]:
        """What a synonym means: features it lists, those of its sectors and kinds, and those named by its words."""
        every = {row["id"] for _, row, _ in self._rows}
        found = {id_ for id_ in synonym.features if id_ in every}
        if len(self._rows) <= LABELS_UP_TO:
            found |= {row["id"] for kind, row, _ in self._rows if _is_of(synonym, kind, row)}
        for expression in own:
            sets = [self._begun(word, self._named, whole=len(word) < LEAST_BEGUN) for word in expression.split(" ")]
            found |= set.intersection(*sets)
        return found

    def _words(self, kind: str, row: Row, codes: list[str]) -> Iterator[str]:
        for field in ("name", "kz_name", "uz_name"):
            for text in _texts(row, field):
                yield from words(text)
        for text in (row["id"], row.get("locality") or "", *(row.get("partners") or ())):
            yield from words(text)
        for code in codes:
            yield from self._in_all_languages("place", code)
        if len(self._rows) <= LABELS_UP_TO:
            for key, word in (("sector", row["sector"]), ("status", row["status"]), ("kind", kind)):
                yield from self._in_all_languages(key, word)

    def _in_all_languages(self, key: str, word: str) -> list[str]:
        if (key, word) not in self._shared:
            self._shared[key, word] = [part for text in self._labels(key, word) for part in words(text)]
        return self._shared[key, word]

    def _labels(self, key: str, word: str) -> list[str]:
        if key == "place":
            return list(self._places.get(word, {}).values())
        entry = next((entry for entry in self._atlas.sectors if key == "sector" and entry.id == word), None)
        if entry is not None:
            return _texts(entry.model_dump(), "name")
        return [text for lang in LANGUAGES if (text := catalogues()[lang]["messages"].get(f"{key}.{word}"))]


def _texts(row: Row, field: str) -> list[str]:
    return [text for lang in LANGUAGES if (text := row.get(f"{field}_{lang}"))]


def _beside(row: Row) -> list[str]:
    """Countries of a feature beside the two, of which all is."""
    every = (*(row.get("countries") or ()), *(row.get("applies_to") or ()))
    return [code for code in every if "-" not in code and code not in CORE_COUNTRIES]


def _plain_words(synonym: Synonym) -> list[str]:
    held = synonym.model_dump()
    every = (fold(word).replace("-", " ") for lang in LANGUAGES for word in held[f"words_{lang}"])
    return list(dict.fromkeys(filter(None, (" ".join(word.split()) for word in every))))


def _as_text(unit: list[list[str]]) -> str:
    return " ".join(spellings[0] for spellings in unit)


def _meets(typed: str, word: str) -> bool:
    """Whether a typed word is met by one that has a meaning: whole, begun, or with an ending."""
    if typed == word or (len(typed) >= LEAST_TYPED and word.startswith(typed)):
        return True
    has_ending = len(word) >= LEAST_BEGUN - 1 and typed.startswith(word)
    return has_ending and len(typed) - len(word) <= LONGEST_ENDING


def _is_of(synonym: Synonym, kind: str, row: Row) -> bool:
    modes = set(synonym.modes) & set(row.get("modes") or ())
    return row["sector"] in synonym.sectors or kind in synonym.kinds or bool(modes)
