"""How people write positions: marks, digits, words of five languages, links; one table for Python and the page."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

AXIS = {"N": "lat", "S": "lat", "lat": "lat", "E": "lon", "W": "lon", "lon": "lon"}
UNITS = ("deg", "min", "sec")
# The longest phrase of the table, in words.
LONGEST_PHRASE = 2


@cache
def table() -> dict[str, Any]:
    """`notation.json` as it is; what each part means stands in its first line."""
    loaded: dict[str, Any] = json.loads(files(__package__).joinpath("notation.json").read_text(encoding="utf-8"))
    return loaded


@cache
def characters() -> dict[str, str]:
    """For each character that is another one in disguise, the plain one; "" for what nobody sees."""
    plain = {"invisible": "", "blank": " ", "cell": "\t"}
    known = {like: plain.get(mark, mark) for mark, alike in table()["marks"].items() for like in alike}
    for nought in table()["digits"]:
        known |= {chr(ord(nought) + digit): str(digit) for digit in range(10)}
    return known


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """For each word or phrase, lower case, what it may mean: `N S E W`, `lat lon`, a unit, or another sense."""
    senses: dict[str, list[str]] = {}
    for sense, languages in table()["words"].items():
        for word in (word for words in languages.values() for word in words.split()):
            known = senses.setdefault(word.replace("_", " "), [])
            if sense not in known:
                known.append(sense)
    return {word: tuple(known) for word, known in senses.items()}


def is_word(word: str) -> bool:
    """Whether some phrase of the table has this word, in lower case."""
    return word in _single_words()


@cache
def _single_words() -> frozenset[str]:
    return frozenset(word for phrase in phrases() for word in phrase.split())
