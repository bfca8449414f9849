"""What pydantic or json found wrong, said as a Problem: what, where, and how to mend it."""

import json
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from geo.errors import Problem, plain
from geo.model import EDTF_PATTERN, ID_PATTERN
from geo.vocabulary import ISO_3166_2

_PATTERN_MEND = {
    ID_PATTERN: 'use lower-case Latin words and digits joined by hyphens, such as "khorgos-gateway"',
    EDTF_PATTERN: "write 2025, 2025-11, 2025-11-15, or an interval of two of these: 2023-11/2025-08-19",
    ISO_3166_2: "write the ISO 3166-2 code, such as KZ-61",
    r"^[A-Z]{2}$": "write the two-letter ISO 3166-1 code, such as KZ",
    r"^https?://": "write a whole web address, starting with https://",
    r"^#[0-9a-f]{6}$": "write the colour as # and six lower-case hexadecimal digits, such as #1b7837",
}
_KIND = {
    "string_type": "text in quotes",
    "list_type": "a list in [ ]",
    "dict_type": "an object in { }",
    "model_type": "an object in { }",
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
}


def shown(value: object, limit: int = 60) -> str:
    """A value as JSON, shortened, for a message."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str:
    """`did you mean "status"? ` for a misspelt word, or nothing."""
    close = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"? ' if close else ""


def explain(error: ValidationError, where: str, model: type[BaseModel]) -> Iterator[Problem]:
    """Each thing pydantic found in one record, as a Problem that names the field."""
    seen = set()
    for detail in error.errors(include_url=False):
        # pydantic appends its own words for union branches ('constrained-str') and for keys ('[key]')
        path = tuple(part for part in detail["loc"] if part not in ("constrained-str", "[key]"))
        if (path, detail["type"]) in seen:
            continue
        seen.add((path, detail["type"]))
        what, mend = _say(detail, path, model)
        yield plain(", ".join(filter(None, [where, field_path(path)])), what, mend, "schema")


def field_path(path: tuple[int | str, ...]) -> str:
    """`("events", 0, "kind")` as people count: `events 1, kind`."""
    text = ""
    for part in path:
        text += f" {part + 1}" if isinstance(part, int) else f"{', ' if text else ''}{part}"
    return text


def _fields(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def _model_at(path: tuple[int | str, ...], model: type[BaseModel]) -> type[BaseModel]:
    """The model whose field the last step of the path names."""
    for part in path[:-1]:
        if isinstance(part, str):
            info = next((info for name, info in model.model_fields.items() if part in (name, info.alias)), None)
            model = next(_models_in(info.annotation if info else None), model)
    return model


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


def _say(detail: ErrorDetails, path: tuple[int | str, ...], model: type[BaseModel]) -> tuple[str, str]:
    kind, value, field = detail["type"], detail["input"], str(path[-1]) if path else ""
    if kind == "missing":
        info = _model_at(path, model).model_fields.get(field)
        return f'"{field}" is missing', f"add it: {(info and info.description) or 'see docs/data.md'}"
    if kind == "extra_forbidden":
        known = _fields(_model_at(path, model))
        return f'unknown field "{field}"', nearest(field, known) + "docs/data.md lists the fields"
    if kind in _KIND:
        return _wrong_kind(kind, value)
    return _wrong_value(detail)


def _wrong_kind(kind: str, value: object) -> tuple[str, str]:
    mend = "leave the field out if it is unknown" if value is None else f"write {_KIND[kind]}"
    if isinstance(value, str) and kind in ("float_type", "int_type"):
        mend = "write the number without quotes, with a decimal point"
    return f"{shown(value)} is not {_KIND[kind]}", mend


def _wrong_value(detail: ErrorDetails) -> tuple[str, str]:
    value, context = detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "literal_error":
            allowed = re.findall(r"'([^']*)'", str(context["expected"]))
            meant = nearest(value, allowed) if isinstance(value, str) else ""
            return f"{shown(value)} is not one of the allowed values", f"{meant}allowed: {', '.join(allowed)}"
        case "string_pattern_mismatch":
            mend = _PATTERN_MEND.get(str(context["pattern"]), f"it must match {context['pattern']}")
            return f"{shown(value)} has the wrong form", mend
        case "string_too_short" | "too_short":
            return "is empty", "fill it in, or leave the field out if it may be missing"
        case "string_too_long":
            return f"is {len(str(value))} characters long", f"keep it within {context['max_length']}"
        case "string_unicode":
            return "holds half a character (a lone surrogate)", "type the text again; UTF-8 cannot hold it"
        case "finite_number":
            return f"{value} is not a number", "write a number, or leave the field out if it is unknown"
    return f"{shown(value)} is not allowed", detail["msg"].replace("Input should be", "it must be")
