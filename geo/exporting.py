"""The story of an export: load, check, enrich, take a slice, write one file."""

from pathlib import Path

from geo import publish
from geo.checking import Step, quiet
from geo.exporters import ending, export
from geo.formats import ExportFormat
from geo.slicing import Asked, taken
from geo.vocabulary import Language


def write_export(
    data_dir: Path,
    file_format: ExportFormat,
    asked: Asked,
    out: Path | None = None,
    lang: Language | None = None,
    tell: Step = quiet,
) -> Path:
    """Write a slice of the atlas as a file of a format.

    Parameters
    ----------
    out
        The file, or a folder for it; `kzuz-atlas.<ending>` where the command runs, if left out.

    Raises
    ------
    InvalidData
        The data break rules; nothing is written.
    BadSelection
        What was asked for cannot be, or is not there.
    CannotWrite
        The folder takes nothing.
    """
    part = taken(data_dir, asked, tell)
    tell("drawing")
    content = export(part.atlas, file_format, lang or part.linked.lang)
    path = publish.placed(out, f"kzuz-atlas.{ending(file_format)}")
    tell("writing")
    return publish.write({path.name: content}, path.parent)[0]
