"""An import of very many rows beside `geopandas.read_file` of the same file: seconds of processor and memory.

    .venv/bin/python benchmarks/imports.py            1 000, 10 000 and 100 000 rows, CSV and GeoJSON; prints a table
    .venv/bin/python benchmarks/imports.py 1000       that many alone

Reading is what the peer does too; the import also matches each row with the atlas, runs every rule and writes. The rows
are points of a grid over both countries; none of them is true.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import folder
from points import CACHE, ROOT

SIZES = (1_000, 10_000, 100_000)
READ = """
import sys
from pathlib import Path
from geo import importers
from geo.i18n import message
words = importers.Words((), lambda key, lang: message(key, lang))
importers.read("file", Path(sys.argv[1]).read_bytes(), importers.Asked(), words)
"""
PEER = "import sys, geopandas; geopandas.read_file(sys.argv[1])"


def written(n: int) -> list[Path]:
    """The same n rows as CSV and as GeoJSON."""
    sites = folder.sites(n)
    CACHE.mkdir(parents=True, exist_ok=True)
    geojson, table = CACHE / f"import-{n}.geojson", CACHE / f"import-{n}.csv"
    source = "https://example.org/list"
    rows = []
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "lat", "lon", "sector", "status", "source"])
        for site in sites:
            held, (lon, lat) = site["properties"], site["geometry"]["coordinates"][:2]
            row = {"name": held["name_en"], "sector": held["sector"], "status": "planned", "source": source}
            writer.writerow([row["name"], lat, lon, row["sector"], row["status"], source])
            point = {"type": "Point", "coordinates": [lon, lat]}
            rows.append({"type": "Feature", "properties": row, "geometry": point})
    geojson.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), encoding="utf-8")
    return [table, geojson]


def measured(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and largest memory in MB of a command."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    told = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)}\n{told[-2000:]}")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Measure and print, a row a file and a step."""
    sizes = [int(text) for text in sys.argv[1:]] or SIZES
    print("    rows  file     step                       wall s    cpu s      MB   cpu × peer  MB × peer")
    for n in sizes:
        for path in written(n):
            data = CACHE / "import-data"
            shutil.rmtree(data, ignore_errors=True)
            shutil.copytree(ROOT / "data", data)
            steps = {
                "geopandas.read_file": [sys.executable, "-c", PEER, str(path)],
                "read into a proposal": [sys.executable, "-c", READ, str(path)],
                "kzuz import": [sys.executable, "-m", "geo", "import", str(path), "--data", str(data)],
            }
            peer = None
            for step, command in steps.items():
                wall, cpu, memory = measured(command)
                peer = peer or (cpu, memory)
                ratios = f"{cpu / peer[0]:12.2f} {memory / peer[1]:11.2f}"
                told = f"{n:8}  {path.suffix[1:]:8} {step:24} {wall:8.1f} {cpu:8.1f} {memory:7.0f} {ratios}"
                print(told, flush=True)


if __name__ == "__main__":
    main()
