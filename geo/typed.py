"""What a person types for a field of a feature → its value: `cost_usd=120000000`, `modes=road;rail`, `locality=`."""

import json
from collections.abc import Iterable
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from geo.complaints import nearest
from geo.errors import Place, Problem
from geo.model import Common, Json

# Fields that a command of their own changes, since more than a value has to change with them.
ELSEWHERE = {"id": "kzuz remove, kzuz add", "precision_basis": "kzuz move", "text_status": "--lang"}


class Typed(NamedTuple):
    """Values by field, None where a field is to go; and what cannot be read."""

    fields: Json
    problems: list[Problem]


def assignments(texts: Iterable[str], noun: type[Common], place: Place) -> Typed:
    """Each `field=value` as a value of that field; an empty value takes the field away.

    A list is written `a;b`, or as JSON; what is neither text, number, yes or no, nor a list of texts as JSON. Whether
    the value is a right one the model says, when it is stored.
    """
    found = Typed({}, [])
    for text in texts:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not sign:
            found.problems.append(Problem(place, "typed.no_sign", {"text": text}, "typed"))
        elif name not in noun.model_fields:
            meant = nearest(name, noun.model_fields)
            found.problems.append(Problem(place.at(name), "typed.no_field", {"field": name, "meant": meant}, "typed"))
        elif name in ELSEWHERE:
            values = {"field": name, "command": ELSEWHERE[name]}
            found.problems.append(Problem(place.at(name), "typed.elsewhere", values, "typed"))
        else:
            try:
                found.fields[name] = value_of(value, noun, name)
            except ValueError:
                values = {"value": value, "field": name}
                found.problems.append(Problem(place.at(name), "typed.no_value", values, "typed"))
    return found


def value_of(text: str, noun: type[Common], name: str) -> Any:
    """The value of one field as typed; None for nothing.

    Raises
    ------
    ValueError
        It is no number, no yes or no, or no JSON, where that is wanted.
    """
    if not text:
        return None
    kind = _plain_type(noun.model_fields[name].annotation)
    if kind is list and not text.startswith("["):
        return [part.strip() for part in text.split(";") if part.strip()]
    if kind in (list, dict):
        return json.loads(text)
    if kind is bool:
        return {"yes": True, "true": True, "no": False, "false": False}.get(text.casefold(), text)
    if kind is int:
        return int(text.replace(" ", ""))
    if kind is float:
        return float(text.replace(" ", ""))
    return text


def _plain_type(annotation: Any) -> type:
    """What a field's annotation comes to: str, int, float, bool, list or dict."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return _plain_type(next(part for part in get_args(annotation) if part is not NoneType))
    if origin is Annotated:
        return _plain_type(get_args(annotation)[0])
    plain = origin or annotation
    return plain if plain in (int, float, bool, list, dict) else str
