"""Commands that make pages: build, embed."""

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.app import app, watched
from geo.cli.options import DATA, MAPS, Data, Lang, MaybeLang, Out
from geo.errors import Said, Whole
from geo.terminal import complain, language, say, tell
from geo.vocabulary import SectorId


@app.command()
def build(
    data: Data = DATA,
    out: Out = MAPS,
    lang: MaybeLang = None,
    open_page: Annotated[bool, typer.Option("--open", help="Open the map in the browser.")] = False,
) -> None:
    """Check the data and build every map."""
    from geo.building import build as build_maps

    with watched("step.building") as begin:
        paths = build_maps(data, out, lang, begin)
    for path in paths:
        tell(_wrote("told.wrote_kb", path))
    if open_page:
        typer.launch(paths[0].resolve().as_uri())
    else:
        tell(Said("told.open", {"url": Whole(paths[0].resolve().as_uri())}))


@app.command()
def embed(
    data: Data = DATA,
    out: Out = MAPS,
    sector: Annotated[SectorId | None, typer.Option("--sector", help="One sector; all if left out.")] = None,
    lang: Lang = None,
    whole: Annotated[str, typer.Option("--whole", help="Address of the whole atlas, to link to.")] = "index.html",
) -> None:
    """Make a small page for other people's pages, and print the iframe that shows it."""
    from geo.building import embed as embed_page

    with watched("step.building") as begin:
        path, frame = embed_page(data, out, lang or "en", sector, begin, whole)
    complain(_wrote("told.paste", path).text(language()))
    say(frame)


def _wrote(key: str, path: Path) -> Said:
    return Said(key, {"path": Whole(path), "kb": round(path.stat().st_size / 1000)})
