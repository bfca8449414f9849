"""What pydantic found wrong in a record, said as Problems: which key, with which values, at which field."""

import json
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from geo.errors import Place, Problem, Said, Step, Value
from geo.model import EDTF_PATTERN, ID_PATTERN
from geo.vocabulary import ISO_3166_2

RULE = "schema"
# Longer words are no misspelling of ours, and comparing them takes time.
LONGEST_WORD = 80
_FORM = {
    ID_PATTERN: "schema.form_id",
    EDTF_PATTERN: "schema.form_date",
    ISO_3166_2: "schema.form_region",
    r"^[A-Z]{2}$": "schema.form_country",
    r"^https?://": "schema.form_address",
    r"^#[0-9a-f]{6}$": "schema.form_colour",
    r"^[a-z]{2,3}$": "schema.form_language",
    r"^[0-9]{3,5}$": "schema.form_purpose",
}
_KIND = {
    "string_type": "schema.text",
    "list_type": "schema.list",
    "dict_type": "schema.object",
    "model_type": "schema.object",
    "float_type": "schema.number",
    "int_type": "schema.whole_number",
    "int_from_float": "schema.whole_number",
    "bool_type": "schema.true_false",
}
# Kind of bound -> its name in what pydantic tells, and what we say.
_BOUND = {
    "greater_than": ("gt", "schema.not_above"),
    "greater_than_equal": ("ge", "schema.small"),
    "less_than_equal": ("le", "schema.large"),
}
Told = tuple[str, dict[str, Value]]


def shown(value: object, limit: int = 60) -> str:
    """A value as JSON, shortened, for a message."""
    if isinstance(value, str) and len(value) > limit:
        value = value[:limit]
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def nearest(word: object, known: Iterable[str]) -> Said | str:
    """`did you mean "status"? ` for a misspelt word, or nothing."""
    if not isinstance(word, str) or len(word) > LONGEST_WORD:
        return ""
    close = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return Said("meant", {"word": close[0]}) if close else ""


def explain(error: ValidationError, place: Place, model: type[BaseModel]) -> Iterator[Problem]:
    """Each thing pydantic found in one record, as a Problem that names the field."""
    seen = set()
    for detail in error.errors(include_url=False):
        # pydantic appends its own words for union branches ('constrained-str') and for keys ('[key]')
        path = tuple(part for part in detail["loc"] if part not in ("constrained-str", "[key]"))
        if (path, detail["type"]) in seen:
            continue
        seen.add((path, detail["type"]))
        key, values = _told(detail, path, model)
        yield Problem(place.at(*steps(path)), key, values, RULE)


def steps(path: Iterable[Step]) -> tuple[Step, ...]:
    """`("events", 0, "kind")` as people count: `("events", 1, "kind")`."""
    return tuple(part + 1 if isinstance(part, int) else part for part in path)


def _fields(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def _model_at(path: tuple[Step, ...], model: type[BaseModel]) -> type[BaseModel]:
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


def _told(detail: ErrorDetails, path: tuple[Step, ...], model: type[BaseModel]) -> Told:
    kind, value, field = detail["type"], detail["input"], str(path[-1]) if path else ""
    if kind == "missing":
        return "schema.missing", {"field": field}
    if kind == "extra_forbidden":
        return "schema.unknown_field", {"field": field, "meant": nearest(field, _fields(_model_at(path, model)))}
    if kind in _KIND:
        return _wrong_kind(kind, value)
    if kind in _BOUND:
        bound, key = _BOUND[kind]
        return key, {"value": shown(value), "bound": f"{detail['ctx'][bound]:g}"}
    return _wrong_value(detail)


def _wrong_kind(kind: str, value: object) -> Told:
    if value is None:
        return "schema.null", {}
    if isinstance(value, str) and kind in ("float_type", "int_type"):
        return "schema.number_quoted", {"value": shown(value)}
    return _KIND[kind], {"value": shown(value)}


def _wrong_value(detail: ErrorDetails) -> Told:
    value, context = detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "literal_error":
            allowed = tuple(re.findall(r"'([^']*)'", str(context["expected"])))
            return "schema.word", {"value": shown(value), "meant": nearest(value, allowed), "allowed": allowed}
        case "string_pattern_mismatch":
            pattern = str(context["pattern"])
            return _FORM.get(pattern, "schema.form"), {"value": shown(value), "pattern": pattern}
        case "string_too_short" | "too_short":
            return "schema.empty", {}
        case "string_too_long" | "too_long":
            return "schema.long", {"n": len(value), "most": context["max_length"]}
        case "string_unicode":
            return "schema.half_character", {}
        case "finite_number":
            return "schema.not_finite", {"value": str(value)}
    return "schema.other", {"value": shown(value)}
