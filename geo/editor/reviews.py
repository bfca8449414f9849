"""Answers about a reader's proposal that was dropped: each field beside what is there, and taking those ticked."""

import json
from collections.abc import Sequence
from typing import cast

from starlette.responses import RedirectResponse, Response

from geo import reviewing
from geo.adding import NEEDED, Kind
from geo.citing import Document
from geo.editor.asking import BY, Asked
from geo.editor.controls import Control, controls
from geo.editor.dropped import File
from geo.editor.entries import typed
from geo.editor.pages import page
from geo.editor.review_words import about, about_point, shown
from geo.errors import InvalidData, Problem
from geo.importing import Preview
from geo.model import LAYER, Json, Layer
from geo.reviewing import Review

# What is to be done about these stands on the page itself; the catalogues name options of the command.
_MENDED_HERE = frozenset(("review.no_source", "review.lacks"))


def is_proposal(preview: Preview) -> bool:
    """Whether a file was refused because it is a reader's proposal."""
    return any(refusal.reason == "proposal" for line in preview.lines for refusal in line.refusals)


def reviewed(asked: Asked, file: File, word: str) -> Response:
    """A proposal beside what is there; nothing is written."""
    return _page(asked, reviewing.review(asked.lying.atlas, file.name, file.data), word)


def accepted(asked: Asked) -> Response:
    """Write the fields that were ticked, by every rule; what was looked at is what is written."""
    word = asked.value("word")
    file = asked.editor.dropped.get(word)
    if file is None:
        return page(asked, "gone", 410)
    found = reviewing.review(asked.lying.atlas, file.name, file.data)
    if asked.value("seen") != _seen(found):
        return _page(asked, found, word, 409, note="editor.proposal.again")
    taken = found.acceptable if asked.value("all") else list(asked.form.get("take", ()))
    if not taken:
        return _page(asked, found, word, 422, note="editor.proposal.none")
    documents = tuple(Document(text) for text in asked.value("source").split())
    try:
        reviewing.accept(
            asked.editor.folder, found, taken, beside=lambda layer: _beside(asked, found, layer), documents=documents,
            by=BY,
        )  # fmt: skip
    except InvalidData as error:
        return _page(asked, found, word, 422, problems=error.problems, taken=taken)
    return RedirectResponse(f"{asked.home}/changes?done=accepted", 303)


def _seen(found: Review) -> str:
    """What changes when the proposal is no longer beside what a person looked at."""
    return found.version or found.id


def _page(
    asked: Asked, found: Review, word: str, status: int = 200, *, note: str = "",
    problems: Sequence[Problem] = (), taken: Sequence[str] | None = None,
) -> Response:  # fmt: skip
    ticked = set(asked.form.get("take", ()) if taken is None else taken)
    layer = LAYER[found.layer]
    known = {control.name: control for control in controls(layer.noun)}
    return page(
        asked,
        "review",
        status,
        found=found,
        layer=layer,
        word=word,
        seen=_seen(found),
        note=note,
        problems=[_told(asked, problem) for problem in problems],
        about=list(about(asked, found)),
        fields=[shown(asked, known, one, is_ticked=one.field in ticked) for one in found.fields],
        points=json.dumps(about_point(asked, found)),
        lacking=_lacking(found, known, ticked if status == 422 else set(found.acceptable)),
        form=asked.form,
        source=asked.value("source"),
    )


def _told(asked: Asked, problem: Problem) -> dict[str, str]:
    told = asked.words.told(problem)
    return {**told, "mend": ""} if problem.key in _MENDED_HERE else told


def _lacking(found: Review, known: dict[str, Control], taken: set[str]) -> list[tuple[Control, str]]:
    """Controls, with their names in the form, for what a new place needs and the fields taken do not say."""
    if not found.is_new:
        return []
    needed = NEEDED[cast("Kind", found.proposal.kind)]
    named = {name: f"{name}_{found.proposal.lang}" if known[name].is_text else name for name in needed}
    return [(known[name], own) for name, own in named.items() if own not in taken]


def _beside(asked: Asked, found: Review, layer: Layer) -> Json:
    """What the person fills in for a new place."""
    known = {control.name: control for control in controls(layer.noun)}
    wanted = {own for _, own in _lacking(found, known, set())}
    return {name: value for name, value in typed(layer, asked.form).record.items() if name in wanted}
