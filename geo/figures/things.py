"""What a figure shows: each feature of a slice as a row, with how it is drawn and called."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from geo.dates import span
from geo.figures.pen import plain
from geo.frames import rows_of
from geo.history import last_seen
from geo.i18n import message, text_in
from geo.model import LAYERS, Atlas, Layer
from geo.vocabulary import LANGUAGES, STATUS_MEANING, Language, Phase, Precision, Status

_COLUMNS = ("id", "sector", "status", "status_date", "precision", "geometry_kind", "confirmed",
            *(f"name_{lang}" for lang in LANGUAGES))  # fmt: skip


class Thing(NamedTuple):
    """A feature as a figure has it."""

    id: str
    layer: Layer
    sector: str
    color: str
    icon: str
    status: Status
    phase: Phase
    precision: Precision
    geometry_kind: Any
    is_confirmed: bool
    name: str
    lang: Language
    shape: Any  # degrees, EPSG:4326; None without a place

    @property
    def is_point(self) -> bool:
        """Whether it is drawn as a mark."""
        return self.shape is not None and self.shape.geom_type == "Point"


def things(atlas: Atlas, lang: Language) -> list[Thing]:
    """Every feature of an atlas, in the order of its layers."""
    return list(_things(atlas, lang))


def _things(atlas: Atlas, lang: Language) -> Iterator[Thing]:
    sectors = {entry.id: entry for entry in atlas.sectors}
    read = span(atlas.edition)
    # A file says the same whenever it is made: what is old is judged by the edition, not by the clock.
    today = read.last if read else date.min
    for layer, frame in zip(LAYERS, atlas.layers().values(), strict=True):
        rows = rows_of(frame, [name for name in _COLUMNS if name in frame.columns])
        for row, shape in zip(rows, frame.geometry.to_numpy(), strict=True):
            sector = sectors[row["sector"]]
            name, named_in = text_in(row, "name", lang) or (row["id"], lang)
            yield Thing(
                row["id"], layer, sector.id, sector.color, sector.icon, row["status"],
                _phase(row, layer, today), row["precision"], row.get("geometry_kind") or "schematic",
                row.get("confirmed") is not False, plain(name), named_in,
                shape if shape is not None and not shape.is_empty else None,
            )  # fmt: skip


def _phase(row: Mapping[str, Any], layer: Layer, today: date) -> Phase:
    """How it is drawn: what was last seen long ago is in no known phase."""
    if layer.mark == "dot":
        return "running"
    is_old = last_seen(row["status"], row.get("status_date"), today) is not None
    return "unknown" if is_old else STATUS_MEANING[row["status"]].phase


def state_word(thing: Thing, lang: Language) -> str:
    """The state in the word its kind has for it."""
    own = f"status_{thing.layer.kind}.{thing.status}"
    word = message(own, lang)
    return message(f"status.{thing.status}", lang) if word == own else word
