"""Figures are read by those who see few colours, and from a grey printer: what only colour tells apart is far apart,
the rest is told by shape, dash or edge too."""

import itertools

import pytest
from color_vision import SIGHTS, contrast, distance

from geo.figures.look import style_of
from geo.formats import FIGURE_STYLES

# Side by side, 2.3 can just be told apart; these are far from each other, or thin.
APART, EDGE = 9.0, 10.0
COLORED = [sight for sight in SIGHTS if sight != "grey"]


@pytest.mark.parametrize("name", FIGURE_STYLES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_land_water_and_states_are_parted_by_edges_that_everybody_sees(name, sight):
    style = style_of(name)
    edges = {
        "map-border": ("map-land", "map-land-far", "map-border-kzuz"),
        "map-border-far": ("map-land", "map-land-far"),
        "map-shore": ("map-land", "map-land-lake"),
        "control": ("paper", "line"),
    }
    seen = {(edge, area): distance(style[edge], style[area], sight) for edge, areas in edges.items() for area in areas}
    assert {pair: far for pair, far in seen.items() if far < EDGE} == {}


@pytest.mark.parametrize("sight", COLORED)
def test_sectors_have_colours_that_are_told_apart_without_cones_of_one_kind(atlas, sight):
    pairs = itertools.combinations(atlas.sectors, 2)
    near = {(a.id, b.id): far for a, b in pairs if (far := distance(a.color, b.color, sight)) < APART}
    assert near == {}


@pytest.mark.parametrize("name", FIGURE_STYLES)
@pytest.mark.parametrize("sight", COLORED)
def test_the_two_series_of_a_chart_are_told_apart(name, sight):
    style = style_of(name)
    assert distance(style["s0"], style["s1"], sight) > 3 * APART
    assert distance(style["accent"], style["warn"], sight) > 3 * APART


@pytest.mark.parametrize("name", FIGURE_STYLES)
def test_words_series_and_signs_stand_out_from_the_paper(name):
    style = style_of(name)
    written = ("ink", "quiet", "s0", "s1", "accent", "warn")
    assert {color: seen for color in written if (seen := contrast(style[color], style["paper"])) < 4.5} == {}
