"""Corrections go through the same rules, say what they changed, and what became of a feature can be looked up."""

import json
import subprocess
from pathlib import Path

import pytest
from factories import canonical, event

from geo import changes, editing, store
from geo.i18n import message
from geo.places import named
from geo.vocabulary import LANGUAGES


@pytest.fixture
def data(tmp_path) -> Path:
    return canonical(tmp_path / "data")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name in store.FILES}


def feature(data: Path, layer: str, id_: str):
    return store.feature_of(store.load(data, basemap=False), layer, id_)


def test_a_new_state_comes_with_its_event_source_and_day(run, data):
    said = run("edit", "cotton-mill", "--status", "closed", "--event", "closed", "--date", "2025-12-01", "--note",
               "It shut.", "--note", "fr=Fermé.", "--source", "https://example.org/shut", "--data", data)  # fmt: skip
    assert said.code == 0, said.err
    mill = feature(data, "sites", "cotton-mill")["properties"]
    assert (mill["status"], mill["status_date"]) == ("closed", "2025-12-01")
    [source] = {entry["id"] for entry in mill["sources"]} - {"gazette-2025"}
    shut = {"date": "2025-12-01", "kind": "closed", "note_en": "It shut.", "note_fr": "Fermé."}
    shut |= {"note_ru": message("event.closed", "ru"), "source": source}
    assert mill["events"][2] == shut  # after the dated ones, before the undated one
    assert 'status: "operational" → "closed"' in said.out
    assert run("check", "--data", data).code == 0


def test_fields_are_set_and_taken_away_and_slips_told_at_once(run, data):
    assert run("edit", "cotton-mill", "--set", "cost_usd=5", "--set", "admin1=KZ-61", "--set", "summary_uz=Bor.",
               "--set", "name_uz=Fabrika", "--data", data).code == 0  # fmt: skip
    mill = feature(data, "sites", "cotton-mill")["properties"]
    assert (mill["cost_usd"], mill["text_status"]["uz"]) == (5, "human")
    assert run("edit", "cotton-mill", "--set", "cost_usd=", "--data", data).code == 0
    assert "cost_usd" not in feature(data, "sites", "cotton-mill")["properties"]
    before = bytes_of(data)
    for wrong, words in (
        (("cotton-mill",), ["nothing to change"]),
        (("cotton-mil", "--status", "closed"), ["no feature", "perhaps cotton-mill"]),
        (("old-mill", "--status", "closed"), ["withdrawn on 2026-02-01: Never built"]),
        (
            ("cotton-mill", "--set", "colour=red", "--set", "cost_usd=x", "--note", "y", "--source", "nowhere"),
            ["4 problems"],
        ),
        (("cotton-mill", "--set", "countries=UZ"), ["KZ-61"]),
        (("cotton-mill", "--set", "sector=enregy"), ["energy"]),
    ):
        said = run("edit", *wrong, "--data", data)
        assert (said.code, [word for word in words if word not in said.err]) == (2, []), said.err
    assert bytes_of(data) == before


def test_a_point_that_moves_says_how_far_and_why_and_its_region_follows(run, data):
    said = run("move", "trade-house", "--at", "39.65 N, 66.97 E", "--why", "The office moved.", "--data", data)
    assert said.code == 0, said.err
    assert "trade-house was moved by 26" in said.out
    house = feature(data, "sites", "trade-house")
    assert house["geometry"]["coordinates"] == [66.97, 39.65]
    assert house["properties"]["admin1"] == ["UZ-SA"]
    assert house["properties"]["precision_basis"].endswith("The office moved.")
    for wrong, word in (
        (("trade-house", "--at", "41.3, 69.28"), "no reason"),
        (("trade-house", "--at", "69.28, 41.3", "--why", "x"), "41.3 N, 69.28 E"),
        (("gas-pipe", "--at", "41.3, 69.28", "--why", "x"), "drawn as a line"),
    ):
        refused = run("move", *wrong, "--data", data)
        assert (refused.code, word in refused.err) == (2, True)


def test_what_is_removed_says_why_wherever_it_is_asked_for(run, data):
    before = bytes_of(data)
    assert "no reason" in run("remove", "lost-plant", "--data", data).err
    assert run("remove", "lost-plant", "--why", "x", "--instead", "nowhere", "--data", data).code == 2
    assert bytes_of(data) == before
    assert run("remove", "lost-plant", "--why", "Jamais construite.", "--lang", "fr", "--instead", "cotton-mill",
               "--data", data).code == 0  # fmt: skip
    for lang in LANGUAGES:
        assert "Jamais construite." in run("show", "lost-plant", "--lang", lang, "--data", data).out
    assert "cotton-mill" in run("show", "lost-plant", "--data", data).out
    assert json.loads(run("show", "lost-plant", "--json", "--data", data).out)["withdrawn"]["instead"] == "cotton-mill"
    refused = run("add", "Lost Plant", "--at", "43.9, 71.4", "--sector", "energy", "--status", "planned",
                  "--source", "gazette-2025", "--json", "--data", data)  # fmt: skip
    assert (refused.code, json.loads(refused.out)["reason"]) == (2, "duplicate")
    assert run("undo", "--data", data).code == 0
    assert bytes_of(data) == before


def test_of_what_others_rest_on_nothing_is_removed(run, data):
    said = run("remove", "saryagash", "--why", "x", "--data", data)
    assert (said.code, "old-line" in said.err) == (2, True)


def test_undo_takes_back_the_last_change_of_any_command_and_says_which(run, data):
    before = bytes_of(data)
    site = ("--sector", "energy", "--status", "planned", "--source", "https://example.org/a")
    run("add", "Plant", "--at", "43.9, 71.4", *site, "--data", data)
    run("edit", "cotton-mill", "--set", "locality=Kentau", "--data", data)
    trial = run("undo", "--dry-run", "--data", data)
    assert (trial.code, "cotton-mill" in trial.out) == (0, True)
    listed = json.loads(run("history", "--json", "--data", data).out)
    assert [(entry["who"], entry["touched"][0]["id"]) for entry in listed] == [
        ("kzuz edit cotton-mill", "cotton-mill"),
        ("kzuz add", "plant"),
    ]
    assert run("undo", "--data", data).code == run("undo", "--data", data).code == 0
    assert bytes_of(data) == before
    last = run("undo", "--json", "--data", data)
    assert (last.code, json.loads(last.out)["accepted"]) == (2, False)
    assert all("(taken back)" in line for line in run("history", "--data", data).out.splitlines())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_feature_is_shown_in_the_readers_language(run, data, lang):
    said = run("show", "two-posts", "--lang", lang, "--data", data)
    assert said.code == 0
    assert "two-posts" in said.out
    assert "Gazette, State" in said.out
    assert "40.8364, 68.5671" in said.out
    [syrdarya] = named(store.load_basemap(data), ["UZ-SI"])
    assert len(set(map(syrdarya.text, LANGUAGES))) > 2
    assert said.out.count(syrdarya.text(lang)) == 2, "at its place, and as the region of Uzbekistan's post"
    assert "{" not in said.out, "a sentence keeps a place that nobody filled"


def test_a_script_is_given_the_feature_as_its_file_has_it(run, data):
    shown = json.loads(run("show", "cotton-mill", "--json", "--data", data).out)
    assert {name: shown[name] for name in ("type", "properties", "geometry")} == feature(data, "sites", "cotton-mill")
    assert shown["documents"][0]["title"] == "Gazette"
    assert run("show", "nowhere", "--data", data).code == 2


# --- git, and two editions


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Aigul", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def kept(data) -> Path:
    """The same in git, with one commit."""
    git(data.parent, "init", "-q")
    git(data.parent, "add", "data/*.geojson", "data/*.json", "data/*.csv")
    git(data.parent, "commit", "-qm", "The beginning")
    return data


def test_git_says_who_changed_what_and_when(run, kept):
    run("edit", "cotton-mill", "--set", "locality=Kentau", "--data", kept)
    git(kept.parent, "commit", "-qam", "The mill is in Kentau")
    run("edit", "cotton-mill", "--set", "cost_usd=7", "--data", kept)
    now, last, first = json.loads(run("history", "cotton-mill", "--json", "--data", kept).out)
    assert now["fields"] == {"cost_usd": {"before": 120000000, "after": 7}}
    assert (last["who"], last["why"], last["fields"]["locality"]["after"]) == (
        "Aigul",
        "The mill is in Kentau",
        "Kentau",
    )
    assert first["why"] == "The beginning"
    assert 'locality: null → "Kentau"' in run("history", "cotton-mill", "--data", kept).out


def test_without_git_that_is_said(run, data):
    said = run("history", "cotton-mill", "--data", data)
    assert (said.code, "is not in git" in said.out) == (0, True)


EDITS = (
    store.changed("sites", "cotton-mill", {"status": "limited", "status_date": "2026-01", "name_uz": "Fabrika"}),
    store.moved("sites", "trade-house", 69.25, 41.31, "The plan."),
    store.withdrawn("sites", "lost-plant", note={"date": "2026-03-01", "why_en": "Never built."}),
    store.changed("agreements", "water-treaty", {"events": [
        event("2026-02-01", "agreed", note_en="Settled."), event("2027", "target"),
    ]}),
)  # fmt: skip


def test_two_editions_differ_as_they_were_edited_as_folders_and_as_revisions(run, kept):
    older = canonical(kept.parent / "older")
    editing.write(kept, lambda _: EDITS, by="a test")
    told = {}
    for old in (older, "HEAD"):
        entries = json.loads(run("diff", old, "--as", "json", "--data", kept).out)
        told = {entry["id"]: entry for entry in entries}
        assert {id_: entry["what"] for id_, entry in told.items()} == {
            "cotton-mill": ["status", "texts"],
            "trade-house": ["moved", "values"],
            "lost-plant": ["withdrawn"],
            "water-treaty": ["events"],
        }
    assert told["trade-house"]["km"] == pytest.approx(1.43, abs=0.01)
    assert told["lost-plant"]["why"] == {"why_en": "Never built."}
    assert told["cotton-mill"]["fields"]["status"] == {"before": "operational", "after": "limited"}
    words = run("diff", "HEAD", "--data", kept).out
    assert "trade-house): moved, values, 1.4 km" in words
    assert "4 features differ" in words
    shown = json.loads(run("diff", "HEAD", "--as", "geojson", "--data", kept).out)
    assert {one["properties"]["id"] for one in shown["features"]} == set(told)
    [news] = json.loads(run("diff", "HEAD", "--as", "page", "--data", kept).out)
    assert (news["feature"], news["kind"], news["note_en"]) == ("water-treaty", "agreed", "Settled.")
    assert "differ" in run("diff", kept, older, "--data", kept).out


def test_an_edition_does_not_differ_from_itself(data):
    atlas = store.load(data, basemap=False)
    assert changes.changes(atlas, atlas) == []


@pytest.mark.parametrize("named", ["nowhere", "--upload-pack=x", "HEAD~99", "HEAD:data", ""])
def test_what_is_no_edition_is_told(run, kept, named):
    said = run("diff", "--data", kept, "--", named)
    assert said.code == 2
    assert "Traceback" not in said.err


def test_without_an_id_the_editor_opens(run, data, monkeypatch):
    from geo import editor

    served = []
    monkeypatch.setattr(editor, "serve", lambda folder, tell, **more: served.append((folder, more["open_page"])))
    assert run("edit", "--data", data).code == 0
    assert served == [(data, True)]
