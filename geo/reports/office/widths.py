"""Widths of the columns of a table in which no word is broken."""

from collections.abc import Sequence


def wide_enough(widths: Sequence[float], least: Sequence[float]) -> tuple[float, ...]:
    """Shares of a width, each no less than it needs as far as there is room: columns that can spare some give it.

    >>> wide_enough([0.5, 0.5], [0.6, 0.1])
    (0.6, 0.4)
    """
    both = list(zip(widths, least, strict=True))
    lack = sum(max(0.0, need - width) for width, need in both)
    spare = sum(max(0.0, width - need) for width, need in both)
    part = min(1.0, spare / lack) if lack else 0.0
    given = part * lack / spare if spare else 0.0
    return tuple(width + (need - width) * (part if need > width else given) for width, need in both)
