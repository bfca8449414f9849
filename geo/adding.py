"""The story of a new site: read the position, find its region, cite its documents, run every rule, write one line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from slugify import slugify

from geo import coordinates, store, validate
from geo.checking import missing_basemap
from geo.errors import InvalidData, Place, Problem, Said, Whole, nothing_written
from geo.i18n import message
from geo.model import Atlas
from geo.regions import Regions
from geo.validate.references import is_web_address
from geo.vocabulary import CORE_COUNTRIES, LANGUAGE_NAMES, Language, Precision, SectorId, Status

COMMAND = "kzuz add"
# Addresses of map sites are long, and say little that the position does not.
LONGEST_TYPED = 200
# Of an id that is made: with a date and a number behind it, it is still one.
LONGEST_ID = 60
LONGEST_NAME = 200


@dataclass(frozen=True)
class NewSite:
    """What a person types to add a site.

    Parameters
    ----------
    name, summary
        In the language `lang`; what nobody gave is left out: other languages, and a summary that is "".
    at
        A position as `coordinates.read` takes it.
    order
        Which of two bare numbers comes first, where both orders fit.
    sources
        http(s) addresses of the documents that say so.
    status_date
        EDTF date of the status, or "".
    id
        Constant id, or "" to make one from the name.
    """

    name: str
    at: str
    sector: SectorId
    status: Status
    sources: tuple[str, ...]
    status_date: str = ""
    summary: str = ""
    lang: Language = "en"
    precision: Precision = "locality"
    id: str = ""
    order: coordinates.AxisOrder | None = None


@nothing_written()
def add_site(data_dir: Path, new: NewSite) -> list[Said]:
    """Add a site to data/sites.geojson, and its documents to data/sources.json; all or nothing.

    Returns
    -------
    list of Said
        What was understood and written, for the person to read.

    Raises
    ------
    InvalidData
        The position cannot be read, or a rule finds a problem in the atlas as it would be; nothing is written.
    Busy
        Somebody else is writing; nothing is written.
    """
    reading = _position(new)
    with store.transaction(data_dir) as draft:
        if absent := missing_basemap(draft.atlas):
            raise InvalidData(absent)
        before = len(draft.atlas.sites)
        region = _region(draft.atlas, reading)
        cited = []
        for url in dict.fromkeys(new.sources):  # one after the other: each new document takes an id of its own
            entry = _source(draft.atlas, url)
            draft.atlas = store.applied(draft.atlas, [store.source_added(entry)])
            cited.append(entry["id"])
        record = _record(new, reading, region, cited)
        geometry = {"type": "Point", "coordinates": [reading.lon, reading.lat]}
        draft.atlas = store.applied(draft.atlas, [store.added("sites", record, geometry)])
        if problems := validate.problems(draft.atlas):
            raise InvalidData(problems, Said("outcome.read_as", {"how": _told(reading)}))
    lines = len(draft.atlas.sites) - before
    position = {"position": coordinates.dms(reading.lon, reading.lat)}
    lies = Said("told.lies_in", {**position, "region": region}) if region else Said("told.lies_nowhere", position)
    wrote = [
        Said("told.wrote_lines", {"path": Whole(path), "n": lines})
        if path.name == "sites.geojson"
        else Said("told.wrote", {"path": Whole(path)})
        for path in draft.paths
    ]
    sound = Said("told.no_problems", {"n": len(validate.RULES)})
    added_as = Said("told.added", {"lies": lies, "sound": sound, "id": record["id"]})
    named = Said("told.named", {"language": LANGUAGE_NAMES[new.lang]})
    return [_told(reading), added_as, named, *wrote, Said("told.build_next")]


def _told(reading: coordinates.Reading) -> Said:
    how = tuple(Said(f"coordinate.{word}") for word in reading.how)
    return Said("coordinate.read", {"lon": f"{reading.lon:.10g}", "lat": f"{reading.lat:.10g}", "how": how})


def _region(atlas: Atlas, reading: coordinates.Reading) -> str | None:
    if atlas.basemap is None:
        return None
    region: str | None = Regions(atlas.basemap).nearest_unit(reading.lon, reading.lat)[0]
    return region


def _position(new: NewSite) -> coordinates.Reading:
    problems = list(_argument_problems(new))
    try:
        reading = coordinates.read(new.at, order=new.order, argument=f"{COMMAND}, --at")
    except InvalidData as error:
        problems += error.problems
    if problems:
        raise InvalidData(problems)
    return reading


def _argument_problems(new: NewSite) -> Iterator[Problem]:
    id_ = _id(new)
    if not new.name.strip():
        yield Problem(_typed_at("name"), "add.no_name", rule="name-given")
    elif not id_:
        yield Problem(_typed_at("--id"), "add.no_id", {"name": new.name}, rule="well-formed-ids")
    if not new.sources:
        yield Problem(_typed_at("--source"), "add.no_source", rule="has-source")
    for url in new.sources:
        if not is_web_address(url):
            yield Problem(_typed_at("--source"), "add.no_address", {"url": url}, rule="urls")
    if new.id and slugify(new.id) != new.id:
        sound = slugify(new.id, max_length=LONGEST_ID, word_boundary=True) or "new-site"
        yield Problem(_typed_at("--id"), "add.bad_id", {"id": new.id, "sound": sound}, rule="well-formed-ids")


def _typed_at(argument: str) -> Place:
    return Place(argument=f"{COMMAND}, {argument}")


def _id(new: NewSite) -> str:
    """The id that was given, or one made of the name: "" where it holds no letter or digit."""
    return new.id or slugify(new.name, max_length=LONGEST_ID, word_boundary=True)


def _source(atlas: Atlas, url: str) -> dict[str, Any]:
    """The CSL-JSON entry of an address: the one there already, or a new one named after its host."""
    for source in atlas.sources.values():
        if url == source.URL:
            return source.model_dump(by_alias=True, exclude_none=True)
    host = (urlsplit(url).hostname or "").removeprefix("www.")[:LONGEST_NAME]
    stem = f"{slugify(host, max_length=LONGEST_ID, word_boundary=True) or 'source'}-{_today()}"
    number = 1
    while (id_ := stem if number == 1 else f"{stem}-{number}") in atlas.sources:
        number += 1
    return {"id": id_, "type": "webpage", "container-title": host, "URL": url}


def _record(new: NewSite, reading: coordinates.Reading, region: str | None, sources: list[str]) -> dict[str, Any]:
    texts = {f"name_{new.lang}": _one_line(new.name)}
    if summary := _one_line(new.summary):
        texts[f"summary_{new.lang}"] = summary
    return {
        "id": _id(new),
        **texts,
        "sector": new.sector,
        "status": new.status,
        "status_date": new.status_date or None,
        "events": _events(new, sources[0]) or None,
        "countries": [region[:2]] if region else list(CORE_COUNTRIES),
        "admin1": [region] if region else [],
        "precision": new.precision,
        "precision_basis": _basis(new, reading),
        "sources": [{"id": id_, "supports": "the site"} for id_ in dict.fromkeys(sources)],
        "checked": _today(),
        "text_status": {new.lang: "human"} if summary else None,
    }


def _one_line(text: str) -> str:
    """A text as typed or pasted, without line breaks and double blanks."""
    return " ".join(text.split())


def _basis(new: NewSite, reading: coordinates.Reading) -> str:
    """What was typed; and, where it says which number is the latitude, the same so that nobody can doubt it."""
    typed = coordinates.typed(new.at)
    if len(typed) > LONGEST_TYPED:
        typed = f"{typed[:LONGEST_TYPED]}…"
    stated = f" ({reading.text})" if reading.marked and typed != reading.text else ""
    return f"Position as typed by the person who added it: {typed}{stated}"


def _events(new: NewSite, source: str) -> list[dict[str, Any]]:
    """Works need someone who saw them: the source, on the date of the state."""
    if new.status != "under_construction":
        return []
    seen = {"date": new.status_date} if new.status_date else {}
    note = {f"note_{new.lang}": message("status.under_construction", new.lang)}
    return [{**seen, "kind": "report", **note, "source": source}]


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
