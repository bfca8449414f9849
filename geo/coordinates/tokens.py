"""Text → tokens: digits, words, marks; each with the gap before it. No meaning yet, no backtracking."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from geo.coordinates.notation import characters

_MARKS = {mark: mark for mark in "°'\"+-,.;:/|=()"} | dict.fromkeys("[{<", "(") | dict.fromkeys("]}>", ")") | {"&": ";"}


# A unit and the side right behind it, as some GIS write them: 41d18m40sN.
_UNIT_AND_SIDE = re.compile("[dms][nsew]", re.IGNORECASE)


class Token(NamedTuple):
    """Digits, a word in lower case, a mark, or `?` for what no position holds; `gap` is what stands before it."""

    kind: str
    text: str
    gap: str


def plain(text: str) -> str:
    """The text with digits, marks and blanks in their plain form, nothing invisible, and tabs for ends of lines."""
    known = characters()
    return "".join(known.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


def tokens(text: str) -> list[Token]:
    """Tokens of a plain text, in order. Two minute marks in a row are the mark of seconds."""
    found: list[Token] = []
    gap, at = "", 0
    while at < len(text):
        letter = text[at]
        if letter in " \t":
            gap = "\t" if "\t" in (gap, letter) else " "
            at += 1
            continue
        token = _token(text, at, gap)
        found.append(token[0])
        gap, at = "", token[1]
    return _unquoted(found)


def _token(text: str, at: int, gap: str) -> tuple[Token, int]:
    letter = text[at]
    if letter in "0123456789":
        end = _end(text, at, lambda other: other in "0123456789")
        return Token("digits", text[at:end], gap), end
    if letter.isalpha():
        return _word(text, at, gap)
    if text.startswith("''", at):
        return Token('"', '"', gap), at + 2
    return Token(_MARKS.get(letter, "?"), letter, gap), at + 1


def _word(text: str, at: int, gap: str) -> tuple[Token, int]:
    """A run of letters; an apostrophe inside it (gʻarb) or before its dot (gʻ.) belongs to it and is left out."""
    word, end = "", at
    while end < len(text):
        if text[end].isalpha():
            word += text[end]
        elif text[end] != "'" or not (text[end + 1 : end + 2].isalpha() or text[end + 1 : end + 2] == "."):
            break
        end += 1
    if text[at - 1 : at].isdigit() and _UNIT_AND_SIDE.fullmatch(word):
        word, end = word[0], at + 1
    return Token("word", word.lower(), gap), end


def _unquoted(found: list[Token]) -> list[Token]:
    """Without the quotation marks round numbers and words; a mark of minutes or seconds always follows its number."""
    kept: list[Token] = []
    opened, gap, before = "", "", ""
    for token in found:
        quotes = token.kind in ("'", '"') and (token.kind == opened or before != "digits")
        if quotes:
            opened = "" if token.kind == opened else token.kind
            gap = gap or token.gap
        else:
            kept.append(token._replace(gap=token.gap or gap))
            gap = ""
        before = token.kind
    return kept


def _end(text: str, at: int, belongs: Callable[[str], bool]) -> int:
    while at < len(text) and belongs(text[at]):
        at += 1
    return at
