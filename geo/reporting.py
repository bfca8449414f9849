"""The story of a brief: load, check, enrich, take a slice, write it."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from geo import publish
from geo.checking import Step, quiet
from geo.formats import ReportFormat
from geo.framing import framed, round_near
from geo.reports import report
from geo.slicing import Asked, taken
from geo.vocabulary import Language


class Wanted(NamedTuple):
    """What a brief is to tell besides its slice, as of `geo.report`; bounds and notes as people type them."""

    since: str | None = None
    title: str | None = None
    is_archival: bool = False
    bounds: str | None = None
    notes: Sequence[str] = ()


def write_report(
    data_dir: Path,
    file_format: ReportFormat,
    asked: Asked,
    wanted: Wanted,
    out: Path | None = None,
    lang: Language | None = None,
    tell: Step = quiet,
) -> Path:
    """Write a brief about a slice of the atlas.

    Parameters
    ----------
    out
        The file, or a folder for it; `kzuz-report.<format>` where the command runs, if left out.

    Raises
    ------
    InvalidData
        The data break rules; nothing is written.
    BadSelection
        What was asked for cannot be, or is not there; bounds or notes that are none.
    MissingPart
        The format needs a package that is not installed.
    CannotWrite
        The folder takes nothing.
    """
    bounds, notes = framed(wanted.bounds, wanted.notes)
    part = taken(data_dir, asked, tell)
    tell("drawing")
    around = bounds or (round_near(part.asked.near) if part.asked.near else None)
    content = report(part.atlas, file_format, lang or part.linked.lang or "en", since=wanted.since,
                     title=wanted.title, archival=wanted.is_archival, bounds=around, notes=notes)  # fmt: skip
    path = publish.placed(out, f"kzuz-report.{file_format}")
    tell("writing")
    return publish.write({path.name: content}, path.parent)[0]
