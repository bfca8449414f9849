"""Shapes that share their course cross as arcs, each once, and come back as they were."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.render.arcs import cut, packed
from geo.render.payload import payload
from geo.render.plain import packed_parts
from geo.vocabulary import BASEMAP_SCALE


def joined(arcs, numbers):
    """The points of a line by its arcs, as the page joins them."""
    points = []
    for number in numbers:
        arc = arcs[~number][::-1] if number < 0 else arcs[number]
        assert not points or points[-1] == arc[0]
        points += arc[1:] if points else arc
    return points


def turned(ring):
    """A ring from its smallest point on, so that rings which begin elsewhere are alike."""
    start = ring.index(min(ring))
    return [*ring[start:-1], *ring[: start + 1]] if ring[0] == ring[-1] else ring


SQUARE, BESIDE = [(0, 0), (0, 2), (2, 2), (2, 0), (0, 0)], [(2, 2), (4, 2), (4, 0), (2, 0), (2, 2)]
points = st.tuples(st.integers(-3, 3), st.integers(-3, 3))
lines = st.lists(points, min_size=2, max_size=12, unique=True).flatmap(
    lambda line: st.sampled_from([line, [*line, line[0]]] if len(line) > 2 else [line])
)


def test_a_common_border_is_one_arc_that_one_of_the_two_follows_backwards():
    arcs, numbers = cut([SQUARE, BESIDE, [(2, 2), (2, 0)]])
    assert len(arcs) == 3
    [shared] = numbers[2]
    assert {shared, ~shared} & set(numbers[0])
    assert {shared, ~shared} & set(numbers[1])


def test_an_island_drawn_twice_is_one_arc_wherever_it_begins():
    arcs, numbers = cut([SQUARE, [*SQUARE[2:-1], *SQUARE[:3]], SQUARE[::-1]])
    assert len(arcs) == 1
    assert [{number, ~number} for [number] in numbers] == [{0, -1}] * 3


@given(st.lists(lines, min_size=1, max_size=6))
def test_lines_cut_and_joined_again_are_the_same(given_lines):
    arcs, numbers = cut(given_lines)
    for line, own in zip(given_lines, numbers, strict=True):
        assert set(joined(arcs, own)) == set(line)
        assert len(joined(arcs, own)) == len(line)
        if line[0] != line[-1] or len(set(line)) == len(line) - 1:
            assert sorted(joined(arcs, own)) == sorted(line) or turned(joined(arcs, own)) == turned(line)


def test_steps_lead_back_to_the_points():
    assert packed(SQUARE) == [0, 0, 0, 2, 2, 0, 0, -2, -2, 0]
    assert packed([(7, 8), (5, 9)]) == [7, 8, -2, 1]


@pytest.mark.parametrize("layer", ["countries", "admin1", "borders"])
def test_the_ground_crosses_as_it_is_in_half_the_numbers(atlas, layer):
    ground = payload(atlas)["basemap"]
    arcs = [[tuple(point) for point in np.reshape(arc, (-1, 2)).cumsum(axis=0).tolist()] for arc in ground["arcs"]]
    frame = atlas.basemap.page[layer]
    for row, shape in zip(ground[layer], packed_parts(frame.geometry.to_numpy(), BASEMAP_SCALE), strict=True):
        for numbers, steps in zip(row["arcs"], shape, strict=True):
            drawn = [tuple(point) for point in np.reshape(steps, (-1, 2)).cumsum(axis=0).tolist()]
            plain = [point for place, point in enumerate(drawn) if not place or point != drawn[place - 1]]
            assert sorted(set(joined(arcs, numbers))) == sorted(set(plain))
            ours, theirs = (shapely.LineString(line) for line in (joined(arcs, numbers), plain))
            assert ours.equals(theirs)
    drawn_before = sum(len(json.dumps(packed_parts(atlas.basemap.page[name].geometry.to_numpy(), BASEMAP_SCALE)))
                       for name in ("countries", "admin1", "borders"))  # fmt: skip
    assert len(json.dumps(ground["arcs"])) < drawn_before / 2
