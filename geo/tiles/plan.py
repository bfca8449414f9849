"""How many places each zoom shows, and who is among them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

# The fields by which rare places are told from frequent ones.
GROUPED_BY = ("admin1", "sector", "status")
FIRST = 3  # the zoom a page opens at on a phone
LAST = 8  # up to LARGE places: all are there when a region fills the screen
LARGE = 2_000_000
# Up to so many places all tiles are cut at once: parts would take longer to begin than to cut.
AT_ONCE = 100_000
# Places on all tiles of zoom 5, at which both countries fill a screen; and how many times as many a zoom further.
AT_FIVE, GROWTH = 30_000, 3
Group = tuple[str, ...]


class Plan(NamedTuple):
    """Which zooms there are, and the sample of each.

    Parameters
    ----------
    n
        How many places there are.
    first, parent, last
        Zooms: the first, that of the large tiles which are cut by themselves, the last.
    drawn
        How many places the tiles of each zoom hold, from `first` on: of a sample at most by a few.
    shares
        For each group the chance of its places to be drawn at each zoom, from `first` on, at the last 1.
    """

    n: int
    first: int
    parent: int
    last: int
    drawn: tuple[int, ...]
    shares: Mapping[Group, tuple[float, ...]]

    @property
    def zooms(self) -> range:
        """All zooms."""
        return range(self.first, self.last + 1)


def planned(counts: Mapping[Group, int]) -> Plan:
    """The plan for places of which there are so many in each group of `GROUPED_BY`.

    A group's part of a sample goes by the root of its number, so that what is rare is seen far out too.
    """
    n = sum(counts.values())
    last = LAST
    while n > LARGE * 4 ** (last - LAST):
        last += 1
    parent = FIRST if n <= AT_ONCE else min(6, last - 3)
    samples = [min(n, round(AT_FIVE * GROWTH ** (zoom - 5))) for zoom in range(FIRST, last)]
    sizes = np.array([*counts.values()], float)
    shares = [_shares(sizes, 1 / np.sqrt(sizes), wanted) for wanted in (*samples, n)]
    return Plan(
        n, FIRST, parent, last, (*samples, n), dict(zip(counts, map(tuple, np.transpose(shares).tolist()), strict=True))
    )


def _shares(sizes: NDArray[Any], weights: NDArray[Any], wanted: int) -> NDArray[Any]:
    """The chance of each group: in proportion to its weight, none above 1, so many places in all."""
    if wanted >= sizes.sum():
        return np.ones(len(sizes))
    low, high = 0.0, 1 / weights.min()
    for _ in range(60):
        middle = (low + high) / 2
        if (sizes * np.minimum(1, middle * weights)).sum() < wanted:
            low = middle
        else:
            high = middle
    return np.asarray(np.minimum(1, high * weights))


def drawn_from(frame: pd.DataFrame, plan: Plan) -> NDArray[np.int8]:
    """The zoom from which each of n places is drawn.

    Chance is a hash of its id: the same places every time, whatever partition they are in.
    """
    chance = pd.util.hash_array(frame["id"].to_numpy(dtype=object), categorize=False) / 2**64
    groups = pd.MultiIndex.from_frame(frame[list(GROUPED_BY)])
    codes, known = groups.factorize()
    # A group that nobody counted is drawn at the last zoom alone.
    alone = (*(0.0,) * (len(plan.zooms) - 1), 1.0)
    shares = np.array([plan.shares.get(tuple(group), alone) for group in known]).reshape(-1, len(plan.zooms))
    hidden = (chance[:, None] >= shares[codes]).sum(axis=1)
    return np.asarray(plan.first + np.minimum(hidden, len(plan.zooms) - 1), np.int8)
