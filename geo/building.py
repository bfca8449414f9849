"""The story of a build: load, check, enrich, draw, write. Above the rooms, below the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

from geo import publish
from geo.checking import Step, checked, quiet
from geo.errors import NOTHING_WRITTEN, AtlasError, Place, Problem, nothing_written
from geo.gallery import GALLERY, is_current, mark_of
from geo.model import Atlas
from geo.render import page_text
from geo.vocabulary import Language

if TYPE_CHECKING:
    from geo.gallery.drawing import Gallery


@nothing_written()
def build(
    data_dir: Path,
    maps_dir: Path,
    lang: Language | None = None,
    tell: Step = quiet,
    *,
    with_gallery: bool = False,
    at: str | None = None,
) -> list[Path]:
    """Make every map: nothing is written until all is drawn.

    Parameters
    ----------
    with_gallery
        Also `gallery.html` and what it shows, where the data or the program changed since it was made.
    at
        Address where the folder of the maps will be found on the web, for pages that are shared.

    Returns
    -------
    list of Path
        The files written that are to be opened; the first is the map.
    """
    base = "" if at is None else publish.folder_address(at)
    if base is None:
        raise AtlasError([Problem(Place(argument=f"--at {at}"), "address.folder")], NOTHING_WRITTEN)
    atlas = checked(data_dir, tell)
    tell("drawing")
    page = page_text(atlas, lang)
    shown = _gallery(atlas, maps_dir, lang or "en", base) if with_gallery else None
    tell("writing")
    pages: dict[str, str | bytes] = {"index.html": page}
    if shown:
        # Its page last: it names what it was made from, and shows what is there by then.
        publish.write(shown.files, maps_dir / GALLERY)
        pages["gallery.html"] = shown.page
    return publish.write(pages, maps_dir)


def _gallery(atlas: Atlas, maps_dir: Path, lang: Language, base: str) -> "Gallery | None":
    """The gallery; None where the one that is there would be the same: it takes ten times as long as the page."""
    mark = mark_of(atlas.stamp or {}, lang, base)
    if is_current(maps_dir / "gallery.html", mark):
        return None
    from geo.gallery.drawing import gallery

    return gallery(atlas, lang, base, mark)
