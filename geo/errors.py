"""What is wrong, where, and how to mend it: the one form every complaint takes.

A complaint is a key and values, never a sentence: the words are in the catalogues (`i18n/problems`), in five languages,
and are put together when somebody reads them. What a data file says is made visible there, and cut where it is long.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import PurePath
from typing import Any

from geo.i18n import has_message, message
from geo.vocabulary import FALLBACK, Language

Step = str | int
# Longer texts of strangers are cut in a message, and in what a program reads.
LONGEST = 160
# Numbers from here on are no longer exact as doubles.
LARGEST = 1e15
LONGEST_AS_DATA = 1_000
# Of a longer list the rest is left out.
MOST_LISTED = 20
# Of more problems of one kind than these a program is told how many more there are.
MOST_OF_A_KIND_AS_DATA = 1_000
# Of more problems of one kind than these, only some examples are told, and how many there are.
MOST_OF_A_KIND = 20
EXAMPLES = 5
# Control and direction characters, half characters, private ones, line separators: what a terminal must not be sent.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

_RARE_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def first_unseen(text: str) -> int | None:
    """Where in a text the first character stands that nobody sees or that turns others round; None if there is none."""
    # False for all of these, and for blanks that break no line; nearly every text ends here.
    if text.isprintable() or _RARE_BLANKS.sub("", text).isprintable():
        return None
    return next((at for at, letter in enumerate(text) if unicodedata.category(letter) in UNSEEN), None)


def visible(text: str, longest: int | None = LONGEST, keep: str = "") -> str:
    r"""Text of a stranger as a message may repeat it: no character that is unseen or turns others round, none too many.

    Parameters
    ----------
    longest
        How many characters are kept; None for all.
    keep
        Characters that stay as they are: a newline, where lines are meant.

    >>> visible("a\u202eb")
    'a\\u202eb'
    """
    cut = shortened(text, longest)
    if cut.isprintable():
        return cut
    return "".join(
        _escaped(letter) if letter not in keep and unicodedata.category(letter) in UNSEEN else letter for letter in cut
    )


def shortened(text: str, longest: int | None = LONGEST) -> str:
    """No more of a text than so many characters, the last a `…` where something is left out."""
    return text if longest is None or len(text) <= longest else text[: longest - 1] + "…"


def _escaped(letter: str) -> str:
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"


@dataclass(frozen=True)
class Said:
    """A phrase by its key in the catalogues, with the values for its `{places}`; a value may be a phrase itself."""

    key: str
    values: "Mapping[str, Value]" = field(default_factory=dict, hash=False)

    def text(self, lang: Language = "en") -> str:
        """In the language of a reader."""
        filled = {name: _written(value, lang) for name, value in self.values.items()}
        return message(self.key, lang, domain="problems", **filled)


@dataclass(frozen=True)
class Named:
    """A region or a country: its code, and its names by language."""

    code: str
    names: Mapping[str, str] = field(hash=False)

    def text(self, lang: Language = "en") -> str:
        """`Tashkent Region (UZ-TO)`, in the reader's language or the next best; the code alone without a name."""
        name = next((self.names[known] for known in FALLBACK[lang] if self.names.get(known)), None)
        return f"{name} ({self.code})" if name else self.code


# What fills a place in a sentence: a text, a number, a phrase, or several texts or phrases.
Value = Any


class Whole(str):
    """A text of the program's own that is never cut: a path, an address."""


class Each(tuple[Value, ...]):
    """Texts that all hold: `KZ and UZ`."""


class Either(tuple[Value, ...]):
    """Texts of which one will do: `KZ or UZ`."""


def _written(value: Value, lang: Language) -> str:
    if isinstance(value, Said | Place | Named):
        return value.text(lang)
    if isinstance(value, tuple):
        return _listed(value, lang)
    if isinstance(value, int | float) and abs(value) < LARGEST:  # larger ones, and what is no number, as they are
        from geo.i18n.format import number  # Babel, which only a complaint needs

        return number(value, lang, digits=1)
    return visible(str(value), None if isinstance(value, Whole) else LONGEST)


def _listed(values: tuple[Value, ...], lang: Language) -> str:
    some = [shortened(_written(part, lang), 80) for part in values[:MOST_LISTED]]
    if len(values) > MOST_LISTED:
        return ", ".join([*some, "…"])
    if not isinstance(values, Each | Either):
        return ", ".join(some)
    from geo.i18n.format import listed

    return listed(some, lang, "or" if isinstance(values, Either) else "standard")


@dataclass(frozen=True)
class Place:
    """Where something is wrong, as far as known; parts, so that nobody has to cut a sentence.

    Parameters
    ----------
    file
        Path as the user named it: `data/sites.geojson`; or a folder.
    number, id
        Which feature or entry of the file: counted from 1, and its id.
    row
        Row of a table, as a spreadsheet counts.
    line, column
        Place in the text of a file, counted from 1.
    field
        Steps to the field: `("events", 1, "kind")`, counted from 1.
    argument
        What was typed instead of a file: `kzuz add --at`.
    part
        Which part of a file of another format: a sheet, a layer, a placemark.
    """

    file: str = ""
    number: int | None = None
    id: str = ""
    row: int | None = None
    line: int | None = None
    column: int | None = None
    field: tuple[Step, ...] = ()
    argument: str = ""
    part: Said | None = None

    def at(self, *steps: Step) -> "Place":
        """The same place, some steps further in."""
        return replace(self, field=(*self.field, *steps))

    def text(self, lang: Language = "en") -> str:
        """In words: `data/sites.geojson, feature 4 "khorgos", events 1, kind`."""
        part = self.part.text(lang) if self.part else ""
        parts = [visible(self.argument), visible(self.file), part, self._which(lang)]
        for name in ("row", "line", "column"):
            number = getattr(self, name)
            parts.append(message(f"place.{name}", lang, domain="problems", n=number) if number is not None else "")
        return ", ".join(filter(None, [*parts, field_path(self.field)]))

    def _which(self, lang: Language) -> str:
        if self.number is None and not self.id:
            return ""
        noun = _NOUN.get(PurePath(self.file).suffix, "place.feature")
        id_ = f' "{visible(str(self.id), 80)}"' if self.id else ""
        return message(noun, lang, domain="problems") + (f" {self.number}" if self.number else "") + id_

    @property
    def order(self) -> tuple[Any, ...]:
        """Sorts places as a person goes through the files."""
        numbers = (self.number or 0, self.row or 0, self.line or 0, self.column or 0)
        part = self.part.text() if self.part else ""
        return (self.argument, self.file, part, *numbers[:1], self.id, *numbers[1:], [str(step) for step in self.field])


# What a file holds, by its ending; else features.
_NOUN = {".json": "place.entry", ".csv": "place.value"}


def field_path(steps: tuple[Step, ...]) -> str:
    """`("events", 1, "kind")` as people say it: `events 1, kind`."""
    text = ""
    for step in steps:
        text += f" {step}" if isinstance(step, int) else f"{', ' if text else ''}{visible(step, 80)}"
    return text


@dataclass(frozen=True)
class Problem:
    """One thing a person has to mend.

    Parameters
    ----------
    place
        File, feature and field, as far as known.
    key
        What is wrong: the catalogues say it under this key, and under `<key>.mend` what to do about it.
    values
        What fills the `{places}` of both sentences: texts, numbers, `Said`, or tuples of these (`Each`, `Either`).
    rule
        Id of the rule that found it, for filters and `kzuz check --json`.
    """

    place: Place
    key: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)
    rule: str = ""

    @property
    def where(self) -> str:
        """The place in English words."""
        return self.place.text()

    @property
    def what(self) -> str:
        """What is wrong, in English, with the value seen."""
        return self.what_in("en")

    @property
    def mend(self) -> str:
        """What to do about it, in English; empty where nothing can be said."""
        return self.mend_in("en")

    def what_in(self, lang: Language) -> str:
        """What is wrong, in a reader's language."""
        return Said(self.key, self.values).text(lang)

    def mend_in(self, lang: Language) -> str:
        """What to do about it, in a reader's language: the words of the problem, else those of its rule."""
        for key in (f"{self.key}.mend", f"rule.{self.rule}.mend"):
            if has_message(key, domain="problems"):
                return Said(key, self.values).text(lang)
        return ""

    def text(self, lang: Language = "en") -> str:
        """Where, what, and how to mend it."""
        where, mend = self.place.text(lang), self.mend_in(lang)
        told = f"{where}: {self.what_in(lang)}" if where else self.what_in(lang)
        return told + (f"\n  {message('to_mend', lang, domain='problems', mend=mend)}" if mend else "")

    def __str__(self) -> str:
        return self.text()

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes it another problem than a second one: everything it says, to be hashed."""
        return (self.place, self.key, self.rule, *sorted((name, str(value)) for name, value in self.values.items()))

    def as_dict(self, lang: Language = "en") -> dict[str, Any]:
        """For JSON: place in parts, key and values as they are, and the sentences in a language."""
        place = {name: value for name, value in asdict(self.place).items() if value not in (None, "", ())}
        told = {"where": self.place.text(lang), "what": self.what_in(lang), "mend": self.mend_in(lang)}
        values = {name: _as_data(value) for name, value in self.values.items()}
        return {"rule": self.rule, "key": self.key, "place": _as_data(place), "values": values, **told}


def _as_data(value: Any) -> Any:
    """A value for JSON: a phrase as its key and values, and every long text cut."""
    if isinstance(value, Said):
        return {"key": value.key, "values": _as_data(dict(value.values))}
    if isinstance(value, Place):
        return value.text()
    if isinstance(value, dict):
        return {key: _as_data(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_as_data(part) for part in value]
    return shortened(value, LONGEST_AS_DATA) if isinstance(value, str) else value


NOTHING_WRITTEN = Said("outcome.nothing_written")
NOTHING_CHANGED = Said("outcome.nothing_changed")


class AtlasError(Exception):
    """A user's mistake: the command line prints it and leaves with `exit_code`, without a traceback.

    Parameters
    ----------
    problems
        Every one, not only the first.
    outcome
        What that means for what was to be done; None where nothing was to be written.
    """

    exit_code = 2

    def __init__(self, problems: Iterable[Problem], outcome: Said | None = None) -> None:
        unique = {problem.identity: problem for problem in problems}
        self.problems = sorted(unique.values(), key=lambda problem: (problem.place.order, problem.key))
        self.outcome = outcome
        super().__init__()

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: Language = "en") -> str:
        """Every problem, or examples of very many of a kind; then what that means for the files."""
        told = "\n".join(told_briefly(self.problems, lang))
        return self._ended(told, lang, "\n" if "\n" in told else "; ")

    def _ended(self, told: str, lang: Language, between: str) -> str:
        return told if self.outcome is None else f"{told}{between}{self.outcome.text(lang)}"


@contextmanager
def nothing_written() -> Iterator[None]:
    """A mistake in the block means that nothing was written, unless it says itself what it means."""
    try:
        yield
    except AtlasError as error:
        error.outcome = error.outcome or NOTHING_WRITTEN
        raise


class InvalidData(AtlasError):
    """The data break rules."""

    def text(self, lang: Language = "en") -> str:
        """Every problem, or examples of very many of a kind; then how many there are, in how many files."""
        return "\n".join([*told_briefly(self.problems, lang), self._ended(self._count(lang), lang, "; ")])

    def _count(self, lang: Language) -> str:
        files = {problem.place.file for problem in self.problems}
        number = sum(name.endswith((".geojson", ".json", ".csv")) for name in files)
        problems = _counted("problems", len(self.problems), lang)
        if not number:
            return problems
        return message("in_files", lang, domain="problems", problems=problems, files=_counted("files", number, lang))


def as_data(problems: Sequence[Problem], lang: Language = "en") -> list[dict[str, Any]]:
    """Each problem for JSON; of very many of one kind the first, and at the end an entry that says how many more.

    That entry has the key `more_of_a_kind`; its values are the number `n` left out, and `kind`, the key of those.
    """
    seen: Counter[str] = Counter()
    told = []
    for problem in problems:
        seen[problem.key] += 1
        if seen[problem.key] <= MOST_OF_A_KIND_AS_DATA:
            told.append(problem.as_dict(lang))
    rules = {problem.key: problem.rule for problem in problems}
    for kind, n in seen.items():
        if n > MOST_OF_A_KIND_AS_DATA:
            values = {"n": n - MOST_OF_A_KIND_AS_DATA, "rule": rules[kind] or kind, "kind": kind}
            told.append(Problem(Place(), "more_of_a_kind", values, rules[kind]).as_dict(lang))
    return told


def told_briefly(problems: Sequence[Problem], lang: Language = "en") -> list[str]:
    """Each problem as text; of very many of one kind some examples, and at the end how many more there are."""
    total = Counter(problem.key for problem in problems)
    seen: Counter[str] = Counter()
    told = []
    for problem in problems:
        seen[problem.key] += 1
        if total[problem.key] <= MOST_OF_A_KIND or seen[problem.key] <= EXAMPLES:
            told.append(problem.text(lang))
    many = {problem.key: problem.rule or problem.key for problem in problems if total[problem.key] > MOST_OF_A_KIND}
    for key, rule in many.items():
        told.append(Said("more_of_a_kind", {"n": total[key] - EXAMPLES, "rule": rule}).text(lang))
    return told


def _counted(key: str, n: int, lang: Language) -> str:
    from geo.i18n.format import count  # Babel, which only a complaint needs

    return count(key, n, lang, domain="problems")


class CannotWrite(AtlasError):
    """A file cannot be written: permissions, a full disk, a file in the way. Nothing is half written."""

    exit_code = 4


class Busy(AtlasError):
    """Another process holds the lock on data/, or changed it meanwhile; trying again will do."""

    exit_code = 3
