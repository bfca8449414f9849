"""A cell → the value of a field, by the model: words of closed lists in five languages, dates, numbers, lists."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from geo.dates import span
from geo.importers.columns import folded, spellings
from geo.importers.rows import Cell
from geo.model import Common, Sector
from geo.vocabulary import ADMIN1, LANGUAGES

_DATES = frozenset(("status_date", "checked"))
# Names of sectors hold two things: `Energy and fuel`.
_AND = re.compile(r" (?:and|et|и|және|va) ")
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?:/\d{4}(?:-\d{2}(?:-\d{2})?)?)?", re.ASCII)
_PARTS = re.compile(r"(\d{1,2})([./\s-])(\d{1,2})\2(\d{4})", re.ASCII)
_BLANKS = re.compile("[ \t\r\n\f\v\x85\u2028\u2029]+")
_YES = frozenset(map(folded, ("yes", "true", "1", "oui", "vrai", "да", "иә", "ия", "ha", "ҳа", "x", "+")))
_NO = frozenset(map(folded, ("no", "false", "0", "non", "faux", "нет", "жоқ", "yoʻq", "йўқ", "-")))
_NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d{1,10})?")
# Blanks and apostrophes part thousands and nothing else; points and commas do where they stand twice, or both stand.
_PARTED = re.compile(r"(?<=\d)[\s\u00a0\u202f'’](?=\d{3}(?!\d))")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:(?:,\d{3})+\.\d{1,10}|(?:\.\d{3})+,\d{1,10}|(?:,\d{3}){2,}|(?:\.\d{3}){2,})")
_EITHER = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
# Which list of the catalogues names the words of a field.
_LABELS = {
    "sector": "sector", "status": "status", "precision": "precision", "modes": "mode", "passengers": "access",
    "freight": "access", "third_country_nationals": "access", "station_kind": "station", "kind": "kind",
}  # fmt: skip


class Wrong(Exception):
    """Inside this room: a cell is no value of its field. A reason, a key under `import.`, and what it mentions."""

    def __init__(self, reason: str, key: str, **values: object) -> None:
        self.reason, self.key, self.values = reason, key, values
        super().__init__(key)


class Words:
    """Words of closed lists as people write them: their own, and their labels in five languages.

    Parameters
    ----------
    sectors
        Their names are words of `sector`.
    label
        Text of a key in a language, or the key itself: of the catalogues.
    regions
        Code → names, of regions and countries.
    """

    def __init__(
        self,
        sectors: Iterable[Sector],
        label: Callable[[str, Any], str],
        regions: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self._names: dict[str, list[str]] = {
            sector.id: [getattr(sector, f"name_{lang}") for lang in LANGUAGES] for sector in sectors
        }
        self._label = label
        self._regions = {folded(name): code for code, names in (regions or {}).items() for name in (code, *names)}
        self._found: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}

    def word(self, field: str, words: tuple[str, ...], text: str) -> str:
        """The word of a list that a text means.

        Raises
        ------
        Wrong
            None; names those that come near.
        """
        known = self.of(field, words)
        if (found := known.get(folded(text))) is not None:
            return found
        near = dict.fromkeys(known[key] for key in get_close_matches(folded(text)[:80], known, 3, 0.6))
        raise Wrong("value", "import.no_such_word", text=text, field=field, fits=tuple(near) or words)

    def of(self, field: str, words: tuple[str, ...]) -> dict[str, str]:
        """Folded text → word; what two words share means neither, but a word's own text always means it."""
        if (field, words) not in self._found:
            meant: dict[str, set[str]] = {}
            for word in words:
                for text in self.texts(field, word):
                    meant.setdefault(folded(text), set()).add(word)
            clear = {text: next(iter(found)) for text, found in meant.items() if len(found) == 1}
            self._found[field, words] = clear | {folded(word): word for word in words}
        return self._found[field, words]

    def texts(self, field: str, word: str) -> list[str]:
        """What people call a word."""
        keys = [f"{_LABELS[field]}.{word}"] if field in _LABELS else []
        labels = [text for key in keys for lang in LANGUAGES if (text := self._label(key, lang)) != key]
        names = self._names.get(word, []) if field == "sector" else []
        parts = [part for name in names for part in _AND.split(name)]
        return [word, *labels, *names, *parts, *spellings(field, word)]

    def label(self, field: str, word: str, lang: Any) -> str:
        """What a reader of a language calls a word."""
        key = f"{_LABELS.get(field, field)}.{word}"
        text = self._label(key, lang)
        if text == key and word in self._names:
            return str(self._names[word][LANGUAGES.index(lang)])
        return word if text == key else text

    def region(self, text: str) -> str:
        """The code of a region or country by its name or code.

        Raises
        ------
        Wrong
            None is called so.
        """
        if (code := self._regions.get(folded(text))) is not None:
            return code
        if re.fullmatch(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?", text):
            return text
        raise Wrong("value", "import.no_such_word", text=text, field="admin1", fits=tuple(ADMIN1)[:6])


def value(noun: type[Common], field: str, cell: Cell, words: Words) -> Any:
    """What a cell means as a field of a noun; the model has the last word.

    Raises
    ------
    Wrong
        It means nothing.
    """
    if field in _DATES:
        return edtf(cell)
    kind, is_list = kind_of(noun, field)
    if is_list:
        return [_one(kind, field, part, words) for part in _parts(cell)]
    return _one(kind, field, cell, words)


def _one(kind: Any, field: str, cell: Cell, words: Words) -> Any:
    if get_origin(kind) is Literal:
        return words.word(field, get_args(kind), text(cell))
    if kind is bool:
        return _truth(cell)
    if kind in (int, float):
        return _number(kind, cell)
    return words.region(text(cell)) if field in ("admin1", "countries", "kz_admin1", "uz_admin1") else text(cell)


def _parts(cell: Cell) -> list[str]:
    said = text(cell, keep="\n")
    parts = in_json(said)
    return [part for part in map(str.strip, re.split(r"[;|\n]", said) if parts is None else parts) if part]


def in_json(said: str) -> list[str] | None:
    """The parts of a list that a format without lists holds as JSON: texts, things by their ids; None for no list."""
    if not (said.startswith("[") and said.endswith("]")):
        return None
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        return None
    named = [part.get("id") if isinstance(part, dict) else part for part in found]
    return [str(part) for part in named if isinstance(part, str | int | float)]


def _truth(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    said = folded(text(cell)) or text(cell)
    if said in _YES or said in _NO:
        return said in _YES
    raise Wrong("value", "import.no_truth", text=text(cell))


def _number(kind: type, cell: Cell) -> int | float:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return int(cell) if kind is int and float(cell).is_integer() else cell
    said = text(cell)
    if _EITHER.fullmatch(said):  # 1,200 has cost somebody a factor of a thousand before
        whole = re.sub("[.,]", "", said)
        raise Wrong("number", "import.either", text=said, first=whole, second=str(float(said.replace(",", "."))))
    plain = _PARTED.sub("", said)
    if _GROUPED.fullmatch(plain):
        mark = plain[re.search("[.,]", plain).start()]  # type: ignore[union-attr]
        plain = plain.replace(mark, "")
    if not _NUMBER.fullmatch(plain):
        raise Wrong("number", "import.no_number", text=said)
    number = float(plain.replace(",", "."))
    return int(number) if number.is_integer() else number


def edtf(cell: Cell) -> str:
    """A day, month or year as the data files have it.

    Raises
    ------
    Wrong
        It is none, or day and month could be either way round.
    """
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    said = text(cell)
    if isinstance(cell, int | float) and not 1800 <= cell <= 2150:
        raise Wrong("date", "import.date_number", text=said)
    iso = said[:10] if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?", said) else said
    iso = _with_parts(iso)
    if not _ISO.fullmatch(iso) or span(iso) is None:
        raise Wrong("date", "import.no_date", text=said)
    return iso


def _with_parts(said: str) -> str:
    """`15.03.2026` as `2026-03-15`; with slashes only where one number cannot be a month."""
    match = _PARTS.fullmatch(re.sub(r"\s*г\.?$", "", said))
    if match is None:
        return said
    first, mark, second, year = int(match[1]), match[2], int(match[3]), match[4]
    if mark == "." or first > 12:
        day, month = first, second
    elif second > 12:
        day, month = second, first
    elif first == second:
        day = month = first
    else:
        raise Wrong("date", "import.either", text=said, first=f"{year}-{second:02d}-{first:02d}",
                    second=f"{year}-{first:02d}-{second:02d}")  # fmt: skip
    return f"{year}-{month:02d}-{day:02d}"


def text(cell: Cell, keep: str = "") -> str:
    """A cell in one line of composed letters, whole numbers without a fraction; no-break spaces stay."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        said = str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    else:
        said = str(cell)
    lines = said.splitlines() if keep else [said]
    return unicodedata.normalize("NFC", keep.join(_BLANKS.sub(" ", line) for line in lines)).strip()


@cache
def kind_of(noun: type[Common], field: str) -> tuple[Any, bool]:
    """The type of a field without None, and whether it holds a list of such."""
    annotation = _bare(noun.model_fields[field].annotation)
    if get_origin(annotation) is list:
        return _bare(get_args(annotation)[0]), True
    return annotation, False


def _bare(annotation: Any) -> Any:
    while True:
        parts = [part for part in get_args(annotation) if part is not NoneType]
        if get_origin(annotation) is Annotated or (
            NoneType in get_args(annotation) and len(parts) == 1 and get_origin(annotation) not in (list, Literal)
        ):
            annotation = parts[0]
        else:
            return annotation
