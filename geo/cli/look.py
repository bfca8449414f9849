"""Commands that look and change nothing: check (unless it is to mend the form), stats, version."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from geo import __version__
from geo.cli.app import app, watched
from geo.cli.options import DATA, AsJson, Data, Told
from geo.errors import NOTHING_CHANGED, InvalidData, Said, as_data
from geo.terminal import complain, language, say, say_json, speak, tell
from geo.vocabulary import By


@app.command()
def check(
    data: Data = DATA,
    as_json: AsJson = False,
    fix: Annotated[bool, typer.Option("--fix", help="Rewrite files that left the canonical form.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="List what holds in sound data, and check nothing.")] = False,
    age: Annotated[bool, typer.Option("--age", help="List what was not read for 6 months or longer.")] = False,
    lang: Told = None,
) -> None:
    """Run every rule; list every problem with what, where and how to mend it."""
    from geo import validate
    from geo.checking import problems_of

    speak(lang)
    if age:
        _tell_age(data, as_json=as_json)
        return
    if rules:
        for rule in validate.RULES:
            say(f"{rule.id}: {rule.about(language())}")
        return
    with watched("step.checking") as begin:
        problems = problems_of(data, fix=fix, tell=begin)
    if as_json:
        say_json(as_data(problems, language()))
    elif not problems:
        tell(Said("told.no_problems", {"n": len(validate.RULES)}))
    if problems:
        if not as_json:
            complain(InvalidData(problems, NOTHING_CHANGED if fix else None).text(language()))
        raise typer.Exit(InvalidData.exit_code)


def _tell_age(data: Path, *, as_json: bool) -> None:
    """An editor's work list."""
    from geo import store
    from geo.freshness import STEPS, due

    found = due(store.load(data), datetime.now(UTC).date(), language())
    if as_json:
        say_json([entry.as_dict() for entry in found])
        return
    for step in STEPS:
        own = [entry for entry in found if entry.step == step]
        tell(Said("told.due", {"months": step, "n": len(own)}))
        for entry in own:
            seen = f" · {Said('told.last_seen', {'date': entry.last_seen}).text(language())}" if entry.last_seen else ""
            say(f"{entry.id} · {entry.name} · {entry.checked}{seen}")
            for url in entry.urls:
                say(f"  {url}")


@app.command()
def stats(
    data: Data = DATA,
    by: Annotated[By, typer.Option("--by", help="What to group by.")] = "sector",
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Count features and add up published costs; or count texts by language."""
    from geo import store, summary

    table = summary.summarise(store.load(data), by)
    if as_json:
        say(table.to_json(orient="records", force_ascii=False, indent=1))
    elif as_csv:
        say(table.to_csv(index=False, lineterminator="\n"), end="")
    elif by == "language":
        say(table.to_string(index=False))
    else:
        say(table.assign(cost_usd=table["cost_usd"].map("{:,.0f}".format)).to_string(index=False))
        tell(Said("told.costs"))


@app.command()
def version() -> None:
    """Print the version of the program."""
    say(f"kzuz-atlas {__version__}")
