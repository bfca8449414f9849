"""A change is proposed, judged by every rule, written once, remembered; it is taken back unless it was built on."""

import json
from pathlib import Path

import pytest
from factories import canonical, feature, point

from geo import editing, store
from geo.errors import InvalidData

PAPER = {"id": "new-paper", "type": "webpage", "title": "Paper", "URL": "https://example.org/paper"}


@pytest.fixture
def data(tmp_path) -> Path:
    return canonical(tmp_path / "data")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name in store.FILES}


def new_site(id_: str = "new-mill", **over):
    one = feature(point(69.6, 42.3), id=id_, countries=["KZ"], admin1=["KZ-79"], **over)
    return store.added("sites", one["properties"], one["geometry"])


def write(data: Path, *edits: store.AnyEdit) -> editing.Outcome:
    return editing.write(data, lambda _: edits, by="a test")


def site(data: Path, id_: str):
    return store.load(data, basemap=False).sites.set_index("id").loc[id_]


ADD = (store.source_added(PAPER), new_site(sources=[{"id": "new-paper", "supports": "the site"}]))
NOTE = {"date": "2026-03-01", "why_en": "It was never built.", "instead": "cotton-mill"}
CHANGES = {
    "an addition": ADD,
    "a change": (store.changed("sites", "cotton-mill", {"cost_usd": 5, "locality": None}),),
    "a move": (store.moved("sites", "cotton-mill", 68.3, 43.3, "The plan of 2025."),),
    "a withdrawal": (store.withdrawn("sites", "lost-plant", note=NOTE),),
    "many": (*ADD, store.changed("sites", "cotton-mill", {"cost_usd": 5}), store.withdrawn("sites", "lost-plant")),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_that_is_taken_back_leaves_every_byte_as_it_was(data, kind):
    before = bytes_of(data)
    outcome = write(data, *CHANGES[kind])
    assert bytes_of(data) != before
    assert store.drift(data) == []
    assert {path.name for path in outcome.paths} == {
        name for name, held in bytes_of(data).items() if held != before[name]
    }
    editing.undo(data)
    assert bytes_of(data) == before


def test_changes_are_taken_back_one_after_the_other_the_last_first(data):
    states = [bytes_of(data)]
    for cost in (1, 2, 3):
        write(data, store.changed("sites", "cotton-mill", {"cost_usd": cost}))
        states.append(bytes_of(data))
    for state in reversed(states[:-1]):
        editing.undo(data)
        assert bytes_of(data) == state
    with pytest.raises(InvalidData, match="no change is left"):
        editing.undo(data)


def test_an_earlier_change_can_be_taken_back_by_its_number(data):
    first = write(data, store.changed("sites", "cotton-mill", {"cost_usd": 5})).step.number
    write(data, store.changed("sites", "trade-house", {"cost_usd": 7}))
    editing.undo(data, first)
    assert (site(data, "cotton-mill").cost_usd, site(data, "trade-house").cost_usd) == (120_000_000, 7)
    with pytest.raises(InvalidData, match="taken back already"):
        editing.undo(data, first)


def test_a_change_that_was_built_on_is_not_taken_back(data):
    first = write(data, store.changed("sites", "cotton-mill", {"cost_usd": 5})).step.number
    write(data, store.changed("sites", "cotton-mill", {"cost_usd": 7}))
    before = bytes_of(data)
    with pytest.raises(InvalidData, match="changed again since"):
        editing.undo(data, first)
    assert bytes_of(data) == before


def test_a_change_by_hand_is_not_lost_to_undo_whatever_spelling_it_has(data):
    write(data, store.changed("sites", "cotton-mill", {"cost_usd": 5}))
    path = data / "sites.geojson"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")), indent=1), "utf-8")
    editing.undo(data)  # only written otherwise: nothing of it is lost
    write(data, store.changed("sites", "cotton-mill", {"cost_usd": 5}))
    path.write_text(path.read_text("utf-8").replace("Cotton Mill", "Cotton Hall"), "utf-8")
    with pytest.raises(InvalidData, match="changed again since"):
        editing.undo(data)
    assert "Cotton Hall" in path.read_text("utf-8")


def test_a_document_that_others_cite_by_now_stays_when_its_addition_is_taken_back(data):
    first = write(data, *ADD).step.number
    more = [*site(data, "cotton-mill").sources, {"id": "new-paper", "supports": "the status"}]
    write(data, store.changed("sites", "cotton-mill", {"sources": more}))
    editing.undo(data, first)
    atlas = store.load(data, basemap=False)
    assert "new-mill" not in set(atlas.sites["id"])
    assert "new-paper" in atlas.sources


def test_documents_that_nothing_cites_any_more_go_with_what_cited_them(data):
    write(data, *ADD)
    write(data, store.withdrawn("sites", "new-mill", note=NOTE))
    assert set(store.load(data, basemap=False).sources) == {"gazette-2025", "town-points"}


def test_a_withdrawn_id_is_remembered_with_its_reason_and_never_given_again(data):
    write(data, store.withdrawn("sites", "lost-plant", note=NOTE))
    gone = {entry.id: entry for entry in store.load(data, basemap=False).withdrawn}
    assert (gone["lost-plant"].name_en, gone["lost-plant"].kind) == ("Lost Plant", "site")
    with pytest.raises(InvalidData, match="withdrawn on 2026-03-01: It was never built"):
        write(data, new_site("lost-plant"))
    with pytest.raises(InvalidData, match="withdrawn on 2026-02-01"):
        write(data, new_site("old-mill"))


def test_who_saw_another_version_is_refused_and_nothing_is_lost(data):
    seen = store.version_of(store.feature_of(store.load(data, basemap=False), "sites", "cotton-mill"))
    mine = store.Edit("sites", "cotton-mill", "change", {"cost_usd": 1}, store.KEEP, seen=seen)
    write(data, store.changed("sites", "cotton-mill", {"cost_usd": 2}))
    with pytest.raises(InvalidData, match="changed by somebody else") as told:
        write(data, mine)
    assert [problem.key for problem in told.value.problems] == ["edit.changed_since"]
    assert site(data, "cotton-mill").cost_usd == 2


def test_a_proposal_is_judged_by_every_rule_and_nothing_is_written(data):
    before = bytes_of(data)
    atlas = store.load(data)
    assert editing.proposed(atlas, ADD).problems == ()
    wrong = editing.proposed(atlas, [*ADD, store.changed("sites", "cotton-mill", {"countries": ["UZ"], "admin1": []})])
    assert {problem.rule for problem in wrong.problems} == {"inside-country"}
    assert editing.write(data, lambda _: ADD, by="a test", dry_run=True).paths == ()
    assert bytes_of(data) == before
    assert store.steps(data) == []


def test_only_the_last_changes_are_kept_and_a_broken_one_is_passed_over(data, monkeypatch):
    monkeypatch.setattr(store.ledger, "KEPT", 3)
    for cost in range(1, 6):
        write(data, store.changed("sites", "cotton-mill", {"cost_usd": cost}))
    assert [step.number for step in store.steps(data)] == [5, 4, 3]
    (data / store.steps(data)[0].name).write_text("{")
    assert [step.number for step in store.steps(data)] == [4, 3]
    (data / store.steps(data)[0].name).write_text('{"number":9,"at":"","by":"","undone":"","touched":[{"file":7}]}')
    assert [step.number for step in store.steps(data)] == [3]
