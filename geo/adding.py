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
from geo.errors import InvalidData, Problem, Said, plain
from geo.i18n import message
from geo.model import Atlas
from geo.regions import Regions
from geo.vocabulary import CORE_COUNTRIES, PROSE_LANGUAGES, Language, Precision, SectorId, Status

COMMAND = "kzuz add"
# Addresses of map sites are long, and say little that the position does not.
LONGEST_TYPED = 200


@dataclass(frozen=True)
class NewSite:
    """What a person types to add a site.

    Parameters
    ----------
    name, summary
        In the language `lang`. The name stands in for those in the other required languages until they are sourced;
        summaries there say sector and status, marked as machine-made.
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


def add_site(data_dir: Path, new: NewSite) -> list[str]:
    """Add a site to data/sites.geojson, and its documents to data/sources.json; all or nothing.

    Returns
    -------
    list of str
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
    added = len(draft.atlas.sites) - before
    where = f"{coordinates.dms(reading.lon, reading.lat)} lies in {region or 'none of the 34 regions'}"
    return [
        _told(reading).text(),
        f"{where}; {len(validate.RULES)} rules, no problems; id {record['id']}",
        *(f"wrote {path}" + (f" (+{added} line)" if path.name == "sites.geojson" else "") for path in draft.paths),
        "run kzuz build to refresh the maps",
    ]


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
    if not new.name.strip():
        yield plain(f"{COMMAND}, name", "is empty", "give the site's name", "name-given")
    if not new.sources:
        yield plain(
            f"{COMMAND}, --source", "no source", "give the address that says so: no source, no fact", "has-source"
        )
    for url in new.sources:
        if not _is_web_address(url):
            yield plain(f"{COMMAND}, --source", f'"{url}" is not a web address', "it begins with https://", "urls")
    if new.id and slugify(new.id) != new.id:
        yield plain(f"{COMMAND}, --id", f'"{new.id}" is not an id', f'write "{slugify(new.id)}"', "well-formed-ids")


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _source(atlas: Atlas, url: str) -> dict[str, Any]:
    """The CSL-JSON entry of an address: the one there already, or a new one named after its host."""
    for source in atlas.sources.values():
        if url == source.URL:
            return source.model_dump(by_alias=True, exclude_none=True)
    host = urlsplit(url).netloc.removeprefix("www.")
    stem = slugify(f"{host}-{_today()}")
    number = 1
    while (id_ := stem if number == 1 else f"{stem}-{number}") in atlas.sources:
        number += 1
    return {"id": id_, "type": "webpage", "container-title": host, "URL": url}


def _record(new: NewSite, reading: coordinates.Reading, region: str | None, sources: list[str]) -> dict[str, Any]:
    name = " ".join(new.name.split())
    texts: dict[str, str] = {}
    for lang in dict.fromkeys((*PROSE_LANGUAGES, new.lang)):
        texts[f"name_{lang}"] = name
        texts[f"summary_{lang}"] = _known(new, lang)
    if new.summary.strip():
        texts[f"summary_{new.lang}"] = " ".join(new.summary.split())
    return {
        "id": new.id or slugify(name, max_length=60, word_boundary=True),
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
        "text_status": {
            **dict.fromkeys(PROSE_LANGUAGES, "machine"),
            new.lang: "human" if new.summary.strip() else "machine",
        },
    }


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
    notes = {f"note_{lang}": message("status.under_construction", lang) for lang in PROSE_LANGUAGES}
    seen = {"date": new.status_date} if new.status_date else {}
    return [{**seen, "kind": "report", **notes, "source": source}]


def _known(new: NewSite, lang: Language) -> str:
    """What the arguments alone say, in a language nobody wrote the summary in: `Energy – planned`."""
    return f"{message(f'sector.{new.sector}', lang)} – {message(f'status.{new.status}', lang)}"


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
