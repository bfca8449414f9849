"""What is wrong, where, and how to mend it: the one form every complaint takes.

A complaint is a key and values, never a sentence: the words are in the catalogues (`i18n/problems`), in five languages,
and are put together when somebody reads them. What a data file says is made visible there, and cut where it is long.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from geo.i18n import has_message, message
from geo.vocabulary import Language

Step = str | int
# Longer texts of strangers are cut in a message.
LONGEST = 160
# Of more problems of one kind than these, only some examples are told, and how many there are.
MOST_OF_A_KIND = 20
EXAMPLES = 5
# Control and direction characters, half characters, private ones, line separators: what a terminal must not be sent.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str, longest: int = LONGEST) -> str:
    r"""Text of a stranger as a message may repeat it: no character that is unseen or turns others round, none too many.

    >>> visible("a\u202eb")
    'a\\u202eb'
    """
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    if cut.isascii() and cut.isprintable():
        return cut
    return "".join(_escaped(letter) if unicodedata.category(letter) in _UNSEEN else letter for letter in cut)


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


Value = str | int | float | Said | tuple[str | Said, ...]


def _written(value: Value, lang: Language) -> str:
    if isinstance(value, Said):
        return value.text(lang)
    if isinstance(value, tuple):
        return ", ".join(_written(part, lang) for part in value)
    return visible(str(value))


def _as_plain(value: Value, lang: Language) -> str | int | float | list[Any]:
    if isinstance(value, tuple):
        return [_as_plain(part, lang) for part in value]
    return value.text(lang) if isinstance(value, Said) else value


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
    """

    file: str = ""
    number: int | None = None
    id: str = ""
    row: int | None = None
    line: int | None = None
    column: int | None = None
    field: tuple[Step, ...] = ()
    argument: str = ""

    def at(self, *steps: Step) -> "Place":
        """The same place, some steps further in."""
        return replace(self, field=(*self.field, *steps))

    def text(self, lang: Language = "en") -> str:
        """In words: `data/sites.geojson, feature 4 "khorgos", events 1, kind`."""
        parts = [visible(self.argument), visible(self.file), self._which(lang)]
        for name in ("row", "line", "column"):
            number = getattr(self, name)
            parts.append(message(f"place.{name}", lang, domain="problems", n=number) if number is not None else "")
        return ", ".join(filter(None, [*parts, field_path(self.field)]))

    def _which(self, lang: Language) -> str:
        if self.number is None and not self.id:
            return ""
        noun = "place.entry" if self.file.endswith(".json") else "place.feature"
        id_ = f' "{visible(self.id, 80)}"' if self.id else ""
        return message(noun, lang, domain="problems") + (f" {self.number}" if self.number else "") + id_

    @property
    def order(self) -> tuple[Any, ...]:
        """Sorts places as a person goes through the files."""
        numbers = (self.number or 0, self.row or 0, self.line or 0, self.column or 0)
        return (self.argument, self.file, *numbers[:1], self.id, *numbers[1:], [str(step) for step in self.field])


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
        What fills the `{places}` of both sentences.
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

    def as_dict(self, lang: Language = "en") -> dict[str, Any]:
        """For JSON: place in parts, key and values as they are, and the sentences in a language."""
        place = {name: value for name, value in asdict(self.place).items() if value not in (None, "", ())}
        values = {name: _as_plain(value, lang) for name, value in self.values.items()}
        told = {"where": self.place.text(lang), "what": self.what_in(lang), "mend": self.mend_in(lang)}
        return {"rule": self.rule, "key": self.key, "place": place, "values": values, **told}


def plain(where: str, what: str, mend: str = "", rule: str = "") -> Problem:
    """A problem in English sentences, until its room has its words in the catalogues."""
    file, _, rest = where.partition(", ")
    place = Place(file=file, field=(rest,)) if rest else Place(file=file)
    return Problem(place, "plain.mended" if mend else "plain", {"what": what, "mend": mend}, rule)


NOTHING_WRITTEN = Said("outcome.nothing_written")
NOTHING_CHANGED = Said("outcome.nothing_changed")


class AtlasError(Exception):
    """A user's mistake: the command line prints it and leaves with `exit_code`, without a traceback.

    Parameters
    ----------
    problems
        Every one, not only the first.
    outcome
        What that means for the files.
    """

    exit_code = 2

    def __init__(self, problems: Iterable[Problem], outcome: Said = NOTHING_WRITTEN) -> None:
        unique = {(problem, *sorted(map(str, problem.values.items()))): problem for problem in problems}
        self.problems = sorted(unique.values(), key=lambda problem: (problem.place.order, problem.key))
        self.outcome = outcome
        super().__init__()

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: Language = "en") -> str:
        """Every problem, then what that means for the files."""
        told = "\n".join(problem.text(lang) for problem in self.problems)
        return f"{told}{chr(10) if chr(10) in told else '; '}{self.outcome.text(lang)}"


class InvalidData(AtlasError):
    """The data break rules."""

    def text(self, lang: Language = "en") -> str:
        """Every problem, or some examples of very many of a kind; then how many there are, in how many files."""
        kinds: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.problems:
            kinds[problem.key].append(problem)
        told, many = [], []
        for problem in self.problems:
            alike = kinds[problem.key]
            if len(alike) <= MOST_OF_A_KIND or problem in alike[:EXAMPLES]:
                told.append(problem.text(lang))
            elif problem is alike[EXAMPLES]:
                more = len(alike) - EXAMPLES
                rule = problem.rule or problem.key
                many.append(message("more_of_a_kind", lang, domain="problems", n=more, rule=rule))
        return "\n".join([*told, *many, f"{self._count(lang)}; {self.outcome.text(lang)}"])

    def _count(self, lang: Language) -> str:
        files = {problem.place.file for problem in self.problems}
        number = sum(name.endswith((".geojson", ".json", ".csv")) for name in files)
        problems = _counted("problems", len(self.problems), lang)
        if not number:
            return problems
        return message("in_files", lang, domain="problems", problems=problems, files=_counted("files", number, lang))


def _counted(key: str, n: int, lang: Language) -> str:
    from geo.i18n.format import plural_form  # Babel, which only a complaint needs

    return message(f"{key}.{plural_form(n, lang)}", lang, domain="problems", n=n)


class CannotWrite(AtlasError):
    """A file cannot be written: permissions, a full disk, a file in the way. Nothing is half written."""

    exit_code = 4


class Busy(AtlasError):
    """Another process holds the lock on data/, or changed it meanwhile; trying again will do."""

    exit_code = 3
