"""The bytes of every file of data/ at one moment, whoever writes meanwhile."""

import os
import stat
import time
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from geo import disk
from geo.errors import Busy, Place, Problem

# Reading the bytes takes milliseconds; a writer that comes between each time is waited for a little longer each time.
READS = 5
PAUSE_S = 0.05
# Without these an atlas is whole: words for search, what has been withdrawn, and translations of phrases.
OPTIONAL = frozenset(("synonyms.json", "withdrawn.json", "phrases.json"))
_MISSING = {".geojson": "file.missing_layer", ".json": "file.missing_list", ".csv": "file.missing_table"}


class Refused(ValueError):
    """A file that cannot be read at all."""

    def __init__(self, place: Place, key: str, **values: str | int) -> None:
        self.problem = Problem(place, key, values, "file")
        self.is_missing = key in _MISSING.values()
        super().__init__(key)


class Snapshot(NamedTuple):
    """What each file held, and a Problem for each that could not be read."""

    written: dict[str, bytes]
    problems: list[Problem]


def snapshot(folder: Path, names: Sequence[str], label: str) -> Snapshot:
    """Read the named files of a folder; the state is that of one moment.

    Raises
    ------
    Busy
        Another program changed a file during each of `READS` readings.
    AtlasError
        The journal, or the folder itself, cannot be read.
    """
    for turn in range(READS):
        before = disk.marks(folder, names)
        taken = _once(folder, names, label)
        if disk.marks(folder, names) == before:
            return taken
        time.sleep(PAUSE_S * turn)
    raise Busy([Problem(Place(file=label), "file.changing", rule="file")])


def _once(folder: Path, names: Sequence[str], label: str) -> Snapshot:
    waiting = disk.pending(folder)
    taken = Snapshot({}, [])
    for name in names:
        try:
            taken.written[name] = read_bytes(disk.current(folder, name, waiting), Place(file=f"{label}/{name}"))
        except Refused as refused:
            if name not in OPTIONAL or not refused.is_missing:
                taken.problems.append(refused.problem)
    return taken


def read_bytes(path: Path, place: Place) -> bytes:
    """The bytes of a plain file, however many: memory is the only bound.

    Raises
    ------
    Refused
        Missing, a folder, not a plain file, unreadable.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Refused(place, "file.folder")
        if not stat.S_ISREG(mode):
            raise Refused(place, "file.not_plain")
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused(place, _MISSING[PurePath(place.file).suffix]) from None
    except PermissionError:
        raise Refused(place, "file.denied") from None
    except OSError as error:
        raise Refused(place, "file.unreadable", reason=os.strerror(error.errno or 0)) from None
