"""What may be wrong with ids and names, asked of a whole array of texts by Arrow."""

from collections.abc import Callable, Mapping
from functools import cache
from html.entities import html5
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc

from geo.geodesy import Mask

if TYPE_CHECKING:
    from geo.bulk.ground import Ground
    from geo.bulk.places import Places

LONGEST_ID, LONGEST_NAME = 80, 200
# As `errors.UNSEEN`, from the other side: any letter but those of the kinds that are seen.
_UNSEEN = r"[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]"
_LATIN, _CYRILLIC = r"A-Za-z\x{00c0}-\x{024f}", r"\x{0400}-\x{052f}"
_MIXED = rf"[{_LATIN}][{_CYRILLIC}]|[{_CYRILLIC}][{_LATIN}]"


def bad_id(places: "Places", _: "Ground") -> Mask:
    """Its id is empty, too long, or holds what nobody sees."""
    return _empty(places.id) | _longer(places.id, LONGEST_ID) | _matches(places.id, _UNSEEN)


def unique_ids(places: "Places", _: "Ground") -> Mask:
    """Another place before it in the same partition has its id."""
    codes = pc.dictionary_encode(places.id, null_encoding="mask").indices
    numbers = codes.fill_null(-1).to_numpy(zero_copy_only=False)
    again = np.ones(len(numbers), dtype=bool)
    again[np.unique(numbers, return_index=True)[1]] = False
    return np.asarray(again & (numbers >= 0))


def long_name(places: "Places", _: "Ground") -> Mask:
    """Its name is longer than a name may be."""
    return _longer(places.name, LONGEST_NAME)


def clean_text(places: "Places", _: "Ground") -> Mask:
    """Its name holds control characters, bidirectional overrides, zero-width or private characters."""
    return _matches(places.name, _UNSEEN)


def no_markup(places: "Places", _: "Ground") -> Mask:
    """Its name holds a character written by its number or name, which readers would see."""
    found = _bools(pc.match_substring(places.name, "&"))
    if found.any():
        found &= _matches(places.name, _codes())
    return found


def one_script(places: "Places", _: "Ground") -> Mask:
    """A word of its name mixes Latin and Cyrillic letters."""
    return _matches(places.name, _MIXED)


@cache
def _codes() -> str:
    names = "|".join(sorted(name[:-1] for name in html5 if name.endswith(";")))
    return rf"&(#[0-9]+|#[xX][0-9a-fA-F]+|{names});"


def _empty(texts: Any) -> Mask:
    return ~_bools(pc.greater(pc.utf8_length(texts), 0))


def _longer(texts: Any, most: int) -> Mask:
    return _bools(pc.greater(pc.utf8_length(texts), most))


def _matches(texts: Any, pattern: str) -> Mask:
    return _bools(pc.match_substring_regex(texts, pattern))


def _bools(array: Any) -> Mask:
    """An Arrow array of truths; null is false."""
    found: Mask = array.fill_null(False).to_numpy(zero_copy_only=False)
    return found


NAME_RULES: Mapping[str, Callable[["Places", "Ground"], Mask]] = {
    "bad-id": bad_id,
    "unique-ids": unique_ids,
    "long-name": long_name,
    "clean-text": clean_text,
    "no-markup": no_markup,
    "one-script": one_script,
}
