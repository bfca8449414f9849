"""Text to positions and back. No files but the table of notations, no maps.

A position is (lon, lat) in degrees everywhere; people write latitude first unless letters, a label or a form say
otherwise. Forms that say what they are (links, `geo:`, WKT, codes, metres of a named system) are recognised first;
everything else is cut into tokens, and a small grammar keeps every reading that fits. The outlines of the two
countries rank them; where more than one is left, the answer is a question. The page reads the same texts by the same
table (`notation.json`) and is held to the same cases.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile, groupby

from geo.coordinates import codes, forms, grammar, links, plane
from geo.coordinates.grammar import Candidate
from geo.coordinates.notation import is_word
from geo.coordinates.ranking import ranked
from geo.coordinates.reading import AxisOrder, Reading, Readings, Refusal, Refused
from geo.coordinates.tokens import Token, plain, tokens
from geo.errors import InvalidData, Place, Problem
from geo.vocabulary import Language

__all__ = ["AxisOrder", "Reading", "Readings", "Refusal", "dms", "parse", "read", "stated", "typed"]

# Longer than any position, and than most addresses of map sites.
LONGEST = 2000
# Words behind the numbers that are tried without.
_MOST_BESIDE = 4
# Said of degrees, and no number of them.
_DATUM = re.compile("wgs.?84", re.IGNORECASE)
_FORMS: tuple[Callable[[str], list[Candidate] | None], ...] = (
    links.link, forms.geo_uri, forms.wkt, forms.geojson, forms.iso6709,
    codes.plus_code, codes.mgrs, plane.utm, plane.gauss_kruger,
)  # fmt: skip


def parse(text: str, lang: Language | None = None, order: AxisOrder | None = None) -> Readings:
    """Every position a text can be, likeliest first, and why none may be taken without asking, if so.

    Parameters
    ----------
    text
        As people write or paste it: `41.31, 69.28`, `41°18′36″ с. ш. 69°16′48″ в. д.`, a link, WKT, a Plus Code.
    lang
        Language it is written in, where that is known: in French `O` is west; else it may be the German east.
    order
        Which of two bare numbers comes first, where somebody was asked; words and forms that say it go before.

    Returns
    -------
    Readings
        `one` is the reading to take, None where there is a `refusal`. Degrees, EPSG:4326, six decimals.
    """
    if len(text) > LONGEST:
        return Readings((), Refusal("too_long"))
    try:
        found = _candidates(plain(text).strip(" \t"))
    except Refused as refused:
        return Readings((), refused.refusal)
    return ranked([chosen for one in found if (chosen := _chosen(one, lang, order))])


def _candidates(text: str) -> list[Candidate]:
    spaced = re.sub("[ \t]+", " ", text)
    for form in _FORMS:
        if (found := form(spaced)) is not None:
            return found
    codes.what3words(spaced)
    try:
        return grammar.candidates(tokens(_DATUM.sub("gps", text, count=1)))
    except Refused as refused:
        raise _explained(text, refused) from None


def _explained(text: str, refused: Refused) -> Refused:
    """A better reason, if the text holds two positions, or one with words beside it."""
    if refused.refusal.key not in ("not_two_numbers", "not_a_number", "fraction"):
        return refused
    parts = [part for part in re.split("[;/|\t]", text) if part.strip(" ,")]
    if len(parts) > 1 and all(map(_is_position, parts)):
        return Refused("two_positions")
    return _beside(tokens(text)) or refused


def _beside(found: list[Token]) -> Refused | None:
    """The refusal that offers what is left without what stands before or behind it: words, or, where letters say which
    number is which, a number too many."""
    first = next((at for at, token in enumerate(found) if token.kind in ("digits", "+", "-")), 0)
    for kept in (found[first:], *(found[:-count] for count in range(1, min(_MOST_BESIDE, len(found) - 1) + 1))):
        dropped = found[:first] if kept == found[first:] else found[len(kept) :]
        lettered = {token.kind for token in (kept if any(token.kind == "digits" for token in dropped) else dropped)}
        words = " ".join(token.text for token in dropped if token.kind in ("word", "?", "digits"))
        try:
            taken = ranked(grammar.candidates(kept)).one if words and not lettered.isdisjoint(("word", "?")) else None
        except Refused:
            continue
        if taken:
            return Refused("beside", part=words, fits=taken.text)
    return None


def _is_position(text: str) -> bool:
    try:
        return bool(grammar.candidates(tokens(text)))
    except Refused:
        return False


def _chosen(one: Candidate, lang: Language | None, order: AxisOrder | None) -> Candidate | None:
    """A candidate as language and order leave it; None where they exclude it."""
    if one.kind == "letter" and lang == "fr" and one.lon <= 0:
        return one._replace(kind="natural")
    if order is None or one.marked:
        return one
    if (one.kind == "turned") != (order == "lon-lat"):
        return None
    return one._replace(kind="natural", marked=True, how=("order", *one.how[1:]))


def read(text: str, lang: Language | None = None, order: AxisOrder | None = None, argument: str = "") -> Reading:
    """The one position a text gives; parameters as in `parse`, `argument` names in a complaint where it was typed.

    Raises
    ------
    InvalidData
        The text is no position, or can be read in two ways; the problem says what would fit.
    """
    readings = parse(text, lang, order)
    why = readings.refusal
    if why is None:
        return readings.readings[0]
    place = Place(argument=f'{argument} "{typed(text)}"'.strip())
    raise InvalidData([Problem(place, f"coordinate.refused.{why.key}", dict(why.values), "position-text")])


def typed(text: str) -> str:
    """A text as it may be kept: no invisible characters, and blanks for tabs and line breaks."""
    kept = "".join(letter for letter in text if plain(letter))
    return re.sub(r"\s+", " ", kept).strip()


def stated(text: str) -> Iterator[Reading]:
    """The positions that a sentence states so that they can be read in one way: with letters, in any spelling."""
    for run in _runs(tokens(plain(text))):
        try:
            reading = ranked(grammar.candidates(run)).one
        except Refused:
            continue
        if reading and reading.marked:
            yield reading


def _runs(found: Sequence[Token]) -> Iterator[list[Token]]:
    """Neighbours that may make up a position, parted where a bracket or a word stands that none has."""

    def is_known(token: Token) -> bool:
        return token.kind not in "()?" and (token.kind != "word" or is_word(token.text))

    for known, run in groupby(found, is_known):
        if known:
            yield list(dropwhile(lambda token: token.kind in ":;,./|=", run))


def dms(lon: float, lat: float) -> str:
    """The position in degrees, minutes and seconds, latitude first: `41°18′36″N 69°16′48″E`."""

    def one(value: float, letters: str) -> str:
        seconds = round(abs(value) * 3600)
        letter = letters[value < 0]
        return f"{seconds // 3600}°{seconds // 60 % 60:02d}′{seconds % 60:02d}″{letter}"

    return f"{one(lat, 'NS')} {one(lon, 'EW')}"
