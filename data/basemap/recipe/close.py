"""What is drawn close up, from zoom 8 on: water, roads, railways, settlements.

Every function returns features, (properties, geometry) pairs in (lon, lat) degrees, EPSG:4326, and writes nothing.
Lines are as fine as their source allows where that is near the two countries; nothing here is for questions.
"""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import shapely
from canonical import Feature, Properties
from inputs import LANGUAGES, Town, names
from layers import Edge, joined, length_km, thinned
from mosaic import Floats, area_km2, parts_of, thin
from shapely import Geometry, LineString, Point

REACH_DEG = 0.3  # beyond the two countries
WATER_KM = 0.15
TRACK_KM = 0.1
LONGEST_KM = 8.0  # a longer step between two nodes of a road graph says where it leads, not where it lies
LEAST_LAKE_KM2, GREAT_LAKE_KM2 = 4.0, 300.0
# Letters that tell whose Cyrillic a name is written in; what has others is neither.
KAZAKH = frozenset("әғқңөұүһі")
CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


def rivers(lines: list[tuple[str, int, Geometry]], box: Geometry, home: Geometry) -> list[Feature]:
    """Every river of the source near the two countries, and those drawn far out wherever they flow."""
    id_of = {source_name: row["id"] for source_name, row in names("rivers").items()}
    near = home.buffer(REACH_DEG)
    parts: dict[str, list[LineString]] = defaultdict(list)
    for source_name, _, line in lines:
        within = box if source_name in id_of else near
        pieces = parts_of(shapely.intersection(line, within))
        parts[id_of.get(source_name, "unnamed")] += [part for part in pieces if part.length > 0]
    shapes = {river: thinned(joined(pieces), home, WATER_KM) for river, pieces in parts.items() if pieces}
    return [({"id": river}, shape) for river, shape in shapes.items() if shape is not None]


def lakes(water: list[Geometry], box: Geometry, home: Geometry) -> list[Feature]:
    """Every lake of the source near the two countries, the great ones wherever they lie."""
    near = home.buffer(REACH_DEG)
    features: list[Feature] = []
    for lake in sorted(water, key=lambda lake: lake.bounds):
        within = shapely.intersection(lake, box)
        least = LEAST_LAKE_KM2 if lake.intersects(near) else GREAT_LAKE_KM2
        if not within.is_empty and area_km2(within) >= least:
            shape = thinned(within, home, WATER_KM)
            if shape is not None:
                features.append(({"id": f"water-{len(features) + 1:03}"}, shape))
    return features


def roads(edges: Iterable[Edge], home: Geometry) -> list[Feature]:
    """The road graph near the two countries where its steps are short, as one feature."""
    return _graph("roads", edges, home)


def railways(edges: Iterable[Edge], home: Geometry) -> list[Feature]:
    """Existing tracks near the two countries where the steps of the graph are short, as one feature."""
    return _graph("railways", edges, home)


def settlements(towns: Iterable[Town], drawn: frozenset[int]) -> list[Feature]:
    """Settlements of 500 people and more in the two countries that are not among the cities drawn far out."""
    features: list[Feature] = []
    for town in sorted(towns, key=lambda town: town.id):
        if town.country in ("KZ", "UZ") and town.id not in drawn:
            properties: Properties = {
                "id": f"geonames-{town.id}",
                **{f"name_{lang}": name for lang, name in spelt(town).items()},
                "pop": town.population or None,
            }
            features.append((properties, Point(round(town.lon, 4), round(town.lat, 4))))
    return features


def spelt(town: Town) -> dict[str, str]:
    """Its names by language, as far as letters tell: the source does not say which language a name is in.

    Cyrillic with letters only Kazakh has is Kazakh, in Kazakhstan; Cyrillic without letters of either is Russian. The
    source's own form, in Latin letters, is English.
    """
    found = {"en": town.name}
    for name in sorted(town.others):
        letters = frozenset(name.lower()) - {" ", "-"}
        if not letters & CYRILLIC or any(letter.isascii() and letter.isalpha() for letter in letters):
            continue
        if town.country == "KZ" and letters & KAZAKH and letters <= CYRILLIC | KAZAKH:
            found.setdefault("kk", name)
        elif letters <= CYRILLIC:
            found.setdefault("ru", name)
    return {lang: found[lang] for lang in LANGUAGES if lang in found}


def _graph(id_: str, edges: Iterable[Edge], home: Geometry, mesh: float = 0.001) -> list[Feature]:
    """Steps of a graph that are short enough to be believed; nodes within a cell of the mesh are one."""
    near = home.buffer(REACH_DEG)
    short = {
        tuple(sorted((_snapped(one, mesh), _snapped(other, mesh))))
        for one, other in edges
        if length_km(np.array([one, other])) <= LONGEST_KM
    }
    segments = shapely.linestrings([pair for pair in sorted(short) if pair[0] != pair[1]])
    segments = segments[shapely.intersects(near, segments)]
    lines = parts_of(shapely.line_merge(shapely.multilinestrings(segments)))
    return [({"id": id_, "simplified": True}, joined([_fewer(line) for line in lines]))]


def _snapped(node: tuple[float, float], mesh: float) -> tuple[float, float]:
    return round(round(node[0] / mesh) * mesh, 4), round(round(node[1] / mesh) * mesh, 4)


def _fewer(line: LineString) -> LineString:
    points: Floats = shapely.get_coordinates(line)
    return LineString(points[thin(points, np.full(len(points), TRACK_KM))])
