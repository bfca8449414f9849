"""Atlas → files: canonical, under a lock, all or nothing."""

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from geo import disk
from geo.errors import Busy, CannotWrite, Problem, plain
from geo.frames import refuse_other_crs
from geo.model import Atlas
from geo.store.reading import load, read
from geo.store.text import FILES, texts

LOCK_SECONDS = 10.0


class Saved(NamedTuple):
    """The files rewritten, and the atlas as it now lies in them: go on from that one."""

    paths: list[Path]
    atlas: Atlas


@dataclass
class Draft:
    """An atlas being edited under the lock: set `atlas`; afterwards `paths` tells the files rewritten."""

    atlas: Atlas
    paths: list[Path] = field(default_factory=list)


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
    refuse_other_crs(atlas)
    folder = Path(data_dir)
    contents = texts(atlas)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite([plain(str(folder), f"cannot be made ({error.strerror})")]) from error
    with disk.locked(folder, FILES, seconds):
        _refuse_if_changed(atlas, folder, contents)
        paths = disk.put(folder, contents)
    return Saved(paths, replace(atlas, folder=os.fspath(data_dir), stamp=_stamp(folder, contents)))


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
    if not folder.is_dir():
        load(data_dir)  # says what is wrong
    with disk.locked(folder, FILES, seconds):
        draft = Draft(load(data_dir, basemap=basemap))
        yield draft
        draft.paths = disk.put(folder, texts(draft.atlas))


def tidy(data_dir: Path | str) -> list[Path]:
    """Bring every file back to its canonical form; the facts stay. Returns the files rewritten."""
    with transaction(data_dir, basemap=False) as draft:
        pass
    return draft.paths


def drift(data_dir: Path | str) -> list[Problem]:
    """Files that have left the canonical form, with the first line that differs; broken files are left out."""
    atlas, problems = read(data_dir, basemap=False)
    broken = {problem.place.file for problem in problems}
    found = []
    for name, text in texts(atlas).items():
        where = f"{atlas.folder}/{name}"
        path = Path(data_dir) / name
        if where in broken or not path.is_file():
            continue
        written = path.read_bytes()
        if written != text.encode("utf-8"):
            line = _first_difference(written.split(b"\n"), text.encode("utf-8").split(b"\n"))
            found.append(
                plain(
                    where,
                    f"has left the canonical form; line {line} is the first that differs",
                    "run: kzuz check --fix",
                    "canonical",
                )
            )
    return found


def _first_difference(written: list[bytes], canonical: list[bytes]) -> int:
    pairs = zip(written, canonical, strict=False)
    return next((number for number, (a, b) in enumerate(pairs, start=1) if a != b), min(len(written), len(canonical)))


def _stamp(folder: Path, contents: Mapping[str, str]) -> dict[str, str]:
    return {os.path.realpath(folder / name): disk.digest(text.encode("utf-8")) for name, text in contents.items()}


def _refuse_if_changed(atlas: Atlas, folder: Path, contents: Mapping[str, str]) -> None:
    """Somebody else's change since the atlas was read must not be lost."""
    for name, text in contents.items():
        path = folder / name
        seen = (atlas.stamp or {}).get(os.path.realpath(path))
        if seen is None or not path.exists():
            continue
        now = disk.digest(path.read_bytes())
        if now not in (seen, disk.digest(text.encode("utf-8"))):
            mend = "load again and repeat the change"
            raise Busy([plain(str(path), "was changed by another program since it was read", mend)])
