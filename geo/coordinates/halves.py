"""One coordinate of a position: its units in order, its side, its degrees."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from geo.coordinates.items import Item
from geo.coordinates.notation import AXIS, UNITS
from geo.coordinates.reading import Refused

_MOST_WORDS = 3
_SIDES = "NSEW"


class Half(NamedTuple):
    """A coordinate in degrees, and how it was written.

    `axis` is lat, lon or "" where nothing says; `side` one of N S E W or ""; `letter` where its word is both east and
    west; `units` counts what was written, `marks` whether a unit's mark was.
    """

    degrees: float
    axis: str
    side: str
    letter: bool
    units: int
    figures: str


class _Written(NamedTuple):
    """The items of one coordinate, by what they are."""

    before: list[Item]
    sign: str
    numbers: list[Item]
    units: list[str]
    after: list[Item]


def halves(items: Sequence[Item]) -> list[Half]:
    """Every coordinate these items can be: more than one where a word has more than one sense.

    Raises
    ------
    Refused
        They are none: units out of order, a fraction before the last, two sides.
    """
    written = _sorted(items)
    sides = _sides(written)
    amounts = _packed(written, sides) or _amounts(written)
    size = in_degrees(amounts)
    is_bare = len(written.numbers) == 1 and not written.units[0]
    figures = ".".join(filter(None, written.numbers[0].digits)) if is_bare else ""
    return [
        Half(
            -size if written.sign == "-" or side in ("S", "W") else size,
            axis, side, letter, len(amounts), figures,
        )
        for axis, side, letter in sides
    ]  # fmt: skip


def _sorted(items: Sequence[Item]) -> _Written:
    written = _Written([], "", [], [], [])
    for item in items:
        unit = _unit(item, written)
        if item.kind == "number" and not written.after:
            written.numbers.append(item)
            written.units.append("")
        elif unit and written.numbers and not written.units[-1] and not written.after:
            written.units[-1] = unit
        elif item.kind == "sign" and not written.numbers and not written.sign:
            written = written._replace(sign=item.text)
        elif item.kind == "word" and not unit and len(written.before) + len(written.after) < _MOST_WORDS:
            (written.after if written.numbers else written.before).append(item)
        else:
            raise Refused("not_two_numbers") if item.kind == "number" else Refused("not_a_number", part=item.text)
    if not written.numbers:
        raise Refused("not_two_numbers")
    return written


def _unit(item: Item, written: _Written) -> str:
    """The unit an item names, if it does so here: `s` is south unless minutes stand before it."""
    if item.kind == "unit":
        return item.senses[0]
    if item.kind != "word" or item.binds or not written.numbers or written.units[-1] or written.after:
        return ""
    unit = next((sense for sense in item.senses if sense in UNITS), "")
    is_side = any(sense in AXIS for sense in item.senses)
    minutes_before = written.units[-2:-1] == ["min"]
    return unit if unit and (not is_side or (unit == "sec" and minutes_before)) else ""


def _sides(written: _Written) -> list[tuple[str, str, bool]]:
    """(axis, side, whether the word is both east and west) for each way the words agree with one another."""
    words = [*written.before, *written.after]
    senses = [[sense for sense in word.senses if sense in AXIS] for word in words]
    if not all(senses):
        raise Refused("not_a_number", part=words[senses.index([])].text)
    found = []
    for chosen in product(*senses):
        axes = {AXIS[sense] for sense in chosen}
        sides = [sense for sense in chosen if sense in _SIDES]
        labels = len(chosen) - len(sides)
        if len(axes) > 1 or labels > 1 or len(sides) + (written.sign == "-") > 1:
            continue
        letter = any(sense in "EW" and {"E", "W"} <= set(known) for sense, known in zip(chosen, senses, strict=True))
        found.append((next(iter(axes), ""), next(iter(sides), ""), letter))
    if not found:
        raise Refused("side_twice")
    return list(dict.fromkeys(found))


def _packed(written: _Written, sides: list[tuple[str, str, bool]]) -> list[float]:
    """Degrees, minutes and seconds of `411840N`; empty where it is no such thing."""
    number = written.numbers[0]
    whole, part = number.digits
    is_bare = len(written.numbers) == 1 and not written.units[0]
    if not is_bare or not 4 <= len(whole) <= 7 or not any(side for _, side, _ in sides):
        return []
    return packed(whole, part, len(whole) - (4 if len(whole) >= 6 else 2))


def packed(whole: str, part: str, degrees: int) -> list[float]:
    """Amounts of figures written without a gap, the first so many being degrees, the others two of each unit."""
    texts = [whole[:degrees], *(whole[at : at + 2] for at in range(degrees, len(whole), 2))]
    texts[-1] += f".{part or '0'}"
    amounts = [float(text) for text in texts]
    _below_sixty(amounts)
    return amounts


def _amounts(written: _Written) -> list[float]:
    """Degrees, minutes, seconds; as many as were written, each following the larger one."""
    if len(written.numbers) > len(UNITS):
        raise Refused("not_two_numbers")
    for expected, unit, number, at in zip(UNITS, written.units, written.numbers, range(3), strict=False):
        if unit not in ("", expected):
            raise Refused("not_two_numbers" if unit == "deg" else "unit_order")
        # without the mark of the larger unit a blank parts two numbers
        if at and not (written.units[at - 1] or number.gap or number.joined):
            raise Refused("unit_order")
        if at and len(number.digits[0]) > 2:
            raise Refused("not_two_numbers")
    if any(number.digits[1] for number in written.numbers[:-1]):
        raise Refused("fraction")
    amounts = [number.value for number in written.numbers]
    _below_sixty(amounts)
    return amounts


def in_degrees(amounts: Sequence[float]) -> float:
    """Degrees, minutes and seconds, as many as there are, in degrees; added in this order, as the page adds them."""
    size = 0.0
    for power, amount in enumerate(amounts):
        size += amount / 60**power
    return size


def _below_sixty(amounts: Sequence[float]) -> None:
    if any(amount >= 60 for amount in amounts[1:]):
        raise Refused("sixty")
