"""A reader's proposal dropped on the editor: beside what is there, field by field, and nothing of it by accident."""

import html
import re

import pytest
from editor_data import copied
from starlette.testclient import TestClient
from test_reviewing import CROSSING, correction, header, of, place, written

from geo import editing, store
from geo.editor.app import application
from geo.vocabulary import LANGUAGES

TOKEN = "a-token-of-the-tests"
DOCUMENT = "https://example.org/decree"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return copied(tmp_path_factory.mktemp("edited") / "data")


@pytest.fixture(scope="module")
def client(folder):
    return TestClient(application(folder, TOKEN), base_url="http://127.0.0.1:8000", follow_redirects=False)


@pytest.fixture
def atlas(folder):
    """As it is, and again after the test."""
    before = {path: path.read_bytes() for path in folder.glob("*.*json")}
    yield store.load(folder, basemap=False)
    for path, held in before.items():
        if path.read_bytes() != held:
            path.write_bytes(held)


def dropped(client, root, lang="en"):
    return client.post(f"/{TOKEN}/{lang}/import", files={"file": ("p.geojson", written(root))})


def sent(client, page, *ticked, lang="en", **fields):
    hidden = dict(re.findall(r'type="hidden" name="(word|seen)" value="([^"]*)"', page.text))
    return client.post(f"/{TOKEN}/{lang}/review", data=hidden | {"take": list(ticked)} | fields)


def now(folder, id_=CROSSING):
    return of(store.load(folder, basemap=False), id_)["properties"]


def test_only_what_is_ticked_is_written_and_the_list_of_changes_takes_it_back(client, folder, atlas):
    page = dropped(client, correction(atlas, hours="08:00-20:00", locality="Elsewhere"))
    assert page.status_code == 200
    assert "checked" not in page.text  # nobody's word is taken beforehand
    assert now(folder) == of(atlas, CROSSING)["properties"]
    answer = sent(client, page, "hours")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{TOKEN}/en/changes?done=accepted")
    assert now(folder)["hours"] == "08:00-20:00"
    assert now(folder).get("locality") == of(atlas, CROSSING)["properties"].get("locality")
    editing.undo(folder)
    assert now(folder) == of(atlas, CROSSING)["properties"]


def test_what_is_no_longer_as_the_reader_saw_it_is_taken_by_its_own_tick_alone(client, folder, atlas):
    root = correction(atlas, hours="08:00-20:00", locality="Elsewhere", electronic_queue="CarGoRuqsat")
    root["proposal"]["corrects"][0]["seen"] = "never \u202eopen"
    page = dropped(client, root)
    assert "never \\u202eopen" in page.text
    assert sent(client, page, all="yes").status_code == 303
    assert (now(folder).get("hours"), now(folder)["locality"]) == (of(atlas, CROSSING)["properties"].get("hours"),
                                                                  "Elsewhere")  # fmt: skip


def test_a_proposal_is_looked_at_again_when_its_feature_changed_meanwhile(client, folder, atlas):
    page = dropped(client, correction(atlas, hours="08:00-20:00"))
    editing.write(folder, lambda _: [store.changed("border_crossings", CROSSING, {"hours": "24/7"})], by="kzuz edit")
    answer = sent(client, page, "hours")
    assert (answer.status_code, now(folder)["hours"]) == (409, "24/7")
    assert sent(client, answer, "hours").status_code == 303


def test_nothing_ticked_or_no_source_writes_nothing_and_keeps_what_was_ticked(client, folder, atlas):
    root = correction(atlas, hours="08:00-20:00")
    root["proposal"]["source"] = None
    page = dropped(client, root)
    assert sent(client, page).status_code == 422
    answer = sent(client, page, "hours")
    assert (answer.status_code, 'value="hours" checked' in answer.text) == (422, True)
    assert "--source" not in answer.text
    assert now(folder) == of(atlas, CROSSING)["properties"]
    assert sent(client, page, "hours", source=DOCUMENT).status_code == 303


def test_a_new_place_asks_for_what_it_lacks(client, folder, atlas):
    root = place(name_fr="Dépôt Sigma")
    del root["features"][0]["properties"]["sector"]
    page = dropped(client, root, "fr")
    assert 'name="sector"' in page.text
    answer = sent(client, page, all="yes", lang="fr")
    assert (answer.status_code, "--set" in answer.text) == (422, False)
    assert sent(client, page, all="yes", sector="logistics", lang="fr").status_code == 303
    assert now(folder, "depot-sigma")["sector"] == "logistics"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_strangers_words_are_shown_whole_as_text_in_five_languages(client, atlas, lang):
    long = "A remark. " * 150 + "And its end."
    root = correction(atlas, hours="8 < 20 & more", status="planned")
    root["proposal"] |= {"remark": long, "name": "R. Eader"}
    page = dropped(client, root, lang)
    assert html.escape("8 < 20 & more") in page.text
    assert "And its end." in page.text
    assert ">planned<" not in page.text.replace(" ", "") or lang == "en"
    assert not re.search(r"editor\.proposal|review\.told", page.text)


@pytest.mark.parametrize("lang", ["en", "kk"])
def test_a_hostile_proposal_is_refused_in_words_and_nothing_of_it_is_markup(client, atlas, lang):
    root = correction(atlas, hours="<img src=x onerror=alert(1)>")
    page = dropped(client, root, lang)
    assert page.status_code == 422
    assert "<img" not in page.text
    assert client.post(f"/{TOKEN}/{lang}/review", data={"word": "../../etc/passwd", "take": "hours"}).status_code == 410
    broken = {"type": "FeatureCollection", "features": [], "proposal": header()}
    assert dropped(client, broken, lang).status_code == 422
