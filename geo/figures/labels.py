"""Names beside what they name: none over another, over a mark or across the edge; what finds no room gets a number.

Each name tries eight places at three distances and takes the best that is free. A number is so small that it finds
room further out; where even that fails it stands in the mark itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.figures.letters import LINE, width, wrapped
from geo.figures.projection import Box

SIZE = 8.6
ROOM = 112.0  # width of a line of a name
MOST_LINES = 3
DISTANCES = (2.0, 8.0, 16.0)
NUMBER_DISTANCES = (0.5, 4.0, 9.0, 16.0, 26.0, 38.0)
FURTHER = (*NUMBER_DISTANCES, 54.0, 76.0, 104.0, 140.0)
FAR_DISTANCES = (2.0, 8.0, 16.0, 28.0, 42.0, 60.0)
# Right and left are read first, then above and below, then the corners.
DIRECTIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
# The same as arrays, with how far to go in each and what part of a box lies before its point.
_WAYS = (
    np.array(DIRECTIONS, dtype=float),
    np.array([0.75 if across and down else 1.0 for across, down in DIRECTIONS]),
    np.array([[(1 - across) / 2, (1 - down) / 2] for across, down in DIRECTIONS]),
)
PAD = 1.2
LEADER_FROM = 7.0
# What a name would cover, in distances it goes to avoid that; so is a line to it over something else.
_COVERED = 1.5
_CROSSED = 60.0
_STEP = 1.5  # units between the points of a line to a name that others keep clear of


class Anchor(NamedTuple):
    """A point a name may stand beside, and how far what is drawn there reaches."""

    x: float
    y: float
    room: float


class Wanted(NamedTuple):
    """A name looking for a place, beside one of some points."""

    key: str
    text: str
    anchors: tuple[Anchor, ...]
    bold: bool = False
    size: float = SIZE
    room: float = ROOM
    # Of an area: the name lies on the point, not beside it.
    is_inside: bool = False
    # It is looked for from far: better apart from its point, with a line to it, than not at all.
    is_first: bool = False


Leader = tuple[float, float, float, float]  # a line, from what is named to its name


class Placed(NamedTuple):
    """A name or number in its place: its lines, their box, and the point it speaks of."""

    key: str
    lines: tuple[str, ...]
    box: Box
    anchor: Anchor
    size: float
    bold: bool
    number: int | None = None

    @property
    def leader(self) -> Leader | None:
        """A line from what is named to its name, where the two are apart."""
        return _leader(self.box, self.anchor)


def _leader(box: Box, anchor: Anchor) -> Leader | None:
    x = min(max(anchor.x, box.x), box.right)
    y = min(max(anchor.y, box.y), box.bottom)
    dx, dy = x - anchor.x, y - anchor.y
    far = float(np.hypot(dx, dy))
    if far - anchor.room < LEADER_FROM:
        return None
    part = anchor.room / far
    return anchor.x + dx * part, anchor.y + dy * part, x, y


@dataclass
class Room:
    """What is taken of a map, and the places found in it so far."""

    box: Box
    # Points of lines that a name had better not cover.
    courses: NDArray[np.float64]
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def take(self, box: Box, pad: float = 0.0) -> None:
        """Nothing else may stand here."""
        self.taken.append((box.x - pad, box.y - pad, box.right + pad, box.bottom + pad))

    def find(self, wanted: Wanted) -> Placed | None:
        """The best free place for a name, which is then taken."""
        lines = wrapped(wanted.text, wanted.room, wanted.size, bold=wanted.bold)
        if len(lines) > MOST_LINES:
            return None
        distances = (0.0,) if wanted.is_inside else FAR_DISTANCES if wanted.is_first else DISTANCES
        return self._put(wanted, tuple(lines), distances, is_last=wanted.is_first)

    def find_number(self, wanted: Wanted, number: int) -> Placed | None:
        """A place for a number in a name's stead."""
        small = wanted._replace(text=str(number), bold=True, size=SIZE - 0.6, is_inside=False)
        lines = (str(number),)
        return self._put(small, lines, NUMBER_DISTANCES, number) or self._put(
            small, lines, FURTHER, number, is_last=True
        )

    def _put(
        self,
        wanted: Wanted,
        lines: tuple[str, ...],
        distances: Sequence[float],
        number: int | None = None,
        *,
        is_last: bool = False,
    ) -> Placed | None:
        """The best place; one with a line over something else only where there is nothing left to try."""
        across = max(width(line, wanted.size, bold=wanted.bold) for line in lines) + 2 * PAD
        down = len(lines) * wanted.size * LINE + 2 * PAD - 1
        options = _options(wanted, across, down, distances)
        free = np.flatnonzero(self._free(options.boxes))
        if not len(free):
            return None
        boxes, cost = options.boxes[free], options.cost[free]
        cost += _COVERED * self._covered(boxes)
        anchors = [wanted.anchors[nth] for nth in options.nth[free]]
        best = self._uncrossed(boxes, anchors, cost, has_choice=len(wanted.anchors) > 1)
        if cost[best] >= _CROSSED and not is_last:
            return None
        box, anchor = _box(boxes[best]), anchors[best]
        self.take(box)
        if leader := _leader(box, anchor):
            n = max(2, int(np.hypot(leader[2] - leader[0], leader[3] - leader[1]) / _STEP))
            self.courses = np.concatenate([self.courses, np.linspace(leader[:2], leader[2:], n)])
        return Placed(wanted.key, lines, box, anchor, wanted.size, wanted.bold, number)

    def _uncrossed(
        self, boxes: NDArray[np.float64], anchors: Sequence[Anchor], cost: NDArray[np.float64], *, has_choice: bool
    ) -> int:
        """The best of some boxes; what a line to one would cross is added to its cost."""
        tried: set[int] = set()
        while (best := int(np.argmin(cost))) not in tried:
            tried.add(best)
            if leader := _leader(_box(boxes[best]), anchors[best]):
                cost[best] += _CROSSED * self._crossed(leader, anchors[best], has_choice=has_choice)
        return best

    def _crossed(self, leader: Leader, anchor: Anchor, *, has_choice: bool) -> int:
        """How much of what is taken a line runs over, but for what it comes from unless that may be another."""
        taken = np.array(self.taken).reshape(-1, 4)
        low, high = taken[:, :2], taken[:, 2:]
        if not has_choice:
            away = ((low > anchor[:2]) | (high < anchor[:2])).any(axis=1)
            low, high = low[away], high[away]
        start, way = np.array(leader[:2]), np.array(leader[2:]) - leader[:2]
        # Where it enters and leaves the span of each box, across and down; a way of none never does.
        way = np.where(way == 0, 1e-9, way)
        ends = np.stack([(low - start) / way, (high - start) / way])
        enters, leaves = ends.min(axis=0).max(axis=1), ends.max(axis=0).min(axis=1)
        return int(((enters < leaves) & (leaves > 0) & (enters < 1)).sum())

    def _free(self, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
        x, y = self.box.x + 2, self.box.y + 2
        free = (boxes[:, 0] >= x) & (boxes[:, 1] >= y)
        free &= (boxes[:, 2] <= self.box.right - 2) & (boxes[:, 3] <= self.box.bottom - 2)
        if self.taken:
            taken = np.array(self.taken)
            meets = (boxes[:, None, 0] < taken[None, :, 2]) & (boxes[:, None, 2] > taken[None, :, 0])
            meets &= (boxes[:, None, 1] < taken[None, :, 3]) & (boxes[:, None, 3] > taken[None, :, 1])
            free &= ~meets.any(axis=1)
        return free

    def _covered(self, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        if not len(self.courses) or not len(boxes):
            return np.zeros(len(boxes))
        low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        x, y = self.courses[((self.courses > low) & (self.courses < high)).all(axis=1)].T
        inside = (x[None] > boxes[:, 0:1]) & (x[None] < boxes[:, 2:3])
        inside &= (y[None] > boxes[:, 1:2]) & (y[None] < boxes[:, 3:4])
        covered: NDArray[np.float64] = inside.sum(axis=1).astype(float)
        return covered


def _box(edges: NDArray[np.float64]) -> Box:
    west, north, east, south = edges.tolist()
    return Box(west, north, east - west, south - north)


class _Options(NamedTuple):
    """Boxes a name may have, (n, 4): west, north, east, south; which of its points each is of, and what each costs."""

    boxes: NDArray[np.float64]
    nth: NDArray[np.int_]
    cost: NDArray[np.float64]


def _options(wanted: Wanted, across: float, down: float, distances: Sequence[float]) -> _Options:
    x, y, room = np.array(wanted.anchors).T[:, :, None, None]
    # By point, distance and direction.
    far = np.zeros((1, 1, 1)) if wanted.is_inside else np.array(distances)[None, :, None]
    way, slant, shift = (np.zeros((1, 2)), np.ones(1), np.full((1, 2), 0.5)) if wanted.is_inside else _WAYS
    reach = (room + far) * slant
    west = x + way[:, 0] * reach - across * shift[:, 0]
    north = y + way[:, 1] * reach - down * shift[:, 1]
    nth = np.arange(len(wanted.anchors))
    # Where it lies on its points the first of them is the best.
    cost = far + np.arange(len(slant)) * 0.6 + nth[:, None, None] * (1.0 if wanted.is_inside else 1.5)
    boxes = np.stack([west, north, west + across, north + down], axis=-1).reshape(-1, 4)
    return _Options(boxes, np.repeat(nth, cost[0].size), cost.ravel())


class Labels(NamedTuple):
    """Names and numbers in their places; keys of what has its number in its mark; the numbers, 1, 2, 3 …"""

    placed: tuple[Placed, ...]
    in_marks: dict[str, int]
    numbers: dict[str, int]


def place(room: Room, wanted: Sequence[Wanted]) -> Labels:
    """Every name of a list or a number for it, the first of the list first."""
    placed = [found for one in wanted if (found := room.find(one))]
    named = {found.key for found in placed}
    left = sorted((one for one in wanted if one.key not in named), key=_from_above)
    numbers = {one.key: number for number, one in enumerate(left, 1)}
    in_marks = {}
    for one in left:
        found = room.find_number(one, numbers[one.key])
        if found:
            placed.append(found)
        else:
            in_marks[one.key] = numbers[one.key]
    return Labels(tuple(placed), in_marks, numbers)


def _from_above(wanted: Wanted) -> tuple[float, float, str]:
    """Numbers run from left to right in bands from the top, so that one is soon found."""
    anchor = wanted.anchors[0]
    return (anchor.y // 60, anchor.x, wanted.key)
