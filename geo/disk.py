"""Bytes on disk: one lock, all files or none.

A change is first written whole into hidden files beside the old ones and forced to disk. If more than one file
changes, a journal names them; from then on the change is made, and whoever comes next finishes the renames.
So a crash at any moment leaves the old state or the new one.
"""

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from geo.errors import AtlasError, Busy, CannotWrite, Said, plain

LOCK = ".lock"
JOURNAL = ".journal"


def fresh(path: Path) -> Path:
    """Where the new content of a file waits until it is complete; beside the file itself, even behind a link."""
    real = Path(os.path.realpath(path))
    return real.with_name(f".{real.name}.new")


@contextlib.contextmanager
def locked(folder: Path, names: Iterable[str], seconds: float) -> Iterator[None]:
    """Hold the folder's lock; what an earlier crash left behind is finished or cleared first.

    Raises
    ------
    Busy
        Another process held the lock for `seconds`.
    AtlasError
        The folder cannot be written.
    """
    from filelock import FileLock, Timeout  # 10 ms that only writers need

    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=seconds)
    except Timeout:
        raise Busy([plain(str(folder), "is being changed by another program", "try again in a moment")]) from None
    except OSError as error:
        raise CannotWrite([plain(str(folder), f"cannot be written ({_reason(error)})")]) from error
    try:
        names = tuple(names)
        try:
            _finish(folder, names)
            for name in names:
                fresh(folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise CannotWrite([plain(str(folder), f"cannot be written ({_reason(error)})")]) from error
        yield
    finally:
        lock.release()


def pending(folder: Path) -> frozenset[str]:
    """Names of files whose new content is complete but not yet in place."""
    try:
        return frozenset(json.loads((folder / JOURNAL).read_text("utf-8")))
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError, TypeError) as error:
        raise AtlasError([plain(str(folder / JOURNAL), f"cannot be read ({error})", "remove it to go on")]) from error


def current(folder: Path, name: str, waiting: frozenset[str]) -> Path:
    """The file that holds the present content of `name`."""
    path = folder / name
    return fresh(path) if name in waiting and fresh(path).exists() else path


def digest(data: bytes) -> str:
    """SHA-256, to tell whether a file is still the one that was read."""
    return hashlib.sha256(data).hexdigest()


def marks(folder: Path, names: Iterable[str]) -> tuple[tuple[int, int, int] | None, ...]:
    """What changes whenever one of the files is replaced or edited."""
    found: list[tuple[int, int, int] | None] = []
    for name in (*names, JOURNAL):
        try:
            stat = (folder / name).stat()
            found.append((stat.st_ino, stat.st_mtime_ns, stat.st_size))
        except OSError:
            found.append(None)
    return tuple(found)


def put(folder: Path, contents: Mapping[str, str]) -> list[Path]:
    """Write the files whose bytes change: all of them or none. The caller holds the lock.

    Returns
    -------
    list of Path
        The files rewritten.

    Raises
    ------
    AtlasError
        The disk is full, or a file may not be written; everything is as it was.
    """
    encoded = {name: text.encode("utf-8") for name, text in contents.items()}
    changed = {name: data for name, data in encoded.items() if not _holds(folder / name, data)}
    try:
        for name, data in changed.items():
            _write(fresh(folder / name), data)
            if (folder / name).exists():
                shutil.copymode(folder / name, fresh(folder / name))
        if len(changed) > 1:
            _write(fresh(folder / JOURNAL), json.dumps(sorted(changed)).encode())
            fresh(folder / JOURNAL).replace(folder / JOURNAL)
            _sync(folder)
    except BaseException as error:
        for name in (*changed, JOURNAL):
            with contextlib.suppress(OSError):
                fresh(folder / name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise CannotWrite([plain(str(error.filename or folder), _reason(error))]) from error
        raise
    try:
        for name in changed:
            fresh(folder / name).replace(os.path.realpath(folder / name))
        _sync(folder)
        (folder / JOURNAL).unlink(missing_ok=True)
    except OSError as error:
        if len(changed) == 1:
            fresh(folder / next(iter(changed))).unlink(missing_ok=True)
            raise CannotWrite([plain(str(folder), _reason(error))]) from error
        raise CannotWrite([plain(str(folder), _reason(error))], Said("outcome.kept")) from error
    return [folder / name for name in changed]


def _finish(folder: Path, names: Iterable[str]) -> None:
    """Put in place what a crashed writer had already made complete."""
    waiting = pending(folder).intersection(names)
    for name in waiting:
        with contextlib.suppress(FileNotFoundError):  # that one was in place already
            fresh(folder / name).replace(os.path.realpath(folder / name))
    if waiting:
        _sync(folder)
    (folder / JOURNAL).unlink(missing_ok=True)
    fresh(folder / JOURNAL).unlink(missing_ok=True)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


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


def _reason(error: OSError) -> str:
    return {28: "no space left on the disk", 13: "permission denied", 30: "the disk is read-only"}.get(
        error.errno or 0, error.strerror or str(error)
    )
