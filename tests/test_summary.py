"""Tables count every feature once for each group it is in, and add up only costs that are costs."""

from dataclasses import replace

import pytest

from geo import summary, vocabulary
from geo.summary import COSTED, COUNTED, summarise, totals
from geo.vocabulary import BYS


def counted(atlas):
    return [(name, row) for name in COUNTED for row in getattr(atlas, name).to_dict("records")]


@pytest.mark.parametrize("by", ["sector", "status"])
def test_every_counted_feature_is_in_one_group(atlas, by):
    table = summarise(atlas, by).set_index(by)
    rows = counted(atlas)
    assert table["features"].sum() == len(rows)
    for word, group in table.iterrows():
        mine = [(name, row) for name, row in rows if row[by] == word]
        costs = [row["cost_usd"] for name, row in mine if name in COSTED and row["cost_usd"] == row["cost_usd"]]
        assert group["features"] == len(mine)
        assert group["located"] == sum(row["geometry"] is not None for _, row in mine)
        assert group["cost_usd"] == pytest.approx(sum(costs))
        assert group["costed"] == len(costs)


def test_a_feature_counts_in_each_of_its_regions_and_one_in_none_under_nothing(atlas):
    table = summarise(atlas, "region").set_index("region")["features"]
    rows = counted(atlas)
    assert table[""] == sum(not row["admin1"] for _, row in rows)
    assert table["UZ-TK"] == sum("UZ-TK" in row["admin1"] for _, row in rows)
    assert table.sum() == sum(len(row["admin1"]) or 1 for _, row in rows)


def test_the_year_is_that_of_the_first_dated_event(atlas):
    table = summarise(atlas, "year").set_index("year")["features"]
    first = [min((e["date"] for e in row["events"] if e.get("date")), default="")[:4] for _, row in counted(atlas)]
    assert table.to_dict() == {year: first.count(year) for year in set(first)}


def test_groups_stand_in_the_order_of_the_closed_lists(atlas):
    for by, words in (("sector", vocabulary.SECTORS), ("status", vocabulary.STATUSES)):
        found = summarise(atlas, by)[by].tolist()
        assert found == [word for word in words if word in found]


def test_agreements_restate_totals_so_their_sums_are_left_out(atlas):
    before = summarise(atlas, "sector")["cost_usd"].sum()
    dear = replace(atlas, agreements=atlas.agreements.assign(cost_usd=1e12))
    assert summarise(dear, "sector")["cost_usd"].sum() == before


def test_stations_are_places_on_a_drawing_and_not_counted(atlas):
    assert "rail_stations" not in COUNTED
    without = replace(atlas, rail_stations=atlas.rail_stations.iloc[:0])
    assert summarise(without, "status").equals(summarise(atlas, "status"))


@pytest.mark.parametrize("by", BYS)
def test_an_empty_atlas_gives_an_empty_table(atlas, by):
    bare = replace(atlas, **{name: frame.iloc[:0] for name, frame in atlas.layers().items()})
    table = summarise(bare, by)
    assert len(table) == 0
    assert table.columns.tolist() == [by, "features", "located", "cost_usd", "costed"]


@pytest.mark.parametrize("by", BYS)
def test_summarising_changes_nothing_and_computed_columns_make_no_difference(atlas, enriched, by):
    before = {name: list(frame.columns) for name, frame in atlas.layers().items()}
    assert summarise(atlas, by).equals(summarise(enriched, by))
    assert {name: list(frame.columns) for name, frame in atlas.layers().items()} == before


def test_totals_count_rows(atlas):
    found = totals(atlas)
    assert found["sites"] == len(atlas.sites)
    assert found["rail_stations"] == len(atlas.rail_stations)
    assert found["observations"] == len(atlas.observations)
    assert found["sources"] == len(atlas.sources)
    assert summary.flatten(atlas)["id"].is_unique
