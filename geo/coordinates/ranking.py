"""Candidates → the reading to take, or the question to ask: what the outlines of the two countries say."""

from collections.abc import Sequence
from functools import cache

from geo.coordinates.grammar import Candidate
from geo.coordinates.halves import in_degrees, packed
from geo.coordinates.notation import table
from geo.coordinates.plane import plane_refusal
from geo.coordinates.reading import Reading, Readings, Refused

# Web maps count on when they are turned round the world; more turns than two nobody makes.
_MOST_TURNS = 2
# The likeliest kind of candidate first.
_KINDS = ("natural", "letter", "turned")


@cache
def _outline() -> list[tuple[float, float]]:
    tenths = table()["outline"]
    return [(lon / 10, lat / 10) for lon, lat in zip(tenths[::2], tenths[1::2], strict=True)]


def is_inside(lon: float, lat: float) -> bool:
    """Whether a position lies in Kazakhstan or Uzbekistan, or some 20 km around them."""
    inside = False
    x, y = _outline()[-1]
    for east, north in _outline():
        if (north > lat) != (y > lat) and lon < east + (lat - north) * (x - east) / (y - north):
            inside = not inside
        x, y = east, north
    return inside


def rounded(degrees: float) -> float:
    """To six decimals (0.1 m), halves away from nought, as the page rounds too."""
    size = int(abs(degrees) * 1e6 + 0.5) / 1e6
    return -size if degrees < 0 and size else size


def _reading(candidate: Candidate) -> Reading:
    return Reading(rounded(candidate.lon), rounded(candidate.lat), candidate.how, candidate.marked)


def _on_earth(candidate: Candidate) -> bool:
    return abs(candidate.lat) <= 90 and abs(candidate.lon) <= 180


def ranked(found: Sequence[Candidate]) -> Readings:
    """The readings of a text, those inside the two countries first; refused where taking the first were a guess."""
    earthly = sorted(
        filter(_on_earth, found), key=lambda one: (not is_inside(one.lon, one.lat), _KINDS.index(one.kind))
    )
    kinds: dict[Reading, str] = {}
    for one in earthly:
        reading = _reading(one)
        if all((reading.lon, reading.lat) != (known.lon, known.lat) for known in kinds):
            kinds[reading] = one.kind
    readings = tuple(kinds)
    try:
        taken = _taken(list(kinds.items()), found)
    except Refused as refused:
        return Readings(readings, refused.refusal)
    return Readings((taken, *(one for one in readings if one != taken)))


def _taken(readings: list[tuple[Reading, str]], found: Sequence[Candidate]) -> Reading:
    """The reading that needs no question, of those on Earth with their kinds.

    Raises
    ------
    Refused
        There is none; names the reading that would fit.
    """
    natural = [one for one, kind in readings if kind == "natural"]
    inside = [(one, kind) for one, kind in readings if is_inside(one.lon, one.lat)]
    kinds = [kind for _, kind in inside]
    letters = [one for one, kind in readings if kind == "letter"]
    if letters and "natural" not in kinds and ("letter" in kinds or not natural):
        fitting = [one for one in letters if is_inside(one.lon, one.lat)] or letters
        raise Refused("letter", fits=" / ".join(one.text for one in fitting))
    if "natural" in kinds:
        if len(inside) > 1:
            raise Refused("both", first=inside[0][0].text, second=inside[1][0].text)
        return inside[0][0]
    if inside:
        raise Refused("swapped", fits=inside[0][0].text)
    if not natural:
        raise _off_earth(found, readings)
    _ask_if_mirrored(natural[0])
    if len(natural) > 1:
        raise Refused("both", first=natural[0].text, second=natural[1].text)
    return natural[0]


def _ask_if_mirrored(reading: Reading) -> None:
    lon, lat = reading.lon, reading.lat
    for key, east, north in (
        ("hemisphere", -lon, lat), ("hemisphere", lon, -lat), ("hemisphere", -lon, -lat), ("swapped", lat, lon),
    ):  # fmt: skip
        if is_inside(east, north):
            raise Refused(key, fits=Reading(east, north, ()).text)


def _off_earth(found: Sequence[Candidate], readings: list[tuple[Reading, str]]) -> Refused:
    natural = [one for one in found if one.kind == "natural"]
    for one in found:
        if 180 < abs(one.lon) < 180 + 360 * _MOST_TURNS and is_inside(wrapped := (one.lon + 180) % 360 - 180, one.lat):
            return Refused("wrapped", fits=Reading(rounded(wrapped), rounded(one.lat), ()).text)
    for one in natural:
        if plane := plane_refusal(*one.figures):
            return plane
        lat, lon = (_pointed(degrees, digits) for degrees, digits in zip((one.lat, one.lon), one.figures, strict=True))
        north, east = map(_unpacked, one.figures)
        if north and east and is_inside(east, north):
            first, second = (Reading(rounded(x), rounded(y), ()).text for x, y in ((east, north), (lon, lat)))
            return Refused("both", first=first, second=second)
        if is_inside(lon, lat):
            return Refused("lost_point", fits=Reading(rounded(lon), rounded(lat), ()).text)
    if readings:
        return Refused("turned_round", fits=readings[0][0].text)
    return Refused("not_on_earth")


def _unpacked(figures: str) -> float:
    """Degrees of `411840` or `4118.6`, the marks between its units left out; 0 where it is no such thing."""
    whole, _, part = figures.partition(".")
    if len(whole) not in (4, 6):
        return 0.0
    try:
        return in_degrees(packed(whole, part, 2))
    except Refused:
        return 0.0


def _pointed(degrees: float, figures: str) -> float:
    """A number of degrees whose decimal point was lost: two figures before it, as everywhere in the two countries."""
    digits = figures.replace(".", "")
    return float(f"{digits[:2]}.{digits[2:]}") if abs(degrees) > 90 and len(digits) > 2 else degrees
