"""Names beside what they name: none over another, over a mark or across the edge; what finds no room gets a number.

Each name tries eight places at three distances and takes the best that is free. A number is so small that it finds
room further out; where even that fails it stands in the mark itself.
"""

from collections.abc import Iterator, Sequence
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
FAR_DISTANCES = (2.0, 8.0, 16.0, 28.0, 42.0, 60.0)
# Right and left are read first, then above and below, then the corners.
DIRECTIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
PAD = 1.2
LEADER_FROM = 7.0
# What a name would cover, in distances it goes to avoid that.
_COVERED = 1.5


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
    def leader(self) -> tuple[float, float, float, float] | None:
        """A line from what is named to its name, where the two are apart."""
        x = min(max(self.anchor.x, self.box.x), self.box.right)
        y = min(max(self.anchor.y, self.box.y), self.box.bottom)
        dx, dy = x - self.anchor.x, y - self.anchor.y
        far = float(np.hypot(dx, dy))
        if far - self.anchor.room < LEADER_FROM:
            return None
        part = self.anchor.room / far
        return self.anchor.x + dx * part, self.anchor.y + dy * part, x, y


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
        return self._put(wanted, tuple(lines), distances)

    def find_number(self, wanted: Wanted, number: int) -> Placed | None:
        """A place for a number in a name's stead."""
        small = wanted._replace(text=str(number), bold=True, size=SIZE - 0.6, is_inside=False)
        return self._put(small, (str(number),), NUMBER_DISTANCES, number)

    def _put(
        self, wanted: Wanted, lines: tuple[str, ...], distances: Sequence[float], number: int | None = None
    ) -> Placed | None:
        across = max(width(line, wanted.size, bold=wanted.bold) for line in lines) + 2 * PAD
        down = len(lines) * wanted.size * LINE + 2 * PAD - 1
        options = list(_options(wanted, across, down, distances))
        boxes = np.array([option[0] for option in options])
        cost = np.array([option[2] for option in options])
        cost[~self._free(boxes)] = np.inf
        cost += _COVERED * self._covered(boxes)
        best = int(np.argmin(cost))
        if not np.isfinite(cost[best]):
            return None
        west, north, east, south = boxes[best]
        box = Box(float(west), float(north), float(east - west), float(south - north))
        self.take(box)
        return Placed(wanted.key, lines, box, options[best][1], wanted.size, wanted.bold, number)

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
        if not len(self.courses):
            return np.zeros(len(boxes))
        low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        x, y = self.courses[((self.courses > low) & (self.courses < high)).all(axis=1)].T
        inside = (x[None] > boxes[:, 0:1]) & (x[None] < boxes[:, 2:3])
        inside &= (y[None] > boxes[:, 1:2]) & (y[None] < boxes[:, 3:4])
        covered: NDArray[np.float64] = inside.sum(axis=1).astype(float)
        return covered


def _options(
    wanted: Wanted, across: float, down: float, distances: Sequence[float]
) -> Iterator[tuple[tuple[float, float, float, float], Anchor, float]]:
    """Boxes a name may have, the point each is of, and what each costs."""
    for nth, anchor in enumerate(wanted.anchors):
        if wanted.is_inside:
            x, y = anchor.x - across / 2, anchor.y - down / 2
            yield (x, y, x + across, y + down), anchor, float(nth)
            continue
        for far in distances:
            for rank, (dx, dy) in enumerate(DIRECTIONS):
                slant = 0.75 if dx and dy else 1.0
                reach = (anchor.room + far) * slant
                x = anchor.x + dx * reach - (0 if dx > 0 else across if dx < 0 else across / 2)
                y = anchor.y + dy * reach - (0 if dy > 0 else down if dy < 0 else down / 2)
                yield (x, y, x + across, y + down), anchor, far + rank * 0.6 + nth * 1.5


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
