"""A reader's proposal is shown beside what is there and taken field by field; what is hostile in it is refused."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA
from typer.testing import CliRunner

from geo import editing, reviewing, store
from geo.cli.app import app
from geo.errors import InvalidData, first_unseen
from geo.importing import Asked, import_files
from geo.vocabulary import LANGUAGES

CROSSING = "zhibek-zholy-gishtkoprik"
SOURCE = {"url": "https://example.org/news/7", "title": "New hours", "date": "2026-03-01"}


@pytest.fixture(scope="module")
def atlas():
    return store.load(DATA)


@pytest.fixture
def data(tmp_path) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def of(atlas, id_: str) -> Any:
    frames = atlas.layers()
    layer = next(name for name, frame in frames.items() if id_ in set(frame["id"]))
    return store.feature_of(atlas, layer, id_)


def header(**over: Any) -> dict[str, Any]:
    known = {"version": 1, "edition": "2026-03", "fingerprint": "ab12cd34", "lang": "en", "made": "2026-03-15"}
    return known | {"source": SOURCE} | over


def collection(header: Any, *features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "proposal": header, "features": list(features)}


def correction(atlas, id_: str = CROSSING, /, **fields: Any) -> dict[str, Any]:
    """As the page makes it: the fields proposed, beside what it showed of them."""
    feature = of(atlas, id_)
    now = {**feature["properties"], "geometry": feature["geometry"]["coordinates"]}
    corrects = [{"id": id_, "field": name, "seen": now.get(name), "proposed": it} for name, it in fields.items()]
    at = fields.pop("geometry", now["geometry"])
    shown = {"type": "Feature", "id": id_, "properties": {"id": id_, "kind": "crossing", **fields}}
    return collection(header(corrects=corrects), shown | {"geometry": {"type": "Point", "coordinates": at}})


def place(**over: Any) -> dict[str, Any]:
    properties = {
        "kind": "site", "name_fr": "Dépôt Oméga", "sector": "logistics", "status": "planned", "precision": "exact",
    }  # fmt: skip
    point = {"type": "Point", "coordinates": [68.9912, 41.0573]}
    return collection(header(lang="fr"), {"type": "Feature", "properties": properties | over, "geometry": point})


def written(root: Any) -> bytes:
    return (root if isinstance(root, str) else json.dumps(root, ensure_ascii=False)).encode()


def run(data: Path, tmp_path: Path, root: Any, *options: str, **more: Any) -> Any:
    path = tmp_path / "proposal.geojson"
    path.write_bytes(written(root))
    return CliRunner().invoke(app, ["import", str(path), "--data", str(data), *options], **more)


def wrong(atlas, root: Any) -> set[str]:
    with pytest.raises(InvalidData) as error:
        reviewing.review(atlas, "p.geojson", written(root))
    return {problem.key for problem in error.value.problems}


def test_a_review_is_a_plain_value_that_shows_each_field_beside_what_is_there(atlas):
    root = correction(atlas, hours="08:00-20:00", locality="Zhibek Zholy")
    found = reviewing.review(atlas, "p.geojson", written(root)).as_dict()
    assert json.loads(json.dumps(found)) == found
    hours = next(one for one in found["fields"] if one["field"] == "hours")
    now = of(atlas, CROSSING)["properties"].get("hours")
    assert hours == {"field": "hours", "now": now, "seen": now, "proposed": "08:00-20:00", "state": "open"}
    assert (found["id"], found["new"], found["source"], found["fingerprint"]) == (CROSSING, False, SOURCE, "ab12cd34")


def test_only_what_is_accepted_is_written_with_its_source_and_can_be_taken_back(data, tmp_path, atlas):
    before = {path.name: path.read_bytes() for path in data.glob("*.*json")}
    root = correction(atlas, hours="08:00-20:00", electronic_queue="CarGoRuqsat")
    result = run(data, tmp_path, root, "--accept", "hours")
    assert result.exit_code == 0, result.output
    changed = of(store.load(data), CROSSING)["properties"]
    assert changed["hours"] == "08:00-20:00"
    assert changed.get("electronic_queue") == of(atlas, CROSSING)["properties"].get("electronic_queue")
    cited = [one for one in changed["sources"] if one.get("supports") == "hours"]
    assert [store.load(data).sources[one["id"]].URL for one in cited] == [SOURCE["url"]]
    editing.undo(data)
    assert {path.name: path.read_bytes() for path in data.glob("*.*json")} == before


def test_what_the_atlas_says_otherwise_by_now_is_shown_and_taken_only_by_name(data, tmp_path, atlas):
    root = correction(atlas, hours="08:00-20:00")
    root["proposal"]["corrects"][0]["seen"] = "never"
    [field] = reviewing.review(atlas, "p.geojson", written(root)).fields
    assert field.state == "changed"
    shown = run(data, tmp_path, root, "--review", "--lang", "en")
    assert "changed since: the reader saw never" in shown.output
    refused = run(data, tmp_path, root, "--accept-all", "--lang", "en")
    assert (refused.exit_code, "--accept hours" in refused.output) == (2, True)
    assert of(store.load(data), CROSSING)["properties"].get("hours") != "08:00-20:00"
    assert run(data, tmp_path, root, "--accept", "hours").exit_code == 0
    already = run(data, tmp_path, root, "--accept-all", "--lang", "en")
    assert (already.exit_code, "says so already" in already.output) == (0, True)


def test_nothing_is_taken_of_a_feature_that_somebody_changed_while_it_was_looked_at(data, atlas):
    found = reviewing.review(store.load(data), "p.geojson", written(correction(atlas, hours="08:00-20:00")))
    editing.write(data, lambda _: [store.changed("border_crossings", CROSSING, {"hours": "24/7 soon"})], by="test")
    with pytest.raises(InvalidData) as error:
        reviewing.accept(data, found, ["hours"])
    assert [problem.key for problem in error.value.problems] == ["edit.changed_since"]


def test_a_person_is_asked_field_by_field_and_no_is_no(data, tmp_path, atlas, monkeypatch):
    monkeypatch.setattr("geo.cli.reviewing.is_asked", lambda: True)
    root = correction(atlas, hours="08:00-20:00", electronic_queue="CarGoRuqsat")
    result = run(data, tmp_path, root, "--review", input="n\ny\n")
    assert result.exit_code == 0, result.output
    changed = of(store.load(data), CROSSING)["properties"]
    assert changed.get("hours") != "08:00-20:00"
    assert changed["electronic_queue"] == "CarGoRuqsat"


def test_a_new_place_goes_in_with_its_region_its_source_and_no_second_id(data, tmp_path):
    result = run(data, tmp_path, place(), "--review", "--accept-all", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert (told["new"], told["written"], told["id"]) == (True, True, "depot-omega")
    added = of(store.load(data), "depot-omega")
    assert added["geometry"]["coordinates"] == [68.9912, 41.0573]
    assert (added["properties"]["name_fr"], added["properties"]["precision"]) == ("Dépôt Oméga", "exact")
    assert added["properties"]["admin1"]
    assert "proposed by a reader on 2026-03-15" in added["properties"]["precision_basis"]
    twin = run(data, tmp_path, place(), "--review", "--lang", "en")
    assert "depot-omega-2" in twin.output
    assert "depot-omega" in twin.output.split("depot-omega-2")[1]


def test_a_new_place_lacks_what_is_not_accepted_and_a_crossing_takes_what_is_set_beside(data, tmp_path):
    lacking = run(data, tmp_path, place(), "--accept", "name_fr", "--lang", "en")
    assert lacking.exit_code == 2
    for field in ("geometry", "sector", "status"):
        assert f"needs {field}" in lacking.output
    post = place(kind="crossing", kz_name_fr="Poste A", uz_name_fr="Poste B", sector="border", name_fr="A–B")
    refused = run(data, tmp_path, post, "--accept-all", "--lang", "en")
    assert (refused.exit_code, "--set modes=" in refused.output) == (2, True)


def test_a_position_moves_with_its_basis_and_the_review_says_how_far(data, tmp_path, atlas):
    lon, lat = of(atlas, CROSSING)["geometry"]["coordinates"]
    root = correction(atlas, geometry=[round(lon + 0.001, 5), lat])
    assert reviewing.review(atlas, "p.geojson", written(root)).moved_km == pytest.approx(0.083, abs=0.005)
    assert run(data, tmp_path, root, "--accept-all").exit_code == 0
    moved = of(store.load(data), CROSSING)
    assert moved["geometry"]["coordinates"] == [round(lon + 0.001, 5), lat]
    assert "proposed by a reader" in moved["properties"]["precision_basis"]


def test_without_a_source_nothing_is_taken_until_the_person_gives_one(data, tmp_path, atlas):
    root = correction(atlas, hours="08:00-20:00")
    root["proposal"]["source"] = None
    refused = run(data, tmp_path, root, "--accept-all", "--lang", "en")
    assert (refused.exit_code, "no source, no fact" in refused.output) == (2, True)
    assert run(data, tmp_path, root, "--accept-all", "--source", "https://example.org/found").exit_code == 0


def test_a_rule_speaks_against_a_proposal_as_against_any_other_change(data, tmp_path, atlas):
    root = correction(atlas, geometry=[41.0, 69.0])
    result = run(data, tmp_path, root, "--accept-all", "--json")
    assert (result.exit_code, json.loads(result.output)["written"]) == (2, False)
    assert json.loads(result.output)["problems"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_proposal_is_never_imported_in_silence(data, tmp_path, lang):
    before = (data / "sites.geojson").read_bytes()
    result = run(data, tmp_path, place(), "--lang", lang)
    assert (result.exit_code, "--review" in result.output) == (2, True)
    preview = import_files(data, {"p.geojson": written(place())}, Asked(), accept_valid=True)
    assert [line.reason for line in preview.lines] == ["proposal"]
    assert (data / "sites.geojson").read_bytes() == before


def deep(n: int) -> str:
    return json.dumps(place()).replace('"planned"', "[" * n + "]" * n)


HOSTILE = {
    "huge": (lambda _: collection(header(remark="a" * 200_000), place()["features"][0]), {"review.too_large"}),
    "a million deep": (lambda _: deep(40_000), {"import.json_deep"}),
    "ten deep": (lambda _: deep(10), {"import.json_deep"}),
    "broken": (lambda _: "{", {"import.json_broken"}),
    "a list": (lambda _: "[1]", {"review.no_proposal"}),
    "no proposal": (lambda _: {"type": "FeatureCollection", "features": []}, {"review.no_proposal"}),
    "another member": (lambda _: collection(header(run="me"), *place()["features"]), {"schema.unknown_field"}),
    "another version": (lambda _: collection(header(version=2), *place()["features"]), {"review.version"}),
    "no object": (lambda _: collection(7, *place()["features"]), {"schema.object"}),
    "many features": (lambda _: collection(header(), *[{"type": "Feature"}] * 900), {"review.one_feature"}),
    "no feature": (lambda _: collection(header(), 7), {"import.no_feature"}),
    "a key twice": (lambda _: json.dumps(place()).replace('"type"', '"type": 1, "type"', 1), {"review.key_twice"}),
    "control": (lambda a: correction(a, hours="08\u0007"), {"review.unseen"}),
    "turned round": (lambda a: correction(a, hours="\u202e42"), {"review.unseen"}),
    "markup": (lambda a: correction(a, hours="<img src=x onerror=alert(1)>"), {"no-markup"}),
    "a template": (lambda a: correction(a, hours="{{ 7*7 }}"), {"no-markup"}),
    "a formula": (lambda a: correction(a, hours='=HYPERLINK("https://example.org")'), {"review.formula"}),
    "a wide formula": (lambda _: collection(header(remark="＝1+1"), *place()["features"]), {"review.formula"}),
    "a script": (lambda a: correction(a, hours="javascript:alert(1)"), {"review.script"}),
    "a field that is none": (lambda a: correction(a, colour="red"), {"typed.no_field"}),
    "an id of its own": (lambda _: place(id="x"), {"review.unlike"}),
    "a closed field": (lambda a: correction(a, sources=[{"id": "x"}]), {"review.closed"}),
    "a word that is none": (lambda a: correction(a, status="finished"), {"schema.word"}),
    "a text for a number": (lambda a: correction(a, cost_usd="much"), {"schema.number_quoted"}),
    "nobody's id": (lambda a: json.dumps(correction(a, hours="x")).replace(CROSSING, "nobody-there"), {"edit.no_such"}),
    "a place off the globe": (lambda _: place() | {"features": [nowhere()]}, {"review.no_point"}),
    "a kind that is none": (lambda _: place(kind="agreement"), {"review.no_kind"}),
}  # fmt: skip


def nowhere() -> Any:
    return place()["features"][0] | {"geometry": {"type": "Point", "coordinates": [690, 41]}}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_hostile_or_broken_is_refused_with_words(atlas, kind):
    make, keys = HOSTILE[kind]
    root = make(atlas)
    assert wrong(atlas, root) == keys
    with pytest.raises(InvalidData) as error:
        reviewing.review(atlas, "p.geojson", written(root))
    for problem in error.value.problems:
        for lang in LANGUAGES:
            assert problem.what_in(lang) != problem.key
            assert first_unseen(problem.text(lang).replace("\n", "")) is None


def test_a_source_that_no_browser_opens_is_refused(atlas):
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://user:pass@example.org/", "example"):
        assert wrong(atlas, collection(header(source=SOURCE | {"url": url}), *place()["features"])) <= {
            "review.script", "add.no_address",
        }  # fmt: skip


def test_a_file_that_shows_one_thing_and_proposes_another_is_refused(atlas):
    root = correction(atlas, hours="08:00-20:00")
    root["features"][0]["properties"]["hours"] = "24/7"
    assert wrong(atlas, root) == {"review.unlike"}
    root = correction(atlas, hours="08:00-20:00")
    root["features"][0]["id"] = "another"
    assert wrong(atlas, root) == {"review.other_id"}
    root = correction(atlas, hours="08:00-20:00")
    root["proposal"]["corrects"] *= 2
    assert wrong(atlas, root) == {"review.twice"}
    root = correction(atlas, geometry=[69.0, 41.0])
    root["features"][0]["geometry"]["coordinates"] = [70.0, 41.0]
    assert wrong(atlas, root) == {"review.unlike"}


def test_a_proposal_that_only_says_something_is_shown_and_has_nothing_to_take(data, tmp_path):
    feature = {"type": "Feature", "id": CROSSING, "properties": {"id": CROSSING, "kind": "crossing"}, "geometry": None}
    root = collection(header(remark="The road is closed, I was there.", contact="+998 90 123-45-67"), feature)
    result = run(data, tmp_path, root, "--review", "--lang", "en")
    assert (result.exit_code, "The road is closed" in result.output) == (0, True)
    assert "nothing was written" in result.output
