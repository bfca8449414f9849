"""Bytes on disk: the one atomic writer, and the lock of a folder that several programs change.

New content is first written whole into hidden files beside the old ones and forced to disk. If more than one file
changes, a journal can name them; from then on the change is made, and whoever comes next finishes the renames.
So a crash at any moment leaves the old state or the new one.
"""

import contextlib
import errno
import hashlib
import json
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from geo.errors import AtlasError, Busy, CannotWrite, Place, Problem, Said

LOCK = ".lock"
JOURNAL = ".journal"
# A journal names a dozen files; what is longer was not written here.
LONGEST_JOURNAL = 100_000
_REASONS = {
    errno.ENOSPC: "disk.no_space",
    errno.EDQUOT: "disk.no_space",
    errno.EACCES: "disk.denied",
    errno.EPERM: "disk.denied",
    errno.EROFS: "disk.read_only",
    errno.EISDIR: "disk.folder_in_the_way",
    errno.ENOTDIR: "disk.file_in_the_way",
    errno.EEXIST: "disk.file_in_the_way",
    errno.ENAMETOOLONG: "disk.name_too_long",
}


class Slot(NamedTuple):
    """Where the new content of a file waits until it is complete, and where it goes then."""

    waits: Path
    goes: Path


Slots = Callable[[Path], Slot]


def shared_slot(path: Path) -> Slot:
    """A name that every program knows, so that the next one can finish: beside the file itself, even behind a link."""
    real = Path(os.path.realpath(path))
    return Slot(real.with_name(f".{real.name}.new"), real)


def own_slot(path: Path) -> Slot:
    """A name nobody else takes, for a folder without a lock; a link that stands there is replaced, not followed."""
    return Slot(path.with_name(f".{path.name}.{secrets.token_hex(4)}.new"), path)


@contextlib.contextmanager
def locked(folder: Path, names: Iterable[str], seconds: float) -> Iterator[None]:
    """Hold the folder's lock; what an earlier crash left behind is finished or cleared first.

    Raises
    ------
    Busy
        Another process held the lock for `seconds`.
    CannotWrite
        The folder cannot be written.
    AtlasError
        The journal cannot be read.
    """
    from filelock import FileLock, Timeout  # 10 ms that only writers need

    place = Place(file=str(folder))
    lock = FileLock(folder / LOCK)
    try:
        _try_to_open(folder / LOCK)  # filelock would go on trying for all of `seconds`
        lock.acquire(timeout=seconds)
    except Timeout:
        raise Busy([Problem(place, "disk.locked")]) from None
    except (OSError, NotImplementedError) as error:
        raise CannotWrite([cannot_write(error, folder)]) from error
    try:
        names = tuple(names)
        try:
            _finish(folder, names)
            for name in names:
                shared_slot(folder / name).waits.unlink(missing_ok=True)
        except OSError as error:
            raise CannotWrite([cannot_write(error, folder)]) from error
        yield
    finally:
        lock.release()


def _try_to_open(path: Path) -> None:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    os.close(os.open(path, flags, 0o644))


def pending(folder: Path) -> frozenset[str]:
    """Names of files whose new content is complete but not yet in place.

    Raises
    ------
    AtlasError
        The journal, or the folder itself, cannot be read.
    """
    path = folder / JOURNAL
    try:
        status = path.stat()
    except PermissionError:
        raise AtlasError([Problem(Place(file=str(folder)), "disk.no_entry")]) from None
    except OSError:
        return frozenset()
    try:
        if not stat.S_ISREG(status.st_mode) or status.st_size > LONGEST_JOURNAL:
            raise ValueError
        names = json.loads(path.read_text("utf-8"))
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError
        return frozenset(names)
    except FileNotFoundError:  # finished meanwhile
        return frozenset()
    except (OSError, ValueError, RecursionError):
        raise AtlasError([Problem(Place(file=str(path)), "disk.journal")]) from None


def current(folder: Path, name: str, waiting: frozenset[str]) -> Path:
    """The file that holds the present content of `name`."""
    path = folder / name
    waits = shared_slot(path).waits
    return waits if name in waiting and waits.exists() else path


def digest(data: bytes) -> str:
    """SHA-256, to tell whether a file is still the one that was read."""
    return hashlib.sha256(data).hexdigest()


def marks(folder: Path, names: Iterable[str]) -> tuple[tuple[int, int, int] | None, ...]:
    """What changes whenever one of the files is replaced or edited."""
    found: list[tuple[int, int, int] | None] = []
    for name in (*names, JOURNAL):
        try:
            status = (folder / name).stat()
            found.append((status.st_ino, status.st_mtime_ns, status.st_size))
        except OSError:
            found.append(None)
    return tuple(found)


def held(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """What the files hold now; one that is missing or no plain file is left out."""
    found = {}
    for name in names:
        with contextlib.suppress(OSError):
            if (folder / name).is_file():
                found[name] = (folder / name).read_bytes()
    return found


def put(
    folder: Path,
    contents: Mapping[str, bytes],
    *,
    old: Mapping[str, bytes] | None = None,
    slots: Slots = shared_slot,
    journal: str | None = JOURNAL,
) -> list[Path]:
    """Write the files whose bytes change; with a journal all of them or none.

    Parameters
    ----------
    contents
        New bytes by file name.
    old
        What the files hold now, if the caller has read it.
    slots
        Where each file waits: under names every program knows (the caller holds the lock), or under its own.
    journal
        Name of the file that tells the next program what to finish; None: each file by itself is whole.

    Returns
    -------
    list of Path
        The files rewritten.

    Raises
    ------
    CannotWrite
        The disk is full, or a file may not be written; everything is as it was.
    """
    old = held(folder, contents) if old is None else old
    waiting = {name: slots(folder / name) for name, data in contents.items() if old.get(name) != data}
    log = Slot(folder / f"{journal}.new", folder / journal) if journal and len(waiting) > 1 else None
    try:
        for name, slot in waiting.items():
            _write(slot.waits, contents[name])
            if slot.goes.exists():
                shutil.copymode(slot.goes, slot.waits)
        if log:
            _write(log.waits, json.dumps(sorted(waiting)).encode())
            log.waits.replace(log.goes)
            _sync(folder)
    except BaseException as error:
        _clear([*waiting.values(), *([log] if log else [])])
        if isinstance(error, OSError):
            raise CannotWrite([cannot_write(error, folder)]) from error
        raise
    _put_in_place(folder, list(waiting.values()), log)
    return [folder / name for name in waiting]


@contextlib.contextmanager
def staged(path: Path) -> Iterator[Path]:
    """A hidden file to be written in the block; behind it, whole and on disk, it takes the place of another.

    For what is too large to be held as bytes. Nobody else takes its name; if the block fails it is gone.

    Raises
    ------
    CannotWrite
        The disk is full, or the folder takes nothing.
    """
    slot = own_slot(path)
    try:
        yield slot.waits
        with slot.waits.open("rb") as file:
            os.fsync(file.fileno())
        slot.waits.replace(slot.goes)
        _sync(path.parent)
    except BaseException as error:
        _clear([slot])
        if isinstance(error, OSError):
            raise CannotWrite([cannot_write(error, path)]) from error
        raise


def clear_staged(folder: Path) -> None:
    """Take away what a writer that was killed left in a folder that nobody writes to now."""
    for path in folder.glob(".*.new"):
        path.unlink(missing_ok=True)


def _put_in_place(folder: Path, waiting: list[Slot], log: Slot | None) -> None:
    try:
        for slot in waiting:
            slot.waits.replace(slot.goes)
        _sync(folder)
        if log:
            log.goes.unlink(missing_ok=True)
    except OSError as error:
        if log:  # the change is made, only not yet seen
            raise CannotWrite([cannot_write(error, folder)], Said("outcome.kept")) from error
        _clear(waiting)
        raise CannotWrite([cannot_write(error, folder)]) from error


def _clear(slots: Iterable[Slot]) -> None:
    for slot in slots:
        with contextlib.suppress(OSError):
            slot.waits.unlink(missing_ok=True)


def _finish(folder: Path, names: Iterable[str]) -> None:
    """Put in place what a crashed writer had already made complete; names of other files are not touched."""
    waiting = pending(folder).intersection(names)
    for name in waiting:
        slot = shared_slot(folder / name)
        with contextlib.suppress(FileNotFoundError):  # that one was in place already
            slot.waits.replace(slot.goes)
    if waiting:
        _sync(folder)
    (folder / JOURNAL).unlink(missing_ok=True)
    (folder / f"{JOURNAL}.new").unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Force the renames themselves to disk, where the system can (not on Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def cannot_write(error: Exception, path: Path) -> Problem:
    """What the system says of a file or folder that cannot be written, and where."""
    if isinstance(error, OSError):
        where = str(error.filename or path)
        key = _REASONS.get(error.errno or 0, "disk.cannot_write")
        return Problem(Place(file=where), key, {"reason": error.strerror or str(error)})
    return Problem(Place(file=str(path)), "disk.cannot_write", {"reason": str(error)})
