"""Folders of data for tests of the editor: what it may change is a copy, the background is the one of the project."""

import shutil
from pathlib import Path

from factories import ROOT

DATA = ROOT / "data"


def copied(to: Path) -> Path:
    """A folder of its own with the data as shipped."""
    shutil.copytree(DATA, to, ignore=shutil.ignore_patterns("basemap", "schema", ".history"))
    (to / "basemap").symlink_to(DATA / "basemap")
    return to
