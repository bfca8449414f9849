"""The command that adds: `kzuz add site|crossing|station`."""

from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer

from geo import terminal
from geo.cli.app import app
from geo.cli.options import DATA, AsJson, Data, DryRun, Published, Set, SourceDate, SourceLanguage, Sources, SourceTitle
from geo.errors import AtlasError, InvalidData, Place, Problem, nothing_written
from geo.terminal import complain, language, say_json, speak, tell
from geo.vocabulary import MODES, Access, Language, Precision, SectorId, StationKind, Status

if TYPE_CHECKING:
    from geo.adding import Added, Addition

Kind = Literal["site", "crossing", "station"]  # as adding.Kind, which --help need not load
KINDS: tuple[Kind, ...] = get_args(Kind)
MODE = f"Crossing: what crosses, {', '.join(MODES)}. Can be repeated."  # typer knows no list of a closed list


@app.command()
def add(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[site|crossing|station] NAME", help="What it is, a site if left out; its name, in the --lang."
        ),
    ] = None,
    at: Annotated[str, typer.Option("--at", metavar='"LAT, LON"', help="Position, in any usual notation.")] = "",
    near: Annotated[str, typer.Option("--near", metavar="TOWN", help="Or the town it is in: known to the place.")] = "",
    sector: Annotated[SectorId | None, typer.Option("--sector", help="One of the 14 sectors.")] = None,
    status: Annotated[Status | None, typer.Option("--status", help="State, as the source shows it.")] = None,
    source: Sources = None,
    source_title: SourceTitle = None,
    source_publisher: Published = None,
    source_date: SourceDate = None,
    source_language: SourceLanguage = None,
    status_date: Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help="Date of that state.")] = "",
    summary: Annotated[str, typer.Option("--summary", help="Two or three sentences.")] = "",
    lang: Annotated[
        Language | None,
        typer.Option("--lang", help="Language of the name and summary, and of the answer; else the environment's."),
    ] = None,
    precision: Annotated[Precision | None, typer.Option("--precision", help="How sure it is; else locality.")] = None,
    id_: Annotated[str, typer.Option("--id", help="Its constant id; made from the name if left out.")] = "",
    order: Annotated[
        Literal["lat-lon", "lon-lat"] | None,  # as coordinates.AxisOrder, which --help need not load
        typer.Option("--order", help="Which of two bare numbers comes first, where both orders fit."),
    ] = None,
    kz_name: Annotated[str, typer.Option("--kz-name", help="Crossing: the post on Kazakhstan's side.")] = "",
    uz_name: Annotated[str, typer.Option("--uz-name", help="Crossing: the post on Uzbekistan's side.")] = "",
    mode: Annotated[list[str] | None, typer.Option("--mode", help=MODE)] = None,
    passengers: Annotated[Access | None, typer.Option("--passengers", help="Crossing: may travellers?")] = None,
    freight: Annotated[Access | None, typer.Option("--freight", help="Crossing: may goods?")] = None,
    third: Annotated[Access | None, typer.Option("--third", help="Crossing: may people of neither state?")] = None,
    station_kind: Annotated[StationKind | None, typer.Option("--station-kind", help="Station: what it is.")] = None,
    line: Annotated[list[str] | None, typer.Option("--line", help="Station: id of a line. Can be repeated.")] = None,
    confirmed: Annotated[bool, typer.Option("--confirmed", help="Station: the source calls it one.")] = False,
    more: Set = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    data: Data = DATA,
) -> None:
    """Add a site, crossing or station: read the position, run every rule, write one line or nothing.

    At a terminal what is missing is asked for; elsewhere it is listed.
    """
    speak(lang)
    fields = {
        "sector": sector, "status": status, "status_date": status_date, "kz_name": kz_name, "uz_name": uz_name,
        "modes": mode, "passengers": passengers, "freight": freight, "third_country_nationals": third,
        "station_kind": station_kind, "lines": line, "confirmed": confirmed or None,
    }  # fmt: skip
    given = {name: value for name, value in fields.items() if value}
    cited = (source or [], source_title or [], source_publisher or [], source_date or [], source_language or [])
    try:
        with nothing_written():
            kind, name = _kind_and_name(words or [])
            new = _addition(kind, given, more or [], cited, name=name, at=at, near=near, summary=summary,
                            precision=precision, id=id_, order=order)  # fmt: skip
        _add(data, new, dry_run=dry_run, as_json=as_json)
    except AtlasError as error:
        if not as_json:
            raise
        say_json(_refused(at, order, error))
        raise typer.Exit(error.exit_code) from error


def _kind_and_name(words: list[str]) -> tuple[Kind, str]:
    kind: Kind = "site"
    for known in KINDS:
        if words[:1] == [known]:
            kind, words = known, words[1:]
            break
    if len(words) > 1:
        place = Place(argument="kzuz add, name")
        raise InvalidData([Problem(place, "add.several_words", {"name": " ".join(words)}, "name-given")])
    return kind, "".join(words)


def _addition(
    kind: Kind, given: dict[str, Any], more: list[str], cited: tuple[list[str], ...], **said: Any
) -> "Addition":
    from geo.adding import COMMAND, LAYER_OF, Addition
    from geo.citing import documents
    from geo.model import LAYER
    from geo.typed import assignments

    noun = LAYER[LAYER_OF[kind]].noun
    typed = assignments(more, noun, Place(argument=f"{COMMAND}, --set"))
    problems = [*typed.problems, *_out_of_place(kind, given, noun)]
    if problems:
        raise InvalidData(problems)
    return Addition(kind=kind, documents=documents(*cited), fields={**given, **typed.fields}, lang=language(), **said)


def _out_of_place(kind: Kind, given: dict[str, Any], noun: Any) -> list[Problem]:
    """Options that belong to another kind of thing."""
    known = {*noun.model_fields, *(("kz_name", "uz_name") if kind == "crossing" else ())}
    place = Place(argument="kzuz add")
    return [
        Problem(place.at(name), "add.other_kind", {"field": name, "kind": kind}, "given")
        for name in given
        if name not in known
    ]


def _add(data: Any, new: "Addition", *, dry_run: bool, as_json: bool) -> None:
    from geo.adding import add_feature

    asks = not as_json and terminal.is_asked()
    if asks:
        from geo.cli.asking import completed

        new = completed(new, data)
    added = add_feature(data, new, dry_run=dry_run)
    if as_json:
        say_json(_accepted(added))
        return
    for said in added.told:
        tell(said)
    for warning in added.warnings:
        complain(warning.text(language()))


def _accepted(added: "Added") -> dict[str, Any]:
    """What a script is told of a thing that was added, or could be."""
    lang = language()
    spot = added.plan.spot
    return {
        "accepted": True,
        "written": bool(added.outcome.paths),
        "id": added.plan.record["id"],
        "lon": spot.lon,
        "lat": spot.lat,
        "reason": None,
        "readings": [{"lon": spot.lon, "lat": spot.lat, "how": spot.how.text(lang)}],
        "message": "\n".join(said.text(lang) for said in added.told),
        "warnings": [said.text(lang) for said in added.warnings],
        "problems": [],
    }


def _refused(at: str, order: Any, error: AtlasError) -> dict[str, Any]:
    """What a script is told of a thing that was not: the reason in one word, and every reading there was."""
    from geo import coordinates
    from geo.editing import reason_of

    lang = language()
    readings = coordinates.parse(at, order=order) if at else coordinates.Readings()
    one = readings.one
    return {
        "accepted": False,
        "written": False,
        "id": None,
        "lon": one.lon if one else None,
        "lat": one.lat if one else None,
        "reason": readings.refusal.reason if readings.refusal else reason_of(error.problems[0]),
        "readings": [{"lon": each.lon, "lat": each.lat, "how": each.text} for each in readings.readings],
        "message": error.text(lang),
        "warnings": [],
        "problems": [problem.as_dict(lang) | {"reason": reason_of(problem)} for problem in error.problems],
    }
