"""Files → Atlas, with every problem of every file; what is sound still loads."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from shapely.geometry.base import BaseGeometry

from geo import disk
from geo.errors import InvalidData, Problem, plain
from geo.frames import Json, frame_of, observations_of, shape_of
from geo.model import LAYERS, Atlas, Layer, Sector, Source
from geo.store.basemap import load_basemap
from geo.store.complaints import explain, shown
from geo.store.geojson import collection_problems, feature_problems
from geo.store.observations import read_rows
from geo.store.parse import Refused, parse_json, read_text
from geo.store.text import FILES

READS = 5
AnyRecord = TypeVar("AnyRecord", bound=BaseModel)


def load(data_dir: Path | str, *, basemap: bool = True) -> Atlas:
    """Read data/, whole and sound.

    Parameters
    ----------
    data_dir
        Folder with the files of `FILES`, as the user wrote it; messages name it so.
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
    """
    atlas, problems = read(data_dir, basemap=basemap)
    if problems:
        raise InvalidData(problems)
    return atlas


def read(data_dir: Path | str, *, basemap: bool = True) -> tuple[Atlas, list[Problem]]:
    """Read what is sound in data/, and every problem of the rest. Arguments as in `load`."""
    folder = Path(data_dir)
    label = os.fspath(data_dir).rstrip("/\\") or os.fspath(data_dir)
    # A writer may replace files while we read; read again until nothing moved.
    for _ in range(READS):
        before = disk.marks(folder, FILES)
        reader = _Reader(folder, label)
        atlas = reader.atlas()
        if disk.marks(folder, FILES) == before:
            break
    if basemap and (folder / "basemap").is_dir():
        try:
            atlas = replace(atlas, basemap=load_basemap(folder, label))
        except InvalidData as error:
            reader.problems += error.problems
    return atlas, reader.problems


class _Reader:
    """One pass over the files, gathering problems."""

    def __init__(self, folder: Path, label: str) -> None:
        self.folder = folder
        self.label = label
        self.problems: list[Problem] = []
        self.stamp: dict[str, str] = {}
        self.there = folder.is_dir()
        if not self.there:
            what = "is a file, not a folder" if folder.exists() else "there is no such folder"
            self.problems.append(plain(label, what, "give the folder that holds sites.geojson and its sisters", "file"))
        self.waiting = disk.pending(folder) if self.there else frozenset()

    def atlas(self) -> Atlas:
        frames = {layer.name: frame_of(layer.name, *self.layer(layer)) for layer in LAYERS}
        rows, found = read_rows(self.text("indicators.csv"), f"{self.label}/indicators.csv")
        self.problems += found
        sectors = tuple(self.entries("sectors.json", Sector))
        return Atlas(
            **frames,
            observations=observations_of(rows),
            sectors=sectors,
            sources=self.sources(),
            folder=self.label,
            stamp=self.stamp,
        )

    def text(self, name: str) -> str | None:
        """A file's text; None, and a Problem, if there is none."""
        if not self.there:
            return None
        path = disk.current(self.folder, name, self.waiting)
        try:
            text, data, found = read_text(path, f"{self.label}/{name}")
        except Refused as refused:
            self.problems.append(refused.problem)
            return None
        self.stamp[os.path.realpath(self.folder / name)] = disk.digest(data)
        self.problems += found
        return text

    def json(self, name: str) -> Any:
        text = self.text(name)
        if text is None:
            return None
        value, found = parse_json(text, f"{self.label}/{name}")
        self.problems += found
        if value is None and not found:
            self.problems.append(plain(f"{self.label}/{name}", "holds null", "restore it", "file"))
        return value

    def layer(self, layer: Layer) -> tuple[list[Json], list[BaseGeometry | None]]:
        """Properties and geometry of each sound feature."""
        records: list[Json] = []
        shapes: list[BaseGeometry | None] = []
        where = f"{self.label}/{layer.filename}"
        root = self.json(layer.filename)
        if root is None:
            return records, shapes
        if not isinstance(root, dict) or not isinstance(root.get("features"), list):
            self.problems.append(
                plain(
                    where,
                    f"holds {shown(root, 40)}, not a FeatureCollection with a list of features",
                    'the file starts {"type":"FeatureCollection","features":[',
                    "rfc-7946",
                )
            )
            return records, shapes
        self.problems += collection_problems(root, where)
        for number, feature in enumerate(root["features"], start=1):
            found = list(feature_problems(feature, layer, f"{where}, feature {number}"))
            self.problems += found
            if not found:
                records.append(feature["properties"])
                shapes.append(shape_of(feature["geometry"]))
        return records, shapes

    def entries(self, name: str, model: type[AnyRecord]) -> list[AnyRecord]:
        """Each sound entry of a JSON list."""
        where = f"{self.label}/{name}"
        root = self.json(name)
        if root is None:
            return []
        if not isinstance(root, list):
            self.problems.append(plain(where, f"holds {shown(root, 40)}, not a list", "the file starts with [", "file"))
            return []
        sound = []
        for number, entry in enumerate(root, start=1):
            try:
                sound.append(model.model_validate(entry))
            except ValidationError as error:
                id_ = f' "{entry["id"]}"' if isinstance(entry, dict) and isinstance(entry.get("id"), str) else ""
                self.problems += explain(error, f"{where}, entry {number}{id_}", model)
        return sound

    def sources(self) -> dict[str, Source]:
        """The documents by id; an id used twice is a problem, since a dict would drop one."""
        sources: dict[str, Source] = {}
        for source in self.entries("sources.json", Source):
            if source.id in sources:
                self.problems.append(
                    plain(
                        f'{self.label}/sources.json, entry "{source.id}", id',
                        f'id "{source.id}" is used more than once',
                        "give each document its own id, or keep one of them",
                        "file",
                    )
                )
            sources[source.id] = source
        return sources
