"""The story of `kzuz bulk`: files looked at, partitions done by whoever is there, tables put together.

A folder belongs to one run at a time. A run that was cut off goes on: what is noted as done is not done again, unless
the sources, the options or the atlas are others than then, which is said and changes nothing.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from geo import disk, store
from geo.bulk.ground import ground_of
from geo.bulk.job import Asked, Task, job, marks, tasks, words_for
from geo.bulk.outcome import Outcome, outcome, write_tables
from geo.bulk.partition import NOTES, PLACES, Done, noted
from geo.bulk.reading import sources
from geo.bulk.running import Tell, rows_at_once, run, workers_here
from geo.checking import missing_basemap
from geo.errors import CannotWrite, Each, InvalidData, Place, Problem, Said
from geo.importers.columns import Columns
from geo.importing import words_of

PLAN = "plan.json"
Count = Callable[[int, int], object]


def bulk(
    paths: Sequence[Path],
    out: Path,
    data_dir: Path,
    asked: Asked | None = None,
    *,
    cluster: str | None = None,
    memory: int | None = None,
    afresh: bool = False,
    count: Count = lambda _done, _total: None,
) -> Outcome:
    """Check, place and count every place of some files, and write what is known of each.

    Parameters
    ----------
    paths
        Files, or folders of files.
    out
        Gets `places/part-*.parquet`, `refused.parquet` and `counts.csv`.
    data_dir
        The atlas whose regions, border, crossings and railway places are measured against.
    cluster
        As of `running.run`.
    memory
        Bytes that the workers of this machine may take together.
    afresh
        Take away what a run before wrote into `out`, and do all of it.
    count
        Is told how many partitions of how many are done.

    Returns
    -------
    Outcome
        Its problems are of partitions that could not be read; the others are done.

    Raises
    ------
    InvalidData
        A file cannot be read at all, or `out` holds a run of other sources, options or data.
    Busy, CannotWrite
        Another run writes to `out`; it takes nothing more.
    """
    asked = asked or Asked()
    atlas = store.load(data_dir)
    if absent := missing_basemap(atlas):
        raise InvalidData(absent)
    found, ground = sources(paths, Columns(asked.columns), asked.encoding), ground_of(atlas)
    words = words_for(found, asked, words_of(atlas))
    todo, shared = tasks(found), job(words, ground, out, rows_at_once(memory, workers_here()))
    folder = _made(out)
    with disk.locked(folder, (), seconds=0):
        _begin(folder, marks(found, asked, ground), afresh=afresh)
        before = [one for task in todo if (one := noted(out, task.number))]
        every = _finished(todo, before, lambda rest, tell: run(rest, shared, cluster, tell), count)
        _clear(out)  # of workers that died
        write_tables(out, every)
    return outcome(every, len(before))


def _finished(
    todo: Sequence[Task], before: Sequence[Done], run_all: Callable[[Sequence[Task], Tell], None], count: Count
) -> list[Done]:
    """Every partition, those of a run before and those done now, by number."""
    every = {one.number: one for one in before}

    def tell(one: Done) -> None:
        every[one.number] = one
        count(len(every), len(todo))

    count(len(every), len(todo))
    rest = [task for task in todo if task.number not in every]
    if rest:
        run_all(rest, tell)
    return [every[task.number] for task in todo]


def _made(out: Path) -> Path:
    """The folder, with the two that partitions are written into; where notes are and the lock is."""
    try:
        for name in (PLACES, NOTES):
            (out / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite([disk.cannot_write(error, out)]) from error
    return out / NOTES


def _begin(notes: Path, now: dict[str, str], *, afresh: bool) -> None:
    """Clear what a killed run left, and make sure that what it finished is of this one."""
    out = notes.parent
    _clear(out)
    before = _plan(notes)
    if before and before != now and not afresh:
        changed = Each(Said(f"bulk.changed.{name}") for name, mark in now.items() if before.get(name) != mark)
        raise InvalidData([Problem(Place(file=str(out)), "bulk.other_run", {"changed": changed})])
    if afresh or not before:
        for path in [*(out / PLACES).glob("part-*.parquet"), *notes.glob("done-*.json"), *notes.glob("refused-*")]:
            path.unlink()
    disk.put(notes, {PLAN: json.dumps(now).encode()}, slots=disk.own_slot, journal=None)


def _clear(out: Path) -> None:
    """Take away what was half written by whoever is dead now."""
    for folder in (out, out / PLACES, out / NOTES):
        disk.clear_staged(folder)


def _plan(notes: Path) -> dict[str, str]:
    try:
        found = json.loads((notes / PLAN).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
