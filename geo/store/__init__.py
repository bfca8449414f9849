"""data/ ⇄ Atlas: the only room that reads or writes data/.

Reading gathers every problem of every file; what is sound still loads. Writing gives the canonical text
(one feature a line), under a lock, all files or none.

>>> from geo import store
>>> atlas = store.load("data")                                              # doctest: +SKIP
>>> with store.transaction("data") as draft:                                # doctest: +SKIP
...     draft.atlas = store.applied(draft.atlas, [store.added("sites", record, point)])
"""

from geo.store.basemap import load_basemap
from geo.store.edits import Edit, SourceEdit, added, applied, changed, moved, source_added, withdrawn
from geo.store.reading import Survey, load, read, survey
from geo.store.text import FILES, canonical_text, texts
from geo.store.writing import Draft, Saved, drift, drift_of, save, tidy, transaction

__all__ = [
    "FILES",
    "Draft",
    "Edit",
    "Saved",
    "SourceEdit",
    "Survey",
    "added",
    "applied",
    "canonical_text",
    "changed",
    "drift",
    "drift_of",
    "load",
    "load_basemap",
    "moved",
    "read",
    "save",
    "source_added",
    "survey",
    "texts",
    "tidy",
    "transaction",
    "withdrawn",
]
