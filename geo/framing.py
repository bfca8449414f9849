"""What somebody wants seen on a map, and lines of his own on it, as he types them: for figures and pages alike."""

from collections.abc import Sequence
from math import cos, radians
from typing import NamedTuple

from geo.coordinates import read
from geo.errors import AtlasError, Place, Problem
from geo.figures import Bounds, Note
from geo.selection import BadSelection, Near

_KM_A_DEGREE = 111.2


class Framed(NamedTuple):
    """What a map shows, in degrees, if that was said, and the author's lines on it."""

    bounds: Bounds | None
    notes: list[Note]


def framed(bounds: str | None, notes: Sequence[str]) -> Framed:
    """Bounds (`W,S,E,N`) and notes (`text @ LAT, LON`) as they were typed.

    Raises
    ------
    BadSelection
        With every mistake in them.
    """
    problems: list[Problem] = []
    box = _bounds(bounds, problems) if bounds is not None else None
    read_notes = [note for text in notes if (note := _note(text, problems))]
    if problems:
        raise BadSelection(problems)
    return Framed(box, read_notes)


def _bounds(text: str, problems: list[Problem]) -> Bounds | None:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    if -180 <= west < east <= 180 and -85 <= south < north <= 85:
        return west, south, east, north
    problems.append(Problem(Place(argument=f"--bounds {text}"), "figure.bounds"))
    return None


def _note(text: str, problems: list[Problem]) -> Note | None:
    words, at, position = text.rpartition("@")
    if not at or not words.strip():
        problems.append(Problem(Place(argument=f"--note {text}"), "figure.note"))
        return None
    try:
        reading = read(position.strip(), argument="--note")
    except AtlasError as refused:
        problems += refused.problems
        return None
    return Note(words.strip(), reading.lon, reading.lat)


def round_near(near: Near) -> Bounds:
    """The box round a circle, in degrees: who asks what is near wants to see what is near."""
    up = near.km / _KM_A_DEGREE
    across = up / max(0.1, cos(radians(near.lat)))
    return near.lon - across, max(-85.0, near.lat - up), near.lon + across, min(85.0, near.lat + up)
