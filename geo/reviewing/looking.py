"""A reader's proposal beside what is there, field by field. Pure: nothing is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal, NamedTuple, cast, get_args

from pydantic import ValidationError
from slugify import slugify

from geo import citing, nearby, store
from geo.adding import LAYER_OF, Kind
from geo.citing import LONGEST_ID, Document
from geo.complaints import explain, nearest
from geo.correcting import found as feature_found
from geo.errors import InvalidData, Place, Problem
from geo.geodesy import distance_km
from geo.importers import proposal
from geo.importers.proposal import GEOMETRY, RULE, ReadersProposal
from geo.importing.drafting import is_alike, is_same
from geo.model import LAYER, Atlas, Json, Layer
from geo.typed import ELSEWHERE
from geo.validate.references import is_web_address
from geo.vocabulary import LANGUAGES

State = Literal["new", "open", "changed", "already"]
# What the page does not offer to correct: it follows from other things, or is a list of things with parts of their own.
CLOSED = frozenset((*ELSEWHERE, "sources", "events", "options", "checked", "countries", "admin1", "lines", "stops"))


class Field(NamedTuple):
    """One field: what the atlas says, what the page said that the reader saw, what the reader proposes.

    `state` is `new` of a new place; else `open`, `changed` where the atlas says something else than the page did, or
    `already` where it says by now what is proposed. A position is `[lon, lat]`; None is nothing.
    """

    field: str
    now: Any
    seen: Any
    proposed: Any
    state: State


@dataclass(frozen=True)
class Review:
    """A proposal beside what is there.

    Parameters
    ----------
    file, proposal
        As the person named it, and what is in it.
    layer, id, name
        Of the feature it corrects, or, of a new place, those it would get.
    is_new
        Whether it is a new place.
    version
        `store.version_of` the feature as it is now; "" where there is none.
    moved_km
        How far a proposed position lies from the one that is there; None where there are not two.
    same
        What may be the new place already.
    """

    file: str
    proposal: ReadersProposal
    layer: str
    id: str
    name: str
    is_new: bool
    version: str
    fields: tuple[Field, ...]
    moved_km: float | None = None
    same: tuple[nearby.Known, ...] = ()

    @property
    def acceptable(self) -> list[str]:
        """What may be taken without a second look: the atlas says what the reader saw."""
        return [one.field for one in self.fields if one.state in ("new", "open")]

    def as_dict(self) -> Json:
        """For JSON, and for whoever shows it."""
        told = self.proposal
        source = told.source.model_dump() if told.source else None
        return {
            "file": self.file, "id": self.id, "layer": self.layer, "name": self.name, "new": self.is_new,
            "made": told.made, "edition": told.edition, "fingerprint": told.fingerprint, "lang": told.lang,
            "fields": [one._asdict() for one in self.fields], "moved_km": self.moved_km, "source": source,
            "remark": told.remark, "reader": told.name, "contact": told.contact,
            "same": [{"id": one.id, "km": one.km} for one in self.same],
        }  # fmt: skip


def review(atlas: Atlas, file: str, data: bytes) -> Review:
    """A proposal beside what is there; nothing is written.

    Parameters
    ----------
    file
        Its name, for messages only.

    Raises
    ------
    InvalidData
        It is no proposal, or proposes what cannot be: another id, a field that is none, a value that none can hold.
    """
    return _beside(atlas, file, proposal.read(file, data))


def _beside(atlas: Atlas, file: str, read: ReadersProposal) -> Review:
    if not read.id:
        return _new(atlas, file, read)
    layer, feature = feature_found(atlas, read.id, file)
    refuse_any(_field_problems(read, layer, Place(argument=file)))
    record = feature["properties"]
    point = feature[GEOMETRY]["coordinates"] if layer.geometry == "point" and feature[GEOMETRY] else None
    now = {**record, GEOMETRY: point}
    fields = tuple(_field(name, now.get(name), *both) for name, both in read.wanted.items())
    moved = read.wanted.get(GEOMETRY)
    km = float(distance_km(*point, *moved[1])) if point and moved and moved[1] else None
    name = _name(record) or read.id
    return Review(file, read, layer.name, read.id, name, False, store.version_of(feature), fields, km)


def _name(record: Mapping[str, Any]) -> str:
    return next((str(record[key]) for lang in LANGUAGES if record.get(key := f"name_{lang}")), "")


def _field(name: str, now: Any, seen: Any, proposed: Any) -> Field:
    alike = _same_place if name == GEOMETRY else is_alike
    state: State = "already" if alike(now, proposed) else "open" if alike(now, seen) else "changed"
    return Field(name, now, seen, proposed, state)


def _same_place(one: Any, other: Any) -> bool:
    if not proposal.is_position(one) or not proposal.is_position(other):
        return bool(one == other)
    return is_same(one, *other)


def _new(atlas: Atlas, file: str, read: ReadersProposal) -> Review:
    place = Place(argument=file)
    if read.kind not in get_args(Kind):
        values = {"kind": read.kind, "kinds": get_args(Kind)}
        raise InvalidData([Problem(place.at("kind"), "review.no_kind", values, RULE)])
    layer = LAYER[LAYER_OF[cast("Kind", read.kind)]]
    refuse_any(_field_problems(read, layer, place))
    fields = tuple(Field(name, None, None, proposed, "new") for name, (_, proposed) in read.wanted.items())
    values = {one.field: one.proposed for one in fields}
    name = _name(values)
    point = values.get(GEOMETRY)
    same = nearby.same_things(atlas, values, *point) if point else []
    return Review(file, read, layer.name, _free_id(atlas, name), name, True, "", fields, same=tuple(same))


def _free_id(atlas: Atlas, name: str) -> str:
    """An id of a name that nothing has or had; "" of a name without a letter or digit."""
    taken = {id_ for frame in atlas.layers().values() for id_ in frame["id"]} | {one.id for one in atlas.withdrawn}
    stem = slugify(name, max_length=LONGEST_ID, word_boundary=True)
    candidates = (stem if n == 1 else f"{stem}-{n}" for n in count(1))
    return next(id_ for id_ in candidates if id_ not in taken) if stem else ""


def refuse_any(problems: Iterable[Problem]) -> None:
    """Raise InvalidData with every problem, if there is one."""
    if found := list(problems):
        raise InvalidData(found)


def _field_problems(read: ReadersProposal, layer: Layer, place: Place) -> Iterator[Problem]:
    """Fields that are none, or not a reader's to correct; values that they cannot hold; a source that is none."""
    known = layer.noun.model_fields
    for name, (_, value) in read.wanted.items():
        if name == GEOMETRY:
            yield from _position_problems(value, layer, place.at(name))
        elif name in CLOSED:
            yield Problem(place.at(name), "review.closed", {"field": name}, RULE)
        elif name not in known:
            yield Problem(place.at(name), "typed.no_field", {"field": name, "meant": nearest(name, known)}, RULE)
        elif value is not None:
            yield from _value_problems(layer, name, value, place)
    if (source := read.source) and source.url:
        if not is_web_address(source.url):
            yield Problem(place.at("source"), "add.no_address", {"url": source.url}, "urls")
        yield from citing.document_problems([document(read)], place.argument)


def _position_problems(value: Any, layer: Layer, place: Place) -> Iterator[Problem]:
    if layer.geometry != "point":
        yield Problem(place, "review.no_point", {}, RULE)
    elif not proposal.is_position(value):
        yield Problem(place, "review.no_position", {}, RULE)


def _value_problems(layer: Layer, name: str, value: Any, place: Place) -> Iterator[Problem]:
    """What the model says of a value, asked without the rest of the feature."""
    try:
        layer.noun.model_validate({name: value})
    except ValidationError as error:
        for problem in explain(error, place, layer.noun):
            if problem.place.field[: len(place.field) + 1] == (*place.field, name):
                yield problem


def document(read: ReadersProposal) -> Document:
    """What the reader gives as source."""
    source = read.source
    if source is None:
        raise ValueError("a proposal without a source has no document")
    return Document(source.url, source.title, date=source.date)
