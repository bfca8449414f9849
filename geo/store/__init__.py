"""data/ ⇄ Atlas: the only room that reads or writes data/.

Reading gathers every problem of every file; what is sound still loads. Writing gives the canonical text
(one feature a line), under a lock, all files or none.

>>> from geo import store
>>> atlas = store.load("data")                                              # doctest: +SKIP
>>> with store.transaction("data") as draft:                                # doctest: +SKIP
...     draft.atlas = store.applied(draft.atlas, [store.added("sites", record, point)])
"""

from geo.store.basemap import load_basemap
from geo.store.edits import (
    KEEP,
    AnyEdit,
    Edit,
    SourceEdit,
    added,
    applied,
    changed,
    moved,
    restored,
    source_added,
    source_dropped,
    withdrawn,
)
from geo.store.ledger import Step, Touched, now, steps
from geo.store.reading import Survey, load, read, survey
from geo.store.text import FILES, canonical_text, entry_of, feature_of, texts, version_of
from geo.store.writing import Draft, Saved, drift, drift_of, save, tidy, transaction

__all__ = [
    "FILES",
    "KEEP",
    "AnyEdit",
    "Draft",
    "Edit",
    "Saved",
    "SourceEdit",
    "Step",
    "Survey",
    "Touched",
    "added",
    "applied",
    "canonical_text",
    "changed",
    "drift",
    "drift_of",
    "entry_of",
    "feature_of",
    "load",
    "load_basemap",
    "moved",
    "now",
    "read",
    "restored",
    "save",
    "source_added",
    "source_dropped",
    "steps",
    "survey",
    "texts",
    "tidy",
    "transaction",
    "version_of",
    "withdrawn",
]
