"""Arguments in, messages and an exit code out; no geography. Heavy imports wait until a command runs.

Exit codes: 0 done; 2 the data or the arguments are wrong; 3 data/ is busy, try again; 4 a file cannot be written, or
the answer not be printed.
"""

import gc
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer
from typer.core import TyperGroup

from geo import __version__, terminal
from geo.errors import NOTHING_CHANGED, AtlasError, InvalidData
from geo.terminal import complain, say
from geo.vocabulary import By, Language, Precision, SectorId, Status

if TYPE_CHECKING:
    from geo.checking import Step


class Kzuz(TyperGroup):
    """The commands: a mistake of the user's ends any of them with its message and exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except AtlasError as error:
            complain(str(error))
            raise typer.Exit(error.exit_code) from error


app = typer.Typer(
    name="kzuz",
    cls=Kzuz,
    help="The Kazakhstan–Uzbekistan cooperation atlas: sourced facts in, one offline map out.",
    epilog="Exit codes: 0 done; 2 wrong data or arguments; 3 data busy, try again; 4 a file cannot be written.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Data = Annotated[Path, typer.Option("--data", metavar="DIR", help="Folder of the GeoJSON data.")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the finished maps.")]
Lang = Annotated[Language, typer.Option("--lang", help="Language the page opens in.")]
MaybeLang = Annotated[Language | None, typer.Option("--lang", help="Language to open in; else the reader's.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DATA = Path("data")
MAPS = Path("maps")


@app.command()
def build(
    data: Data = DATA,
    out: Out = MAPS,
    lang: MaybeLang = None,
    open_page: Annotated[bool, typer.Option("--open", help="Open the map in the browser.")] = False,
) -> None:
    """Check the data and build every map."""
    from geo.building import build as build_maps

    with _progress("building maps") as tell:
        paths = build_maps(data, out, lang, tell)
    for path in paths:
        say(f"wrote {path} ({path.stat().st_size / 1000:.0f} kB)")
    if open_page:
        typer.launch(paths[0].resolve().as_uri())
    else:
        say(f"open {paths[0].resolve().as_uri()}")


@app.command()
def check(
    data: Data = DATA,
    as_json: AsJson = False,
    fix: Annotated[bool, typer.Option("--fix", help="Rewrite files that left the canonical form.")] = False,
) -> None:
    """Run every rule; list every problem with what, where and how to mend it."""
    from geo import validate
    from geo.checking import problems_of

    with _progress("checking") as tell:
        problems = problems_of(data, fix=fix, tell=tell)
    if as_json:
        say(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=1))
    elif not problems:
        say(f"{len(validate.RULES)} rules, no problems")
    if problems:
        if not as_json:
            complain(str(InvalidData(problems, NOTHING_CHANGED)))
        raise typer.Exit(InvalidData.exit_code)


@app.command()
def stats(
    data: Data = DATA,
    by: Annotated[By, typer.Option("--by", help="What to group by.")] = "sector",
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Count features and add up published costs."""
    from geo import store, summary

    table = summary.summarise(store.load(data), by)
    if as_json:
        say(table.to_json(orient="records", force_ascii=False, indent=1))
    elif as_csv:
        say(table.to_csv(index=False, lineterminator="\n"), end="")
    else:
        say(table.assign(cost_usd=table["cost_usd"].map("{:,.0f}".format)).to_string(index=False))
        say("cost_usd adds up the costs published in US dollars, of `costed` features; the others have none")


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
    lang: Annotated[Language, typer.Option("--lang", help="Language of the name and summary.")] = "en",
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

    new = NewSite(name, at, sector, status, tuple(source or ()), status_date, summary, lang, precision, id_, order)
    report = add_site(data, new)
    for line in report:
        say(line)


@app.command()
def embed(
    data: Data = DATA,
    out: Out = MAPS,
    sector: Annotated[SectorId | None, typer.Option("--sector", help="One sector; all if left out.")] = None,
    lang: Lang = "en",
) -> None:
    """Make a small page for other people's pages, and print the iframe that shows it."""
    from geo.building import embed as embed_page

    with _progress("building the page") as tell:
        path, frame = embed_page(data, out, lang, sector, tell)
    complain(f"wrote {path} ({path.stat().st_size / 1000:.0f} kB); put it beside your page and paste:")
    say(frame)


@app.command()
def version() -> None:
    """Print the version of the program."""
    say(f"kzuz-atlas {__version__}")


def main() -> None:
    """Run the command line; a user's mistake ends with its message and exit code, never with a traceback."""
    # Budget "kzuz build in 1.7 × the imports": it takes 1.65 × their processor time so, and 2.0 × if Python collects
    # garbage meanwhile and at the end. A command lives for a second or two, and frees everything by ending.
    gc.disable()
    terminal.prepare()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # what Python collects when it ends is nothing, then


@contextmanager
def _progress(title: str) -> "Iterator[Step]":
    """A bar on a terminal when work lasts over a second; silent when piped."""
    if not terminal.is_watched():
        yield lambda _: None
        return
    from geo.progress import bar

    with bar(title) as tell:
        yield cast("Step", tell)


if __name__ == "__main__":
    main()
