"""What the address of a page keeps, read as the same selection: `#status=planned&q=water&map=7/41.3/69.3`.

The page writes and reads it in `ask/link_keys.ts`; a test holds the keys of both together.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote_plus, urlsplit

from geo.errors import Place, Problem
from geo.model import Atlas
from geo.selection import BadSelection, Slice, slice_of
from geo.vocabulary import LANGUAGES, Language

# Keys of a link that ask what a question of a slice asks.
_QUESTIONS: Mapping[str, str] = {
    "q": "words", "status": "status", "country": "country", "region": "region", "certainty": "precision",
    "cost": "cost", "package": "package", "agreed": "agreed", "kind": "kind", "mode": "mode", "time": "time",
    "passengers": "passengers", "freight": "freight", "third": "third_country_nationals",
}  # fmt: skip
_ONE_ANSWER = ("q", "time")
# Keys that say how the page looks, not what is on it.
_LOOKS = ("embed", "map", "lang", "open", "tab", "panel", "background", "regions", "topic")
LONGEST = 4000


class Linked(NamedTuple):
    """What a link asks for: the slice, the language if it names one, and the rest, as a page reads it again."""

    asked: Slice
    lang: Language | None
    look: str


def read_link(atlas: Atlas, address: str) -> Linked:
    """Read the part of an address behind `#`, or that part alone.

    Raises
    ------
    BadSelection
        A key or a word is not known; all of them are named, since a slice must not silently hold more than was asked.
    """
    fragment = urlsplit(address).fragment if "#" in address else address
    problems: list[Problem] = []
    if len(fragment) > LONGEST:
        raise BadSelection([Problem(_at(address), "select.link_too_long", {"n": LONGEST})])
    what: dict[str, Any] = {}
    looks: dict[str, str] = {}
    for key, value in _parts(fragment):
        if key in _LOOKS:
            looks[key] = value
        elif key == "off":
            what["sector"] = {entry.id for entry in atlas.sectors} - set(value.split(","))
        elif key in _QUESTIONS:
            what[_QUESTIONS[key]] = value if key in _ONE_ANSWER else set(filter(None, value.split(",")))
        else:
            problems.append(Problem(_at(address), "select.link_key", {"key": key}))
    named = looks.pop("lang", None)
    lang = next((one for one in LANGUAGES if one == named), None)
    if named is not None and lang is None:
        problems.append(Problem(_at(address), "select.link_key", {"key": f"lang={named}"}))
    try:
        asked = slice_of(atlas, what)
    except BadSelection as refused:
        raise BadSelection([*problems, *refused.problems]) from refused
    if problems:
        raise BadSelection(problems)
    return Linked(asked, lang, "&".join(f"{key}={value}" if value else key for key, value in looks.items()))


def _parts(fragment: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, fragment.split("&")):
        key, _, value = part.partition("=")
        yield key, unquote_plus(value.replace("+", "%2B"))


def _at(address: str) -> Place:
    return Place(argument=f"link {address[:80]}")
