"""The form of a feature as a page: what was filled in, what is wrong with it at its field, what others made of it."""

from collections.abc import Sequence
from typing import Any

from starlette.responses import HTMLResponse

from geo.editor.asking import Asked
from geo.editor.conflicts import Conflict
from geo.editor.controls import Control, Section, sections
from geo.editor.entries import Form, control_of, filled, rows_of_form
from geo.editor.pages import page
from geo.editor.versions import Version, text_of
from geo.errors import Problem
from geo.model import Atlas, Layer, Source
from geo.vocabulary import LANGUAGES, PROSE_LANGUAGES

AT = Control("at", "text", longest=2000)


def form_page(
    asked: Asked,
    layer: Layer,
    form: Form,
    base: Version | None,
    status: int = 200,
    *,
    problems: Sequence[Problem] = (),
    conflict: Conflict | None = None,
    done: str = "",
) -> HTMLResponse:
    """Draw the form.

    Parameters
    ----------
    base
        What it is drawn from; None of a new feature.
    problems
        Of what was sent; each is told at its field, those of no field above the form.
    conflict
        What somebody else made of the feature meanwhile.
    done
        What was done just now: a word of `editor.done`.
    """
    drawn = sections(layer)
    now = dict(form)
    clashing = list(form.get("clash", ()))
    if conflict and conflict.theirs:
        clashing = list(conflict.fields)
        for name in conflict.followed:
            now = taken(now, layer, conflict.theirs, name)
    theirs = filled(layer, base.record, text_of(base)) if base else {}
    told: dict[str, list[dict[str, str]]] = {}
    for problem in problems:
        place = control_of(problem.place.field) if not base or problem.place.id in ("", base.record["id"]) else ""
        told.setdefault(place, []).append({**asked.words.told(problem), "other": "" if place else problem.place.text()})
    context: dict[str, Any] = {
        "layer": layer,
        "sections": drawn,
        "form": now,
        "rows": {name: rows_of_form(now, name) for name in ("events", "sources")},
        "base": base,
        "name": asked.words.name(base.record) if base else "",
        "problems": told,
        "count": len(problems),
        "known": {name for section in drawn for name in _fields(section)} | {"at"},
        "clashing": clashing,
        "theirs": theirs,
        "conflict": conflict,
        "done": done,
        "sources": source_names(asked.lying.atlas),
        "prose": (asked.lang, *(code for code in LANGUAGES if code != asked.lang)),
        "expected": PROSE_LANGUAGES,
        "at": AT,
    }
    return page(asked, "form", status, **context)


def taken(form: Form, layer: Layer, version: Version, field: str) -> dict[str, Any]:
    """The form with one field as a version has it."""
    given = filled(layer, version.record, text_of(version))
    kept = {name: values for name, values in form.items() if name.split(".")[0] != field}
    return {**kept, **{name: values for name, values in given.items() if name.split(".")[0] == field}}


def with_row(form: Form, name: str) -> dict[str, Any]:
    """The form with one empty row more of events or sources."""
    number = max(rows_of_form(form, name), default=-1) + 1
    first = f"{name}.{number}.{'date' if name == 'events' else 'id'}"
    return {**form, first: [""]}


def without_row(form: Form, row: str) -> dict[str, Any]:
    """The form without a row: `events.1`."""
    return {name: values for name, values in form.items() if not name.startswith(f"{row}.")}


def source_names(atlas: Atlas) -> list[tuple[str, str]]:
    """Each document that may be cited: its id, and the words it is found by."""
    return [
        (source.id, _name(source)) for source in atlas.sources.values() if source.type not in ("dataset", "software")
    ]


def _name(source: Source) -> str:
    issued = str(source.issued.date_parts[0][0]) if source.issued else ""
    return " · ".join(filter(None, [source.title or source.URL, source.container_title, issued]))


def _fields(section: Section) -> list[str]:
    found = []
    for control in section.controls:
        found += [f"{control.name}_{lang}" for lang in LANGUAGES] if control.is_text else [control.name]
    return found
