"""The command that makes the maps: build."""

from typing import Annotated

import typer

from geo.cli.app import app, watched
from geo.cli.options import DATA, MAPS, Data, MaybeLang, Out
from geo.errors import Said, Whole
from geo.terminal import tell, wrote


@app.command()
def build(
    data: Data = DATA,
    out: Out = MAPS,
    lang: MaybeLang = None,
    gallery: Annotated[
        bool, typer.Option("--gallery/--no-gallery", help="Also gallery.html: a map of each theme, to take along.")
    ] = True,
    at: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where the folder of maps will be on the web, for pages that are shared."),
    ] = None,
    open_page: Annotated[bool, typer.Option("--open", help="Open the map in the browser.")] = False,
) -> None:
    """Check the data and build every map."""
    from geo.building import build as build_maps

    with watched("step.building") as begin:
        paths = build_maps(data, out, lang, begin, with_gallery=gallery, at=at)
    for path in paths:
        tell(wrote(path))
    if open_page:
        typer.launch(paths[0].resolve().as_uri())
    else:
        tell(Said("told.open", {"url": Whole(paths[0].resolve().as_uri())}))
