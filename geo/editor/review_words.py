"""A proposal in the reader's words: values as the form names them, who sent it, how far a position moves."""

from collections.abc import Iterator, Mapping
from typing import Any

from geo.coordinates import Reading
from geo.editor import beside
from geo.editor.asking import Asked
from geo.editor.controls import Control
from geo.errors import visible
from geo.importers.proposal import GEOMETRY, is_position
from geo.reviewing import Field, Review, told_of
from geo.vocabulary import LANGUAGE_NAMES, LANGUAGES

NOTHING = "–"
SIGNS = "AB"


def about(asked: Asked, found: Review) -> Iterator[dict[str, str]]:
    """What is told of a proposal beside its fields, and what may be its place already, with the address of each."""
    for said in told_of(found):
        address = str(said.values["url"]) if said.key == "review.told.source" else ""
        yield {"name": said.text(asked.lang), "facts": "", "address": address}
    for one in found.same:
        yield beside.shown(asked, beside.Neighbour(one, True))


def about_point(asked: Asked, found: Review) -> list[dict[str, Any]]:
    """The position that is there and the one proposed, for the map to show."""
    one = next((one for one in found.fields if one.field == GEOMETRY), None)
    if one is None:
        return []
    texts = (asked.words("editor.proposal.now"), asked.words("editor.proposal.proposed"))
    pairs = zip(SIGNS, (one.now, one.proposed), texts, strict=True)
    return [
        {"sign": sign, "lon": value[0], "lat": value[1], "text": text}
        for sign, value, text in pairs
        if is_position(value)
    ]


def shown(asked: Asked, known: Mapping[str, Control], one: Field, *, is_ticked: bool) -> dict[str, Any]:
    """One field as the page shows it; texts of strangers with every character made visible, and none left out."""
    stem = one.field[:-3] if one.field[-3:-2] == "_" and one.field[-2:] in LANGUAGES else one.field
    control = known.get(stem)
    return {
        "name": one.field,
        "label": _label(asked, one.field, stem),
        "state": one.state,
        "ticked": is_ticked,
        **{name: _text(asked, control, getattr(one, name)) for name in ("now", "seen", "proposed")},
    }


def _label(asked: Asked, field: str, stem: str) -> str:
    if field == GEOMETRY:
        return asked.words("field.at")
    label = asked.words.field(field)
    return label if stem == field else f"{label} ({LANGUAGE_NAMES[field[-2:]]})"  # type: ignore[index]


def _text(asked: Asked, control: Control | None, value: Any) -> str:
    if value in (None, "", []):
        return NOTHING
    if control is None and is_position(value):
        return Reading(value[0], value[1], ()).text
    if isinstance(value, list):
        return "; ".join(_text(asked, control, part) for part in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return asked.words.number(value, 0 if value == int(value) else 2)
    is_word = control is not None and control.options and isinstance(value, str)
    return asked.words.option(control, value) if control and is_word else visible(str(value), None)
