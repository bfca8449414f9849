"""Partitions of places → one archive of tiles, and the names of the places in the order of their numbers."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pandas as pd

from geo.tiles.grid import Numbers, within
from geo.tiles.joining import join
from geo.tiles.plan import LARGE, Group, Plan, planned
from geo.tiles.shards import BESIDE, MORE, WORDS, counted, parents_in, places_in, sort_out
from geo.tiles.tool import LAYER, cut_zooms, demand

A = TypeVar("A")
B = TypeVar("B")
# Calls a function for each of some arguments and gives the results in their order: here, in threads or on a cluster.
Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]


class Cut(NamedTuple):
    """What was cut.

    Parameters
    ----------
    archive
        The PMTiles file.
    names
        UTF-8 text, a name a line in the order of the places' numbers; None for more than `LARGE`, which their
        tiles have.
    tiles, held
        Ids of the tiles of the last zoom in their order, and how many places are on each: place k of a tile has the
        number of all places on the tiles before it, plus k.
    """

    archive: Path
    names: Path | None
    plan: Plan
    tiles: Numbers
    held: Numbers


class _Family(NamedTuple):
    """What lies below one large tile: its archive, the names, and how many places each tile of the last zoom holds."""

    archive: Path
    names: Path | None
    tiles: Numbers
    held: Numbers


def cut(parts: Sequence[Path], target: Path, each: Each = map) -> Cut:
    """Cut tiles of partitions.

    Parameters
    ----------
    parts
        Parquet files with columns id, lon, lat (degrees, EPSG:4326), name, sector, status, precision, admin1; of
        border_km, crossing, crossing_km, in_corridor what there is. Every row is drawn.
    target
        The archive to write; the names go beside it, `.names.txt`.
    each
        Who does the work: `map`, an executor's, a cluster's on a disk it shares.

    Raises
    ------
    MissingPart
        tippecanoe is not installed.
    OSError
        It failed, or a file cannot be read or written.
    """
    demand()
    counts: Counter[Group] = Counter()
    for found in each(counted, parts):
        counts.update(found)
    plan = planned(counts)
    with tempfile.TemporaryDirectory(prefix=".tiles-", dir=target.parent) as name:
        shards, work = Path(name, "shards"), Path(name, "cut")
        shards.mkdir()
        work.mkdir()
        list(each(partial(_sorted_out, plan=plan, folder=shards), list(enumerate(parts))))
        parents = parents_in(shards)
        families = list(each(partial(_family, plan=plan, shards=shards, work=work), parents))
        archives = [family.archive for family in families]
        if plan.first < plan.parent:
            archives.append(_far(plan, work))
        join(archives, target, _metadata(plan))
        return Cut(target, _names(families, target), plan, *_held(families))


def _sorted_out(numbered: tuple[int, Path], plan: Plan, folder: Path) -> None:
    sort_out(numbered[1], numbered[0], plan, folder)


def _family(parent: int, plan: Plan, shards: Path, work: Path) -> _Family:
    """All tiles of one large tile and below it."""
    places = places_in(shards, parent, plan)
    places[places["zoom"] < plan.parent].to_parquet(work / f"{parent}.far", index=False)
    archive = _archive(places, range(plan.parent, plan.last + 1), plan, work / f"{parent}.pmtiles")
    names = None if plan.n > LARGE else work / f"{parent}.txt"
    if names:
        names.write_text("".join(f"{name}\n" for name in places["name"]), encoding="utf-8", newline="\n")
    return _Family(archive, names, *np.unique(places["tile"].to_numpy(), return_counts=True))


def _far(plan: Plan, work: Path) -> Path:
    """The tiles further out than the large ones: of a sample small enough to be taken at once."""
    sample = pd.concat([pd.read_parquet(path) for path in sorted(work.glob("*.far"))], ignore_index=True)
    return _archive(sample.sort_values(BESIDE), range(plan.first, plan.parent), plan, work / "far.pmtiles")


def _archive(places: pd.DataFrame, zooms: range, plan: Plan, archive: Path) -> Path:
    """Cut the tiles of some zooms."""
    # Where no names go with the archive, its tiles say all of a place.
    said = WORDS if plan.n <= LARGE else ("id", "name", *WORDS, *(name for name in MORE if name in places))
    lines = archive.with_suffix(".geojsonl")
    with lines.open("w", encoding="utf-8") as out:
        out.writelines(_features(places, list(said), plan.last))
    cut_zooms(lines, zooms, archive)
    lines.unlink()
    return archive


def _features(places: pd.DataFrame, said: list[str], zoom: int) -> Iterator[str]:
    """Each place as a line of GeoJSON."""
    lon, lat = within(places["x"].to_numpy(), places["y"].to_numpy(), zoom)
    told = places[said].replace("", None).to_json(orient="records", lines=True, force_ascii=False).split("\n")
    for x, y, first, properties in zip(lon.tolist(), lat.tolist(), places["zoom"].tolist(), told, strict=False):
        point = f'{{"type":"Point","coordinates":[{x},{y}]}}'
        yield f'{{"type":"Feature","tippecanoe":{{"minzoom":{first}}},"geometry":{point},"properties":{properties}}}\n'


def _names(families: Sequence[_Family], target: Path) -> Path | None:
    if any(family.names is None for family in families):
        return None
    names = target.with_suffix(".names.txt")
    with names.open("wb") as out:
        for family in families:
            out.write(family.names.read_bytes() if family.names else b"")
    return names


def _held(families: Sequence[_Family]) -> tuple[Numbers, Numbers]:
    tiles = [family.tiles for family in families]
    held = [family.held for family in families]
    return np.concatenate(tiles), np.concatenate(held)


def _metadata(plan: Plan) -> dict[str, Any]:
    fields = dict.fromkeys(WORDS, "String")
    layer = {"id": LAYER, "minzoom": plan.first, "maxzoom": plan.last, "fields": fields}
    return {"name": LAYER, "type": "overlay", "vector_layers": [layer], "places": plan.n, "drawn": plan.drawn}
