"""A row → the record of a new feature, or what it changes of one that is there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slugify import slugify

from geo.i18n import message
from geo.importers import Proposed
from geo.importing.preview import Change
from geo.model import LAYER, Json
from geo.vocabulary import CORE_COUNTRIES, LANGUAGES

_LONGEST_ID = 60
# Five decimals, which exports have, are 1 m.
SAME_PLACE_DEG = 1.1e-5
# What a new feature of a kind is unless somebody says otherwise: nothing that would claim to be known.
_USUAL: dict[str, dict[str, Any]] = {
    "border_crossings": {
        "sector": "border", "countries": list(CORE_COUNTRIES), "passengers": "unknown", "freight": "unknown",
        "third_country_nationals": "unknown",
    },
    "rail_stations": {"sector": "transport", "confirmed": False},
}  # fmt: skip
NEEDED: dict[str, tuple[str, ...]] = {
    "sites": ("sector", "status"),
    "border_crossings": ("status", "modes"),
    "rail_stations": ("status", "station_kind"),
}


def completed(row: Proposed, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says, and for what it does not say: what a person gave, and what is usual of its kind."""
    own = {name: value for name, value in given.items() if name in LAYER[row.layer].noun.model_fields}
    return {**_USUAL.get(row.layer, {}), **own, **row.fields}


def missing(row: Proposed, fields: Mapping[str, Any]) -> list[str]:
    """Fields that a new feature of its kind needs and nobody gave."""
    return [name for name in NEEDED.get(row.layer, ()) if not fields.get(name)]


class Ids:
    """Ids made of names: each once."""

    def __init__(self, taken: Any) -> None:
        self._taken = taken
        self._numbers: dict[str, int] = {}

    def made(self, row: Proposed) -> str:
        """An id of a row's name, in the first language that gives one; "" where none has a letter or digit."""
        names = (row.fields.get(f"name_{lang}") for lang in LANGUAGES)
        stems = (slugify(str(name), max_length=_LONGEST_ID, word_boundary=True) for name in names if name)
        stem = next(filter(None, stems), "")
        number = self._numbers.get(stem, 0) + 1
        while stem and self._taken(id_ := stem if number == 1 else f"{stem}-{number}"):
            number += 1
        if stem:
            self._numbers[stem] = number
        return id_ if stem else ""


def record(
    row: Proposed, fields: Mapping[str, Any], id_: str, region: str | None, sources: Sequence[str], *, basis: str,
    today: str,
) -> Json:  # fmt: skip
    """The record of a new feature: what is known of it, the region it lies in, its documents.

    Parameters
    ----------
    region
        ISO 3166-2 code of where it lies; None outside the two countries.
    basis
        Where its position comes from, in English.
    """
    where: Json = {"countries": [region[:2]] if region else list(CORE_COUNTRIES), "admin1": [region] if region else []}
    placed = row.lon is not None
    made: Json = {
        **where,
        "precision": "locality" if placed else "none",
        "precision_basis": basis if placed else None,
        "checked": today,
        "events": _events(fields, sources) or None,
        "text_status": text_status(fields) or None,
        **fields,
        "id": id_,
        "sources": [{"id": one, "supports": "the place"} for one in sources],
    }
    return {name: value for name, value in made.items() if value is not None}


def text_status(fields: Mapping[str, Any]) -> dict[str, str]:
    """Whoever wrote the file wrote its texts; names need no word."""
    prose = (name for name in fields if name[-3:-2] == "_" and name[-2:] in LANGUAGES and "name" not in name)
    return dict.fromkeys(sorted({name[-2:] for name in prose}), "human")


def _events(fields: Mapping[str, Any], sources: Sequence[str]) -> list[Json]:
    """Works need someone who saw them: the source, on the date of the state."""
    if fields.get("status") != "under_construction" or not sources:
        return []
    prose = [lang for lang in LANGUAGES if fields.get(f"summary_{lang}")]
    named = [lang for lang in LANGUAGES if fields.get(f"name_{lang}")]
    notes = {f"note_{lang}": message("status.under_construction", lang) for lang in prose or named[:1] or ["en"]}
    seen = {"date": fields["status_date"]} if fields.get("status_date") else {}
    return [{**seen, "kind": "report", **notes, "source": sources[0]}]


def changes(row: Proposed, known: Json, place: tuple[float, float] | None, sources: Sequence[str]) -> Iterator[Change]:
    """What a row says otherwise than a feature that is there; of what it says nothing, nothing changes."""
    for name, value in row.fields.items():
        if name in row.guessed and _is_known_elsewhere(name[:-3], value, known):
            continue
        if name != "id" and not is_alike(known.get(name), value):
            yield Change(name, known.get(name), value)
    if row.lon is not None and row.lat is not None and not is_same(place, row.lon, row.lat):
        yield Change("geometry", list(place) if place else None, [row.lon, row.lat])
    cited = [one["id"] for one in known["sources"]]
    if more := [one for one in sources if one not in cited]:
        yield Change("sources", cited, [*cited, *more])


def _is_known_elsewhere(stem: str, value: Any, known: Json) -> bool:
    """Whether a text of a guessed language is what the feature is called in one, or by its id."""
    texts = [known["id"], *(known.get(f"{stem}_{lang}") for lang in LANGUAGES)]
    return any(is_alike(text, value) for text in texts if text)


def is_alike(before: Any, after: Any) -> bool:
    """Whether two values are the same to a reader: no format keeps every kind of blank."""
    if isinstance(before, str) and isinstance(after, str):
        return before.split() == after.split()
    return bool(before == after) or (before is None and after in ([], {}, False))


def is_same(place: tuple[float, float] | None, lon: float, lat: float) -> bool:
    """Whether a position says nothing else than the one that is known, which may have more decimals."""
    if place is None:
        return False
    decimals = max(len(f"{number:.6f}".rstrip("0").partition(".")[2]) for number in (lon, lat))
    apart = max(SAME_PLACE_DEG, 0.5001 * 10.0**-decimals) if decimals else SAME_PLACE_DEG
    return abs(place[0] - lon) <= apart and abs(place[1] - lat) <= apart
