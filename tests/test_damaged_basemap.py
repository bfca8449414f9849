"""What the rooms above rely on is asked of every file of the background: a damaged one is told, with the remedy."""

import json
import shutil
from pathlib import Path

import pytest
from factories import ROOT, canonical

from geo import checking, store
from geo.errors import InvalidData
from geo.store.basemap import LEVELS
from geo.vocabulary import LANGUAGES

FILES = [f"{level}/{name}" for level, layers in LEVELS.items() for name in layers]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A sound data folder with a background of its own."""
    folder = canonical(tmp_path / "data")
    (folder / "basemap").unlink()
    for name in FILES:
        target = folder / "basemap" / f"{name}.geojson"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "data" / "basemap" / f"{name}.geojson", target)
    return folder


def first(act):
    """A spoiler of the first feature."""

    def spoil(content: dict) -> dict:
        act(content["features"][0])
        return content

    return spoil


def innermost(one: dict, value) -> None:
    """Put a value in the place of the first number of a geometry."""
    part = one["geometry"]["coordinates"]
    while isinstance(part[0], list):
        part = part[0]
    part[0] = value


def pop_position(one: dict) -> None:
    """Take away the last position of the first ring or line, or the last number of a point."""
    part = one["geometry"]["coordinates"]
    while isinstance(part[0], list) and isinstance(part[0][0], list):
        part = part[0]
    part.pop()


ANY = {
    "a list": lambda content: [],
    "null": lambda content: None,
    "no features": lambda content: {"type": "FeatureCollection", "features": []},
    "features are an object": lambda content: {"features": {"a": 1}},
    "a feature is text": lambda content: {"features": ["x"]},
    "properties are a list": first(lambda one: one.update(properties=[])),
    "no properties": first(lambda one: one.pop("properties")),
    "no geometry": first(lambda one: one.pop("geometry")),
    "geometry is null": first(lambda one: one.update(geometry=None)),
    "geometry is text": first(lambda one: one.update(geometry="POINT (1 2)")),
    "another geometry": first(lambda one: one.update(geometry={"type": "MultiPoint", "coordinates": [[1, 2]]})),
    "no coordinates": first(lambda one: one["geometry"].pop("coordinates")),
    "coordinates are text": first(lambda one: one["geometry"].update(coordinates="x")),
    "empty coordinates": first(lambda one: one["geometry"].update(coordinates=[])),
    "a number is text": first(lambda one: innermost(one, "x")),
    "a number is null": first(lambda one: innermost(one, None)),
    "a number is huge": first(lambda one: innermost(one, 1e308 * 10)),
}
AREA = {"a ring left open": first(pop_position)}
WITH_CODE = {
    "no iso": first(lambda one: one["properties"].pop("iso")),
    "iso is a number": first(lambda one: one["properties"].update(iso=61)),
    "iso is empty": first(lambda one: one["properties"].update(iso="")),
}
BORDER = {"kz_uz is text": first(lambda one: one["properties"].update(kz_uz="yes"))}
CASES = [
    *((name, kind, spoil) for name in FILES for kind, spoil in ANY.items()),
    *((name, kind, spoil) for name in ("fine/admin1", "page/countries", "page/lakes") for kind, spoil in AREA.items()),
    *(
        (name, kind, spoil)
        for name in ("fine/admin1", "page/admin1", "page/countries")
        for kind, spoil in WITH_CODE.items()
    ),
    *((name, kind, spoil) for name in ("fine/borders", "page/borders") for kind, spoil in BORDER.items()),
]


@pytest.mark.parametrize(("name", "kind", "spoil"), CASES, ids=[f"{name} {kind}" for name, kind, _ in CASES])
def test_a_damaged_background_is_one_problem_that_says_how_to_restore_it(data, name, kind, spoil):
    path = data / "basemap" / f"{name}.geojson"
    content = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(spoil(content)).replace("Infinity", "1e999"), "utf-8")
    with pytest.raises(InvalidData) as caught:
        store.load_basemap(data)
    [problem] = caught.value.problems
    assert problem.place.file == str(path)
    assert all("make basemap" in problem.mend_in(lang) for lang in LANGUAGES)
    assert problem.what != problem.key


@pytest.mark.parametrize("text", ["", "hello", "[" * 9_000, '{"features":[NaN]}', "\ufeff{}"])
def test_a_background_that_is_no_json_is_told(data, text):
    path = data / "basemap" / "fine" / "admin1.geojson"
    path.write_text(text, "utf-8")
    problems = checking.problems_of(data)
    assert [problem.place.file for problem in problems if problem.place.file == str(path)]


def test_the_shipped_background_is_sound():
    assert len(store.load_basemap(ROOT / "data").admin1) == 34
