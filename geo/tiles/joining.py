"""Archives of parts → one archive: tiles in the order of their ids, so that what is near lies near in the file."""

import heapq
from collections.abc import Iterable
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import Any

from geo.extras import part
from geo.tiles.tool import EXTRA
from geo.vocabulary import PROJECT_BOUNDS

SCALE = 10_000_000  # of degrees in a PMTiles header


def join(archives: Iterable[Path], target: Path, metadata: dict[str, Any]) -> None:
    """Write one PMTiles archive with the tiles of others.

    Parameters
    ----------
    archives
        No two of them have the same tile.
    target
        Written under another name first, so that it is whole or not there.
    metadata
        Of the archive, as JSON.

    Raises
    ------
    MissingPart
        pmtiles is not installed.
    """
    reader, tile, writer = (part(f"pmtiles.{name}", EXTRA) for name in ("reader", "tile", "writer"))
    partial = target.with_suffix(".partial")
    with ExitStack() as stack, partial.open("wb") as out:
        joined = writer.Writer(out)
        files = [stack.enter_context(archive.open("rb")) for archive in archives]
        tiles = [
            ((tile.zxy_to_tileid(*zxy), packed) for zxy, packed in reader.all_tiles(reader.MmapSource(file)))
            for file in files
        ]
        for id_, packed in heapq.merge(*tiles, key=itemgetter(0)):
            joined.write_tile(id_, packed)
        west, south, east, north = (round(degree * SCALE) for degree in PROJECT_BOUNDS)
        header = {
            "tile_type": tile.TileType.MVT,
            "tile_compression": tile.Compression.GZIP,
            "min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north,
            "center_zoom": 5, "center_lon_e7": (west + east) // 2, "center_lat_e7": (south + north) // 2,
        }  # fmt: skip
        joined.finalize(header, metadata)
    partial.replace(target)
