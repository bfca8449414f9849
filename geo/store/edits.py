"""Edits as values, and the Atlas they lead to: pure, many at once, nothing is written.

The command line, an importer, an editor all end in one list of edits, applied together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from geopandas import GeoDataFrame
from pydantic import ValidationError

from geo.errors import InvalidData, Place, Problem
from geo.frames import Json, frame_of, joined, records_of, shapes_of, without
from geo.model import LAYER, Atlas, Layer, Source
from geo.store.complaints import explain
from geo.store.geojson import geometry_problems, record_problems

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
        Whether the feature must be new, must be there, or must be there and goes.
    place
        Where a person finds what is wrong with it: a row of a table, say; by default the feature in its file.
    """

    layer: str
    id: str
    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    geometry: Any = None
    place: Place | None = None


@dataclass(frozen=True)
class SourceEdit:
    """One document more, as CSL-JSON; one that is there already with the same content stays."""

    entry: Mapping[str, Any]
    place: Place | None = None


KEEP: Any = object()
ADD, CHANGE, WITHDRAW = "add", "change", "withdraw"


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


def withdrawn(layer: str, id_: str, place: Place | None = None) -> Edit:
    """A feature goes."""
    return Edit(layer, id_, WITHDRAW, place=place)


def source_added(entry: Mapping[str, Any], place: Place | None = None) -> SourceEdit:
    """A document more, as CSL-JSON."""
    return SourceEdit(entry, place)


def applied(atlas: Atlas, edits: Iterable[Edit | SourceEdit]) -> Atlas:
    """The atlas after all edits, in their order; several may touch one feature.

    Raises
    ------
    InvalidData
        With every problem of every edit: an id that is taken or not there, a record or geometry that breaks the model.
    """
    problems: list[Problem] = []
    by_layer: dict[str, list[Edit]] = {}
    sources = dict(atlas.sources)
    for edit in edits:
        if isinstance(edit, SourceEdit):
            problems += _add_source(sources, edit, atlas.folder)
        else:
            by_layer.setdefault(edit.layer, []).append(edit)
    frames = {}
    for name, some in by_layer.items():
        changes = _Changes(LAYER[name], getattr(atlas, name), atlas.folder)
        for edit in some:
            problems += changes.take(edit)
        frames[name] = changes.frame()
    if problems:
        raise InvalidData(problems)
    return replace(atlas, **frames, sources=sources)


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

    def __init__(self, layer: Layer, frame: GeoDataFrame, folder: str) -> None:
        self.layer = layer
        self.old = frame
        self.folder = folder
        self.row_of = {id_: row for row, id_ in enumerate(frame["id"])}
        # The touched ones: their record and geometry, None where the feature goes.
        self.now: dict[str, tuple[Json, Any] | None] = {}

    def take(self, edit: Edit) -> Sequence[Problem]:
        """Follow an edit, or say why not."""
        place = edit.place or Place(file=f"{self.folder}/{self.layer.filename}", id=edit.id)
        there = self._there(edit.id)
        if edit.kind == ADD and there is not None:
            return [Problem(place.at("id"), "edit.id_taken", {"id": edit.id}, RULE)]
        if edit.kind != ADD and there is None:
            return [Problem(place, "edit.no_such", {"id": edit.id}, RULE)]
        if edit.kind == WITHDRAW:
            self.now[edit.id] = None
            return []
        record, geometry = there or ({}, None)
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
        return problems

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
