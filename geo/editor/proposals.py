"""From what a person filled in to the edits it means, the atlas it would lead to, and every problem of that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from slugify import slugify

from geo import coordinates, editing, store
from geo.citing import LONGEST_ID, Document, cited, document_problems, today
from geo.editor.entries import OF_A_SOURCE, Typed
from geo.editor.shelf import Lying
from geo.editor.versions import Version, differing, text_of
from geo.errors import Place, Problem
from geo.i18n import text_in
from geo.model import Atlas, Json, Layer
from geo.store.edits import KEEP
from geo.vocabulary import CORE_COUNTRIES, LANGUAGES, Language

AT = "at"
# Which field of a row a problem of its document is about; others are about its address.
_ASKED_AS = {"cite.bad_date": "issued", "cite.bad_language": "language"}
# What stands for a field that is wrong or not filled in yet, while rules look at the others.
STAND_INS: Mapping[str, Any] = {
    "sector": "industry", "status": "unknown", "precision": "none", "countries": list(CORE_COUNTRIES),
    "modes": ["road"], "passengers": "unknown", "freight": "unknown", "third_country_nationals": "unknown",
    "station_kind": "station", "confirmed": False,
}  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    """What saving a form would do.

    Parameters
    ----------
    record
        The feature as it would be.
    edits
        What is to be done; none if nothing differs.
    after
        The atlas as it would be; None where it cannot be.
    problems
        Every one that the atlas has not without it.
    readings
        Of the position that was typed: one, or those to choose from.
    """

    layer: Layer
    record: Json
    edits: tuple[store.AnyEdit, ...]
    after: Atlas | None
    problems: tuple[Problem, ...]
    readings: tuple[coordinates.Reading, ...]

    @property
    def id(self) -> str:
        """Of the feature, as far as it has one."""
        return str(self.record.get("id", ""))


def proposed(lying: Lying, layer: Layer, entry: Typed, base: Version | None, lang: Language) -> Proposal:
    """What a form means for the atlas there is.

    Parameters
    ----------
    base
        The feature that is changed; None where one is added.
    lang
        Language of the person: of the position's letters, and of a name that makes the id.
    """
    atlas = lying.atlas
    place = Place(file=f"{atlas.folder}/{layer.filename}", id=base.record["id"] if base else "")
    record, documents, uncited = _cited(atlas, entry, place)
    record = _completed(record, base, lang, layer)
    place = replace(place, id=str(record.get("id", "")))
    point, readings, unread = _point(entry.at, base, lang, place)
    record = _with_basis(record, entry.at, base, readings)
    problems = [*uncited, *unread]
    edits: tuple[store.AnyEdit, ...] = (
        *documents,
        *_edit(layer, record, point, base, place),
    )
    outcome = editing.proposed(atlas, edits)
    told = {problem.place.field for problem in uncited}
    problems += [one for one in _new(outcome.problems, lying) if one.place.field not in told]
    is_led = outcome.atlas is not atlas
    if edits and not is_led:
        problems += _told_by_rules(lying, layer, record, point, base, {_root(one) for one in problems})
    if not place.id:
        problems = [_about_name(problem, lang) for problem in problems]
    unique = {problem.identity: problem for problem in problems}
    sound = outcome.atlas if not uncited and not unread else None
    return Proposal(layer, record, edits, sound, tuple(unique.values()), readings)


def _point(
    at: str, base: Version | None, lang: Language, place: Place
) -> tuple[Any, tuple[coordinates.Reading, ...], list[Problem]]:
    """The geometry a text means; every reading of it; why it means none."""
    if base is not None and at == text_of(base):
        here = base.lonlat
        return KEEP, (coordinates.Reading(*here, ("letters",)),) if here else (), []
    if not at:
        return None, (), []
    found = coordinates.parse(at, lang)
    if (why := found.refusal) is not None:
        fits = _fitting(why.values, lang)
        problem = Problem(place.at(AT), f"coordinate.refused.{why.key}", dict(why.values), "position-text")
        return None, fits or found.readings, [problem]
    one = found.readings[0]
    return {"type": "Point", "coordinates": [one.lon, one.lat]}, (one,), []


def _fitting(values: Mapping[str, str], lang: Language) -> tuple[coordinates.Reading, ...]:
    """The readings that a refusal says would fit."""
    texts = [text for name in ("fits", "first", "second") for text in values.get(name, "").split(" / ") if text]
    return tuple(one for text in texts if (one := coordinates.parse(text, lang).one))


def _completed(record: Json, base: Version | None, lang: Language, layer: Layer) -> Json:
    """What need not be typed: the id of a new feature, and that its texts are a person's."""
    done = dict(record)
    if base is not None:
        done["id"] = base.record["id"]
    elif "id" not in done and (name := text_in(record, "name", lang)):
        done["id"] = slugify(name[0], max_length=LONGEST_ID, word_boundary=True)
    written = [
        code for code in LANGUAGES
        if any(done.get(f"{family}_{code}") for family in layer.noun.translated if "name" not in family)
    ]  # fmt: skip
    said = done.get("text_status", {})
    statuses = {code: said.get(code, "human") for code in written}
    named = {code: word for code, word in said.items() if code not in statuses and done.get(f"name_{code}")}
    if statuses or named:
        done["text_status"] = {code: {**statuses, **named}[code] for code in LANGUAGES if code in {**statuses, **named}}
    else:
        done.pop("text_status", None)
    return {name: value for name, value in done.items() if value not in ("", None)}


def _with_basis(record: Json, at: str, base: Version | None, readings: tuple[coordinates.Reading, ...]) -> Json:
    """Where a position comes from: what was typed, unless the person says better, or said so before of this one."""
    had = base.record.get("precision_basis") if base else None
    is_other = bool(at) and (base is None or at != text_of(base))
    if not is_other or record.get("precision_basis") not in (None, had):
        return record
    typed = coordinates.typed(at)
    stated = f" ({readings[0].text})" if readings and readings[0].text != typed else ""
    return {**record, "precision_basis": f"Position as typed or placed by the person who entered it: {typed}{stated}"}


def _cited(atlas: Atlas, entry: Typed, place: Place) -> tuple[Json, list[store.AnyEdit], list[Problem]]:
    """The record with ids of documents where addresses stood; the edits that bring new ones; what is no document."""
    record = dict(entry.record)
    edits: list[store.AnyEdit] = []
    problems: list[Problem] = []
    rows = []
    for number, row in enumerate(record.get("sources", ())):
        said = entry.documents[number] if number < len(entry.documents) else {}
        ids, more, wrong = _document(atlas, row.get("id", ""), said, place.at("sources", number + 1))
        atlas = store.applied(atlas, more)
        edits += more
        problems += wrong
        rows.append({**row, "id": ids[0]} if ids else row)
    if rows:
        record["sources"] = list({row.get("id"): row for row in rows}.values())
    if "events" in record:
        known = {source.URL: source.id for source in atlas.sources.values() if source.URL}
        record["events"] = [
            {**event, "source": known.get(event["source"], event["source"])} if "source" in event else event
            for event in record["events"]
        ]
    return record, edits, problems


def _document(
    atlas: Atlas, text: str, said: Mapping[str, str], place: Place
) -> tuple[list[str], Sequence[store.AnyEdit], list[Problem]]:
    """What one row cites: its id, the edit that brings it if it is new, or why it is no document."""
    if not text:
        return [], (), []
    document = Document(text, *(said.get(name, "") for name in OF_A_SOURCE))
    wrong = list(document_problems([document], ""))
    if wrong:
        return [], (), [replace(one, place=place.at(_ASKED_AS.get(one.key, "id"))) for one in wrong]
    ids, edits, unknown = cited(atlas, [document], "")
    return ids, edits, [replace(one, place=place.at("id")) for one in unknown]


def _edit(layer: Layer, record: Json, point: Any, base: Version | None, place: Place) -> Iterator[store.Edit]:
    if base is None:
        yield replace(store.added(layer.name, record, point), place=place)
        return
    fields = {name: record.get(name) for name in differing(base.record, record)}
    if fields or point is not KEEP:
        yield replace(store.changed(layer.name, base.record["id"], fields), geometry=point, place=place)


def _new(found: Iterable[Problem], lying: Lying) -> list[Problem]:
    return [problem for problem in found if problem.identity not in lying.problems]


def _root(problem: Problem) -> str:
    return str(problem.place.field[0]) if problem.place.field else ""


def _about_name(problem: Problem, lang: Language) -> Problem:
    """The id is made of the name: where both are missing it is the name that is to be typed."""
    if problem.key != "schema.missing" or problem.place.field != ("id",):
        return problem
    place = replace(problem.place, field=(f"name_{lang}",))
    return Problem(place, "languages-present", {}, "languages-present")


def _told_by_rules(
    lying: Lying, layer: Layer, record: Json, point: Any, base: Version | None, faulty: set[str]
) -> list[Problem]:
    """What rules say of the rest, while some fields are wrong or not filled in yet: all is told at once."""
    trial = {name: value for name, value in record.items() if name not in faulty and name in layer.noun.model_fields}
    stand_ins = {"id": "new-feature", "name_en": "?", "checked": today(), **STAND_INS}
    stand_ins["sources"] = [{"id": next(iter(lying.atlas.sources), "none")}]
    for name, info in layer.noun.model_fields.items():
        if name not in trial and (info.is_required() or (name == "name_en" and not text_in(trial, "name", "en"))):
            trial[name] = stand_ins.get(name)
    if base is not None:
        trial["id"] = base.record["id"]
    place = Place(file=f"{lying.atlas.folder}/{layer.filename}", id=str(record.get("id", "")))
    outcome = editing.proposed(lying.atlas, _edit(layer, trial, point, base, place))
    if outcome.atlas is lying.atlas:
        return []
    own = Place(file=place.file, id=trial["id"])
    untold = {*faulty, *(name for name in trial if name not in record), "events" if "sources" in faulty else ""}
    found = _new(outcome.problems, lying)
    told = [one for one in found if one.place.id == own.id and _root(one) not in untold and _root(one)]
    return [replace(one, place=replace(one.place, id=place.id)) for one in told]
