"""The command that makes a page for other people's pages: embed."""

from typing import Annotated, Any

import typer

from geo.cli.app import app, watched
from geo.cli.options import DATA, MAPS, Data, Lang, Out
from geo.cli.slices import sliced
from geo.errors import Said, Whole
from geo.formats import PageStyle
from geo.terminal import complain, language, say


@app.command()
@sliced
def embed(
    asked: Any,
    data: Data = DATA,
    out: Out = MAPS,
    lang: Lang = None,
    style: Annotated[
        PageStyle | None,
        typer.Option(help="auto as the reader's system, light or dark always; --theme dark is understood too."),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Its title; else the atlas's.")] = None,
    bounds: Annotated[
        str | None, typer.Option(metavar="W,S,E,N", help="What is seen first, in degrees; else both countries.")
    ] = None,
    zoom: Annotated[float | None, typer.Option(help="Zoom (3 to 16) round the middle of what is shown.")] = None,
    note: Annotated[
        list[str] | None, typer.Option(metavar='"TEXT @ LAT, LON"', help="A line of your own on the map; repeatable.")
    ] = None,
    whole: Annotated[str, typer.Option("--whole", help="Address of the whole atlas, to link to.")] = "index.html",
) -> None:
    """Make a small page of the atlas, or of a slice of it, for other people's pages; print the iframe that shows it."""
    from geo.embedding import Look, write_embed

    look = Look(style, title, bounds, zoom, note or (), whole)
    with watched("step.building") as begin:
        written = write_embed(data, out, asked, look, lang, begin)
    page = written.paths[0]
    values = {"path": Whole(page), "kb": round(page.stat().st_size / 1000)}
    complain(Said("told.paste", values).text(language()))
    say(written.snippet)
