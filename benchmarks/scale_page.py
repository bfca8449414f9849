"""A million places in one file: bytes, when they are on the screen beside a blank Leaflet page, panning, search.

    .venv/bin/python benchmarks/scale_page.py               a million; writes the table of docs/scale.md with --write
    .venv/bin/python benchmarks/scale_page.py --n 20000     a small one

Both pages are opened in turn, each time in a fresh browser with no network; the machine may be busy, so compare within
one run. Places are those of `scale.write_places`: the cities of GeoNames in the bounds, the rest made up beside them.
"""

import argparse
import re
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from opening import FLAGS, HEIGHT, WATCH, WIDTH, browser_path, drag
from playwright.sync_api import Page, sync_playwright
from points import ROOT, package
from scale import FOLDER, PAGE, timed, write_places

BEGIN, END = "<!-- page: begin -->", "<!-- page: end -->"
MOST_BYTES, MOST_TIMES_BLANK, MOST_SEARCH_S = 17_000_000, 4, 1
REST_MS = 500
# Leaflet with nothing on it: when it has drawn its map, the second frame is out.
BLANK = """<!doctype html><meta charset="utf-8"><style>{style}#map{{position:absolute;inset:0}}</style>
<div id="map"></div><script>{code}</script>
<script>L.map("map").setView([43.5, 66.5], 5); performance.mark("kzuz-points");</script>
"""
QUERY = "samar"


def main() -> None:
    """Measure a page of n places."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="put the table into docs/scale.md")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    source, real = write_places(options.n)
    out = FOLDER / f"page-{options.n}"
    seconds, peak = build(source, out)
    table = as_table(options.n, real, seconds, peak, out, seen(out / "map.html", options.times))
    print(table)
    if options.write:
        text = re.sub(f"{BEGIN}.*?{END}", f"{BEGIN}\n{table}\n{END}", PAGE.read_text("utf-8"), flags=re.DOTALL)
        PAGE.write_text(text, encoding="utf-8")


def build(source: Path, out: Path) -> tuple[float, int]:
    """Seconds and the largest memory that tiles and page take of a run whose tables are there."""
    command = [sys.executable, "-m", "geo", "bulk", source, "--out", out, "--data", ROOT / "data"]
    shutil.rmtree(out, ignore_errors=True)
    timed([*command, "--no-map-page"])
    seconds, _, peak = timed(command)
    return seconds, peak


def seen(page_file: Path, times: int) -> dict[str, float]:
    """Medians of what a reader sees; times in ms."""
    path, blank = browser_path(), blank_page()
    runs = []
    for _ in range(times):
        with opened(path, blank) as page:
            empty = on_screen(page)
        with opened(path, page_file) as page:
            runs.append({"blank": empty, "points": on_screen(page), **used(page)})
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def blank_page() -> Path:
    """A page of Leaflet in one file."""
    folder = package("leaflet") / "dist"
    path = FOLDER / "blank.html"
    code, style = ((folder / name).read_text("utf-8") for name in ("leaflet.js", "leaflet.css"))
    path.write_text(BLANK.format(style=style, code=code.replace("</script", "<\\/script")), encoding="utf-8")
    return path


@contextmanager
def opened(path: str, page_file: Path) -> Iterator[Page]:
    """A page in a fresh browser, as soon as it begins; whatever it asks for fails the run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.add_init_script(path=WATCH)
        outside: list[str] = []
        page.on("request", lambda request: outside.append(request.url))
        page.wait_for_timeout(REST_MS)
        page.goto(page_file.resolve().as_uri(), wait_until="commit")
        yield page
        browser.close()
    asked = [url for url in outside if not url.startswith(("blob:", "data:"))]
    if len(asked) > 1:
        sys.exit(f"the page asked for {asked[1]}")


def on_screen(page: Page) -> float:
    """Milliseconds from the start of the navigation to the second frame after its points were painted."""
    return float(
        page.evaluate(
            """async () => {
                while (!performance.getEntriesByName("kzuz-points").length) await new Promise(requestAnimationFrame);
                const [{ startTime }] = performance.getEntriesByName("kzuz-points");
                const before = performance.now();
                for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
                return startTime + (performance.now() - before);
            }"""
        )
    )


def used(page: Page) -> dict[str, float]:
    """What it does when it is used: search, filter, panning, memory."""
    page.wait_for_selector("html.kzuz-whole", state="attached", timeout=120_000)
    whole = page.evaluate("performance.getEntriesByName('kzuz-whole')[0].startTime")
    search = page.evaluate(
        """async (query) => {
            const box = document.querySelector("#kzuz-search");
            const start = performance.now();
            box.value = query;
            box.dispatchEvent(new Event("input"));
            while (!document.querySelector(".found-item")) await new Promise(requestAnimationFrame);
            return performance.now() - start;
        }""",
        QUERY,
    )
    page.evaluate("document.querySelector('.search-clear').click()")
    chosen = page.evaluate(
        """async () => {
            const start = performance.now();
            document.querySelector('[data-filter^="sector:"]').click();
            for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
            return performance.now() - start;
        }"""
    )
    fps, longest = drag(page)
    heap = page.evaluate("performance.memory.usedJSHeapSize")
    return {"whole": whole, "search": search, "filter": chosen, "fps": fps, "longest": longest, "heap": heap / 1e6}


def as_table(n: int, real: int, seconds: float, peak: int, out: Path, seen: dict[str, float]) -> str:
    """The figures as a table of Markdown."""
    size = (out / "map.html").stat().st_size
    times = seen["points"] / seen["blank"]
    rows: list[tuple[str, Any]] = [
        ("places, and how many of them are real", f"{n:,}, {real:,}"),
        ("tiles and page from the tables", f"{seconds:.0f} s, {peak / 1e6:.0f} MB of memory"),
        (f"the page (at most {MOST_BYTES / 1e6:.0f} MB)", f"{size / 1e6:.1f} MB"),
        ("a blank Leaflet page is drawn", f"{seen['blank']:.0f} ms"),
        (f"points on the screen (at most {MOST_TIMES_BLANK} × that)", f"{seen['points']:.0f} ms, {times:.1f} ×"),
        ("names read, off the page's thread", f"{seen['whole']:.0f} ms"),
        (f"search answers (at most {MOST_SEARCH_S} s)", f"{seen['search']:.0f} ms"),
        ("a filter is drawn", f"{seen['filter']:.0f} ms"),
        ("panning", f"{seen['fps']:.0f} frames a second, the longest {seen['longest']:.0f} ms"),
        ("heap of the page's thread", f"{seen['heap']:.0f} MB"),
        ("requests", "0"),
    ]
    return "\n".join(["| | |", "|---|---|", *(f"| {label} | {value} |" for label, value in rows)])


if __name__ == "__main__":
    start = time.monotonic()
    main()
    print(f"{time.monotonic() - start:.0f} s in all", file=sys.stderr)
