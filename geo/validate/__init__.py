"""Rules over an Atlas: each yields Problems, none changes anything.

A rule is a function with `@rule(id, mend)` in one of the modules below; importing them fills `RULES`.
Rules that ask where something lies need `atlas.basemap`; without it they find nothing.
"""

from collections.abc import Iterable

from geo.errors import InvalidData, Problem
from geo.frames import refuse_other_crs
from geo.model import Atlas
from geo.validate import crossings, identity, lines, places, references, texts, times  # noqa: F401 - they fill RULES
from geo.validate.rule import RULES, Rule, view

__all__ = ["RULES", "Rule", "check", "problems"]


def problems(atlas: Atlas, *, part: bool = False) -> list[Problem]:
    """Everything every rule finds, in the order of the rules.

    Parameters
    ----------
    part
        Some of the atlas could not be read: leave out the rules that only a whole one can answer.

    Raises
    ------
    InvalidData
        A layer is not in EPSG:4326: no rule could say anything true of it.
    """
    refuse_other_crs(atlas)
    seen = view(atlas)
    return [problem for rule in RULES if not (part and rule.whole) for problem in rule.problems(seen)]


def check(atlas: Atlas, found: Iterable[Problem] = ()) -> None:
    """Refuse an atlas that breaks a rule.

    Parameters
    ----------
    found
        Problems of `store.read`, to be told together with those of the rules.

    Raises
    ------
    InvalidData
        With every problem.
    """
    known = list(found)
    every = [*known, *problems(atlas, part=bool(known))]
    if every:
        raise InvalidData(every)
