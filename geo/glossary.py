"""Terms in five languages: one word for one thing, whoever translates. `docs/glossary.md` shows them to readers.

A term whose stems are given is held: where an English text has it, its translations have one of the stems. The others
have too many good translations to be held to some, and names are what a place is called in a language.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from geo.vocabulary import LANGUAGES, Language

_WORD = re.compile(r"\w+(?:[-’']\w+)*")
# A shorter stem is looked for where a word begins: `or` is gold, and the end of many words.
_SHORT = 3


@dataclass(frozen=True)
class Term:
    """A term: how English texts write it, its word in each language, and what its translations may be made of.

    Parameters
    ----------
    english
        Its spellings in English, in lower case; a plural with s is understood.
    words
        The word to write, by language.
    stems
        By language, what a translation holds one of: stems of words, in lower case, without ё. None if not held.
    used
        Where the word stands officially.
    """

    id: str
    english: tuple[str, ...]
    words: dict[str, str]
    stems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    used: tuple[str, ...] = ()

    def is_in(self, text: str, lang: Language) -> bool:
        """Whether a translation, in lower case and without ё, has the term; an English name kept as it is counts."""
        return any(_has(text, stem) for stem in (*self.stems[lang], *self.english))


def _has(text: str, stem: str) -> bool:
    """Whether every word of a stem is in a text."""
    return all(
        part in text if len(part) > _SHORT else re.search(rf"(?<!\w){re.escape(part)}", text) for part in stem.split()
    )


@cache
def terms() -> tuple[Term, ...]:
    """Every term, in the order of the glossary."""
    told = json.loads(files("geo").joinpath("glossary.json").read_text("utf-8"))
    return tuple(
        Term(
            entry["id"],
            tuple(entry["en"]),
            {"en": entry["en"][0]} | {lang: entry[lang] for lang in LANGUAGES if lang != "en"},
            {lang: tuple(stems) for lang, stems in entry.get("stems", {}).items()},
            tuple(told["acts"][key] for key in entry["used"]),
        )
        for entry in told["terms"]
    )


def held_in(english: str) -> list[Term]:
    """The held terms an English text has. Of `prime minister` the longest term is taken, and not `minister` as well."""
    found: dict[str, Term] = {}
    words = _WORD.findall(english.lower())
    at = 0
    while at < len(words):
        term, length = next(_terms_at(words, at), (None, 1))
        if term and term.stems:
            found[term.id] = term
        at += length
    return list(found.values())


def plain(text: str) -> str:
    """A translation as stems are compared with it."""
    return text.lower().replace("ё", "е")


def _terms_at(words: list[str], at: int) -> Iterator[tuple[Term, int]]:
    """The terms that begin at a word of a text, longest first, and of how many words they are."""
    for spelt, term in _by_first_word().get(words[at], ()):
        last = words[at + len(spelt) - 1 : at + len(spelt)]
        if words[at : at + len(spelt) - 1] == list(spelt[:-1]) and last in ([spelt[-1]], [spelt[-1] + "s"]):
            yield term, len(spelt)


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], Term]]]:
    """Spellings of terms as words, longest first, by their first word; the plural of a term of one word is one too."""
    found: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
    for term in terms():
        for spelling in term.english:
            spelt = tuple(_WORD.findall(spelling.lower()))
            for first in {spelt[0], spelt[0] + "s"} if len(spelt) == 1 else {spelt[0]}:
                found.setdefault(first, []).append((spelt, term))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


_PAGE = """# Terms in five languages

Generated from `geo/glossary.json` by `make schema`; a test keeps it current.

The word to write, for {n} terms. Of the {held} in **bold** a rule asks: where an English text has one,
each translation has its word, or one that says the same (the stems in `geo/glossary.json`). The last column names acts
that use the word officially. They are named from knowledge of the acts, as a place to look: nobody has compared the
wording with them yet, and every word outside English is a machine's until a reader of the language has gone over it.

| en | fr | ru | kk | uz | used in |
|---|---|---|---|---|---|
"""


def page() -> str:
    """The glossary, as Markdown."""
    acts = {act: number for number, act in enumerate(_acts(), start=1)}
    rows = []
    for term in terms():
        cells = [f"**{term.words['en']}**" if term.stems else term.words["en"]]
        cells += [term.words[lang] for lang in LANGUAGES if lang != "en"]
        rows.append(f"| {' | '.join(cells)} | {', '.join(str(acts[act]) for act in term.used)} |\n")
    held = sum(bool(term.stems) for term in terms())
    listed = "".join(f"{number}. {act}\n" for act, number in acts.items())
    return f"{_PAGE.format(n=len(terms()), held=held)}{''.join(rows)}\n## Acts\n\n{listed}"


def _acts() -> list[str]:
    """The acts terms are used in, in the order of first use."""
    return list(dict.fromkeys(act for term in terms() for act in term.used))
