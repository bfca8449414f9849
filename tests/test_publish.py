"""Files are whole or not there at all, whatever happens while they are written."""

import errno
import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest

from geo import publish
from geo.embeds.snippets import iframe
from geo.publish import CannotWrite


def test_texts_arrive_as_they_are_in_a_folder_that_was_not_there(tmp_path):
    text = "<p>Тошкент – Toshkent</p>\n"
    [path] = publish.write({"index.html": text}, tmp_path / "new" / "maps")
    assert path.read_bytes() == text.encode()
    assert path == tmp_path / "new" / "maps" / "index.html"
    assert path.stat().st_mode & 0o777 == 0o644


def test_nothing_but_the_files_is_left_behind(tmp_path):
    publish.write({"a.html": "a", "b.html": "b"}, tmp_path)
    publish.write({"a.html": "aa", "b.html": "bb"}, tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.html": "aa", "b.html": "bb"}


def full_disk(monkeypatch, after: int) -> None:
    """Let `after` files reach the disk; the next one finds it full."""
    sync, done = os.fsync, []

    def fsync(handle):
        if len(done) == after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        done.append(handle)
        sync(handle)

    monkeypatch.setattr(os, "fsync", fsync)


@pytest.mark.parametrize("after", [0, 1])
def test_a_full_disk_leaves_every_old_file_and_says_so(tmp_path, monkeypatch, after):
    publish.write({"a.html": "old a", "b.html": "old b"}, tmp_path)
    full_disk(monkeypatch, after)
    with pytest.raises(CannotWrite, match=r"no space left on the disk\n  to mend: .*--out") as refused:
        publish.write({"a.html": "new a", "b.html": "new b"}, tmp_path)
    assert refused.value.exit_code == 4
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.html": "old a", "b.html": "old b"}


@pytest.mark.parametrize("accident", [KeyboardInterrupt, UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogate")])
def test_any_other_accident_leaves_the_old_files_too(tmp_path, monkeypatch, accident):
    publish.write({"a.html": "old"}, tmp_path)

    def stumble(handle):
        raise accident

    monkeypatch.setattr(os, "fsync", stumble)
    with pytest.raises((KeyboardInterrupt, UnicodeEncodeError)):
        publish.write({"a.html": "new", "b.html": "new"}, tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.html": "old"}


def test_a_file_in_the_way_of_the_folder_is_named(tmp_path):
    (tmp_path / "maps").write_text("mine")
    with pytest.raises(CannotWrite, match="maps") as refused:
        publish.write({"index.html": "x"}, tmp_path / "maps")
    assert "to mend" in str(refused.value)
    assert (tmp_path / "maps").read_text() == "mine"


def test_a_folder_in_the_way_of_a_file_is_left_alone(tmp_path):
    (tmp_path / "index.html").mkdir()
    with pytest.raises(CannotWrite):
        publish.write({"index.html": "x"}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data.strip()


def test_an_iframe_is_responsive_titled_and_readable_without_frames():
    tags = Tags(iframe("embed-energy-fr.html", "Énergie", "Ouvrir la carte"))
    (frame, attributes), (link, target) = tags.tags
    assert (frame, link) == ("iframe", "a")
    assert attributes["title"] == "Énergie"
    assert attributes["src"] == target["href"] == "embed-energy-fr.html"
    assert "width:100%" in attributes["style"]
    assert "aspect-ratio" in attributes["style"]
    assert attributes["width"] == "100%"
    assert int(attributes["height"]) >= 400
    assert attributes["frameborder"] == "0"
    assert "allow-same-origin" not in attributes["sandbox"]
    assert tags.words == "Ouvrir la carte"


def test_hostile_words_stay_words_in_an_iframe():
    hostile = '"><script>alert(1)</script>{{7*7}}'
    tags = Tags(iframe(hostile, hostile, hostile))
    assert [tag for tag, _ in tags.tags] == ["iframe", "a"]
    assert tags.tags[0][1]["title"] == tags.tags[0][1]["src"] == tags.words == hostile


def test_command_and_page_write_the_same_iframe():
    cases = json.loads((Path(__file__).parent / "fixtures" / "iframe.json").read_text(encoding="utf-8"))
    for case in cases:
        assert iframe(case["source"], case["title"], case["fallback"]) == case["html"]


def test_pages_are_written_in_the_order_given(tmp_path):
    names = ["index.html", "rail.html", "a.html"]
    assert publish.write(dict.fromkeys(names, "x"), tmp_path) == [Path(tmp_path) / name for name in names]
