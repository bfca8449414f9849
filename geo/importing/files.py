"""Files of a person's own: read whole, a Shapefile with what belongs to it; written whole or not at all."""

from collections.abc import Iterable
from pathlib import Path

from geo import disk
from geo.errors import CannotWrite, InvalidData, Place, Problem
from geo.importers.archive import packed

_BELONGING = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".SHP", ".SHX", ".DBF", ".PRJ", ".CPG")


def held(paths: Iterable[Path]) -> dict[str, bytes]:
    """Name → bytes of each file.

    Raises
    ------
    InvalidData
        Some cannot be read; every one is named.
    """
    found: dict[str, bytes] = {}
    problems = []
    for path in paths:
        try:
            found[str(path)] = _with_its_own(path) if path.suffix.lower() == ".shp" else path.read_bytes()
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            problems.append(Problem(Place(argument=str(path)), "import.cannot_read", {"reason": reason}, "import"))
    if problems:
        raise InvalidData(problems)
    return found


def _with_its_own(path: Path) -> bytes:
    """A Shapefile and the files beside it, as one archive."""
    files = {ending: path.with_suffix(ending) for ending in _BELONGING}
    return packed({f"layer{ending.lower()}": file.read_bytes() for ending, file in files.items() if file.exists()})


def free_name(path: Path) -> Path:
    """The path, or with a number behind it one where nothing stands."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_stem(f"{path.stem}-{number}")
    return found


def put(path: Path, data: bytes) -> None:
    """Write a file whole.

    Raises
    ------
    CannotWrite
        The folder takes nothing; what was there stays.
    """
    folder = path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        disk.put(folder, {path.name: data}, slots=disk.own_slot, journal=None)
    except OSError as error:
        raise CannotWrite([disk.cannot_write(error, folder)]) from error
