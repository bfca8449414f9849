"""What a command asks of a person at a terminal, one question a thing that is missing; answers are checked at once."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import typer

from geo import citing, coordinates, nearby, store
from geo.adding import LAYER_OF, NEEDED, Addition, argument_problems, id_of, plan, same_thing
from geo.citing import Document
from geo.errors import InvalidData, Problem, Said
from geo.i18n import has_message, message
from geo.model import LAYER, Atlas
from geo.terminal import complain, language
from geo.typed import value_of
from geo.vocabulary import MODES, SECTORS, STATUSES, StationKind


def completed(new: Addition, data: Path) -> Addition:
    """An addition with all that it needs, asked of the person at the terminal; what was given is not asked again."""
    if not list(argument_problems(new)):
        return new
    atlas = store.load(data)
    if not new.name.strip():
        new = replace(new, name=_text("ask.name"))
    if not id_of(new):
        new = replace(new, id=_text("ask.id"))
    new = _with_position(new, atlas)
    for name in NEEDED[new.kind]:
        if not new.value(name):
            new = replace(new, fields={**new.fields, name: _field(new, name)})
    if not new.documents:
        new = replace(new, documents=(_document(atlas),))
    if not new.id:
        new = replace(new, id=_text("ask.id", default=id_of(new)))
    for one in plan(atlas, new).same:
        complain(same_thing(one).text(language()))
    if not typer.confirm(Said("ask.write").text(language()), default=True, err=True):
        raise typer.Exit(1)
    return new


def _text(key: str, default: str | None = None, *, needed: bool = True) -> str:
    """An answer as text; asked again until there is one, if there has to be."""
    while True:
        usual = default if needed else ""
        answer = typer.prompt(Said(key).text(language()), default=usual, show_default=bool(usual), err=True).strip()
        if answer or not needed:
            return str(answer)


def _until_sound(key: str, problems: Callable[[str], Iterable[Problem]]) -> str:
    """An answer that has no problems; each answer that has is told what is wrong."""
    while True:
        answer = _text(key)
        found = list(problems(answer))
        if not found:
            return answer
        for problem in found:
            complain(problem.text(language()))


def _with_position(new: Addition, atlas: Atlas) -> Addition:
    """A position that can be read in one way, or a town; of two readings or several towns the person chooses."""
    while True:
        if not new.at and not new.near:
            new = _placed(new, _text("ask.at"), atlas)
        if new.at:
            readings = coordinates.parse(new.at, order=new.order)
            if readings.refusal is None:
                _tell_surroundings(new, atlas)
                return new
            if readings.refusal.key == "both":
                chosen = _choice([reading.text for reading in readings.readings])
                return replace(new, at=readings.readings[chosen].text)
            try:
                coordinates.read(new.at, order=new.order)
            except InvalidData as error:
                complain("\n".join(problem.text(language()) for problem in error.problems))
        elif towns := nearby.towns_named(atlas.basemap, new.near) if atlas.basemap else []:
            names = [", ".join(filter(None, (town.text(language()), town.region))) for town in towns]
            return replace(new, near=names[_choice(names) if len(names) > 1 else 0])
        else:
            complain(Said("add.no_town", {"name": new.near}).text(language()))
        new = replace(new, at="", near="")


def _placed(new: Addition, answer: str, atlas: Atlas) -> Addition:
    """An answer without a digit may be the name of a town."""
    if not any(letter.isdigit() for letter in answer) and atlas.basemap and nearby.towns_named(atlas.basemap, answer):
        return replace(new, near=answer)
    return replace(new, at=answer)


def _tell_surroundings(new: Addition, atlas: Atlas) -> None:
    reading = coordinates.read(new.at, order=new.order)
    around = nearby.surroundings(atlas, reading.lon, reading.lat)
    position = coordinates.dms(reading.lon, reading.lat)
    key = "told.lies_in" if around.region else "told.lies_nowhere"
    complain(Said(key, {"position": position, "region": around.region or ""}).text(language()))
    if around.town:
        values = {"town": around.town.text(language()), "km": round(around.town_km, 1)}
        complain(Said("told.town", values).text(language()))


def _choice(words: list[str]) -> int:
    """Which of several, by its number."""
    for number, word in enumerate(words, start=1):
        complain(f"  {number}  {word}")
    while True:
        answer = _text("ask.which")
        if answer.isdecimal() and 1 <= int(answer) <= len(words):
            return int(answer) - 1


def _field(new: Addition, name: str) -> Any:
    """A field of the kind: a word of a closed list by its number, or a text."""
    lists: dict[str, tuple[str, ...]] = {
        "sector": SECTORS,
        "status": STATUSES,
        "modes": MODES,
        "station_kind": get_args(StationKind),
    }
    if name not in lists:
        return _text(f"ask.{name}")
    complain(Said(f"ask.{name}").text(language()))
    words = list(lists[name])
    word = words[_choice([f"{word}  {_label(name, word)}" for word in words])]
    return value_of(word, LAYER[LAYER_OF[new.kind]].noun, name)


def _label(name: str, word: str) -> str:
    key = f"{name.removesuffix('s') if name == 'modes' else name}.{word}"
    return message(key, language()) if has_message(key) else ""


def _document(atlas: Atlas) -> Document:
    """What says so: its address, and what is known of it if it is new."""

    def problems(answer: str) -> list[Problem]:
        one = [Document(answer)]
        return [*citing.document_problems(one, "kzuz add"), *citing.cited(atlas, one, "kzuz add")[2]]

    where = _until_sound("ask.source", problems)
    if not citing.cited(atlas, [Document(where)], "kzuz add")[1]:
        return Document(where)
    one = Document(where, _text("ask.source_title", needed=False), _text("ask.source_publisher", needed=False))
    while True:
        date, spoken = (_text(f"ask.source_{part}", needed=False) for part in ("date", "language"))
        whole = replace(one, date=date, language=spoken)
        found = list(citing.document_problems([whole], "kzuz add"))
        if not found:
            return whole
        for problem in found:
            complain(problem.text(language()))
