"""Which field a column is: by its name in five languages and many spellings, or as a person says (`--map`)."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from geo.importers.rows import Unreadable
from geo.model import LAYERS, Common
from geo.vocabulary import LANGUAGES, Language

# Fields that are no field of a feature but make one up; each is a column like the others.
_PARTS = {"min": "min", "sec": "sec", "side": "hemisphere"}
# What says where a thing is: halves, their parts where they stand in columns of their own, the zone of metres.
PLACING = ("lat", "lon", *(f"{axis}_{part}" for axis in ("lat", "lon") for part in _PARTS.values()), "zone", "position")
OWN = (*PLACING, "kind", "source", "name", "summary")
# Names of columns that may be metres or degrees: those of degrees go before them.
_PLANE = frozenset(("x", "y", "easting", "northing", "east", "north"))
_MARKS = ((re.compile("(?:\"|″|”|''|′′)\\s*\\)?$"), " sec"), (re.compile("(?:'|′|’)\\s*\\)?$"), " min"))
# Fields that no cell can hold.
_STRUCTURED = ("events", "options", "sources", "text_status")
_UNITS = re.compile(
    r"\b(?:wgs ?-?84|epsg:?\d+|dd|deg|degrees|градусы|град|gps|десятичн\w*|decimal)\b|[°º]", re.IGNORECASE
)


class Column(NamedTuple):
    """What a column holds: a field, and of a text its language where the column's name says it."""

    field: str
    lang: Language | None = None


def folded(text: str) -> str:
    """Letters and digits alone: without case, accents, apostrophes and blanks, so that spellings are one."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ё", "е").replace("й", "и\u0306"))
    return "".join(letter for letter in plain if letter.isalnum() and unicodedata.category(letter) != "Lm")


class Columns:
    """Names of columns → fields.

    Parameters
    ----------
    mapped
        What a person said: field → name of a column.

    Raises
    ------
    Unreadable
        They named a field that does not exist.
    """

    def __init__(self, mapped: Mapping[str, str] | None = None) -> None:
        self._mapped = {folded(name): _asked(field) for field, name in (mapped or {}).items()}
        self._mapped_fields = {column.field for column in self._mapped.values()}

    def column(self, name: str) -> Column | None:
        """The field of a column by its name; None for one that is not known."""
        if not name:
            return None
        if (chosen := self._mapped.get(folded(name))) is not None:
            return chosen
        found = _known(name)
        return None if found and found.field in self._mapped_fields else found

    def known(self, names: Sequence[str]) -> int:
        """How many names of a line are those of columns, each field once."""
        if not any(names):
            return 0
        return len({column for name in names if len(name) < 80 and (column := self.column(name))})

    def has_place(self, names: Iterable[str]) -> bool:
        """Whether a header names a column that says where things are."""
        return any(column.field in ("lat", "lon", "position") for column in map(self.column, names) if column)

    def of(self, names: Iterable[str]) -> dict[str, Column]:
        """Each known column; where several are one field, the first."""
        found: dict[str, Column] = {}
        for name in sorted(names, key=lambda name: folded(name) in _PLANE):
            column = self.column(name)
            if column and (column.field == "source" or column not in found.values()):
                found[name] = column
        return found

    def others(self, names: Iterable[str], name: str, column: Column) -> list[str]:
        """Further columns that say the same of a place; not those that may be metres beside degrees."""
        return [
            one for one in names
            if one != name and self.column(one) == column and (folded(one) not in _PLANE or folded(name) in _PLANE)
        ]  # fmt: skip


@cache
def _known(name: str) -> Column | None:
    for mark, part in _MARKS:
        if mark.search(name) and (in_parts := _spellings().get(folded(mark.sub(part, name)))):
            return in_parts
    bare = re.sub(r"\([^()]*\)|\[[^][]*\]|,.*$", " ", name)
    texts = (name, bare, _UNITS.sub(" ", name))
    found = [
        _spellings().get(folded(texts[0])),
        _with_language(name),
        *(_spellings().get(folded(one)) for one in texts),
    ]
    return next(filter(None, found), None)


def _with_language(name: str) -> Column | None:
    """`name_ru`, `name:ru`, `Название (каз.)`, `Nom en russe` in its shorter forms."""
    for stem, word in re.findall(r"^(.*?)[\s_:.(\[/-]+([^\s_:.()\[\]/-]+)[\s.)\]]*$", name):
        lang = _languages().get(folded(word))
        found = _spellings().get(folded(stem))
        if lang and found and found.field in translated():
            return Column(found.field, lang)
    return None


def _asked(field: str) -> Column:
    stem, _, lang = field.rpartition("_")
    if stem in translated() and lang in LANGUAGES:
        return Column(stem, lang)
    if field in known_fields():
        return Column(field)
    raise Unreadable("header", "import.no_such_field", field=field, fields=tuple(known_fields()))


@cache
def known_fields() -> tuple[str, ...]:
    """Every name a column may be mapped to."""
    nouns: list[type[Common]] = [layer.noun for layer in LAYERS]
    own = [name for noun in nouns for name in noun.model_fields if name not in _STRUCTURED]
    return tuple(dict.fromkeys((*OWN, *own)))


@cache
def translated() -> frozenset[str]:
    """Stems of the fields that are written once a language."""
    return frozenset(stem for layer in LAYERS for stem in layer.noun.translated)


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(files(__package__).joinpath("columns.json").read_text(encoding="utf-8"))
    return table


@cache
def _languages() -> dict[str, Language]:
    return {folded(word): lang for lang, words in _table()["languages"].items() for word in words}


def _of_parts() -> Iterator[tuple[str, Column]]:
    """`Latitude (min)`, `широта минуты`, `sec lon`: each name of a half with each word of a part, in either order."""
    for axis in ("lat", "lon"):
        stems = {folded(name) for names in _table()["columns"][axis].values() for name in names} - _PLANE
        for part, words in _table()["parts"].items():
            column = Column(f"{axis}_{_PARTS[part]}") if part in _PARTS else Column(axis)
            for word in map(folded, words):
                yield from ((spelling, column) for stem in stems for spelling in (stem + word, word + stem))


def heading(field: str, lang: Language) -> str:
    """What a column is called in a language, so that it is known again."""
    words = _table()["columns"][field]
    text = str(words.get(lang, words["en"])[0])
    return text[0].upper() + text[1:]


def spellings(field: str, word: str) -> tuple[str, ...]:
    """What people write for a word of a closed list beside its labels."""
    return tuple(_table()["words"].get(field, {}).get(word, ()))


def is_of_refusals(name: str) -> bool:
    """Whether a column is one that the list of refused rows adds."""
    return folded(name) in _table()["refused"]


@cache
def _spellings() -> dict[str, Column]:
    """Folded name → column. A word of one language alone says the language of a text in it; English says none."""
    found: dict[str, Column] = {}
    homes: dict[str, set[str]] = {}
    for field, words in _table()["columns"].items():
        for lang, names in words.items():
            for name in names:
                key = folded(name)
                homes.setdefault(key, set()).add(lang)
                found.setdefault(key, Column(field))
    for key, column in found.items():
        [*langs] = homes[key]
        if len(langs) == 1 and langs != ["en"] and column.field in translated():
            found[key] = Column(column.field, langs[0])  # type: ignore[arg-type]
    found |= {spelling: column for spelling, column in _of_parts() if spelling not in found}
    for field in known_fields():
        found.setdefault(folded(field), _asked(field))
    return found | {"sources": Column("source")}
