"""Faults that were reported against other tools, tried here: `tests/cases/cases.json` says what is right.

A way to try a kind of case is a function in `WAYS`, by the case's `action`; a kind without one waits for the work that
brings what it tries.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import DATA, ROOT
from hosts import SITE, Host, site, streamlit_app
from paper import VIEW, WATCH, assert_a_map_on_paper, assert_same_view

FOLDER = ROOT / "tests" / "cases"
CASES: list[dict[str, Any]] = json.loads((FOLDER / "cases.json").read_text(encoding="utf-8"))
MAPS_SEEN = "() => document.querySelectorAll('.leaflet-container').length"


class Bench(NamedTuple):
    """What a case is tried with: a folder that has the atlas's `data/`, and a browser."""

    folder: Path
    browser: Any

    def python(self, code: str) -> None:
        """Run lines of Python in the folder, which must not fail nor complain."""
        done = subprocess.run([sys.executable, "-c", code], cwd=self.folder, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")

    def host_with_snippet(self, case: dict[str, Any], *without: str) -> str:
        """The case's page with what `kzuz embed` prints in its place; the name of the map's file."""
        kzuz = [sys.executable, "-m", "geo", "embed", "--lang", "ru", "--out", "."]
        snippet = subprocess.run(kzuz, cwd=self.folder, capture_output=True, text=True, check=True).stdout
        for attribute in without:
            assert attribute in snippet
            snippet = snippet.replace(attribute, "")
        page = (FOLDER / case["file"]).read_text(encoding="utf-8")
        assert "<!-- SNIPPET -->" in page
        (self.folder / "host.html").write_text(page.replace("<!-- SNIPPET -->", snippet), encoding="utf-8")
        return "embed-all-ru.html"


def run_twice(case: dict[str, Any], bench: Bench) -> None:
    bench.python(case["text"] + "assert callable(geo.enrich)\n")
    assert (bench.folder / "map.html").stat().st_size > 100_000


def open_figure(case: dict[str, Any], bench: Bench) -> None:
    bench.python(case["text"])
    expected = case["expected"]
    with site(bench.browser, bench.folder) as host:
        host.page.goto(f"{SITE}/map.html")
        [frame] = host.map_frames()
        assert frame.evaluate(MAPS_SEEN) == expected["map_containers"]
        assert len(host.page_errors) == expected["page_errors"]
        assert len(host.outside) == expected["requests"]
        assert host.messages == []


def open_app(case: dict[str, Any], bench: Bench) -> None:
    expected = case["expected"]
    with streamlit_app(bench.browser, bench.folder, case["text"]) as host:
        host.page.goto(host.origin)
        frames = host.map_frames(2)
        assert len(frames) == 2
        for frame in frames:
            assert frame.evaluate(MAPS_SEEN) == expected["map_containers"]
            assert frame.frame_element().bounding_box()["height"] >= expected["frame_height_px_at_least"]
            assert frame.locator("[data-id][data-sector]").count() > 40
        assert len(host.page_errors) == expected["page_errors"]
        assert host.outside == []


def open_under_policy(case: dict[str, Any], bench: Bench) -> None:
    name = bench.host_with_snippet(case)
    expected = case["expected"]
    with site(bench.browser, bench.folder) as host:
        host.page.goto(f"{SITE}/host.html")
        [frame] = host.map_frames()
        box = frame.frame_element().bounding_box()
        assert expected["frame_width_px"][0] <= box["width"] <= expected["frame_width_px"][1]
        assert box["height"] >= expected["frame_height_px_at_least"]
        assert len(host.errors_of(name)) == expected["console_errors_of_the_map"]
        assert host.page_errors == host.outside == []


def open_hidden(case: dict[str, Any], bench: Bench) -> None:
    for without in ((), (' loading="lazy"',)):
        bench.host_with_snippet(case, *without)
        with site(bench.browser, bench.folder) as host:
            host.page.goto(f"{SITE}/host.html")
            host.page.wait_for_timeout(500)
            host.page.locator("#b").click()
            [frame] = host.map_frames()
            host.page.wait_for_timeout(500)
            assert_both_countries_fill(frame, case["expected"]["scale_at_most_km"])
            assert host.page_errors == host.outside == []


def assert_both_countries_fill(frame: Any, most_km: float) -> None:
    """The map is as large as its frame, but for the credits; both countries are in it; its bar is no longer."""
    seen, (width, height), (across, down) = frame.evaluate(
        """() => {
            const bounds = kzuz.map.getBounds();
            const { width, height } = kzuz.map.getContainer().getBoundingClientRect();
            return [
                [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
                [width, height],
                [innerWidth, innerHeight],
            ];
        }"""
    )
    west, south, east, north = seen
    assert west < 47
    assert south < 37.5
    assert east > 87
    assert north > 55
    assert width == pytest.approx(across, abs=2)
    assert height > 0.85 * down
    number, unit = frame.locator(".leaflet-control-scale-line").first.inner_text().replace("\xa0", " ").split(" ")
    assert unit in ("km", "км")
    assert float(number) <= most_km


def print_host(case: dict[str, Any], bench: Bench) -> None:
    name = bench.host_with_snippet(case)
    with site(bench.browser, bench.folder) as host:
        for address in ("host.html", name):
            host.page.goto(f"{SITE}/{address}")
            [frame] = host.map_frames()
            assert_prints(host, frame, within=None if frame.parent_frame else (1047, 718))
        assert host.page_errors == host.outside == []


def assert_prints(host: Host, frame: Any, within: tuple[float, float] | None) -> None:
    frame.evaluate(WATCH)
    before = frame.evaluate(VIEW)
    width, height = within or frame.evaluate("() => [innerWidth, innerHeight]")
    host.page.pdf(prefer_css_page_size=True)
    assert_a_map_on_paper(frame.evaluate("() => window.sent"), width, height)
    host.page.wait_for_timeout(300)
    assert_same_view(frame.evaluate(VIEW), before)


WAYS: dict[str, Callable[[dict[str, Any], Bench], None]] = {
    "run in Python": run_twice,
    "run in Python, open the page without network": open_figure,
    "run the app, open it": open_app,
    "open page with the printed snippet in place of <!-- SNIPPET -->, 1000 px wide": open_under_policy,
    "open page, press the button": open_hidden,
    "open page, print to PDF, then look at the page again": print_host,
}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES if case["action"] in WAYS])
def test_what_went_wrong_elsewhere_goes_right_here(case, browser, tmp_path):
    (tmp_path / "data").symlink_to(DATA, target_is_directory=True)
    WAYS[case["action"]](case, Bench(tmp_path, browser))
