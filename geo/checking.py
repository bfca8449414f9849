"""The story of a check: read data/, run every rule, compare with the canonical form. Draws nothing, so it is light."""

from collections.abc import Callable
from pathlib import Path

from geo import store, validate
from geo.computed import measured
from geo.errors import InvalidData, Place, Problem
from geo.model import Atlas
from geo.store import Survey

Step = Callable[[str], object]


def quiet(_: str) -> None:
    """Tell nobody."""


def checked(data_dir: Path, tell: Step = quiet) -> Atlas:
    """Load data/ with its basemap, run every rule but those on wording, add the computed columns.

    Raises
    ------
    InvalidData
        With every problem of every file and rule.
    """
    found, problems = _survey_and_check(data_dir, tell, wording=False)
    if problems:
        raise InvalidData(problems)
    tell("computing")
    return measured(found.atlas)


def read_and_check(data_dir: Path, tell: Step = quiet) -> tuple[Atlas, list[Problem]]:
    """Read data/ and run every rule: the atlas of what is sound, and every problem.

    Where files have problems of their own the rules run on what was read; rules about the whole then wait.
    """
    found, problems = _survey_and_check(data_dir, tell)
    return found.atlas, problems


def _survey_and_check(data_dir: Path, tell: Step, *, wording: bool = True) -> tuple[Survey, list[Problem]]:
    tell("reading")
    found = store.survey(data_dir)
    # Where there is no folder, or nothing in it, that is said, and not that its basemap is missing too.
    problems = found.problems + (missing_basemap(found.atlas) if found.written else [])
    tell("checking")
    return found, problems + validate.problems(found.atlas, part=bool(problems), wording=wording)


def missing_basemap(atlas: Atlas) -> list[Problem]:
    """Without its basemap an atlas cannot be checked for places, nor drawn: one Problem, or none."""
    if atlas.basemap is not None:
        return []
    return [Problem(Place(file=f"{atlas.folder}/basemap"), "basemap.missing", rule="basemap")]


def problems_of(data_dir: Path, *, fix: bool = False, tell: Step = quiet) -> list[Problem]:
    """Every problem of data/, files that left the canonical form included; each file is read once.

    With `fix` those files are rewritten, if nothing else is wrong: they are read a second time, under the lock, to see
    that nobody changed them meanwhile.

    Raises
    ------
    Busy
        Another program kept changing the files, or changed one between check and fix.
    """
    found, problems = _survey_and_check(data_dir, tell)
    tell("comparing")
    drift = store.drift_of(found)
    if fix and drift and not problems:
        store.save(found.atlas, data_dir)
        return []
    return problems + drift
