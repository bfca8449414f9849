"""A data folder with very many sites, through the store, the rules and the command line: what ten times as many cost.

    .venv/bin/python benchmarks/folder.py                10 000 and 100 000 sites once; prints a table
    .venv/bin/python benchmarks/folder.py stages DIR     the stages of one folder, as JSON

The sites are the shipped data and points of a grid, each in the region it lies in; none of them is true.
"""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from points import CACHE, ROOT

SIZES = (10_000, 100_000)
STAGES = {
    "read": "reading the folder",
    "rules": "every rule",
    "compute": "computed columns",
    "compare": "canonical text, compared",
    "edit": "one site moved",
    "check": "`kzuz check`, wall time",
    "build": "`kzuz build`, wall time",
    "megabytes": "largest memory of the stages, MB",
}


def write_folder(n: int) -> Path:
    """A sound folder of the shipped data and n sites more, made anew in the cache."""
    from geo import store

    folder = CACHE / f"sites-{n}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in store.FILES:
        shutil.copy(ROOT / "data" / name, folder / name)
    (folder / "basemap").symlink_to(ROOT / "data" / "basemap")
    lines = (folder / "sites.geojson").read_text(encoding="utf-8").splitlines()[1:-1]
    lines = [line.removesuffix(",") for line in lines] + [json.dumps(site, ensure_ascii=False) for site in sites(n)]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    (folder / "sites.geojson").write_text(text, encoding="utf-8", newline="\n")
    store.tidy(folder)
    return folder


def sites(n: int) -> list[dict[str, Any]]:
    """n features at the points of a grid over both countries, no two of one sector near each other."""
    import shapely

    from geo import store
    from geo.validate.places import CENTROIDS
    from geo.vocabulary import PROJECT_BOUNDS, SECTORS

    atlas = store.load(ROOT / "data")
    regions = atlas.basemap.admin1
    source = next(iter(atlas.sources))
    west, south, east, north = PROJECT_BOUNDS
    step = np.sqrt(shapely.area(regions.geometry.to_numpy()).sum() / n) * 0.98  # a few more than n fall inside
    # Odd starts, so that no position is a round number
    lon, lat = np.meshgrid(np.arange(west + 0.01357, east, step), np.arange(south + 0.01753, north, step))
    points = shapely.points(np.round(lon.ravel(), 5), np.round(lat.ravel(), 5))
    inside = shapely.buffer(regions.geometry.to_numpy(), -0.001)  # off the outlines
    # off the middles of countries too, where a rule suspects a geocoder that found nothing
    middles = [*shapely.centroid(atlas.basemap.page["countries"].geometry.to_numpy())]
    middles += [shapely.Point(position) for positions in CENTROIDS.values() for position in positions]
    inside = shapely.difference(inside, shapely.buffer(shapely.MultiPoint(middles), 0.1))
    region, place = shapely.STRtree(points).query(inside, predicate="contains")
    codes = regions["iso"].to_numpy()[region]
    placed = zip(place[:n], codes[:n], strict=True)
    return [
        site(row, code, points[index].x, points[index].y, SECTORS[row % len(SECTORS)], source)
        for row, (index, code) in enumerate(placed)
    ]


def site(row: int, code: str, lon: float, lat: float, sector: str, source: str) -> dict[str, Any]:
    """One small feature, in a region."""
    properties = {
        "id": f"grid-{row:06d}",
        "name_en": f"Grid {row}",
        "name_fr": f"Maille {row}",
        "name_ru": f"Сетка {row}",
        "summary_en": "A point of a grid.",
        "summary_fr": "Un point de maille.",
        "summary_ru": "Точка сетки.",
        "sector": sector,
        "status": "planned",
        "countries": [code[:2]],
        "admin1": [code],
        "precision": "locality",
        "precision_basis": f"A point of a grid: {lat} N, {lon} E",
        "sources": [{"id": source}],
        "checked": "2026",
        "text_status": dict.fromkeys(("en", "fr", "ru"), "machine"),
    }
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [lon, lat]}}


def stages(folder: Path) -> dict[str, float]:
    """Processor seconds of each step on one folder, and the largest memory."""
    import resource

    from geo import store, validate
    from geo.computed import enrich

    taken: dict[str, float] = {}

    def timed(name: str, act: Callable[[], Any]) -> Any:
        start = time.process_time()
        found = act()
        taken[name] = time.process_time() - start
        return found

    survey = timed("read", lambda: store.survey(folder))
    problems = survey.problems + timed("rules", lambda: validate.problems(survey.atlas))
    if problems:
        sys.exit(f"{len(problems)} problems; the first: {problems[0]}")
    timed("compute", lambda: enrich(survey.atlas))
    timed("compare", lambda: store.drift_of(survey))
    move = store.moved("sites", survey.atlas.sites["id"].iloc[-1], 69.6012, 42.3123, "Moved.")
    timed("edit", lambda: store.applied(survey.atlas, [move]))
    return taken | {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def measure(n: int, kzuz: list[str]) -> dict[str, float]:
    """All of `STAGES` with n sites, each step in a process of its own.

    Raises
    ------
    subprocess.CalledProcessError
        A step failed; what it said is in the error.
    """
    folder = write_folder(n)
    found = json.loads(_run([sys.executable, __file__, "stages", str(folder)]))
    for name, more in {"check": [], "build": ["--no-gallery", "--out", str(CACHE / "pages" / f"sites-{n}")]}.items():
        start = time.perf_counter()
        _run([*kzuz, name, "--data", str(folder), *more])
        found[name] = time.perf_counter() - start
    return found


def _run(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    if sys.argv[1:2] == ["stages"]:
        print(json.dumps(stages(Path(sys.argv[2]))))
    else:
        small, large = (measure(n, [sys.executable, "-m", "geo"]) for n in SIZES)
        for stage, words in STAGES.items():
            print(f"{words:34} {small[stage]:9.2f} {large[stage]:9.2f} {large[stage] / small[stage]:6.1f} x")
