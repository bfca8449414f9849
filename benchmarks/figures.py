"""A figure and briefs from the shell beside the import of GeoPandas, and what matplotlib makes of the same layers.

    .venv/bin/python benchmarks/figures.py            5 rounds; prints a table
    .venv/bin/python benchmarks/figures.py 9          that many

Each way is a process of its own and each round takes every way once. Processor seconds are told beside those of the
clock, because a busy machine stretches the latter. The peer draws land, borders, lakes, lines, points and their names
where they are: it places no name, explains nothing and cites nothing.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from points import CACHE, ROOT

from geo.formats import REPORT_FORMATS

BUDGET = 2.0
BRIEF_BUDGET_S = 5.0
OURS = "import sys; from geo import cli; sys.argv[0] = 'kzuz'; cli.main()"
PEER = """
import sys
from pathlib import Path
import geopandas as gpd
import matplotlib
matplotlib.use("agg")
from matplotlib import pyplot
data, out = Path(sys.argv[1]), sys.argv[2]
fig, ax = pyplot.subplots(figsize=(11.7, 8.3))
base = data / "basemap" / "page"
for name, color in (("countries", "#f6f1e4"), ("lakes", "#c9dde6"), ("borders", "#6d5f52")):
    gpd.read_file(base / f"{name}.geojson").plot(ax=ax, color=color)
for name in ("rail_lines", "corridors", "border_crossings", "sites"):
    frame = gpd.read_file(data / f"{name}.geojson")
    frame = frame[frame.geometry.notna()]
    frame.plot(ax=ax, column="sector")
    for text, place in zip(frame["name_en"], frame.geometry.representative_point()):
        ax.annotate(text, (place.x, place.y), fontsize=6)
fig.savefig(out)
"""


def measured(command: list[str]) -> tuple[float, float]:
    """Wall and processor seconds of a command."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"failed: {command}")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print how long each way takes and how large its file is."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    CACHE.mkdir(parents=True, exist_ok=True)
    ours, peer = CACHE / "figure.svg", CACHE / "peer.svg"
    python = [sys.executable, "-c"]
    ways: dict[str, tuple[list[str], Path | None]] = {
        "`import geopandas`": ([*python, "import geopandas"], None),
        "**`kzuz figure`**": ([*python, OURS, "figure", "--data", "data", "--out", str(ours)], ours),
        "matplotlib + GeoPandas": ([*python, PEER, str(ROOT / "data"), str(peer)], peer),
    }
    for file_format in REPORT_FORMATS:
        brief = CACHE / f"brief.{file_format}"
        asked = ["report", "--data", "data", "--theme", "water", "--format", file_format, "--out", str(brief)]
        ways[f"`kzuz report --format {file_format}`"] = ([*python, OURS, *asked], brief)
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, (command, _out) in ways.items():
            taken[name].append(measured(command))
    print("| way | wall, s | processor, s | × the import | file, kB |\n|---|--:|--:|--:|--:|")
    medians = {name: [statistics.median(values) for values in zip(*rows, strict=True)] for name, rows in taken.items()}
    base = medians["`import geopandas`"]
    for name, (wall, cpu) in medians.items():
        out = ways[name][1]
        size = f"{out.stat().st_size / 1000:.0f}" if out else ""
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {wall / base[0]:.2f} (processor {cpu / base[1]:.2f}) | {size} |")
    print(f"\nbudget: a figure ≤ {BUDGET:g} × the import, a brief ≤ {BRIEF_BUDGET_S:g} s")


if __name__ == "__main__":
    main()
