"""One selection for every output: what is asked for is what comes, and nothing else."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

import geo
from geo import link
from geo.cli import slices
from geo.finding import holding
from geo.link import read_link
from geo.model import LAYERS
from geo.selection import BadSelection, Slice, nothing_left, select
from geo.selection.values import _band
from geo.summary import regions_of
from geo.words import fold, query_words, words

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures"


def ids(atlas) -> set[str]:
    return {id_ for frame in atlas.layers().values() for id_ in frame["id"]}


def test_without_a_question_the_slice_is_the_atlas(enriched):
    assert select(enriched) is enriched
    assert not Slice()


def test_a_slice_is_an_atlas_with_fewer_rows_and_the_observations_of_what_is_left(enriched):
    kept = geo.select(enriched, kind="indicator")
    assert len(kept.indicators) == len(enriched.indicators)
    assert len(kept.sites) == 0
    assert list(kept.sites.columns) == list(enriched.sites.columns)
    assert len(kept.observations) == len(enriched.observations)
    assert len(geo.select(enriched, kind="site").observations) == 0


@pytest.mark.parametrize("sector", ["energy", "water", "logistics"])
def test_one_sector_is_every_feature_of_it(enriched, sector):
    expected = {row.id for frame in enriched.layers().values() for row in frame.itertuples() if row.sector == sector}
    assert ids(select(enriched, sector=sector)) == expected != set()


def test_answers_to_one_question_add_up_and_questions_narrow(enriched):
    both = ids(select(enriched, sector=["energy", "water"]))
    assert both == ids(select(enriched, sector="energy")) | ids(select(enriched, sector="water"))
    assert ids(select(enriched, sector=["energy", "water"], status="planned")) == both & ids(
        select(enriched, status="planned")
    )


def test_a_theme_is_its_sectors(enriched):
    of_theme = {entry.id for entry in enriched.sectors if entry.theme == "transport"}
    assert ids(select(enriched, theme="transport")) == ids(select(enriched, sector=of_theme))


def test_a_region_holds_what_lies_in_it_applies_to_it_or_has_a_post_there(enriched):
    expected = {
        id_
        for frame in enriched.layers().values()
        for id_, codes in zip(frame["id"], regions_of(frame), strict=True)
        if "KZ-61" in codes
    }
    assert ids(select(enriched, region="KZ-61")) == expected
    assert any(id_ in expected for id_ in enriched.border_crossings["id"])


def test_near_is_told_by_geodesic_distance_for_places_and_passing_lines(enriched):
    kept = select(enriched, near="41.3111, 69.2797", km=40)
    crossings = enriched.border_crossings
    point = crossings.geometry.to_numpy()
    from geo.geodesy import distance_km

    placed = np.array([shape is not None for shape in point])
    away = distance_km(69.2797, 41.3111, [p.x for p in point[placed]], [p.y for p in point[placed]])
    assert set(kept.border_crossings["id"]) == set(crossings["id"][placed][away <= 40]) != set()
    assert "hsr-turkistan-shymkent-tashkent" in ids(kept)


def test_near_a_thing_holds_the_thing(enriched):
    crossing = enriched.border_crossings.loc[enriched.border_crossings.geometry.notna(), "id"].iloc[0]
    assert crossing in ids(select(enriched, near=crossing, km=0.1))


def test_since_keeps_what_something_happened_to_and_no_mere_promise(enriched):
    kept = ids(select(enriched, since="2025-11"))
    for frame in enriched.layers().values():
        for row in frame.itertuples():
            dated = [event for event in row.events or () if event.get("date") and event["kind"] != "target"]
            days = [event["date"] for event in dated]
            if all(len(day) == 10 for day in days):
                assert (row.id in kept) == (max(days, default="") >= "2025-11-01"), row.id


def test_a_state_on_a_date_is_that_of_the_date(enriched):
    then = select(enriched, time="2017-01")
    assert 0 < len(ids(then)) < len(ids(enriched))
    assert ids(select(enriched, time="2017-01", status="planned")) <= ids(then)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ({"sector": "enrgy"}, "energy"),
        ({"status": ["planed", "x"]}, "planned"),
        ({"ids": "aktau-prt"}, "aktau-port"),
        ({"region": "KZ-99"}, "KZ-"),
        ({"since": "yesterday"}, "2025-11-15"),
        ({"near": "aktau-port"}, "kilometres"),
        ({"near": "69.28", "km": 5}, "near"),
        ({"near": "hsr-turkistan-shymkent-tashkent", "km": 5}, "position"),
    ],
)
def test_what_cannot_be_asked_is_named_with_what_can(enriched, what, told):
    with pytest.raises(BadSelection) as refused:
        select(enriched, **what)
    assert told in str(refused.value)
    assert isinstance(refused.value, ValueError)


def test_all_that_is_wrong_is_told_at_once(enriched):
    with pytest.raises(BadSelection) as refused:
        select(enriched, sector="enrgy", kind="sit", since="soon")
    assert len(refused.value.problems) == 3


def test_a_question_that_does_not_exist_is_a_mistake_of_the_program(enriched):
    with pytest.raises(TypeError, match="colour"):
        select(enriched, colour="red")


def test_nothing_left_is_an_atlas_of_nothing(enriched):
    assert nothing_left(select(enriched, sector="energy", kind="station"))


@pytest.mark.parametrize("word", ["сауда", "trade", "savdo", "commerce", "торговля"])
def test_words_are_found_in_any_language(enriched, word):
    assert "bilateral-trade-series" in ids(select(enriched, words=word))


def test_words_that_ask_for_nothing_keep_everything(enriched):
    assert holding(enriched, " , ") is None
    assert ids(select(enriched, words="...")) == ids(enriched)


def test_folding_is_that_of_the_page():
    for case in json.loads((FIXTURES / "words.json").read_text(encoding="utf-8")):
        text = case["text"]
        assert (fold(text), words(text), query_words(text)) == (case["fold"], case["words"], case["query"]), text


def test_a_link_of_the_page_is_the_same_selection(enriched):
    linked = read_link(enriched, "index.html#map=7/41.31/69.28&lang=kk&off=energy&q=water&status=planned,agreed&open=x")
    assert linked.lang == "kk"
    assert linked.asked.status == {"planned", "agreed"}
    assert linked.asked.words == "water"
    assert "energy" not in linked.asked.sector
    assert "water" in linked.asked.sector
    assert linked.look == "map=7/41.31/69.28&open=x"
    assert ids(select(enriched, linked.asked)) == ids(
        select(enriched, sector=linked.asked.sector, words="water", status=["planned", "agreed"])
    )


def test_a_link_that_asks_for_what_is_not_known_is_refused_with_all_of_it(enriched):
    with pytest.raises(BadSelection) as refused:
        read_link(enriched, "#colour=red&status=planed")
    assert "colour" in str(refused.value)
    assert "planed" in str(refused.value)


def test_every_layer_can_be_asked_every_question(enriched):
    asked = {"mode": "road", "cost": "none", "passengers": "unknown", "agreed": (), "precision": "exact"}
    kept = select(enriched, **asked)
    assert {layer.name for layer in LAYERS} == set(kept.layers())


def test_every_key_that_the_page_writes_into_a_link_is_read_here():
    page = (ROOT / "geo/web/src/ask/link_keys.ts").read_text(encoding="utf-8")
    written = set(re.findall(r'^ {2,4}\[?\s*"(\w+)",', page[page.index("export const KEYS") :], re.MULTILINE))
    written |= set(re.findall(r'^  \["(\w+)", ', page, re.MULTILINE))
    assert len(written) > 15
    assert written == {*link._QUESTIONS, *link._LOOKS, "off"}


def test_the_kinds_that_commands_offer_are_those_of_the_layers():
    assert tuple(layer.kind for layer in LAYERS) == slices.KINDS


COSTS = [
    (None, "none"),
    (0, "none"),
    (9_999_999, "under_10m"),
    (1e7, "under_100m"),
    (1e8, "under_1bn"),
    (1e9, "over_1bn"),
]


@pytest.mark.parametrize(("usd", "band"), COSTS)
def test_a_cost_is_in_the_band_that_the_page_puts_it_in(usd, band):
    assert _band(usd) == band
