"""Commands that change data/: add."""

from typing import Annotated, Literal

import typer

from geo.cli.app import app
from geo.cli.options import DATA, Data
from geo.terminal import language, speak, tell
from geo.vocabulary import Language, Precision, SectorId, Status


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Name of the site, in the language of --lang.")],
    at: Annotated[str, typer.Option("--at", metavar='"LAT, LON"', help="Position in degrees, latitude first.")],
    sector: Annotated[SectorId, typer.Option("--sector", help="One of the 14 sectors.")],
    status: Annotated[Status, typer.Option("--status", help="State, as the source shows it.")],
    # Optional for the parser only: without one, add_site says why there must be one.
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="URL", help="Where it says so; may be repeated. Needed.")
    ] = None,
    status_date: Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help="Date of that state.")] = "",
    summary: Annotated[str, typer.Option("--summary", help="Two or three sentences.")] = "",
    lang: Annotated[
        Language | None,
        typer.Option("--lang", help="Language of the name and summary, and of the answer; else the environment's."),
    ] = None,
    precision: Annotated[Precision, typer.Option("--precision", help="How sure the position is.")] = "locality",
    id_: Annotated[str, typer.Option("--id", help="Its constant id; made from the name if left out.")] = "",
    order: Annotated[
        Literal["lat-lon", "lon-lat"] | None,  # as coordinates.AxisOrder, which --help need not load
        typer.Option("--order", help="Which of two bare numbers comes first, where both orders fit."),
    ] = None,
    data: Data = DATA,
) -> None:
    """Add a site: read the position, run every rule on the whole atlas, write one line or nothing."""
    from geo.adding import NewSite, add_site

    speak(lang)
    new = NewSite(
        name, at, sector, status, tuple(source or ()), status_date, summary, language(), precision, id_, order
    )
    for said in add_site(data, new):
        tell(said)
