"""The story of a correction: another state, event, value, document or position of a feature, or its end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from geo import citing, coordinates, editing, nearby, store
from geo.adding import Addition, argument_reading, basis_of
from geo.citing import Document, one_line, today
from geo.complaints import shown
from geo.dates import span
from geo.editing import Outcome
from geo.errors import Either, InvalidData, Place, Problem, Said, nothing_written
from geo.geodesy import distance_km
from geo.i18n import message, text_in
from geo.model import LAYERS, Atlas, Json, Layer
from geo.typed import assignments
from geo.vocabulary import LANGUAGES, EventKind, Language, Precision, Status

EDIT, MOVE, REMOVE = "kzuz edit", "kzuz move", "kzuz remove"
MOST_MEANT = 3


@dataclass(frozen=True)
class Correction:
    """What a person changes of a feature; "" and empty is left as it is.

    Parameters
    ----------
    status, date
        The state, and its day in EDTF; a new state without a day has none.
    event, notes
        What happened on `date`, and sentences about it, each in the language `lang` or as `ru=…` in another one.
    documents
        What says so; the first is the source of the event.
    assign
        `field=value` of other fields.
    """

    id: str
    status: Status | None = None
    date: str = ""
    event: EventKind | None = None
    notes: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    assign: tuple[str, ...] = ()
    lang: Language = "en"


class Corrected(NamedTuple):
    """What a correction led to, and what to tell of it."""

    outcome: Outcome
    told: list[Said]


class Found(NamedTuple):
    """A feature: its layer, and what its file has of it."""

    layer: Layer
    feature: Json


def found(atlas: Atlas, id_: str, command: str) -> Found:
    """The feature of an id, in whatever layer.

    Raises
    ------
    InvalidData
        There is none: the problem says which are spelt so, or when and why it was withdrawn.
    """
    for layer in LAYERS:
        feature = store.feature_of(atlas, layer.name, id_)
        if feature is not None:
            return Found(layer, feature)
    raise InvalidData([_missing(atlas, id_, Place(argument=command))])


def _missing(atlas: Atlas, id_: str, place: Place) -> Problem:
    for gone in atlas.withdrawn:
        if gone.id == id_:
            why = text_in(vars(gone), "why", "en")
            values = {"id": id_, "date": gone.date, "why": why[0] if why else ""}
            return Problem(place, "edit.withdrawn", values, "edits")
    known = [known for frame in atlas.layers().values() for known in frame["id"]]
    meant = get_close_matches(id_, known, n=MOST_MEANT) or [one for one in known if id_ and id_ in one][:MOST_MEANT]
    key = "edit.no_id_like" if meant else "edit.no_such"
    return Problem(place, key, {"id": id_, "meant": Either(meant)}, "edits")


@nothing_written()
def edit_feature(data_dir: Path | str, wanted: Correction, *, dry_run: bool = False) -> Corrected:
    """Change a feature; all or nothing.

    Raises
    ------
    InvalidData
        There is no such feature, nothing to change, a value that is none, or a rule that speaks against it.
    Busy
        Somebody else is writing.
    """
    if problems := list(citing.document_problems(wanted.documents, EDIT)):
        raise InvalidData(problems)
    return _corrected(data_dir, wanted.id, EDIT, lambda atlas: _edits(atlas, wanted), dry_run=dry_run)


def _corrected(
    data_dir: Path | str, id_: str, command: str, propose: Callable[[Atlas], list[store.AnyEdit]], *, dry_run: bool
) -> Corrected:
    outcome = editing.write(data_dir, propose, by=f"{command} {id_}", dry_run=dry_run)
    return Corrected(outcome, [*_differences(outcome, id_), *editing.wrote(outcome)])


def _differences(outcome: Outcome, id_: str) -> Iterator[Said]:
    """Which fields a change set, with their values before and after."""
    for layer in LAYERS:
        old, new = (store.feature_of(atlas, layer.name, id_) for atlas in (outcome.before, outcome.atlas))
        if old is None or new is None:
            continue
        for name in {**old["properties"], **new["properties"]}:
            was, now = (one["properties"].get(name) for one in (old, new))
            if was != now:
                yield Said("told.field", {"field": name, "was": shown(was), "now": shown(now)})


def _edits(atlas: Atlas, wanted: Correction) -> list[store.AnyEdit]:
    layer, feature = found(atlas, wanted.id, EDIT)
    typed = assignments(wanted.assign, layer.noun, Place(argument=f"{EDIT}, --set"))
    ids, documents, problems = citing.cited(atlas, wanted.documents, EDIT)
    problems = [*typed.problems, *problems]
    fields: Json = dict(typed.fields)
    if wanted.status:
        fields |= {"status": wanted.status, "status_date": wanted.date or None}
    if wanted.event:
        fields["events"] = _with_event(feature["properties"], wanted, ids)
    elif wanted.notes:
        problems.append(Problem(Place(argument=f"{EDIT}, --note"), "edit.note_alone", rule="given"))
    if wanted.date and not (wanted.status or wanted.event):
        problems.append(Problem(Place(argument=f"{EDIT}, --date"), "edit.date_alone", rule="given"))
    if not fields and not ids and not problems:
        problems.append(Problem(Place(argument=EDIT), "edit.nothing", rule="given"))
    if problems:
        raise InvalidData(problems)
    fields |= text_status_of(feature["properties"], fields)
    fields |= with_sources(feature["properties"], fields, ids)
    return [*documents, store.changed(layer.name, wanted.id, fields)]


def _with_event(record: Json, wanted: Correction, sources: list[str]) -> list[Json]:
    """The events of a feature with a new one, oldest first and undated ones last.

    Where the feature has a summary and nobody gave a note, the kind of the event is the note.
    """
    events = record.get("events", [])
    label = f"event.{wanted.event}"
    summarised = [lang for lang in LANGUAGES if f"summary_{lang}" in record]
    notes = {f"note_{lang}": message(label, lang) for lang in summarised or [wanted.lang]}
    notes |= {f"note_{lang}": text for lang, text in _notes(wanted).items()}
    event = {"date": wanted.date, "kind": wanted.event, **notes, "source": next(iter(sources), "")}
    new = {name: value for name, value in event.items() if value}

    def order(one: Json) -> tuple[bool, Any]:
        dated = span(one.get("date") or "")
        return (dated is None, dated.first if dated else None)

    dated = [one for one in [*events, new] if not order(one)[0]]
    return [*sorted(dated, key=lambda one: order(one)[1]), *(one for one in [*events, new] if order(one)[0])]


def _notes(wanted: Correction) -> dict[str, str]:
    """Notes by language: `ru=Закрыта.` is one in Russian, what names no language is in that of the correction."""
    found: dict[str, str] = {}
    for text in wanted.notes:
        lang, sign, rest = text.partition("=")
        named = sign and lang.strip() in LANGUAGES
        found[lang.strip() if named else wanted.lang] = one_line(rest if named else text)
    return found


def text_status_of(record: Json, fields: Json) -> Json:
    """Who wrote the texts: a person, of each language whose summary is changed."""
    own = {name.removeprefix("summary_"): value for name, value in fields.items() if name.startswith("summary_")}
    if not own:
        return {}
    kept = {lang: word for lang, word in record.get("text_status", {}).items() if lang not in own}
    return {"text_status": kept | {lang: "human" for lang, text in own.items() if text}}


def with_sources(record: Json, fields: Json, ids: list[str]) -> Json:
    """The documents with new ones, and the day their sources were read, where somebody read one."""
    if not ids:
        return {"checked": today()} if "status" in fields and "checked" not in fields else {}
    known = fields.get("sources") or record["sources"]
    cited = {entry["id"] for entry in known}
    supports = ", ".join(name for name in fields if name not in ("status_date", "text_status")) or "the record"
    more = [{"id": id_, "supports": supports} for id_ in ids if id_ not in cited]
    return {"sources": [*known, *more], "checked": fields.get("checked") or today()}


@nothing_written()
def move_feature(
    data_dir: Path | str,
    id_: str,
    at: str,
    why: str,
    *,
    order: coordinates.AxisOrder | None = None,
    precision: Precision | None = None,
    dry_run: bool = False,
) -> Corrected:
    """Give a point another position, as `coordinates.read` takes it, and say why; its region follows.

    Raises
    ------
    InvalidData
        There is no such point, the position cannot be read, no reason is given, or a rule speaks against it.
    """
    if not why.strip():
        raise InvalidData([Problem(Place(argument=f"{MOVE}, --why"), "edit.no_why", rule="given")])
    reading, how = argument_reading(Addition(at=at, order=order), MOVE)

    def propose(atlas: Atlas) -> list[store.AnyEdit]:
        layer, feature = found(atlas, id_, MOVE)
        if layer.geometry != "point":
            raise InvalidData([Problem(Place(argument=MOVE), "edit.no_point", {"id": id_}, "edits")])
        basis = f"{basis_of(at, reading)}. Moved on {today()}: {one_line(why)}"
        moved = store.moved(layer.name, id_, reading.lon, reading.lat, basis)
        fields = region_fields(atlas, feature["properties"], reading.lon, reading.lat)
        return [moved, store.changed(layer.name, id_, {**fields, **({"precision": precision} if precision else {})})]

    done = _corrected(data_dir, id_, MOVE, propose, dry_run=dry_run)
    return Corrected(done.outcome, [how, *_moved(done.outcome, id_, (reading.lon, reading.lat)), *done.told])


def _moved(outcome: Outcome, id_: str, to: tuple[float, float]) -> Iterator[Said]:
    geometry = found(outcome.before, id_, MOVE).feature["geometry"]
    if geometry:
        lon, lat = geometry["coordinates"][:2]
        km = float(distance_km(lon, lat, *to))
        yield Said("told.moved", {"id": id_, "km": round(km, 1) if km >= 0.1 else round(km, 3)})


def region_fields(atlas: Atlas, record: Json, lon: float, lat: float) -> Json:
    """Another region and country, of what says it lies in one region alone."""
    region = nearby.surroundings(atlas, lon, lat).region
    if region is None or len(record.get("admin1", [])) != 1 or record["admin1"] == [region]:
        return {}
    old = record["admin1"][0][:2]
    countries = [region[:2] if code == old else code for code in record["countries"]]
    return {"admin1": [region], "countries": list(dict.fromkeys(countries))}


@nothing_written()
def remove_feature(
    data_dir: Path | str, id_: str, why: str, *, instead: str = "", lang: Language = "en", dry_run: bool = False
) -> Corrected:
    """Withdraw a feature: its id is remembered with the reason, in the language `lang`, and never given again.

    Parameters
    ----------
    instead
        Id of the feature that stands in its place; links to the old one lead there.

    Raises
    ------
    InvalidData
        There is no such feature, no reason is given, or others rest on it.
    """
    if not why.strip():
        raise InvalidData([Problem(Place(argument=f"{REMOVE}, --why"), "edit.no_why", rule="given")])

    def propose(atlas: Atlas) -> list[store.AnyEdit]:
        layer, _ = found(atlas, id_, REMOVE)
        note = {"date": today(), f"why_{lang}": one_line(why), "instead": instead or None}
        return [store.withdrawn(layer.name, id_, note=note)]

    done = _corrected(data_dir, id_, REMOVE, propose, dry_run=dry_run)
    return Corrected(done.outcome, [Said("told.withdrawn", {"id": id_}), *done.told])
