"""A built page in Chromium: when its features are shown, when they answer, when it is ready, and how evenly it pans.

Each measure has a fresh browser, so that nothing is warm, and no network: the scripts and styles a peer asks of a
content network are rewritten to files on this disk, which is quicker for it than any network would be.
"""

import contextlib
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from playwright.sync_api import Error, Page, sync_playwright
from points import CACHE, ROOT, package

WATCH = Path(__file__).with_name("opening.js")
READY = "benchmark ready"  # what it writes to the console
FLAGS = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"]
WIDTH, HEIGHT = 1280, 800
# A browser that has just started is busy with itself, on both processors; pages are not measured against that.
REST_MS = 1000
# One drag there and one back: steps of so many pixels, one every 16 ms as a hand and a mouse would give them.
DRAG_STEPS, DRAG_PX, STEP_S = 60, 6, 0.016

# The end of an address Folium writes into its pages -> the same file in an npm package
LOCAL = {
    "leaflet.js": ("leaflet", "dist/leaflet.js"),
    "leaflet.css": ("leaflet", "dist/leaflet.css"),
    "jquery-3.7.1.min.js": ("jquery", "dist/jquery.min.js"),
    "bootstrap.bundle.min.js": ("bootstrap", "dist/js/bootstrap.bundle.min.js"),
    "bootstrap.min.css": ("bootstrap", "dist/css/bootstrap.min.css"),
    "all.min.css": ("@fortawesome/fontawesome-free", "css/all.min.css"),
    "leaflet.awesome-markers.js": ("leaflet.awesome-markers", "dist/leaflet.awesome-markers.js"),
    "leaflet.awesome-markers.css": ("leaflet.awesome-markers", "dist/leaflet.awesome-markers.css"),
}
# Two small style sheets that no npm package holds; an empty one stands in.
EMPTY = ("bootstrap-glyphicons.css", "leaflet.awesome.rotate.min.css")
_ASSET = re.compile(r'(?P<head><(?:script|link)\b[^>]*\b(?:src|href)=")(?P<url>https?://[^"]+)(?=")')


@dataclass(frozen=True)
class Opening:
    """What one look at a page gave; times in ms from the start of the navigation."""

    first_paint_ms: float
    shown_ms: float
    answers_ms: float
    ready_ms: float
    read_ms: float
    fps: float | None = None
    longest_frame_ms: float | None = None


class DidNotOpen(Exception):
    """The page was not ready within the limit, or drew nothing."""


def localised(page: Path) -> Path:
    """A copy of a page whose outside scripts and styles are files on this disk."""
    target = page.with_suffix(".local.html")
    text = _ASSET.sub(lambda found: found["head"] + _local(found["url"]), page.read_text(encoding="utf-8"))
    target.write_text(text, encoding="utf-8")
    return target


def _local(url: str) -> str:
    name = url.rsplit("/", 1)[-1]
    if name in LOCAL:
        folder, inside = LOCAL[name]
        return (package(folder) / inside).as_uri()
    if name in EMPTY:
        path = CACHE / "empty.css"
        path.touch()
        return path.as_uri()
    raise DidNotOpen(f"no local copy of {name}, which the page asks of a network")


def browser_path() -> str:
    """The browser the tests use."""
    sys.path.insert(0, str(ROOT / "tests" / "browser"))
    from find_browser import HELP, find

    return find() or sys.exit(HELP)


def browser_version(path: str) -> str:
    """The browser's version."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        version = browser.version
        browser.close()
    return version


def open_page(path: str, page_file: Path, *, limit_s: float, pan: bool = False) -> Opening:
    """Open a page in a fresh browser; pan it too where asked.

    Raises
    ------
    DidNotOpen
        It was not ready after `limit_s`, it drew nothing, or it asked for something outside.
    """
    with opened(path, page_file, limit_s=limit_s) as page:
        seen = page.evaluate("['firstPaint', 'shown', 'answers', 'ready', 'read'].map((name) => benchmark[name])")
        return Opening(*seen, *(drag(page) if pan else ()))


@contextlib.contextmanager
def opened(path: str, page_file: Path, *, limit_s: float, scripts: Sequence[Path] = ()) -> Iterator[Page]:
    """A page in a fresh browser, from when it is ready; `scripts` run in it before its own.

    Raises
    ------
    DidNotOpen
        As `open_page`.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            for script in (WATCH, *scripts):
                page.add_init_script(path=script)
            outside: list[str] = []
            page.on("request", lambda request: outside.append(request.url))
            page.wait_for_timeout(REST_MS)
            with page.expect_console_message(lambda told: told.text == READY, timeout=limit_s * 1000):
                page.goto(page_file.resolve().as_uri(), wait_until="commit", timeout=limit_s * 1000)
            _refuse(outside, page.evaluate("benchmark.drawn()"))
            yield page
        except Error as error:
            reason = f"not ready after {limit_s:.0f} s" if "imeout" in error.message else error.message.splitlines()[0]
            raise DidNotOpen(reason) from error
        finally:
            browser.close()


def _refuse(outside: list[str], drawn: bool) -> None:
    asked = sorted({url for url in outside if url.startswith(("http:", "https:"))})
    if asked:
        raise DidNotOpen(f"the page asked for {asked[0]}")
    if not drawn:
        raise DidNotOpen("the page drew no feature")


def drag(page: Page) -> tuple[float, float]:
    """Drag the map there and back: frames a second, and the longest frame in ms."""
    gaps: list[float] = []
    box = page.locator(".folium-map").first.bounding_box() or {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT}
    for direction in (-1, 1):
        x, y = box["x"] + box["width"] / 2 - direction * DRAG_STEPS * DRAG_PX / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.evaluate("benchmark.record()")
        for step in range(1, DRAG_STEPS + 1):
            start = time.monotonic()
            page.mouse.move(x + direction * step * DRAG_PX, y + direction * step)
            time.sleep(max(0.0, STEP_S - (time.monotonic() - start)))
        page.mouse.up()
        time.sleep(0.15)  # what the map does on letting go belongs to the drag
        gaps += np.diff(page.evaluate("benchmark.stop()")).tolist()
        time.sleep(0.5)
    return 1000 * len(gaps) / sum(gaps), max(gaps)
