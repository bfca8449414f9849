"""The story of a build: load, check, enrich, draw, write. Above the rooms, below the command line."""

from pathlib import Path

from geo import publish
from geo.checking import Step, checked, quiet
from geo.errors import nothing_written
from geo.render import page_text
from geo.vocabulary import Language


@nothing_written()
def build(data_dir: Path, maps_dir: Path, lang: Language | None = None, tell: Step = quiet) -> list[Path]:
    """Make every map: nothing is written until all is drawn.

    Returns
    -------
    list of Path
        The files written; the first is the one to open.
    """
    atlas = checked(data_dir, tell)
    tell("drawing")
    page = page_text(atlas, lang)
    tell("writing")
    return publish.write({"index.html": page}, maps_dir)
