"""The story of a new site, crossing or station: read the position, look round, cite the documents, write one line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from slugify import slugify

from geo import citing, coordinates, editing, nearby, places, store, validate
from geo.citing import LONGEST_ID, Document, one_line, today
from geo.editing import Outcome
from geo.errors import NOTHING_WRITTEN, Either, InvalidData, Named, Place, Problem, Said, Value, nothing_written
from geo.i18n import message
from geo.model import LAYER, Atlas, Json
from geo.nearby import Known, Surroundings, Town
from geo.vocabulary import CORE_COUNTRIES, LANGUAGE_NAMES, SECTORS, STATUSES, Language, Precision

COMMAND = "kzuz add"
# Addresses of map sites are long, and say little that the position does not.
LONGEST_TYPED = 200
Kind = Literal["site", "crossing", "station"]
LAYER_OF: dict[Kind, str] = {"site": "sites", "crossing": "border_crossings", "station": "rail_stations"}
ACCESS = ("passengers", "freight", "third_country_nationals")
# What stands for a field that nobody gave.
USUAL: dict[Kind, Json] = {
    "site": {},
    "crossing": {"sector": "border", **dict.fromkeys(ACCESS, "unknown")},
    "station": {"sector": "transport", "confirmed": False},
}
# What has to be given of each kind, beside name, position and source: fields, and the option that gives each.
NEEDED: dict[Kind, dict[str, str]] = {
    "site": {"sector": "--sector", "status": "--status"},
    "crossing": {"status": "--status", "kz_name": "--kz-name", "uz_name": "--uz-name", "modes": "--mode"},
    "station": {"status": "--status", "station_kind": "--station-kind"},
}


@dataclass(frozen=True)
class Addition:
    """What a person says of a new thing; what nobody said is "" or empty.

    Parameters
    ----------
    name, summary
        In the language `lang`; other languages are left out.
    at
        A position as `coordinates.read` takes it.
    near
        The name of a town instead: its point is taken, known to the locality.
    order
        Which of two bare numbers of `at` comes first, where both orders fit.
    documents
        What says so.
    fields
        Values of other fields, as the model has them; `kz_name` and `uz_name` are in the language `lang`.
    id
        Constant id, or "" to make one from the name.
    """

    kind: Kind = "site"
    name: str = ""
    at: str = ""
    near: str = ""
    order: coordinates.AxisOrder | None = None
    documents: tuple[Document, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    summary: str = ""
    lang: Language = "en"
    precision: Precision | None = None
    id: str = ""

    def value(self, name: str) -> Any:
        """A field as given, else what is usual for the kind."""
        given = self.fields.get(name)
        return USUAL[self.kind].get(name) if given in (None, "", []) else given


class Spot(NamedTuple):
    """A position, how sure it is, what it rests on, and how it was understood, in words."""

    lon: float
    lat: float
    precision: Precision
    basis: str
    how: Said


class Plan(NamedTuple):
    """What an addition would do to an atlas: the edits, and what is known of the place."""

    edits: list[store.AnyEdit]
    record: Json
    spot: Spot
    around: Surroundings
    region: Named | None
    same: list[Known]


class Added(NamedTuple):
    """What came of it: what it led to, the plan behind it, what was understood and written, and warnings."""

    outcome: Outcome
    plan: Plan
    told: list[Said]
    warnings: list[Said]


@nothing_written()
def add_feature(data_dir: Path | str, new: Addition, *, dry_run: bool = False) -> Added:
    """Add a site, crossing or station to its layer, and its documents to data/sources.json; all or nothing.

    Raises
    ------
    InvalidData
        Something is missing or cannot be read, or a rule finds a problem in the atlas as it would be; with all of them.
    Busy
        Somebody else is writing; nothing is written.
    """
    if problems := list(argument_problems(new)):
        raise InvalidData(problems)
    planned: list[Plan] = []

    def propose(atlas: Atlas) -> list[store.AnyEdit]:
        planned[:] = [plan(atlas, new)]
        return planned[0].edits

    refusal = Said("outcome.read_as", {"how": argument_reading(new)[1]}) if new.at else NOTHING_WRITTEN
    outcome = editing.write(data_dir, propose, by=COMMAND, dry_run=dry_run, refusal=refusal)
    [done] = planned
    return Added(outcome, done, _told(new, done, outcome), [same_thing(one) for one in done.same])


def argument_problems(new: Addition) -> Iterator[Problem]:
    """Everything that is missing, or cannot be read, before any file is looked at."""
    if not new.name.strip():
        yield Problem(_typed_at("name"), "add.no_name", rule="name-given")
    elif not id_of(new):
        yield Problem(_typed_at("--id"), "add.no_id", {"name": new.name}, rule="well-formed-ids")
    if new.id and slugify(new.id) != new.id:
        sound = slugify(new.id, max_length=LONGEST_ID, word_boundary=True) or "new-site"
        yield Problem(_typed_at("--id"), "add.bad_id", {"id": new.id, "sound": sound}, rule="well-formed-ids")
    if new.at:
        try:
            argument_reading(new)
        except InvalidData as error:
            yield from error.problems
    elif not new.near:
        yield Problem(_typed_at("--at"), "add.no_position", rule="no-position")
    for name, option in NEEDED[new.kind].items():
        if not new.value(name):
            yield Problem(_typed_at(option), "add.missing", {"words": _words(name)}, rule="given")
    if not new.documents:
        yield Problem(_typed_at("--source"), "add.no_source", rule="has-source")
    yield from citing.document_problems(new.documents, COMMAND)


def _words(name: str) -> Value:
    """The words of a closed list, or nothing."""
    lists: dict[str, tuple[str, ...]] = {"sector": SECTORS, "status": STATUSES}
    return Said("add.one_of", {"words": Either(lists[name])}) if name in lists else ""


def plan(atlas: Atlas, new: Addition) -> Plan:
    """What an addition would do to an atlas; pure.

    Raises
    ------
    InvalidData
        The position cannot be read, the town is not known or there are several, a document is not there.
    """
    spot = _spot(atlas, new)
    around = nearby.surroundings(atlas, spot.lon, spot.lat)
    ids, documents, problems = citing.cited(atlas, new.documents, COMMAND)
    if problems:
        raise InvalidData(problems)
    record = _record(atlas, new, spot, around, ids)
    geometry = {"type": "Point", "coordinates": [spot.lon, spot.lat]}
    same = nearby.same_things(atlas, record, spot.lon, spot.lat)
    region = places.named(atlas.basemap, [around.region])[0] if around.region else None
    return Plan([*documents, store.added(LAYER_OF[new.kind], record, geometry)], record, spot, around, region, same)


def argument_reading(new: Addition, command: str = COMMAND) -> tuple[coordinates.Reading, Said]:
    """The position that was typed, and how it was understood; `InvalidData` as of `coordinates.read`."""
    reading = coordinates.read(new.at, order=new.order, argument=f"{command}, --at")
    how = tuple(Said(f"coordinate.{word}") for word in reading.how)
    return reading, Said("coordinate.read", {"lon": f"{reading.lon:.10g}", "lat": f"{reading.lat:.10g}", "how": how})


def _spot(atlas: Atlas, new: Addition) -> Spot:
    if new.at:
        reading, how = argument_reading(new)
        return Spot(reading.lon, reading.lat, new.precision or "locality", basis_of(new.at, reading), how)
    town = _town(atlas, new.near)
    how = Said("told.near", {"town": town.text(new.lang), "lon": f"{town.lon:.10g}", "lat": f"{town.lat:.10g}"})
    return Spot(town.lon, town.lat, new.precision or "locality", f"Point of {town.text('en')} (GeoNames).", how)


def _town(atlas: Atlas, name: str) -> Town:
    found = nearby.towns_named(atlas.basemap, name) if atlas.basemap else []
    if len(found) == 1:
        return found[0]
    listed = tuple(f"{town.text('en')}, {town.region}" if town.region else town.text("en") for town in found)
    key = "add.several_towns" if found else "add.no_town"
    raise InvalidData([Problem(_typed_at("--near"), key, {"name": name, "towns": Either(listed)}, "no-position")])


def basis_of(typed: str, reading: coordinates.Reading) -> str:
    """What was typed; and, where it says which number is the latitude, the same so that nobody can doubt it."""
    text = coordinates.typed(typed)
    if len(text) > LONGEST_TYPED:
        text = f"{text[:LONGEST_TYPED]}…"
    stated = f" ({reading.text})" if reading.marked and text != reading.text else ""
    return f"Position as typed by the person who added it: {text}{stated}"


def _typed_at(argument: str) -> Place:
    return Place(argument=f"{COMMAND}, {argument}")


def id_of(new: Addition) -> str:
    """The id that was given, or one made of the name: "" where it holds no letter or digit."""
    return new.id or slugify(new.name, max_length=LONGEST_ID, word_boundary=True)


def _record(atlas: Atlas, new: Addition, spot: Spot, around: Surroundings, sources: list[str]) -> Json:
    texts = {f"name_{new.lang}": one_line(new.name)}
    if summary := one_line(new.summary):
        texts[f"summary_{new.lang}"] = summary
    place = {
        "countries": [around.region[:2]] if around.region else list(CORE_COUNTRIES),
        "admin1": [around.region] if around.region else [],
    }
    own = _crossing(atlas, new, spot, around) if new.kind == "crossing" else {}
    given = {name: value for name, value in new.fields.items() if value not in (None, "", []) and name not in own}
    whole = {
        "id": id_of(new),
        **texts,
        **USUAL[new.kind],
        "events": _events(new, sources[0]) or None,
        **place,
        "precision": spot.precision,
        "precision_basis": spot.basis,
        "sources": [{"id": id_, "supports": f"the {new.kind}"} for id_ in sources],
        "checked": today(),
        "text_status": {new.lang: "human"} if summary else None,
        **own,
        **given,
    }
    known = LAYER[LAYER_OF[new.kind]].noun.model_fields
    # Names of the posts were given in the language of the name.
    return {name: value for name, value in whole.items() if name in known or name not in ("kz_name", "uz_name")}


def _crossing(atlas: Atlas, new: Addition, spot: Spot, around: Surroundings) -> Json:
    """What the place of a crossing says of it: both countries, a region on each side, whose post the point is."""
    regions = nearby.sides(atlas.basemap, spot.lon, spot.lat) if atlas.basemap else {}
    side = around.country if around.country in CORE_COUNTRIES else None
    found: Json = {"countries": list(CORE_COUNTRIES), "point_side": new.value("point_side") or side}
    for country in CORE_COUNTRIES:
        stem = country.lower()
        found[f"{stem}_admin1"] = new.value(f"{stem}_admin1") or regions.get(country)
        found[f"{stem}_name_{new.lang}"] = one_line(str(new.value(f"{stem}_name")))
    both = [found[f"{country.lower()}_admin1"] for country in CORE_COUNTRIES]
    return found | {"admin1": [region for region in both if region]}


def _events(new: Addition, source: str) -> list[Json]:
    """Works need someone who saw them: the source, on the date of the state."""
    if new.value("status") != "under_construction":
        return []
    date = new.value("status_date")
    seen = {"date": date} if date else {}
    note = {f"note_{new.lang}": message("status.under_construction", new.lang)}
    return [{**seen, "kind": "report", **note, "source": source}]


def _told(new: Addition, done: Plan, outcome: Outcome) -> list[Said]:
    """What was understood and written, for the person to read."""
    spot, around = done.spot, done.around
    position = {"position": coordinates.dms(spot.lon, spot.lat)}
    lies = Said("told.lies_nowhere", position)
    if done.region:
        lies = Said("told.lies_in", {**position, "region": done.region})
    sound = Said("told.no_problems", {"n": len(validate.RULES)})
    told = [spot.how, Said("told.added", {"lies": lies, "sound": sound, "id": done.record["id"]})]
    if around.town:
        told.append(Said("told.town", {"town": around.town.text(new.lang), "km": round(around.town_km, 1)}))
    if around.known:
        near = tuple(Said("told.known", {"name": one.text(new.lang), "km": round(one.km, 1)}) for one in around.known)
        told.append(Said("told.around", {"known": near}))
    told.append(Said("told.named", {"language": LANGUAGE_NAMES[new.lang]}))
    return [*told, *editing.wrote(outcome, LAYER[LAYER_OF[new.kind]].filename, 1)]


def same_thing(one: Known) -> Said:
    """The warning that something may be in the atlas already."""
    kind = LAYER[one.layer].kind
    values = {"name": one.text("en"), "id": one.id, "metres": round(one.km * 1000), "kind": kind}
    return Said("warn.same", values)
