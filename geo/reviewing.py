"""The story of a reader's proposal: shown beside what is there, field by field; what is accepted is written once.

`review` is pure, and its answer a plain value, for a terminal, a script or an editor to show. `accept` takes some of
its fields, as long as the feature is still the one that was looked at.

>>> from geo import reviewing, store
>>> found = reviewing.review(store.load("data"), "proposal.geojson", data)      # doctest: +SKIP
>>> reviewing.accept("data", found, ["hours"])                                  # doctest: +SKIP
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast, get_args

from pydantic import ValidationError
from slugify import slugify

from geo import citing, editing, nearby, store
from geo.adding import LAYER_OF, NEEDED, Addition, Kind, plan, same_thing
from geo.citing import LONGEST_ID, Document, today
from geo.complaints import explain, nearest
from geo.correcting import found as feature_found
from geo.correcting import region_fields, text_status_of, with_sources
from geo.editing import Outcome
from geo.errors import InvalidData, Place, Problem, Said
from geo.geodesy import distance_km
from geo.importers import proposal
from geo.importers.proposal import GEOMETRY, RULE, ReadersProposal
from geo.importing.drafting import is_alike, is_same
from geo.model import LAYER, Atlas, Json, Layer
from geo.typed import ELSEWHERE
from geo.validate.references import is_web_address
from geo.vocabulary import LANGUAGES

COMMAND = "kzuz import --review"
State = Literal["new", "open", "changed", "already"]
# What the page does not offer to correct: it follows from other things, or is a list of things with parts of their own.
CLOSED = frozenset((*ELSEWHERE, "sources", "events", "options", "checked", "countries", "admin1", "lines", "stops"))
_FIELD_SAID: dict[State, str] = {
    "new": "review.field.new", "open": "review.field.open", "changed": "review.field.changed",
    "already": "review.field.already",
}  # fmt: skip


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


class Accepted(NamedTuple):
    """What was taken, and what it led to."""

    fields: list[str]
    id: str
    outcome: Outcome


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
    _refuse_any(_field_problems(read, layer, Place(argument=file)))
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
    _refuse_any(_field_problems(read, layer, place))
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


def _refuse_any(problems: Iterator[Problem]) -> None:
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
        yield from citing.document_problems([_document(read)], place.argument)


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


def _document(read: ReadersProposal) -> Document:
    source = read.source
    if source is None:
        raise ValueError("a proposal without a source has no document")
    return Document(source.url, source.title, date=source.date)


def accept(
    data_dir: Path | str,
    found: Review,
    fields: Collection[str],
    *,
    beside: Callable[[Layer], Json] = lambda _: {},
    documents: tuple[Document, ...] = (),
    dry_run: bool = False,
) -> Accepted:
    """Write some fields of a proposal, by every rule, all or nothing.

    Parameters
    ----------
    found
        What a person looked at; refused if the feature has been changed since.
    fields
        Which of its fields are taken.
    beside
        What the person sets beside: values by field, of the layer.
    documents
        What says so, beside the source that the reader gives; without any nothing is taken.

    Raises
    ------
    InvalidData
        A field that was not proposed, no source, something that a new place needs and lacks, the feature is another by
        now, or a rule speaks against it.
    Busy, CannotWrite
        As of `editing.write`.
    """
    proposed = {one.field: one.proposed for one in found.fields}
    taken = {name: proposed[name] for name in proposed if name in fields}
    _refuse_any(_choice_problems(found, fields, documents))
    cited = (*([_document(found.proposal)] if _has_address(found) else []), *documents)

    def propose(atlas: Atlas) -> list[store.AnyEdit]:
        values = {**beside(LAYER[found.layer]), **taken}
        return (_added if found.is_new else _corrected)(atlas, found, values, cited)

    outcome = editing.write(data_dir, propose, by=f"{COMMAND} {found.id}", dry_run=dry_run)
    return Accepted(list(taken), found.id, outcome)


def _choice_problems(found: Review, fields: Collection[str], documents: tuple[Document, ...]) -> Iterator[Problem]:
    names = [one.field for one in found.fields]
    for name in fields:
        if name not in names:
            place = Place(argument=f"{COMMAND}, --accept")
            yield Problem(place, "review.not_proposed", {"field": name, "fields": tuple(names)}, RULE)
    if not documents and not _has_address(found):
        yield Problem(Place(argument=found.file), "review.no_source", rule="has-source")
    yield from citing.document_problems(documents, COMMAND)


def _has_address(found: Review) -> bool:
    return found.proposal.source is not None and bool(found.proposal.source.url)


def _sources(atlas: Atlas, cited: tuple[Document, ...]) -> tuple[list[str], list[store.AnyEdit]]:
    ids, edits, problems = citing.cited(atlas, cited, COMMAND)
    _refuse_any(iter(problems))
    return ids, list(edits)


def _corrected(atlas: Atlas, found: Review, taken: Json, cited: tuple[Document, ...]) -> list[store.AnyEdit]:
    record = feature_found(atlas, found.id, found.file).feature["properties"]
    ids, edits = _sources(atlas, cited)
    fields = {name: value for name, value in taken.items() if name != GEOMETRY}
    if "status" in fields:
        fields.setdefault("status_date", None)  # the day of the old state is none of the new one
    geometry = store.KEEP
    if lonlat := taken.get(GEOMETRY):
        geometry = {"type": "Point", "coordinates": lonlat}
        fields |= {"precision_basis": _basis(found), **region_fields(atlas, record, *lonlat)}
    fields |= text_status_of(record, fields)
    fields |= with_sources(record, fields, ids)
    change = store.Edit(
        found.layer, found.id, "change", fields, geometry, Place(argument=found.file), seen=found.version
    )
    return [*edits, change]


def _basis(found: Review) -> str:
    """Where a proposed position comes from, in English."""
    return f"Position proposed by a reader on {found.proposal.made}, accepted on {today()}."


def _added(atlas: Atlas, found: Review, fields: Json, cited: tuple[Document, ...]) -> list[store.AnyEdit]:
    lang = found.proposal.lang
    kind = cast("Kind", found.proposal.kind)
    posts = {stem: fields.get(f"{stem}_{lang}") for stem in ("kz_name", "uz_name") if kind == "crossing"}
    given = {**fields, **posts}
    needed = [GEOMETRY, f"name_{lang}", *NEEDED[kind]]
    lacking = [name for name in needed if not given.get(name) and not Addition(kind).value(name)]
    _refuse_any(Problem(Place(argument=found.file), "review.lacks", {"field": name}, RULE) for name in lacking)
    lon, lat = given.pop(GEOMETRY)
    new = Addition(
        kind,
        name=given.pop(f"name_{lang}"),
        at=f"geo:{lat:.6f},{lon:.6f}",
        documents=cited,
        fields={**given, "precision_basis": _basis(found)},
        lang=lang,
        precision=given.pop("precision", None),
        id=found.id,
    )
    return plan(atlas, new).edits


def told(found: Review) -> Iterator[Said]:
    """A review for a person to read, a line each."""
    read = found.proposal
    yield Said("review.told.made", {"file": found.file, "date": read.made, "edition": read.edition or "?"})
    key = "review.told.new" if found.is_new else "review.told.corrects"
    yield Said(key, {"name": found.name, "id": found.id, "kind": read.kind})
    for one in found.fields:
        yield field_told(one)
    if found.moved_km is not None:
        km = found.moved_km
        yield Said("review.told.moved", {"km": f"{km:.1f}" if km >= 1 else f"{km:.3f}"})
    yield from map(same_thing, found.same)
    if read.source and (read.source.url or read.source.title):
        parts = tuple(filter(None, (read.source.title, read.source.date)))
        yield Said("review.told.source", {"url": read.source.url, "about": parts})
    else:
        yield Said("review.told.no_source")
    if read.remark:
        yield Said("review.told.remark", {"text": read.remark})
    if reader := tuple(filter(None, (read.name, read.contact))):
        yield Said("review.told.reader", {"reader": reader})


def field_told(one: Field) -> Said:
    """One field of a review for a person to read."""
    values = {"field": one.field, "now": _shown(one.now), "seen": _shown(one.seen), "proposed": _shown(one.proposed)}
    return Said(_FIELD_SAID[one.state], values)


def _shown(value: Any) -> str:
    return "–" if value in (None, "", []) else "; ".join(map(str, value)) if isinstance(value, list) else str(value)
