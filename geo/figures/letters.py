"""How wide texts are in the letters of figures (Noto Sans, cut by the build), and how they break into lines."""

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from geo.figures.look import STATIC

FONT = "Noto Sans"
# In programs without it any face without serifs stands in.
FAMILY = f"{FONT}, sans-serif"
LINE = 1.22  # from one line to the next, in sizes
# A letter the font does not have is drawn by another one, at most a square wide.
_UNKNOWN = 1.0
_STAND_INS = str.maketrans({"→": "›"})
# Where a line may end: not at the spaces that hold a number and its unit together.
_SPACES = re.compile("[ \t\n\r\f\v\x85\u2028\u2029]+")


@lru_cache(4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text in letters of a size, in units of that size."""
    widths = _widths()["bold" if bold else "regular"]
    return size * sum(widths.get(letter, _UNKNOWN) for letter in text)


def in_letters(text: str) -> str:
    """A text in letters of the font: it has no arrow, and another sign says the same.

    >>> in_letters("300 → 1,000")
    '300 › 1,000'
    """
    return text.translate(_STAND_INS)


def words_of(text: str) -> list[str]:
    """The parts of a text between which a line may end."""
    return [word for word in _SPACES.split(text) if word]


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """A text in lines no wider than a room; a word that is wider is broken, after a dash if it has one."""
    lines: list[str] = []
    for word in words_of(text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines += _broken(word, room, size, bold=bold)
    return lines


def _broken(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    lines = []
    while width(word, size, bold=bold) > room and len(word) > 1:
        fits = next((n for n in range(len(word) - 1, 1, -1) if width(word[:n], size, bold=bold) <= room), 1)
        dash = max(word.rfind(sign, 0, fits) for sign in "–-—/") + 1
        lines.append(word[: dash or fits])
        word = word[dash or fits :]
    return [*lines, word]


def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """A text that fits a room on one line, with … where its end is left out."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(f"{text}…", size, bold=bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


@cache
def _widths() -> Mapping[str, Mapping[str, float]]:
    found: Mapping[str, Mapping[str, float]] = json.loads((STATIC / "widths.json").read_text(encoding="utf-8"))
    return found
