"""An empty workbook to fill: a column for each field, drop-downs, help at the cell, an example above the header.

What stands above the header is no row for the importer, so that nobody has to delete the example.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, get_args, get_origin

import xlsxwriter

from geo.errors import Said
from geo.importers import Words
from geo.importers.columns import heading
from geo.importers.values import kind_of
from geo.model import LAYERS, Layer
from geo.vocabulary import Language

FIELDS: dict[str, tuple[str, ...]] = {
    "site": (
        "name", "lat", "lon", "sector", "status", "status_date", "source", "summary", "locality", "precision", "id",
    ),
    "crossing": (
        "name", "kz_name", "uz_name", "lat", "lon", "modes", "status", "status_date", "passengers", "freight",
        "third_country_nationals", "hours", "source", "summary", "precision", "id",
    ),
    "station": (
        "name", "lat", "lon", "station_kind", "confirmed", "status", "status_date", "source", "locality", "precision",
        "id",
    ),
}  # fmt: skip
NEEDED = frozenset(("name", "lat", "lon", "sector", "status", "source", "modes", "station_kind"))
_HEADER = 3
_ROWS = 5000
_WIDTH = {"name": 34, "source": 40, "summary": 44, "kz_name": 24, "uz_name": 24}
# Same wish, same bytes: no clock.
_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook's own clock has no zone
_EXAMPLE = {
    "lat": 41.3111, "lon": 69.2797, "status_date": "2026-03-15", "source": "https://example.org/news/1",
    "hours": "24/7", "id": "", "kz_name": "", "uz_name": "",
}  # fmt: skip
_EXAMPLE_WORDS = {
    "sector": "logistics", "status": "planned", "precision": "locality", "modes": "road", "passengers": "yes",
    "freight": "unknown", "third_country_nationals": "unknown", "station_kind": "station",
}  # fmt: skip


def workbook(kind: str, lang: Language, words: Words) -> bytes:
    """An XLSX file for things of a kind, in a language.

    Parameters
    ----------
    kind
        One of `FIELDS`.
    words
        Labels of closed lists; they stand in the drop-downs, and the importer knows them again.
    """
    layer = next(layer for layer in LAYERS if layer.kind == kind)
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties(
            {"created": _CREATED, "title": _said("template.title", lang, kind=_label(kind, lang, words))}
        )
        _Sheet(book, layer, lang, words).write()
    return held.getvalue()


def _said(key: str, lang: Language, **values: str) -> str:
    return Said(key, values).text(lang)


def _label(kind: str, lang: Language, words: Words) -> str:
    return words.label("kind", kind, lang)


class _Sheet:
    """The one sheet people see, and a hidden one with the words of its drop-downs."""

    def __init__(self, book: Any, layer: Layer, lang: Language, words: Words) -> None:
        self._layer, self._lang, self._words = layer, lang, words
        self._fields = FIELDS[layer.kind]
        self._sheet = book.add_worksheet(_label(layer.kind, lang, words)[:31])
        self._lists = book.add_worksheet("lists")
        self._lists.hide()
        self._bold = book.add_format({"bold": True, "font_size": 14})
        self._head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#e8eef4"})
        self._needed = book.add_format({"bold": True, "bottom": 2, "bg_color": "#d3e2f0"})
        self._help = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#555555", "font_size": 9})
        self._example = book.add_format({"italic": True, "font_color": "#777777"})
        self._text = book.add_format({"num_format": "@"})

    def write(self) -> None:
        """Put everything in its place."""
        sheet, lang = self._sheet, self._lang
        sheet.write_string(
            0, 0, _said("template.title", lang, kind=_label(self._layer.kind, lang, self._words)), self._bold
        )
        sheet.set_row(1, 75)
        for column, field in enumerate(self._fields):
            form = self._text if field in ("status_date", "id", "hours") else None
            sheet.set_column(column, column, _WIDTH.get(field, 17), form)
            sheet.write_string(1, column, self._help_of(field), self._help)
            self._write_example(column, field)
            head = self._needed if field in NEEDED else self._head
            sheet.write_string(_HEADER, column, heading(field, lang), head)
            self._validate(column, field)
        sheet.freeze_panes(_HEADER + 1, 1)
        sheet.set_landscape()

    def _help_of(self, field: str) -> str:
        return _said(f"template.help.{field}", self._lang)

    def _write_example(self, column: int, field: str) -> None:
        text: Any = _EXAMPLE.get(field, "")
        if field in _EXAMPLE_WORDS:
            text = self._words.label(field, _EXAMPLE_WORDS[field], self._lang)
        elif field in ("name", "summary", "locality"):
            text = _said(f"template.example.{field}", self._lang)
        elif field == "confirmed":
            text = _said("template.yes", self._lang)
        if isinstance(text, float):
            self._sheet.write_number(2, column, text, self._example)
        elif text:
            self._sheet.write_string(2, column, text, self._example)

    def _validate(self, column: int, field: str) -> None:
        """Help beside the cell, and the words it may hold."""
        asked: dict[str, Any] = {
            "validate": "any",
            "input_title": heading(field, self._lang)[:32],
            "input_message": self._help_of(field)[:255],
        }  # fmt: skip
        if words := self._choices(field):
            self._lists.write_column(0, column, words)
            first, last = (xlsxwriter.utility.xl_rowcol_to_cell(row, column, True, True) for row in (0, len(words) - 1))
            # several modes may be written with semicolons, so that the list only warns
            asked |= {"validate": "list", "source": f"=lists!{first}:{last}", "error_type": "warning"}
        self._sheet.data_validation(_HEADER + 1, column, _HEADER + _ROWS, column, asked)

    def _choices(self, field: str) -> Sequence[str]:
        if field == "confirmed":
            return [_said("template.yes", self._lang), _said("template.no", self._lang)]
        if field not in self._layer.noun.model_fields:
            return ()
        kind, _ = kind_of(self._layer.noun, field)
        if get_origin(kind) is not Literal:
            return ()
        return [self._words.label(field, word, self._lang) for word in get_args(kind)]
