"""The story of a start: the atlas that came with the program, copied to a folder of one's own."""

import shutil
import tempfile
from pathlib import Path

from geo import disk
from geo.errors import CannotWrite, Place, Problem
from geo.shipped import shipped
from geo.store import FILES


def copy_atlas(folder: Path) -> Path:
    """Copy data and ground into a folder that is not there yet; whole, or not at all.

    Raises
    ------
    CannotWrite
        The folder is there already, or cannot be made.
    """
    place = Place(file=str(folder))
    if folder.exists():
        raise CannotWrite([Problem(place, "start.there")])
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".start-") as beside:
            staged = Path(beside) / "data"
            shutil.copytree(shipped(), staged, ignore=_only_the_atlas)
            staged.rename(folder)
    except OSError as error:
        raise CannotWrite([disk.cannot_write(error, folder)]) from error
    return folder


def _only_the_atlas(folder: str, names: list[str]) -> set[str]:
    """What of a folder is not copied: at the top whatever is no file of the atlas, and how the ground was made."""
    if Path(folder) != shipped():
        return {"recipe"} & set(names)
    return set(names) - {*FILES, "basemap", "schema", "LICENCES.md"}
