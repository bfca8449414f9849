"""A review for a person to read."""

from collections.abc import Iterator
from typing import Any

from geo.adding import same_thing
from geo.errors import Said, Whole
from geo.reviewing.looking import Field, Review, State

_FIELD_SAID: dict[State, str] = {
    "new": "review.field.new", "open": "review.field.open", "changed": "review.field.changed",
    "already": "review.field.already",
}  # fmt: skip


def told(found: Review) -> Iterator[Said]:
    """A review for a person to read, a line each."""
    made, what, *rest = told_of(found)
    yield from (made, what)
    yield from map(field_told, found.fields)
    yield from rest
    yield from map(same_thing, found.same)


def told_of(found: Review) -> Iterator[Said]:
    """What is told of a proposal beside its fields; a stranger's words whole, for what is not seen is not looked at."""
    read = found.proposal
    yield Said("review.told.made", {"file": found.file, "date": read.made, "edition": read.edition or "?"})
    key = "review.told.new" if found.is_new else "review.told.corrects"
    yield Said(key, {"name": found.name, "id": found.id, "kind": read.kind})
    if found.moved_km is not None:
        km = found.moved_km
        yield Said("review.told.moved", {"km": f"{km:.1f}" if km >= 1 else f"{km:.3f}"})
    if read.source and (read.source.url or read.source.title):
        parts = ", ".join(filter(None, (read.source.title, read.source.date)))
        yield Said("review.told.source", {"url": Whole(read.source.url), "about": Whole(parts)})
    else:
        yield Said("review.told.no_source")
    if read.remark:
        yield Said("review.told.remark", {"text": Whole(read.remark)})
    if reader := ", ".join(filter(None, (read.name, read.contact))):
        yield Said("review.told.reader", {"reader": Whole(reader)})


def field_told(one: Field) -> Said:
    """One field of a review for a person to read."""
    values = {"field": one.field, "now": _shown(one.now), "seen": _shown(one.seen), "proposed": _shown(one.proposed)}
    return Said(_FIELD_SAID[one.state], values)


def _shown(value: Any) -> str:
    text = "–" if value in (None, "", []) else "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return Whole(text)
