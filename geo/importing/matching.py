"""Which feature of the atlas a row is about: by its id, or by its name at its place."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from geo.frames import records_of
from geo.geodesy import distance_km
from geo.importers import Proposed
from geo.importers.columns import folded
from geo.model import LAYER, Atlas, Json
from geo.validate.identity import TWIN_DEGREES, TWIN_KM
from geo.vocabulary import LANGUAGES


class Known(NamedTuple):
    """A feature that is there, or an earlier row: which, and where a person finds it."""

    layer: str
    id: str
    row: Proposed | None = None


class Register:
    """Names and places of the atlas, and of the rows as they are taken."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._home = {id_: name for name, frame in atlas.layers().items() for id_ in frame["id"]}
        self._rows: dict[str, Proposed] = {}
        self._records: dict[str, dict[str, Json]] = {}
        self._by_name: dict[str, list[tuple[float, float, Known]]] = defaultdict(list)
        for name, frame in atlas.layers().items():
            if LAYER[name].geometry == "point":
                self._enter(name, frame)

    def _enter(self, layer: str, frame: Any) -> None:
        texts = frame[[f"name_{lang}" for lang in LANGUAGES]].to_numpy(dtype=object).tolist()
        for id_, names, shape in zip(frame["id"], texts, frame.geometry, strict=True):
            if shape is not None and not shape.is_empty:
                self._add(filter(None, names), shape.x, shape.y, Known(layer, id_))

    def _add(self, names: Iterator[str], lon: float, lat: float, known: Known) -> None:
        for key in {folded(name) for name in names}:
            self._by_name[key].append((lon, lat, known))

    def take(self, row: Proposed, id_: str) -> None:
        """Remember a row that makes or is a feature: a later one of its id, or its name and place, is the same."""
        self._home.setdefault(id_, row.layer)
        self._rows[id_] = row
        if row.lon is not None and row.lat is not None:
            self._add(iter(names_of(row)), row.lon, row.lat, Known(row.layer, id_, row))

    def layer_of(self, id_: str) -> str | None:
        """The layer of a feature by its id; None where nothing has it."""
        return self._home.get(id_)

    def row_of(self, id_: str) -> Proposed | None:
        """The earlier row of an id."""
        return self._rows.get(id_)

    def twin(self, row: Proposed) -> Known | None:
        """What has one of the row's names within 300 m of it."""
        if row.lon is None or row.lat is None:
            return None
        for name in names_of(row):
            for lon, lat, known in self._by_name.get(folded(name), ()):
                if abs(lat - row.lat) > TWIN_DEGREES or abs(lon - row.lon) > TWIN_DEGREES:
                    continue
                if float(distance_km(lon, lat, row.lon, row.lat)) <= TWIN_KM:
                    return known
        return None

    def record(self, layer: str, id_: str) -> tuple[Json, tuple[float, float] | None]:
        """A feature of the atlas as the files have it, and its position where it is a point."""
        if layer not in self._records:
            frame = getattr(self._atlas, layer)
            records = records_of(frame, LAYER[layer].noun)
            places = [
                (shape.x, shape.y) if shape is not None and shape.geom_type == "Point" and not shape.is_empty else None
                for shape in frame.geometry
            ]
            pairs = zip(records, places, strict=True)
            self._records[layer] = {record["id"]: {"record": record, "place": place} for record, place in pairs}
        found = self._records[layer][id_]
        return found["record"], found["place"]


def names_of(row: Proposed) -> Sequence[str]:
    """The names a row gives, in any language."""
    return [str(name) for lang in LANGUAGES if (name := row.fields.get(f"name_{lang}"))]
