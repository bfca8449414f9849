"""The Atlas: all that is known, as frames, with the background it is drawn on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.model.layers import LAYERS
from geo.model.nouns import Phrase, Sector, Source, Synonym, Withdrawal

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame


@dataclass(frozen=True)
class Basemap:
    """The drawn background, EPSG:4326: `page` level to be seen, `close` from a near zoom on, `admin1` for questions.

    Every frame has the columns of its file in `data/basemap/`; `admin1` has `iso`, `borders` has `kz_uz`. These two are
    the fine level: of point-in-polygon, of distances, and of the border as it is drawn close up.
    """

    page: "dict[str, GeoDataFrame]"
    close: "dict[str, GeoDataFrame]"
    admin1: "GeoDataFrame"
    borders: "GeoDataFrame"
    credit: str


@dataclass(frozen=True)
class Atlas:
    """All that is known. Frames are EPSG:4326, one row a feature, sorted by id, a RangeIndex,
    with one column for each field of their noun (missing: None or []) and `geometry` (may be None).
    """

    sites: "GeoDataFrame"
    border_crossings: "GeoDataFrame"
    rail_lines: "GeoDataFrame"
    rail_stations: "GeoDataFrame"
    corridors: "GeoDataFrame"
    agreements: "GeoDataFrame"
    indicators: "GeoDataFrame"
    observations: "DataFrame"
    sectors: tuple[Sector, ...]
    sources: dict[str, Source]
    synonyms: tuple[Synonym, ...] = ()
    withdrawn: tuple[Withdrawal, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    basemap: Basemap | None = field(default=None, repr=False)
    # Where it was read from, as the user gave it, and the SHA-256 of each file then: for messages, and so that
    # saving can tell that somebody else changed a file meanwhile.
    folder: str = "data"
    stamp: Mapping[str, str] | None = field(default=None, repr=False, compare=False)

    def layers(self) -> "dict[str, GeoDataFrame]":
        """Every GeoJSON layer by name, in the order of `LAYERS`."""
        return {layer.name: getattr(self, layer.name) for layer in LAYERS}

    @property
    def edition(self) -> str:
        """The newest date up to which any feature was checked: the data's own date, not the clock's."""
        return max((date for frame in self.layers().values() for date in frame["checked"].unique()), default="")
