"""A site, a crossing or a station is added by what a person says of it; what is missing is told, all at once."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from factories import canonical

from geo import store
from geo.i18n import message
from geo.vocabulary import LANGUAGES

# The cases themselves where they lie beside the project, else the copy of them.
BESIDE = ROOT.parent / "shared" / "cases"
FOLDER = BESIDE if (BESIDE / "cases.json").exists() else ROOT / "tests" / "cases"
CASES = [case for case in json.loads((FOLDER / "cases.json").read_text("utf-8")) if case["action"] == "add --at"]
SITE = ("--sector", "energy", "--status", "planned", "--source", "https://example.org/plant")
CROSSING = ("--status", "operational", "--source", "https://example.org/post", "--mode", "road")


@pytest.fixture
def data(tmp_path) -> Path:
    return canonical(tmp_path / "data")


def told(said) -> dict:
    return json.loads(said.out)


def metres(case: dict, answer: dict) -> float:
    from geo.geodesy import distance_km

    expected = case["expected"]
    return 1000 * float(distance_km(expected["lon"], expected["lat"], answer["lon"], answer["lat"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_position_as_people_write_it_is_added_or_refused_for_the_right_reason(run, data, case):
    text = case.get("text") or (FOLDER / case["file"]).read_bytes().decode("utf-8")
    before = (data / "sites.geojson").read_bytes()
    said = run("add", "Case", "--at", text, *SITE, "--json", "--data", data)
    answer, expected = told(said), case["expected"]
    assert answer["accepted"] == expected["accepted"], answer["message"]
    assert said.code == (0 if expected["accepted"] else 2)
    if expected["accepted"]:
        assert metres(case, answer) <= expected["tolerance_m"]
        point = store.load(data, basemap=False).sites.set_index("id").geometry["case"]
        assert (point.x, point.y) == (answer["lon"], answer["lat"])
    else:
        assert answer["reason"] == expected["reason"]
        assert all(word in answer["message"] for word in expected.get("says", ()))
        assert not any(word in answer["message"] for word in expected.get("says_not", ()))
        assert (data / "sites.geojson").read_bytes() == before


def test_everything_that_is_missing_is_listed_at_once(run, data):
    said = run("add", "--data", data)
    assert said.code == 2
    for option in ("name", "--at", "--sector", "--status", "--source"):
        assert f"kzuz add, {option}:" in said.err
    assert "5 problems; nothing was written" in said.err
    assert {f"kzuz add, {option}:" for option in ("--kz-name", "--uz-name", "--mode")} <= {
        line.partition(" is")[0].rstrip() for line in run("add", "crossing", "--data", data).err.splitlines()
    }
    assert "--station-kind" in run("add", "station", "--data", data).err


def test_a_crossing_has_its_two_sides_from_its_place(run, data):
    said = run("add", "crossing", "Gate", "--at", "41.11, 68.93", "--kz-name", "North", "--uz-name", "South",
               "--passengers", "yes", *CROSSING, "--precision", "locality", "--data", data)  # fmt: skip
    assert said.code == 0, said.err
    post = store.load(data, basemap=False).border_crossings.set_index("id").loc["gate"]
    assert (post.kz_name_en, post.uz_name_en, post.point_side) == ("North", "South", post.point_side)
    assert (post.kz_admin1, post.uz_admin1) == ("KZ-61", "UZ-TO")
    assert (post.passengers, post.freight, post.sector, post["modes"]) == ("yes", "unknown", "border", ["road"])


def test_a_station_on_a_line(run, data):
    said = run("add", "station", "Шенгельды", "--lang", "ru", "--near", "Saryagash", "--station-kind", "station",
               "--line", "old-line", "--status", "operational", "--source", "gazette-2025", "--data", data)  # fmt: skip
    assert said.code == 0, said.err
    stop = store.load(data, basemap=False).rail_stations.set_index("id").loc["shengeldy"]
    assert (stop.lines, stop.confirmed, stop.sector, stop.precision) == (["old-line"], False, "transport", "locality")
    assert "Saryagash" in stop.precision_basis
    assert "внимание: Saryagash" in said.err  # the station of the town stands on the same point


@pytest.mark.parametrize("name", ["Saryagash", "Сарыагаш", "Saryagach", "sariogʻoch", "Saryagsh", "Saryagash, KZ-61"])
def test_a_town_is_found_in_any_language_and_with_a_slip(run, data, name):
    answer = told(run("add", "Plant", "--near", name, *SITE, "--dry-run", "--json", "--data", data))
    assert (answer["accepted"], answer["written"], answer["lon"], answer["lat"]) == (True, False, 69.168, 41.46)


def test_of_several_towns_none_is_taken_and_of_none_that_is_said(run, data):
    said = run("add", "Plant", "--near", "Turk", *SITE, "--data", data)
    assert (said.code, "Turkistan, KZ-61" in said.err) == (2, True)
    said = run("add", "Plant", "--near", "Atlantis", *SITE, "--data", data)
    assert (said.code, 'no town is called "Atlantis"' in said.err) == (2, True)


def test_a_trial_says_all_and_writes_nothing(run, data):
    before = {path.name: path.read_bytes() for path in data.iterdir() if path.is_file()}
    said = run("add", "Plant", "--at", "41.5, 69.0", *SITE, "--dry-run", "--data", data)
    assert (said.code, "nothing was written: this was a trial" in said.out) == (0, True)
    assert {path.name: path.read_bytes() for path in data.iterdir() if path.is_file()} == before


def test_what_stands_in_the_same_place_is_told_whatever_its_layer_and_name(run, data):
    said = run("add", "Something Else", "--at", "42.30988, 69.60042", *SITE, "--data", data)
    assert said.code == 0, said.err
    assert "Shymkent (station, id shymkent) is 0 m from here" in said.err
    quiet = run("add", "Far Away", "--at", "43.9, 71.4", *SITE, "--data", data)
    assert (quiet.code, quiet.err) == (0, "")


def test_a_document_comes_with_all_that_is_known_of_it_and_is_reused(run, data):
    site = ("--sector", "energy", "--status", "planned", "--source", "https://example.org/p")
    published = ("--source-title", "A plant", "--source-publisher", "Gov", "--source-date", "2025-11",
                 "--source-language", "kk")  # fmt: skip
    assert run("add", "One", "--at", "43.9, 71.4", *site, *published, "--data", data).code == 0
    assert run("add", "Two", "--at", "44.9, 71.4", *site[:-1], "https://example.org/p/", "--data", data).code == 0
    atlas = store.load(data, basemap=False)
    [source] = [one for one in atlas.sources.values() if one.URL == "https://example.org/p"]
    assert (source.title, source.container_title, source.language) == ("A plant", "Gov", "kk")
    assert source.issued.date_parts == [[2025, 11]]
    cited = atlas.sites.set_index("id")["sources"]
    assert cited["one"][0]["id"] == cited["two"][0]["id"] == source.id
    for wrong, word in (("--source-date", "is no date"), ("--source-language", "is no code of a language")):
        said = run(
            "add", "Three", "--at", "45.9, 71.4", *SITE[:-1], "https://example.org/q", wrong, "soon?", "--data", data
        )
        assert (said.code, word in said.err) == (2, True)
    said = run("add", "Three", "--at", "45.9, 71.4", *SITE, "--source-date", "2025-02-30", "--data", data)
    assert said.code == 2
    assert '"2025-02-30" is no date' in said.err  # of what was typed, not of a file


def test_any_other_field_can_be_given_and_what_is_none_is_told(run, data):
    more = ("--set", "cost_usd=5000000", "--set", "partners=A;B", "--set", "locality=Shu")
    assert run("add", "Plant", "--at", "43.6, 73.76", *SITE, *more, "--data", data).code == 0
    site = store.load(data, basemap=False).sites.set_index("id").loc["plant"]
    assert (site.cost_usd, site.partners, site.locality) == (5_000_000, ["A", "B"], "Shu")
    wrong = ("--set", "cost_usd=much", "--set", "loclity=Shu", "--set", "locality", "--set", "id=x")
    said = run("add", "Other", "--at", "44.6, 73.76", *SITE, *wrong, "--data", data)
    assert (said.code, "4 problems; nothing was written" in said.err) == (2, True)
    assert 'did you mean "locality"' in said.err
    said = run("add", "Other", "--at", "44.6, 73.76", *SITE, "--kz-name", "x", "--line", "y", "--data", data)
    assert (said.code, "2 problems" in said.err) == (2, True)


def test_a_name_without_quotes_is_asked_for_them(run, data):
    said = run("add", "site", "New", "Plant", "--at", "43.6, 73.76", *SITE, "--data", data)
    assert (said.code, '"New Plant"' in said.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("Cotton Mill", "--at", "43.6, 73.76", *SITE), "duplicate"),
        (("Plant", *SITE), "no-position"),
        (("", "--at", "43.6, 73.76", *SITE), "name"),
        (("Plant", "--at", "69.28, 41.31", *SITE), "swapped"),
        (("Plant", "--at", "43.6, 73.76", *SITE, "--date", "2025-13-40"), "date"),
    ],
)
def test_a_script_is_told_why_in_one_word(run, data, arguments, reason):
    said = run("add", *arguments, "--json", "--data", data)
    assert (said.code, told(said)["accepted"], told(said)["reason"]) == (2, False, reason)


def test_every_reading_of_a_position_is_told_to_a_script(run, data):
    answer = told(run("add", "Plant", "--at", "51.21, 51.38", *SITE, "--json", "--data", data))
    assert {(each["lon"], each["lat"]) for each in answer["readings"]} == {(51.38, 51.21), (51.21, 51.38)}


def test_the_answer_comes_in_five_languages(run, data):
    told = {run("add", "--lang", lang, "--data", data).err for lang in LANGUAGES}
    assert len(told) == len(LANGUAGES)
    for lang in LANGUAGES:
        said = run("add", f"Plant {lang}", "--near", "Shu", *SITE, "--dry-run", "--lang", lang, "--data", data)
        assert message("told.dry_run", lang, domain="problems") in said.out


def answered(arguments: list[str], answers: list[str]) -> tuple[int, str]:
    """A command at a terminal, and what a person types; its exit code and all that the terminal showed."""
    main, side = pty.openpty()
    command = subprocess.Popen(
        [sys.executable, "-m", "geo", *arguments], cwd=ROOT, stdin=side, stdout=side, stderr=side
    )
    os.close(side)
    shown = ""
    for answer in answers:
        while not shown.rstrip(" ").endswith(("]:", ":", "]")) or shown.endswith(":\r\n"):
            shown += os.read(main, 1000).decode("utf-8", "replace")
        os.write(main, answer.encode() + b"\n")
        shown += "\n"
    try:
        while piece := os.read(main, 10_000):
            shown += piece.decode("utf-8", "replace")
    except OSError:
        pass
    os.close(main)
    return command.wait(60), shown


def test_at_a_terminal_what_is_missing_is_asked_and_a_doubtful_position_chosen(data):
    code, shown = answered(
        ["add", "--data", str(data)],
        ["New Plant", "48.85 N", "51.21, 51.38", "1", "8", "3", "https://example.org/a", "A title", "Gov", "2025-11",
         "ru", "", "y"],
    )  # fmt: skip
    assert code == 0, shown
    site = store.load(data, basemap=False).sites.set_index("id").loc["new-plant"]
    assert (site.sector, site.status, site.geometry.x) == ("energy", "planned", 51.38)
    assert "51.21 N, 51.38 E" in shown
