"""Lines and rings that share their course, cut into arcs, so that each stretch crosses to a page once.

What TopoJSON does, for integers: a common border belongs to two countries, to their regions and to the borders drawn.
Its libraries compare geometries pair by pair, which takes longer than all the rest of a build.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

Point = tuple[int, int]


def cut(lines: Sequence[Sequence[Point]]) -> tuple[list[list[Point]], list[list[int]]]:
    """Cut lines where they meet, part or end.

    Parameters
    ----------
    lines
        n lines of two points or more; of a ring the last point is the first.

    Returns
    -------
    arcs
        Each stretch once, in the direction in which it is smaller.
    numbers
        For each line its arcs in order, by number; ~i is arc i backwards. A ring may begin at another of its points.
    """
    nodes = _nodes(lines)
    known: dict[tuple[Point, ...], int] = {}
    numbers = [[_number(arc, known) for arc in _stretches(line, nodes)] for line in lines]
    return [list(arc) for arc in known], numbers


def packed(points: Iterable[Point]) -> list[int]:
    """Points as `[x, y, dx, dy, …]`."""
    steps = chain(((0, 0),), points)
    return [step for (x, y), (to_x, to_y) in pairwise(steps) for step in (to_x - x, to_y - y)]


def _nodes(lines: Sequence[Sequence[Point]]) -> set[Point]:
    """Points at which a line ends, or from which lines go on to more than two others."""
    beside: dict[Point, set[Point]] = {}
    for one, other in chain.from_iterable(map(pairwise, lines)):
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    ends = {end for line in lines if line[0] != line[-1] for end in (line[0], line[-1])}
    return ends | {point for point, others in beside.items() if len(others) > 2}


def _stretches(line: Sequence[Point], nodes: set[Point]) -> Iterator[tuple[Point, ...]]:
    if line[0] == line[-1]:
        # A ring without a node begins where any other copy of it does.
        start = next((place for place, point in enumerate(line) if point in nodes), line.index(min(line)))
        line = [*line[start:-1], *line[: start + 1]]
    begin = 0
    for place in range(1, len(line)):
        if line[place] in nodes or place == len(line) - 1:
            yield tuple(line[begin : place + 1])
            begin = place


def _number(arc: tuple[Point, ...], known: dict[tuple[Point, ...], int]) -> int:
    back = arc[::-1]
    return known.setdefault(arc, len(known)) if arc <= back else ~known.setdefault(back, len(known))
