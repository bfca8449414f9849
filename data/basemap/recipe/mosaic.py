"""One mosaic of areas without gaps or overlaps, and its generalisation line by line.

OpenStreetMap and Natural Earth disagree by kilometres. Laid over each other they make thousands of small faces;
each face gets one owner, so that neighbours share their line exactly. The mosaic is then taken apart into arcs, the
lines between two owners. An arc is thinned once and serves both its sides, so no gap can open again.

Positions are whole numbers of GRID degrees, EPSG:4326; equal positions are equal numbers, without rounding noise.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod
from shapely import Geometry, LineString, STRtree

GRID = 1e-4  # degrees, about 10 m
KM_PER_DEGREE = 111.2  # of latitude; a length at the equator for longitude
GEOD = Geod(ellps="WGS84")
SEA, OUTSIDE = "sea", "outside"

Floats = npt.NDArray[np.float64]
Geometries = npt.NDArray[np.object_]
Position = tuple[int, int]
Areas = dict[str, Geometry]  # owner: an ISO 3166-2 code in Kazakhstan and Uzbekistan, else an ISO 3166-1 code, or SEA


def area_km2(geometry: Geometry) -> float:
    """Geodesic area in km² on WGS 84 (Karney 2013)."""
    oriented = shapely.orient_polygons(geometry, exterior_cw=False)
    return float(abs(GEOD.geometry_area_perimeter(oriented)[0])) / 1e6


def parts_of(geometry: Geometry) -> list[Geometry]:
    """The single polygons or lines of a geometry."""
    return [part for part in shapely.get_parts(geometry) if not part.is_empty]


# ---------------------------------------------------------------- who owns which face


def faces_of(layers: Iterable[Geometry], box: Geometry) -> Geometries:
    """The faces between all lines of all layers, cut to the box and snapped to the grid."""
    outlines = [shapely.intersection(layer.boundary, box) for layer in layers] + [box.boundary]
    net = shapely.union_all(np.array(outlines, dtype=object), grid_size=GRID)
    faces: Geometries = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
    return faces


def first_container(points: Geometries, areas: list[Geometry]) -> list[int | None]:
    """For each point the index of the first area it lies in."""
    found: list[int | None] = [None] * len(points)
    pairs = zip(*STRtree(areas).query(points, predicate="within"), strict=True)
    for point, area in sorted((int(p), int(a)) for p, a in pairs):
        if found[point] is None:
            found[point] = area
    return found


def mosaic(kz: Areas, uz_outline: Geometry, units: list[tuple[str, str, Geometry]], box: Geometry) -> Areas:
    """One owner for each face of the box.

    Kazakhstan's regions come first, then Uzbekistan's outline, both from OpenStreetMap. Within the outline Natural
    Earth's `units` (country, subdivision, area) tell the region; outside it they tell the country. Faces that no layer
    claims, and parts under 4 km², go to the neighbour with the longest common line.
    """
    faces = faces_of([*kz.values(), uz_outline, *(area for *_, area in units)], box)
    points = shapely.point_on_surface(faces)
    in_kz = first_container(points, list(kz.values()))
    in_uz = first_container(points, [uz_outline])
    in_unit = first_container(points, [area for *_, area in units])
    codes = list(kz)
    by_owner: dict[str, list[int]] = defaultdict(list)
    for face in range(len(faces)):
        region, unit = in_kz[face], in_unit[face]
        country, subdivision = units[unit][:2] if unit is not None else ("", "")
        if region is not None:
            owner = codes[region]
        elif in_uz[face] is not None:
            owner = subdivision if country == "UZ" else "UZ-?"
        elif country in ("KZ", "UZ"):
            owner = "?"
        else:
            owner = country or SEA
        by_owner[owner].append(face)
    return settle({owner: shapely.coverage_union_all(faces[indices]) for owner, indices in by_owner.items()})


def settle(areas: Areas) -> Areas:
    """Give unclaimed and very small parts to their neighbours, until none is left."""
    pieces = [(owner, part) for owner, area in sorted(areas.items()) for part in parts_of(area)]
    for _ in range(20):
        largest: dict[str, float] = defaultdict(float)
        for owner, part in pieces:
            largest[owner] = max(largest[owner], part.area)
        tree = STRtree([part for _, part in pieces])
        settled = dict(enumerate(owner for owner, _ in pieces))
        for index, (owner, part) in enumerate(pieces):
            small = part.area < largest[owner] and area_km2(part) < (200 if owner == SEA else 4)
            if small or owner.endswith("?"):
                settled[index] = best_neighbour(index, pieces, tree) or owner
        if all(settled[index] == owner for index, (owner, _) in enumerate(pieces)):
            break
        together: dict[str, list[Geometry]] = defaultdict(list)
        for index, (_, part) in enumerate(pieces):
            together[settled[index]].append(part)
        pieces = [
            (owner, part)
            for owner, parts in sorted(together.items())
            for part in parts_of(shapely.coverage_union_all(np.array(parts, dtype=object)))
        ]
    done: dict[str, list[Geometry]] = defaultdict(list)
    for owner, part in pieces:
        done[owner].append(part)
    return {owner: shapely.multipolygons(parts) for owner, parts in done.items()}


def best_neighbour(index: int, pieces: list[tuple[str, Geometry]], tree: STRtree) -> str | None:
    """The owner with the longest line in common with a piece.

    A face that only Natural Earth gives to Kazakhstan or Uzbekistan ("?") goes to a third country or the sea if it can:
    OpenStreetMap has just said that it belongs to neither.
    """
    owner, part = pieces[index]
    common: dict[str, float] = defaultdict(float)
    for other in sorted(tree.query(part, predicate="intersects")):
        neighbour = pieces[other][0]
        if other == index or neighbour.endswith("?") or (owner == "UZ-?" and not neighbour.startswith("UZ-")):
            continue
        common[neighbour] += shapely.intersection(part.boundary, pieces[other][1].boundary).length
    if owner == "?" and any(length > 0 and "-" not in code for code, length in common.items()):
        common = defaultdict(float, {code: length for code, length in common.items() if "-" not in code})
    best = max(common, key=lambda code: (common[code], code), default=None)
    return best if best is not None and common[best] > 0 else None


# ---------------------------------------------------------------- arcs


@dataclass(frozen=True)
class Arc:
    """A line between two owners; walking along it, `left` lies to the left. A ring repeats its first position."""

    positions: tuple[Position, ...]
    left: str
    right: str

    @property
    def line(self) -> LineString:
        """The arc in degrees."""
        return LineString(np.array(self.positions) * GRID)

    @property
    def owners(self) -> tuple[str, str]:
        """Both sides, in alphabetical order."""
        return min(self.left, self.right), max(self.left, self.right)


def directed_edges(areas: Areas) -> dict[tuple[Position, Position], str]:
    """Each edge of each area's outline, directed so that its owner lies to the left."""
    owner_left: dict[tuple[Position, Position], str] = {}
    for owner, area in areas.items():
        for polygon in parts_of(shapely.orient_polygons(area, exterior_cw=False)):
            for ring in shapely.get_rings(polygon):
                numbers = np.rint(shapely.get_coordinates(ring) / GRID).astype(int).tolist()
                positions = [(x, y) for x, y in numbers]
                for start, end in pairwise(positions):
                    owner_left[start, end] = owner
    return owner_left


def arcs_of(areas: Areas) -> list[Arc]:
    """Take a mosaic apart: every line between two owners once, from junction to junction."""
    owner_left = directed_edges(areas)
    beside: dict[Position, set[Position]] = defaultdict(set)
    for start, end in owner_left:
        beside[start].add(end)
        beside[end].add(start)
    walked: set[tuple[Position, Position]] = set()

    def walk(start: Position, then: Position) -> Arc:
        path = [start, then]
        while path[-1] != start and len(beside[path[-1]]) == 2:
            path.append(next(position for position in sorted(beside[path[-1]]) if position != path[-2]))
        for edge in pairwise(path):
            walked.update((edge, edge[::-1]))
        left, right = owner_left.get((start, then), OUTSIDE), owner_left.get((then, start), OUTSIDE)
        return Arc(tuple(path), left, right)

    junctions = sorted(position for position, neighbours in beside.items() if len(neighbours) != 2)
    arcs = []
    for start in [*junctions, *sorted(beside)]:  # what the junctions do not reach is a ring of its own
        for then in sorted(beside[start]):
            if (start, then) not in walked:
                arcs.append(walk(start, then))  # noqa: PERF401, as walk changes what the next step asks
    return arcs


def areas_of(arcs: list[Arc]) -> Areas:
    """Put a mosaic together again from its arcs.

    Raises
    ------
    Tangled
        Thinning has moved a line past a junction or past an island, so that a face has two owners.
    """
    owner_left: dict[tuple[Position, Position], tuple[str, int]] = {}
    for index, arc in enumerate(arcs):
        for start, end in pairwise(arc.positions):
            owner_left[start, end] = arc.left, index
            owner_left[end, start] = arc.right, index
    faces = shapely.get_parts(shapely.polygonize([arc.line for arc in arcs]))
    areas: dict[str, list[Geometry]] = defaultdict(list)
    for face in faces:
        touched = [owner_left[edge] for edge in directed_edges({"": face})]
        owners = {owner for owner, _ in touched}
        if len(owners) > 1:
            raise Tangled({index for _, index in touched})
        areas[owners.pop()].append(face)
    return {owner: shapely.multipolygons(parts) for owner, parts in areas.items() if owner != OUTSIDE}


# ---------------------------------------------------------------- thinning


class Tangled(Exception):
    """Arcs, by index, that touch or cross where they should not."""

    def __init__(self, arcs: set[int]) -> None:
        super().__init__(f"{len(arcs)} arcs are tangled")
        self.arcs = arcs


def to_km(degrees: Floats) -> Floats:
    """A flat map in km, true enough to compare distances of a few tens of km."""
    scale = np.cos(np.radians(degrees[:, 1]))
    return np.column_stack([degrees[:, 0] * scale, degrees[:, 1]]) * KM_PER_DEGREE


def distance_to_segment(points: Floats, start: Floats, end: Floats) -> Floats:
    """Distance of each point to the segment, in the unit of the coordinates."""
    along = end - start
    length2 = float(along @ along)
    share = np.clip((points - start) @ along / length2, 0, 1) if length2 else np.zeros(len(points))
    distances: Floats = np.linalg.norm(points - (start + share[:, None] * along), axis=1)
    return distances


def thin(degrees: Floats, tolerance_km: Floats) -> list[int]:
    """Indices of the vertices to keep: Douglas and Peucker (1973), with a tolerance in km for each vertex.

    A ring keeps at least three corners.
    """
    points = to_km(degrees)
    last = len(points) - 1
    keep = {0, last}
    spans = [(0, last)]
    if last > 2 and (degrees[0] == degrees[-1]).all():
        far = int(np.argmax(np.linalg.norm(points - points[0], axis=1)))
        side = 1 + int(np.argmax(distance_to_segment(points[1:last], points[0], points[far])))
        corners = sorted({0, far, side, last})
        keep.update(corners)
        spans = list(pairwise(corners))
    while spans:
        start, end = spans.pop()
        if end - start < 2:
            continue
        inner = slice(start + 1, end)
        excess = distance_to_segment(points[inner], points[start], points[end]) / tolerance_km[inner]
        if excess.max() > 1:
            middle = start + 1 + int(np.argmax(excess))
            keep.add(middle)
            spans += [(start, middle), (middle, end)]
    return sorted(keep)


def tangled(arcs: list[Arc]) -> set[int]:
    """Arcs that cross themselves, or meet another one elsewhere than at a common end."""
    lines = np.array([arc.line for arc in arcs], dtype=object)
    wrong = {int(i) for i in np.flatnonzero(~shapely.is_simple(lines))}
    ends = [{line.coords[0], line.coords[-1]} for line in lines]
    for one, other in zip(*STRtree(lines).query(lines, predicate="intersects"), strict=True):
        if one < other:
            meeting = shapely.intersection(lines[one], lines[other])
            points = {(x, y) for x, y in shapely.get_coordinates(meeting).tolist()}
            if meeting.length > 0 or not points <= ends[one] & ends[other]:
                wrong |= {int(one), int(other)}
    return wrong


class Landmarks:
    """Places that must stay on their own side of every line; (lon, lat) in degrees, EPSG:4326."""

    def __init__(self, lonlat: Floats) -> None:
        self.lonlat = lonlat
        self.tree = STRtree(shapely.points(to_km(lonlat)))

    def distance_km(self, degrees: Floats) -> Floats:
        """Distance of each position to the nearest landmark."""
        pairs, distances = self.tree.query_nearest(
            shapely.points(to_km(degrees)), return_distance=True, all_matches=False
        )
        return np.asarray(distances, dtype=np.float64)[np.argsort(pairs[0])]


def generalise(
    arcs: list[Arc], tolerance_km: Callable[[Arc], float], landmarks: Landmarks, coarse_step: int = 1
) -> list[Arc]:
    """Thin every arc so that no landmark changes sides and no two arcs touch.

    Near a landmark the tolerance is a third of the distance to it; islands and exclaves are landmarks for every line
    but their own. Further than 2 km from every landmark, positions are rounded to `coarse_step` grid steps. Arcs that
    get tangled are thinned again with half the tolerance, and unrounded between their ends.
    """
    is_ring = [arc.positions[0] == arc.positions[-1] for arc in arcs]
    islands = (
        np.array([arc.positions[0] for arc, ring in zip(arcs, is_ring, strict=True) if ring]).reshape(-1, 2) * GRID
    )
    with_islands = Landmarks(np.concatenate([landmarks.lonlat, islands]))

    def generalised(index: int, share: float) -> Arc:
        arc = arcs[index]
        degrees = np.array(arc.positions) * GRID
        near_km = (landmarks if is_ring[index] else with_islands).distance_km(degrees)
        kept = thin(degrees, np.clip(near_km / 3, 0.02, tolerance_km(arc)) * share)
        steps = np.where(landmarks.distance_km(degrees)[kept] > 2, coarse_step, 1)
        if share < 1:
            steps[1:-1] = 1  # an end belongs to other arcs too
        numbers = np.rint(np.array(arc.positions)[kept] / steps[:, None]).astype(int) * steps[:, None]
        positions = [(x, y) for x, y in numbers.tolist()]
        unique = [position for i, position in enumerate(positions) if i == 0 or position != positions[i - 1]]
        return Arc(tuple(unique), arc.left, arc.right)

    shares = [1.0] * len(arcs)
    thinned = [generalised(index, 1) for index in range(len(arcs))]
    wrong: set[int] = set()
    for _ in range(12):
        wrong = tangled(thinned)
        if not wrong:
            try:
                areas_of(thinned)
            except Tangled as error:
                wrong = error.arcs
            else:
                return thinned
        for index in wrong:
            shares[index] /= 2
            thinned[index] = generalised(index, shares[index])
    raise Tangled(wrong)
