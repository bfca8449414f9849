"""The story of a check: read data/, run every rule, compare with the canonical form. Draws nothing, so it is light."""

from collections.abc import Callable
from pathlib import Path

from geo import store, validate
from geo.computed import enrich
from geo.errors import InvalidData, Problem, plain
from geo.model import Atlas

Step = Callable[[str], object]


def quiet(_: str) -> None:
    """Tell nobody."""


def checked(data_dir: Path, tell: Step = quiet) -> Atlas:
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


def read_and_check(data_dir: Path, tell: Step = quiet) -> tuple[Atlas, list[Problem]]:
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
        plain(f"{atlas.folder}/basemap", "is missing: no place can be checked or drawn without it", mend, "basemap")
    ]


def problems_of(data_dir: Path, *, fix: bool = False, tell: Step = quiet) -> list[Problem]:
    """Every problem of data/, files that left the canonical form included; with `fix` those are rewritten first."""
    _, problems = read_and_check(data_dir, tell)
    if fix and not problems:
        store.tidy(data_dir)
    tell("comparing with the canonical form")
    return problems + store.drift(data_dir)
