"""A map of a figure: nothing is dropped, nothing covers anything, and all is told."""

import itertools
from dataclasses import replace
from xml.etree import ElementTree as Xml

import numpy as np
import pytest
from drawings import apart, words, written

import geo
from geo.figures.labels import Anchor, Room, Wanted, place
from geo.figures.letters import width
from geo.figures.projection import Box
from geo.figures.things import things
from geo.formats import FIGURE_PRESETS
from geo.vocabulary import SECTORS


def test_a_line_to_a_name_runs_over_nothing():
    room = Room(Box(0, 0, 300, 150), np.empty((0, 2)))
    # Shut in but for a gap below, too narrow for the name.
    for box in (Box(20, 20, 60, 26), Box(20, 46, 26, 8), Box(54, 46, 26, 8), Box(20, 54, 26, 24), Box(54, 54, 26, 24)):
        room.take(box)
    (found,) = place(room, [Wanted("far", "Far", (Anchor(50, 50, 3),), is_first=True)]).placed
    assert found.leader
    assert found.box.y >= 78


def test_no_name_covers_the_sign_of_a_line(enriched):
    part = geo.select(enriched, sector="energy")
    figure = geo.figure(part, "ru", "square")
    signs = [own for text, own in written(Xml.fromstring(figure.svg.encode())) if text == "?"]
    spots = [
        Box(float(own["x"]) - 3, float(own["y"]) - 8, 6, 8) for own in signs if float(own["y"]) < figure.map_box.bottom
    ]
    assert spots
    assert [(spot, box) for spot in spots for box in figure.boxes if not apart(spot, box)] == []


def test_of_many_stops_in_a_row_each_has_its_name_or_its_number_on_the_map():
    room = Room(Box(0, 0, 500, 260), np.empty((0, 2)))
    stops = [(200 + 3 * n, 100 + 2 * n) for n in range(24)]
    for x, y in stops:
        room.take(Box(x - 3, y - 3, 6, 6))
    wanted = [Wanted(str(n), f"Stop {n}", (Anchor(x, y, 3.5),), size=7.6) for n, (x, y) in enumerate(stops)]
    labels = place(room, wanted)
    assert labels.in_marks == {}
    assert {one.key for one in labels.placed} == {one.key for one in wanted}


# Every preset, language and style; few things, many, and all.
SOME = [
    (SECTORS, "en", "a4", "light"),
    (SECTORS, "fr", "card", "dark"),
    (SECTORS[:6], "ru", "column", "print"),
    (SECTORS[4:9], "kk", "16x9", "light"),
    (SECTORS[9:], "uz", "square", "print"),
    (SECTORS[7:8], "ru", "a3", "dark"),
    (("governance",), "fr", "column", "light"),
]


@pytest.mark.parametrize(("sectors", "lang", "preset", "style"), SOME)
def test_no_name_covers_another_or_leaves_the_map_and_none_is_lost(enriched, sectors, lang, preset, style):
    part = geo.select(enriched, sector=sectors)
    figure = geo.figure(part, lang, preset, style)
    boxes, frame = figure.boxes, figure.map_box
    assert [pair for pair in itertools.combinations(boxes, 2) if not apart(*pair)] == []
    for box in boxes:
        assert frame.x <= box.x
        assert frame.y <= box.y
        assert box.right <= frame.right
        assert box.bottom <= frame.bottom
    # A line may end within a word.
    said = words(figure.svg).replace(" ", "")
    assert [thing.name for thing in things(part, lang) if "".join(thing.name.split()) not in said] == []
    assert [thing.name for thing in things(part, lang) if thing.name not in figure.text] == []
    root = Xml.fromstring(figure.svg.encode())
    _, _, across, down = map(float, root.get("viewBox").split())
    for text, own in written(root):
        if own.get("text-anchor") is None and "transform" not in own:
            bold = own.get("font-weight") == "700"
            assert float(own["x"]) + width(text, float(own["font-size"]), bold=bold) <= across + 1
        assert float(own["y"]) <= down


@pytest.mark.parametrize("preset", FIGURE_PRESETS)
def test_the_whole_atlas_is_a_hundred_kilobytes_at_most(enriched, preset):
    # Cyrillic letters take two bytes each.
    assert len(geo.figure(enriched, "ru", preset).svg.encode()) <= 100_000


def test_ten_thousand_places_are_gathered_and_all_are_told(enriched):
    rows = enriched.sites.loc[enriched.sites.geometry.notna()]
    many = rows.iloc[[number % len(rows) for number in range(10_000)]].reset_index(drop=True)
    many["id"] = [f"place-{number:05d}" for number in range(10_000)]
    many["name_en"] = [f"Place {number:05d}" for number in range(10_000)]
    figure = geo.figure(replace(geo.select(enriched, kind="site"), sites=many))
    assert all(f"Place {number:05d}" in figure.text for number in range(10_000))
