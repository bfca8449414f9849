"""Records, frames, plain values and geometry become each other in one place, and nothing is lost on the way."""

import json

import numpy as np
import pandas as pd
import pytest
import shapely
from factories import atlas_of
from geopandas import GeoDataFrame
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from geo.frames import NoPlaceInFiles, cells_of, geojson_of, joined, plain_value, rows_of, shape_of, shapes_of, without

PLAIN = [
    (None, None),
    (float("nan"), None),
    (pd.NA, None),
    (pd.NaT, None),
    (250.0, 250),
    (-0.0, 0),
    (0.5, 0.5),
    (np.float64(250.0), 250),
    (np.int64(7), 7),
    (np.bool_(True), True),
    (True, True),
    ("250.0", "250.0"),
    ("", ""),
    ([1.0, [float("nan")], {"a": 2.0}], [1, [None], {"a": 2}]),
    ((1.0, "x"), [1, "x"]),
    (np.array([1.0, 2.5]), [1, 2.5]),
]


@pytest.mark.parametrize(("value", "plain"), PLAIN, ids=[repr(value) for value, _ in PLAIN])
def test_a_cell_has_one_plain_value(value, plain):
    found = plain_value(value)
    assert found == plain
    assert type(found) is type(plain)
    json.dumps(found, allow_nan=False)


def test_rows_and_cells_leave_the_geometry_out_and_tell_the_same(tmp_path):
    sites = atlas_of(tmp_path / "data").sites
    rows, cells = rows_of(sites), cells_of(sites)
    assert "geometry" not in cells
    assert [{name: values[row] for name, values in cells.items()} for row in range(len(sites))] == rows
    assert [row["cost_usd"] for row in rows] == [120_000_000, None, None]
    assert rows_of(sites, ["id"]) == [{"id": "cotton-mill"}, {"id": "lost-plant"}, {"id": "trade-house"}]


number = st.floats(-180, 180).map(lambda value: round(value, 6))


def positions(dimension: int):
    return st.lists(number, min_size=dimension, max_size=dimension)


def ring(dimension: int):
    return st.lists(positions(dimension), min_size=3, max_size=5).map(lambda open_: [*open_, open_[0]])


def geometries(dimension: int):
    line = st.lists(positions(dimension), min_size=2, max_size=5)
    polygon = st.lists(ring(dimension), min_size=1, max_size=3)
    kinds = {
        "Point": positions(dimension),
        "LineString": line,
        "MultiLineString": st.lists(line, min_size=1, max_size=3),
        "Polygon": polygon,
        "MultiPolygon": st.lists(polygon, min_size=1, max_size=2),
    }
    return st.one_of(
        st.fixed_dictionaries({"type": st.just(kind), "coordinates": of_kind}) for kind, of_kind in kinds.items()
    )


@given(st.lists(st.none() | geometries(2) | geometries(3), max_size=8))
def test_many_geometries_become_what_shapely_makes_of_each(some):
    for found, one in zip(shapes_of(some), some, strict=True):
        assert (found is None) == (one is None)
        if one is not None:
            assert shapely.equals_identical(found, shape(one))


@given(geometries(2) | geometries(3))
def test_a_geometry_of_the_files_comes_back_as_it_was(one):
    if one["type"] in ("Polygon", "MultiPolygon"):
        with pytest.raises(NoPlaceInFiles, match=one["type"]):
            geojson_of(shape_of(one))
    else:
        assert geojson_of(shape_of(one)) == one


@pytest.mark.parametrize("text", ["POINT EMPTY", "LINESTRING EMPTY", "MULTIPOINT (1 2)", "GEOMETRYCOLLECTION EMPTY"])
def test_an_empty_geometry_has_no_place_in_the_files(text):
    with pytest.raises(NoPlaceInFiles):
        geojson_of(shapely.from_wkt(text))


def test_an_open_ring_is_refused_not_closed():
    with pytest.raises(ValueError, match="open"):
        shape_of({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]})


def test_frames_joined_are_sorted_and_keep_what_is_missing(tmp_path):
    sites = atlas_of(tmp_path / "data").sites
    [first, rest] = [without(sites, {"lost-plant", "trade-house"}), without(sites, {"cotton-mill"})]
    again = joined(rest, first)
    assert again["id"].tolist() == sites["id"].tolist()
    assert dict(again.dtypes) == dict(sites.dtypes)
    assert again.loc[1, "name_kk"] is None
    assert again.loc[1, "geometry"] is None
    assert isinstance(again, GeoDataFrame)
    with pytest.raises(ValueError, match="EPSG:3857"):
        joined(rest, first.to_crs(3857))
