"""Files → Atlas, with every problem of every file; what is sound still loads."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from geo import disk
from geo.complaints import explain, shown
from geo.errors import InvalidData, Place, Problem
from geo.frames import frame_of, observations_of, shapes_of
from geo.model import LAYERS, Atlas, Json, Layer, Phrase, Sector, Source, Synonym, Withdrawal
from geo.shipped import data_folder
from geo.store.basemap import load_basemap
from geo.store.geojson import collection, feature_problems, tidied
from geo.store.observations import read_rows
from geo.store.parse import BOM, decode, parse_json
from geo.store.snapshot import Refused, snapshot
from geo.store.text import FILES

AnyRecord = TypeVar("AnyRecord", bound=BaseModel)


@dataclass(frozen=True)
class Survey:
    """All that one reading of data/ has found.

    Parameters
    ----------
    atlas
        What is sound.
    problems
        What a person has to mend.
    leftovers
        What other programs left in the files and the canonical form has not: harmless, `kzuz check --fix` drops it.
    written
        The very bytes that were read, by file name.
    """

    atlas: Atlas
    problems: list[Problem]
    leftovers: list[Problem]
    written: Mapping[str, bytes] = field(repr=False)


def load(data_dir: Path | str | None = None, *, basemap: bool = True) -> Atlas:
    """Read data/, whole and sound.

    Parameters
    ----------
    data_dir
        Folder with the files of `FILES`, as the user wrote it; messages name it so. If left out: `data`, or the
        atlas that came with the program where there is none; `Atlas.folder` says which.
    basemap
        Also read `basemap/`, if it is there.

    Returns
    -------
    Atlas
        Frames as `model.Atlas` documents them. Columns of numbers are float64 with NaN for missing, all others
        object with None, [] or {}; `events`, `sources` and `options` are lists of dicts with the keys that are known.

    Raises
    ------
    InvalidData
        With every problem of every file.
    Busy
        Another program kept changing the files while they were read.
    """
    atlas, problems = read(data_folder(data_dir), basemap=basemap)
    if problems:
        raise InvalidData(problems)
    return atlas


def read(data_dir: Path | str, *, basemap: bool = True) -> tuple[Atlas, list[Problem]]:
    """Read what is sound in data/, and every problem of the rest. Arguments and `Busy` as in `load`."""
    found = survey(data_dir, basemap=basemap)
    return found.atlas, found.problems


def survey(data_dir: Path | str, *, basemap: bool = True) -> Survey:
    """Read data/ once, and keep what was read beside what it means. Arguments and `Busy` as in `load`."""
    folder = Path(data_dir)
    label = os.fspath(data_dir).rstrip("/\\") or os.fspath(data_dir) or '""'
    problems: list[Problem] = []
    written: dict[str, bytes] = {}
    # An empty name is a mistake, though Python takes it for the folder it works in.
    if os.fspath(data_dir) and os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir raises where the name is too long
        written, problems = snapshot(folder, FILES, label)
    else:
        is_there = os.fspath(data_dir) and os.path.exists(folder)  # noqa: PTH110
        key = "file.not_folder" if is_there else "file.no_folder"
        problems = [Problem(Place(file=label), key, rule="file")]
    reader = _Reader(label, written, problems)
    atlas = replace(reader.atlas(), stamp=_stamp(folder, written))
    if basemap and written and (folder / "basemap").is_dir():
        try:
            atlas = replace(atlas, basemap=load_basemap(folder, label))
        except InvalidData as error:
            problems += error.problems
    return Survey(atlas, problems, reader.leftovers, written)


def _stamp(folder: Path, written: Mapping[str, bytes]) -> dict[str, str]:
    return {os.path.realpath(folder / name): disk.digest(data) for name, data in written.items()}


class _Reader:
    """One pass over the bytes, gathering problems."""

    def __init__(self, label: str, written: Mapping[str, bytes], problems: list[Problem]) -> None:
        self.label = label
        self.written = written
        self.problems = problems
        self.leftovers: list[Problem] = []

    def atlas(self) -> Atlas:
        frames = {layer.name: self.layer(layer) for layer in LAYERS}
        text = self.text("indicators.csv")
        rows, found = read_rows(text, self.place("indicators.csv")) if text is not None else ([], [])
        self.problems += found
        return Atlas(
            **frames,
            observations=observations_of(rows),
            sectors=tuple(self.entries("sectors.json", Sector)),
            sources=self.sources(),
            synonyms=tuple(self.entries("synonyms.json", Synonym)),
            withdrawn=tuple(self.entries("withdrawn.json", Withdrawal)),
            phrases=tuple(self.entries("phrases.json", Phrase)),
            folder=self.label,
        )

    def place(self, name: str) -> Place:
        return Place(file=f"{self.label}/{name}")

    def text(self, name: str) -> str | None:
        """A file's text; None, and a Problem, if there is none."""
        data = self.written.get(name)
        if data is None:
            return None
        if data.startswith(BOM):
            self.leftovers.append(Problem(self.place(name), "canonical.bom", rule="canonical"))
        try:
            return decode(data, self.place(name))
        except Refused as refused:
            self.problems.append(refused.problem)
            return None

    def json(self, name: str) -> Any:
        text = self.text(name)
        if text is None:
            return None
        value, found = parse_json(text, self.place(name))
        self.problems += found
        if value is None and not found:
            self.problems.append(Problem(self.place(name), "json.null", rule="file"))
        return value

    def layer(self, layer: Layer) -> Any:
        """The frame of the sound features of a layer."""
        place = self.place(layer.filename)
        root = self.json(layer.filename)
        records: list[Json] = []
        geometries: list[Json | None] = []
        if root is None:
            return frame_of(layer.name, records, shapes_of(geometries))
        features, harmless, problems = collection(root, place)
        self.problems += problems
        for member in harmless:
            self.leftovers.append(Problem(place, "canonical.member", {"member": member}, "canonical"))
        for number, feature in enumerate(features, start=1):
            feature = _tidied(feature, layer)
            here = Place(file=place.file, number=number, id=_id_of(feature))
            found = list(feature_problems(feature, layer, here))
            self.problems += found
            if not found:
                records.append(feature["properties"])
                geometries.append(feature["geometry"])
        return frame_of(layer.name, records, shapes_of(geometries))

    def entries(self, name: str, model: type[AnyRecord]) -> list[AnyRecord]:
        """Each sound entry of a JSON list."""
        place = self.place(name)
        root = self.json(name)
        if root is None:
            return []
        if not isinstance(root, list):
            self.problems.append(Problem(place, "file.not_list", {"value": shown(root, 40)}, "file"))
            return []
        sound = []
        for number, entry in enumerate(root, start=1):
            try:
                sound.append(model.model_validate(entry))
            except ValidationError as error:
                id_ = entry["id"] if isinstance(entry, dict) and isinstance(entry.get("id"), str) else ""
                self.problems += explain(error, replace(place, number=number, id=id_), model)
        return sound

    def sources(self) -> dict[str, Source]:
        """The documents by id; an id used twice is a problem, since a dict would drop one."""
        sources: dict[str, Source] = {}
        for source in self.entries("sources.json", Source):
            if source.id in sources:
                place = replace(self.place("sources.json"), id=source.id).at("id")
                self.problems.append(Problem(place, "file.id_twice", {"id": source.id}, "file"))
            sources[source.id] = source
        return sources


def _tidied(feature: Any, layer: Layer) -> Any:
    """A feature without what it can do without."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return feature
    properties = tidied(feature["properties"], layer.noun)
    return feature if properties is feature["properties"] else {**feature, "properties": properties}


def _id_of(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    id_ = properties.get("id") if isinstance(properties, dict) else None
    return id_ if isinstance(id_, str) else ""
