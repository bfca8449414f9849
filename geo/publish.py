"""Finished files to maps/ or where they were asked for: each is whole or not there at all."""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from geo import disk
from geo.errors import CannotWrite, Problem, Said, nothing_written

# A folder has no question and no place in it; white space and these marks no address has.
_ADDRESS = re.compile(r"""[^\s?#<>"]+""")


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


def placed(out: Path | None, name: str) -> Path:
    """Where a file goes: to the file or into the folder that was asked for; where the command runs if neither was."""
    if out is None:
        return Path(name)
    return out / name if out.is_dir() else out


def folder_address(text: str) -> str | None:
    """The web address of a folder, ending in a slash; None if it is none.

    >>> folder_address("https://report.example/maps")
    'https://report.example/maps/'
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc or not _ADDRESS.fullmatch(text):
        return None
    return text if text.endswith("/") else f"{text}/"


def _unwritable(problem: Problem) -> Problem:
    """The same, with the one thing a person who builds maps can do about it."""
    return Problem(problem.place, "publish.unwritable", {"reason": Said(problem.key, problem.values)}, "write-maps")
