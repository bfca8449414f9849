"""Atlas → files: canonical, under a lock, all or nothing."""

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from geo import disk
from geo.errors import Busy, CannotWrite, Place, Problem, nothing_written
from geo.model import Atlas
from geo.store import ledger
from geo.store.ledger import Step
from geo.store.reading import Survey, load, survey
from geo.store.text import FILES, texts

LOCK_SECONDS = 10.0


class Saved(NamedTuple):
    """The files rewritten, and the atlas as it now lies in them: go on from that one."""

    paths: list[Path]
    atlas: Atlas


@dataclass
class Draft:
    """An atlas being edited under the lock: set `atlas`; afterwards `paths` tells the files rewritten.

    Set `by`, what the change is made by, and it is remembered, so that it can be taken back: `step` tells what is kept
    of it. Steps in `rewritten` take the place of what was kept of them.
    """

    atlas: Atlas
    paths: list[Path] = field(default_factory=list)
    by: str = ""
    step: Step | None = None
    rewritten: tuple[Step, ...] = ()


@nothing_written()
def save(atlas: Atlas, data_dir: Path | str, *, seconds: float = LOCK_SECONDS) -> Saved:
    """Write an atlas that was loaded earlier; only files whose bytes change are rewritten.

    Raises
    ------
    Busy
        Another program holds the lock, or changed a file since `atlas` was read. Load again and repeat the change;
        `transaction` does both steps under one lock.
    InvalidData
        The atlas holds something that has no place in the files, or a layer is not in EPSG:4326.
    AtlasError
        The folder cannot be written, the disk is full. In every case nothing has changed.
    """
    folder = Path(data_dir)
    contents = _bytes_of(atlas)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite([disk.cannot_write(error, folder)]) from error
    with disk.locked(folder, FILES, seconds):
        old = disk.held(folder, FILES)
        _refuse_if_changed(atlas, folder, contents, old)
        paths = disk.put(folder, contents, old=old)
    stamp = {os.path.realpath(folder / name): disk.digest(data) for name, data in contents.items()}
    return Saved(paths, replace(atlas, folder=os.fspath(data_dir), stamp=stamp))


@contextlib.contextmanager
def transaction(data_dir: Path | str, *, seconds: float = LOCK_SECONDS, basemap: bool = True) -> Iterator[Draft]:
    """Lock, read, let the caller change `draft.atlas`, write: nobody else writes in between.

    If the block raises, for instance because `validate.check(draft.atlas)` does, nothing is written.

    Raises
    ------
    Busy
        Another program held the lock for `seconds`.
    InvalidData
        The files on disk have problems, or the new atlas cannot be written.
    """
    folder = Path(data_dir)
    with nothing_written():
        if not os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir raises where the name is too long
            load(data_dir)  # says what is wrong
        with disk.locked(folder, (*FILES, *ledger.NAMES), seconds):
            draft = Draft(load(data_dir, basemap=basemap))
            before = draft.atlas
            yield draft
            contents = _bytes_of(draft.atlas)
            old = disk.held(folder, contents)
            past = {step.name: step.bytes() for step in draft.rewritten}
            if draft.by and old != contents:
                different = {name for name, data in contents.items() if old.get(name) != data}
                draft.step = ledger.next_step(folder, draft.by, before, contents, different)
                past[draft.step.name] = draft.step.bytes()
            if past:
                ledger.make_room(folder)
            written = disk.put(folder, {**contents, **past}, old=old)
            draft.paths = [path for path in written if path.parent == folder]


def tidy(data_dir: Path | str) -> list[Path]:
    """Bring every file back to its canonical form; the facts stay. Returns the files rewritten."""
    with transaction(data_dir, basemap=False) as draft:
        pass
    return draft.paths


def drift(data_dir: Path | str) -> list[Problem]:
    """Files that have left the canonical form, and how; broken files are left out. `Busy` as in `load`."""
    return drift_of(survey(data_dir, basemap=False))


def drift_of(found: Survey) -> list[Problem]:
    """The same of a reading: compared are the bytes that were read, not what the files hold by now."""
    told = {problem.place.file for problem in (*found.problems, *found.leftovers)}
    different = []
    for name, text in texts(found.atlas).items():
        place = Place(file=f"{found.atlas.folder}/{name}")
        written = found.written.get(name)
        if written is None or place.file in told or written == (canonical := text.encode("utf-8")):
            continue
        line = _first_difference(written.split(b"\n"), canonical.split(b"\n"))
        different.append(Problem(replace(place, line=line), "canonical.differs", rule="canonical"))
    return [*found.leftovers, *different]


def _first_difference(written: list[bytes], canonical: list[bytes]) -> int:
    pairs = zip(written, canonical, strict=False)
    return next((number for number, (a, b) in enumerate(pairs, start=1) if a != b), min(len(written), len(canonical)))


def _bytes_of(atlas: Atlas) -> dict[str, bytes]:
    return {name: text.encode("utf-8") for name, text in texts(atlas).items()}


def _refuse_if_changed(atlas: Atlas, folder: Path, contents: Mapping[str, bytes], old: Mapping[str, bytes]) -> None:
    """Somebody else's change since the atlas was read must not be lost."""
    for name, now in old.items():
        seen = (atlas.stamp or {}).get(os.path.realpath(folder / name))
        if seen is not None and now != contents[name] and disk.digest(now) != seen:
            raise Busy([Problem(Place(file=str(folder / name)), "file.changed", rule="file")])
