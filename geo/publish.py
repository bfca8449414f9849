"""Finished files to maps/ or where they were asked for: each is whole or not there at all."""

from collections.abc import Mapping
from pathlib import Path

from geo import disk
from geo.errors import CannotWrite, Problem, Said, nothing_written


@nothing_written()
def write(pages: Mapping[str, str | bytes], folder: Path) -> list[Path]:
    """Write pages (file name to text or bytes) into a folder, made if absent.

    Every text is first written beside its place and then renamed over it, so a crash leaves the old or the new one.

    Raises
    ------
    CannotWrite
        With the place and how to mend it; no half-written file is left.
    """
    contents = {name: text.encode() if isinstance(text, str) else text for name, text in pages.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        disk.put(folder, contents, slots=disk.own_slot, journal=None)
    except OSError as error:
        raise CannotWrite([_unwritable(disk.cannot_write(error, folder))]) from error
    except CannotWrite as error:
        raise CannotWrite(map(_unwritable, error.problems)) from error
    return [folder / name for name in pages]


def _unwritable(problem: Problem) -> Problem:
    """The same, with the one thing a person who builds maps can do about it."""
    return Problem(problem.place, "publish.unwritable", {"reason": Said(problem.key, problem.values)}, "write-maps")
