"""A form as it was filled in ⇄ the record it means. Names in a form are `status`, `name_en`, `events.0.kind`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.editor.controls import Control, sections
from geo.errors import Step
from geo.model import Json, Layer
from geo.vocabulary import LANGUAGES

# A form as HTTP sends it: each name with its values in their order.
Form = Mapping[str, Sequence[str]]
# What a form asks of a document that is not in `sources.json` yet, beside its address.
OF_A_SOURCE = ("title", "publisher", "issued", "language")
MOST_ROWS = 200
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?")


@dataclass(frozen=True)
class Typed:
    """What a person filled in.

    Parameters
    ----------
    record
        The fields as the model wants them, as far as they could be read; what was left empty is left out.
    at
        The position as it was typed or placed; "" for none.
    documents
        What was said of the documents that are cited by their address, in the order of the record's sources.
    """

    record: Json
    at: str
    documents: tuple[dict[str, str], ...] = ()


def typed(layer: Layer, form: Form) -> Typed:
    """Read a form into a record."""
    record: Json = {}
    for section in sections(layer):
        for control in section.controls:
            record.update(_read(control, form))
    documents = tuple(
        {name: _one_line(_last(form, f"sources.{number}.{name}")) for name in OF_A_SOURCE}
        for number in _rows(form, "sources")
        if _last(form, f"sources.{number}.id").strip() or _last(form, f"sources.{number}.supports").strip()
    )
    return Typed(record, _last(form, "at").strip(), documents)


def filled(layer: Layer, record: Json, at: str) -> dict[str, list[str]]:
    """The form that a record fills: the way back of `typed`."""
    form = {"at": [at]}
    for section in sections(layer):
        for control in section.controls:
            for name in _names(control):
                form.update(_written(control, name, record.get(name)))
    return form


def rows_of_form(form: Form, name: str) -> list[int]:
    """Numbers of the rows a form has of events or sources, in their order."""
    return list(_rows(form, name))


def control_of(steps: Sequence[Step]) -> str:
    """The name in a form of what a Problem speaks of: `("events", 1, "kind")` is `events.0.kind`."""
    named = ("at", *steps[1:]) if steps[:1] == ("geometry",) else steps
    return ".".join(str(step - 1) if isinstance(step, int) else step for step in named)


def _names(control: Control) -> list[str]:
    return [f"{control.name}_{lang}" for lang in LANGUAGES] if control.is_text else [control.name]


def _read(control: Control, form: Form) -> Iterator[tuple[str, Any]]:
    for name in _names(control):
        value = _value(control, name, form)
        if value not in (None, "", [], {}):
            yield name, value


def _value(control: Control, name: str, form: Form) -> Any:
    match control.kind:
        case "flag":
            is_set = _last(form, name) == "yes"
            return is_set if control.needed or is_set else None
        case "choices":
            return [text for text in dict.fromkeys(form.get(name, ())) if text]
        case "lines":
            return [line for text in _last(form, name).splitlines() if (line := _one_line(text))]
        case "rows":
            rows = [_row(control, number, form) for number in _rows(form, name)]
            return [row for row in rows if row]
        case "statuses":
            said = {lang: _last(form, f"{name}.{lang}") for lang in LANGUAGES}
            return {lang: word for lang, word in said.items() if word}
        case "number" | "whole":
            return _number(control, _last(form, name))
        case _:
            return _one_line(_last(form, name))


def _row(control: Control, number: int, form: Form) -> Json:
    """One event, one source: {} where nothing was filled in."""
    row: Json = {}
    for part in control.parts:
        own = part.name.rpartition(".")[2]
        for name in _names(part._replace(name=own)):
            value = _value(part, f"{control.name}.{number}.{name}", form)
            if value not in (None, "", []):
                row[name] = value
    return row


def _number(control: Control, text: str) -> Any:
    """A number, or what was typed instead of one, for the model to complain of."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not _NUMBER.fullmatch(plain):
        return text.strip()
    return int(plain) if control.kind == "whole" and "." not in plain else float(plain)


def _rows(form: Form, name: str) -> Iterator[int]:
    numbers = {int(match[1]) for key in form if (match := re.match(rf"{name}\.(\d{{1,3}})\.", key))}
    yield from sorted(numbers)[:MOST_ROWS]


def _last(form: Form, name: str) -> str:
    values = form.get(name) or ("",)
    return values[-1]


def _one_line(text: str) -> str:
    """A text as typed or pasted, without line breaks and double blanks; blanks that hold words together stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def _written(control: Control, name: str, value: Any) -> Iterator[tuple[str, list[str]]]:
    match control.kind:
        case "flag":
            yield name, ["yes"] if value else []
        case "choices":
            yield name, list(value or [])
        case "lines":
            yield name, ["\n".join(value or [])]
        case "statuses":
            yield from ((f"{name}.{lang}", [(value or {}).get(lang, "")]) for lang in LANGUAGES)
        case "rows":
            for number, row in enumerate(value or []):
                yield from _row_written(control, f"{name}.{number}", row)
        case "number":
            yield name, ["" if value is None else f"{value:.15g}"]
        case _:
            yield name, ["" if value is None else str(value)]


def _row_written(control: Control, prefix: str, row: Json) -> Iterator[tuple[str, list[str]]]:
    for part in control.parts:
        own = part.name.rpartition(".")[2]
        for name in _names(part._replace(name=own)):
            yield from _written(part, f"{prefix}.{name}", row.get(name))
