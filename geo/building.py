"""The story of a build: load, check, enrich, draw, write. Above the rooms, below the command line."""

from pathlib import Path

from geo import publish
from geo.checking import Step, checked, quiet
from geo.errors import nothing_written
from geo.i18n import message
from geo.render import page_text
from geo.vocabulary import Language, SectorId


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


@nothing_written()
def embed(
    data_dir: Path,
    maps_dir: Path,
    lang: Language,
    sector: SectorId | None = None,
    tell: Step = quiet,
    whole: str = "index.html",
) -> tuple[Path, str]:
    """Make a small page of one sector, or of all, for other people's pages. Arguments and errors as in `build`.

    Parameters
    ----------
    whole
        Address of the whole atlas, which the page links to: by its own folder's, where `build` writes it.

    Returns
    -------
    tuple of Path and str
        The file, and the iframe that shows it.
    """
    atlas = checked(data_dir, tell)
    tell("drawing")
    page = page_text(atlas, lang, sector=sector, embed=True, whole=whole)
    name = f"embed-{sector or 'all'}-{lang}.html"
    tell("writing")
    [path] = publish.write({name: page}, maps_dir)
    title = message("page.title", lang)
    if sector:
        title = f"{message(f'sector.{sector}', lang)} · {title}"
    return path, publish.iframe(name, title, message("embed.open", lang))
