"""Marks that would cover each other, moved apart as little as can be; crowds gathered, as on the page."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.figures.projection import Box

Floats = NDArray[np.float64]
_ROUNDS = 400
_GOLDEN = np.pi * (3 - np.sqrt(5))


# Moved further than this a mark is not seen to stand where it does, and crowds are gathered instead.
FARTHEST = 30.0
# So many within reach of one of them are a crowd.
REACH, LEAST = 26.0, 4
# Beyond this comparing each with each takes too long: those nearest each other are gathered on a grid first.
MOST = 600


class Seats(NamedTuple):
    """Where marks stand.

    Parameters
    ----------
    homes, places
        (m, 2) units: where each belongs and where it stands.
    members
        Which of the n marks each is: one, or those of a crowd.
    """

    homes: Floats
    places: Floats
    members: list[list[int]]


def seated(homes: Floats, rooms: Floats, crowd_room: float, box: Box) -> Seats:
    """Marks in places where none covers another; crowds gathered only where they would be moved too far."""
    alone = [[number] for number in range(len(homes))]
    if len(homes) <= MOST:
        places = spread(homes, rooms, box)
        if not len(homes) or np.hypot(*(places - homes).T).max() <= FARTHEST:
            return Seats(homes, places, alone)
    members = _gathered(homes)
    middles = np.array([homes[own].mean(axis=0) for own in members])
    sizes = np.array([crowd_room if len(own) > 1 else rooms[own[0]] for own in members])
    return Seats(middles, spread(middles, sizes, box), members)


def _gathered(homes: Floats) -> list[list[int]]:
    """Crowds, the thickest first, and the others alone, in the order of their first."""
    if len(homes) > MOST:
        cells = np.floor(homes / REACH).astype(int)
        _, owner = np.unique(cells, axis=0, return_inverse=True)
        return [np.flatnonzero(owner.ravel() == cell).tolist() for cell in range(owner.max() + 1)]
    near = np.hypot(*np.moveaxis(homes[:, None] - homes[None], 2, 0)) <= REACH
    left = np.ones(len(homes), dtype=bool)
    crowds = []
    while left.any():
        sizes = (near & left).sum(axis=1) * left
        first = int(np.argmax(sizes))
        if sizes[first] < LEAST:
            break
        own = np.flatnonzero(near[first] & left)
        crowds.append(own.tolist())
        left[own] = False
    return sorted([*crowds, *([number] for number in np.flatnonzero(left).tolist())])


def spread(homes: Floats, rooms: Floats, box: Box, gap: float = 1.0) -> Floats:
    """Where marks stand so that none covers another.

    Parameters
    ----------
    homes
        (n, 2) units: where each belongs.
    rooms
        (n,) units from the middle of each to its edge.
    box
        What none may leave.

    Returns
    -------
    (n, 2) units; the same every time. In a box too small for all of them some still touch.
    """
    n = len(homes)
    turn = np.arange(n) * _GOLDEN
    # Marks of one place must not push each other along one line, so each starts in a direction of its own.
    places = homes + 0.6 * np.sqrt(np.arange(n) % 37 + 1)[:, None] * np.column_stack([np.cos(turn), np.sin(turn)])
    apart = rooms[:, None] + rooms[None, :] + gap
    least = np.column_stack([box.x + rooms, box.y + rooms])
    most = np.column_stack([box.right - rooms, box.bottom - rooms])
    for round_ in range(_ROUNDS):
        push = _pushes(places, apart)
        if round_ and not push.any():
            break
        homewards = 0.02 * (homes - places) if round_ < _ROUNDS // 2 else 0.0
        places = np.clip(places + push + homewards, least, np.maximum(least, most))
    still = np.hypot(*(places - homes).T) < 1.5
    settled: Floats = np.where(still[:, None], homes, places) if not _touch(homes, places, still, apart) else places
    return settled


def _pushes(places: Floats, apart: Floats) -> Floats:
    """How far each is pushed by those too near it."""
    # Two arrays of n by n: half the time of one of n by n by 2, and this is what most of it goes to.
    dx, dy = (axis[:, None] - axis[None, :] for axis in places.T)
    distance = np.sqrt(dx * dx + dy * dy)
    np.fill_diagonal(distance, np.inf)
    lack = np.maximum(0.0, apart - distance)
    lack[lack < 0.05] = 0
    step = 0.5 * lack / np.maximum(distance, 1e-6)
    np.fill_diagonal(step, 0)
    return np.column_stack([(step * dx).sum(axis=1), (step * dy).sum(axis=1)])


def _touch(homes: Floats, places: Floats, still: NDArray[np.bool_], apart: Floats) -> bool:
    return bool(_pushes(np.where(still[:, None], homes, places), apart - 0.5).any())
