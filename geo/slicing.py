"""The story of a slice: what somebody asked of an atlas, as options or as a link, and the part that answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from geo.checking import Step, checked, quiet
from geo.errors import Place, Problem
from geo.link import Linked, read_link
from geo.model import Atlas
from geo.selection import BadSelection, Slice, nothing_left, part_of, slice_of


@dataclass(frozen=True)
class Asked:
    """Questions as people type them (`selection.slice_of`), and a link of the page, whose questions they add to."""

    what: Mapping[str, Any] = field(default_factory=dict)
    link: str | None = None


class Sliced(NamedTuple):
    """The part of an atlas that answers, the slice it is, and how a link says a page of it looks."""

    atlas: Atlas
    asked: Slice
    linked: Linked


def taken(data_dir: Path, asked: Asked, tell: Step = quiet) -> Sliced:
    """The part of the atlas of a folder that was asked for.

    Raises
    ------
    InvalidData
        The data break rules.
    BadSelection
        Something cannot be asked, or nothing is left.
    """
    return sliced(checked(data_dir, tell), asked)


def sliced(atlas: Atlas, asked: Asked) -> Sliced:
    """The part of a checked atlas that was asked for.

    Raises
    ------
    BadSelection
        Something cannot be asked, or nothing is left.
    """
    linked = read_link(atlas, asked.link) if asked.link is not None else Linked(Slice(), None, "")
    wanted = slice_of(atlas, asked.what, linked.asked)
    part = part_of(atlas, wanted)
    if nothing_left(part):
        raise BadSelection([Problem(Place(), "select.nothing_left")])
    return Sliced(part, wanted, linked)
