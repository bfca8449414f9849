"""IATI 2.03 activities: what is planned, built or agreed, with places by their exactness, for systems of aid data.

Costs are left out: IATI asks of a budget its period and of a disbursement its date, which the sources seldom say.
So is what is in a state nobody knows, for which IATI has no word. Code lists: IATI Standard 2.03.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as Xml

from geo.exporters.markup import document, element
from geo.exporters.wanted import Feature, Wanted
from geo.vocabulary import LANGUAGES, Status

# ActivityStatus: 1 identification, 2 implementation, 4 closed (physically complete), 5 cancelled, 6 suspended.
STATUS: dict[Status, str] = {
    "proposed": "1", "agreed": "1", "planned": "1", "under_construction": "2", "operational": "4", "limited": "4",
    "suspended": "6", "closed_for_works": "6", "closed": "4", "cancelled": "5",
}  # fmt: skip
# ActivityDateType: the actual start. An opening is no end: often it is of a first part.
ACTUAL_START = "2"
ME = "kzuz-atlas"
# OrganisationType 90: other. DocumentCategory A12: activity web page.
OTHER, WEB_PAGE = "90", "A12"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_ACTIVITIES = frozenset(("indicator", "station"))


def iati(wanted: Wanted) -> bytes:
    """An activity for each site, crossing, line, corridor and agreement whose state is known."""
    root = Xml.Element("iati-activities", version="2.03")
    sectors = {entry.id: entry for entry in wanted.atlas.sectors}
    sources = {source["id"]: source for source in wanted.sources()}
    for feature in wanted.features():
        if feature.kind not in _NOT_ACTIVITIES and feature.row["status"] in STATUS:
            root.append(_activity(feature, sectors, sources, wanted.langs[0]))
    return document(root)


def _activity(feature: Feature, sectors: Mapping[Any, Any], sources: dict[str, Any], lang: str) -> Xml.Element:
    row = feature.row
    activity = Xml.Element("iati-activity", {XML_LANG: lang})
    element(activity, "iati-identifier", f"{ME}-{row['id']}")
    _narrated(activity, "reporting-org", {"en": ME}, ref=ME, type=OTHER, **{"secondary-reporter": "1"})
    _narrated(activity, "title", feature.names())
    if summaries := {one: row[f"summary_{one}"] for one in LANGUAGES if row.get(f"summary_{one}")}:
        _narrated(activity, "description", summaries, type="1")
    for partner in row.get("partners") or [""]:
        # Role 4: implementing, as far as a partner named in a source is; of none, whoever it is, is said so.
        _narrated(activity, "participating-org", {"en": partner} if partner else {}, role="4")
    Xml.SubElement(activity, "activity-status", code=STATUS[row["status"]])
    for day in _started(row):
        Xml.SubElement(activity, "activity-date", {"type": ACTUAL_START, "iso-date": day})
    # Without shares: nobody says how a thing between two countries is divided.
    countries = row.get("countries") or sorted({code[:2] for code in row.get("admin1") or ()})
    for country in countries:
        Xml.SubElement(activity, "recipient-country", code=country)
    if feature.shape is not None and feature.shape.geom_type == "Point":
        _location(activity, feature)
    codes = sectors[row["sector"]].oecd_dac if row["sector"] in sectors else []
    for code in codes[:1]:
        # Vocabulary 1: five digits; 2: three.
        Xml.SubElement(activity, "sector", vocabulary="1" if len(code) == 5 else "2", code=code)
    for entry in row.get("sources") or ():
        if url := sources.get(entry["id"], {}).get("url"):
            link = Xml.SubElement(activity, "document-link", url=url, format="text/html")
            _narrated(link, "title", {"en": sources[entry["id"]].get("title") or url})
            Xml.SubElement(link, "category", code=WEB_PAGE)
    return activity


def _started(row: dict[str, Any]) -> Iterator[str]:
    """The first whole day on which works began; IATI knows no months."""
    events = (event for event in row.get("events") or () if event["kind"] == "construction_start")
    yield from sorted(event["date"] for event in events if len(event.get("date") or "") == len("2025-11-15"))[:1]


def _location(activity: Xml.Element, feature: Feature) -> None:
    location = Xml.SubElement(activity, "location")
    point = Xml.SubElement(location, "point", srsName="http://www.opengis.net/def/crs/EPSG/0/4326")
    element(point, "pos", f"{feature.shape.y!r} {feature.shape.x!r}")
    exactness = feature.row.get("iati_exactness") or (1 if feature.row["precision"] == "exact" else 2)
    Xml.SubElement(location, "exactness", code=str(exactness))


def _narrated(parent: Xml.Element, tag: str, texts: Mapping[Any, str], **attributes: str) -> None:
    told = Xml.SubElement(parent, tag, attributes)
    for lang, text in texts.items():
        element(told, "narrative", text, **{XML_LANG: lang})
