"""Arguments in, messages and an exit code out; no geography. Heavy imports wait until a command runs.

Exit codes: 0 done; 2 the data or the arguments are wrong; 3 data/ is busy, try again; 4 a file cannot be written, or
the answer not be printed.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from geo import __version__, terminal
from geo.errors import NOTHING_CHANGED, AtlasError, InvalidData, Said, Whole
from geo.terminal import complain, language, say, say_json, speak, tell
from geo.vocabulary import By, Language, Precision, SectorId, Status

if TYPE_CHECKING:
    from geo.checking import Step


class Kzuz(TyperGroup):
    """The commands: a mistake of the user's ends any of them with its message and exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        speak(None)
        try:
            return super().invoke(ctx)
        except AtlasError as error:
            complain(error.text(language()))
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
Lang = Annotated[Language | None, typer.Option("--lang", help="Language the page opens in; else English.")]
MaybeLang = Annotated[Language | None, typer.Option("--lang", help="Language to open in; else the reader's.")]
Told = Annotated[Language | None, typer.Option("--lang", help="Language to answer in; else the environment's.")]
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

    with _progress("step.building") as begin:
        paths = build_maps(data, out, lang, begin)
    for path in paths:
        tell(_wrote("told.wrote_kb", path))
    if open_page:
        typer.launch(paths[0].resolve().as_uri())
    else:
        tell(Said("told.open", {"url": Whole(paths[0].resolve().as_uri())}))


def _wrote(key: str, path: Path) -> Said:
    return Said(key, {"path": Whole(path), "kb": round(path.stat().st_size / 1000)})


@app.command()
def check(
    data: Data = DATA,
    as_json: AsJson = False,
    fix: Annotated[bool, typer.Option("--fix", help="Rewrite files that left the canonical form.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="List what holds in sound data, and check nothing.")] = False,
    lang: Told = None,
) -> None:
    """Run every rule; list every problem with what, where and how to mend it."""
    from geo import validate
    from geo.checking import problems_of

    speak(lang)
    if rules:
        for rule in validate.RULES:
            say(f"{rule.id}: {rule.about(language())}")
        return
    with _progress("step.checking") as begin:
        problems = problems_of(data, fix=fix, tell=begin)
    if as_json:
        say_json([problem.as_dict(language()) for problem in problems])
    elif not problems:
        tell(Said("told.no_problems", {"n": len(validate.RULES)}))
    if problems:
        if not as_json:
            complain(InvalidData(problems, NOTHING_CHANGED).text(language()))
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
        tell(Said("told.costs"))


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


@app.command()
def embed(
    data: Data = DATA,
    out: Out = MAPS,
    sector: Annotated[SectorId | None, typer.Option("--sector", help="One sector; all if left out.")] = None,
    lang: Lang = None,
) -> None:
    """Make a small page for other people's pages, and print the iframe that shows it."""
    from geo.building import embed as embed_page

    with _progress("step.building") as begin:
        path, frame = embed_page(data, out, lang or "en", sector, begin)
    complain(_wrote("told.paste", path).text(language()))
    say(frame)


@app.command()
def version() -> None:
    """Print the version of the program."""
    say(f"kzuz-atlas {__version__}")


def main() -> None:
    """Run the command line; a user's mistake ends with its message and exit code, never with a traceback."""
    # Budget "kzuz build in 1.7 × the imports": it takes 1.7 × their processor time so, and 2.0 × if Python collects
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
def _progress(key: str) -> "Iterator[Step]":
    """A bar on a terminal when work lasts over a second; silent when piped."""
    if not terminal.is_watched():
        yield lambda _: None
        return
    from geo.progress import bar

    with bar(Said(key).text(language())) as begin:
        yield lambda step: begin(Said(f"step.{step}").text(language()))


if __name__ == "__main__":
    main()
