"""The first view as a drawing in the page: a reader sees it while the code is still being unpacked.

Only what is seen of both countries at once, to a pixel or so; the map takes its place. Coordinates are integers of Web
Mercator (EPSG:3857) on a world of `WORLD` units, y southwards. No text of data/ gets in: numbers, ids of the
vocabulary and checked colours.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from geo.model import LAYERS, Atlas, Basemap
from geo.vocabulary import CORE_COUNTRIES, FIRST_VIEW, SURE_PRECISIONS

WORLD = 1 << 13  # a unit is a pixel at the zoom that shows both countries on a desk screen
COARSE = 1.8  # units a line may be off
COARSE_SMALL = 3.2  # in a frame of half the width, which is less on the screen
SMALL = 0.05  # square degrees: a smaller lake is a few pixels
FEW = 1_000  # a picture of more things than these would weigh more than it shows
# How each path is drawn where a host forbids the style sheet, which otherwise says it in both palettes.
PLAIN = {
    "land": 'fill="#f6f1e4"',
    "river": 'stroke="#a9c7d4"',
    "lake": 'fill="#c9dde6"',
    "border far": 'stroke="#a59c90"',
    "kzuz": 'stroke="#e6cfa8" stroke-width="5.5"',
    "border": 'stroke="#6d5f52"',
    "rough": 'stroke="currentColor" stroke-width="1" stroke-dasharray="16 5" stroke-opacity=".5"',
    "line": 'stroke="currentColor" stroke-width="1.5"',
    "ring": 'stroke="#566068" stroke-width="25" opacity=".4"',
    "edge": 'stroke="#fff" stroke-width="22"',
    "mark": 'stroke="currentColor" stroke-width="19"',
    "hollow": 'stroke="#fff" stroke-width="13"',
}
GREAT = 6  # rivers of a lower rank come with the zoom


def first_view(atlas: Atlas, sector: str | None = None, *, embed: bool = False, has_things: bool = True) -> str:
    """The `<svg>` of an atlas before anybody chose anything; empty if it has no background.

    Parameters
    ----------
    sector
        Leave out the features of every other sector.
    embed
        The page is a compact one, whose map fills it.
    has_things
        Whether the features are drawn, or the ground alone.
    """
    if atlas.basemap is None:
        return ""
    west, south, east, north = FIRST_VIEW
    (left, top), (right, bottom) = project(np.array([[west, north], [east, south]]))
    box = f"{left:.1f} {top:.1f} {right - left:.1f} {bottom - top:.1f}"
    few = has_things and sum(len(frame) for frame in atlas.layers().values()) <= FEW
    coarse = COARSE_SMALL if embed else COARSE
    things = "".join(_things(atlas, sector, coarse)) if few else ""
    return (
        f'<svg id="kzuz-picture"{" class=is-embed" if embed else ""} viewBox="{box}" aria-hidden="true" '
        'fill="none" stroke-linecap="round" stroke-linejoin="round">'
        f'<g>{"".join(_ground(atlas.basemap, coarse))}</g><g class="things">{things}</g></svg>'
    )


def project(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 2) degrees to (n, 2) units of Web Mercator, y southwards."""
    lon, lat = lonlat.T
    y = 0.5 - np.arctanh(np.sin(np.radians(lat))) / (2 * np.pi)
    return WORLD * np.column_stack([lon / 360 + 0.5, y])


def _ground(basemap: Basemap, coarse: float) -> Iterator[str]:
    layers = basemap.page
    countries, rivers, borders = layers["countries"], layers["rivers"], layers["borders"]
    admin1 = borders["level"] == "admin1"
    yield _path("land", countries.loc[countries["iso"].isin(CORE_COUNTRIES)].geometry, coarse)
    yield _path("river", rivers.loc[rivers["rank"] <= GREAT].geometry, coarse)
    yield _path("lake", [lake for lake in layers["lakes"].geometry if lake.area > SMALL], coarse)
    yield _path("border far", borders.loc[~admin1 & ~borders["kz_uz"]].geometry, coarse)
    for name in ("kzuz", "border"):
        yield _path(name, borders.loc[~admin1 & borders["kz_uz"]].geometry, coarse)


def _things(atlas: Atlas, sector: str | None, coarse: float) -> Iterator[str]:
    """Lines and marks, a path for each colour; how sure a place is, as on the map: with a ring, or hollow."""
    color = {entry.id: entry.color for entry in atlas.sectors if sector in (None, entry.id)}
    rows = [row for layer, frame in zip(LAYERS, atlas.layers().values(), strict=True)
            if not layer.drawn_from for row in _located(frame) if row["sector"] in color]  # fmt: skip
    lines = [row for row in rows if shapely.get_dimensions(row["geometry"]) == 1]
    marks = [row for row in rows if shapely.get_dimensions(row["geometry"]) == 0]
    for name in color:
        own = [row for row in lines if row["sector"] == name]
        rough = [row["geometry"] for row in own if row.get("geometry_kind") in (None, "schematic")]
        sure = [row["geometry"] for row in own if row.get("geometry_kind") not in (None, "schematic")]
        yield _path("rough", rough, coarse, color[name])
        yield _path("line", sure, coarse, color[name])
    yield _dots("ring", (row for row in marks if row["precision"] == "locality"))
    yield _dots("edge", marks)
    for name in color:
        yield _dots("mark", (row for row in marks if row["sector"] == name), color[name])
    yield _dots("hollow", (row for row in marks if row["precision"] not in SURE_PRECISIONS))


def _located(frame: GeoDataFrame) -> list[dict[str, Any]]:
    wanted = [name for name in ("sector", "precision", "geometry_kind", "geometry") if name in frame.columns]
    placed = frame.loc[frame.geometry.notna(), wanted]
    return [dict(zip(wanted, row, strict=True)) for row in placed.to_numpy(dtype=object).tolist()]


def _path(name: str, geometry: Iterable[Any], coarse: float, color: str | None = None) -> str:
    """A path of lines and outlines; nothing if there are none."""
    drawn = shapely.simplify(shapely.transform(np.array(list(geometry), dtype=object), project), coarse)
    parts = shapely.get_parts(drawn)
    rings = [
        ring for part in parts for ring in (shapely.get_rings(part) if shapely.get_dimensions(part) == 2 else [part])
    ]
    return _element(name, "".join(map(_course, rings)), color)


def _dots(name: str, rows: Iterable[dict[str, Any]], color: str | None = None) -> str:
    """A path of lines without length, which round ends make dots."""
    points = shapely.transform(np.array([row["geometry"] for row in rows], dtype=object), project)
    places = np.rint(shapely.get_coordinates(points)).astype(int).tolist()
    return _element(name, "".join(f"M{x} {y}h0" for x, y in places), color)


def _course(line: Any) -> str:
    """A line or ring in steps of whole units; those of no length are left out."""
    places = np.rint(shapely.get_coordinates(line)).astype(int)
    steps = np.diff(places, axis=0)
    numbers = steps[steps.any(axis=1)].ravel().tolist()
    if not numbers:
        return ""
    x, y = places[0]
    return f"M{x} {y}l" + " ".join(map(str, numbers)).replace(" -", "-")


def _element(name: str, course: str, color: str | None) -> str:
    own = f' color="{color}"' if color else ""
    return f'<path class="{name}"{own} {PLAIN[name]} d="{course}"/>' if course else ""
