"""The house stands as it is drawn: rooms import upward only, and the picture in the docs is the real one."""

import re
import sys
from pathlib import Path

import pytest
from factories import ROOT

sys.path.insert(0, str(Path(__file__).parents[1] / "docs"))
import house


def test_every_room_of_the_package_has_its_place():
    assert set(house.imports()) <= set(house.ROOMS)


@pytest.mark.parametrize("room", house.ROOMS)
def test_a_room_imports_only_rooms_above_it(room):
    above = set(house.ROOMS[: house.ROOMS.index(room)])
    assert house.imports().get(room, set()) <= above


def test_the_picture_in_the_docs_is_drawn_from_the_imports():
    page = house.PAGE.read_text(encoding="utf-8")
    assert house.drawn(page) == page, "run: python docs/house.py"


def test_no_committed_file_names_a_package_registry():
    hosts = [
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "registry.npmjs" + ".org",
        "npmjs" + ".com/package",
        "deb.debian" + ".org",
    ]
    import subprocess

    root = Path(__file__).parents[1]
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True).stdout.decode()
    named = [
        path
        for path in filter(None, listed.split("\0"))
        if (root / path).is_file()
        and any(host in (root / path).read_text(encoding="utf-8", errors="ignore") for host in hosts)
    ]
    assert named == []


def test_every_place_that_a_recipe_names_is_there():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = [path for path in re.findall(r"`([\w./<>*-]+/[\w./<>*-]*)`", text) if "<" not in path]
    assert len(named) > 20
    roots = (ROOT, ROOT / "geo" / "web" / "src")
    assert [path for path in named if not any([*root.glob(path.rstrip("/"))] for root in roots)] == []
