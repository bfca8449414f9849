"""bulk: very many places at once."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo import terminal
from geo.cli.app import app
from geo.cli.bring import pairs
from geo.cli.options import DATA, AsJson, Data, Told
from geo.errors import InvalidData, Place, Problem, Said, Whole, told_briefly
from geo.extras import MissingPart, part
from geo.i18n import has_message
from geo.terminal import complain, language, say_json, speak, tell

if TYPE_CHECKING:
    from geo.bulk.outcome import Outcome


@app.command()
def bulk(
    sources: Annotated[
        list[Path], typer.Argument(metavar="SOURCE...", help="Parquet, FlatGeobuf, CSV, GeoJSON a line; or folders.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for what comes out.")],
    given: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="sector, status, precision of places that do not say."),
    ] = None,
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help="Which column holds a field.")
    ] = None,
    encoding: Annotated[str, typer.Option("--encoding", help="Charset of CSV files, as utf-8 or cp1251.")] = "",
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS", help="A Dask scheduler; `local` starts one; else threads."),
    ] = None,
    memory: Annotated[
        str | None, typer.Option("--memory", metavar="SIZE", help="What this machine may give, as 2GB.")
    ] = None,
    afresh: Annotated[bool, typer.Option("--afresh", help="Do all again, whatever DIR holds of a run before.")] = False,
    has_map: Annotated[bool, typer.Option("--map-page/--no-map-page", help="Cut tiles and write map.html.")] = True,
    as_json: AsJson = False,
    lang: Told = None,
    data: Data = DATA,
) -> None:
    """Check, place, count and draw very many places; a run that was cut off goes on where it was."""
    part("pyarrow", "scale")
    part("dask", "scale")
    from geo.bulk.job import Asked
    from geo.bulk.story import bulk as run

    gc.enable()  # unlike other commands it may last for hours
    speak(lang)
    asked = Asked(pairs(columns, "--map"), pairs(given, "--set"), encoding)
    with _counted() as count:
        found = run(sources, out, data, asked, cluster=cluster, memory=_bytes(memory), afresh=afresh, count=count)
    if as_json:
        say_json(found.as_dict(language()))
    else:
        _show(found, out)
    if has_map:
        _draw(out, data, cluster, as_json=as_json)
    if found.problems:
        raise typer.Exit(InvalidData.exit_code)


def _draw(out: Path, data: Path, cluster: str | None, *, as_json: bool) -> None:
    """The tiles and the page; where what cuts them is not installed, that is said, and all else stays done."""
    from geo.bulk.drawing import draw

    try:
        written = draw(out, data, cluster=cluster)
    except MissingPart as missing:
        complain("\n".join(told_briefly(missing.problems, language())))
        complain(Said("bulk.told.no_map").text(language()))
        return
    for path in () if as_json else written:
        tell(Said("told.wrote", {"path": Whole(path)}))


@contextmanager
def _counted() -> Iterator[Callable[[int, int], object]]:
    if not terminal.is_watched():
        yield lambda _done, _total: None
        return
    from geo.progress import counter

    with counter(Said("step.placing").text(language())) as count:
        yield count


def _bytes(text: str | None) -> int | None:
    if text is None:
        return None
    from dask.utils import parse_bytes

    try:
        return int(parse_bytes(text))
    except ValueError:
        raise InvalidData([Problem(Place(argument="--memory"), "bulk.memory", {"text": text})]) from None


def _show(found: "Outcome", out: Path) -> None:
    tell(Said("bulk.told.counts", {"rows": found.rows, "sound": found.sound, "refused": found.wrong}))
    for rule, n in found.refused.items():
        tell(Said("bulk.told.reason", {"n": n, "rule": rule, "about": _about(rule)}))
    if found.again:
        tell(Said("bulk.told.again", {"again": found.again, "n": found.partitions}))
    tell(Said("told.wrote", {"path": Whole(out)}))
    if found.problems:
        complain("\n".join(told_briefly(found.problems, language())))
        complain(Said("bulk.told.failed", {"failed": len(found.problems), "n": found.partitions}).text(language()))


def _about(rule: str) -> Said:
    """What a rule asks: of one that `kzuz check` has too its words there."""
    own = f"bulk.reason.{rule}"
    return Said(own if has_message(own, domain="problems") else f"rule.{rule}.about")
