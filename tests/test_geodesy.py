"""Kilometres are those of the ellipsoid, and the nearest is the nearest, however many stand in one place."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Polygon

from geo.geodesy import cumulative_km, degrees, distance_km, geodesic_km, km_to, lengths_km, local, local_xy, nearest

METRES = st.integers(-5, 5).map(lambda number: number * 1000.0)
PLACES = st.lists(st.tuples(METRES, METRES), min_size=1, max_size=12).map(np.array)


def test_distances_are_those_of_the_ellipsoid():
    # Flinders Peak to Buninyong, the worked example of the Geocentric Datum of Australia manual (GRS 80 ≈ WGS 84).
    [km] = distance_km([144.42486789], [-37.95103341], [143.92649553], [-37.65282114])
    assert km == pytest.approx(54.972271, abs=1e-5)
    quarter = geodesic_km(LineString([(0, 0), (0, 45), (0, 90)]))
    assert quarter == pytest.approx(10001.965729, abs=1e-6)


def test_cumulative_distance_rises_from_nought_to_the_length():
    line = LineString([(68.25, 43.3), (68.8, 42.9), (69.6, 42.3), (69.28, 41.31)])
    along = cumulative_km(line)
    assert along[0] == 0
    assert (np.diff(along) > 0).all()
    assert along[-1] == pytest.approx(geodesic_km(line))


def test_lengths_of_many_lines_are_those_of_each():
    lines = np.array([LineString([(68, 43), (69, 42)]), None, LineString([(69, 42), (69, 41), (70, 41)])], dtype=object)
    found = lengths_km(lines)
    assert np.isnan(found[1])
    assert found[[0, 2]] == pytest.approx([geodesic_km(lines[0]), geodesic_km(lines[2])])


@given(st.floats(46, 88), st.floats(36, 56))
def test_degrees_survive_the_way_to_metres_and_back(lon, lat):
    assert np.ravel(degrees(*local_xy(lon, lat).T)) == pytest.approx([lon, lat], abs=1e-9)


def test_what_lies_inside_an_area_has_no_distance_to_it():
    square = local(Polygon([(68, 42), (69, 42), (69, 43), (68, 43)]))
    assert km_to(square, [68.5, 68.5], [42.5, 43.1]) == pytest.approx([0, 11.1], abs=0.05)


@given(PLACES, PLACES)
def test_the_nearest_is_that_of_an_exhaustive_search(here, there):
    gaps = np.hypot(*(here[:, None] - there[None]).transpose(2, 0, 1))
    found = nearest(here, there)
    assert (gaps[np.arange(len(here)), found] == gaps.min(axis=1)).all()


@given(PLACES)
def test_nobody_is_nearest_to_itself_though_several_stand_in_one_place(places):
    own = np.arange(len(places))
    gaps = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    np.fill_diagonal(gaps, np.inf)
    found = nearest(places, places, own)
    if len(places) == 1:
        assert found.tolist() == [-1]
    else:
        assert (gaps[own, found] == gaps.min(axis=1)).all()


def test_where_nothing_is_nothing_is_nearest():
    assert nearest(np.zeros((2, 2)), np.zeros((0, 2))).tolist() == [-1, -1]
    assert len(nearest(np.zeros((0, 2)), np.zeros((2, 2)))) == 0


def test_a_distance_to_no_pairs_is_no_distance():
    assert len(distance_km([], [], [], [])) == 0
