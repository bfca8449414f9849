"""The program carries its atlas: it works where there is no checkout, and never changes what came with it."""

import pytest
from typer.testing import CliRunner

import geo
from geo.cli.app import app
from geo.shipped import data_folder, shipped
from geo.store import FILES
from hatch_build import shipped_data


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder without an atlas, where somebody works."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_data_folder_the_shipped_atlas_is_loaded_and_named(elsewhere):
    assert geo.load().folder == str(shipped())


def test_a_data_folder_of_ones_own_goes_before_the_shipped_one(elsewhere):
    CliRunner().invoke(app, ["start"], catch_exceptions=False)
    assert str(data_folder()) == "data"


def test_a_command_says_which_atlas_it_reads(elsewhere):
    done = CliRunner().invoke(app, ["stats"], catch_exceptions=False)
    assert done.exit_code == 0
    assert str(shipped()) in done.stderr
    assert "energy" in done.stdout


def test_a_command_that_changes_data_never_takes_the_shipped_atlas(elsewhere):
    before = (shipped() / "sites.geojson").read_bytes()
    asked = ["add", "X", "--at", "41.3, 69.3", "--sector", "energy", "--status", "planned", "--source", "https://x.org"]
    done = CliRunner().invoke(app, asked, catch_exceptions=False)
    assert done.exit_code != 0
    assert (shipped() / "sites.geojson").read_bytes() == before


def test_a_copy_to_work_on_is_whole_and_sound_and_takes_no_folder_that_is_there(elsewhere):
    assert CliRunner().invoke(app, ["start", "mine"], catch_exceptions=False).exit_code == 0
    assert {path.name for path in (elsewhere / "mine").iterdir()} >= {*FILES, "basemap", "LICENCES.md"}
    assert not (elsewhere / "mine" / "basemap" / "recipe").exists()
    assert CliRunner().invoke(app, ["check", "--data", "mine"], catch_exceptions=False).exit_code == 0
    again = CliRunner().invoke(app, ["start", "mine"], catch_exceptions=False)
    assert again.exit_code == 4
    assert "mine" in again.stderr


def test_the_wheel_carries_every_file_of_the_atlas_and_its_ground():
    carried = set(shipped_data(shipped().parent))
    assert {f"data/{name}" for name in FILES} <= carried
    assert {"data/LICENCES.md", "data/basemap/LICENCES.txt", "data/basemap/fine/admin1.geojson"} <= carried
    assert not any("recipe" in path for path in carried)
