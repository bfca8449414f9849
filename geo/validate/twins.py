"""Which of many features that lie close together have almost the same name: near linear, however many at one place.

Two names are alike if the words of one are all in the other, or if of their pairs of letters three quarters are shared
(Dice 1945). Names that are alike share one of their rarest pairs or words, so only names that do are compared: the
prefix filter of Chaudhuri, Ganti and Kaushik (2006), A primitive operator for similarity joins in data cleaning.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

ALIKE = 0.75
# Of two alike names the shorter has at least this share of the longer one's pairs, and so many are shared.
_SHARED = ALIKE / (2 - ALIKE)
# Names compared with one name at most: bounds the work where thousands of names at one place are built alike.
MOST_COMPARED = 100

Cell = tuple[Hashable, int, int]


class Name(NamedTuple):
    """A name as its words and its pairs of letters."""

    words: frozenset[str]
    pairs: frozenset[str]


def name_of(text: str) -> Name:
    """A name to be compared: case, blanks and punctuation do not count."""
    words = re.findall(r"\w+", text.casefold()) or [text.casefold()]
    return Name(frozenset(words), frozenset(pair for word in words for pair in _pairs(word)))


def _pairs(word: str) -> Iterator[str]:
    padded = f" {word} "
    return (padded[at : at + 2] for at in range(len(padded) - 1))


def alike(one: Name, other: Name) -> bool:
    """Whether two names are almost the same."""
    if one.words <= other.words or other.words <= one.words:
        return True
    return 2 * len(one.pairs & other.pairs) >= ALIKE * (len(one.pairs) + len(other.pairs))


def twins(
    names: Callable[[int], Sequence[Name]], cells: Sequence[Cell], near: Callable[[int, int], bool]
) -> Iterator[tuple[int, int]]:
    """For each of n things that has a twin before it, one such twin: (earlier, later), by their numbers.

    Parameters
    ----------
    names
        The names of a thing by its number; asked only of those that are close to another.
    cells
        Where each thing is: a group, and a cell of a grid so coarse that near things lie in it
        or in the cells round it.
    near
        Whether two things are close enough to be twins.
    """
    crowd = _crowd(cells, near)
    named = {at: names(at) for at in crowd}
    rank = Counter(gram for own in named.values() for name in own for gram in (*name.words, *name.pairs))
    index: dict[tuple[Cell, str, str], list[tuple[int, Name]]] = defaultdict(list)
    for at in crowd:
        keys = [(name, _Keys(name, rank)) for name in named[at]]
        places = [cells[at], *_round(cells[at])]
        found = (_twin(at, name, [index[key] for key in own.asked(places) if key in index], near) for name, own in keys)
        if (twin := next((twin for twin in found if twin is not None), None)) is not None:
            yield twin, at
        for name, own in keys:
            for key in own.kept(cells[at]):
                index[key].append((at, name))


def _crowd(cells: Sequence[Cell], near: Callable[[int, int], bool]) -> list[int]:
    """The things that have another one near them; in a map of many places that is a few."""
    members: dict[Cell, list[int]] = defaultdict(list)
    for at, cell in enumerate(cells):
        members[cell].append(at)

    def is_in_company(at: int, cell: Cell) -> bool:
        around = [members[place] for place in (cell, *_round(cell)) if place in members]
        if sum(map(len, around)) > MOST_COMPARED:
            return True
        return any(other != at and near(at, other) for others in around for other in others)

    return [at for at, cell in enumerate(cells) if is_in_company(at, cell)]


def _round(cell: Cell) -> Iterator[Cell]:
    group, x, y = cell
    steps = (-1, 0, 1)
    return ((group, x + dx, y + dy) for dx in steps for dy in steps if dx or dy)


class _Keys:
    """Under what a name is looked for, and found: its words, the rarest of them, and its rarest pairs of letters."""

    def __init__(self, name: Name, rank: Counter[str]) -> None:
        most = len(name.pairs) - math.ceil(_SHARED * len(name.pairs)) + 1
        self.pairs = sorted(name.pairs, key=lambda pair: (rank[pair], pair))[:most]
        self.words = name.words
        self.rarest = min(name.words, key=lambda word: (rank[word], word))

    def kept(self, place: Cell) -> Iterator[tuple[Cell, str, str]]:
        yield place, "rarest", self.rarest
        yield from ((place, "word", word) for word in self.words)
        yield from ((place, "pair", pair) for pair in self.pairs)

    def asked(self, places: Sequence[Cell]) -> Iterator[tuple[Cell, str, str]]:
        """Whose words hold all of these are under the rarest; whose words are among these, under one of them."""
        for place in places:
            yield place, "word", self.rarest
            yield from ((place, "rarest", word) for word in self.words)
            yield from ((place, "pair", pair) for pair in self.pairs)


def _twin(at: int, name: Name, lists: list[list[tuple[int, Name]]], near: Callable[[int, int], bool]) -> int | None:
    """The number of an earlier thing near this one whose name is alike; looks where fewest are first."""
    fewest_first = sorted(lists, key=len)
    for other, known in islice(chain.from_iterable(fewest_first), MOST_COMPARED):
        if other != at and alike(name, known) and near(other, at):
            return other
    return None
