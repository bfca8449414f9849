"""Items → every position they can be: a cut between two coordinates, each read by itself."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geo.coordinates.halves import Half, halves
from geo.coordinates.items import Item, items, known, trimmed, without_height
from geo.coordinates.reading import Refused
from geo.coordinates.tokens import Token

# More items than any position has.
_MOST_ITEMS = 40
_NMEA = ("number", "separator", "word", "separator", "number", "separator", "word")


class Candidate(NamedTuple):
    """A position a text can be.

    `kind` is natural (as the text says, or latitude first where it says nothing), turned (longitude first though
    nothing says so) or letter (its word is both east and west). `figures` are the digits of the two numbers where
    each is a bare one.
    """

    lat: float
    lon: float
    how: tuple[str, ...]
    kind: str = "natural"
    marked: bool = False
    figures: tuple[str, str] = ("", "")


def candidates(tokens: Sequence[Token]) -> list[Candidate]:
    """Every position the tokens can be, whatever their decimal mark.

    Raises
    ------
    Refused
        None; says what is wrong with the likeliest way to cut them in two.
    """
    complaints: list[Refused] = []
    found: list[Candidate] = []
    if all(token.kind != "digits" for token in tokens):
        raise Refused("not_two_numbers")
    for mark in _decimal_marks(tokens):
        try:
            found += _read(tokens, mark)
        except Refused as refused:
            complaints.append(refused)
    if not found:
        raise _weightiest(complaints)
    return found


def _decimal_marks(tokens: Sequence[Token]) -> str:
    """The marks that may stand before a fraction here: a comma only where no point does."""
    between = {
        token.kind
        for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if before.kind == after.kind == "digits" and token.gap == after.gap == ""
    }
    return ".," if "," in between and "." not in between else "."


# What is wrong with figures is worth more than what is wrong with how they are parted.
_WEIGHT = (
    "one_number", "ambiguous_commas", "sixty", "fraction", "unit_order", "side_twice", "same_axis", "not_a_number",
)  # fmt: skip


def _weightiest(complaints: Sequence[Refused]) -> Refused:
    def weight(refused: Refused) -> int:
        key = refused.refusal.key
        return _WEIGHT.index(key) if key in _WEIGHT else len(_WEIGHT)

    return min(complaints, key=weight)


def _read(tokens: Sequence[Token], mark: str) -> list[Candidate]:
    found, has_height = without_height(trimmed(items(tokens, mark)))
    known(found)
    if len(found) > _MOST_ITEMS:
        raise Refused("not_two_numbers")
    found, axes = _without_heading(_without_nmea_commas(found))
    notes = ["decimal_comma"] * (mark == "," and any("," in item.text for item in found))
    notes_after = ["height"] * has_height
    cuts = _cuts(found)
    result: list[Candidate] = []
    complaints: list[Refused] = []
    for left, right, by in cuts:
        try:
            result += _pairs(left, right, by, mark, axes, (notes, notes_after))
        except Refused as refused:
            if _unevenness(left, right) == _unevenness(*cuts[0][:2]):
                complaints.append(refused)
    if not result:
        raise _weightiest(complaints) if complaints else Refused("not_two_numbers")
    return result


def _without_nmea_commas(found: list[Item]) -> list[Item]:
    """`4118.6,N,06916.8,E`: commas before letters part nothing."""
    if tuple(item.kind for item in found) != _NMEA:
        return found
    return [item for at, item in enumerate(found) if at not in (1, 5)]


def _without_heading(found: list[Item]) -> tuple[list[Item], str]:
    """`lat, lon: 41.31, 69.28`: the items after the heading, and which axis it names first."""
    heads = [item for item in found[:3] if item.kind == "word"]
    named = [next((sense for sense in item.senses if sense in ("lat", "lon")), "") for item in heads]
    length = 3 if len(found) > 3 and found[1].kind == "separator" else 2
    if len(heads) == 2 == len(set(named)) and all(named) and all(item.kind != "number" for item in found[:length]):
        return trimmed(found[length:]), named[0]
    return found, ""


Cut = tuple[list[Item], list[Item], str]


def _cuts(found: list[Item]) -> list[Cut]:
    """Where the first coordinate may end, the likeliest first: as many numbers on one side as on the other."""
    separators = [at for at, item in enumerate(found) if item.kind == "separator"]
    if len(separators) > 1:
        raise Refused("not_two_numbers")
    if separators:
        [at] = separators
        return [(found[:at], found[at + 1 :], found[at].text)]
    places = [at for at in range(1, len(found)) if _begins(found, at)]
    cells = [at for at in places if found[at].gap == "\t"]
    if len(cells) == 1:
        places = cells
    # a word between two numbers rather belongs to the one before it
    cuts = [(found[:at], found[at:], "") for at in reversed(places)]
    cuts = [(left, right, by) for left, right, by in cuts if _numbers(left) and _numbers(right)]
    return sorted(cuts, key=lambda cut: _unevenness(*cut[:2]))


def _unevenness(left: Sequence[Item], right: Sequence[Item]) -> int:
    return abs(_numbers(left) - _numbers(right))


def _begins(found: list[Item], at: int) -> bool:
    """Whether a coordinate may begin at an item: a sign, a word, or a number that is not tied to the one before."""
    item = found[at]
    if item.kind == "number":
        before = found[at - 1]
        return not item.joined and not before.binds and (bool(item.gap) or before.kind in ("word", "unit"))
    return item.kind in ("word", "sign")


def _numbers(part: Sequence[Item]) -> int:
    return sum(item.kind == "number" for item in part)


def _pairs(
    left: list[Item], right: list[Item], by: str, mark: str, axes: str, notes: tuple[list[str], list[str]]
) -> Iterator[Candidate]:
    if left[-1].binds:
        raise Refused("not_two_numbers")
    pairs = [(first, second) for first in halves(left) for second in halves(right)]
    _bare(left, right, by, mark)
    before = len(pairs)
    pairs = [(first, second) for first, second in pairs if not first.axis or first.axis != second.axis]
    if before and not pairs:
        raise Refused("same_axis")
    for first, second in pairs:
        yield from _positions(first, second, axes, notes)


def _bare(left: list[Item], right: list[Item], by: str, mark: str) -> None:
    """Refuse what may be one number: two bare ones with nothing between them but a comma or a blank.

    "41,69" is 41.69 to most people of the two countries, "41,069" and "41 069" may be thousands, "41 18.6" is one
    coordinate in degrees and minutes. A comma with a blank behind it is a separator to everybody: "41, 69" is read.
    """
    one, other = left[-1], right[0]
    if one.kind != "number" or other.kind != "number":
        return
    part, (other_whole, other_part) = one.digits[1], other.digits
    tight = by == "," and not other.gap
    thousands = len(other_whole) == 3 and not part
    if mark == "," and tight:
        raise Refused("ambiguous_commas")
    if tight and ((not part and not other_part) or thousands or (len(part) == 3 and not other_part)):
        raise Refused("one_number")
    alone = _numbers(left) == _numbers(right) == 1
    if not by and other.gap == " " and alone and not part and (thousands or float(other_whole) < 60):
        raise Refused("one_number")
    if not by and not _is_even(left, right):
        raise Refused("not_two_numbers")


def _is_even(left: list[Item], right: list[Item]) -> bool:
    """Whether figures without any mark or letter are as many on one side as on the other."""
    return _numbers(left) == _numbers(right) or any(item.kind in ("unit", "word") for item in (*left, *right))


def _positions(first: Half, second: Half, axes: str, notes: tuple[list[str], list[str]]) -> Iterator[Candidate]:
    marked = bool(first.axis or second.axis)
    is_turned = first.axis == "lon" or second.axis == "lat" or (not marked and axes == "lon")
    lat, lon = (second, first) if is_turned else (first, second)
    written = "letters" if first.side or second.side else "labels" if marked or axes else "latitude_first"
    rest = [*notes[0], *(["sexagesimal"] if max(first.units, second.units) > 1 else []), *notes[1]]
    figures = (lat.figures, lon.figures)
    kind = "letter" if first.letter or second.letter else "natural"
    yield Candidate(lat.degrees, lon.degrees, (written, *rest), kind, marked or bool(axes), figures)
    if not marked and not axes:
        turned = ("longitude_first", *rest)
        yield Candidate(lon.degrees, lat.degrees, turned, "turned", marked=False, figures=figures[::-1])
