"""Four ways to put the same points on a map, three more for the real atlas, and the atlas grown to as many features as
there are points. Each runs in a process of its own.

    python benchmarks/peers.py WAY INPUT OUTPUT

reads the points (a CSV of `points.py`) or the real atlas (a data folder), writes one HTML file and prints the seconds
from the frame of points to that file on disk. Imports and the reading of the points are left out for all.

The peers show as much as a comparison needs, in the way that is quick for them: circles in the sector's colour on a
canvas, name and sector in tooltip and popup, no tiles, no legend. Those of the real atlas are one that is quick in this
way, and two as Folium makes them by itself: with pins, and lines in SVG.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import folium
import geopandas
import numpy as np
import pandas
from points import CACHE, CENTRE, ROOT

# explore() needs Matplotlib and mapclassify, which the project itself does not.
sys.path.append(str(CACHE / "python"))

LATLNG = CENTRE[::-1]
ZOOM = 5
FIELDS = ["name", "sector"]
REAL_FIELDS = ["name_en", "sector", "status", "status_date", "precision", "locality", "summary_en"]
GROUND = ("countries", "lakes", "rivers", "borders")  # of the page's basemap
# Histories that are lent to cities move by up to six years back and five on, each by a number of months of its own.
EARLIEST, MONTHS, STRIDE = -72, 133, 37
# Letter for letter, so that names in two alphabets have to be searched; no claim about how a city is really written.
CYRILLIC = str.maketrans(dict(zip("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопқрстувўхыз", strict=True)))


def sectors() -> list[dict[str, Any]]:
    """The 14 sectors, with their colours."""
    found: list[dict[str, Any]] = json.loads((ROOT / "data" / "sectors.json").read_text(encoding="utf-8"))
    return found


def ours(points: geopandas.GeoDataFrame) -> str:
    """The points as the sites of an atlas: search, filters, table, cards and five languages come along."""
    import geo
    from geo.frames import frame_of, observations_of, shapes_of
    from geo.model import LAYERS, Atlas, Sector

    empty = {layer.name: frame_of(layer.name, [], shapes_of([])) for layer in LAYERS}
    sites = geopandas.GeoDataFrame(
        dict.fromkeys(empty["sites"].columns.drop("geometry"))
        | {
            "id": [f"city-{row:06d}" for row in range(len(points))],
            "name_en": points["name"],
            "sector": points["sector"],
            "status": "operational",
            "precision": "locality",
            "checked": "2026",
        },
        geometry=points.geometry,
    )
    known = tuple(Sector.model_validate_json(json.dumps(entry)) for entry in sectors())
    atlas = Atlas(**empty | {"sites": sites}, observations=observations_of([]), sectors=known, sources={})
    return geo.folium_map(atlas).get_root().render()


def grown(points: geopandas.GeoDataFrame) -> str:
    """The real atlas, with cities among its sites until it has as many features as there are points.

    Each city is lent the record of one of the sites in turn: texts, partners, regions, state and history, whose dates
    are moved so that something happens in every month. None of this is true; it stays in this folder.
    """
    import geo

    atlas = geo.load(ROOT / "data")
    n = len(points) - sum(len(frame) for frame in atlas.layers().values())
    cities = points.iloc[np.arange(n) * len(points) // n].reset_index(drop=True)
    lenders = atlas.sites.loc[atlas.sites.geometry.notna()]
    lent = lenders.iloc[np.arange(n) % len(lenders)].reset_index(drop=True)
    lent = lent.assign(
        id=[f"city-{row:06d}" for row in range(n)],
        locality=cities["name"],
        **{f"name_{lang}": cities["name"] for lang in ("en", "fr", "uz")},
        **{f"name_{lang}": cities["name"].str.lower().str.translate(CYRILLIC).str.title() for lang in ("ru", "kk")},
        status_date=[moved(date, row) for row, date in enumerate(lent["status_date"])],
        events=[
            [event | {"date": moved(event.get("date"), row)} for event in events]
            for row, events in enumerate(lent["events"])
        ],
        geometry=cities.geometry,
    )
    sites = pandas.concat([atlas.sites, lent], ignore_index=True).sort_values("id", ignore_index=True)
    return geo.folium_map(geo.enrich(replace(atlas, sites=sites))).get_root().render()


def moved(date: str | None, row: int) -> str | None:
    """An EDTF date some months earlier or later; of a year alone, the years in them."""
    months = EARLIEST + row * STRIDE % MONTHS

    def part(found: re.Match[str]) -> str:
        year, month, day = found["year"], found["month"], found["day"]
        if not month:
            return str(int(year) + months // 12)
        years, rest = divmod(int(year) * 12 + int(month) - 1 + months, 12)
        return f"{years}-{rest + 1:02d}" + (f"-{min(int(day), 28):02d}" if day else "")

    return date and re.sub(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?", part, date)


def geojson(frame: geopandas.GeoDataFrame, fields: list[str] = FIELDS) -> str:
    """One `folium.GeoJson` with tooltip and popup, tuned: circles and lines on a canvas."""
    page = folium.Map(LATLNG, zoom_start=ZOOM, tiles=None, prefer_canvas=True)
    add_geojson(page, frame, fields, marker=folium.CircleMarker(radius=4, fill=True))
    return page.get_root().render()


def real(frame: geopandas.GeoDataFrame) -> str:
    """One `folium.GeoJson` with tooltip and popup, as Folium makes it by itself."""
    page = folium.Map(LATLNG, zoom_start=ZOOM, tiles=None)
    add_geojson(page, frame, REAL_FIELDS)
    return page.get_root().render()


def real_ground(frame: geopandas.GeoDataFrame) -> str:
    """The same on the ground that the atlas draws."""
    from geo import store

    basemap = store.load(ROOT / "data").basemap
    assert basemap is not None
    page = folium.Map(LATLNG, zoom_start=ZOOM, tiles=None)
    for name in GROUND:
        ground = basemap.page[name][["geometry"]]
        folium.GeoJson(ground, style_function=lambda _: {"color": "#999", "weight": 1}, interactive=False).add_to(page)
    add_geojson(page, frame, REAL_FIELDS)
    return page.get_root().render()


def add_geojson(page: folium.Map, frame: geopandas.GeoDataFrame, fields: list[str], **options: Any) -> None:
    """Put a frame on a map in the sectors' colours."""
    color = {entry["id"]: entry["color"] for entry in sectors()}
    folium.GeoJson(
        frame,
        style_function=lambda feature: {"color": color[feature["properties"]["sector"]]},
        tooltip=folium.GeoJsonTooltip(fields),
        popup=folium.GeoJsonPopup(fields),
        **options,
    ).add_to(page)


def markers(points: geopandas.GeoDataFrame) -> str:
    """One `folium.Marker` a point: what most tutorials show."""
    page = folium.Map(LATLNG, zoom_start=ZOOM, tiles=None)
    for name, sector, point in zip(points["name"], points["sector"], points.geometry, strict=True):
        # Folium writes both texts into the page's code as they are: one backtick in a name, and there is no map.
        text = escape(name).replace("`", "&#96;")
        folium.Marker([point.y, point.x], tooltip=text, popup=f"{text}, {sector}").add_to(page)
    return page.get_root().render()


def explore(points: geopandas.GeoDataFrame) -> str:
    """`GeoDataFrame.explore()` with tooltip and popup."""
    page = points.explore(
        "sector",
        cmap=[entry["color"] for entry in sorted(sectors(), key=lambda entry: entry["id"])],
        tooltip=FIELDS,
        popup=FIELDS,
        legend=False,
        tiles=None,
        prefer_canvas=True,
        location=LATLNG,
        zoom_start=ZOOM,
    )
    return page.get_root().render()


WAYS: dict[str, Callable[[geopandas.GeoDataFrame], str]] = {
    "ours": ours,
    "geojson": geojson,
    "markers": markers,
    "explore": explore,
    "grown": grown,
    "real": real,
    "real-circles": partial(geojson, fields=REAL_FIELDS),
    "real-ground": real_ground,
}


def read_points(path: Path) -> geopandas.GeoDataFrame:
    """The points of a CSV, EPSG:4326."""
    table = pandas.read_csv(path, keep_default_na=False)
    shapes = geopandas.points_from_xy(table.pop("lon"), table.pop("lat"), crs="EPSG:4326")
    return geopandas.GeoDataFrame(table, geometry=shapes)


def read_atlas(folder: Path) -> geopandas.GeoDataFrame:
    """Every located feature of the atlas, with the few fields a plain Folium map would show in one language."""
    from geo import store

    layers = [frame[[*REAL_FIELDS, "geometry"]] for frame in store.load(folder).layers().values()]
    features = pandas.concat([frame.loc[frame.geometry.notna()] for frame in layers if len(frame)], ignore_index=True)
    return geopandas.GeoDataFrame(features, geometry="geometry", crs="EPSG:4326")


def main(way: str, source: str, target: str) -> None:
    """Build one page and print how long it took."""
    if way in ("ours", "grown"):
        import geo.render
        import geo.store  # noqa: F401
    elif way == "explore":
        import mapclassify  # noqa: F401
        import matplotlib.pyplot  # noqa: F401
    path = Path(source)
    frame = read_atlas(path) if path.is_dir() else read_points(path)
    start = time.perf_counter()
    Path(target).write_text(WAYS[way](frame), encoding="utf-8")
    print(json.dumps({"seconds": time.perf_counter() - start, "features": len(frame)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
