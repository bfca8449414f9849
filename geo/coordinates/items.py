"""Tokens → what the grammar works on: numbers, units, words with their senses, signs, separators."""

from collections.abc import Sequence
from typing import NamedTuple

from geo.coordinates.notation import LONGEST_PHRASE, phrases
from geo.coordinates.reading import Refused
from geo.coordinates.tokens import Token

_UNIT_MARKS = {"°": "deg", "'": "min", '"': "sec"}
_SEPARATORS = ",;/|"


class Item(NamedTuple):
    """One thing a position is written with.

    `kind` is number, unit, word, sign, separator or unknown; a number has its `digits` (before and after the decimal
    mark) and says whether it is `joined` to the number before it, as in 41:18; a word has its `senses`, and `binds` to
    the number after it where a colon says so.
    """

    kind: str
    text: str
    gap: str
    digits: tuple[str, str] = ("", "")
    joined: str = ""
    senses: tuple[str, ...] = ()
    binds: bool = False

    @property
    def value(self) -> float:
        """Of a number."""
        return float(".".join(filter(None, self.digits)))


def items(tokens: Sequence[Token], mark: str) -> list[Item]:
    """The items of a text, a point or a comma being its decimal mark; one token is never part of two."""
    found: list[Item] = []
    at, joined = 0, ""
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "digits":
            item, at = _number(tokens, at, mark, joined)
            found.append(item)
        elif token.kind == "word":
            item, at = _phrase(tokens, at)
            found.append(item)
        elif not (joins := _joins(tokens, at, mark)) and not _is_silent(tokens, at):
            found.append(_mark(tokens, at))
            at += 1
        else:
            at += 1
            joined = joins
            continue
        joined = ""
    return found


def _number(tokens: Sequence[Token], at: int, mark: str, joined: str) -> tuple[Item, int]:
    whole = tokens[at]
    if _decimal(tokens, at, mark) and not (mark == "." and (joined == "." or _decimal(tokens, at + 2, mark))):
        parts = (whole.text, tokens[at + 2].text)
        return Item("number", f"{parts[0]}{mark}{parts[1]}", whole.gap, parts, joined), at + 3
    return Item("number", whole.text, whole.gap, (whole.text, ""), joined), at + 1


def _decimal(tokens: Sequence[Token], at: int, mark: str) -> bool:
    """Whether digits, a decimal mark and digits follow one another without a gap."""
    return [(token.kind, token.gap) for token in tokens[at + 1 : at + 3]] == [(mark, ""), ("digits", "")]


def _phrase(tokens: Sequence[Token], at: int) -> tuple[Item, int]:
    """The longest phrase of the table that begins here; dots after its words are left out."""
    words: list[str] = []
    ends: list[int] = []
    end = at
    while end < len(tokens) and tokens[end].kind == "word" and len(words) < LONGEST_PHRASE:
        words.append(tokens[end].text)
        end = _past(tokens, end + 1, ".")
        ends.append(end)
    for count in range(len(words), 0, -1):
        senses = phrases().get(" ".join(words[:count]))
        if senses:
            return _bound(tokens, Item("word", " ".join(words[:count]), tokens[at].gap, senses=senses), ends[count - 1])
    return Item("unknown", tokens[at].text, tokens[at].gap), ends[0]


def _bound(tokens: Sequence[Token], word: Item, end: int) -> tuple[Item, int]:
    past = _past(tokens, _past(tokens, end, ":"), "=")
    return word._replace(binds=past > end), past


def _past(tokens: Sequence[Token], at: int, kind: str) -> int:
    return at + (at < len(tokens) and tokens[at].kind == kind)


def _joins(tokens: Sequence[Token], at: int, mark: str) -> str:
    """The mark that ties two numbers into one coordinate, as in 41:18:36, 41-18-36, 41.18.36; else nothing."""
    kind = tokens[at].kind
    if not 0 < at < len(tokens) - 1 or tokens[at - 1].kind != "digits" or tokens[at + 1].kind != "digits":
        return ""
    tight = tokens[at].gap == tokens[at + 1].gap == ""
    return kind if kind == ":" or (tight and (kind == "-" or kind == mark == ".")) else ""


def _is_silent(tokens: Sequence[Token], at: int) -> bool:
    """Brackets, and the full stop at the end."""
    return tokens[at].kind in "()" or (tokens[at].kind == "." and at == len(tokens) - 1)


def _mark(tokens: Sequence[Token], at: int) -> Item:
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.kind in _UNIT_MARKS:
        return Item("unit", token.text, token.gap, senses=(_UNIT_MARKS[token.kind],))
    if token.kind in _SEPARATORS:
        return Item("separator", token.text, token.gap)
    if token.kind in "+-" and following and following.kind == "digits" and not following.gap:
        return Item("sign", token.kind, token.gap)
    if token.kind == "-" and token.gap and following and following.gap:
        return Item("separator", token.text, token.gap)
    return Item("unknown", token.text, token.gap)


def trimmed(found: list[Item]) -> list[Item]:
    """Without separators at the ends, without notes such as `Coordinates:`; separators in a row are one."""
    kept: list[Item] = []
    gap = ""
    for item in found:
        if item.kind == "word" and "note" in item.senses:
            gap = gap or item.gap
            continue
        item, gap = item._replace(gap=item.gap or gap), ""
        if item.kind == "word" and item.senses == ("and",):
            item = Item("separator", item.text, item.gap)
        if item.kind != "separator" or (kept and kept[-1].kind != "separator"):
            kept.append(item)
    while kept and kept[-1].kind == "separator":
        kept.pop()
    return kept


def without_height(found: list[Item]) -> tuple[list[Item], bool]:
    """The items before a height at the end (`455 m`, `alt. 455`), and whether there was one."""
    metres = bool(found) and found[-1].kind == "word" and "metre" in found[-1].senses
    rest = found[:-1] if metres else found
    if len(rest) < 2 or rest[-1].kind != "number":
        return found, False
    before = rest[-2]
    named = before.kind == "word" and "height" in before.senses
    numbers = sum(item.kind == "number" for item in rest[:-1])
    # less than 60 may be minutes: N41 E69 16m
    is_high = rest[-1].value >= 60 and (numbers == 2 or before.kind in ("unit", "word"))
    apart = metres and (before.kind == "separator" or is_high)
    if numbers < 2 or not (named or apart):
        return found, False
    return trimmed(rest[: -2 if named else -1]), True


def known(found: list[Item]) -> list[Item]:
    """The items themselves where each of them can be part of a position.

    Raises
    ------
    Refused
        One cannot: its text is named.
    """
    for item in found:
        if item.kind == "unknown":
            raise Refused("not_a_number", part=item.text)
    return found
