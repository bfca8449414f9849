"""Four ways to put the same points on a map, and the real atlas in two. Each runs in a process of its own.

    python benchmarks/peers.py WAY INPUT OUTPUT

reads the points (a CSV of `points.py`) or the real atlas (a data folder), writes one HTML file and prints the seconds
from the frame of points to that file on disk. Imports and the reading of the points are left out for all.

The peers show as much as a comparison needs, in the way that is quick for them: circles in the sector's colour on a
canvas, name and sector in tooltip and popup, no tiles, no legend.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import folium
import geopandas
import pandas
from points import CACHE, CENTRE, ROOT

# explore() needs Matplotlib and mapclassify, which the project itself does not.
sys.path.append(str(CACHE / "python"))

LATLNG = CENTRE[::-1]
ZOOM = 5
FIELDS = ["name", "sector"]
REAL_FIELDS = ["name_en", "sector", "status", "status_date", "precision", "locality", "summary_en"]


def sectors() -> list[dict[str, Any]]:
    """The 14 sectors, with their colours."""
    found: list[dict[str, Any]] = json.loads((ROOT / "data" / "sectors.json").read_text(encoding="utf-8"))
    return found


def ours(points: geopandas.GeoDataFrame) -> str:
    """The points as the sites of an atlas: search, filters, table, cards and five languages come along."""
    import geo
    from geo.model import LAYERS, Atlas, Sector
    from geo.store.frames import observations_of

    sites = geopandas.GeoDataFrame(
        {
            "id": [f"city-{row:06d}" for row in range(len(points))],
            "name_en": points["name"],
            "sector": points["sector"],
            "status": "operational",
            "precision": "locality",
            "sources": None,
            "checked": "2026",
        },
        geometry=points.geometry,
    )
    known = tuple(Sector.model_validate_json(json.dumps(entry)) for entry in sectors())
    layers = {layer.name: sites.iloc[:0] for layer in LAYERS} | {"sites": sites}
    atlas = Atlas(**layers, observations=observations_of([]), sectors=known, sources={})
    return geo.folium_map(atlas).get_root().render()


def geojson(frame: geopandas.GeoDataFrame, fields: list[str] = FIELDS) -> str:
    """One `folium.GeoJson` with tooltip and popup."""
    color = {entry["id"]: entry["color"] for entry in sectors()}
    page = folium.Map(LATLNG, zoom_start=ZOOM, tiles=None, prefer_canvas=True)
    folium.GeoJson(
        frame,
        marker=folium.CircleMarker(radius=4, fill=True),
        style_function=lambda feature: {"color": color[feature["properties"]["sector"]]},
        tooltip=folium.GeoJsonTooltip(fields),
        popup=folium.GeoJsonPopup(fields),
    ).add_to(page)
    return page.get_root().render()


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
    "real": partial(geojson, fields=REAL_FIELDS),
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
    if way == "ours":
        import geo.render.drawing
        import geo.render.map
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
