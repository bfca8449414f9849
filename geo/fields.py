"""Every field of a feature that pages and exports know: its name, the kind of its value, in the CSV or not.

The fields come from the model, in its order, and after them the columns that `geo.computed` adds.
"""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from geo.model import LAYERS, Common
from geo.vocabulary import LANGUAGES

# What the page knows of every feature by a name of its own, not as a column.
OWN = ("id", "sector", "status", "precision", "events", "sources", "options")
# Added by `geo.computed`; distances are geodesic, in km.
COMPUTED: dict[str, type] = {
    "border_km": float,
    "nearest_crossing": str,
    "nearest_crossing_km": float,
    "nearest_station": str,
    "nearest_station_km": float,
    "chainage_km": float,
    "rail_km": float,
    "in_corridor": bool,
    "computed_length_km": float,
    "length_kz_km": float,
    "length_uz_km": float,
    "iati_exactness": int,
    "iati_precision": int,
}
# For whoever works with the frames; the page shows the regions that sources name.
UNSHOWN = ("admin1_found",)
# Columns of the CSV in order, beside fields: `kind`, `latitude`, `longitude`.
CSV = (
    "id", "kind", "sector", *(f"name_{lang}" for lang in LANGUAGES), "status", "status_date", "latitude", "longitude",
    "precision", "countries", "admin1", "applies_to", "locality", "cost_usd", "length_km", "modes", "passengers",
    "freight", "third_country_nationals", "partners", "packages", "summary_en", "sources", "checked",
)  # fmt: skip
# Too much for a spreadsheet, or of few features: these are in the GeoJSON alone.
NOT_IN_CSV = (
    "events", "options", "cost_note", "conflict", "kz_name", "uz_name", "access_note", "capacity_note", "length_note",
    "precision_basis", "text_status", "kz_admin1", "uz_admin1", "point_side", "hours",
    "persons_per_day_before", "persons_per_day_after", "vehicles_per_day_before", "vehicles_per_day_after",
    "train_pairs_per_day_before", "train_pairs_per_day_after", "electronic_queue",
    "line_kind", "geometry_kind", "stops", "max_speed_kmh", "gauge_mm", "electrified", "passengers_per_year",
    "train_pairs_per_day", "districts", "station_kind", "confirmed", "lines", "medium", "ends", "unit",
    *COMPUTED,
)  # fmt: skip

Form = Literal["own", "text", "list", "plain"]


class FieldOf(NamedTuple):
    """One field of features: a text has it once a language, a list holds words or ids, the rest one plain value."""

    name: str
    form: Form
    type: Any


def fields() -> list[FieldOf]:
    """Every field of every layer, once, in the order of the model, and then the computed columns."""
    nouns: list[type[Common]] = [Common, *(layer.noun for layer in LAYERS)]
    found = {field.name: field for noun in nouns for field in _of(noun)}
    computed = {name: FieldOf(name, "plain", kind) for name, kind in COMPUTED.items()}
    return [*(found | computed).values()]


def _of(noun: type[Common]) -> Iterator[FieldOf]:
    texts = {f"{family}_{lang}": family for family in noun.translated for lang in LANGUAGES}
    hints = get_type_hints(noun, include_extras=True)
    for name in noun.model_fields:
        kind = _without_none(hints[name])
        if name in texts:
            yield FieldOf(texts[name], "text", str)
        elif name in OWN:
            yield FieldOf(name, "own", kind)
        else:
            yield FieldOf(name, "list" if get_origin(kind) is list else "plain", kind)


def _without_none(annotation: Any) -> Any:
    parts = [part for part in get_args(annotation) if part is not type(None)]
    return parts[0] if type(None) in get_args(annotation) and len(parts) == 1 else annotation
