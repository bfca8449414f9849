"""The basemap: true enough to ask which region a point is in, small enough to draw, and honest about sides.

`fixtures/geonames_towns.csv`: GeoNames (CC BY 4.0), towns of Kazakhstan and Uzbekistan over 15,000 inhabitants with
the region GeoNames puts them in; written by `data/basemap/recipe/build.py --towns`.
"""

import csv
import gzip
import json
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from pydantic_core import to_json
from pyproj import Geod

from geo.render.block import pack
from geo.render.payload import payload
from geo.vocabulary import ADMIN1, LANGUAGES

DATA = Path(__file__).parents[1] / "data"
BASEMAP = DATA / "basemap"
GEOD = Geod(ellps="WGS84")
PAGE = ["countries", "admin1", "borders", "rivers", "lakes", "cities", "railways"]
CLOSE = ["rivers", "lakes", "settlements", "roads", "railways"]
LAYERS = [f"page/{name}" for name in PAGE] + ["fine/admin1", "fine/borders"] + [f"close/{name}" for name in CLOSE]
LEVELS = ["page", "fine"]

OFFICIAL_KM2 = {"KZ": 2_724_900, "UZ": 448_978}
COUNTRIES = {"AF", "AM", "AZ", "CN", "GE", "IR", "KG", "KZ", "MN", "PK", "RU", "TJ", "TM", "UZ"}
CLOSE_KB = 150
PAGE_GZIP_KB = 95  # as seven files; borders, drawn once as arcs, are about 50 kB

# GeoNames' region -> the basemap's. Inside Uzbekistan the lines are Natural Earth's: Tashkent is its old extent.
KNOWN_MISSES = {
    "Sergeli": ("UZ-TK", "UZ-TO"),
    "Bektemir": ("UZ-TK", "UZ-TO"),
    "Yangirabot": ("UZ-NW", "UZ-SA"),
}


@cache
def layer(name: str) -> gpd.GeoDataFrame:
    return gpd.read_file(BASEMAP / f"{name}.geojson")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def km2(geometries: Any) -> float:
    oriented = shapely.orient_polygons(list(geometries), exterior_cw=False)
    return sum(abs(GEOD.geometry_area_perimeter(geometry)[0]) for geometry in oriented) / 1e6


def holding(frame: gpd.GeoDataFrame, lon: float, lat: float) -> list[str]:
    """The iso codes of the areas that cover a point."""
    return sorted(frame["iso"][frame.covers(shapely.Point(lon, lat))])


def countries_at(level: str, lon: float, lat: float) -> set[str]:
    return {iso[:2] for iso in holding(layer(f"{level}/admin1"), lon, lat)}


def border(level: str) -> Any:
    frame = layer(f"{level}/borders")
    (line,) = frame.geometry[frame["kz_uz"]]
    return line


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("name", LAYERS)
def test_a_file_has_one_feature_a_line_sorted_and_short(name: str) -> None:
    first, *lines, last = (BASEMAP / f"{name}.geojson").read_text(encoding="utf-8").splitlines()
    assert (first, last) == ('{"type":"FeatureCollection","features":[', "]}")
    keys = []
    for number, line in enumerate(lines, start=1):
        assert line.endswith(",") == (number < len(lines))
        feature = json.loads(line.rstrip(","), parse_float=str)
        assert list(feature) == ["type", "properties", "geometry"]
        keys.append(feature["properties"].get("id") or feature["properties"]["iso"])
        numbers = str(feature["geometry"]["coordinates"]).replace("'", " ").replace("[", " ").replace("]", " ")
        assert all(len(text.strip().partition(".")[2]) <= 5 for text in numbers.split(","))
        assert json.dumps(json.loads(line.rstrip(",")), ensure_ascii=False, separators=(",", ":")) == line.rstrip(",")
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", LAYERS)
def test_every_shape_is_valid_and_inside_the_box(name: str) -> None:
    frame = layer(name)
    assert len(frame)
    assert frame.is_valid.all()
    assert not frame.is_empty.any()
    west, south, east, north = frame.total_bounds
    assert west >= 46
    assert south >= 36
    assert east <= 88
    assert north <= 56


@pytest.mark.parametrize("name", ["page/countries", "page/admin1", "page/lakes", "fine/admin1"])
def test_shells_run_counter_clockwise(name: str) -> None:
    for polygon in layer(name).geometry.explode():
        assert polygon.exterior.is_ccw
        assert not any(hole.is_ccw for hole in polygon.interiors)


def test_the_drawn_layers_stay_small() -> None:
    kilobytes = sum(len(gzip.compress((BASEMAP / f"page/{name}.geojson").read_bytes(), 9)) for name in PAGE) / 1000
    assert kilobytes < PAGE_GZIP_KB


def test_the_close_layers_fit_their_share_of_a_page(enriched) -> None:
    drawn = payload(enriched)["basemap"]["close"]
    assert len(pack(to_json(drawn))) <= CLOSE_KB * 1000


# ---------------------------------------------------------------- what there is


@pytest.mark.parametrize("level", LEVELS)
def test_the_regions_are_those_of_the_vocabulary(level: str) -> None:
    frame = layer(f"{level}/admin1")
    assert dict(zip(frame["iso"], frame["name_en"], strict=True)) == ADMIN1
    assert frame["iso"].str.startswith("KZ-").sum() == 20
    assert frame["iso"].str.startswith("UZ-").sum() == 14
    assert (frame["cc"] == frame["iso"].str[:2]).all()


def test_the_countries_are_those_of_the_box() -> None:
    assert set(layer("page/countries")["iso"]) == COUNTRIES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["page/countries", "page/admin1", "page/rivers", "page/cities", "fine/admin1"])
def test_names_are_there_in_five_languages(name: str, language: str) -> None:
    assert layer(name)[f"name_{language}"].fillna("").str.strip().ne("").all()


def test_the_aral_sea_is_drawn_as_what_remains_of_it() -> None:
    lakes = layer("page/lakes").set_index("id").geometry
    assert {"aral-sea-north", "aral-sea-south-west", "caspian-sea"} <= set(lakes.index)
    assert km2(lakes[["aral-sea-north", "aral-sea-south-west"]]) < 10_000  # 68,000 km² in 1960


# ---------------------------------------------------------------- areas and lines


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("cc", ["KZ", "UZ"])
def test_a_country_has_its_official_area(level: str, cc: str) -> None:
    frame = layer(f"{level}/admin1")
    assert km2(frame.geometry[frame["cc"] == cc]) == pytest.approx(OFFICIAL_KM2[cc], rel=0.005)


@pytest.mark.parametrize("name", ["page/countries", "page/admin1", "fine/admin1"])
def test_neighbours_share_their_line_exactly(name: str) -> None:
    assert shapely.coverage_is_valid(layer(name).geometry.to_numpy())


def test_the_caspian_fills_what_the_countries_leave() -> None:
    lakes = layer("page/lakes")
    areas = [*layer("page/countries").geometry, *lakes.geometry[lakes["id"] == "caspian-sea"]]
    assert shapely.coverage_is_valid(areas)


@pytest.mark.parametrize("cc", ["KZ", "UZ"])
def test_a_country_is_the_sum_of_its_regions(cc: str) -> None:
    regions, countries = layer("page/admin1"), layer("page/countries")
    total = shapely.coverage_union_all(regions.geometry[regions["cc"] == cc].to_numpy())
    assert countries.geometry[countries["iso"] == cc].iloc[0].equals(total)


@pytest.mark.parametrize("level", LEVELS)
def test_a_drawn_border_is_the_common_line_of_the_two_areas(level: str) -> None:
    regions, lines = layer(f"{level}/admin1"), layer(f"{level}/borders").set_index("id").geometry
    area = regions.set_index("iso").geometry
    for one, other in combinations(area.index, 2):
        common = shapely.intersection(area[one].boundary, area[other].boundary)
        if common.length > 0:
            assert lines["KZ/UZ" if one[:2] != other[:2] else f"{one}/{other}"].covers(common)


def test_the_shared_border_is_drawn_finer_close_up_than_far_out() -> None:
    close, far = border("fine"), border("page")
    assert shapely.get_num_coordinates(close) > 3 * shapely.get_num_coordinates(far)


# ---------------------------------------------------------------- sides


@pytest.mark.parametrize("level", LEVELS)
def test_towns_lie_in_their_own_region(level: str) -> None:
    regions = layer(f"{level}/admin1")
    misses = {}
    towns = rows(Path(__file__).parent / "fixtures" / "geonames_towns.csv")
    for town in towns:
        found = holding(regions, float(town["lon"]), float(town["lat"]))
        if found != [town["iso"]]:
            misses[town["name"]] = (town["iso"], *found)
    assert len(towns) > 150
    assert misses == KNOWN_MISSES


@pytest.mark.parametrize(
    "place", rows(BASEMAP / "recipe" / "landmarks.csv"), ids=lambda row: f"{row['kind']}:{row['id']}"
)
def test_generalising_moved_no_landmark_to_another_country(place: dict[str, str]) -> None:
    lon, lat, cc = float(place["lon"]), float(place["lat"]), place["cc"]
    assert holding(layer("page/countries"), lon, lat) == [cc]
    assert countries_at("fine", lon, lat) == ({cc} & {"KZ", "UZ"})


def test_every_city_drawn_lies_in_its_country() -> None:
    countries = layer("page/countries")
    for city in layer("page/cities").itertuples():
        assert holding(countries, city.geometry.x, city.geometry.y) == [city.cc], city.name_en


@pytest.mark.parametrize("level", LEVELS)
def test_a_border_post_keeps_its_distance_to_the_border(level: str) -> None:
    posts = [row for row in rows(BASEMAP / "recipe" / "landmarks.csv") if row["kind"] == "post"]
    exact = [row for row in posts if not row["id"].endswith("-rail")]
    assert len(exact) == 8
    for post in exact:
        point = shapely.Point(float(post["lon"]), float(post["lat"]))
        metres = GEOD.geometry_length(shapely.shortest_line(point, border(level)))
        assert 100 < metres < 800, post["id"]


def points_of_the_atlas() -> list[Any]:
    found = []
    for name in ("sites", "border_crossings", "rail_stations"):
        for feature in json.loads((DATA / f"{name}.geojson").read_text(encoding="utf-8"))["features"]:
            geometry, properties = feature["geometry"], feature["properties"]
            if geometry and geometry["type"] == "Point":
                found.append(pytest.param(properties, *geometry["coordinates"], id=f"{name}:{properties['id']}"))
    return found


@pytest.mark.parametrize(("properties", "lon", "lat"), points_of_the_atlas())
def test_a_place_of_the_atlas_is_drawn_on_the_side_it_is_looked_up_on(
    properties: dict[str, Any], lon: float, lat: float
) -> None:
    drawn = holding(layer("page/countries"), lon, lat)
    assert {cc for cc in drawn if cc in ("KZ", "UZ")} == countries_at("fine", lon, lat), (
        "add the place to data/basemap/recipe/landmarks.csv and run: make basemap"
    )
    if properties.get("point_side"):
        assert drawn == [properties["point_side"]]
    elif properties["precision"] in ("exact", "locality"):
        assert set(drawn) <= set(properties["countries"])
