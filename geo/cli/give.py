"""Commands that give data away: export, figure, report, start."""

from pathlib import Path
from typing import Annotated, Any

import typer

from geo.cli.app import app, watched
from geo.cli.options import DATA, Data
from geo.cli.slices import sliced
from geo.errors import Said, Whole
from geo.formats import ExportFormat, FigureFormat, FigureKind, FigurePreset, FigureStyle, ReportFormat
from geo.shipped import HERE
from geo.terminal import tell, wrote
from geo.vocabulary import Language

_Bounds = Annotated[
    str | None, typer.Option(metavar="W,S,E,N", help="What the map shows, in degrees; else what is asked for.")
]
_Note = Annotated[
    list[str] | None, typer.Option(metavar='"TEXT @ LAT, LON"', help="A line of your own on the map; repeatable.")
]


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
    tell(wrote(path))


@app.command()
@sliced
def figure(
    asked: Any,
    data: Data = DATA,
    kind_of_figure: Annotated[
        FigureKind, typer.Option("--figure", help="What it is of: a map, the railway, an indicator …")
    ] = "map",
    file_format: Annotated[FigureFormat, typer.Option("--format", help="What kind of file.")] = "svg",
    preset: Annotated[FigurePreset, typer.Option(help="How large: a column of text, a sheet, a slide, a card.")] = "a4",
    style: Annotated[FigureStyle, typer.Option(help="light as the page, print to save ink, dark.")] = "light",
    dpi: Annotated[int, typer.Option(min=96, max=600, help="Pixels an inch of a PNG.")] = 192,
    title: Annotated[str | None, typer.Option(help="Its title; else the atlas's.")] = None,
    bounds: _Bounds = None,
    note: _Note = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="The file, or a folder for it.")] = None,
    lang: Annotated[Language | None, typer.Option("--lang", help="Language of all words; else English.")] = None,
) -> None:
    """Draw a map of the atlas, or of a slice of it, for an article, a brief or slides, with its words beside it."""
    from geo.figuring import Look, write_figure

    look = Look(kind_of_figure, preset, style, dpi, title, bounds, note or ())
    with watched("step.drawing") as begin:
        paths = write_figure(data, file_format, asked, look, out, lang, begin)
    for path in paths:
        tell(wrote(path))


@app.command()
@sliced
def report(
    asked: Any,
    data: Data = DATA,
    file_format: Annotated[ReportFormat, typer.Option("--format", help="What kind of file.")] = "html",
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Tell what changed since; else in the year before the edition.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Its title; else the atlas's.")] = None,
    archival: Annotated[bool, typer.Option("--archival", help="A PDF for archives (PDF/A-2a).")] = False,
    bounds: _Bounds = None,
    note: _Note = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="The file, or a folder for it.")] = None,
    lang: Annotated[Language | None, typer.Option("--lang", help="Language of all words; else English.")] = None,
) -> None:
    """Write a brief about the atlas, or a slice of it: numbers, map, tables, what changed, sources."""
    from geo.reporting import Wanted, write_report

    wanted = Wanted(since, title, archival, bounds, note or ())
    with watched("step.reporting") as begin:
        path = write_report(data, file_format, asked, wanted, out, lang, begin)
    tell(wrote(path))


@app.command()
def start(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to put it.")] = HERE,
) -> None:
    """Copy the atlas that came with the program, to add to it and to change it."""
    from geo.starting import copy_atlas

    tell(Said("told.started", {"folder": Whole(copy_atlas(folder))}))
