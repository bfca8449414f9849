"""tippecanoe: where it is, and one run of it, which cuts the tiles of some zooms."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from geo.extras import MissingPart
from geo.tiles.grid import DETAIL

EXTRA = "scale"
NAME = "tippecanoe"
LAYER = "places"
# Its own samplers and limits are switched off: what is on which tile is decided here. The order within a tile is kept.
EXACTLY = ("-r1", "-b0", "-pi", f"-d{DETAIL}", "--no-feature-limit", "--no-tile-size-limit", "--no-tile-stats")


def demand() -> str:
    """Where tippecanoe is.

    Raises
    ------
    MissingPart
        It is not installed; the message has the one command that brings it.
    """
    found = _found()
    if found is None:
        raise MissingPart(NAME, EXTRA)
    return found


def _found() -> str | None:
    beside = Path(sys.executable).parent
    return shutil.which(NAME, path=os.pathsep.join([str(beside), os.environ.get("PATH", "")]))


def cut_zooms(lines: Path, zooms: range, archive: Path) -> None:
    """Cut the tiles of some zooms.

    Parameters
    ----------
    lines
        GeoJSON features, one a line, in degrees; `tippecanoe.minzoom` is the first zoom a feature is drawn at.
    archive
        The PMTiles file to write.

    Raises
    ------
    MissingPart
        tippecanoe is not installed.
    OSError
        It failed; with what it said.
    """
    command = [demand(), "-q", "-f", "-o", archive, "-l", LAYER, f"-Z{zooms[0]}", f"-z{zooms[-1]}", *EXACTLY, "-t",
               archive.parent, lines]  # fmt: skip
    environment = {**os.environ, "TIPPECANOE_MAX_THREADS": "1"}
    done = subprocess.run(list(map(str, command)), env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"tippecanoe: {done.stderr.strip() or done.returncode}")
