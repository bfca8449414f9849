"""Commands that give data away: export, start."""

from pathlib import Path
from typing import Annotated, Any

import typer

from geo.cli.app import app, watched
from geo.cli.options import DATA, Data
from geo.cli.slices import sliced
from geo.errors import Said, Whole
from geo.formats import ExportFormat
from geo.shipped import HERE
from geo.terminal import tell
from geo.vocabulary import Language


@app.command()
@sliced
def export(
    asked: Any,
    data: Data = DATA,
    file_format: Annotated[ExportFormat, typer.Option("--format", help="What kind of file.")] = "geojson",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="The file, or a folder for it.")] = None,
    lang: Annotated[Language | None, typer.Option("--lang", help="Texts of one language; else of all.")] = None,
) -> None:
    """Write the atlas, or a slice of it, as a file for a GIS, a spreadsheet or a database."""
    from geo.exporting import write_export

    with watched("step.exporting") as begin:
        path = write_export(data, file_format, asked, out, lang, begin)
    tell(Said("told.wrote_kb", {"path": Whole(path), "kb": round(path.stat().st_size / 1000)}))


@app.command()
def start(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to put it.")] = HERE,
) -> None:
    """Copy the atlas that came with the program, to add to it and to change it."""
    from geo.starting import copy_atlas

    tell(Said("told.started", {"folder": Whole(copy_atlas(folder))}))
