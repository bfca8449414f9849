"""Computed columns say what exhaustive geodesics say, and nothing where the position does not bear it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas import GeoDataFrame, GeoSeries, points_from_xy
from pandas.testing import assert_frame_equal
from shapely import LineString

from geo import computed as room
from geo.computed import enrich
from geo.geodesy import GEOD, chainages_km, geodesic_km, km_to, local
from geo.model import FILE_CRS, LAYERS
from geo.vocabulary import PROJECT_BOUNDS

# Brute force knows a line only as positions this close; between two of them it is at most half that off.
STEP_KM = 0.25
ERROR = 1e-3
COMPUTED = ["admin1_found", "border_km", "nearest_crossing", "nearest_crossing_km", "nearest_station",
            "nearest_station_km", "chainage_km", "rail_km", "in_corridor"]  # fmt: skip
DISTANCES = [name for name in COMPUTED if name not in ("admin1_found", "nearest_crossing", "nearest_station")]


def geodesics_km(points: GeoSeries, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Every distance from n points to m positions, n × m."""
    n, m = len(points), len(lon)
    pairs = np.repeat(points.x, m), np.repeat(points.y, m), np.tile(lon, n), np.tile(lat, n)
    return np.asarray(GEOD.inv(*(np.asarray(part, dtype=float) for part in pairs))[2]).reshape(n, m) / 1000


def densified(line: shapely.Geometry) -> np.ndarray:
    """Positions along a line of degrees, at most STEP_KM apart."""
    return shapely.get_coordinates(shapely.segmentize(line, STEP_KM / 112))


def agree(found: np.ndarray, brute: np.ndarray) -> None:
    """Within 0.1 %, and what the brute force itself may be off: half a step, seen from where the point stands."""
    own = np.hypot(brute, STEP_KM / 2) - brute
    assert (np.abs(found - brute) <= ERROR * brute + own).all(), np.abs(found / brute - 1).max()


@pytest.fixture(scope="module")
def border(atlas):
    borders = atlas.basemap.borders
    return shapely.union_all(borders.loc[borders["kz_uz"].eq(True)].geometry.to_numpy())


@pytest.fixture(scope="module")
def scattered(atlas) -> GeoDataFrame:
    """80 points anywhere in the two countries, 40 within some km of the border, 20 beside the planned line."""
    rng = np.random.default_rng(20251115)
    west, south, east, north = PROJECT_BOUNDS
    lon, lat = rng.uniform(west, east, 2000), rng.uniform(south, north, 2000)
    inside = shapely.contains_xy(shapely.union_all(atlas.basemap.admin1.geometry.to_numpy()), lon, lat)
    borders = atlas.basemap.borders
    near = [
        shapely.get_coordinates(shapely.line_interpolate_point(line, rng.uniform(0, 1, n), normalized=True))
        + rng.normal(0, 0.1, (n, 2))
        for line, n in (
            (shapely.line_merge(shapely.union_all(borders.loc[borders["kz_uz"].eq(True)].geometry.to_numpy())), 40),
            (room.corridor_line(atlas), 20),
        )
    ]
    places = np.concatenate([np.column_stack([lon, lat])[inside][:80], *near])
    return GeoDataFrame(
        {"id": [f"p{n}" for n in range(len(places))], "precision": "exact"},
        geometry=points_from_xy(*places.T, crs=FILE_CRS),
    )


def real_points(enriched) -> GeoDataFrame:
    frames = [getattr(enriched, name)[["id", "precision", "geometry", *COMPUTED]] for name in room.POINT_LAYERS]
    return GeoDataFrame(pd.concat(frames, ignore_index=True), crs=FILE_CRS)


def test_distance_to_the_border_is_the_shortest_geodesic(scattered, border):
    found = km_to(local(border), scattered.geometry.x, scattered.geometry.y)
    agree(found, geodesics_km(scattered.geometry, *densified(border).T).min(axis=1))


def test_a_long_side_of_the_border_is_straight_in_degrees(atlas):
    # RFC 7946, 3.1.1. Half way along two degrees of a parallel, the geodesic runs 1.2 km further north.
    line = LineString([(60, 45), (62, 45)])
    points = GeoSeries(points_from_xy([61, 61], [45.05, 44.95], crs=FILE_CRS))
    agree(km_to(local(line), points.x, points.y), geodesics_km(points, *densified(line).T).min(axis=1))


def test_distances_of_real_places_to_the_border_are_brute_force_rounded(enriched, border):
    points = real_points(enriched).dropna(subset=["border_km"])
    assert len(points) > 50
    brute = geodesics_km(points.geometry, *densified(border).T).min(axis=1)
    half_a_digit = np.where(points["precision"] == "exact", 0.05, 0.5)
    assert (np.abs(points["border_km"] - brute) <= ERROR * brute + half_a_digit + 0.02).all()


@pytest.mark.parametrize("name", ["crossing", "station"])
def test_the_nearest_is_found_by_exhaustive_search(name, scattered, atlas):
    layer = atlas.border_crossings if name == "crossing" else atlas.rail_stations
    targets = layer.loc[layer.geometry.notna()].reset_index(drop=True)
    found = room.add_nearest(scattered, layer, name)
    km = geodesics_km(scattered.geometry, targets.geometry.x.to_numpy(), targets.geometry.y.to_numpy())
    chosen = km[np.arange(len(km)), targets.set_index("id").index.get_indexer(found[f"nearest_{name}"])]
    assert (chosen <= km.min(axis=1) * (1 + ERROR)).all()
    digit = np.where(targets.set_index("id")["precision"].loc[found[f"nearest_{name}"]] == "exact", 0.05, 0.5)
    assert (np.abs(found[f"nearest_{name}_km"] - chosen) <= digit + 1e-9).all()


def test_nothing_is_nearest_to_itself(enriched):
    crossings, stations = enriched.border_crossings, enriched.rail_stations
    assert (crossings["nearest_crossing"] != crossings["id"]).all()
    assert (stations["nearest_station"] != stations["id"]).all()
    alone = crossings.loc[crossings["nearest_crossing"].notna()].head(1)
    assert room.add_nearest(alone, alone, "crossing")["nearest_crossing"].tolist() == [None]


def test_only_confirmed_stations_are_called_nearest(enriched, atlas):
    confirmed = set(atlas.rail_stations.loc[atlas.rail_stations["confirmed"].eq(True), "id"])
    assert set(real_points(enriched)["nearest_station"].dropna()) <= confirmed


def test_nothing_is_measured_to_a_place_known_by_its_region_only(scattered):
    vague = scattered.head(3).assign(precision="region")
    assert room.add_nearest(scattered, vague, "crossing")["nearest_crossing"].isna().all()


def test_a_distance_has_no_more_digits_than_both_its_ends_bear(scattered):
    rough = scattered.head(1).assign(id="rough", precision="locality")
    km = room.add_nearest(scattered.tail(5), rough, "crossing")["nearest_crossing_km"]
    assert (km == km.round()).all()


def test_chainage_is_the_way_along_the_densified_line(scattered, atlas):
    line = room.corridor_line(atlas)
    beside = scattered.tail(20).geometry
    dense = densified(line)
    steps = GEOD.inv(*dense[:-1].T, *dense[1:].T)[2] / 1000
    along = np.concatenate([[0], np.cumsum(steps)])
    apart = geodesics_km(beside, *dense.T)
    found = chainages_km(line, beside.x, beside.y)
    # Where two places on the line are all but as close, either is right: ask how far off the chosen one is.
    chosen = np.column_stack([np.interp(found, along, dense[:, axis]) for axis in (0, 1)])
    reached = GEOD.inv(beside.x.to_numpy(), beside.y.to_numpy(), *chosen.T)[2] / 1000
    agree(reached, apart.min(axis=1))
    nearest = along[apart.argmin(axis=1)]
    assert (np.abs(found - nearest) <= ERROR * nearest + STEP_KM).all()


def test_the_line_itself_has_the_chainages_of_its_vertices(atlas):
    line = room.corridor_line(atlas)
    vertices = GeoSeries(points_from_xy(*np.asarray(line.coords)[:, :2].T, crs=FILE_CRS))
    expected = [geodesic_km(LineString(line.coords[: n + 1])) if n else 0 for n in range(len(vertices))]
    assert chainages_km(line, vertices.x, vertices.y) == pytest.approx(expected, rel=1e-4, abs=1e-3)


def test_chainage_is_given_inside_the_corridor_only(enriched):
    points = real_points(enriched)
    inside = points["in_corridor"].eq(True)
    assert inside.any()
    assert (points["rail_km"] <= room.CORRIDOR_KM)[inside].all()
    assert (points["chainage_km"].notna() == inside).all()


def test_lengths_are_sums_of_geodesics(enriched):
    for name in room.LINE_LAYERS:
        frame = getattr(enriched, name)
        drawn = frame.loc[frame.geometry.notna()]
        assert drawn["computed_length_km"].tolist() == pytest.approx(drawn.geometry.map(geodesic_km).tolist(), abs=0.05)
        assert frame.loc[frame.geometry.isna(), "computed_length_km"].isna().all()


@pytest.mark.parametrize("iso", ["KZ", "UZ"])
def test_the_length_in_a_country_is_that_of_the_steps_inside_it(iso, enriched, atlas):
    regions = atlas.basemap.admin1
    land = shapely.union_all(regions.loc[regions["iso"].str.startswith(iso)].geometry.to_numpy())
    shapely.prepare(land)
    for name in room.LINE_LAYERS:
        frame = getattr(enriched, name)
        for row in frame.loc[frame.geometry.notna()].itertuples():
            # A geodesic between two vertices is shorter than the side drawn straight in degrees.
            inside, bend = 0.0, 0.0
            for part in shapely.get_parts(row.geometry):
                dense = densified(part)
                middle = (dense[:-1] + dense[1:]) / 2
                steps = GEOD.inv(*dense[:-1].T, *dense[1:].T)[2] / 1000
                inside += steps[shapely.intersects_xy(land, *middle.T)].sum()
                bend += steps.sum() - geodesic_km(part)
            found = getattr(row, f"length_{iso.lower()}_km")
            assert found == pytest.approx(inside, abs=ERROR * inside + bend + STEP_KM), row.id


def test_the_parts_of_a_line_never_exceed_the_whole(enriched):
    for name in room.LINE_LAYERS:
        frame = getattr(enriched, name).dropna(subset=["computed_length_km"])
        parts = frame["length_kz_km"] + frame["length_uz_km"]
        assert (parts <= frame["computed_length_km"] * (1 + ERROR) + 0.1).all()


def test_the_region_found_is_the_one_the_point_lies_in(enriched, atlas):
    regions = atlas.basemap.admin1.set_index("iso").geometry
    points = real_points(enriched)
    found = points.dropna(subset=["admin1_found"])
    assert len(found) > 90
    assert all(regions[iso].intersects(point) for iso, point in zip(found["admin1_found"], found.geometry, strict=True))
    lost = points.loc[points.geometry.notna() & points["admin1_found"].isna()]
    assert not any(regions.intersects(point).any() for point in lost.geometry)


def test_a_place_known_by_its_region_gets_a_region_and_no_distance(enriched):
    points = real_points(enriched)
    vague = points.loc[~points["precision"].isin(["exact", "locality"])]
    assert len(vague) > 10
    assert vague[[*DISTANCES, "nearest_crossing", "nearest_station"]].isna().all(axis=None)


def test_what_has_no_place_gets_nothing(enriched):
    nowhere = real_points(enriched).loc[lambda frame: frame.geometry.isna()]
    assert len(nowhere) > 10
    assert nowhere[COMPUTED].isna().all(axis=None)


@pytest.mark.parametrize("number", [1e15, 1e300, 181.0])
def test_numbers_that_are_no_degrees_are_measured_by_nobody(atlas, number):
    sites, lines = atlas.sites.copy(), atlas.rail_lines.copy()
    sites.geometry = shapely.points(np.full(len(sites), number), 43.0)
    lines.geometry = [LineString([(number, 0), (68, 43)])] * len(lines)
    found = enrich(replace(atlas, sites=sites.assign(precision="exact"), rail_lines=lines))
    assert found.sites[COMPUTED].isna().all(axis=None)
    assert found.rail_stations["rail_km"].isna().all()


def test_iati_codes_stand_beside_our_words(enriched):
    sites = enriched.sites
    exact = sites.loc[sites["precision"] == "exact"]
    assert (exact["iati_exactness"] == 1).all()
    assert (exact["iati_precision"] == 1).all()
    assert sites.loc[sites["precision"] == "none", ["iati_exactness", "iati_precision"]].isna().all(axis=None)


def test_the_argument_is_left_as_it_was_and_twice_is_once(atlas, enriched):
    before = {name: frame.copy(deep=True) for name, frame in atlas.layers().items()}
    again = enrich(enrich(atlas))
    for name, frame in atlas.layers().items():
        assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(before[name]))
        assert_frame_equal(pd.DataFrame(getattr(again, name)), pd.DataFrame(getattr(enriched, name)))


def test_same_features_same_order_same_crs(atlas, enriched):
    for name, frame in atlas.layers().items():
        assert getattr(enriched, name)["id"].tolist() == frame["id"].tolist()
        assert getattr(enriched, name).crs == frame.crs == FILE_CRS


def test_without_a_basemap_what_needs_regions_and_borders_is_empty(atlas):
    bare = enrich(replace(atlas, basemap=None))
    assert bare.sites[["admin1_found", "border_km"]].isna().all(axis=None)
    assert bare.rail_lines[["length_kz_km", "length_uz_km"]].isna().all(axis=None)
    assert bare.sites["nearest_crossing"].notna().any()
    assert bare.rail_lines["computed_length_km"].notna().any()


@pytest.mark.parametrize("empty", [[layer.name for layer in LAYERS], *([layer.name] for layer in LAYERS)])
def test_empty_layers_are_no_obstacle(atlas, empty):
    without = enrich(replace(atlas, **{name: getattr(atlas, name).iloc[:0] for name in empty}))
    for name in room.POINT_LAYERS:
        assert set(COMPUTED) <= set(getattr(without, name).columns)
        assert len(getattr(without, name)) == (0 if name in empty else len(getattr(atlas, name)))
