"""What other people's importers got wrong, tried on ours: every case of `import`, row by row as `cases.json` says."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from geo.geodesy import distance_km
from geo.importing import Asked, previewed, proposals

# The list is kept beside the project; here is a copy of it.
BESIDE = ROOT.parent / "shared" / "cases"
FOLDER = BESIDE if (BESIDE / "cases.json").exists() else ROOT / "tests" / "cases"
CASES = [
    case
    for case in json.loads((FOLDER / "cases.json").read_text(encoding="utf-8"))
    if case["action"].startswith("import") and "file" in case
]


@pytest.fixture(scope="module")
def told(atlas):
    """What `kzuz import --json` prints of a case's file."""

    def preview(case: dict[str, Any], folder: Path = FOLDER) -> dict[str, Any]:
        given = dict(case.get("with", {}))
        sources = tuple(filter(None, [given.pop("source", "")]))
        asked = Asked(given=given, sources=sources)
        files = {case["file"]: (folder / case["file"]).read_bytes()}
        return previewed(atlas, proposals(atlas, files, asked), asked)[0].as_dict("en")

    return preview


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_file_that_others_misread_is_read_as_it_was_meant(told, case):
    preview = told(case)
    expected = case["expected"]
    if case["action"] != "import":  # … then exported: the names have to come in first
        assert preview["refused"] == 0
        assert preview["new"] == len(preview["rows"]) > 0
        return
    counts = {name: expected[name] for name in ("new", "updated", "unchanged", "refused")}
    if counts != {name: preview[name] for name in counts}:
        expected = expected["also_right"]
        counts = {name: expected[name] for name in counts}
    assert {name: preview[name] for name in counts} == counts
    assert_points(preview, expected)
    assert_refusals(preview, expected)
    notes = [note for file in preview["files"] for note in file["notes"]]
    for note in expected.get("notes", ()):
        assert any(note in one for one in notes)
    assert expected.get("encoding", preview["encoding"]) == preview["encoding"]
    assert expected.get("crs", preview["crs"]) == preview["crs"]


def assert_points(preview: dict[str, Any], expected: dict[str, Any]) -> None:
    taken = {row["name"]: row for row in preview["rows"] if row["outcome"] == "new"}
    for point in expected.get("points", ()):
        row = taken[point["name"]]
        metres = 1000 * float(distance_km(row["lon"], row["lat"], point["lon"], point["lat"]))
        assert metres <= expected["tolerance_m"]
    for point in expected.get("never", ()):
        assert all((row["lon"], row["lat"]) != (point["lon"], point["lat"]) for row in preview["rows"])


def assert_refusals(preview: dict[str, Any], expected: dict[str, Any]) -> None:
    refused = {row["where"]: row for row in preview["rows"] if row["outcome"] == "refused"}
    for refusal in expected.get("refusals", ()):
        row = refused[refusal["where"]]
        assert row["reason"] == refusal["reason"]
        assert all(text in row["message"] for text in refusal.get("says", ()))
        assert not any(text in row["message"] for text in refusal.get("says_not", ()))


def test_what_a_cell_says_in_words_becomes_the_word_of_the_list(atlas):
    case = next(case for case in CASES if case["id"] == "csv-cp1251")
    data = (FOLDER / case["file"]).read_bytes()
    asked = Asked(given=case["with"])
    [proposal] = proposals(atlas, {"a.csv": data}, asked)
    assert {row.fields["sector"] for row in proposal.rows} == {case["expected"]["sector"]}


def test_a_date_cell_is_a_day(atlas):
    case = next(case for case in CASES if case["id"] == "xlsx-dates-text")
    [proposal] = proposals(atlas, {"a": (FOLDER / case["file"]).read_bytes()}, Asked())
    assert [row.fields["status_date"] for row in proposal.rows] == case["expected"]["status_date"]


def test_tags_of_a_description_become_plain_text(atlas):
    case = next(case for case in CASES if case["id"] == "kml-folders")
    [proposal] = proposals(atlas, {"a": (FOLDER / case["file"]).read_bytes()}, Asked())
    assert next(row.fields.get("summary_kk") for row in proposal.rows) == "Склад и двор"


def test_the_copy_of_the_cases_says_what_the_list_says():
    if FOLDER == BESIDE:
        assert json.loads((ROOT / "tests" / "cases" / "cases.json").read_text(encoding="utf-8")) == json.loads(
            (BESIDE / "cases.json").read_text(encoding="utf-8")
        )
