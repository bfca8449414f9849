"""Answers about a file that was dropped: what each of its rows would do, and doing it; the story of `kzuz import`."""

import hashlib
from collections.abc import Sequence
from typing import Any

from starlette.responses import RedirectResponse, Response

from geo.editor import reviews
from geo.editor.asking import Asked
from geo.editor.controls import EDITABLE, Control, controls, layer_of
from geo.editor.dropped import File
from geo.editor.pages import page
from geo.importing import OUTCOMES, Line, Preview, import_files, previewed, proposals
from geo.importing import Asked as Beside
from geo.model import LAYER, Site
from geo.validate.references import is_web_address

# Of a longer file so many rows are shown, those that are refused first.
MOST_SHOWN = 300
GIVEN = ("sector", "status")


def asked_for(asked: Asked) -> Response:
    """The page that takes a file."""
    return _page(asked, None)


def looked_at(asked: Asked) -> Response:
    """What a file holds and would do, row by row; nothing is written."""
    if asked.upload and asked.upload[1]:
        word = asked.editor.dropped.keep(File(asked.upload[0][:200], asked.upload[1]))
    else:
        word = asked.value("word")
    file = asked.editor.dropped.get(word)
    if file is None:
        return _page(asked, None, 410 if word else 422, note="editor.file_gone" if word else "editor.no_file")
    found = proposals(asked.lying.atlas, {file.name: file.data}, _beside(asked))
    preview, _ = previewed(asked.lying.atlas, found, _beside(asked), update=_is_set(asked, "update"))
    if reviews.is_proposal(preview):
        return reviews.reviewed(asked, file, word)
    return _page(asked, preview, word=word)


def accepted(asked: Asked) -> Response:
    """Write what was looked at: every row or none, or those that can be taken. Looked at again if data/ changed."""
    file = asked.editor.dropped.get(asked.value("word"))
    if file is None:
        return _page(asked, None, 410, note="editor.file_gone")
    if asked.value("mark") != _mark(asked):
        answer = looked_at(asked)
        answer.status_code = 409
        return answer
    preview = import_files(
        asked.editor.folder,
        {file.name: file.data},
        _beside(asked),
        update=_is_set(asked, "update"),
        accept_valid=_is_set(asked, "valid"),
    )
    if preview.written:
        return RedirectResponse(f"{asked.home}/changes?done=imported", 303)
    return _page(asked, preview, 422, word=asked.value("word"))


def _beside(asked: Asked) -> Beside:
    """What the person says beside the file."""
    sources = tuple(text for text in asked.value("source").split() if is_web_address(text))
    layer = layer_of(asked.value("layer"))
    return Beside(
        given={name: word for name in GIVEN if (word := asked.value(name))},
        sources=sources,
        kind=layer.kind if layer else "",
        encoding=asked.value("encoding").strip()[:40],
        crs=asked.value("crs").strip()[:200],
    )


def _is_set(asked: Asked, name: str) -> bool:
    return asked.value(name) == "yes"


def _mark(asked: Asked) -> str:
    """What changes when any file of data/ does."""
    return hashlib.sha256(repr(sorted((asked.lying.atlas.stamp or {}).items())).encode()).hexdigest()[:16]


def _page(asked: Asked, preview: Preview | None, status: int = 200, *, word: str = "", note: str = "") -> Response:
    given: dict[str, Control] = {control.name: control for control in controls(Site) if control.name in GIVEN}
    rows = sorted(preview.lines, key=lambda line: line.outcome != "refused") if preview else []
    return page(
        asked,
        "import",
        status,
        preview=preview,
        file=preview.proposals[0] if preview else None,
        notes=[said.text(asked.lang) for said in preview.proposals[0].notes] if preview else [],
        counts=preview.counts if preview else dict.fromkeys(OUTCOMES, 0),
        rows=[_row(asked, line) for line in rows[:MOST_SHOWN]],
        more=max(0, len(rows) - MOST_SHOWN),
        word=word,
        mark=_mark(asked),
        note=note,
        given=[given[name] for name in GIVEN],
        chosen={name: asked.value(name) for name in (*GIVEN, "layer", "source", "encoding", "crs", "update")},
        kinds=[LAYER[name] for name in EDITABLE],
    )


def _row(asked: Asked, line: Line) -> dict[str, Any]:
    proposed = line.proposed
    place = "" if proposed.lon is None else f"{proposed.lat:.6g}, {proposed.lon:.6g}"
    return {
        "outcome": line.outcome,
        "where": line.where(asked.lang),
        "name": proposed.name,
        "place": place,
        "message": line.message(asked.lang),
        "changes": [_change(asked, change) for change in line.changes],
    }


def _change(asked: Asked, change: Any) -> str:
    label = asked.words.field(change.field) if change.field != "geometry" else asked.words("field.at")
    return f"{label}: {_shown(change.before)} → {_shown(change.after)}"


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "–"
    text = ", ".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
    return text if len(text) <= 120 else f"{text[:119]}…"
