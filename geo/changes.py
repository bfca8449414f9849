"""Two editions of the atlas → what changed between them: pure, feature by feature."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from geo.dates import span
from geo.frames import geojson_of, records_of
from geo.geodesy import distance_km
from geo.i18n import text_in
from geo.model import LAYERS, Atlas, Json, Layer
from geo.vocabulary import EVENT_MEANING, LANGUAGES, Language

What = Literal["added", "withdrawn", "moved", "redrawn", "status", "events", "sources", "texts", "values"]
WHATS: tuple[What, ...] = (
    "added", "withdrawn", "moved", "redrawn", "status", "events", "sources", "texts", "values",
)  # fmt: skip
_OF = {"status": "status", "status_date": "status", "events": "events", "sources": "sources"}


@dataclass(frozen=True)
class Changed:
    """What changed of one feature.

    Parameters
    ----------
    layer, id, names
        Which feature; its names by field, the newer ones.
    what
        The kinds of change, in the order of `WHATS`.
    fields
        For each field that differs its values before and after, None for none.
    km
        How far a point moved, geodesic; None if it did not, or had no place before or after.
    why
        Of what was withdrawn, why, by field (`why_en` …), as far as that is remembered.
    geometry
        GeoJSON of the newer edition, else of the older.
    """

    layer: Layer
    id: str
    names: Mapping[str, str]
    what: tuple[What, ...]
    fields: Mapping[str, tuple[Any, Any]]
    km: float | None = None
    why: Mapping[str, str] | None = None
    geometry: Json | None = None

    def name(self, lang: Language) -> str:
        """Its name in a reader's language or the next best, else its id."""
        found = text_in(self.names, "name", lang)
        return found[0] if found else self.id


def changes(old: Atlas, new: Atlas) -> list[Changed]:
    """What changed from one edition to another: n features, by layer and id; those that are alike are left out."""
    found: list[Changed] = []
    for layer in LAYERS:
        before, after = (_features(atlas, layer) for atlas in (old, new))
        pairs = ((id_, before.get(id_), after.get(id_)) for id_ in sorted(before | after))
        found += [_changed(layer, id_, was, now, new) for id_, was, now in pairs if was != now]
    return found


def _features(atlas: Atlas, layer: Layer) -> dict[str, tuple[Json, Any]]:
    frame = getattr(atlas, layer.name)
    records = records_of(frame, layer.noun)
    empty: tuple[Any, ...] = (None, [], {}, "")
    plain = [{name: value for name, value in record.items() if value not in empty} for record in records]
    return {record["id"]: (record, shape) for record, shape in zip(plain, frame.geometry, strict=True)}


def _changed(
    layer: Layer, id_: str, before: tuple[Json, Any] | None, after: tuple[Json, Any] | None, new: Atlas
) -> Changed:
    (was, old), (now, shape) = before or ({}, None), after or ({}, None)
    named = now or was
    names = {field: named[field] for lang in LANGUAGES if (field := f"name_{lang}") in named}
    one = Changed(layer, id_, names, (), {}, geometry=geojson_of(shape if after else old))
    if before is None:
        return replace(one, what=("added",))
    if after is None:
        return replace(one, what=("withdrawn",), why=_why(new, id_))
    fields = {name: (was.get(name), now.get(name)) for name in {**was, **now} if was.get(name) != now.get(name)}
    kinds = {_kind(name, layer) for name in fields}
    if old != shape:
        kinds.add("moved" if layer.geometry == "point" else "redrawn")
    km = float(distance_km(old.x, old.y, shape.x, shape.y)) if "moved" in kinds and old and shape else None
    return replace(one, what=tuple(what for what in WHATS if what in kinds), fields=fields, km=km)


def _why(atlas: Atlas, id_: str) -> dict[str, str]:
    """Why a feature was withdrawn, by field, as far as the atlas remembers."""
    gone = next((vars(entry) for entry in atlas.withdrawn if entry.id == id_), {})
    return {field: gone[field] for lang in LANGUAGES if gone.get(field := f"why_{lang}")}


def _kind(field: str, layer: Layer) -> What:
    stem = field.rpartition("_")[0] if field.rpartition("_")[2] in LANGUAGES else ""
    if field in _OF:
        return _OF[field]  # type: ignore[return-value]
    return "texts" if stem in layer.noun.translated or field == "text_status" else "values"


def as_json(changed: Changed) -> Json:
    """For programs: plain values."""
    fields = {name: {"before": was, "after": now} for name, (was, now) in changed.fields.items()}
    whole = {
        "layer": changed.layer.name,
        "id": changed.id,
        "names": dict(changed.names),
        "what": list(changed.what),
        "km": None if changed.km is None else round(changed.km, 3),
        "fields": fields,
        "why": dict(changed.why or {}) or None,
    }
    return {name: value for name, value in whole.items() if value not in (None, {})}


def as_geojson(found: list[Changed]) -> Json:
    """A FeatureCollection, EPSG:4326: each changed feature where it is now, or was, with what changed."""
    features = []
    for one in found:
        properties = {**as_json(one), "fields": sorted(one.fields)}
        features.append({"type": "Feature", "properties": properties, "geometry": one.geometry})
    return {"type": "FeatureCollection", "features": features}


def as_page(old: Atlas, new: Atlas) -> list[Json]:
    """What the page's list of changes would tell of the newer edition alone: its new events, newest first.

    Each has the `feature` it is of, and what the data say of it: `date`, `kind`, `note_*`, `source`. As on the page,
    events without a date, and dates that were only promised, are no changes.
    """
    told = list(_new_events(old, new))
    return [event for _, event in sorted(told, key=lambda pair: (-pair[0], pair[1]["feature"]))]


def _new_events(old: Atlas, new: Atlas) -> Iterator[tuple[int, Json]]:
    for layer in LAYERS:
        before = _features(old, layer)
        for id_, (record, _) in _features(new, layer).items():
            known = before.get(id_, ({}, None))[0].get("events", [])
            for event in record.get("events", []):
                dated = span(event.get("date") or "")
                if dated and not EVENT_MEANING[event["kind"]].is_promise and event not in known:
                    yield dated.last.toordinal(), {"feature": id_, **event}
