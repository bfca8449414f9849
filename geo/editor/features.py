"""Answers about one feature: an empty form, the form of one that is there, checks while it is filled in, saving it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from geo import editing, store
from geo.citing import today
from geo.coordinates import Reading
from geo.editor import drawn
from geo.editor.asking import BY, Asked
from geo.editor.beside import neighbours, shown
from geo.editor.conflicts import Conflict, conflict_of
from geo.editor.controls import EDITABLE, layer_of
from geo.editor.entries import control_of, filled, typed
from geo.editor.form_page import form_page, taken, with_row, without_row
from geo.editor.pages import page
from geo.editor.proposals import Proposal, proposed
from geo.editor.shelf import Lying, lying_of
from geo.editor.versions import Version, home_of, read_version, text_of, version_of
from geo.errors import InvalidData, Place, Problem
from geo.frames import rows_of
from geo.model import Atlas, Layer
from geo.nearby import surroundings
from geo.store import AnyEdit

# What a form may have more or fewer rows of.
ROWS = ("events", "sources")
# What a new form begins with.
NEW: dict[str, Any] = {"sources": [{}]}


def start(asked: Asked) -> Response:
    """The first page: the map, what can be added, and everything that can be corrected."""
    listed = [
        {"id": row["id"], "kind": layer.kind, "name": asked.words.name(row)}
        for layer in map(layer_of, EDITABLE)
        if layer
        for row in rows_of(getattr(asked.lying.atlas, layer.name))
    ]
    listed.sort(key=lambda one: one["name"].casefold())
    return page(asked, "start", features=listed, done=asked.query.get("done", ""), id=asked.query.get("id", ""))


def atlas_data(asked: Asked) -> Response:
    """What the map is drawn from."""
    return JSONResponse(drawn.whole(asked.lying.atlas, asked.lang))


def new(asked: Asked) -> Response:
    """An empty form of a layer; at a position where the address names one."""
    layer = _layer(asked.part)
    form = filled(layer, {**NEW, "checked": today()}, asked.query.get("at", "")[:200])
    return form_page(asked, layer, form, None)


def existing(asked: Asked) -> Response:
    """The form of a feature that is there."""
    layer, version = _there(asked)
    form = filled(layer, version.record, text_of(version))
    return form_page(asked, layer, form, version, done=asked.query.get("done", ""))


def redrawn(asked: Asked) -> Response:
    """The form as it was sent, in another language or with a row more or less; nothing is written."""
    layer, base, form = _layer(asked.part), _base(asked), asked.form
    if (more := asked.value("more")) in ROWS:
        form = with_row(form, more)
    if less := asked.value("less"):
        form = without_row(form, less)
    if (take := asked.value("take")) and base:
        form = taken(form, layer, base, take)
        form["clash"] = [name for name in form.get("clash", ()) if name != take]
    return form_page(asked, layer, form, base)


def checked(asked: Asked) -> Response:
    """What saving the form would meet: problems, readings, neighbours, the card; nothing is written."""
    layer = _layer(asked.part)
    base = _base(asked)
    proposal = proposed(asked.lying, layer, typed(layer, asked.form), base, asked.lang)
    return JSONResponse(_told(asked, proposal))


def saved(asked: Asked) -> Response:
    """Write the form through the store: all of it or nothing. What stands in the way is said at its field."""
    layer, base = _layer(asked.part), _base(asked)
    entry = typed(layer, asked.form)
    ids: list[str] = []

    def edits(atlas: Atlas) -> Sequence[AnyEdit]:
        """Asked under the lock, of the atlas as it is then."""
        if conflict := conflict_of(atlas, layer, base, entry):
            raise conflict
        proposal = proposed(_lying(asked, atlas), layer, entry, base, asked.lang)
        if proposal.problems:
            raise InvalidData(proposal.problems)
        ids.append(proposal.id)
        return proposal.edits

    try:
        outcome = editing.write(asked.editor.folder, edits, by=BY)
    except Conflict as conflict:
        return form_page(asked, layer, asked.form, conflict.theirs, 409, conflict=conflict)
    except InvalidData as error:
        return form_page(asked, layer, asked.form, base, 422, problems=error.problems)
    done = "saved" if outcome.paths else "unchanged"
    return RedirectResponse(f"{asked.home}/edit/{ids[-1]}?done={done}", 303)


def withdrawn(asked: Asked) -> Response:
    """Take a feature out, with the reason; its id is not given again."""
    layer, version = _there(asked)
    why = " ".join(asked.value("why").split())
    if not why:
        place = Place(file=f"{asked.lying.atlas.folder}/{layer.filename}", id=asked.part, field=("why",))
        form = filled(layer, version.record, text_of(version))
        return form_page(asked, layer, form, version, 422, problems=[Problem(place, "schema.empty", {}, "schema")])
    seen = asked.value("version")

    def edits(atlas: Atlas) -> Sequence[AnyEdit]:
        now = version_of(atlas, layer, asked.part)
        if now is None or now.mark != seen:
            place = Place(file=f"{atlas.folder}/{layer.filename}", id=asked.part)
            raise InvalidData([Problem(place, "edit.changed_since", {"id": asked.part}, "edits")])
        note = {"date": today(), f"why_{asked.lang}": why}
        return [store.withdrawn(layer.name, asked.part, note=note)]

    editing.write(asked.editor.folder, edits, by=BY)
    return RedirectResponse(f"{asked.home}/changes?done=withdrawn", 303)


def _lying(asked: Asked, atlas: Atlas) -> Lying:
    """The atlas under the lock with what is wrong with it; known already where no file has changed since."""
    is_same = atlas.stamp is not None and atlas.stamp == asked.lying.atlas.stamp
    return replace(asked.lying, atlas=atlas) if is_same else lying_of(atlas)


def _layer(name: str) -> Layer:
    if (layer := layer_of(name)) is None:
        raise HTTPException(404)
    return layer


def _there(asked: Asked) -> tuple[Layer, Version]:
    layer = home_of(asked.lying.atlas, asked.part)
    version = version_of(asked.lying.atlas, layer, asked.part) if layer and layer.name in EDITABLE else None
    if layer is None or version is None:
        raise HTTPException(404)
    return layer, version


def _base(asked: Asked) -> Version | None:
    """What the form was drawn from; None of a new feature."""
    text = asked.value("base")
    if text and (version := read_version(text)) is None:
        raise HTTPException(400)
    return version if text else None


def _told(asked: Asked, proposal: Proposal) -> dict[str, Any]:
    """A proposal as the page's script shows it."""
    words, atlas = asked.words, asked.lying.atlas
    one = proposal.readings[0] if len(proposal.readings) == 1 else None
    is_read = one is not None and not any(problem.place.field[:1] == ("at",) for problem in proposal.problems)
    lonlat = (one.lon, one.lat) if one and is_read else None
    after = proposal.after
    return {
        "problems": [
            {"field": control_of(problem.place.field), "other": _other(asked, proposal, problem), **words.told(problem)}
            for problem in proposal.problems
        ],
        "summary": _summary(asked, proposal),
        "position": {"lon": lonlat[0], "lat": lonlat[1]} if lonlat else None,
        "told": _how_read(asked, one) if one and is_read else "",
        "readings": [] if is_read else [_reading(asked, reading) for reading in proposal.readings],
        "region": _region(asked, lonlat),
        "beside": [shown(asked, one) for one in neighbours(atlas, proposal.record, lonlat)],
        "card": drawn.one(after, proposal.layer.name, proposal.id, asked.lang) if after is not None else None,
        "id": proposal.id,
    }


def _summary(asked: Asked, proposal: Proposal) -> str:
    """That it can be saved, or which fields are still to be filled in or mended."""
    if not proposal.problems:
        return asked.words("editor.sound")
    own = [problem for problem in proposal.problems if not _other(asked, proposal, problem)]
    names = dict.fromkeys(asked.words.field(control_of(problem.place.field)) for problem in own)
    if not any(names):
        return asked.words.counted("problems", len(proposal.problems))
    return asked.words("editor.still", fields=", ".join(filter(None, names)))


def _reading(asked: Asked, reading: Reading) -> dict[str, Any]:
    take = asked.words("editor.take_reading", position=reading.text)
    return {"lon": reading.lon, "lat": reading.lat, "text": reading.text, "take": take}


def _other(asked: Asked, proposal: Proposal, problem: Problem) -> str:
    """Where a problem is that stands at something else than the feature of the form; "" of its own."""
    return "" if problem.place.id in ("", proposal.id) else problem.place.text(asked.lang)


def _how_read(asked: Asked, reading: Reading) -> str:
    how = ", ".join(asked.words.problem(f"coordinate.{word}") for word in reading.how)
    values = {"lon": f"{reading.lon:.10g}", "lat": f"{reading.lat:.10g}", "how": how}
    return asked.words.problem("coordinate.read", **values)


def _region(asked: Asked, lonlat: tuple[float, float] | None) -> dict[str, str] | None:
    """The region a position lies in, for the form to offer."""
    code = surroundings(asked.lying.atlas, *lonlat).region if lonlat else None
    if not code:
        return None
    name = asked.words.place(code)
    return {"code": code, "country": code[:2], "name": name, "text": asked.words("editor.lies_in", region=name)}
