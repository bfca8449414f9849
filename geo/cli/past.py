"""Commands that look at one feature, at what became of it, and at two editions: show, history, diff."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from geo.cli.app import app
from geo.cli.options import DATA, AsJson, Data, Told
from geo.errors import Said
from geo.terminal import language, say, say_json, speak, tell

if TYPE_CHECKING:
    from geo.changes import Changed
    from geo.model import Atlas, Json


@app.command()
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id of the feature.")],
    lang: Told = None,
    as_json: AsJson = False,
    data: Data = DATA,
) -> None:
    """Say what is known of a feature; of one that was withdrawn, when and why."""
    from geo import showing, store
    from geo.correcting import found

    speak(lang)
    atlas = store.load(data)
    gone = next((entry for entry in atlas.withdrawn if entry.id == id_), None)
    if gone:
        say_json({"withdrawn": store.entry_of(gone)}) if as_json else _tell_gone(gone)
        return
    layer, feature = found(atlas, id_, "kzuz show")
    if as_json:
        cited = [entry["id"] for entry in feature["properties"]["sources"]]
        say_json(
            {"layer": layer.name, **feature, "documents": [store.entry_of(atlas.sources.get(one)) for one in cited]}
        )
        return
    for line in showing.lines(atlas, layer, feature, language()):
        say(line)


def _tell_gone(gone: object) -> None:
    from geo.i18n import text_in

    held = vars(gone)
    name, why = (text_in(held, stem, language()) for stem in ("name", "why"))
    values = {"name": name[0] if name else held["id"], "date": held["date"], "why": why[0] if why else ""}
    tell(Said("told.was_withdrawn", values))
    if held["instead"]:
        tell(Said("told.instead", {"id": held["instead"]}))


@app.command()
def history(
    id_: Annotated[str, typer.Argument(metavar="[ID]", help="Id of a feature; without one, the last changes.")] = "",
    lang: Told = None,
    as_json: AsJson = False,
    data: Data = DATA,
) -> None:
    """Who changed a feature, when and what, as git has it; without an id, the changes that can be taken back."""
    speak(lang)
    told = _steps(data) if not id_ else _commits(id_, data)
    if as_json:
        say_json(told)
        return
    for entry in told:
        say(_sentence(entry))


def _steps(data: Path) -> "list[Json]":
    from geo import store

    steps = store.steps(data)
    if not steps:
        tell(Said("history.no_steps"))
    return [
        {
            "number": step.number, "when": step.at, "who": step.by, "undone": step.undone or None,
            "touched": [
                {"id": one.id, "file": one.file, "what": one.kind, "fields": list(one.fields)} for one in step.touched
            ],
        }
        for step in steps
    ]  # fmt: skip


def _commits(id_: str, data: Path) -> "list[Json]":
    from geo import revisions, store
    from geo.correcting import found
    from geo.model import ID_PATTERN

    atlas = store.load(data, basemap=False)
    gone = any(entry.id == id_ for entry in atlas.withdrawn)
    here = None if gone else found(atlas, id_, "kzuz history").feature
    if not re.fullmatch(ID_PATTERN, id_) or not revisions.in_git(data):
        tell(Said("history.no_git", {"folder": str(data)}))
        return []
    commits = revisions.history_of(data, id_)
    newest = [] if (last := revisions.committed(data, id_)) == here else [_differences(last, here)]
    told: list[Json] = [{"when": None, "who": None, "commit": None, "why": None, "fields": fields} for fields in newest]
    for one in commits:
        fields = _differences(one.before, one.after)
        told.append({"when": one.when, "who": one.who, "commit": one.commit, "why": one.why, "fields": fields})
    return told


def _differences(before: "Json | None", after: "Json | None") -> "Json":
    """Each field that differs with its values; of what came or went as a whole, that alone."""
    if before is None or after is None:
        return {"feature": {"before": None if before is None else "…", "after": None if after is None else "…"}}
    was, now = ({**one["properties"], "geometry": one["geometry"]} for one in (before, after))
    return {
        name: {"before": was.get(name), "after": now.get(name)}
        for name in {**was, **now}
        if was.get(name) != now.get(name)
    }


def _sentence(entry: "Json") -> str:
    from geo.complaints import shown

    lang = language()
    if "touched" in entry:
        touched = tuple(
            Said("history.touched", {"what": Said(f"what.{one['what']}"), "id": one["id"]}) for one in entry["touched"]
        )
        values = {"n": entry["number"], "at": entry["when"], "by": entry["who"], "touched": touched}
        return Said("history.step_undone" if entry["undone"] else "history.step", values).text(lang)
    head = Said("history.commit", entry).text(lang) if entry["commit"] else Said("history.not_committed").text(lang)
    rows = [f"  {name}: {shown(pair['before'])} → {shown(pair['after'])}" for name, pair in entry["fields"].items()]
    return "\n".join([head, *rows])


Form = Literal["text", "json", "geojson", "page"]


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="A", help="A folder of data, or a revision of git.")],
    new: Annotated[str, typer.Argument(metavar="[B]", help="The same, newer; else the data as they are.")] = "",
    form: Annotated[Form, typer.Option("--as", help="page: new events, as the page lists changes.")] = "text",
    lang: Told = None,
    data: Data = DATA,
) -> None:
    """What changed from A to B: added, withdrawn, moved, state, events, sources, texts, values."""
    from geo import changes

    speak(lang)
    with _edition(old, data) as before, _edition(new or str(data), data) as after:
        if form == "page":
            say_json(changes.as_page(before, after))
            return
        found = changes.changes(before, after)
    if form == "json":
        say_json([changes.as_json(one) for one in found])
    elif form == "geojson":
        say_json(changes.as_geojson(found))
    else:
        _tell_changes(found)


@contextmanager
def _edition(named: str, data: Path) -> "Iterator[Atlas]":
    """The atlas of a folder, or of a revision of git of the data folder."""
    from geo import revisions, store

    with ExitStack() as stack:
        folder = Path(named)
        if not folder.is_dir():
            folder = stack.enter_context(revisions.folder_at(data, named))
        yield store.load(folder, basemap=False)


def _tell_changes(found: "list[Changed]") -> None:
    from geo.complaints import shown

    lang = language()
    for one in found:
        what = tuple(Said(f"what.{what}") for what in one.what)
        moved = (
            Said("diff.km", {"km": round(one.km, 1) if one.km >= 0.1 else round(one.km, 3)})
            if one.km is not None
            else ""
        )
        tell(Said("diff.feature", {"name": one.name(lang), "id": one.id, "what": what, "moved": moved}))
        for name, (was, now) in one.fields.items():
            say(f"  {name}: {shown(was)} → {shown(now)}")
    tell(Said("diff.total", {"n": len(found)}))
