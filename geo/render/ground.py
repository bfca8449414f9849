"""The drawn background as a page has it: areas and borders by the arcs they share, the rest as lines and places."""

from itertools import chain

import numpy as np
import shapely
from geopandas import GeoDataFrame

from geo.frames import rows_of
from geo.model import Basemap, Json
from geo.render.arcs import cut, packed
from geo.render.plain import or_none, packed_parts, texts_in
from geo.vocabulary import BASEMAP_SCALE, LANGUAGES

# Layers of the background whose lines run along each other; their names are in `places`.
SHARED = ("countries", "admin1", "borders")


def ground(basemap: Basemap, *, close: bool) -> Json:
    """Every drawn layer: attributes the page needs, and geometry as delta-coded parts.

    A page of one sector, or for other people's pages, is without the close layers: they would be a quarter of it.
    """
    drawn: Json = {"scale": BASEMAP_SCALE, **_of_arcs(basemap.page)}
    for name, frame in basemap.page.items():
        if name in SHARED:
            continue
        rows = rows_of(frame)
        if name == "cities":
            drawn[name] = [_city(row, x, y) for row, x, y in zip(rows, *_grid(frame), strict=True)]
        else:
            parts = packed_parts(frame.geometry.to_numpy(), BASEMAP_SCALE)
            drawn[name] = [_shape(row, lines) for row, lines in zip(rows, parts, strict=True)]
    if close:
        drawn["close"] = _close(basemap)
    return drawn


def _of_arcs(page: dict[str, GeoDataFrame]) -> Json:
    """Areas and borders by layer, and the arcs they share."""
    shapes = {name: packed_parts(page[name].geometry.to_numpy(), BASEMAP_SCALE) for name in SHARED if name in page}
    lines = [_points(steps) for layer in shapes.values() for parts in layer for steps in parts]
    arcs, numbers = cut(lines)
    own = iter(numbers)
    drawn: Json = {"arcs": [packed(arc) for arc in arcs]}
    for name, layer in shapes.items():
        rows = zip(rows_of(page[name]), layer, strict=True)
        drawn[name] = [{**_kept(row), "arcs": [next(own) for _ in parts]} for row, parts in rows]
    return drawn


def _points(steps: list[int]) -> list[tuple[int, int]]:
    """The points of a packed line; those that rounding put on one place are one."""
    points = np.cumsum(np.reshape(steps, (-1, 2)), axis=0)
    moved = np.any(np.diff(points, axis=0, prepend=points[:1] - 1), axis=1)
    return [(x, y) for x, y in points[moved].tolist()]


def _close(basemap: Basemap) -> Json:
    """What is drawn close up: the shared border and each layer as lines and rings, and the settlements by column."""
    border = basemap.borders.loc[basemap.borders["kz_uz"].eq(True)]
    shapes = {"border": border, **{name: frame for name, frame in basemap.close.items() if name != "settlements"}}
    drawn: Json = {
        name: list(chain.from_iterable(packed_parts(frame.geometry.to_numpy(), BASEMAP_SCALE)))
        for name, frame in shapes.items()
    }
    settlements = basemap.close["settlements"]
    lon, lat = _grid(settlements)
    columns = {name: list(map(or_none, settlements[name].tolist())) for name in settlements if name != "geometry"}
    names = {lang: columns[f"name_{lang}"] for lang in LANGUAGES if f"name_{lang}" in columns}
    return {**drawn, "settlements": {"name": names, "lon": lon, "lat": lat, "pop": columns["pop"]}}


def _grid(frame: GeoDataFrame) -> tuple[list[int], list[int]]:
    x, y = np.rint(shapely.get_coordinates(frame.geometry.to_numpy()) * BASEMAP_SCALE).astype(np.int64).T
    return x.tolist(), y.tolist()


def _city(row: Json, x: int, y: int) -> Json:
    return {**_kept(row), "name": texts_in(row, "name"), "lon": x, "lat": y}


def _shape(row: Json, lines: list[list[int]]) -> Json:
    name = {"name": texts} if (texts := texts_in(row, "name")) else {}
    return {**_kept(row), **name, "line": lines}


def _kept(row: Json) -> Json:
    wanted = ("iso", "kz_uz", "level", "kind", "pop", "capital", "rank", "cc", "schematic")
    return {key: value for key in wanted if (value := or_none(row.get(key))) not in (None, False)}
