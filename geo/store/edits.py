"""Edits as values, and the Atlas they lead to: pure, many at once, nothing is written.

The command line, an importer, an editor all end in one list of edits, applied together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from geopandas import GeoDataFrame
from pydantic import ValidationError

from geo.complaints import explain
from geo.errors import InvalidData, Place, Problem
from geo.frames import frame_of, joined, records_of, shapes_of, without
from geo.i18n import text_in
from geo.model import LAYER, Atlas, Json, Layer, Source, Withdrawal
from geo.store.geojson import geometry_problems, record_problems
from geo.store.text import feature_at, version_of
from geo.vocabulary import LANGUAGES

RULE = "edits"


@dataclass(frozen=True)
class Edit:
    """One change of one feature.

    Parameters
    ----------
    layer, id
        Which feature.
    fields
        Fields to set; None takes one away. Of a feature that is to go: not asked.
    geometry
        GeoJSON to set, None for no place; `KEEP` for the one it has.
    kind
        Whether the feature must be new, must be there, must be there and goes, or becomes this one whatever there was.
    place
        Where a person finds what is wrong with it: a row of a table, say; by default the feature in its file.
    note
        Of a feature that is to go: what `withdrawn.json` keeps of it (`date`, `why_*`, `instead`); None keeps nothing.
    seen
        `version_of` the feature as the person saw it who changes it, "" for none; None: whatever it is by now.
    """

    layer: str
    id: str
    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    geometry: Any = None
    place: Place | None = None
    note: Mapping[str, Any] | None = None
    seen: str | None = None


@dataclass(frozen=True)
class SourceEdit:
    """One document more, as CSL-JSON; one that is there already with the same content stays. Or one that goes."""

    entry: Mapping[str, Any]
    place: Place | None = None
    kind: str = "add"


AnyEdit = Edit | SourceEdit
KEEP: Any = object()
ADD, CHANGE, WITHDRAW, RESTORE = "add", "change", "withdraw", "restore"


def added(
    layer: str, record: Mapping[str, Any], geometry: Mapping[str, Any] | None, place: Place | None = None
) -> Edit:
    """A new feature: its properties by the model of the layer, its geometry as GeoJSON, (lon, lat), EPSG:4326."""
    return Edit(layer, str(record.get("id", "")), ADD, record, geometry, place)


def changed(layer: str, id_: str, fields: Mapping[str, Any], place: Place | None = None) -> Edit:
    """Other values for some fields of a feature; None takes a field away. The id itself never changes."""
    return Edit(layer, id_, CHANGE, fields, KEEP, place)


def moved(layer: str, id_: str, lon: float, lat: float, basis: str, place: Place | None = None) -> Edit:
    """Another position for a point, in degrees, and where it comes from (`precision_basis`)."""
    point = {"type": "Point", "coordinates": [lon, lat]}
    return Edit(layer, id_, CHANGE, {"precision_basis": basis}, point, place)


def withdrawn(layer: str, id_: str, place: Place | None = None, *, note: Mapping[str, Any] | None = None) -> Edit:
    """A feature goes. With a note (`date`, `why_*`, `instead`) its id is remembered, and never given again."""
    return Edit(layer, id_, WITHDRAW, place=place, note=note)


def restored(layer: str, feature: Json, place: Place | None = None) -> Edit:
    """A feature as it once was, in the place of what there is of its id, a note that it was withdrawn included."""
    return Edit(layer, feature["properties"]["id"], RESTORE, feature["properties"], feature["geometry"], place)


def source_added(entry: Mapping[str, Any], place: Place | None = None) -> SourceEdit:
    """A document more, as CSL-JSON."""
    return SourceEdit(entry, place)


def source_dropped(id_: str, place: Place | None = None) -> SourceEdit:
    """A document less; one that is not there stays away."""
    return SourceEdit({"id": id_}, place, WITHDRAW)


def applied(atlas: Atlas, edits: Iterable[AnyEdit]) -> Atlas:
    """The atlas after all edits, in their order; several may touch one feature.

    Raises
    ------
    InvalidData
        With every problem of every edit: an id that is taken, withdrawn or not there, a record or geometry that breaks
        the model, a feature that is no longer the one that was seen.
    """
    problems: list[Problem] = []
    by_layer: dict[str, list[Edit]] = {}
    sources = dict(atlas.sources)
    gone = {entry.id: entry for entry in atlas.withdrawn}
    for edit in edits:
        if not isinstance(edit, SourceEdit):
            by_layer.setdefault(edit.layer, []).append(edit)
        elif edit.kind == WITHDRAW:
            sources.pop(str(edit.entry["id"]), None)
        else:
            problems += _add_source(sources, edit, atlas.folder)
    frames = {}
    for name, some in by_layer.items():
        changes = _Changes(atlas, LAYER[name], gone)
        for edit in some:
            problems += changes.take(edit)
        frames[name] = changes.frame()
    if problems:
        raise InvalidData(problems)
    return replace(atlas, **frames, sources=sources, withdrawn=tuple(gone[id_] for id_ in sorted(gone)))


def _add_source(sources: dict[str, Source], edit: SourceEdit, folder: str) -> Iterator[Problem]:
    id_ = str(edit.entry.get("id", ""))
    place = edit.place or Place(file=f"{folder}/sources.json", id=id_)
    try:
        source = Source.model_validate({name: value for name, value in edit.entry.items() if value is not None})
    except ValidationError as error:
        yield from explain(error, place, Source)
        return
    if sources.setdefault(source.id, source) != source:
        yield Problem(place.at("id"), "edit.source_taken", {"id": source.id}, RULE)


class _Changes:
    """What becomes of the touched features of one layer; the others are not looked at."""

    def __init__(self, atlas: Atlas, layer: Layer, gone: dict[str, Withdrawal]) -> None:
        self.layer = layer
        self.old: GeoDataFrame = getattr(atlas, layer.name)
        self.folder = atlas.folder
        self.gone = gone
        self.row_of = {id_: row for row, id_ in enumerate(self.old["id"])}
        # The touched ones: their record and geometry, None where the feature goes.
        self.now: dict[str, tuple[Json, Any] | None] = {}

    def take(self, edit: Edit) -> Sequence[Problem]:
        """Follow an edit, or say why not."""
        place = edit.place or Place(file=f"{self.folder}/{self.layer.filename}", id=edit.id)
        there = self._there(edit.id)
        if refusal := self._refusal(edit, place, is_there=there is not None):
            return [refusal]
        if edit.kind == WITHDRAW:
            return self._withdraw(edit, place, there[0] if there else {})
        record, geometry = there if there and edit.kind != RESTORE else ({}, None)
        record = {name: value for name, value in {**record, **edit.fields}.items() if value is not None}
        problems = list(record_problems(record, self.layer, place))
        if edit.geometry is not KEEP:
            plain = dict(edit.geometry) if edit.geometry is not None else None
            wrong = list(geometry_problems(plain, self.layer, place))
            geometry = None if wrong else shapes_of([plain])[0]
            problems += wrong
        if record.get("id") != edit.id and not problems:
            problems.append(Problem(place.at("id"), "edit.id_constant", {"id": edit.id}, RULE))
        if not problems:
            self.now[edit.id] = (record, geometry)
            self.gone.pop(edit.id, None)
        return problems

    def _refusal(self, edit: Edit, place: Place, *, is_there: bool) -> Problem | None:
        """Why an edit does not fit what there is; None if it does."""
        if edit.seen is not None and edit.seen != self._version(edit.id):
            return Problem(place, "edit.changed_since", {"id": edit.id}, RULE)
        if edit.kind == ADD and is_there:
            return Problem(place.at("id"), "edit.id_taken", {"id": edit.id}, RULE)
        if edit.kind == ADD and edit.id in self.gone:
            entry = self.gone[edit.id]
            why = text_in(vars(entry), "why", "en")
            values = {"id": edit.id, "date": entry.date, "why": why[0] if why else ""}
            return Problem(place.at("id"), "edit.id_withdrawn", values, RULE)
        if edit.kind in (CHANGE, WITHDRAW) and not is_there:
            return Problem(place, "edit.no_such", {"id": edit.id}, RULE)
        return None

    def _version(self, id_: str) -> str:
        row = self.row_of.get(id_)
        return version_of(None if row is None else feature_at(self.old, self.layer, row))

    def _withdraw(self, edit: Edit, place: Place, record: Json) -> Sequence[Problem]:
        if edit.note is not None:
            names = {f"name_{lang}": record.get(f"name_{lang}") for lang in LANGUAGES}
            entry = {"id": edit.id, "kind": self.layer.kind, **names, **edit.note}
            try:
                note = Withdrawal.model_validate({name: value for name, value in entry.items() if value is not None})
            except ValidationError as error:
                return list(explain(error, place, Withdrawal))
            self.gone[edit.id] = note
        self.now[edit.id] = None
        return []

    def _there(self, id_: str) -> tuple[Json, Any] | None:
        if id_ in self.now:
            return self.now[id_]
        row = self.row_of.get(id_)
        if row is None:
            return None
        one = self.old.iloc[row : row + 1]
        return records_of(one, self.layer.noun)[0], one.geometry.iloc[0]

    def frame(self) -> GeoDataFrame:
        """The layer's documented frame afterwards: linear in its features, however many were touched."""
        kept = [change for change in self.now.values() if change is not None]
        more = frame_of(self.layer.name, [record for record, _ in kept], [geometry for _, geometry in kept])
        return joined(without(self.old, self.now), more)
