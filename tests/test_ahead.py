"""What Folium draws in a second process is what it draws here, whatever happens to that process."""

import subprocess
import sys

import pytest
from conftest import DATA, ROOT

from geo.render import ahead as room
from geo.render import folium_map, page_text
from geo.render.ahead import ahead, draw
from geo.render.page_options import Drawn, Look

LOOKS = (Look(), Look("kk"), Look("fr", "energy", embed=True), Look("en", None, embed=True))


@pytest.fixture
def started(monkeypatch) -> list[subprocess.Popen]:
    """Second processes are worth it, though Folium is here already; those that were started."""
    made: list[subprocess.Popen] = []
    start = room._start

    def remembered():
        made.append(start())
        return made[-1]

    monkeypatch.setattr(room, "_worth_it", lambda: True)
    monkeypatch.setattr(room, "_start", remembered)
    return made


@pytest.mark.parametrize("look", LOOKS)
def test_both_ways_draw_the_same(started, monkeypatch, look):
    here = draw(look)
    monkeypatch.setattr(room, "draw", None)
    with ahead() as ask:
        assert ask(look) == here
    assert started[0].returncode == 0


@pytest.mark.parametrize("options", [{}, {"lang": "ru"}, {"lang": "fr", "sector": "energy", "embed": True}])
def test_a_page_made_of_texts_is_the_page_of_the_map(enriched, options):
    assert page_text(enriched, draw, **options) == folium_map(enriched, **options).get_root().render()


@pytest.mark.parametrize("free", [1, 0])
def test_a_build_with_two_processes_and_one_with_one_write_the_same_bytes(page, tmp_path, free):
    code = (
        "import atexit, sys; from geo import cli; from geo.render import ahead\n"
        f"ahead._free_processors = lambda: {free}\n"
        "atexit.register(lambda: print('folium' in sys.modules))\n"
        "cli.main()"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, "build", "--data", DATA, "--out", tmp_path],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (tmp_path / "index.html").read_bytes() == page.encode()
    assert told.stdout.splitlines()[-1] == str(not free)


@pytest.mark.parametrize(("loadavg", "free"), [("0.1 0.2 0.3 1/99 7", 1), ("9 9 9 2/99 7", 0), ("9 9 9 8/99 7", -6)])
def test_a_processor_is_free_when_nothing_else_runs(monkeypatch, loadavg, free):
    monkeypatch.setattr(room.os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(room.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(room.Path, "read_text", lambda *_, **__: loadavg)
    assert room._free_processors() == free


def test_where_the_system_does_not_say_what_runs_all_other_processors_count_as_free(monkeypatch):
    def nothing(*_, **__):
        raise FileNotFoundError

    monkeypatch.setattr(room.os, "sched_getaffinity", lambda _: set(range(4)), raising=False)
    monkeypatch.setattr(room.os, "cpu_count", lambda: 4)
    monkeypatch.setattr(room.Path, "read_text", nothing)
    assert room._free_processors() == 3


def test_folium_stays_out_of_the_process_that_asks():
    code = (
        "import sys; from geo.render import ahead; from geo.render.page_options import Look\n"
        "ahead._free_processors = lambda: 1\n"
        "with ahead.ahead() as ask: texts = ask(Look())\n"
        "print(len(texts), 'folium' in sys.modules, 'numpy' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["3", "False", "False"]


def test_whoever_asks_twice_is_answered_twice(started):
    with ahead() as ask:
        assert [ask(look) for look in LOOKS[:2]] == [draw(look) for look in LOOKS[:2]]
    assert len(started) == 1


@pytest.mark.parametrize(
    "code",
    ["raise SystemExit(3)", "raise ImportError('no folium')", "import os; os.abort()", "import time; time.sleep(60)"],
)
def test_where_the_second_process_fails_the_first_draws(started, monkeypatch, capfd, code):
    monkeypatch.setattr(room, "_CODE", code)
    monkeypatch.setattr(room, "PATIENCE_S", 3)
    with ahead() as ask:
        assert isinstance(ask(Look()), Drawn)
    assert started[0].returncode != 0
    assert capfd.readouterr() == ("", "")


def test_where_no_second_process_can_be_started_the_first_draws(started, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(ROOT / "no-python-here"))
    with ahead() as ask:
        assert ask(Look()) == draw(Look())
    assert started == [None]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_the_second_process_has_ended_when_the_first_goes_on(started, stop):
    with pytest.raises(stop), ahead():
        raise stop
    assert started[0].returncode is not None


@pytest.mark.parametrize(
    ("name", "value"), [("executable", ""), ("executable", None), ("frozen", True)]
)  # a program that holds Python, or was packed into one file, cannot be started as Python
def test_no_second_process_where_python_cannot_be_started(monkeypatch, name, value):
    monkeypatch.delitem(sys.modules, "folium")
    monkeypatch.setattr(room, "_free_processors", lambda: 1)
    assert room._worth_it()
    monkeypatch.setattr(sys, name, value, raising=False)
    assert not room._worth_it()


def test_no_second_process_where_no_processor_is_free_or_folium_is_at_hand(monkeypatch):
    monkeypatch.setattr(room, "_free_processors", lambda: 1)
    assert not room._worth_it()
    monkeypatch.delitem(sys.modules, "folium")
    assert room._worth_it()
    monkeypatch.setattr(room, "_free_processors", lambda: 0)
    assert not room._worth_it()
