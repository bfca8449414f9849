"""Whatever happens while data/ is written or read, the files are those before or those after, and all is told."""

import contextlib
import multiprocessing
import os
import shutil
import signal
import time
from pathlib import Path
from tempfile import mkdtemp

import pytest
from factories import canonical
from writers import add, add_for_ever, add_many, add_pair, die_at_step, new_site

from geo import checking, disk, publish, store
from geo.errors import AtlasError, Busy, CannotWrite, InvalidData
from geo.store import snapshot

# `KZUZ_KILLS=200 pytest tests/test_crashes.py` tries more moments, and takes minutes.
KILLS = int(os.environ.get("KZUZ_KILLS", "20"))
ADDS = 2 * KILLS


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A sound data folder in canonical form."""
    return canonical(tmp_path / "data")


@pytest.fixture(scope="module")
def server():
    """Forks writers from a process that has imported all they need."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["geo.store", "filelock"])  # the server does not see this folder
    return context


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and path.name != ".lock"
    }


def pairs_in(folder: Path) -> set[str]:
    """The numbers of the sites added; each has its document, or the change is half made."""
    atlas, problems = store.read(folder, basemap=False)
    assert problems == []
    mills = {id_.split("-")[1] for id_ in atlas.sites["id"] if id_.startswith("mill-")}
    assert mills == {id_.split("-")[1] for id_ in atlas.sources if id_.startswith("paper-")}
    return mills


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".") and path.name != ".lock"]


def test_kill_9_at_every_step_of_writing_leaves_the_old_state_or_the_new(tmp_path, server):
    seen, step, code = set(), 0, -signal.SIGKILL
    while code == -signal.SIGKILL:
        step += 1
        data = canonical(tmp_path / str(step))
        writer = server.Process(target=die_at_step, args=(str(data), step))
        writer.start()
        writer.join()
        code = writer.exitcode
        pairs = pairs_in(data)
        assert store.drift(data) == []  # nobody is told that a sound atlas has left its form
        add(data, *new_site("next"))  # the next writer clears up and goes on
        assert pairs_in(data) == pairs
        assert hidden(data) == []
        seen.add(len(pairs))
        shutil.rmtree(data)
    assert code == 0
    assert step > 20
    assert seen == {0, 1}


def test_kill_9_at_any_moment_loses_nothing_that_was_done(data, server):
    for number in range(KILLS):
        started = server.Event()
        folder = data.parent / f"copy-{number}"
        shutil.copytree(data, folder, symlinks=True)
        writer = server.Process(target=add_for_ever, args=(str(folder), started))
        writer.start()
        assert started.wait(60)
        time.sleep(number * 0.04 / KILLS)
        writer.kill()
        writer.join()
        assert "1" in pairs_in(folder)
        add_pair(str(folder), 100_000)
        assert hidden(folder) == []
        shutil.rmtree(folder)


def test_of_two_writers_at_once_both_changes_survive(data, server):
    writers = [server.Process(target=add_many, args=(str(data), who, 8)) for who in ("one", "two")]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert store.read(data, basemap=False)[1] == []  # a reader never sees half a change
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    ids = set(store.load(data, basemap=False).sites["id"])
    assert {f"{who}-{number}" for who in ("one", "two") for number in range(8)} <= ids


def test_checks_beside_as_many_adds_find_a_sound_atlas(data, server):
    writer = server.Process(target=add_many, args=(str(data), "site", ADDS))
    writer.start()
    checks = 0
    while checks < ADDS or writer.is_alive():
        found = store.survey(data, basemap=False)
        assert [str(problem) for problem in (*found.problems, *store.drift_of(found))] == []
        checks += 1
    writer.join()
    assert writer.exitcode == 0
    assert len(store.load(data, basemap=False).sites) == 3 + ADDS


def test_a_check_after_a_crash_before_the_last_rename_finds_a_sound_atlas(data, monkeypatch):
    def crash(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(disk, "_put_in_place", crash)
        with pytest.raises(KeyboardInterrupt):
            add_pair(str(data), 1)
    assert disk.pending(data) == {"sites.geojson", "sources.json"}
    assert store.drift(data) == []
    assert pairs_in(data) == {"1"}


def test_a_state_that_never_holds_still_is_not_returned(data, monkeypatch):
    turns = iter(range(100))
    monkeypatch.setattr(disk, "marks", lambda *_: next(turns))
    monkeypatch.setattr(snapshot, "PAUSE_S", 0)
    with pytest.raises(Busy, match="all the time"):
        store.read(data)
    assert next(turns) == 2 * snapshot.READS


def reads_of(monkeypatch) -> dict[str, int]:
    """Counts how often each file is read."""
    times: dict[str, int] = {}
    true_read = Path.read_bytes

    def read(self):
        times[self.name] = times.get(self.name, 0) + 1
        return true_read(self)

    monkeypatch.setattr(Path, "read_bytes", read)
    return times


def test_a_check_reads_each_file_once_and_a_fix_twice(data, monkeypatch):
    path = data / "sites.geojson"
    path.write_text(path.read_text("utf-8").replace('"sector":"energy"', '"sector": "energy"'), "utf-8")
    times = reads_of(monkeypatch)
    assert [problem.rule for problem in checking.problems_of(data)] == ["canonical"]
    assert {name: times[name] for name in store.FILES} == dict.fromkeys(store.FILES, 1)
    times.clear()
    assert checking.problems_of(data, fix=True) == []
    assert {name: times[name] for name in store.FILES} == dict.fromkeys(store.FILES, 2)
    assert store.drift(data) == []


def test_a_fix_does_not_undo_what_somebody_wrote_since_the_check(data, monkeypatch):
    path = data / "sites.geojson"
    path.write_text(path.read_text("utf-8").replace('"sector":"energy"', '"sector": "energy"'), "utf-8")
    true_drift = store.drift_of

    def late(found):
        path.write_text(path.read_text("utf-8").replace("Cotton Mill", "Cotton Hall"), "utf-8")
        return true_drift(found)

    monkeypatch.setattr(store, "drift_of", late)
    with pytest.raises(Busy, match="changed by another program"):
        checking.problems_of(data, fix=True)
    assert "Cotton Hall" in path.read_text("utf-8")


# --- journals that no writer of ours left


JOURNALS = {
    "a number": b"7",
    "broken": b"{",
    "deep": b"[" * 5_000,
    "an object": b'{"sites.geojson":1}',
    "lists": b'[["sites.geojson"]]',
    "not UTF-8": b"\xff\xfe",
    "very long": b'["' + b"x" * 200_000 + b'"]',
}


@pytest.mark.parametrize("kind", JOURNALS)
def test_a_journal_that_is_none_is_told_with_what_to_do(data, kind):
    (data / ".journal").write_bytes(JOURNALS[kind])
    before = bytes_of(data)
    for act in (lambda: store.read(data), lambda: store.tidy(data)):
        with pytest.raises(AtlasError, match="remove it to go on") as told:
            act()
        assert told.value.problems[0].place.file == str(data / ".journal")
    assert bytes_of(data) == before


def test_a_pipe_in_the_place_of_a_journal_does_not_hang(data):
    os.mkfifo(data / ".journal")
    for act in (lambda: store.read(data), lambda: store.tidy(data)):
        with pytest.raises(AtlasError, match="remove it to go on"):
            act()


@pytest.mark.parametrize("name", ["../outside.txt", "/tmp/outside.txt", "basemap/x", ".lock"])
def test_a_journal_moves_nothing_but_files_of_data(data, name):
    (data / ".journal").write_text(f'["{name}"]')
    (data.parent / ".outside.txt.new").write_text("x")
    before = store.load(data, basemap=False).sites["id"].tolist()
    store.tidy(data)
    assert not (data.parent / "outside.txt").exists()
    assert (data.parent / ".outside.txt.new").read_text() == "x"
    assert store.load(data, basemap=False).sites["id"].tolist() == before


# --- folders that are none, or cannot be used


LONG = Path("x" * 5_000)


def test_a_path_of_5000_letters_is_told_in_a_line():
    with pytest.raises(CannotWrite, match="too long") as written:
        publish.write({"index.html": "x"}, LONG)
    assert next(problem.key for problem in checking.problems_of(LONG)) == "file.no_folder"
    with pytest.raises(InvalidData, match="no such folder") as edited, store.transaction(LONG):
        pass
    for told in (written, edited):
        assert max(map(len, str(told.value).splitlines())) < 300


@pytest.mark.parametrize("name", [".lock", ".sites.geojson.new", ".journal.new"])
def test_a_link_among_the_hidden_files_leads_nowhere(data, name):
    outside = data.parent / "outside.txt"
    (data / name).unlink(missing_ok=True)
    (data / name).symlink_to(outside)
    with contextlib.suppress(CannotWrite):
        add_pair(str(data), 1)
    assert not outside.exists()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no /proc")
def test_a_folder_that_cannot_be_locked_is_not_called_busy():
    with pytest.raises(CannotWrite, match="cannot be written"), store.transaction("/proc"):
        pass
    assert {problem.key for problem in store.read("/proc")[1]} == {
        "file.missing_layer",
        "file.missing_list",
        "file.missing_table",
    }


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="this system has no such rights")
def test_a_folder_that_may_be_listed_but_not_entered_is_told():
    folder = Path(mkdtemp())
    try:
        folder.chmod(0o755)
        canonical(folder / "data")
        (folder / "data").chmod(0o444)
        was = os.geteuid()
        if was == 0:
            os.seteuid(65534)
        try:
            with pytest.raises(AtlasError, match="may be listed but not entered") as told:
                store.read(folder / "data")
        finally:
            os.seteuid(was)
        assert "chmod u+x" in str(told.value)
    finally:
        (folder / "data").chmod(0o755)
        shutil.rmtree(folder)


# --- maps/


def test_maps_have_the_same_writer_and_leave_nothing_behind(tmp_path, monkeypatch):
    publish.write({"a.html": "old", "b.html": "old"}, tmp_path)

    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", crash)
    with pytest.raises(KeyboardInterrupt):
        publish.write({"a.html": "new", "b.html": "new"}, tmp_path)
    assert bytes_of(tmp_path) == {"a.html": b"old", "b.html": b"old"}


def test_two_builds_at_once_do_not_mix_their_pages(tmp_path):
    first, second = (disk.own_slot(tmp_path / "index.html") for _ in range(2))
    assert first.waits != second.waits
    assert first.goes == second.goes == tmp_path / "index.html"


def test_a_link_in_the_place_of_a_page_is_replaced_not_followed(tmp_path):
    (tmp_path / "victim.txt").write_text("mine")
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "index.html").symlink_to(tmp_path / "victim.txt")
    publish.write({"index.html": "page"}, tmp_path / "maps")
    assert (tmp_path / "victim.txt").read_text() == "mine"
    assert (tmp_path / "maps" / "index.html").read_text() == "page"
