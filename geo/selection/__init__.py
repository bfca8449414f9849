"""The slice of an atlas that every output takes: one selection, whether typed, written in Python, or kept in a link.

Within one question any answer will do; between questions all must hold, as in the page's filters. A slice is an atlas
like any other: it goes to every map, figure, report and file.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from geo.door import let_in
from geo.model import LAYERS, Atlas
from geo.selection.answering import tests_of
from geo.selection.asked import BadSelection, Near, Slice, slice_of

__all__ = ["BadSelection", "Near", "Slice", "nothing_left", "part_of", "select", "slice_of"]


def select(atlas: Atlas, asked: Slice | None = None, **what: Any) -> Atlas:
    """The part of an atlas that answers some questions.

    Parameters
    ----------
    atlas
        Enriched first, so that what is nearest is asked of all; a bare one works too.
    asked
        A slice, or none.
    what
        The fields of `Slice`; a word or several: `select(atlas, sector="energy", status=["planned", "agreed"])`.
        `near` is an id, a position as text or (lon, lat), with `km` beside it.

    Returns
    -------
    Atlas
        The same frames with fewer rows, RangeIndex; observations of the indicators that are left. Sources,
        sectors, ground and synonyms stay: outputs show of them what is used. The argument is unchanged.

    Raises
    ------
    BadSelection
        A word is in no closed list, an id is not in the atlas, a date is none; all of them are named.
    InvalidData
        As `door.let_in`.
    """
    atlas = let_in(atlas)
    return part_of(atlas, slice_of(atlas, what, asked or Slice()))


def part_of(atlas: Atlas, wanted: Slice) -> Atlas:
    """The same for an atlas that has been let in, or was read and checked by us, and a slice made for it."""
    if not wanted:
        return atlas
    tests = tests_of(atlas, wanted)
    frames = {}
    for layer in LAYERS:
        frame = getattr(atlas, layer.name)
        kept = np.ones(len(frame), dtype=bool)
        for test in tests:
            kept &= test(layer, frame)
        frames[layer.name] = frame.loc[kept].reset_index(drop=True)
    observed = atlas.observations["indicator"].isin(frames["indicators"]["id"])
    return replace(atlas, **frames, observations=atlas.observations.loc[observed].reset_index(drop=True))


def nothing_left(atlas: Atlas) -> bool:
    """Whether a slice holds no feature."""
    return not any(len(frame) for frame in atlas.layers().values())
