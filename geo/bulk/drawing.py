"""What a run wrote, as tiles and a page: beside its tables, when they are done."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from geo import disk, store
from geo.bulk.outcome import COUNTS_NAME
from geo.bulk.partition import PLACES
from geo.bulk.running import client_of, workers_here
from geo.errors import CannotWrite
from geo.render.many import ManyPlaces, many_page
from geo.tiles import cut
from geo.vocabulary import Language

ARCHIVE, PAGE = "places.pmtiles", "map.html"
Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]


def draw(out: Path, data_dir: Path, *, cluster: str | None = None, lang: Language | None = None) -> list[Path]:
    """Cut the tiles of a run's places and write their page; nothing if that was done or there are no places.

    Parameters
    ----------
    out
        Where `story.bulk` wrote; gets `places.pmtiles` and `map.html`, which holds it up to two million places.
    cluster
        Address of a Dask scheduler whose workers see that folder, or `local`; None for threads.
    lang
        Language the page opens in; the reader's own if none is given.

    Raises
    ------
    MissingPart
        tippecanoe or pmtiles is not installed.
    CannotWrite
        The folder takes nothing more, or tippecanoe failed.
    """
    parts = sorted((out / PLACES).glob("part-*.parquet"))
    counts = pd.read_csv(out / COUNTS_NAME, keep_default_na=False)
    if counts.empty or _is_newer(out / PAGE, [*parts, out / ARCHIVE]):
        return []
    try:
        with _each(cluster) as each:
            tiles = cut(parts, out / ARCHIVE, each)
    except OSError as error:
        raise CannotWrite([disk.cannot_write(error, out)]) from error
    page = many_page(store.load(data_dir), ManyPlaces(tiles, counts), lang)
    disk.put(out, {PAGE: page.encode()}, slots=disk.own_slot, journal=None)
    if tiles.names:
        tiles.names.unlink()
    return [out / ARCHIVE, out / PAGE]


def _is_newer(page: Path, than: Iterable[Path]) -> bool:
    made = [path.stat().st_mtime_ns if path.exists() else 0 for path in (page, *than)]
    return 0 not in made and made[0] >= max(made)


@contextmanager
def _each(cluster: str | None) -> Iterator[Each]:
    """What calls a function for each of some arguments: threads, or the workers of a cluster."""
    if cluster is None:
        with ThreadPoolExecutor(workers_here()) as pool:
            yield pool.map
        return
    with client_of(cluster) as client:
        yield lambda act, items: client.gather(client.map(act, list(items), pure=False))
