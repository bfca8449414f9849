"""The story of a build: load, check, enrich, draw, write. Above the rooms, below the command line."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from geo import enrich, export, store, validate
from geo.i18n import message
from geo.model import Atlas
from geo.render import folium_map
from geo.vocabulary import Language, SectorId

Step = Callable[[str], object]


def _quiet(_: str) -> None:
    """Tell nobody."""


def checked(data_dir: Path, tell: Step = _quiet) -> Atlas:
    """Load data/ with its basemap, run every rule, add the computed columns.

    Raises
    ------
    InvalidData
        With every problem of every file and rule.
    """
    tell("reading")
    atlas, problems = store.read(data_dir)
    atlas = replace(atlas, basemap=store.load_basemap(data_dir))
    tell("checking")
    validate.check(atlas, problems)
    tell("computing")
    return enrich.enrich(atlas)


def build(data_dir: Path, maps_dir: Path, lang: Language = "en", tell: Step = _quiet) -> list[Path]:
    """Make every map: nothing is written until all is drawn.

    Returns
    -------
    list of Path
        The files written; the first is the one to open.
    """
    atlas = checked(data_dir, tell)
    tell("drawing")
    page = folium_map(atlas, lang).get_root().render()
    tell("writing")
    return export.write({"index.html": page}, maps_dir)


def embed(
    data_dir: Path, maps_dir: Path, lang: Language, sector: SectorId | None = None, tell: Step = _quiet
) -> tuple[Path, str]:
    """Make a small page of one sector, or of all, for other people's pages.

    Returns
    -------
    tuple of Path and str
        The file, and the iframe that shows it.
    """
    atlas = checked(data_dir, tell)
    tell("drawing")
    page = folium_map(atlas, lang, sector=sector, embed=True).get_root().render()
    name = f"embed-{sector or 'all'}-{lang}.html"
    tell("writing")
    [path] = export.write({name: page}, maps_dir)
    title = message("page.title", lang)
    if sector:
        title = f"{message(f'sector.{sector}', lang)} · {title}"
    return path, export.iframe(name, title, message("embed.open", lang))
