"""This project beside its peers, on the same points, in one run: build, size, opening, panning.

    make bench                                   everything, some 20 minutes on two cores; writes docs/benchmarks.md
    .venv/bin/python benchmarks/compare.py --quick   100 and 1 000 points once; prints only
    .venv/bin/python benchmarks/compare.py --atlas   opening the atlas and its peers alone; prints only
    .venv/bin/python benchmarks/compare.py --frames  typing and the time slider alone; prints only
    .venv/bin/python benchmarks/compare.py --folder  a data folder with many sites alone; prints only

Rounds are interleaved (each takes every way once), so that noise of the machine falls on all; medians are reported.
The atlas and its peers, which are a few tens of ms apart, are opened in more rounds, each in an order of its own.
A way that fails or exceeds the limit at some size is not tried again at that size or a larger one.
"""

import argparse
import contextlib
import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import folder
import frames
import opening
import report
from points import CACHE, ROOT, write_points
from results import GROWN, REAL, Command, Evenness, Measure, Results

HERE = Path(__file__).parent
_INSTALLED = shutil.which("kzuz", path=Path(sys.executable).parent)
KZUZ = [_INSTALLED] if _INSTALLED else [sys.executable, "-m", "geo"]
LIMIT_S = 120
SIZES = (100, 1_000, 10_000, 100_000)
QUICK_SIZES = (100, 1_000)
MOST_MARKERS = 10_000
PANNED = (10_000, 100_000)
ROUNDS = 3
COMMAND_ROUNDS = 5
ATLAS_ROUNDS = 15
WAYS = ("ours", "geojson", "markers", "explore")
# The peers of the atlas itself, as `peers.py` names them.
ATLAS_PEERS = ("real", "real-circles", "real-ground")


def main() -> None:
    """Measure, print, and after a complete run write the page."""
    options = arguments()
    browser = opening.browser_path()
    install_peers()
    results = Results(report.machine(), report.versions(opening.browser_version(browser)), options.rounds, LIMIT_S)
    out = CACHE / "pages"
    out.mkdir(parents=True, exist_ok=True)
    atlas_page = measure_commands(results, options.command_rounds, out)
    for turn in range(options.rounds):
        for n in options.sizes:
            for way in WAYS:
                if way != "markers" or n <= MOST_MARKERS:
                    measure(results, way, n, browser, out)
        if atlas_page and not (options.atlas or options.folder):
            measure_frames(results, atlas_page, browser, out)
        say(f"round {turn + 1} of {options.rounds} done")
    if options.folder or not (options.quick or options.atlas or options.frames):
        measure_folders(results)
    if atlas_page and not (options.frames or options.folder):
        measure_atlas(results, atlas_page, browser, out, options.atlas_rounds)
    (CACHE / "results.json").write_text(results.as_json(), encoding="utf-8")
    page = report.page(results)
    print(page)
    if options.write:
        options.write.parent.mkdir(exist_ok=True)
        options.write.write_text(page, encoding="utf-8")
        say(f"wrote {options.write}")


def arguments() -> argparse.Namespace:
    """What was asked for; a quick or partial run writes no page unless told where."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="100 and 1 000 points, one round")
    alone = parser.add_mutually_exclusive_group()
    alone.add_argument("--atlas", action="store_true", help="opening the atlas and its peers alone")
    alone.add_argument("--frames", action="store_true", help="typing and the time slider alone")
    alone.add_argument("--folder", action="store_true", help="a data folder with many sites alone")
    parser.add_argument("--sizes", type=int, nargs="+", help=f"numbers of points; {SIZES}")
    parser.add_argument("--rounds", type=int, help=f"times each is measured; {ROUNDS}")
    parser.add_argument("--write", type=Path, help="file to write; docs/benchmarks.md after a complete run")
    found = parser.parse_args()
    partial = found.atlas or found.frames or found.folder
    complete = not (found.quick or partial or found.sizes or found.rounds)
    found.command_rounds = 0 if partial else 1 if found.quick else COMMAND_ROUNDS
    found.atlas_rounds = 1 if found.quick else found.rounds if found.atlas and found.rounds else ATLAS_ROUNDS
    found.sizes = () if partial else found.sizes or (QUICK_SIZES if found.quick else SIZES)
    found.rounds = found.rounds or (1 if found.quick else ROUNDS)
    if complete:
        found.write = found.write or ROOT / "docs" / "benchmarks.md"
    return found


def install_peers() -> None:
    """What `explore()` needs beyond the project's lock, into a folder of its own."""
    target, done = CACHE / "python", CACHE / "python" / "requirements.txt"
    wanted = HERE / "requirements.txt"
    if done.exists() and done.read_bytes() == wanted.read_bytes():
        return
    shutil.rmtree(target, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "--no-deps", "--target", str(target), "-r", str(wanted)], check=True)
    shutil.copy(wanted, done)


def measure(results: Results, way: str, n: int, browser: str, out: Path) -> None:
    """Build and open n points once, one way; a failure is noted and ends that way."""
    measures = results.points.setdefault((way, n), Measure())
    if reason := results.failed(way, n):
        measures.failure = measures.failure or f"not tried: {reason}"
        return
    say(f"{n:>7} points, {way}")
    page = out / f"{way}-{n}.html"
    try:
        measures.build_s.append(build(way, write_points(n), page))
        measures.size = page.stat().st_size
        look(measures, page, browser, pan=n in PANNED)
        if way == "ours" and n in PANNED:
            first, letter = frames.letters(browser, page, limit_s=LIMIT_S)
            measures.first_answer_ms.append(first)
            measures.letter_ms.append(letter)
    except (opening.DidNotOpen, DidNotBuild) as error:
        measures.failure = str(error)


class DidNotBuild(Exception):
    """The page was not written within the limit, or its process failed."""


def build(way: str, source: Path, target: Path) -> float:
    """Seconds from points to file, in a process of its own."""
    command = [sys.executable, str(HERE / "peers.py"), way, str(source), str(target)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, check=True)
    except subprocess.TimeoutExpired as error:
        raise DidNotBuild(f"not built after {LIMIT_S} s") from error
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip() or f"exit code {error.returncode}").splitlines()[-1]
        raise DidNotBuild(f"not built: {last}") from error
    return float(json.loads(done.stdout)["seconds"])


def look(measures: Measure, page: Path, browser: str, *, pan: bool) -> None:
    """Open a built page once and keep what was seen."""
    found = opening.open_page(browser, opening.localised(page), limit_s=LIMIT_S, pan=pan)
    measures.first_paint_ms.append(found.first_paint_ms)
    measures.shown_ms.append(found.shown_ms)
    measures.answers_ms.append(found.answers_ms)
    measures.read_ms.append(found.read_ms)
    measures.ready_ms.append(found.ready_ms)
    if found.fps and found.longest_frame_ms:
        measures.fps.append(found.fps)
        measures.longest_frame_ms.append(found.longest_frame_ms)


def measure_commands(results: Results, rounds: int, out: Path) -> Path | None:
    """Wall times of `kzuz build`, of the imports it cannot do without, of `kzuz --help` and of the editor's first page;
    the page that was built."""
    commands = {
        "build": [*KZUZ, "build", "--no-gallery", "--data", str(ROOT / "data"), "--out", str(out / "maps")],
        "imports": [sys.executable, "-c", "import geopandas, folium"],
        "help": [*KZUZ, "--help"],
        "editor": [sys.executable, str(ROOT / "benchmarks" / "first_page.py"), str(ROOT / "data"), *KZUZ],
    }
    for turn in range(rounds + 1):
        for name, command in commands.items():
            timed = results.commands.setdefault(name, Command())
            start = time.perf_counter()
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                timed.failure = (done.stderr.strip() or f"exit code {done.returncode}").splitlines()[-1]
            elif turn:  # the first turn only warms the disk's cache
                timed.seconds.append(time.perf_counter() - start)
    page = out / "maps" / "index.html"
    return None if results.commands["build"].failure else page


def measure_folders(results: Results) -> None:
    """What each step costs on data folders of two sizes."""
    for n in folder.SIZES:
        try:
            results.folders[n] = folder.measure(n, KZUZ)
        except subprocess.CalledProcessError as error:
            results.folders.clear()
            results.folders_failure = (error.stderr.strip() or f"exit code {error.returncode}").splitlines()[-1]
            return


def measure_atlas(results: Results, atlas_page: Path, browser: str, out: Path, rounds: int) -> None:
    """Open the real atlas and the plain Folium maps of the same features, each once a round."""
    pages = {"ours": atlas_page} | {way: out / f"{way}.html" for way in ATLAS_PEERS}
    for way, page in pages.items():
        measures = results.points.setdefault((way, REAL), Measure())
        with noted(measures):
            if way != "ours":
                measures.build_s.append(build(way, ROOT / "data", page))
            measures.size = page.stat().st_size
    for turn in range(rounds):
        say(f"the atlas itself and its peers, {turn + 1} of {rounds}")
        for way in random.sample(list(pages), len(pages)):
            measures = results.points[way, REAL]
            if not measures.failure:
                with noted(measures):
                    look(measures, pages[way], browser, pan=False)


def measure_frames(results: Results, atlas_page: Path, browser: str, out: Path) -> None:
    """Type and move the time slider once in the atlas grown to `GROWN` features, and in the atlas itself."""
    grown = out / f"grown-{GROWN}.html"
    for features, page in ((GROWN, grown), (REAL, atlas_page)):
        if features in results.frames_failure:
            continue
        say(f"typing and the time slider, {page.name}")
        try:
            if features == GROWN and (GROWN, frames.CONTROL) not in results.frames:
                build("grown", write_points(GROWN), grown)
            for action, seen in frames.watch(browser, page, limit_s=LIMIT_S):
                entry = results.frames.setdefault((features, action), Evenness())
                for name, value in vars(seen).items():
                    getattr(entry, name).extend([] if value is None else [value])
        except (opening.DidNotOpen, DidNotBuild) as error:
            results.frames_failure[features] = str(error)


@contextlib.contextmanager
def noted(measures: Measure) -> Iterator[None]:
    """Keep the reason why a page was not built or did not open."""
    try:
        yield
    except (opening.DidNotOpen, DidNotBuild) as error:
        measures.failure = str(error)


def say(text: str) -> None:
    """Tell how far the run has come."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
