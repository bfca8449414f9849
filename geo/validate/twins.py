"""Which of many features that lie close together have almost the same name: near linear, however many at one place.

Two names are alike if the words of one are all in the other, or if of their pairs of letters three quarters are shared
(Dice 1945). Names that are alike share one of their rarest pairs or words, so only names that do are compared: the
prefix filter of Chaudhuri, Ganti and Kaushik (2006), A primitive operator for similarity joins in data cleaning.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
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
    names: Sequence[Sequence[Name]], cells: Sequence[Cell], near: Callable[[int, int], bool]
) -> Iterator[tuple[int, int]]:
    """For each of n things that has a twin before it, one such twin: (earlier, later), by their numbers.

    Parameters
    ----------
    names
        The names of each thing.
    cells
        Where each thing is: a group, and a cell of a grid so coarse that near things lie in it
        or in the cells round it.
    near
        Whether two things are close enough to be twins.
    """
    crowd = _crowd(cells)
    rank = Counter(gram for at in crowd for name in names[at] for gram in (*name.words, *name.pairs))
    index: dict[tuple[Cell, str, str], list[tuple[int, Name]]] = defaultdict(list)
    for at in crowd:
        found = (_twin(at, name, cells[at], index, rank, near) for name in names[at])
        if (twin := next((twin for twin in found if twin is not None), None)) is not None:
            yield twin, at
        for name in names[at]:
            for key in _keys(name, rank):
                index[cells[at], *key].append((at, name))


def _crowd(cells: Sequence[Cell]) -> list[int]:
    """The things that have another one in their cell or round it; in a map of many places that is a few."""
    filled = Counter(cells)
    return [at for at, cell in enumerate(cells) if filled[cell] > 1 or any(other in filled for other in _round(cell))]


def _round(cell: Cell) -> Iterator[Cell]:
    group, x, y = cell
    steps = (-1, 0, 1)
    return ((group, x + dx, y + dy) for dx in steps for dy in steps if dx or dy)


def _keys(name: Name, rank: Counter[str]) -> Iterator[tuple[str, str]]:
    """Under what a name is found: its rarest word, all its words, and its rarest pairs."""
    yield "rarest", min(name.words, key=lambda word: (rank[word], word))
    for word in name.words:
        yield "word", word
    for pair in _rare_pairs(name, rank):
        yield "pair", pair


def _rare_pairs(name: Name, rank: Counter[str]) -> list[str]:
    most = len(name.pairs) - math.ceil(_SHARED * len(name.pairs)) + 1
    return sorted(name.pairs, key=lambda pair: (rank[pair], pair))[:most]


def _twin(
    at: int,
    name: Name,
    cell: Cell,
    index: dict[tuple[Cell, str, str], list[tuple[int, Name]]],
    rank: Counter[str],
    near: Callable[[int, int], bool],
) -> int | None:
    """The number of an earlier thing near this one whose name is alike; looks where fewest are first."""
    rarest = min(name.words, key=lambda word: (rank[word], word))
    keys = [("word", rarest), *(("rarest", word) for word in name.words)]
    keys += [("pair", pair) for pair in _rare_pairs(name, rank)]
    lists = [index[place, *key] for place in (cell, *_round(cell)) for key in keys if (place, *key) in index]
    compared = 0
    for candidates in sorted(lists, key=len):
        for other, known in candidates:
            if other != at and alike(name, known) and near(other, at):
                return other
            compared += 1
            if compared >= MOST_COMPARED:
                return None
    return None
