"""Rows → what they propose: fields of a feature, a position, documents; or every reason why not."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from geo.coordinates import AxisOrder
from geo.errors import Place, Said
from geo.importers import charset, positions
from geo.importers.columns import PLACING, Column, Columns, is_of_refusals
from geo.importers.rows import FILE, Cell, Refusal, Row, Table, Unreadable, Unsaid, refused
from geo.importers.shown import shown
from geo.importers.values import Words, Wrong, in_json, text, value
from geo.model import LAYER, LAYERS, Layer
from geo.vocabulary import LANGUAGE_NAMES, LANGUAGES, Language

POINT_LAYERS = tuple(layer for layer in LAYERS if layer.geometry == "point" and layer.name != "agreements")
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_UZBEK_CYRILLIC = re.compile("[ўҳ]", re.IGNORECASE)
_UZBEK = re.compile("[og][‘’'`]|[ʻʼ]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_FRENCH = re.compile("[éèêàâçùûîïœ]|\\b[dl]['’]", re.IGNORECASE)
_PARTS = re.compile(r"[;\s|]+(?=https?://)|\s*[;|\n]\s*")
_OF_POINTS = frozenset(name for layer in POINT_LAYERS for name in (*layer.noun.model_fields, *layer.noun.translated))
_AS_MADE_UP = frozenset((*PLACING, "kind", "source"))


@dataclass(frozen=True)
class Asked:
    """What a person says beside the file.

    Parameters
    ----------
    given
        Field → value for features that the file says nothing of, as people write it: `{"sector": "logistics"}`.
    sources
        Addresses of documents, for rows that name none.
    kind
        `site`, `crossing` or `station`; "" where the file says it, else a site.
    columns
        Field → name of the column that holds it.
    names
        Language of names that no column and no letter tells.
    encoding, crs, order
        As the readers take them.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    kind: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    names: Language | None = None
    encoding: str = ""
    crs: str = ""
    order: AxisOrder | None = None


@dataclass(frozen=True)
class Proposed:
    """What one row proposes.

    Parameters
    ----------
    where
        For people.
    layer
        Name of the layer it is for.
    fields
        What the row says, by the model: no field that it says nothing of.
    lon, lat
        Degrees of WGS 84; None where it says nothing of where it is.
    sources
        Documents, as written: addresses, ids or titles.
    guessed
        Those of the fields whose language nothing but their letters told.
    refusals
        Why it cannot be taken, if so.
    cells
        The row as it stands in the file, for the list of refused rows.
    """

    where: Place
    layer: str
    fields: Mapping[str, Any]
    lon: float | None = None
    lat: float | None = None
    sources: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    guessed: frozenset[str] = frozenset()
    cells: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its name in the first language that has one."""
        names = (self.fields.get(f"name_{lang}") for lang in LANGUAGES)
        own = next((str(name) for name in names if name), "")
        return own or next((text(cell) for key, cell in self.cells.items() if key.casefold() in ("name", "title")), "")

    @property
    def id(self) -> str:
        """The id the row gives; "" where it gives none."""
        return str(self.fields.get("id") or "")


Home = Callable[[str], str | None]


def of_table(table: Table, asked: Asked, words: Words, home: Home, noted: "Noted") -> Iterator[Proposed]:
    """What each row of a table proposes; rows that say nothing at all are left out.

    Raises
    ------
    Unreadable
        The whole table is refused: its reference system is unknown, or contradicts its numbers.
    """
    names = dict.fromkeys(name for row in table.rows for name in row.cells)
    columns = Columns(asked.columns)
    known = columns.of(names)
    noted.unused(names.keys() - known.keys(), names)
    fields = {column.field: name for name, column in reversed(known.items())}
    refused_all = all(row.refusal for row in table.rows)  # by the reader itself, which knows better what is wrong
    if names and not table.drawn and not refused_all and (lacking := _lacking(fields.keys())):
        raise Unreadable("header", "import.columns_missing", _in_table(table), fields=lacking, columns=tuple(names))
    layer = _layer(asked.kind or table.name, {column.field for column in known.values()}, words)
    reader = _Reader(known, layer, asked, words, home, noted)
    if table.drawn:
        located = positions.of_points(table, asked.crs, asked.order)
        if located.refusal is not None:
            raise Whole(located.refusal)
        noted.crs.append(located.crs)
        found: Iterable[positions.Position] = located.positions
    else:
        if twice := _said_twice(table, known, columns):
            raise Unreadable("header", "import.columns_differ", _in_table(table), field=twice[0], columns=twice[1:])
        cells = positions.Cells(fields, asked.crs, asked.order)
        found = [cells.of(row) for row in table.rows]
        noted.crs += list(cells.zones) or [asked.crs or "EPSG:4326"]
    for row, position in zip(table.rows, found, strict=True):
        if table.drawn or row.refusal or any(not _is_empty(row.cells.get(name)) for name in known):
            yield reader.proposed(row, position)


def _lacking(fields: Iterable[str]) -> tuple[str, ...]:
    """What a table has no column for, though each row needs it, unless it names features by their ids."""
    known = set(fields)
    if "id" in known:
        return ()
    places = () if known & {"position", "lat", "lon"} else ("lat", "lon")
    return (*(() if "name" in known else ("name",)), *places)


def _said_twice(table: Table, known: Mapping[str, Column], columns: Columns) -> tuple[str, ...]:
    """A field of the position that two columns say otherwise, and their names; nothing where there is none."""
    for name, column in known.items():
        if column.field not in PLACING:
            continue
        for other in columns.others(table.rows[0].cells if table.rows else (), name, column):
            if any(_differ(row.cells.get(name), row.cells.get(other)) for row in table.rows):
                return (column.field, name, other)
    return ()


def _differ(one: Cell, other: Cell) -> bool:
    return not _is_empty(one) and not _is_empty(other) and shown(one) != shown(other)


def _in_table(table: Table) -> Place:
    return Place(part=Said("import.where.sheet", {"sheet": table.name})) if table.name else FILE


class Whole(Unreadable):
    """A refusal that a table as a whole met."""

    def __init__(self, refusal: Refusal) -> None:
        Exception.__init__(self, refusal.reason)
        self.refusal = refusal


@dataclass
class Noted:
    """What is told of a file beside its rows, gathered as they are read."""

    crs: list[str] = field(default_factory=list)
    languages: Counter[Language] = field(default_factory=Counter)
    columns: dict[str, None] = field(default_factory=dict)

    def unused(self, left: Iterable[str], order: Iterable[str]) -> None:
        """Columns that mean nothing here."""
        some = set(left)
        self.columns |= dict.fromkeys(name for name in order if name in some and not is_of_refusals(name))

    def notes(self) -> list[Said]:
        """As sentences."""
        found = []
        if self.columns:
            found.append(Said("import.note.unused", {"columns": tuple(self.columns)}))
        if self.languages:
            told = tuple(Said("import.note.language", {"language": LANGUAGE_NAMES[lang], "count": count})
                         for lang, count in self.languages.most_common())  # fmt: skip
            found.append(Said("import.note.languages", {"languages": told}))
        return found


def _layer(name: str, fields: set[str], words: Words) -> Layer:
    """The layer of a kind by its word or label; else the one that alone has a field that is there; else sites."""
    kinds = {layer.kind: layer for layer in LAYERS}
    try:
        return kinds[words.word("kind", tuple(kinds), name)]
    except Wrong:
        own = {layer.name: set(layer.noun.model_fields) | set(layer.noun.translated) for layer in POINT_LAYERS}
        having = {field: [name for name, known in own.items() if field in known] for field in fields}
        alone = [names[0] for names in having.values() if len(names) == 1]
        return LAYER[name] if name in LAYER else LAYER[alone[0] if alone else "sites"]


class _Reader:
    """Reads the rows of one table, whose columns are known."""

    def __init__(
        self, columns: Mapping[str, Column], layer: Layer, asked: Asked, words: Words, home: Home, noted: Noted
    ) -> None:
        self._columns, self._layer, self._asked, self._words = columns, layer, asked, words
        self._home, self._noted = home, noted
        named = {column.field: name for name, column in columns.items()}
        self._kind, self._id = named.get("kind", ""), named.get("id", "")

    def proposed(self, row: Row, position: positions.Position) -> Proposed:
        refusals = [one for one in (row.refusal, position.refusal) if one is not None][:1]
        fields: dict[str, Any] = {}
        layer = self._layer_of(row, refusals)
        texts: dict[str, str] = {}
        for name, column in self._columns.items():
            cell = row.cells.get(name)
            if column.field in _AS_MADE_UP or _is_empty(cell):
                continue
            if column.field == "id" and self._is_number_of_row(cell):
                self._noted.unused((name,), (name,))
                continue
            if (wrong := self._wrong(row, name, cell)) is not None:
                refusals.append(wrong)
            elif column.field in layer.noun.translated:
                self._text(column, cell, fields, texts)
            elif column.field in layer.noun.model_fields:
                self._value(row, name, column, cell, layer, fields, refusals)
            elif column.field in _OF_POINTS:
                place = row.where.at(name)
                refusals.append(
                    refused(place, "value", "import.no_field_of_kind", fields=(column.field,), id=layer.kind)
                )
        guessed = self._in_language(fields, texts)
        return Proposed(
            row.where, layer.name, fields, position.lon, position.lat, self._sources(row), tuple(refusals), guessed,
            row.cells,
        )  # fmt: skip

    def _layer_of(self, row: Row, refusals: list[Refusal]) -> Layer:
        if self._id and (home := self._home(text(row.cells.get(self._id)))):
            return LAYER[home]
        cell = row.cells.get(self._kind) if self._kind else None
        if _is_empty(cell):
            return self._layer
        kinds = {layer.kind: layer for layer in LAYERS}
        try:
            return kinds[self._words.word("kind", tuple(kinds), text(cell))]
        except Wrong as wrong:
            refusals.append(refused(row.where.at(self._kind), wrong.reason, wrong.key, **wrong.values))
            return self._layer

    def _is_number_of_row(self, cell: Cell) -> bool:
        """Whether an id is a bare number that the atlas does not know.

        Every GIS numbers its rows from 1: taken as ids, those of the next file would overwrite these.
        """
        said = text(cell)
        return said.isdecimal() and self._home(said) is None

    def _wrong(self, row: Row, name: str, cell: Cell) -> Refusal | None:
        if isinstance(cell, Unsaid):
            return refused(row.where.at(name), "formula", "import.formula", formula=str(cell))
        if isinstance(cell, str) and not cell.isascii() and charset.is_lost(cell):
            return refused(row.where.at(name), "encoding", "import.letters_lost", text=cell)
        return None

    def _text(self, column: Column, cell: Cell, fields: dict[str, Any], texts: dict[str, str]) -> None:
        if column.lang:
            fields[f"{column.field}_{column.lang}"] = text(cell)
        else:
            texts[column.field] = text(cell)

    def _value(
        self, row: Row, name: str, column: Column, cell: Cell, layer: Layer, fields: dict[str, Any],
        refusals: list[Refusal],
    ) -> None:  # fmt: skip
        try:
            fields[column.field] = value(layer.noun, column.field, cell, self._words)
        except Wrong as wrong:
            refusals.append(refused(row.where.at(name), wrong.reason, wrong.key, **wrong.values))

    def _in_language(self, fields: dict[str, Any], texts: Mapping[str, str]) -> frozenset[str]:
        """Texts whose column names no language: that of the row's name, by its column or its letters."""
        if not texts:
            return frozenset()
        said = [lang for lang in LANGUAGES if fields.get(f"name_{lang}")]
        lang = said[0] if said and "name" not in texts else language_of(texts.get("name", ""), self._asked.names)
        if "name" in texts:
            self._noted.languages[lang] += 1
        added = {f"{stem}_{lang}": found for stem, found in texts.items() if f"{stem}_{lang}" not in fields}
        fields |= added
        return frozenset(added)

    def _sources(self, row: Row) -> tuple[str, ...]:
        cells = (row.cells.get(name) for name, column in self._columns.items() if column.field == "source")
        texts = (str(cell).strip() for cell in cells if not _is_empty(cell))
        found = (part.strip() for said in texts for part in (in_json(said) or _PARTS.split(said)))
        return tuple(dict.fromkeys(filter(None, found)))


def language_of(name: str, chosen: Language | None = None) -> Language:
    """The language of a name by its letters; of one that any could have, the chosen one, else English.

    >>> language_of("Өзен орталығы"), language_of("Склад"), language_of("Qoʻshtepa")
    ('kk', 'ru', 'uz')
    """
    if _CYRILLIC.search(name):
        return "uz" if _UZBEK_CYRILLIC.search(name) else "kk" if _KAZAKH.search(name) else "ru"
    if chosen:
        return chosen
    return "fr" if _FRENCH.search(name) else "uz" if _UZBEK.search(name) else "en"


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip() and not isinstance(cell, Unsaid))


def refused_file(refusal: Refusal) -> Proposed:
    """A file, or a layer of one, that is refused as a whole."""
    problem = refusal.problem
    where = (
        problem.place if problem.place.part else Place(part=FILE.part, line=problem.place.line, row=problem.place.row)
    )
    return Proposed(where, "sites", {}, refusals=(refusal,))


__all__: Sequence[str] = ("Asked", "Noted", "Proposed", "language_of", "of_table", "refused_file")
