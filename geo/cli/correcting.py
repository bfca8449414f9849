"""Commands that change what is there: edit, move, remove, undo."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from geo.cli.app import app
from geo.cli.options import (
    DATA,
    AsJson,
    Data,
    DryRun,
    Published,
    Set,
    SourceDate,
    SourceLanguage,
    Sources,
    SourceTitle,
    Told,
)
from geo.cli.serve import serve
from geo.errors import AtlasError, Said
from geo.terminal import language, say_json, speak, tell
from geo.vocabulary import EventKind, Language, Precision, Status

if TYPE_CHECKING:
    from geo.editing import Outcome

Id = Annotated[str, typer.Argument(metavar="ID", help="Id of the feature.")]
Why = Annotated[str, typer.Option("--why", help="Why, in a sentence.")]
Written = Annotated[
    Language | None,
    typer.Option("--lang", help="Language of the sentence, and of the answer; else the environment's."),
]


@app.command()
def edit(
    id_: Annotated[str, typer.Argument(metavar="[ID]", help="Id of the feature; without one the editor opens.")] = "",
    status: Annotated[Status | None, typer.Option("--status", help="Its state, as the source shows it.")] = None,
    event: Annotated[EventKind | None, typer.Option("--event", help="What happened.")] = None,
    date: Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help="Day of the state and event.")] = "",
    note: Annotated[
        list[str] | None, typer.Option("--note", help="A sentence on the event; in another language as ru=…")
    ] = None,
    source: Sources = None,
    source_title: SourceTitle = None,
    source_publisher: Published = None,
    source_date: SourceDate = None,
    source_language: SourceLanguage = None,
    assign: Set = None,
    lang: Written = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    data: Data = DATA,
) -> None:
    """Change a feature: its state, an event more, a source, any field (`--set locality=Shu`; empty takes it away).

    Without an id: open the editor in the browser.
    """
    from geo.citing import documents
    from geo.correcting import Correction, edit_feature

    if not id_:
        serve(data, port=0, open_page=True, lang=lang)
        return
    speak(lang)
    cited = documents(
        source or [], source_title or [], source_publisher or [], source_date or [], source_language or []
    )
    wanted = Correction(id_, status, date, event, tuple(note or ()), cited, tuple(assign or ()), language())
    _told(as_json, id_, lambda: edit_feature(data, wanted, dry_run=dry_run))


@app.command()
def move(
    id_: Id,
    at: Annotated[str, typer.Option("--at", metavar='"LAT, LON"', help="Position, in any usual notation.")],
    why: Why = "",
    order: Annotated[
        Literal["lat-lon", "lon-lat"] | None,  # as coordinates.AxisOrder, which --help need not load
        typer.Option("--order", help="Which of two bare numbers comes first, where both orders fit."),
    ] = None,
    precision: Annotated[Precision | None, typer.Option("--precision", help="How sure it is now.")] = None,
    lang: Told = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    data: Data = DATA,
) -> None:
    """Give a point another position; its region follows."""
    from geo.correcting import move_feature

    speak(lang)
    _told(as_json, id_, lambda: move_feature(data, id_, at, why, order=order, precision=precision, dry_run=dry_run))


@app.command()
def remove(
    id_: Id,
    why: Why = "",
    instead: Annotated[str, typer.Option("--instead", metavar="ID", help="What stands in its place.")] = "",
    lang: Written = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    data: Data = DATA,
) -> None:
    """Withdraw a feature: links to its id go on saying why it is gone, and no other ever gets it."""
    from geo.correcting import remove_feature

    speak(lang)
    _told(as_json, id_, lambda: remove_feature(data, id_, why, instead=instead, lang=language(), dry_run=dry_run))


@app.command()
def undo(
    number: Annotated[int | None, typer.Argument(metavar="N", help="Of `kzuz history`; else the last.")] = None,
    lang: Told = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    data: Data = DATA,
) -> None:
    """Take back a change of data/, the last one if none is named; refused if what it touched was changed since."""
    from geo import editing

    speak(lang)
    try:
        outcome = editing.undo(data, number, dry_run=dry_run)
    except AtlasError as error:
        _refuse(as_json, "", error)
    if as_json:
        say_json(_as_json("", outcome, []))
        return
    if step := outcome.step:
        tell(Said("told.undone", {"n": step.number, "by": step.by, "at": step.at}))
        for one in step.touched:
            tell(Said("told.touched", {"what": Said(f"what.{one.kind}"), "id": one.id, "file": one.file}))
    for said in editing.wrote(outcome):
        tell(said)


def _told(as_json: bool, id_: str, act: Any) -> None:
    """Do it, and say what was done; or why not, to a script as JSON."""
    try:
        done = act()
    except AtlasError as error:
        _refuse(as_json, id_, error)
    if as_json:
        say_json(_as_json(id_, done.outcome, done.told))
        return
    for said in done.told:
        tell(said)


def _as_json(id_: str, outcome: "Outcome", told: list[Said]) -> dict[str, Any]:
    message = "\n".join(said.text(language()) for said in told)
    step = outcome.step.number if outcome.step else None
    return {
        "accepted": True,
        "written": bool(outcome.paths),
        "id": id_,
        "step": step,
        "reason": None,
        "message": message,
    }


def _refuse(as_json: bool, id_: str, error: AtlasError) -> "Any":
    """Leave with the error's code; for a script say it as JSON first."""
    if not as_json:
        raise error
    from geo.editing import reason_of

    told = {"accepted": False, "written": False, "id": id_, "step": None, "reason": reason_of(error.problems[0])}
    say_json(
        {**told, "message": error.text(language()), "problems": [one.as_dict(language()) for one in error.problems]}
    )
    raise typer.Exit(error.exit_code) from error
