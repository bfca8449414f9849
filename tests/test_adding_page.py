"""Every command on the page about adding does what the page says, one after the other, on the atlas as shipped."""

import re
import shlex
import shutil

import pytest
from conftest import DATA, ROOT

from geo import store

PAGE = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("basemap", ".lock", ".history"))
    (folder / "basemap").symlink_to(DATA / "basemap", target_is_directory=True)
    return folder


def test_every_command_of_the_page_is_done(run, data):
    assert len(COMMANDS) > 10
    for command in COMMANDS:
        program, *arguments = shlex.split(command)
        said = run(*arguments, "--data", data)
        assert (program, said.code) == ("kzuz", 0), f"{command}\n{said.err}"
        if "move" in command:
            site = store.load(data, basemap=False).sites.set_index("id").loc["zhanatas-wind-farm-second-stage"]
            assert (site.status, site.locality, site.geometry.x) == ("under_construction", "Zhanatas", 69.7401)
    atlas = store.load(data, basemap=False)
    assert {"test-post", "test-halt", "zhanatas-wind-farm-second-stage"} & {
        id_ for frame in atlas.layers().values() for id_ in frame["id"]
    } == {"test-post", "test-halt", "zhanatas-wind-farm-second-stage"}
    assert "logistics-office" in set(atlas.sites["id"])  # its removal was taken back
    assert atlas.withdrawn == store.load(DATA, basemap=False).withdrawn


def test_every_command_the_page_speaks_of_is_there(run):
    known = set(re.findall(r"^  (\w+) ", run("--help").out, re.MULTILINE))
    assert set(re.findall(r"`kzuz (\w+)", PAGE)) <= known
