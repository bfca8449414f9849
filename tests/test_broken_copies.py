"""Thirty and more ways to break the shipped data: each is told for what it is, and the files stay as they were."""

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from factories import ROOT, point

from geo import store, validate
from geo.errors import InvalidData


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> Path:
    """A copy of data/, to be copied again and broken; the basemap is linked."""
    folder = tmp_path_factory.mktemp("shipped") / "data"
    folder.mkdir()
    for name in store.FILES:
        shutil.copy(ROOT / "data" / name, folder / name)
    (folder / "basemap").symlink_to(ROOT / "data" / "basemap")
    return folder


def in_layer(layer: str, act: Any, pick: Any = None) -> Any:
    """A breaker that changes the first feature of a shipped layer that `pick` likes."""

    def breaker(folder: Path) -> str:
        path = folder / f"{layer}.geojson"
        content = json.loads(path.read_text("utf-8"))
        one = next(one for one in content["features"] if pick is None or pick(one))
        act(one, content)
        path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        return one["properties"].get("id", "")

    return breaker


def in_text(name: str, old: str, new: str) -> Any:
    """A breaker that replaces a text once."""

    def breaker(folder: Path) -> str:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return ""

    return breaker


def in_bytes(name: str, change_bytes: Any) -> Any:
    def breaker(folder: Path) -> str:
        (folder / name).write_bytes(change_bytes((folder / name).read_bytes()))
        return ""

    return breaker


def cut_between_letters(data: bytes) -> bytes:
    """The first half, up to a whole letter."""
    return data[: len(data) // 2].decode("utf-8", "ignore").encode()


def cut_within_a_letter(data: bytes) -> bytes:
    """The beginning, up to the middle of a letter of two bytes."""
    return data[: data.index("ж".encode()) + 1]


def set_(**values: Any) -> Any:
    return lambda one, _: one["properties"].update(values)


def swap(one: dict[str, Any], _: Any) -> None:
    one["geometry"]["coordinates"].reverse()


def at_(lon: float, lat: float) -> Any:
    return lambda one, _: one.update(geometry=point(lon, lat))


def placed(one: dict[str, Any]) -> bool:
    geometry = one["geometry"]
    return bool(geometry) and geometry["type"] == "Point" and one["properties"]["precision"] == "locality"


def twin(one: dict[str, Any], content: dict[str, Any]) -> None:
    content["features"].append({**one, "properties": {**one["properties"], "id": "twin"}})


def remove_sites(folder: Path) -> str:
    (folder / "sites.geojson").unlink()
    return ""


# name -> (breaker, file, rule, words of the message)
BROKEN_COPIES: dict[str, tuple[Any, str, str, str]] = {
    "coordinates swapped": (in_layer("sites", swap, placed), "sites.geojson", "lon-lat-order", "outside"),
    "post moved far": (
        in_layer("border_crossings", at_(71.4460, 51.1801), lambda o: bool(o["geometry"])),
        "border_crossings.geojson",
        "crossing-near-border",
        "km from the border",
    ),
    "site at null island": (in_layer("sites", at_(0.0, 0.0), placed), "sites.geojson", "null-island", "Guinea"),
    "site in Moscow": (in_layer("sites", at_(37.6173, 55.7558), placed), "sites.geojson", "inside-bounds", "bounds"),
    "site in the wrong region": (
        in_layer("sites", at_(80.2506, 50.4111), placed),
        "sites.geojson",
        "inside-region",
        "lies in",
    ),
    "whole degrees": (in_layer("sites", at_(67.0, 45.0), placed), "sites.geojson", "whole-degrees", "too round"),
    "nine decimals": (
        in_layer("rail_stations", at_(68.256851234, 43.294581234), lambda o: o["properties"]["id"] == "turkistan"),
        "rail_stations.geojson",
        "precision-decimals",
        "six decimals",
    ),
    "twin": (in_layer("sites", twin, placed), "sites.geojson", "near-duplicates", "m from"),
    "id twice": (
        in_layer("sites", lambda one, content: content["features"].append(one)),
        "sites.geojson",
        "unique-ids",
        "2 times",
    ),
    "id with a blank": (in_layer("sites", set_(id="Two Words")), "sites.geojson", "schema", "wrong form"),
    "sector misspelt": (in_layer("sites", set_(sector="enrgy")), "sites.geojson", "schema", "not one of the allowed"),
    "unknown field": (
        in_layer("agreements", set_(sumary_en="x")),
        "agreements.geojson",
        "schema",
        'unknown field "sumary_en"',
    ),
    "status lost": (
        in_layer("sites", lambda one, _: one["properties"].pop("status")),
        "sites.geojson",
        "schema",
        "missing",
    ),
    "sources lost": (in_layer("sites", set_(sources=[])), "sites.geojson", "schema", "is empty"),
    "cites nothing": (
        in_layer("corridors", set_(sources=[{"id": "no-such-paper"}], events=[])),
        "corridors.geojson",
        "sources-known",
        "not in sources.json",
    ),
    "ceremony taken for works": (
        in_layer(
            "sites",
            set_(
                status="under_construction",
                events=[{"date": "2025-11-15", "kind": "ceremony", "note_en": "a", "note_fr": "b", "note_ru": "c"}],
            ),
        ),
        "sites.geojson",
        "works-shown",
        "no event shows works",
    ),
    "promise taken for fact": (
        in_layer(
            "sites",
            set_(
                status="operational",
                events=[{"date": "2025-11-15", "kind": "announced", "note_en": "a", "note_fr": "b", "note_ru": "c"}],
            ),
        ),
        "sites.geojson",
        "status-agrees",
        "announced",
    ),
    "30 February": (
        in_layer("agreements", set_(status_date="2025-02-30")),
        "agreements.geojson",
        "real-dates",
        "no date",
    ),
    "event of next year": (
        in_layer(
            "sites", set_(events=[{"date": "2099", "kind": "report", "note_en": "a", "note_fr": "b", "note_ru": "c"}])
        ),
        "sites.geojson",
        "no-future",
        "later than checked",
    ),
    "project drawn as built": (
        in_layer("rail_lines", set_(geometry_kind="generalised"), lambda o: o["properties"]["id"].startswith("hsr")),
        "rail_lines.geojson",
        "planned-schematic",
        "drawn as generalised",
    ),
    "stops reversed": (
        in_layer(
            "rail_lines",
            lambda one, _: one["properties"]["stops"].reverse(),
            lambda o: o["properties"]["id"].startswith("hsr"),
        ),
        "rail_lines.geojson",
        "line-passes-stops",
        "reaches",
    ),
    "length mistyped": (
        in_layer("rail_lines", set_(length_km=2600), lambda o: o["properties"]["id"].startswith("hsr")),
        "rail_lines.geojson",
        "line-length",
        "published 2,600 km",
    ),
    "old region code": (
        in_layer("agreements", set_(applies_to=["KZ-YUZ"])),
        "agreements.geojson",
        "known-codes",
        "no region",
    ),
    "no Russian name": (
        in_layer("sites", lambda one, _: one["properties"].pop("name_ru")),
        "sites.geojson",
        "languages-present",
        "no name in ru",
    ),
    "right-to-left override": (
        in_layer("sites", set_(name_en="Bank\u202e knab")),
        "sites.geojson",
        "clean-text",
        "OVERRIDE",
    ),
    "address is a script": (
        in_text("sources.json", '"URL":"https://', '"URL":"javascript://'),
        "sources.json",
        "schema",
        "wrong form",
    ),
    "unused source": (
        in_text("sources.json", "[\n", '[\n{"id":"idle","type":"report"},\n'),
        "sources.json",
        "sources-used",
        "rests",
    ),
    "value with a comma": (in_text("indicators.csv", ",4.97,", ',"4,97",'), "indicators.csv", "file", "not a number"),
    "unknown indicator": (
        in_text("indicators.csv", "bilateral-trade-series,", "bilateral-trade,"),
        "indicators.csv",
        "observations-known",
        "no indicator",
    ),
    "two sectors one icon": (
        in_text("sectors.json", '"icon":"industry"', '"icon":"water"'),
        "sectors.json",
        "sectors-whole",
        "2 times",
    ),
    "key twice": (
        in_text("sites.geojson", '"status":', '"status":"closed","status":'),
        "sites.geojson",
        "file",
        "written twice",
    ),
    "not JSON": (in_text("sites.geojson", '"status":', "status:"), "sites.geojson", "file", "not JSON"),
    "foreign crs": (
        in_text("sites.geojson", '{"type"', '{"crs":{},"type"'),
        "sites.geojson",
        "rfc-7946",
        "not in WGS 84",
    ),
    "polygon": (
        in_layer("sites", lambda one, _: one.update(geometry={"type": "Polygon", "coordinates": []})),
        "sites.geojson",
        "rfc-7946",
        "no place",
    ),
    "NaN": (in_layer("sites", set_(cost_usd=float("nan"))), "sites.geojson", "schema", "nan"),
    "UTF-16": (in_bytes("sites.geojson", lambda b: b.decode().encode("utf-16-le")), "sites.geojson", "file", "UTF-16"),
    "windows-1251": (
        in_bytes("sites.geojson", lambda b: b.decode().encode("cp1251", "ignore")),
        "sites.geojson",
        "file",
        "not UTF-8",
    ),
    "cut short": (in_bytes("sites.geojson", cut_between_letters), "sites.geojson", "file", "not JSON"),
    "cut within a letter": (in_bytes("sites.geojson", cut_within_a_letter), "sites.geojson", "file", "not UTF-8"),
    "sites gone": (remove_sites, "sites.geojson", "file", "no such file"),
}


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir()) if path.is_file()}


def test_there_are_thirty_broken_copies():
    assert len(BROKEN_COPIES) >= 30


@pytest.mark.parametrize("kind", BROKEN_COPIES)
def test_a_broken_copy_of_the_shipped_data_is_told_and_left_alone(atlas, shipped, tmp_path, kind):
    breaker, file, rule, words = BROKEN_COPIES[kind]
    folder = tmp_path / "data"
    shutil.copytree(shipped, folder, symlinks=True)
    id_ = breaker(folder)
    before = hashes(folder)
    sound, problems = store.read(folder, basemap=False)
    spoilt = replace(sound, basemap=atlas.basemap)
    with pytest.raises(InvalidData) as caught:
        validate.check(spoilt, problems)
    told = [
        problem
        for problem in caught.value.problems
        if problem.rule == rule and f"{folder}/{file}" in problem.where and words in f"{problem.what} {problem.mend}"
    ]
    assert told, [str(problem) for problem in caught.value.problems]
    assert kind == "twin" or not id_ or any(id_ in str(problem) for problem in told)
    assert all(problem.mend for problem in told)
    assert hashes(folder) == before
