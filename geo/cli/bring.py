"""Commands that bring data from files: import, and template for a workbook to fill."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from geo.cli.app import app, watched
from geo.cli.options import DATA, AsJson, Data, Told
from geo.errors import InvalidData, Place, Problem, Said, Whole, told_briefly
from geo.terminal import complain, language, say, say_json, speak, tell
from geo.vocabulary import Language

if TYPE_CHECKING:
    from geo.importing import Line, Preview

KIND = Literal["site", "crossing", "station"]
# More rows of a kind than these are counted, not shown.
MOST_SHOWN = 20


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Tables and maps: CSV, XLSX, GeoJSON, KML …")],
    given: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="For new places whose row does not say; may be repeated."),
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="URL", help="The document, for rows that name none.")
    ] = None,
    kind: Annotated[
        KIND | None, typer.Option("--kind", help="What the rows are; else as the file says, or sites.")
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="Which column holds a field: --map lat=Широта."),
    ] = None,
    names: Annotated[
        Language | None, typer.Option("--names", help="Language of names that nothing else tells.")
    ] = None,
    encoding: Annotated[str, typer.Option("--encoding", help="Charset of the file, as utf-8 or cp1251.")] = "",
    crs: Annotated[str, typer.Option("--crs", metavar="EPSG:CODE", help="Reference system of the positions.")] = "",
    order: Annotated[
        Literal["lat-lon", "lon-lat"] | None, typer.Option("--order", help="Which of two bare numbers comes first.")
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Rows known by name and place may change what is there.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be done.")] = False,
    accept_valid: Annotated[
        bool, typer.Option("--accept-valid", help="Take the sound rows, leave the others.")
    ] = False,
    refused: Annotated[
        Path | None, typer.Option("--refused", metavar="CSV", help="Where to put refused rows with their reasons.")
    ] = None,
    review: Annotated[
        bool, typer.Option("--review", help="FILE is a reader's proposal: show it beside what is there, take parts.")
    ] = False,
    accept: Annotated[
        list[str] | None, typer.Option("--accept", metavar="FIELD", help="Take this field of a proposal.")
    ] = None,
    accept_all: Annotated[
        bool, typer.Option("--accept-all", help="Take all of a proposal that the atlas has as the reader saw it.")
    ] = False,
    as_json: AsJson = False,
    lang: Told = None,
    data: Data = DATA,
) -> None:
    """Bring places from files: show what is new, changed or refused, and write all of it or nothing."""
    from geo.importing import Asked, import_files
    from geo.importing.files import held

    speak(lang)
    if review or accept or accept_all:
        from geo.cli.reviewing import review_file

        review_file(
            files, data, fields=accept or [], take_all=accept_all, assign=given or [], sources=source or [],
            dry_run=dry_run, as_json=as_json,
        )  # fmt: skip
        return
    values = pairs(given, "--set")
    asked = Asked(
        given={name: text for name, text in values.items() if name != "source"},
        sources=(*(source or ()), *(text for name, text in values.items() if name == "source")),
        kind=kind or "", columns=pairs(columns, "--map"), names=names, encoding=encoding, crs=crs, order=order,
    )  # fmt: skip
    with watched("step.importing") as begin:
        preview = import_files(
            data, held(files), asked, update=update, accept_valid=accept_valid, dry_run=dry_run, tell=begin
        )
    if as_json:
        say_json(preview.as_dict(language()))
    else:
        _show(preview)
    kept = _keep_refused(preview, refused, files[0], always=accept_valid and not dry_run)
    if not as_json:
        _end(preview, kept, dry_run=dry_run)
    counts = preview.counts
    taken = accept_valid and (counts["new"] or counts["updated"] or counts["unchanged"])
    if counts["refused"] and not taken:
        raise typer.Exit(InvalidData.exit_code)


def pairs(texts: list[str] | None, option: str) -> dict[str, str]:
    """`["lat=Широта"]` → `{"lat": "Широта"}`.

    Raises
    ------
    InvalidData
        One has no `=`.
    """
    wrong = [text for text in texts or () if "=" not in text or text.startswith("=")]
    if wrong:
        raise InvalidData([Problem(Place(argument=option), "import.not_pair", {"text": text}) for text in wrong])
    pairs = (text.partition("=") for text in texts or ())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _show(preview: "Preview") -> None:
    for proposal in preview.proposals:
        how = tuple(filter(None, (proposal.encoding, proposal.crs)))
        if proposal.format:
            tell(Said("import.told.read", {"file": Whole(proposal.file), "format": proposal.format, "how": how}))
        for note in proposal.notes:
            tell(Said("import.told.note", {"note": note}))
    lines = [line for line in preview.lines if line.outcome in ("new", "updated")]
    for line in lines[:MOST_SHOWN]:
        _show_line(line)
    if len(lines) > MOST_SHOWN:
        tell(Said("import.told.more", {"n": len(lines) - MOST_SHOWN}))
    if preview.problems:
        complain("\n".join(told_briefly(preview.problems, language())))


def _show_line(line: "Line") -> None:
    row = line.proposed
    told = {"where": line.where(language()), "id": line.id, "name": row.name}
    if line.outcome == "new":
        key = "import.told.new" if row.lon is not None else "import.told.new_nowhere"
        tell(Said(key, {**told, "lat": f"{row.lat}", "lon": f"{row.lon}"}))
    for one in line.changes:
        before, after = (_shown(value) for value in (one.before, one.after))
        tell(Said("import.told.updated", {**told, "field": one.field, "before": before, "after": after}))


def _shown(value: object) -> str:
    return "–" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _keep_refused(preview: "Preview", path: Path | None, first: Path, *, always: bool) -> Path | None:
    """Write the refused rows beside, where somebody asked for it or where the others were taken."""
    from geo.importing.files import free_name, put
    from geo.importing.left_out import table

    if not preview.refused or not (path or always):
        return None
    path = path or free_name(Path(f"{first.stem[:80]}-refused.csv"))
    put(path, table(preview, language()))
    return path


def _end(preview: "Preview", kept: Path | None, *, dry_run: bool) -> None:
    for path in preview.written:
        tell(Said("told.wrote", {"path": Whole(path)}))
    if kept:
        tell(Said("import.told.refused_in", {"path": Whole(kept)}))
    tell(Said("import.told.counts", {**preview.counts}))
    if dry_run:
        tell(Said("import.told.dry"))
    elif preview.refused and not preview.written:
        complain(Said("import.told.nothing_written").text(language()))
    elif not preview.written:
        tell(Said("import.told.nothing"))
    else:
        tell(Said("told.build_next"))


@app.command()
def template(
    path: Annotated[Path, typer.Argument(metavar="XLSX", help="Workbook to make, as sites.xlsx.")],
    kind: Annotated[
        KIND | None, typer.Option("--kind", help="What it is for; else as its name says, or sites.")
    ] = None,
    lang: Told = None,
    data: Data = DATA,
) -> None:
    """Make a workbook to fill and import: drop-downs, help at the cell, an example."""
    from geo import store
    from geo.importing import words_of
    from geo.importing.files import put
    from geo.importing.template import FIELDS, workbook

    speak(lang)
    stem = path.stem.lower()
    chosen: str = kind or next((word for word in FIELDS if word in stem), "site")
    put(path, workbook(chosen, language(), words_of(store.load(data))))
    tell(Said("told.wrote", {"path": Whole(path)}))
    say(f"kzuz import {path}")
