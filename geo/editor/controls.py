"""What stands in a form, drawn from the model: a control for every field of a noun, in sections.

A field that is added to the model appears by itself, with the control of its kind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from annotated_types import MaxLen
from pydantic.fields import FieldInfo

from geo.model import LAYER, Citation, Edtf, Event, Layer, Record
from geo.vocabulary import ADMIN1, COUNTRIES, LANGUAGES

# Layers whose features are points; lines are drawn in a GIS and imported.
EDITABLE = ("sites", "border_crossings", "rail_stations")

Kind = Literal[
    "text", "long", "date", "number", "whole", "flag", "choice", "choices", "lines", "rows", "statuses", "id"
]

# The words of closed lists in the catalogues; those of the others are the name of their field.
WORDS = {
    "events.kind": "event", "modes": "mode", "packages": "package", "passengers": "access", "freight": "access",
    "third_country_nationals": "access", "station_kind": "station", "point_side": "country", "countries": "country",
    "admin1": "region", "kz_admin1": "region", "uz_admin1": "region",
}  # fmt: skip
# Lists that the model leaves open and the two countries close; what else a record holds is offered as well.
KNOWN: Mapping[str, tuple[str, ...]] = {
    "countries": COUNTRIES,
    "admin1": tuple(ADMIN1),
    "kz_admin1": tuple(code for code in ADMIN1 if code.startswith("KZ")),
    "uz_admin1": tuple(code for code in ADMIN1 if code.startswith("UZ")),
}
# Fields of each section in their order; what is named in none stands in `what`.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "where": (
        "precision", "precision_basis", "point_side", "countries", "admin1", "kz_admin1", "uz_admin1", "locality",
    ),
    "what": ("name", "id", "sector", "status", "status_date"),
    "texts": ("summary", "access_note", "capacity_note", "cost_note", "conflict", "text_status"),
    "events": ("events",),
    "sources": ("sources", "checked"),
    "money": ("cost_usd", "partners", "packages"),
}  # fmt: skip


class Control(NamedTuple):
    """One field of a form.

    Parameters
    ----------
    name
        The field; of a text in each language its stem.
    kind
        What a person does with it.
    options
        Words to choose from.
    needed
        Whether a record must have it; of a text, in some language.
    is_text
        Whether it is written once a language.
    longest
        Most characters.
    parts
        Of rows: the controls of one row.
    default
        What a record without it has.
    """

    name: str
    kind: Kind
    options: tuple[str, ...] = ()
    needed: bool = False
    is_text: bool = False
    longest: int | None = None
    parts: "tuple[Control, ...]" = ()
    default: Any = None

    @property
    def words(self) -> str:
        """How the keys of its options begin in the catalogues."""
        return WORDS.get(self.name, self.name.rpartition(".")[2])


@dataclass(frozen=True)
class Section:
    """Controls under one heading."""

    name: str
    controls: tuple[Control, ...]


def layer_of(name: str) -> Layer | None:
    """A layer the editor may change, by its name; None for any other text."""
    return LAYER[name] if name in EDITABLE else None


def sections(layer: Layer) -> list[Section]:
    """The form of a layer."""
    found = {control.name: control for control in controls(layer.noun)}
    placed = {name for names in SECTIONS.values() for name in names}
    rest = tuple(name for name in found if name not in placed)
    return [
        Section(name, tuple(found[field] for field in (*fields, *(rest if name == "what" else ())) if field in found))
        for name, fields in SECTIONS.items()
    ]


def controls(noun: type[Record], prefix: str = "") -> Iterator[Control]:
    """A control for every field of a noun, in its order."""
    texts = {f"{stem}_{lang}": stem for stem in noun.translated for lang in LANGUAGES}
    hints = get_type_hints(noun, include_extras=True)
    done = set()
    for name, info in noun.model_fields.items():
        stem = texts.get(name, name)
        if stem in done:
            continue
        done.add(stem)
        control = _control(f"{prefix}{stem}", _without_none(hints[name]), info)
        yield control._replace(is_text=name in texts, needed=control.needed or stem == "name")


def _control(name: str, annotation: Any, info: FieldInfo) -> Control:
    kind, options = _kind_of(name, annotation)
    parts = tuple(controls(Event if name == "events" else Citation, f"{name}.")) if kind == "rows" else ()
    default = None if info.is_required() else info.get_default()
    longest = next((part.max_length for part in _metadata(annotation) if isinstance(part, MaxLen)), None)
    return Control(name, kind, options, info.is_required(), False, longest, parts, default)


def _kind_of(name: str, annotation: Any) -> tuple[Kind, tuple[str, ...]]:
    plain = get_args(annotation)[0] if hasattr(annotation, "__metadata__") else annotation
    if name in KNOWN:
        return ("choices" if get_origin(plain) is list else "choice"), KNOWN[name]
    if get_origin(plain) is Literal:
        return "choice", get_args(plain)
    if get_origin(plain) is list:
        return _kind_of_list(get_args(plain)[0])
    if get_origin(plain) is dict:
        return "statuses", get_args(get_args(plain)[1])
    if plain is bool:
        return "flag", ()
    if plain in (float, int):
        return ("number" if plain is float else "whole"), ()
    if annotation == Edtf:
        return "date", ()
    if name in ("id", "sources.id"):
        return "id", ()
    is_long = any(isinstance(part, MaxLen) and part.max_length > 200 for part in _metadata(annotation))
    return ("long" if is_long else "text"), ()


def _kind_of_list(entry: Any) -> tuple[Kind, tuple[str, ...]]:
    if get_origin(entry) is Literal:
        return "choices", get_args(entry)
    return ("rows", ()) if isinstance(entry, type) and issubclass(entry, Record) else ("lines", ())


def _metadata(annotation: Any) -> Iterator[Any]:
    for part in getattr(annotation, "__metadata__", ()):
        yield from getattr(part, "metadata", [part]) if isinstance(part, FieldInfo) else [part]


def _without_none(annotation: Any) -> Any:
    parts = [part for part in get_args(annotation) if part is not type(None)]
    return parts[0] if type(None) in get_args(annotation) and len(parts) == 1 else annotation
