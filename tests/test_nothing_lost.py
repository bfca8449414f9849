"""Nothing that was acknowledged is lost or half done: killed writers, two at once, full disks, closed doors."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

import killing
import pytest
from factories import ROOT, atlas_of, canonical
from hypothesis import given, settings
from hypothesis import strategies as st
from writers import add_in_turn

from geo import editing, store
from geo.errors import CannotWrite, InvalidData
from geo.store import ledger

# `KZUZ_KILLS=200 pytest tests/test_nothing_lost.py` takes a few minutes.
KILLS = int(os.environ.get("KZUZ_KILLS", "12"))
FUZZ_S = 2.0


@pytest.fixture
def data(tmp_path) -> Path:
    return canonical(tmp_path / "data")


def bytes_of(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, but for the lock."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != ".lock"}


def change(data: Path, cost: int = 5) -> editing.Outcome:
    return editing.write(data, lambda _: [store.changed("sites", "cotton-mill", {"cost_usd": cost})], by="a test")


def test_what_was_acknowledged_is_there_whenever_writers_are_killed(data):
    program = [sys.executable, str(ROOT / "tests" / "killing.py"), str(data), str(KILLS), "1"]
    done = subprocess.run(program, cwd=ROOT / "tests", capture_output=True, text=True, timeout=1200)
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)["done"]) >= killing.WAYS


def test_two_programs_that_add_two_hundred_sites_each_lose_none(data):
    fork = get_context("forkserver")
    fork.set_forkserver_preload(["geo.store", "filelock"])
    writers = [fork.Process(target=add_in_turn, args=(str(data), who, 200)) for who in ("one", "two")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    atlas = store.load(data, basemap=False)
    assert {f"{who}-{number}" for who in ("one", "two") for number in range(200)} <= set(atlas.sites["id"])
    assert store.drift(data) == []
    assert [step.number for step in store.steps(data)] == list(range(400, 400 - ledger.KEPT, -1))


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_full_disk_leaves_everything_as_it_was(data, share):
    change(data, 4)
    before = bytes_of(data), {path.name: path.read_bytes() for path in (data / ".history").iterdir()}
    room = int(len(before[0]["sites.geojson"]) * share)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        with pytest.raises(CannotWrite) as told:
            change(data)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "nothing was written" in str(told.value)
    assert (bytes_of(data), {path.name: path.read_bytes() for path in (data / ".history").iterdir()}) == before
    change(data)
    editing.undo(data)
    editing.undo(data)


@pytest.fixture
def open_folder():
    """A data folder that every user may read."""
    folder = Path(tempfile.mkdtemp(prefix="kzuz-"))
    folder.chmod(0o755)
    canonical(folder / "data")
    shutil.copytree(ROOT / "data" / "basemap", folder / "basemap")
    (folder / "data" / "basemap").unlink()
    (folder / "basemap").rename(folder / "data" / "basemap")
    yield folder / "data"
    (folder / "data").chmod(0o755)
    shutil.rmtree(folder)


def test_a_folder_that_may_only_be_read_is_told_and_stays(open_folder):
    before = bytes_of(open_folder)
    open_folder.chmod(0o555)
    is_root = os.geteuid() == 0
    try:
        if is_root:  # who may do everything: be somebody else for a moment
            os.seteuid(65534)
        for act in (lambda: change(open_folder), lambda: editing.undo(open_folder)):
            with pytest.raises(CannotWrite, match="nothing was written"):
                act()
        assert editing.write(open_folder, lambda _: [], by="a trial", dry_run=True).problems == ()
    finally:
        if is_root:
            os.seteuid(0)
    assert bytes_of(open_folder) == before


def test_what_somebody_writes_by_hand_in_between_stays_and_what_he_breaks_is_told(data):
    change(data)
    path = data / "sites.geojson"
    path.write_text(path.read_text("utf-8").replace("Trade House", "Trade Hall"), "utf-8")
    change(data, 6)
    assert "Trade Hall" in path.read_text("utf-8")
    broken = path.read_text("utf-8").replace('"sector":"finance"', '"sector":"fnance"')
    path.write_text(broken, "utf-8")
    with pytest.raises(InvalidData, match="fnance"):
        change(data, 7)
    assert path.read_text("utf-8") == broken


def test_a_change_that_is_interrupted_is_not_begun(data):
    before = bytes_of(data)

    def interrupted(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        editing.write(data, interrupted, by="a test")
    assert bytes_of(data) == before
    change(data)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts") / "data"
    return folder, atlas_of(folder)


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=60))
def test_any_text_that_is_accepted_goes_through_the_files_unchanged(small, text):
    folder, atlas = small
    edits = [store.changed("sites", "cotton-mill", {"locality": text, "cost_note_kk": text})]
    outcome = editing.proposed(atlas, edits)
    if outcome.problems:
        return
    store.save(outcome.atlas, folder.parent / "copy")
    mill = store.load(folder.parent / "copy", basemap=False).sites.set_index("id").loc["cotton-mill"]
    assert (mill["locality"], mill["cost_note_kk"]) == (text, text)


WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["41.31, 69.28", "POINT(69 41)", "geo:41,69", "4°" * 50, "1e999", "NaN, NaN", "--", "=", "a=b",
                     "[" * 500, "name_en=\u202e", "events=[{}]", "sources=[]", "geometry=x", "https://example.org/a", "http://[",
                     "gazette-2025", "\ud800", "\x00x"]),
)  # fmt: skip
OPTIONS = ("--at", "--near", "--source", "--set", "--date", "--summary", "--id", "--source-date", "--source-title")
ADDED = st.lists(st.tuples(st.sampled_from(OPTIONS), WORDS), max_size=6)


def test_whatever_is_typed_for_an_addition_is_answered_in_words(run, data):
    until = time.monotonic() + FUZZ_S

    @settings(max_examples=150)
    @given(ADDED, WORDS, st.booleans())
    def typed(options, name, as_json):
        if time.monotonic() > until:
            return
        arguments = [part for pair in options for part in pair] + (["--json"] if as_json else [])
        said = run(
            "add", *arguments, "--sector", "energy", "--status", "planned", "--dry-run", "--data", data, "--", name
        )
        assert said.code in (0, 2)
        if as_json and said.out:
            json.loads(said.out)

    typed()
