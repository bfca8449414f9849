"""Tables of very many places → map tiles (MVT in a PMTiles archive), cut in parts that need not know of each other.

At the last zoom every place is on one tile; further out a weighted sample is, each zoom's part of the next one's. A
partition of the table sorts its places by the large tile they lie in; a large tile makes all tiles below it; the tiles
are joined in the order of their ids. So a cluster cuts tiles with as many workers as it has.

References
----------
Mapbox Vector Tile 2.1; PMTiles 3; tippecanoe (github.com/felt/tippecanoe) cuts, with its own samplers switched off.
"""

from geo.tiles.cutting import Cut, cut

__all__ = ["Cut", "cut"]
