"""Answers about the changes made lately: the list of them, and taking one back."""

from typing import Any

from starlette.responses import RedirectResponse, Response

from geo import editing, store
from geo.editor.asking import Asked
from geo.editor.controls import EDITABLE
from geo.editor.pages import page
from geo.editor.versions import home_of
from geo.errors import InvalidData, Place, Problem
from geo.i18n.format import date
from geo.store import Step, Touched

# Of a long change so many things are listed.
MOST_LISTED = 12
# A longer number is that of no change.
MOST_FIGURES = 15


def listed(asked: Asked) -> Response:
    """The changes that are remembered, the newest first."""
    steps = [_shown(asked, step) for step in store.steps(asked.editor.folder)]
    return page(asked, "changes", steps=steps, done=asked.query.get("done", ""))


def undone(asked: Asked) -> Response:
    """Take a change back: the one of the number that was sent."""
    number = asked.value("number")
    if not number.isascii() or not number.isdigit() or len(number) > MOST_FIGURES:
        raise InvalidData([Problem(Place(), "undo.no_such", {"n": number}, "undo")])
    editing.undo(asked.editor.folder, int(number))
    return RedirectResponse(f"{asked.home}/changes?done=undone", 303)


def _shown(asked: Asked, step: Step) -> dict[str, Any]:
    return {
        "number": step.number,
        "at": step.at,
        "when": f"{date(step.at[:10], asked.lang)} {step.at[11:16]} UTC",
        "by": step.by,
        "undone": step.undone,
        "touched": [_thing(asked, one) for one in step.touched[:MOST_LISTED]],
        "more": max(0, len(step.touched) - MOST_LISTED),
    }


def _thing(asked: Asked, one: Touched) -> dict[str, str]:
    layer = home_of(asked.lying.atlas, one.id)
    is_there = layer is not None and layer.name in EDITABLE and one.file == layer.filename
    before = (one.before or {}).get("properties") or {}
    frame = getattr(asked.lying.atlas, layer.name) if layer and is_there else None
    record = before or (frame.loc[frame["id"] == one.id].iloc[0].to_dict() if frame is not None else {})
    return {
        "name": asked.words.name({**record, "id": one.id}),
        "kind": one.kind,
        "fields": ", ".join(one.fields),
        "address": f"{asked.home}/edit/{one.id}" if is_there else "",
    }
