"""What lies near a position or bears nearly the same name, whatever its layer: shown beside a form."""

from typing import NamedTuple

from geo.frames import rows_of
from geo.geodesy import distance_km
from geo.model import LAYER, Atlas
from geo.validate.twins import Name, alike, name_of
from geo.vocabulary import LANGUAGES

NEAR_KM = 2.0
# A name that is alike counts within this; two towns far apart may be called the same.
ALIKE_KM = 50.0
MOST = 8


class Neighbour(NamedTuple):
    """A feature near a place or a name; `km` None where the place of either is not known."""

    id: str
    layer: str
    kind: str
    record: dict[str, object]
    km: float | None
    is_alike: bool


def neighbours(atlas: Atlas, names: list[str], lonlat: tuple[float, float] | None, own: str) -> list[Neighbour]:
    """Features to look at before one is added: the nearest first, those that are called alike before them."""
    asked = [name_of(name) for name in names if name]
    found = []
    for layer_name, frame in atlas.layers().items():
        layer = LAYER[layer_name]
        if layer.geometry != "point":
            continue
        points = frame.geometry
        known = points.notna() & (points.geom_type == "Point")
        km = (
            dict(zip(frame["id"][known], distance_km(points[known].x, points[known].y, *lonlat), strict=True))
            if (lonlat and known.any())
            else {}
        )
        for row in rows_of(frame.drop(columns="geometry"), ["id", *(f"name_{lang}" for lang in LANGUAGES)]):
            far = float(km[row["id"]]) if row["id"] in km else None
            is_alike = _is_alike(row, asked)
            if row["id"] != own and ((is_alike and (far or 0) <= ALIKE_KM) or (far is not None and far <= NEAR_KM)):
                found.append(Neighbour(row["id"], layer_name, layer.kind, row, far, is_alike))
    found.sort(key=lambda one: (not one.is_alike, one.km if one.km is not None else ALIKE_KM, one.id))
    return found[:MOST]


def _is_alike(row: dict[str, object], asked: list[Name]) -> bool:
    own = [name_of(str(name)) for lang in LANGUAGES if (name := row.get(f"name_{lang}"))]
    return any(alike(one, other) and _says_enough(one, other) for one in asked for other in own)


def _says_enough(one: Name, other: Name) -> bool:
    """Whether the shared words tell a thing: "bank" alone is in the names of too many."""
    return one.words == other.words or len(one.words & other.words) > 1 or not (one.words & other.words)
