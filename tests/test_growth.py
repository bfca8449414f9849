"""What grows with the data grows in step with it: as a ratio with room to spare, never by the clock alone."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from factories import atlas_of, canonical, feature, point

from geo import store
from geo.errors import Place
from geo.store.parse import parse_json

# Ten times as much may take so many times as long; a step that grows with the square would take a hundred times.
MOST = 35


def seconds(act: Callable[[], object]) -> float:
    """The least processor time of three runs."""
    found = []
    for _ in range(3):
        start = time.process_time()
        act()
        found.append(time.process_time() - start)
    return min(found)


def ratio(act: Callable[[int], Callable[[], object]], n: int) -> float:
    small, large = act(n), act(10 * n)
    return seconds(large) / seconds(small)


def one_object(n: int) -> str:
    """An object of n keys, one of them twice."""
    return "{" + ",".join(f'"k{number}":1' for number in range(n)) + ',"k0":2}'


def many_objects(n: int) -> str:
    """n features, each with a key twice."""
    return '{"features":[' + ",".join(['{"type":"Feature","a":1,"a":2}'] * n) + "]}"


def every_key(n: int) -> str:
    """An object of n keys, each of them twice."""
    return "{" + ",".join(f'"k{number % n}":1' for number in range(2 * n)) + "}"


@pytest.mark.parametrize("text_of", [one_object, many_objects, every_key])
def test_keys_written_twice_are_found_in_step_with_the_file(text_of):
    def reading(n: int) -> Callable[[], object]:
        text = text_of(n)
        return lambda: parse_json(text, Place(file="sites.geojson"))

    assert ratio(reading, 2_000) < MOST


def test_each_key_written_twice_is_told_at_its_feature():
    value, problems = parse_json(many_objects(6_000), Place(file="sites.geojson"))
    assert len(value["features"]) == len(problems) == 6_000
    assert {problem.place.number for problem in problems} == set(range(1, 6_001))
    assert len(parse_json(one_object(60_000), Place(file="x.geojson")).problems) == 1


def write_sites(folder: Path, n: int) -> Path:
    """A sound folder with n sites."""
    canonical(folder)
    some = [feature(point(69.6, 42.3), id=f"site-{row:06d}", admin1=["KZ-79"], countries=["KZ"]) for row in range(n)]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in some)
    (folder / "sites.geojson").write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', "utf-8")
    return folder


def test_reading_comparing_and_writing_grow_in_step_with_the_sites(tmp_path):
    def round_trip(n: int) -> Callable[[], object]:
        folder = write_sites(tmp_path / str(n), n)
        return lambda: store.drift_of(store.survey(folder, basemap=False))

    assert ratio(round_trip, 400) < MOST


def test_a_batch_of_edits_grows_in_step_with_the_edits(tmp_path):
    atlas = atlas_of(tmp_path / "data")

    def batch(n: int) -> Callable[[], object]:
        some = [feature(point(69.6, 42.3), id=f"site-{row:06d}") for row in range(n)]
        edits = [store.added("sites", one["properties"], one["geometry"]) for one in some]
        edits += [store.changed("sites", f"site-{row:06d}", {"status": "closed"}) for row in range(n)]
        edits += [store.withdrawn("sites", f"site-{row:06d}") for row in range(0, n, 2)]
        return lambda: store.applied(atlas, edits)

    assert ratio(batch, 400) < MOST


def test_a_file_of_sixty_megabytes_is_read(tmp_path):
    """A hundred thousand small sites; what bounds a file is memory."""
    folder = canonical(tmp_path / "data")
    text = (folder / "sites.geojson").read_text("utf-8")
    (folder / "sites.geojson").write_text(text.replace("[\n", "[\n" + " " * 60_000_000 + "\n", 1), "utf-8")
    assert store.read(folder, basemap=False)[1] == []
