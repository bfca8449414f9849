"""Arguments in, messages and an exit code out; no geography. Heavy imports wait until a command runs.

Exit codes: 0 done; 2 the data or the arguments are wrong; 3 data/ is busy, try again; 4 a file cannot be written.
"""

import gc
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from geo import __version__
from geo.errors import NOTHING_CHANGED, AtlasError, InvalidData
from geo.vocabulary import By, Language, Precision, SectorId, Status

if TYPE_CHECKING:
    from geo.checking import Step
    from geo.render.ahead import Draw

app = typer.Typer(
    name="kzuz",
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
    context: typer.Context,
    data: Data = DATA,
    out: Out = MAPS,
    lang: MaybeLang = None,
    open_page: Annotated[bool, typer.Option("--open", help="Open the map in the browser.")] = False,
) -> None:
    """Check the data and build every map."""
    from geo.building import build as build_maps

    with _progress("building maps") as tell:
        paths = build_maps(data, out, lang, tell, context.obj)
    for path in paths:
        _say(f"wrote {path} ({path.stat().st_size / 1000:.0f} kB)")
    if open_page:
        typer.launch(paths[0].resolve().as_uri())
    else:
        _say(f"open {paths[0].resolve().as_uri()}")


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
        _say(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=1))
    elif not problems:
        _say(f"{len(validate.RULES)} rules, no problems")
    if problems:
        if not as_json:
            _complain(str(InvalidData(problems, NOTHING_CHANGED)))
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
        _say(table.to_json(orient="records", force_ascii=False, indent=1))
    elif as_csv:
        typer.echo(table.to_csv(index=False, lineterminator="\n"), nl=False)
    else:
        _say(table.assign(cost_usd=table["cost_usd"].map("{:,.0f}".format)).to_string(index=False))
        _say("cost_usd adds up the costs published in US dollars, of `costed` features; the others have none")


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
    data: Data = DATA,
) -> None:
    """Add a site: read the position, run every rule on the whole atlas, write one line or nothing."""
    from geo.adding import NewSite, add_site

    new = NewSite(name, at, sector, status, tuple(source or ()), status_date, summary, lang, precision, id_)
    report = add_site(data, new)
    for line in report:
        _say(line)


@app.command()
def embed(
    context: typer.Context,
    data: Data = DATA,
    out: Out = MAPS,
    sector: Annotated[SectorId | None, typer.Option("--sector", help="One sector; all if left out.")] = None,
    lang: Lang = "en",
) -> None:
    """Make a small page for other people's pages, and print the iframe that shows it."""
    from geo.building import embed as embed_page

    with _progress("building the page") as tell:
        path, frame = embed_page(data, out, lang, sector, tell, context.obj)
    _complain(f"wrote {path} ({path.stat().st_size / 1000:.0f} kB); put it beside your page and paste:")
    _say(frame)


@app.command()
def version() -> None:
    """Print the version of the program."""
    _say(f"kzuz-atlas {__version__}")


def main() -> None:
    """Run the command line; a user's mistake ends with its message and exit code, never with a traceback."""
    # A command lives for a second or two and frees everything by ending; collecting before costs a tenth of that.
    gc.disable()
    # Looking through every installed package for plugins of pydantic's costs as much as building three nouns.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a message may repeat what no encoding can hold
    try:
        with _folium() as folium:
            app(obj=folium)
    except AtlasError as error:
        _complain(str(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # what Python collects when it ends is nothing, then


def _folium() -> "AbstractContextManager[Draw | None]":
    """For the commands that draw, Folium in a process of its own; begun before the arguments are read, which lasts."""
    if sys.argv[1:2] not in (["build"], ["embed"]):
        return nullcontext()
    from geo.render.ahead import ahead

    return ahead()


def _say(text: str) -> None:
    typer.echo(text)


def _complain(text: str) -> None:
    """Messages for people go to stderr, so that piped output stays clean."""
    typer.echo(text, err=True)


@contextmanager
def _progress(title: str) -> "Iterator[Step]":
    """A bar on a terminal when work lasts over a second; silent when piped."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from geo.progress import bar

    with bar(title) as tell:
        yield cast("Step", tell)


if __name__ == "__main__":
    main()
