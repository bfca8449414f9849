"""Rules on what points elsewhere: sources, indicators, codes, sectors."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from geo.errors import Problem, plain
from geo.model import Atlas
from geo.validate.rule import at, features, observations, rule
from geo.vocabulary import ADMIN1, CORE_COUNTRIES, COUNTRIES, SECTORS

# Credits for data and software are listed as sources, though no fact may rest on them alone.
CREDITS = ("dataset", "software")
# http or https, a host with a dot and no user name, then anything but blanks and what only markup would hold
_ADDRESS = re.compile(r"""https?://[^\s/?#@<>"\\]*\.[^\s/?#@<>"\\]+([/?#][^\s<>"\\]*)?""")


@rule("sources-known", mend="add the document to sources.json, or correct the id", whole=True)
def sources_known(atlas: Atlas) -> Iterator[Problem]:
    """Every source a feature, event, variant or value cites is in sources.json."""
    for where, id_ in _citations(atlas):
        if id_ not in atlas.sources:
            yield plain(where, f'source "{id_}" is not in sources.json')


@rule("sources-used", mend="cite it where it supports something, or remove it", whole=True)
def sources_used(atlas: Atlas) -> Iterator[Problem]:
    """Every document of sources.json supports something, but for credits of data and software."""
    used = {id_ for _, id_ in _citations(atlas)}
    for id_, source in atlas.sources.items():
        if id_ not in used and source.type not in CREDITS:
            yield plain(f'sources.json, entry "{id_}"', "nothing rests on it")


def _citations(atlas: Atlas) -> Iterator[tuple[str, str]]:
    for layer, row in features(atlas):
        for number, citation in enumerate(row.sources, start=1):
            yield at(layer, row.id, f"sources {number}"), citation["id"]
        for field in ("events", "options"):
            for number, entry in enumerate(getattr(row, field, None) or (), start=1):
                if entry.get("source"):
                    yield at(layer, row.id, f"{field} {number}, source"), entry["source"]
    for where, row in observations(atlas):
        yield f"{where}, source", row.source


@rule("sources-once", mend="keep one, and join what they support")
def sources_once(atlas: Atlas) -> Iterator[Problem]:
    """A feature cites a document once."""
    for layer, row in features(atlas):
        for id_, times in Counter(citation["id"] for citation in row.sources).items():
            if times > 1:
                yield plain(at(layer, row.id, "sources"), f'"{id_}" is cited {times} times')


@rule("event-sources", mend="add it to the feature's sources, with what it supports")
def event_sources(atlas: Atlas) -> Iterator[Problem]:
    """Every event names the document that says so, one of its feature's sources, or admits that none was found."""
    for layer, row in features(atlas):
        own = {citation["id"] for citation in row.sources}
        for number, event in enumerate(row.events, start=1):
            where = at(layer, row.id, f"events {number}, source")
            source = event.get("source")
            if source and source not in own:
                yield plain(where, f'"{source}" is not in sources')
            if source and event.get("unsourced"):
                yield plain(where, "is named, though the event is marked as unsourced", "keep one of the two")
            if not source and not event.get("unsourced"):
                mend = 'name the document that says so; if none was found, write "unsourced": true'
                yield plain(where, "is missing", mend)


@rule("web-addresses", mend="write the whole public address, such as https://example.org/page")
def web_addresses(atlas: Atlas) -> Iterator[Problem]:
    """The address of a document is one a browser can open: http or https, a host, no blanks, no password."""
    for id_, source in atlas.sources.items():
        if source.URL is not None and not _ADDRESS.fullmatch(source.URL):
            yield plain(f'sources.json, entry "{id_}", URL', f'"{source.URL}" is no public web address')


@rule("known-codes", mend="use a code of geo/vocabulary.py, or add the country there")
def known_codes(atlas: Atlas) -> Iterator[Problem]:
    """Countries and regions are known ones, and a region's country is among the feature's countries."""
    for layer, row in features(atlas):
        for code in row.countries:
            if code not in COUNTRIES:
                yield plain(at(layer, row.id, "countries"), f'"{code}" is not a country of the atlas')
        for field in ("admin1", "applies_to"):
            for code in getattr(row, field, None) or ():
                yield from _code_problems(code, row.countries, at(layer, row.id, field))
        for field in ("admin1", "applies_to", "countries"):
            codes = getattr(row, field, None) or []
            if len(set(codes)) < len(codes):
                yield plain(at(layer, row.id, field), "names a code twice", "keep it once")


def _code_problems(code: str, countries: list[str], where: str) -> Iterator[Problem]:
    country = code[:2]
    if country in CORE_COUNTRIES and "-" in code and code not in ADMIN1:
        old = " (not one of the 20 units since 2022)" if country == "KZ" else ""
        yield plain(where, f'"{code}" is no region of {country}{old}')
    elif country not in countries:
        yield plain(where, f"{code} is named, but {country} is not among the countries", "add the country")


@rule(
    "sectors-whole",
    mend="keep the 14 sectors of geo/vocabulary.py, each once, with a colour and icon of its own",
    whole=True,
)
def sectors_whole(atlas: Atlas) -> Iterator[Problem]:
    """The list of sectors has each once, and no two share a colour or an icon."""
    ids = [sector.id for sector in atlas.sectors]
    for missing in [id_ for id_ in SECTORS if id_ not in ids]:
        yield plain("sectors.json", f'sector "{missing}" is missing')
    for field in ("id", "color", "icon"):
        values = Counter(getattr(sector, field) for sector in atlas.sectors)
        for value, times in values.items():
            if times > 1:
                yield plain(f"sectors.json, {field}", f'"{value}" is used {times} times')


@rule("observations-known", mend="add the indicator to indicators.geojson, or correct the id", whole=True)
def observations_known(atlas: Atlas) -> Iterator[Problem]:
    """Every value belongs to an indicator, and every indicator has values, some of them in its unit."""
    units = defaultdict(set)
    known = set(atlas.indicators["id"])
    for where, row in observations(atlas):
        units[row.indicator].add(row.unit)
        if row.indicator not in known:
            yield plain(f"{where}, indicator", f'"{row.indicator}" is no indicator')
    for layer, row in features(atlas, "indicators"):
        if row.unit not in units[row.id]:
            seen = f"values are in {', '.join(sorted(units[row.id]))}" if units[row.id] else "it has no values"
            yield plain(at(layer, row.id, "unit"), f"unit is {row.unit}, but {seen}", "add values, or correct the unit")


@rule("observations-distinct", mend="keep one, or say in the note what tells them apart")
def observations_distinct(atlas: Atlas) -> Iterator[Problem]:
    """One reporter gives one value for an indicator, period, unit and note."""
    seen = set()
    for where, row in observations(atlas):
        key = (row.indicator, row.period, row.reporter, row.unit, row.note)
        if key in seen:
            yield plain(where, f"a second value in {row.unit}")
        seen.add(key)


@rule("units-spelt-alike", mend="choose one spelling")
def units_spelt_alike(atlas: Atlas) -> Iterator[Problem]:
    """A unit has one spelling in the whole table."""
    spellings: dict[str, str] = {}
    for where, row in observations(atlas):
        bare = "".join(letter for letter in row.unit.casefold() if letter.isalnum()).removesuffix("s")
        first = spellings.setdefault(bare, row.unit)
        if row.unit != first:
            yield plain(f"{where}, unit", f'"{row.unit}" is written "{first}" elsewhere')
