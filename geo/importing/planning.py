"""Rows → plans: which feature each is about, what it would do to it, or why it can do nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

import numpy as np

from geo.coordinates import Reading
from geo.errors import InvalidData, Place, Problem
from geo.importers import Asked, Proposal, Proposed, Refusal, Words
from geo.importers.positions import Position, fits_both_ways
from geo.importers.records import POINT_LAYERS
from geo.importers.rows import RULE, refused
from geo.importers.values import Wrong, value
from geo.importing import drafting
from geo.importing.documents import Documents
from geo.importing.matching import Known, Register, names_of
from geo.importing.preview import Change, Done
from geo.model import LAYER, LAYERS, Atlas
from geo.regions import Regions
from geo.store import AnyEdit, Edit, added
from geo.store.edits import CHANGE, KEEP
from geo.validate.references import is_web_address

_ABOUT_LINES = frozenset(layer.name for layer in LAYERS if layer.geometry != "point" or layer.name == "agreements")


@dataclass
class Plan:
    """What is to become of one row; rules may still refuse it."""

    row: Proposed
    file: str
    outcome: Done
    id: str = ""
    edits: list[AnyEdit] = field(default_factory=list)
    changes: tuple[Change, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    sources: tuple[str, ...] = ()


class Planner:
    """Plans rows one after the other: a later one sees the earlier ones.

    Raises
    ------
    InvalidData
        `asked` gives what no field can hold.
    """

    def __init__(self, atlas: Atlas, asked: Asked, words: Words, *, update: bool) -> None:
        self._atlas, self._asked, self._update = atlas, asked, update
        self._today = datetime.now(UTC).date().isoformat()
        self._register = Register(atlas)
        self._ids = drafting.Ids(lambda id_: self._register.layer_of(id_) is not None)
        self.documents = Documents(atlas.sources, self._today)
        self._given = {layer.name: _given(asked, layer.name, words) for layer in POINT_LAYERS}
        if problems := list(_wrong_given(asked, words)):
            raise InvalidData(problems)

    def plans(self, found: Sequence[Proposal]) -> list[Plan]:
        """A plan for each row of each file."""
        made = []
        for proposal in found:
            regions = self._regions(proposal.rows)
            made += [self._plan(row, proposal, region) for row, region in zip(proposal.rows, regions, strict=True)]
        return made

    def _regions(self, rows: Sequence[Proposed]) -> Sequence[str | None]:
        """The region of each row's position, all in one question."""
        lon, lat = (np.array([_number(value) for value in axis]) for axis in (
            [row.lon for row in rows], [row.lat for row in rows]))  # fmt: skip
        if self._atlas.basemap is None:
            return [None] * len(rows)
        units: list[str | None] = Regions(self._atlas.basemap).nearest_unit(lon, lat).tolist()
        return units

    def _plan(self, row: Proposed, proposal: Proposal, region: str | None) -> Plan:
        home = self._register.layer_of(row.id) if row.id else None
        refusals = row.refusals
        if home in _ABOUT_LINES:  # how a line is drawn is no business of an import
            refusals = tuple(one for one in refusals if one.reason not in ("geometry", "no-position"))
        if refusals:
            return Plan(row, proposal.file, "refused", row.id, refusals=refusals)
        if (earlier := self._register.row_of(row.id)) is not None:
            return _duplicate(row, proposal, earlier)
        if home:
            return self._changed(row, proposal, Known(home, row.id))
        if wrong := tuple(self._wanting(row)):
            return Plan(row, proposal.file, "refused", row.id, refusals=wrong)
        twin = self._register.twin(row)
        if twin and twin.row is not None:
            return _duplicate(row, proposal, twin.row)
        return self._same_by_name(row, proposal, twin) if twin else self._new(row, proposal, region)

    def _wanting(self, row: Proposed) -> Iterator[Refusal]:
        """What a row lacks that is to make a new feature."""
        if not names_of(row):
            yield refused(row.where, "name", "import.no_name")
        if row.layer in _ABOUT_LINES:
            yield refused(
                row.where, "geometry", "import.no_such_kind", kinds=tuple(layer.kind for layer in POINT_LAYERS)
            )
        elif row.lon is None and row.fields.get("precision") != "none":
            yield refused(row.where, "no-position", "import.no_position")

    def _same_by_name(self, row: Proposed, proposal: Proposal, twin: Known) -> Plan:
        """A feature has the name at the place: the same if nothing differs; else a person has to say that it is."""
        plan = self._changed(row, proposal, twin)
        if plan.outcome != "updated" or self._update:
            return plan
        told = {"id": twin.id, "fields": tuple(one.field for one in plan.changes)}
        why = refused(row.where, "duplicate", "import.duplicate_known", **told)
        return Plan(row, proposal.file, "refused", twin.id, changes=plan.changes, refusals=(why,))

    def _changed(self, row: Proposed, proposal: Proposal, known: Known) -> Plan:
        record, place = self._register.record(known.layer, known.id)
        strange = [name for name in row.fields if name not in LAYER[known.layer].noun.model_fields]
        sources, wrong = self._cited(row, ())
        if strange:
            wrong = [*wrong, refused(row.where, "value", "import.no_field_of_kind", fields=tuple(strange), id=known.id)]
        if wrong:
            return Plan(row, proposal.file, "refused", known.id, refusals=tuple(wrong))
        self._register.take(row, known.id)
        found = tuple(drafting.changes(row, record, place, sources))
        if not found:
            return Plan(row, proposal.file, "unchanged", known.id)
        edit = _edit(known, found, record, row, _basis(row, proposal))
        return Plan(row, proposal.file, "updated", known.id, [edit], found, sources=tuple(sources))

    def _new(self, row: Proposed, proposal: Proposal, region: str | None) -> Plan:
        fields = drafting.completed(row, self._given[row.layer])
        sources, wrong = self._cited(row, self._asked.sources)
        lacking = drafting.missing(row, fields)
        if lacking:
            wrong = [*wrong, refused(row.where, "missing", "import.missing", fields=tuple(lacking), first=lacking[0])]
        if not sources and not wrong:
            wrong = [refused(row.where, "source", "import.no_source")]
        id_ = row.id or self._ids.made(row)
        if not id_ and not wrong:
            wrong = [refused(row.where, "name", "import.no_id")]
        if wrong:
            return Plan(row, proposal.file, "refused", row.id, refusals=tuple(wrong))
        self._register.take(row, id_)
        basis = _basis(row, proposal)
        record = drafting.record(row, fields, id_, region, sources, basis=basis, today=self._today)
        point = {"type": "Point", "coordinates": [row.lon, row.lat]} if row.lon is not None else None
        edit = added(row.layer, record, point, row.where)
        return Plan(row, proposal.file, "new", id_, [edit], sources=tuple(sources))

    def _cited(self, row: Proposed, given: Sequence[str]) -> tuple[list[str], list[Refusal]]:
        """The documents of a row, by id; where it names none that is one, those that a person gave."""
        found, wrong = [], []
        for text in row.sources:
            id_ = self.documents.find(text)
            if id_ is not None:
                found.append(id_)
            elif not given:
                wrong.append(refused(row.where, "source", "import.no_such_source", text=text))
        if not found:
            found = [id_ for text in given if (id_ := self.documents.find(text)) is not None]
        return list(dict.fromkeys(found)), wrong


def _duplicate(row: Proposed, proposal: Proposal, earlier: Proposed) -> Plan:
    why = refused(row.where, "duplicate", "import.duplicate_row", other=earlier.where)
    return Plan(row, proposal.file, "refused", row.id, refusals=(why,))


def _edit(known: Known, found: Sequence[Change], record: Mapping[str, Any], row: Proposed, basis: str) -> Edit:
    """The edit that makes some changes; a new position says where it comes from, new works who saw them."""
    fields = {one.field: one.after for one in found if one.field not in ("geometry", "sources")}
    geometry = KEEP
    if any(one.field == "geometry" for one in found):
        geometry = {"type": "Point", "coordinates": [row.lon, row.lat]}
        fields.setdefault("precision_basis", basis)
    if cited := next((one for one in found if one.field == "sources"), None):
        more = [{"id": id_, "supports": "the place"} for id_ in cited.after if id_ not in cited.before]
        fields["sources"] = [*record["sources"], *more]
    if fresh := drafting.text_status(fields):
        fields["text_status"] = {**record.get("text_status", {}), **fresh}
    return Edit(known.layer, known.id, CHANGE, fields, geometry, row.where)


def _basis(row: Proposed, proposal: Proposal) -> str:
    """Where a position comes from, in English."""
    system = "" if proposal.crs in ("", "EPSG:4326") else f", converted from {proposal.crs}"
    stated = ""
    if row.lon is not None and row.lat is not None and fits_both_ways(Position(row.lon, row.lat)):
        stated = f" ({Reading(row.lon, row.lat, ()).text})"  # the file says which is which, so the record does too
    return (
        f"Position as given in the file {PurePath(proposal.file).name[:100]}, {row.where.text()[:150]}{system}{stated}"
    )


def _given(asked: Asked, layer: str, words: Words) -> dict[str, Any]:
    """What a person gave for all rows, as far as a kind has such fields and they can hold it."""
    noun = LAYER[layer].noun
    found = {}
    for name, text in asked.given.items():
        if name in noun.model_fields:
            try:
                found[name] = value(noun, name, text, words)
            except Wrong:
                continue
    return found


def _wrong_given(asked: Asked, words: Words) -> Iterator[Problem]:
    """What a person gave that no kind can hold."""
    for name, text in asked.given.items():
        place = Place(argument=f"--set {name}")
        homes = [layer for layer in POINT_LAYERS if name in layer.noun.model_fields]
        if not homes or name in ("id", "events", "sources", "text_status"):
            known = ("sector", "status", "status_date", "precision", "locality", "partners", "modes", "station_kind")
            yield Problem(place, "import.no_such_field", {"field": name, "fields": known}, RULE)
            continue
        try:
            value(homes[0].noun, name, text, words)
        except Wrong as wrong:
            yield Problem(place, wrong.key, wrong.values, RULE)
    for url in asked.sources:
        if not is_web_address(url):
            yield Problem(Place(argument="--source"), "add.no_address", {"url": url}, "urls")


def _number(value: float | None) -> float:
    return np.nan if value is None else value
