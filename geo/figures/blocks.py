"""Blocks of text and drawing below each other, in columns of one width."""

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Block(NamedTuple):
    """Something so many units high that draws itself from its upper left corner."""

    height: float
    draw: Callable[[float, float], str]
    # A heading does not stand at the foot of a column.
    is_heading: bool = False
    # Units above it, but for the first of a column.
    before: float = 0.0


class Flow(NamedTuple):
    """Blocks in their places from the upper left corner, how high they are together, and how many found room."""

    places: tuple[tuple[float, float], ...]
    height: float

    def drawn(self, blocks: Sequence[Block], x: float, y: float) -> str:
        """The blocks that found room, as SVG."""
        return "".join(block.draw(x + left, y + top) for block, (left, top) in zip(blocks, self.places, strict=False))


def flow(blocks: Sequence[Block], columns: int, column_width: float, most: float) -> Flow:
    """As many blocks as go into columns of at most so much height, the columns as even as they can be."""
    total = sum(block.height + block.before for block in blocks)
    least = (block.height + _following(blocks, number) for number, block in enumerate(blocks))
    height = min(most, max([total / columns, *least], default=0.0))
    while True:
        places = _filled(blocks, columns, column_width, height)
        if len(places) == len(blocks) or height >= most:
            ends = [top + block.height for block, (_, top) in zip(blocks, places, strict=False)]
            return Flow(tuple(places), max(ends, default=0.0))
        height = min(most, height + 4)


def _filled(blocks: Sequence[Block], columns: int, column_width: float, height: float) -> list[tuple[float, float]]:
    places: list[tuple[float, float]] = []
    column, top = 0, 0.0
    for number, block in enumerate(blocks):
        top += block.before if top else 0.0
        if top and top + block.height + _following(blocks, number) > height + 1e-6:
            column, top = column + 1, 0.0
        if column >= columns or top + block.height > height + 1e-6:
            break
        places.append((column * column_width, top))
        top += block.height
    return places


def _following(blocks: Sequence[Block], number: int) -> float:
    """How high what a heading may not be parted from is."""
    return blocks[number + 1].height if blocks[number].is_heading and number + 1 < len(blocks) else 0.0
