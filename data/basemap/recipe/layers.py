"""The layers, from the mosaic and from the packages: water, cities, railways, areas and borders.

Every function returns features, (properties, geometry) pairs in (lon, lat) degrees, EPSG:4326, and writes nothing.
"""

from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
import shapely
from canonical import Feature, Properties
from inputs import LANGUAGES, Town, in_every_language, names
from mosaic import GEOD, GRID, SEA, Arc, Areas, Floats, area_km2, parts_of, thin
from shapely import Geometry, LineString, Point, Polygon

Edge = tuple[tuple[float, float], tuple[float, float]]


def country(owner: str) -> str:
    """KZ-10 lies in KZ; other countries are not divided."""
    return owner.split("-")[0]


# ---------------------------------------------------------------- areas and borders


def admin1(areas: Areas) -> list[Feature]:
    """The regions of Kazakhstan and Uzbekistan."""
    return [
        ({"iso": iso, "cc": country(iso), **in_every_language(row)}, areas[iso]) for iso, row in names("admin1").items()
    ]


def countries(areas: Areas) -> list[Feature]:
    """The countries of the box, cut at its edges; the two in the middle are the sum of their regions."""
    pieces: dict[str, list[Geometry]] = defaultdict(list)
    for owner, area in areas.items():
        if owner != SEA:
            pieces[country(owner)].extend(parts_of(area))
    table = names("countries")
    return [
        ({"iso": iso, **in_every_language(table[iso])}, shapely.coverage_union_all(np.array(parts, dtype=object)))
        for iso, parts in pieces.items()
    ]


def borders(arcs: list[Arc]) -> list[Feature]:
    """One feature for each pair of neighbours: countries, and regions of one country. Coasts are not borders."""
    lines: dict[tuple[str, str], list[LineString]] = defaultdict(list)
    for arc in arcs:
        if all(owner[:2].isupper() for owner in arc.owners):
            one, other = (country(owner) for owner in arc.owners)
            lines[(one, other) if one != other else arc.owners].append(arc.line)
    return [
        (
            {
                "id": "/".join(pair),
                "level": "admin1" if "-" in pair[0] else "country",
                "kz_uz": pair == ("KZ", "UZ"),
            },
            joined(parts),
        )
        for pair, parts in lines.items()
    ]


def joined(lines: list[LineString]) -> Geometry:
    """As few lines as possible; a junction of three or more ends stays one."""
    return shapely.normalize(shapely.line_merge(shapely.multilinestrings(lines)))


# ---------------------------------------------------------------- water


def thinned(geometry: Geometry, focus: Geometry, tolerance_km: float) -> Geometry | None:
    """A line or polygon with fewer vertices, the fewer the farther from the focus area; None if nothing is left."""
    coarser_per_degree_away = 1.0  # km of tolerance for each degree

    def ring_or_line(points: Floats) -> Floats:
        away = shapely.distance(shapely.points(points), focus)
        kept: Floats = points[thin(points, tolerance_km + coarser_per_degree_away * away)].round(3)
        return kept

    if geometry.geom_type.endswith("LineString"):
        lines = [LineString(ring_or_line(shapely.get_coordinates(part))) for part in parts_of(geometry)]
        lines = [line for line in lines if line.length > 0]
        return joined(lines) if lines else None
    polygons = []
    for part in parts_of(geometry):
        shell, *holes = (ring_or_line(shapely.get_coordinates(ring)) for ring in shapely.get_rings(part))
        islands = [hole for hole in holes if len(hole) > 3 and area_km2(Polygon(hole)) > 50]
        polygons.append(shapely.make_valid(Polygon(shell, islands)))
    areas = [
        part for polygon in polygons for part in parts_of(polygon) if part.geom_type == "Polygon" and part.area > 0
    ]
    return shapely.union_all(areas) if areas else None


NO_NAME = dict.fromkeys(LANGUAGES, "")


def lakes(water: list[Geometry], areas: Areas, box: Geometry, focus: Geometry) -> list[Feature]:
    """The Caspian, from the mosaic, and the lakes of Natural Earth over 300 km², or smaller ones with a name here."""
    table = names("lakes")
    caspian = max(parts_of(areas[SEA]), key=area_km2)
    features: list[Feature] = [
        ({"id": "caspian-sea", **in_every_language(table.pop("caspian-sea")), "kind": "sea"}, caspian)
    ]
    inside = {name: Point(float(row["lon"]), float(row["lat"])) for name, row in table.items()}
    nameless = 0
    for lake in sorted(water, key=lambda lake: lake.bounds):
        lake = shapely.intersection(lake, box)
        name = next((name for name, point in inside.items() if lake.distance(point) < 0.03), None)
        if lake.is_empty or (name is None and (area_km2(lake) < 300 or lake.distance(focus) > 1)):
            continue
        shape = thinned(lake, focus, tolerance_km=1)
        if shape is None:
            continue
        nameless += name is None
        row = table.pop(name) if name else NO_NAME
        kind = "reservoir" if name and "reservoir" in name else "lake"
        features.append(({"id": name or f"lake-{nameless:02}", **in_every_language(row), "kind": kind}, shape))
    if table:
        raise ValueError(f"no lake found for {', '.join(table)}")
    return features


def rivers(lines: list[tuple[str, int, Geometry]], box: Geometry, focus: Geometry) -> list[Feature]:
    """The rivers named in `names/rivers.csv`; `rank` 1 is the greatest."""
    table = names("rivers")
    row_of = {row["id"]: row for row in table.values()}
    parts: dict[str, list[LineString]] = defaultdict(list)
    rank: dict[str, int] = {}
    for source_name, scale_rank, line in lines:
        if source_name in table:
            river = table[source_name]["id"]
            parts[river] += [part for part in parts_of(shapely.intersection(line, box)) if part.length > 0]
            rank[river] = min(rank.get(river, 99), scale_rank)
    features: list[Feature] = []
    for river, pieces in parts.items():
        shape = thinned(joined(pieces), focus, tolerance_km=1)
        if shape is not None:
            features.append(({"id": river, **in_every_language(row_of[river]), "rank": rank[river]}, shape))
    return features


# ---------------------------------------------------------------- cities


MOVED = {1512569: (69.269, 41.304)}  # GeoNames puts Tashkent at its south-western edge; Natural Earth at its centre


def label_rank(town: Town, role: str) -> int:
    """1, drawn first: capitals and millions at home. 2: other capitals, great towns. 3: seats of regions. 4: others."""
    at_home = town.country in ("KZ", "UZ")
    if at_home and (role == "C" or town.population > 1_000_000):
        return 1
    if role == "C" or (at_home and town.population > 300_000):
        return 2
    return 3 if role == "R" and (at_home or town.population > 300_000) else 4


def cities(towns: dict[int, Town]) -> list[Feature]:
    """The towns of `names/cities.csv`. Population as GeoNames gives it, in some places years old."""
    features: list[Feature] = []
    for key, row in names("cities").items():
        town = towns[int(key)]
        properties: Properties = {
            "id": f"geonames-{town.id}",
            **in_every_language(row),
            "cc": town.country,
            "pop": town.population or None,
            "capital": row["role"] == "C",
            "rank": label_rank(town, row["role"]),
        }
        features.append((properties, Point(*(round(number, 3) for number in MOVED.get(town.id, (town.lon, town.lat))))))
    return features


# ---------------------------------------------------------------- railways


def railways(edges: list[Edge], box: Geometry, focus: Geometry, mesh: float = 0.02) -> list[Feature]:
    """Railways within two degrees of the focus area, one line for parallel tracks.

    The nodes in a cell of `mesh` degrees become one, in their middle, so that the tracks of one line fall together.
    Dead ends under 25 km are left out. Chords over 60 km, where the source has no shape, are a feature of their own.
    """
    near = focus.buffer(2)
    inside = [edge for edge in edges if box.covers(Point(edge[0])) and box.covers(Point(edge[1]))]
    nodes: dict[tuple[int, int], set[tuple[float, float]]] = defaultdict(set)
    for node in (node for edge in inside for node in edge):
        nodes[cell(node, mesh)].add(node)
    middle = {key: np.mean(sorted(members), axis=0).round(3) for key, members in nodes.items()}
    links = {tuple(sorted((cell(start, mesh), cell(end, mesh)))) for start, end in inside}
    segments = shapely.linestrings([(middle[one], middle[other]) for one, other in sorted(links) if one != other])
    segments = segments[shapely.intersects(near, segments)]
    lines = parts_of(shapely.line_merge(shapely.union_all(segments, grid_size=GRID)))
    for _ in range(3):
        lines = parts_of(shapely.line_merge(shapely.multilinestrings(worth_drawing(lines))))
    drawn: dict[bool, list[LineString]] = defaultdict(list)
    for line in lines:
        points = shapely.get_coordinates(line)
        kept = points[thin(points, np.full(len(points), 1.2))].round(3)
        schematic = max(length_km(np.array(pair)) for pair in pairwise(points)) > 60
        drawn[schematic].append(LineString(kept))
    return [
        ({"id": "railways-schematic" if schematic else "railways", "schematic": schematic}, joined(parts))
        for schematic, parts in drawn.items()
    ]


def cell(node: tuple[float, float], mesh: float) -> tuple[int, int]:
    """The cell of a mesh of degrees that a position is in."""
    return round(node[0] / mesh), round(node[1] / mesh)


def length_km(points: Floats) -> float:
    """Geodesic length of a line through (lon, lat) positions."""
    return float(GEOD.line_length(points[:, 0], points[:, 1])) / 1000


def worth_drawing(lines: list[LineString], short_km: float = 25) -> list[LineString]:
    """Without the short dead ends."""
    ends = Counter(end for line in lines for end in (line.coords[0], line.coords[-1]))
    return [
        line
        for line in lines
        if length_km(shapely.get_coordinates(line)) > short_km
        or (ends[line.coords[0]] > 1 and ends[line.coords[-1]] > 1)
    ]
