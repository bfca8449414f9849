"""Places as arrays: what the kernel is given."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.geodesy import Floats, Mask
from geo.vocabulary import PRECISIONS, SURE_PRECISIONS

# A word of a closed list as its number there; NONE for what is no word of it.
Codes = NDArray[np.int8]
NONE = -1


class Places(NamedTuple):
    """n places.

    Parameters
    ----------
    lon, lat
        Degrees, EPSG:4326; NaN where there is none.
    sector, status, precision
        Numbers in `vocabulary.SECTORS`, `STATUSES` and `PRECISIONS`; -1 for what is no word of them.
    id, name
        Arrow arrays of texts; null where there is none.
    """

    lon: Floats
    lat: Floats
    sector: Codes
    status: Codes
    precision: Codes
    id: Any
    name: Any

    def __len__(self) -> int:
        return len(self.lon)

    @property
    def is_sure(self) -> Mask:
        """Whose position is sure enough for a distance to mean something."""
        return np.isin(self.precision, [PRECISIONS.index(word) for word in SURE_PRECISIONS])

    @property
    def is_exact(self) -> Mask:
        """Whose position is exact."""
        return np.asarray(self.precision == PRECISIONS.index("exact"))
