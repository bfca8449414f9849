"""What is shown beside a form: what may be the same thing already, and what else lies near, whatever its layer."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from geo.editor.asking import Asked
from geo.editor.controls import EDITABLE
from geo.model import LAYER, Atlas
from geo.nearby import Known, same_things, surroundings

NEAR_KM = 2.0
MOST = 8


class Neighbour(NamedTuple):
    """A feature near a place, and whether it may be the one that is being typed."""

    known: Known
    may_be_same: bool


def neighbours(atlas: Atlas, record: Mapping[str, Any], lonlat: tuple[float, float] | None) -> list[Neighbour]:
    """Features to look at before one is added: those that may be the same first; none without a position."""
    if lonlat is None:
        return []
    same = same_things(atlas, record, *lonlat)
    told = {record.get("id"), *(one.id for one in same)}
    near = [one for one in surroundings(atlas, *lonlat).known if one.km <= NEAR_KM and one.id not in told]
    return [*(Neighbour(one, True) for one in same), *(Neighbour(one, False) for one in near)][:MOST]


def shown(asked: Asked, one: Neighbour) -> dict[str, str]:
    """A neighbour in the reader's words: its name, what and how far it is, and where its form is."""
    words, known = asked.words, one.known
    far = words("number.km", n=words.number(known.km, 1))
    if known.km < 1:
        far = words("number.m", n=words.number(round(known.km * 1000)))
    facts = [words(f"kind.{LAYER[known.layer].kind}"), far, words("editor.may_be_same") if one.may_be_same else ""]
    address = f"{asked.home}/edit/{known.id}" if known.layer in EDITABLE else ""
    return {"name": known.text(asked.lang), "facts": " · ".join(filter(None, facts)), "address": address}
