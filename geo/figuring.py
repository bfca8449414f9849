"""The story of a figure: load, check, enrich, take a slice, draw it, write it with its words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geo import publish
from geo.checking import Step, quiet
from geo.figures import Figure, drawn
from geo.formats import FigureFormat, FigureKind, FigurePreset, FigureStyle
from geo.framing import framed, round_near
from geo.slicing import Asked, taken
from geo.vocabulary import Language


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
    bounds, notes = framed(look.bounds, look.notes)
    part = taken(data_dir, asked, tell)
    tell("drawing")
    around = bounds or (round_near(part.asked.near) if part.asked.near else None)
    made = drawn(part.atlas, lang or part.linked.lang or "en", look.preset, look.style,
                  kind=look.kind, title=look.title, bounds=around, notes=notes)  # fmt: skip
    path = publish.placed(out, f"kzuz-{look.kind}.{file_format}")
    content = _content(made, file_format, look.dpi)
    tell("writing")
    return publish.write({path.name: content, f"{path.stem}.txt": made.text}, path.parent)


def _content(made: Figure, file_format: FigureFormat, dpi: int) -> str | bytes:
    if file_format == "svg":
        return made.svg
    return made.pdf() if file_format == "pdf" else made.png(dpi)
