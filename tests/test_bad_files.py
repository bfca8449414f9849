"""What is wrong with a file is told with where and why and how to mend it; what is sound still loads."""

import json
import math
import os
import shutil
from pathlib import Path

import pytest
from factories import canonical, point, text_of

from geo import checking, store
from geo.errors import InvalidData


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A sound data folder in canonical form."""
    return canonical(tmp_path / "data")


def times_of(folder: Path) -> dict[str, int]:
    return {path.name: path.lstat().st_mtime_ns for path in folder.iterdir() if path.name != ".lock"}


def spoil(name: str, change) -> object:
    """A spoiler that rewrites one file's bytes."""

    def act(folder: Path) -> None:
        path = folder / name
        path.write_bytes(change(path.read_bytes()))

    return act


def spoil_feature(change, name: str = "sites") -> object:
    """A spoiler that changes the first feature of a layer, which is "cotton-mill" for sites."""

    def act(folder: Path) -> None:
        content = json.loads((folder / f"{name}.geojson").read_text("utf-8"))
        change(content["features"][0])
        (folder / f"{name}.geojson").write_text(text_of(name, content), "utf-8")

    return act


def prop(**values) -> object:
    return spoil_feature(lambda one: one["properties"].update(values))


def drop(field: str) -> object:
    return spoil_feature(lambda one: one["properties"].pop(field))


def shape(geometry, name: str = "sites") -> object:
    return spoil_feature(lambda one: one.update(geometry=geometry), name)


def replace_by_folder(folder: Path) -> None:
    (folder / "sites.geojson").unlink()
    (folder / "sites.geojson").mkdir()


def make_pipe(folder: Path) -> None:
    (folder / "sites.geojson").unlink()
    os.mkfifo(folder / "sites.geojson")


def make_loop(folder: Path) -> None:
    (folder / "sites.geojson").unlink()
    (folder / "sites.geojson").symlink_to("sites.geojson")


FIRST = 'sites.geojson, feature 1 "cotton-mill"'
NEST = b'{"type":"FeatureCollection","features":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
BAD_FILES = {
    "not json": (spoil("sites.geojson", lambda b: b"hello"), "sites.geojson, line 1, column 1", "not JSON"),
    "a comma too many": (
        spoil("sources.json", lambda b: b.replace(b'"}\n]', b'"},\n]')),
        "sources.json, line 4",
        "not JSON",
    ),
    "one broken line": (
        spoil("sites.geojson", lambda b: b.replace(b'"sector":"energy"', b'"sector":energy')),
        "sites.geojson, line 3, column",
        "not JSON",
    ),
    "unfinished merge": (
        spoil("sites.geojson", lambda b: b.replace(b"[\n", b"[\n<<<<<<< HEAD\n", 1)),
        "sites.geojson, line 2",
        "unfinished merge",
    ),
    "key twice": (
        spoil("sites.geojson", lambda b: b.replace(b'"status":', b'"status":"closed","status":', 1)),
        "sites.geojson, feature 1, properties, status",
        "written twice",
    ),
    "utf-16": (spoil("sites.geojson", lambda b: b.decode().encode("utf-16")), "sites.geojson", "UTF-16"),
    "windows-1251": (
        spoil("sites.geojson", lambda b: b.decode().replace("Il est là", "Он").encode("cp1251")),
        "sites.geojson, line 2, column",
        "is not UTF-8",
    ),
    "empty": (spoil("sites.geojson", lambda b: b""), "sites.geojson", "is empty"),
    "empty table": (spoil("indicators.csv", lambda b: b""), "indicators.csv", "is empty"),
    "null": (spoil("sites.geojson", lambda b: b"null"), "sites.geojson", "null"),
    "missing": (lambda folder: (folder / "sites.geojson").unlink(), "sites.geojson", "no such file"),
    "folder": (replace_by_folder, "sites.geojson", "is a folder"),
    "pipe": (make_pipe, "sites.geojson", "not a plain file"),
    "link to itself": (make_loop, "sites.geojson", "cannot be read"),
    "deep": (spoil("sites.geojson", lambda b: NEST), "sites.geojson", "nested too deeply"),
    "deep line": (
        spoil("sites.geojson", lambda b: b.replace(b"null}", b"[" * 9999 + b"]" * 9999 + b",}")),
        "sites.geojson",
        "",
    ),
    "thousands of digits": (
        spoil("sites.geojson", lambda b: b.replace(b"120000000", b"1" * 9999)),
        "sites.geojson",
        "digits",
    ),
    "root is a list": (spoil("sites.geojson", lambda b: b"[]"), "sites.geojson", "not a FeatureCollection"),
    "root is a feature": (
        spoil("sites.geojson", lambda b: b'{"type":"Feature"}'),
        "sites.geojson",
        "not a FeatureCollection",
    ),
    "wrong root type": (
        spoil("sites.geojson", lambda b: b.replace(b"FeatureCollection", b"Features")),
        "sites.geojson, type",
        "FeatureCollection",
    ),
    "crs": (
        spoil("sites.geojson", lambda b: b.replace(b"{", b'{"crs":{"type":"name"},', 1)),
        "sites.geojson, crs",
        "not in WGS 84",
    ),
    "feature is a number": (
        spoil("sites.geojson", lambda b: b.replace(b"[\n", b"[\n7,\n", 1)),
        "sites.geojson, feature 1",
        "7 is not",
    ),
    "no properties": (
        spoil_feature(lambda one: one.update(properties=None)),
        "sites.geojson, feature 1, properties",
        "not an object",
    ),
    "no geometry": (spoil_feature(lambda one: one.pop("geometry")), f"{FIRST}, geometry", "is missing"),
    "feature type": (spoil_feature(lambda one: one.update(type="feature")), f"{FIRST}, type", 'not "Feature"'),
    "feature id": (spoil_feature(lambda one: one.update(id="x")), f"{FIRST}, id", "another id"),
    "unknown member": (
        spoil_feature(lambda one: one.update(titel="x")),
        f"{FIRST}, titel",
        "unknown member",
    ),
    "missing field": (drop("sector"), f"{FIRST}, sector", '"sector" is missing'),
    "missing id": (drop("id"), "sites.geojson, feature 1, id", "missing"),
    "unknown field": (prop(statsu="x"), f"{FIRST}, statsu", 'unknown field "statsu"'),
    "wrong word": (prop(sector="enregy"), f"{FIRST}, sector", "not one of the allowed"),
    "wrong id": (prop(id="Cotton Mill"), 'sites.geojson, feature 1 "Cotton Mill", id', "wrong form"),
    "wrong date": (prop(checked="15.11.2025"), f"{FIRST}, checked", "wrong form"),
    "arabic digits": (prop(checked="٢٠٢٥"), f"{FIRST}, checked", "wrong form"),
    "text for number": (prop(cost_usd="5"), f"{FIRST}, cost_usd", "not a number"),
    "true for number": (prop(cost_usd=True), f"{FIRST}, cost_usd", "not a number"),
    "nan": (prop(cost_usd=math.nan), f"{FIRST}, cost_usd", "nan is not a number"),
    "infinite": (
        spoil("sites.geojson", lambda b: b.replace(b"120000000", b"1e999")),
        f"{FIRST}, cost_usd",
        "inf is not a number",
    ),
    "cost below zero": (prop(cost_usd=-1), f"{FIRST}, cost_usd", "not allowed"),
    "number for text": (prop(name_en=7), f"{FIRST}, name_en", "not text"),
    "empty name": (prop(name_en=""), f"{FIRST}, name_en", "is empty"),
    "long name": (prop(name_en="x" * 201), f"{FIRST}, name_en", "too long: 201"),
    "half a character": (
        spoil("sites.geojson", lambda b: b.replace(b'"Cotton Mill"', b'"\\ud800"')),
        f"{FIRST}, name_en",
        "surrogate",
    ),
    "no sources": (prop(sources=[]), f"{FIRST}, sources", "is empty"),
    "wrong event": (prop(events=[{"kind": "opning", "note_en": "x"}]), f"{FIRST}, events 1, kind", "not one of"),
    "unknown event field": (
        prop(events=[{"kind": "report", "note_en": "x", "dat": "2025"}]),
        f"{FIRST}, events 1, dat",
        "unknown field",
    ),
    "wrong geometry type": (shape({"type": "Polygon", "coordinates": []}), f"{FIRST}, geometry, type", "no place in"),
    "line for a point": (
        shape({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}),
        f"{FIRST}, geometry, type",
        "no place",
    ),
    "geometry is text": (shape("POINT(1 2)"), f"{FIRST}, geometry", "is not a geometry"),
    "no coordinates": (shape({"type": "Point"}), f"{FIRST}, geometry, coordinates", "is missing"),
    "text coordinates": (shape(point("69.2", "41.3")), f"{FIRST}, geometry, coordinates", "not a position"),
    "one number": (
        shape(point(69.2, 41.3) | {"coordinates": [69.2]}),
        f"{FIRST}, geometry, coordinates",
        "not a position",
    ),
    "nan coordinate": (shape(point(math.nan, 41.3)), f"{FIRST}, geometry, coordinates", "not a position"),
    "geometry crs": (shape(point(69.2, 41.3) | {"crs": {}}), f"{FIRST}, geometry, crs", "not in WGS 84"),
    "line of one": (
        shape({"type": "LineString", "coordinates": [[69, 42]]}, "rail_lines"),
        "rail_lines.geojson, feature 1",
        "2 or more",
    ),
    "mixed heights": (
        shape({"type": "LineString", "coordinates": [[69, 42], [69, 43, 1]]}, "corridors"),
        "corridors.geojson",
        "height",
    ),
    "empty multi line": (
        shape({"type": "MultiLineString", "coordinates": []}, "corridors"),
        "corridors.geojson",
        "list of lines",
    ),
    "source twice": (
        spoil("sources.json", lambda b: b.replace(b"town-points", b"gazette-2025")),
        'sources.json, entry "gazette-2025", id',
        "more than once",
    ),
    "source without id": (
        spoil("sources.json", lambda b: b.replace(b'"id":"town-points",', b"")),
        "sources.json, entry 2, id",
        "missing",
    ),
    "source address": (
        spoil("sources.json", lambda b: b.replace(b"https:", b"javascript:")),
        "sources.json, entry 1",
        "wrong form",
    ),
    "sectors no list": (spoil("sectors.json", lambda b: b"{}"), "sectors.json", "not a list"),
    "sector colour": (
        spoil("sectors.json", lambda b: b.replace(b"#000000", b"black")),
        'sectors.json, entry 1 "industry", color',
        "wrong form",
    ),
    "semicolons": (spoil("indicators.csv", lambda b: b.replace(b",", b";")), "indicators.csv, row 1", "semicolons"),
    "wrong header": (
        spoil("indicators.csv", lambda b: b.replace(b"period", b"perod")),
        "indicators.csv, row 1",
        'unknown column "perod"',
    ),
    "decimal comma": (
        spoil("indicators.csv", lambda b: b.replace(b",4.3,", b',"4,3",')),
        "indicators.csv, row 2, value",
        "not a number",
    ),
    "nan value": (
        spoil("indicators.csv", lambda b: b.replace(b",4.3,", b",nan,")),
        "indicators.csv, row 2, value",
        "not a number",
    ),
    "cells missing": (
        spoil("indicators.csv", lambda b: b.replace(b"USD bn,Statistics", b"USD bn", 1)),
        "indicators.csv, row 2",
        "7 cells",
    ),
    "open quote": (spoil("indicators.csv", lambda b: b + b'"open'), "indicators.csv", "not CSV"),
    "wrong basis": (
        spoil("indicators.csv", lambda b: b.replace(b"reported", b"guess", 1)),
        "indicators.csv, row 2, basis",
        "not one of",
    ),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_told_where_and_why_and_stays_as_it_is(tmp_path, kind):
    act, where, what = BAD_FILES[kind]
    data = canonical(tmp_path / "data")
    act(data)
    kept = times_of(data)
    _, problems = store.read(data, basemap=False)
    told = [problem for problem in problems if f"data/{where}" in problem.where and what in problem.what]
    assert told, [str(problem) for problem in problems]
    assert all(problem.mend for problem in told) or kind == "link to itself"
    with pytest.raises(InvalidData):
        store.load(data, basemap=False)
    with pytest.raises(InvalidData):
        store.tidy(data)
    assert times_of(data) == kept


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_told(data):
    (data / "sites.geojson").chmod(0)
    _, problems = store.read(data, basemap=False)
    assert "Permission denied" in problems[0].what


def test_a_misspelt_word_brings_the_nearest_and_all_allowed(tmp_path):
    data = canonical(tmp_path / "data")
    prop(sector="enregy", statsu="x")(data)
    mends = {problem.where.rsplit(", ")[-1]: problem.mend for problem in store.read(data)[1]}
    assert mends["sector"].startswith('did you mean "energy"? allowed: industry, ')
    assert mends["statsu"].startswith('did you mean "status"?')


def test_a_decimal_comma_is_shown_with_a_point(data):
    BAD_FILES["decimal comma"][0](data)
    assert "4.3" in store.read(data)[1][0].mend


def test_all_problems_of_all_files_are_told_at_once(data):
    for kind in ("wrong word", "source without id", "decimal comma", "sector colour"):
        BAD_FILES[kind][0](data)
    (data / "corridors.geojson").unlink()
    with pytest.raises(InvalidData) as caught:
        store.load(data)
    assert len(caught.value.problems) == 5
    assert str(caught.value).endswith("5 problems in 5 files"), "who only reads need not say that nothing was written"


def test_sound_features_load_beside_broken_ones(data):
    BAD_FILES["one broken line"][0](data)
    atlas, problems = store.read(data)
    assert list(atlas.sites["id"]) == ["cotton-mill", "trade-house"]
    assert len(problems) == 1


def test_messages_name_the_folder_as_the_user_wrote_it(data, monkeypatch):
    monkeypatch.chdir(data.parent)
    BAD_FILES["wrong word"][0](data)
    assert store.read("./data/")[1][0].where == './data/sites.geojson, feature 1 "cotton-mill", sector'


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_is_none_is_one_problem(tmp_path, there):
    if there:
        (tmp_path / "data").write_text("x")
    atlas, problems = store.read(tmp_path / "data")
    assert len(problems) == 1
    assert len(atlas.sites) == 0
    with pytest.raises(InvalidData), store.transaction(tmp_path / "data"):
        pass


def test_an_empty_name_is_no_folder(data, monkeypatch):
    monkeypatch.chdir(data)
    for name in ("", data / "nowhere"):
        problems = checking.problems_of(name)
        assert [problem.key for problem in problems] == ["file.no_folder"], "and no basemap is missed there"


@pytest.mark.parametrize("name", ["synonyms.json", "withdrawn.json"])
def test_words_for_search_and_what_was_withdrawn_may_be_missing(data, name):
    (data / name).unlink(missing_ok=True)
    atlas = store.load(data)
    assert getattr(atlas, name.partition(".")[0]) == ()
    assert store.drift(data) == []
    store.save(atlas, data)
    assert (data / name).read_text("utf-8") == "[\n]\n"


@pytest.mark.parametrize("name", ["sites.geojson", "sources.json", "indicators.csv"])
@pytest.mark.parametrize("at", [0, 1, -1])
def test_an_unfinished_merge_is_named_in_every_file(data, name, at):
    lines = (data / name).read_text("utf-8").splitlines()
    lines[at:at] = ["<<<<<<< HEAD", *lines[1:2], "||||||| base", "=======", *lines[1:2], ">>>>>>> theirs"]
    (data / name).write_text("\n".join(lines) + "\n", "utf-8")
    problems = [problem for problem in store.read(data)[1] if problem.key == "file.merge"]
    assert {problem.place.file for problem in problems} == {str(data / name)}
    assert lines[problems[0].place.line - 1].startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>"))
    assert "keep one of the two versions" in problems[0].mend


def test_commas_at_the_ends_of_lines_are_dropped_and_the_values_stay(data):
    path = data / "indicators.csv"
    before = path.read_text("utf-8")
    path.write_text("".join(f"{line},,\n" for line in before.splitlines()), "utf-8")
    store.load(data)
    assert [(problem.key, problem.place.line) for problem in store.drift(data)] == [("canonical.differs", 1)]
    store.tidy(data)
    assert path.read_text("utf-8") == before
    path.write_text(before.rstrip("\n") + ",and more\n", "utf-8")
    assert [problem.key for problem in store.read(data)[1]] == ["csv.cells"]


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


@pytest.mark.parametrize("name", ["sites.geojson", "sources.json", "indicators.csv", "basemap/page/countries.geojson"])
def test_a_pointer_of_git_lfs_is_called_that(data, name):
    ground = (data / "basemap").resolve()
    (data / "basemap").unlink()
    shutil.copytree(ground, data / "basemap")
    (data / name).write_text(POINTER, "utf-8")
    [problem] = store.read(data)[1]
    assert problem.key == "foreign.lfs"
    assert problem.place.file == str(data / name)
    assert problem.mend == "run: git lfs pull"
