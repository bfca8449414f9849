"""Positions on the grid of the tiles: Web Mercator in whole steps, tiles, and the order PMTiles keeps them in."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]
# Steps across a tile, as a power of two: at zoom 8 a step is 13 m in the middle of the two countries.
DETAIL = 13


def cells(lon: Floats, lat: Floats, zoom: int) -> tuple[Numbers, Numbers]:
    """The steps (x, y) of a zoom's grid in which n positions lie, y growing southwards; degrees, EPSG:4326."""
    steps = 1 << (zoom + DETAIL)
    x = lon / 360 + 0.5
    y = 0.5 - np.arctanh(np.sin(np.radians(lat))) / (2 * np.pi)
    return _whole(x * steps, steps), _whole(y * steps, steps)


def _whole(at: Floats, steps: int) -> Numbers:
    return np.clip(np.floor(at), 0, steps - 1).astype(np.int64)


def within(x: Numbers, y: Numbers, zoom: int) -> tuple[Floats, Floats]:
    """Positions within steps as (lon, lat) in degrees: a place there is on one tile, never on the edge of two.

    A quarter into them, since tippecanoe rounds to the nearest step, and must come to the same one.
    """
    steps = 1 << (zoom + DETAIL)
    lon = ((x + 0.25) / steps - 0.5) * 360
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * (y + 0.25) / steps))))
    return lon.round(8), lat.round(8)


def tile_ids(zoom: int, x: Numbers, y: Numbers) -> Numbers:
    """The PMTiles ids of n tiles of a zoom: the tiles of all lower zooms, then the place along Hilbert's curve."""
    x, y = x.copy(), y.copy()
    found: Numbers = np.full(len(x), ((1 << (2 * zoom)) - 1) // 3, np.int64)
    for level in reversed(range(zoom)):
        side = 1 << level
        right, lower = (x & side) > 0, (y & side) > 0
        found += side * side * ((3 * right) ^ lower)
        # The quarter is turned as the curve turns in it.
        mirrored = ~lower & right
        x[mirrored], y[mirrored] = side - 1 - (x[mirrored] & (side - 1)), side - 1 - (y[mirrored] & (side - 1))
        turned = ~lower
        x[turned], y[turned] = y[turned], x[turned].copy()
    return found


def tiles_of(x: Numbers, y: Numbers, last: int, zoom: int) -> Numbers:
    """The ids of the tiles of a zoom in which steps of the last zoom's grid lie."""
    shift = DETAIL + last - zoom
    return tile_ids(zoom, x >> shift, y >> shift)
