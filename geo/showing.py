"""A feature as text: what its card on the page says first, and then every other field under its own name."""

from collections.abc import Iterator

from geo.coordinates import dms
from geo.i18n import message, text_in
from geo.i18n.format import date, usd
from geo.model import Atlas, Json, Layer
from geo.places import named
from geo.vocabulary import LANGUAGES, Language

# Told in sentences of their own.
_TOLD = {
    "id", "sector", "status", "status_date", "events", "countries", "admin1", "cost_usd", "precision",
    "precision_basis", "sources", "checked", "partners", "text_status",
}  # fmt: skip
# Fields whose values are codes of regions or countries.
_REGIONS = {"kz_admin1", "uz_admin1", "applies_to"}
_MOST_DECIMALS = 6


def lines(atlas: Atlas, layer: Layer, feature: Json, lang: Language) -> Iterator[str]:
    """A feature of a layer, as its file has it, in the reader's language, a line at a time."""
    record = feature["properties"]
    name = text_in(record, "name", lang)
    yield f"{name[0] if name else record['id']} ({record['id']})"
    what = [message(f"kind.{layer.kind}", lang), message(f"sector.{record['sector']}", lang)]
    since = f" ({date(record['status_date'], lang)})" if "status_date" in record else ""
    yield " · ".join([*what, message(f"status.{record['status']}", lang) + since])
    if summary := text_in(record, "summary", lang):
        yield summary[0]
    yield from _where(atlas, feature, lang)
    for event in record.get("events", []):
        note = text_in(event, "note", lang)
        when = date(event["date"], lang) if "date" in event else "–"
        yield f"  {when}: {message('event.' + event['kind'], lang)}. {note[0] if note else ''}".rstrip()
    if "cost_usd" in record:
        yield f"{message('card.cost', lang)}: {usd(record['cost_usd'], lang)}"
    if partners := record.get("partners"):
        yield f"{message('card.partners', lang)}: {', '.join(partners)}"
    yield from _rest(atlas, record, layer, lang)
    yield f"{message('card.sources', lang)}:"
    yield from (f"  {_source(atlas, citation, lang)}" for citation in record["sources"])
    yield message("card.checked", lang, date=date(record["checked"], lang))


def _where(atlas: Atlas, feature: Json, lang: Language) -> Iterator[str]:
    record, geometry = feature["properties"], feature["geometry"]
    place = _regions(atlas, record.get("admin1") or record["countries"], lang)
    if geometry and geometry["type"] == "Point":
        lon, lat = geometry["coordinates"][:2]
        place = f"{dms(lon, lat)} ({lat:.{_MOST_DECIMALS}g}, {lon:.{_MOST_DECIMALS}g}); {place}"
    yield f"{message('card.where', lang)}: {place}; {message('precision.' + record['precision'], lang)}"
    if "precision_basis" in record:
        yield f"{message('card.how_known', lang)}: {record['precision_basis']}"


def _regions(atlas: Atlas, codes: list[str], lang: Language) -> str:
    return ", ".join(region.text(lang) for region in named(atlas.basemap, codes))


def _rest(atlas: Atlas, record: Json, layer: Layer, lang: Language) -> Iterator[str]:
    """Every field that no sentence tells, a text in the reader's language or the next best."""
    done = {"name", "summary"}
    for field, value in record.items():
        stem, _, end = field.rpartition("_")
        if end in LANGUAGES and stem in layer.noun.translated:
            text = text_in(record, stem, lang)
            if stem not in done and text:
                yield f"{stem}: {text[0]}"
            done.add(stem)
        elif field in _REGIONS:
            yield f"{field}: {_regions(atlas, value if isinstance(value, list) else [value], lang)}"
        elif field not in _TOLD:
            yield f"{field}: {', '.join(map(str, value)) if isinstance(value, list) else value}"


def _source(atlas: Atlas, citation: Json, lang: Language) -> str:
    source = atlas.sources.get(citation["id"])
    if source is None:
        return str(citation["id"])
    issued = "-".join(f"{part:02d}" for part in source.issued.date_parts[0]) if source.issued else None
    told = (source.title or source.id, source.container_title, date(issued, lang) if issued else None, source.URL)
    return ", ".join(filter(None, told))
