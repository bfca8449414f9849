"""data/ ⇄ Atlas: the only room that reads or writes data/.

Reading gathers every problem of every file; what is sound still loads. Writing gives the canonical text
(one feature a line), under a lock, all files or none.

>>> from geo import store
>>> atlas = store.load("data")                          # doctest: +SKIP
>>> with store.transaction("data") as draft:            # doctest: +SKIP
...     draft.atlas = store.with_feature(draft.atlas, "sites", record, geometry)
"""

from geo.store.basemap import load_basemap
from geo.store.edits import with_feature, with_source
from geo.store.reading import load, read
from geo.store.text import FILES, canonical_text, texts
from geo.store.writing import Draft, Saved, drift, save, tidy, transaction

__all__ = [
    "FILES",
    "Draft",
    "Saved",
    "canonical_text",
    "drift",
    "load",
    "load_basemap",
    "read",
    "save",
    "texts",
    "tidy",
    "transaction",
    "with_feature",
    "with_source",
]
