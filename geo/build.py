"""The story of a build: load, check, enrich, draw, write. Above the rooms, below the command line."""

from collections.abc import Callable
from pathlib import Path

from geo import export, store, validate
from geo.enrich import enrich
from geo.errors import InvalidData, Problem
from geo.i18n import message
from geo.model import Atlas
from geo.render.ahead import Draw, draw
from geo.render.drawing import page_text
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
    atlas, problems = read_and_check(data_dir, tell)
    if problems:
        raise InvalidData(problems)
    tell("computing")
    return enrich(atlas)


def read_and_check(data_dir: Path, tell: Step = _quiet) -> tuple[Atlas, list[Problem]]:
    """Read data/ and run every rule: the atlas of what is sound, and every problem.

    Where files have problems of their own the rules run on what was read; rules about the whole then wait.
    """
    tell("reading")
    atlas, problems = store.read(data_dir)
    problems += missing_basemap(atlas)
    tell("checking")
    return atlas, problems + validate.problems(atlas, part=bool(problems))


def missing_basemap(atlas: Atlas) -> list[Problem]:
    """Without its basemap an atlas cannot be checked for places, nor drawn: one Problem, or none."""
    if atlas.basemap is not None:
        return []
    mend = "restore the folder from the repository, or rebuild it with make basemap"
    return [
        Problem(f"{atlas.folder}/basemap", "is missing: no place can be checked or drawn without it", mend, "basemap")
    ]


def problems_of(data_dir: Path, *, fix: bool = False, tell: Step = _quiet) -> list[Problem]:
    """Every problem of data/, files that left the canonical form included; with `fix` those are rewritten first."""
    _, problems = read_and_check(data_dir, tell)
    if fix and not problems:
        store.tidy(data_dir)
    tell("comparing with the canonical form")
    return problems + store.drift(data_dir)


def build(
    data_dir: Path, maps_dir: Path, lang: Language | None = None, tell: Step = _quiet, folium: Draw = draw
) -> list[Path]:
    """Make every map: nothing is written until all is drawn.

    Parameters
    ----------
    folium
        Asks Folium for its part of a page; `geo.render.ahead` has it done in a second process.

    Returns
    -------
    list of Path
        The files written; the first is the one to open.
    """
    atlas = checked(data_dir, tell)
    tell("drawing")
    page = page_text(atlas, folium, lang)
    tell("writing")
    return export.write({"index.html": page}, maps_dir)


def embed(
    data_dir: Path,
    maps_dir: Path,
    lang: Language,
    sector: SectorId | None = None,
    tell: Step = _quiet,
    folium: Draw = draw,
) -> tuple[Path, str]:
    """Make a small page of one sector, or of all, for other people's pages. Arguments as in `build`.

    Returns
    -------
    tuple of Path and str
        The file, and the iframe that shows it.
    """
    atlas = checked(data_dir, tell)
    tell("drawing")
    page = page_text(atlas, folium, lang, sector=sector, embed=True)
    name = f"embed-{sector or 'all'}-{lang}.html"
    tell("writing")
    [path] = export.write({name: page}, maps_dir)
    title = message("page.title", lang)
    if sector:
        title = f"{message(f'sector.{sector}', lang)} · {title}"
    return path, export.iframe(name, title, message("embed.open", lang))
