"""The story of a figure: load, check, enrich, take a slice, draw it, write it with its words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from pathlib import Path

from geo import publish
from geo.checking import Step, checked, quiet
from geo.coordinates import read
from geo.errors import AtlasError, Place, Problem
from geo.figures import Bounds, Figure, Note, figure
from geo.formats import FigureFormat, FigureKind, FigurePreset, FigureStyle
from geo.selection import BadSelection, Near
from geo.slicing import Asked, sliced
from geo.vocabulary import Language

_KM_A_DEGREE = 111.2


@dataclass(frozen=True)
class Look:
    """How a figure is to look, as people type it.

    Parameters
    ----------
    bounds
        `W, S, E, N` in degrees.
    notes
        Lines of the author's own: `text @ LAT, LON`.
    """

    kind: FigureKind = "map"
    preset: FigurePreset = "a4"
    style: FigureStyle = "light"
    dpi: int = 192
    title: str | None = None
    bounds: str | None = None
    notes: Sequence[str] = ()


def write_figure(
    data_dir: Path,
    file_format: FigureFormat,
    asked: Asked,
    look: Look,
    out: Path | None = None,
    lang: Language | None = None,
    tell: Step = quiet,
) -> list[Path]:
    """Write a map of a slice of the atlas, and a text that says the same to who does not see it.

    Parameters
    ----------
    out
        The file, or a folder for it; `kzuz-map.<format>`, `kzuz-railway.<format>` where the command runs, if left out.

    Raises
    ------
    InvalidData
        The data break rules; nothing is written.
    BadSelection
        What was asked for cannot be, or is not there; bounds or notes that are none.
    NothingToDraw
        What the figure is of is not in the slice.
    MissingPart
        PDF and PNG need typst.
    CannotWrite
        The folder takes nothing.
    """
    bounds, notes = _read(look)
    atlas = checked(data_dir, tell)
    part = sliced(atlas, asked)
    tell("drawing")
    around = bounds or (_round(part.asked.near) if part.asked.near else None)
    made = figure(part.atlas, lang or part.linked.lang or "en", look.preset, look.style,
                  kind=look.kind, title=look.title, bounds=around, notes=notes)  # fmt: skip
    name = f"kzuz-{look.kind}.{file_format}"
    path = Path(name) if out is None else out / name if out.is_dir() else out
    content = _content(made, file_format, look.dpi)
    tell("writing")
    return publish.write({path.name: content, f"{path.stem}.txt": made.text}, path.parent)


def _content(made: Figure, file_format: FigureFormat, dpi: int) -> str | bytes:
    if file_format == "svg":
        return made.svg
    return made.pdf() if file_format == "pdf" else made.png(dpi)


def _read(look: Look) -> tuple[Bounds | None, list[Note]]:
    """Bounds and notes as they were typed; every mistake in them is told at once."""
    problems: list[Problem] = []
    bounds = _bounds(look.bounds, problems) if look.bounds is not None else None
    notes = [note for text in look.notes if (note := _note(text, problems))]
    if problems:
        raise BadSelection(problems)
    return bounds, notes


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


def _round(near: Near) -> Bounds:
    """The box round a circle, in degrees: who asks what is near wants to see what is near."""
    up = near.km / _KM_A_DEGREE
    across = up / max(0.1, cos(radians(near.lat)))
    return near.lon - across, max(-85.0, near.lat - up), near.lon + across, min(85.0, near.lat + up)
