"""Rules on what points elsewhere: sources, indicators, codes, sectors."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from ipaddress import IPv4Address
from itertools import chain

from geo.errors import Place, Problem, first_unseen
from geo.model import LAYERS, Atlas
from geo.validate.view import Row, View
from geo.vocabulary import ADMIN1, CORE_COUNTRIES, COUNTRIES, ICONS, SECTORS

# Credits for data and software are listed as sources, though no fact may rest on them alone.
CREDITS = ("dataset", "software")
# http or https, a host without a user name, then anything but blanks and what only markup would hold
_ADDRESS = re.compile(r"""https?://(?P<host>[^\s/?#@:<>"\\]+)(:(?P<port>[0-9]{1,5}))?([/?#][^\s<>"\\]*)?""")
# RFC 1123, section 2.1; letters of every script, which a browser writes as Punycode.
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
LONGEST_HOST = 253
LONGEST_LABEL = 63


def sources_known(view: View) -> Iterator[Problem]:
    """Every source a feature, event, variant or value cites is in sources.json."""
    for id_, where in _citations(view):
        if id_ not in view.atlas.sources:
            yield Problem(where(), "sources-known", {"source": id_})


def sources_used(view: View) -> Iterator[Problem]:
    """Every document of sources.json supports something, but for credits of data and software."""
    used = {id_ for id_, _ in _citations(view)}
    for id_, source in view.atlas.sources.items():
        if id_ not in used and source.type not in CREDITS:
            yield Problem(view.at_entry("sources.json", id_), "sources-used")


def cited_sources(atlas: Atlas) -> set[str]:
    """Ids of all sources that features, events, variants and values cite."""
    found = set(atlas.observations["source"])
    for frame in atlas.layers().values():
        found.update(citation["id"] for citations in frame["sources"] for citation in citations or ())
        columns = [frame[field] for field in ("events", "options") if field in frame]
        found.update(entry.get("source") for entries in chain(*columns) for entry in entries or ())
    return found - {None}


def _citations(view: View) -> Iterator[tuple[str, Callable[[], Place]]]:
    """Every id of a source that is cited, and how to say where."""
    for row in view.features():
        for number, citation in enumerate(row.sources, start=1):
            yield citation["id"], partial(view.at, row, "sources", number)
        for field in ("events", "options"):
            for number, entry in enumerate(getattr(row, field, None) or (), start=1):
                if entry.get("source"):
                    yield entry["source"], partial(view.at, row, field, number, "source")
    for row in view.observations:
        yield row.source, partial(view.at_value, row, "source")


def sources_once(view: View) -> Iterator[Problem]:
    """A feature cites a document once."""
    for row in view.features():
        if len(row.sources) > 1:
            for id_, times in Counter(citation["id"] for citation in row.sources).items():
                if times > 1:
                    yield Problem(view.at(row, "sources"), "sources-once", {"source": id_, "n": times})


def event_sources(view: View) -> Iterator[Problem]:
    """Every event names the document that says so, one of its feature's sources, or admits that none was found."""
    for row in view.features():
        own = {citation["id"] for citation in row.sources}
        for number, event in enumerate(row.events, start=1):
            source, unsourced = event.get("source"), event.get("unsourced")
            steps = ("events", number, "source")
            if source and source not in own:
                yield Problem(view.at(row, *steps), "event-sources", {"source": source})
            if source and unsourced:
                yield Problem(view.at(row, *steps), "event-sources.both")
            if not source and not unsourced:
                yield Problem(view.at(row, *steps), "event-sources.missing")


def web_addresses(view: View) -> Iterator[Problem]:
    """The address of a document is one a browser can open: http or https, a public host, no blanks, no password."""
    for id_, source in view.atlas.sources.items():
        if source.URL is not None and not is_web_address(source.URL):
            yield Problem(view.at_entry("sources.json", id_, "URL"), "web-addresses", {"url": source.URL})


def is_web_address(url: str) -> bool:
    """Whether a browser anywhere could open an address."""
    match = _ADDRESS.fullmatch(url)
    if not match or len(match["host"]) > LONGEST_HOST or int(match["port"] or 1) not in range(1, 65536):
        return False
    *labels, top = match["host"].removesuffix(".").split(".")
    return bool(labels) and all(map(_is_label, (*labels, top))) and (not _is_number(top) or _is_ipv4(match["host"]))


def _is_label(label: str) -> bool:
    """Whether a browser takes one part of a host: also one in Punycode (RFC 3492) spells letters, and in one way."""
    if not _LABEL.fullmatch(label):
        return False
    if not label.lower().startswith("xn--"):
        return label.isascii() or len(label.encode("punycode")) <= LONGEST_LABEL - len("xn--")
    coded = label[len("xn--") :].lower()
    try:
        spelt = coded.encode("ascii").decode("punycode")
    except UnicodeError:
        return False
    return not spelt.isascii() and first_unseen(spelt) is None and spelt.encode("punycode").decode() == coded


def _is_number(label: str) -> bool:
    """Whether browsers take a last label for a number, and so the host for an IPv4 address."""
    return label.isdigit() or re.fullmatch(r"0[xX][0-9a-fA-F]*", label) is not None


def _is_ipv4(host: str) -> bool:
    try:
        return IPv4Address(host).is_global
    except ValueError:
        return False


def known_codes(view: View) -> Iterator[Problem]:
    """Countries and regions are known ones, and a region's country is among the feature's countries."""
    for row in view.features():
        for code in row.countries:
            if code not in COUNTRIES:
                yield Problem(view.at(row, "countries"), "known-codes.country", {"code": code})
        for field in ("admin1", "applies_to"):
            for code in getattr(row, field, None) or ():
                yield from _code_problems(view, row, field, code)
        for field in ("admin1", "applies_to", "countries"):
            codes = getattr(row, field, None) or []
            if len(set(codes)) < len(codes):
                yield Problem(view.at(row, field), "known-codes.twice")


def _code_problems(view: View, row: Row, field: str, code: str) -> Iterator[Problem]:
    country = code[:2]
    if country in CORE_COUNTRIES and "-" in code and code not in ADMIN1:
        units = sum(known.startswith(country) for known in ADMIN1)
        values = {"code": code, "country": country, "n": units}
        yield Problem(view.at(row, field), "known-codes.region", values)
    elif country not in row.countries:
        yield Problem(view.at(row, field), "known-codes.not_among", {"code": code, "country": country})


def sectors_whole(view: View) -> Iterator[Problem]:
    """The list of sectors has each once, and no two share a colour or an icon."""
    ids = {sector.id for sector in view.atlas.sectors}
    for missing in [id_ for id_ in SECTORS if id_ not in ids]:
        yield Problem(view.at_entry("sectors.json"), "sectors-whole.missing", {"sector": missing})
    for field in ("id", "color", "icon"):
        values = Counter(getattr(sector, field) for sector in view.atlas.sectors)
        for value, times in values.items():
            if times > 1:
                place = view.at_entry("sectors.json", "", field)
                yield Problem(place, "sectors-whole.shared", {"value": value, "n": times})


def known_icons(view: View) -> Iterator[Problem]:
    """The icon of a sector is one the page can draw."""
    for sector in view.atlas.sectors:
        if sector.icon not in ICONS:
            place = view.at_entry("sectors.json", sector.id, "icon")
            yield Problem(place, "known-icons", {"icon": sector.icon, "icons": ICONS})


def synonyms_known(view: View) -> Iterator[Problem]:
    """Synonyms mean kinds and features that there are, and each entry has an id of its own."""
    kinds = tuple(layer.kind for layer in LAYERS)
    ids = {row.id for row in view.features()}
    times = Counter(entry.id for entry in view.atlas.synonyms)
    for entry in view.atlas.synonyms:
        if times[entry.id] > 1:
            yield Problem(view.at_entry("synonyms.json", entry.id, "id"), "synonyms-known.twice", {"id": entry.id})
        for kind in (kind for kind in entry.kinds if kind not in kinds):
            place = view.at_entry("synonyms.json", entry.id, "kinds")
            yield Problem(place, "synonyms-known.kind", {"kind": kind, "kinds": kinds})
        for id_ in (id_ for id_ in entry.features if id_ not in ids):
            yield Problem(view.at_entry("synonyms.json", entry.id, "features"), "synonyms-known.feature", {"id": id_})


def observations_known(view: View) -> Iterator[Problem]:
    """Every value belongs to an indicator, and every indicator has values, some of them in its unit."""
    units = defaultdict(set)
    known = {row.id for row in view.features("indicators")}
    for row in view.observations:
        units[row.indicator].add(row.unit)
        if row.indicator not in known:
            yield Problem(view.at_value(row, "indicator"), "observations-known", {"indicator": row.indicator})
    for row in view.features("indicators"):
        if not units[row.id]:
            yield Problem(view.at(row, "unit"), "observations-known.none")
        elif row.unit not in units[row.id]:
            values = {"unit": row.unit, "units": tuple(sorted(units[row.id]))}
            yield Problem(view.at(row, "unit"), "observations-known.unit", values)


def observations_distinct(view: View) -> Iterator[Problem]:
    """One reporter gives one value for an indicator, period, unit and note."""
    seen = set()
    for row in view.observations:
        key = (row.indicator, row.period, row.reporter, row.unit, row.note)
        if key in seen:
            yield Problem(view.at_value(row), "observations-distinct", {"unit": row.unit})
        seen.add(key)


def units_spelt_alike(view: View) -> Iterator[Problem]:
    """A unit has one spelling in the whole table."""
    spellings: dict[str, str] = {}
    for row in view.observations:
        bare = "".join(letter for letter in row.unit.casefold() if letter.isalnum()).removesuffix("s")
        first = spellings.setdefault(bare, row.unit)
        if row.unit != first:
            yield Problem(view.at_value(row, "unit"), "units-spelt-alike", {"unit": row.unit, "first": first})
