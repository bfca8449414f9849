"""A reader's proposal at the terminal: shown beside what is there, and taken field by field."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from geo import store
from geo.citing import Document
from geo.editing import reason_of, wrote
from geo.errors import AtlasError, InvalidData, Place, Problem, Said
from geo.importing.files import held
from geo.model import Json, Layer
from geo.reviewing import COMMAND, Review, accept, field_told, review, told
from geo.terminal import complain, is_asked, language, say_json, tell
from geo.typed import assignments


def review_file(
    files: Sequence[Path],
    data: Path,
    *,
    fields: Sequence[str],
    take_all: bool,
    assign: Sequence[str],
    sources: Sequence[str],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Show a proposal; write what is accepted of it: the fields named, all that are as the reader saw them, or, where
    a person is there to be asked, those that he says yes to."""
    try:
        if len(files) != 1:
            raise InvalidData([Problem(Place(argument=COMMAND), "review.one_file", {"n": len(files)}, "proposal")])
        [(name, content)] = held(files).items()
        found = review(store.load(data), name, content)
        if not as_json:
            for said in told(found):
                tell(said)
        asked = not (fields or take_all or as_json)
        chosen = _asked(found) if asked and is_asked() else _named(found, fields, take_all=take_all)
        if not chosen:
            _end(found, asked=asked, as_json=as_json)
            return
        done = accept(
            data, found, chosen, beside=lambda layer: _beside(assign, layer),
            documents=tuple(Document(one) for one in sources), dry_run=dry_run,
        )  # fmt: skip
    except AtlasError as error:
        if as_json:
            say_json(_refused(error))
            raise typer.Exit(error.exit_code) from error
        raise
    if as_json:
        say_json({**found.as_dict(), "accepted": done.fields, "written": bool(done.outcome.paths)})
        return
    tell(Said("review.told.accepted", {"id": done.id, "fields": tuple(done.fields)}))
    for said in wrote(done.outcome):
        tell(said)


def _asked(found: Review) -> list[str]:
    """What a person at the terminal says yes to; what the atlas says already is not asked."""
    return [
        one.field
        for one in found.fields
        if one.state != "already"
        and typer.confirm(
            f"{field_told(one).text(language())}\n{Said('review.ask').text(language())}", default=False, err=True
        )
    ]


def _named(found: Review, fields: Sequence[str], *, take_all: bool) -> list[str]:
    """The fields that options name.

    Raises
    ------
    InvalidData
        All are to be taken, and of some the atlas says something else than the reader saw.
    """
    if not take_all:
        return list(dict.fromkeys(fields))
    changed = [one.field for one in found.fields if one.state == "changed" and one.field not in fields]
    if changed:
        place = Place(argument=f"{COMMAND}, --accept-all")
        raise InvalidData([Problem(place.at(name), "review.changed", {"field": name}, "proposal") for name in changed])
    return list(dict.fromkeys([*found.acceptable, *fields]))


def _beside(texts: Sequence[str], layer: Layer) -> Json:
    typed = assignments(texts, layer.noun, Place(argument=f"{COMMAND}, --set"))
    if typed.problems:
        raise InvalidData(typed.problems)
    return typed.fields


def _end(found: Review, *, asked: bool, as_json: bool) -> None:
    """Nothing was taken."""
    if as_json:
        say_json({**found.as_dict(), "accepted": [], "written": False})
        return
    tell(Said("review.told.nothing"))
    if asked and found.fields and not is_asked():
        complain(Said("review.told.how").text(language()))


def _refused(error: AtlasError) -> dict[str, Any]:
    lang = language()
    problems = [one.as_dict(lang) for one in error.problems]
    reason = reason_of(error.problems[0])
    return {"accepted": [], "written": False, "reason": reason, "message": error.text(lang), "problems": problems}
