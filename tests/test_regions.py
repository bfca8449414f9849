"""Which region or country holds a point has one answer, the tolerance of generalised outlines included."""

import numpy as np
import pytest
import shapely
from geopandas import GeoDataFrame, points_from_xy

from geo.geodesy import km_to, local
from geo.model import FILE_CRS
from geo.places import place_names
from geo.regions import Regions
from geo.vocabulary import ADMIN1, COUNTRIES, LANGUAGES, OUTLINE_TOLERANCE_KM, PROJECT_BOUNDS

TASHKENT, SAMARKAND, TURKISTAN, BISHKEK = (69.2401, 41.2995), (66.9597, 39.6542), (68.2601, 43.2902), (74.59, 42.87)


@pytest.fixture(scope="module")
def regions(atlas):
    return Regions(atlas.basemap)


def test_many_points_have_the_regions_a_spatial_join_finds(regions, atlas):
    rng = np.random.default_rng(7)
    west, south, east, north = PROJECT_BOUNDS
    lon, lat = rng.uniform(west, east, 3000), rng.uniform(south, north, 3000)
    points = GeoDataFrame(geometry=points_from_xy(lon, lat, crs=FILE_CRS))
    joined = points.sjoin(atlas.basemap.admin1[["iso", "geometry"]], how="left")["iso"]
    expected = joined[~joined.index.duplicated()].astype(object).where(lambda code: code.notna(), None)
    found = regions.admin1_at(lon, lat)
    assert len(set(found)) > 20
    assert found.tolist() == expected.tolist()


def test_cities_lie_in_their_regions_and_countries(regions):
    lon, lat = np.transpose([TASHKENT, SAMARKAND, TURKISTAN, BISHKEK, (0, 0)])
    assert regions.admin1_at(lon, lat).tolist() == ["UZ-TK", "UZ-SA", "KZ-61", None, None]
    assert regions.country_at(lon, lat).tolist() == ["UZ", "UZ", "KZ", "KG", None]
    assert regions.units_at(lon, lat) == [{"UZ-TK", "UZ"}, {"UZ-SA", "UZ"}, {"KZ-61", "KZ"}, {"KG"}, set()]


def _outside(regions, km):
    """Positions beside the outer edge of the two countries, at about a distance from it, and that distance."""
    land = shapely.union_all([regions.outline("KZ"), regions.outline("UZ")])
    edge = shapely.get_coordinates(land.buffer(km / 111))[::97]
    away = km_to(local(land), *edge.T)
    return edge, away


@pytest.mark.parametrize("km", [OUTLINE_TOLERANCE_KM * 0.5, OUTLINE_TOLERANCE_KM * 2])
def test_a_point_just_outside_belongs_to_the_nearest_region_within_the_tolerance_and_not_beyond(regions, km):
    edge, away = _outside(regions, km)
    clear = np.abs(away - OUTLINE_TOLERANCE_KM) > 0.01
    found = regions.nearest_unit(*edge[clear].T)
    assert clear.sum() > 20
    assert {code is not None for code in found[away[clear] < OUTLINE_TOLERANCE_KM]} <= {True}
    assert {code is not None for code in found[away[clear] > OUTLINE_TOLERANCE_KM]} <= {False}
    assert (away[clear] < OUTLINE_TOLERANCE_KM).any() or km > OUTLINE_TOLERANCE_KM


def test_the_tolerance_of_a_claim_is_three_kilometres(regions):
    edge, away = _outside(regions, OUTLINE_TOLERANCE_KM * 1.2)
    spots = [(*spot, km) for spot, km in zip(edge, away, strict=True) if abs(km - OUTLINE_TOLERANCE_KM) > 0.01]
    assert {km < 3 for *_, km in spots} == {True, False}
    for lon, lat, km in spots:
        assert regions.fits(["KZ", "UZ"], set(), lon, lat) == (km < 3)


def test_either_tashkent_stands_for_the_other_and_no_other_region_does(regions):
    [units] = regions.units_at(*TASHKENT)
    assert regions.fits(["UZ-TO"], units, *TASHKENT)
    assert regions.fits(["UZ-TK"], {"UZ-TO", "UZ"}, 69.9, 41.0)
    assert not regions.fits(["UZ-SI"], units, *TASHKENT)
    assert not regions.fits(["UZ-TO"], {"UZ-SA", "UZ"}, *SAMARKAND)


def test_the_outline_of_a_country_is_that_of_its_regions_and_a_claim_nobody_drew_is_believed(regions):
    assert all(regions.outline("KZ").covers(regions.outline(code).centroid) for code in ("KZ-61", "KZ-10"))
    assert {code for code in ADMIN1 if regions.outline(code) is None} == set()
    assert regions.outline("XX") is None
    assert regions.near("XX", *TASHKENT).tolist() == [True]


def test_no_points_have_no_regions_and_a_place_not_on_earth_has_none(regions):
    assert regions.admin1_at([], []).tolist() == []
    assert regions.nearest_unit([], []).tolist() == []
    assert regions.nearest_unit([200, np.nan], [95, np.nan]).tolist() == [None, None]
    assert regions.near("KZ", [200, np.nan, 1e300], [95, np.nan, 1]).tolist() == [False, False, False]


def test_a_claim_reaches_as_far_as_the_exact_distance_says(regions):
    rng = np.random.default_rng(3)
    for code in ("KZ", "UZ-SI", "CN"):
        edge = shapely.get_coordinates(regions.outline(code))[::10]
        lon, lat = (edge + rng.normal(0, 0.05, edge.shape)).T
        exact = km_to(local(regions.outline(code)), lon, lat) <= OUTLINE_TOLERANCE_KM
        assert exact.any()
        assert not exact.all()
        assert (regions.near(code, lon, lat) == exact).all()


def test_every_country_a_record_may_name_has_a_name_in_every_language(atlas):
    names = place_names(atlas.basemap)
    assert [code for code in COUNTRIES if set(names.get(code, ())) != set(LANGUAGES)] == []
