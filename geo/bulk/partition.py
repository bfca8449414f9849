"""One partition, from its file to the disk: read, judged and written in batches; what is done is noted at the end."""

import json
import pickle
import threading
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geo import disk
from geo.bulk import kernel, tables
from geo.bulk.ground import Ground
from geo.bulk.job import Job, Task
from geo.bulk.places import Places
from geo.bulk.reading import Batch, batches
from geo.bulk.tidying import places_of
from geo.errors import Place, Problem, Said
from geo.importers.rows import Unreadable
from geo.vocabulary import SECTORS, STATUSES

PLACES, NOTES = "places", ".run"
# What is refused because it is no row of its table.
BROKEN = "broken-row"
_own = threading.local()


class Done(NamedTuple):
    """What became of a partition.

    Parameters
    ----------
    counts
        (region or "", sector, status, n) of the sound places.
    refused
        How many rows each rule refuses; one may be refused by several.
    problem
        Why the partition could not be read; then nothing of it was written.
    """

    number: int
    rows: int = 0
    sound: int = 0
    refused: dict[str, int] = {}  # noqa: RUF012 - read only
    counts: list[tuple[str, str, str, int]] = []  # noqa: RUF012
    problem: Problem | None = None


def done(task: Task, job: Job) -> Done:
    """Do one partition.

    Raises
    ------
    CannotWrite
        The folder takes nothing more; what other partitions wrote stays.
    """
    try:
        return _written(task, job)
    except Unreadable as error:
        problem = error.refusal.problem
        place = Place(argument=task.source.path, part=where_of(task))
        return Done(task.number, problem=Problem(place, problem.key, problem.values, problem.rule))


def where_of(task: Task) -> Said:
    """Which part of its file a partition is, in words."""
    return Said("bulk.where", {"n": task.number, "row": task.part.first_row})


def noted(out: Path, number: int) -> Done | None:
    """What a run before has noted of a partition; None if it was not finished."""
    try:
        found = json.loads(_note(out, number).read_text("utf-8"))
        counts = [(region, sector, status, n) for region, sector, status, n in found["counts"]]
        return Done(number, found["rows"], found["sound"], found["refused"], counts)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def part_path(out: Path, number: int) -> Path:
    """Where the sound places of a partition are."""
    return out / PLACES / f"part-{number:05}.parquet"


def refused_path(out: Path, number: int) -> Path:
    """Where its refused rows are."""
    return out / NOTES / f"refused-{number:05}.parquet"


def _note(out: Path, number: int) -> Path:
    return out / NOTES / f"done-{number:05}.json"


def _written(task: Task, job: Job) -> Done:
    out, ground = Path(job.out), _ground(job.ground)
    sums = _Sums(ground)
    with ExitStack() as stack:
        sound, refused = (
            stack.enter_context(pq.ParquetWriter(stack.enter_context(disk.staged(path)), schema, compression="zstd"))
            for path, schema in (
                (part_path(out, task.number), tables.SOUND),
                (refused_path(out, task.number), tables.REFUSED),
            )
        )
        for batch in batches(task.source, task.part, job.rows):
            places = places_of(batch, job.words, task.source.crs, Path(task.source.path).stem)
            known = kernel.judged(places, ground)
            sums.add(places, known, batch)
            sound.write_table(tables.sound(places, known, ground))
            refused.write_table(_refused(task, batch, places, known))
    found = sums.done(task.number)
    note = {"rows": found.rows, "sound": found.sound, "refused": found.refused, "counts": found.counts}
    path = _note(out, task.number)
    disk.put(path.parent, {path.name: json.dumps(note).encode()}, slots=disk.own_slot, journal=None)
    return found


def _refused(task: Task, batch: Batch, places: Places, known: kernel.Judged) -> pa.Table:
    judged = tables.refused(places, known, batch.rows)
    broken = tables.broken(batch.broken, BROKEN)
    return tables.placed(pa.concat_tables([judged, broken]), task.source.path, task.number)


class _Sums:
    """What the batches of a partition come to."""

    def __init__(self, ground: Ground) -> None:
        self._regions = [*ground.regions.admin1_codes, ""]  # the last of them is that of -1
        self._rows = self._sound = 0
        self._refused: Counter[str] = Counter()
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def add(self, places: Places, known: kernel.Judged, batch: Batch) -> None:
        self._rows += len(places) + len(batch.broken)
        self._sound += int(known.is_valid.sum())
        bits, n = np.unique(known.reasons[~known.is_valid], return_counts=True)
        for reasons, count in zip(bits.tolist(), n.tolist(), strict=True):
            self._refused.update(dict.fromkeys(kernel.rules_of(reasons), count))
        if batch.broken:
            self._refused[BROKEN] += len(batch.broken)
        for one in tables.counted(places, known):
            self._counts[self._regions[one.admin1], SECTORS[one.sector], STATUSES[one.status]] += one.n

    def done(self, number: int) -> Done:
        counts = [(*words, n) for words, n in sorted(self._counts.items())]
        return Done(number, self._rows, self._sound, dict(self._refused), counts)


def _ground(packed: bytes) -> Ground:
    """The ground, unpacked once a thread: areas made ready are no thing for two threads at a time."""
    held: tuple[bytes, Any] | None = getattr(_own, "held", None)
    if held is None or held[0] != packed:
        held = _own.held = (packed, pickle.loads(packed))  # noqa: S301 - made by the same run
    ground: Ground = held[1]
    return ground
