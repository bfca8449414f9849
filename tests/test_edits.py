"""Edits are values: many at once lead to one next atlas, or to every reason why not; nothing is written."""

import math
from pathlib import Path

import pytest
from factories import atlas_of, canonical, feature, point

from geo import frames, store
from geo.errors import InvalidData, Place
from geo.model import LAYERS, columns
from geo.store import added, applied, changed, moved, source_added, withdrawn


@pytest.fixture
def atlas(tmp_path):
    return atlas_of(tmp_path / "data")


def a_site(id_: str, **over) -> tuple[dict, dict]:
    one = feature(point(69.6, 42.3), id=id_, countries=["KZ"], admin1=["KZ-79"], **over)
    return one["properties"], one["geometry"]


def test_many_edits_lead_to_one_atlas_and_the_old_one_stays(atlas):
    before = atlas.sites.copy()
    after = applied(
        atlas,
        [
            added("sites", *a_site("new-mill")),
            changed("sites", "cotton-mill", {"status": "closed", "cost_usd": None}),
            moved("sites", "trade-house", 69.25, 41.31, "The plan of 2025."),
            withdrawn("sites", "lost-plant"),
            source_added({"id": "new-paper", "type": "report"}),
        ],
    )
    sites = after.sites.set_index("id")
    assert list(sites.index) == ["cotton-mill", "new-mill", "trade-house"]
    assert sites.loc["cotton-mill", "status"] == "closed"
    assert math.isnan(sites.loc["cotton-mill", "cost_usd"])
    assert (sites.geometry["trade-house"].x, sites.geometry["trade-house"].y) == (69.25, 41.31)
    assert sites.loc["trade-house", "precision_basis"] == "The plan of 2025."
    assert after.sources["new-paper"].type == "report"
    assert atlas.sites.equals(before)
    assert "new-paper" not in atlas.sources


def test_an_edited_frame_is_as_the_model_says_and_as_if_it_had_been_read(atlas, tmp_path):
    after = applied(atlas, [added("sites", *a_site("new-mill")), withdrawn("corridors", "gas-pipe")])
    store.save(after, tmp_path / "copy")
    again = store.load(tmp_path / "copy", basemap=False)
    for layer in LAYERS:
        edited, read = getattr(after, layer.name), getattr(again, layer.name)
        assert list(edited.columns) == [*columns(layer.noun), "geometry"]
        assert dict(edited.dtypes) == dict(read.dtypes)
        assert list(edited.index) == list(range(len(edited)))
        assert edited.crs == "EPSG:4326"
        for name in columns(layer.noun):
            assert edited[name].fillna(-1).tolist() == read[name].fillna(-1).tolist()


def test_edits_of_one_feature_follow_each_other(atlas):
    after = applied(
        atlas,
        [
            added("sites", *a_site("new-mill")),
            changed("sites", "new-mill", {"status": "closed"}),
            withdrawn("sites", "trade-house"),
            added("sites", *a_site("trade-house", sector="health")),
        ],
    )
    sites = after.sites.set_index("id")
    assert sites.loc["new-mill", "status"] == "closed"
    assert sites.loc["trade-house", "sector"] == "health"


def test_every_problem_of_every_edit_is_told_at_its_place(atlas):
    edits = [
        added("sites", *a_site("cotton-mill")),
        added("sites", {**a_site("odd-mill")[0], "sector": "enrgy"}, a_site("x")[1], Place(file="list.csv", row=4)),
        added("sites", a_site("flat-mill")[0], {"type": "Polygon", "coordinates": []}),
        changed("sites", "no-mill", {"status": "closed"}),
        changed("sites", "trade-house", {"id": "trade-hall"}),
        withdrawn("corridors", "no-pipe"),
        source_added({"id": "gazette-2025", "type": "report"}),
        source_added({"id": "x", "type": "rumour"}),
    ]
    with pytest.raises(InvalidData) as caught:
        applied(atlas, edits)
    folder = atlas.folder
    told = {(problem.where, problem.key) for problem in caught.value.problems}
    assert told == {
        (f'{folder}/sites.geojson, feature "cotton-mill", id', "edit.id_taken"),
        ("list.csv, row 4, sector", "schema.word"),
        (f'{folder}/sites.geojson, feature "flat-mill", geometry, type', "geojson.geometry_type"),
        (f'{folder}/sites.geojson, feature "no-mill"', "edit.no_such"),
        (f'{folder}/sites.geojson, feature "trade-house", id', "edit.id_constant"),
        (f'{folder}/corridors.geojson, feature "no-pipe"', "edit.no_such"),
        (f'{folder}/sources.json, entry "gazette-2025", id', "edit.source_taken"),
        (f'{folder}/sources.json, entry "x", type', "schema.word"),
    }
    assert all(problem.mend for problem in caught.value.problems)


def test_a_document_that_is_there_already_stays(atlas):
    entry = atlas.sources["gazette-2025"].model_dump(by_alias=True)
    assert applied(atlas, [source_added(entry)]).sources == atlas.sources


def test_a_batch_of_edits_looks_at_the_layer_once(atlas, monkeypatch):
    """So that a thousand rows cost a thousand rows, not a thousand layers."""
    made = []
    true_joined = frames.joined
    monkeypatch.setattr(store.edits, "joined", lambda *both: made.append(1) or true_joined(*both))
    after = applied(atlas, [added("sites", *a_site(f"mill-{number}")) for number in range(200)])
    assert len(after.sites) == 203
    assert made == [1]


def test_edits_of_a_transaction_are_written_together(tmp_path):
    data: Path = canonical(tmp_path / "data")
    with store.transaction(data, basemap=False) as draft:
        draft.atlas = applied(draft.atlas, [added("sites", *a_site(f"mill-{number}")) for number in range(3)])
    assert draft.paths == [data / "sites.geojson"]
    assert {"mill-0", "mill-1", "mill-2"} <= set(store.load(data, basemap=False).sites["id"])
