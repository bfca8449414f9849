"""Programs that change data/ until something kills them; imported once by a server that forks them quickly."""

import os
import signal
from pathlib import Path
from typing import Any

from factories import feature, point

from geo import store


def new_site(id_: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The record and the geometry of a sound site."""
    one = feature(point(69.6, 42.3), id=id_, countries=["KZ"], admin1=["KZ-79"])
    return one["properties"], one["geometry"]


def add(folder: Path | str, record: dict, geometry: dict | None, *sources: dict) -> list[Path]:
    """Add one site and the documents it rests on, as `kzuz add` does; the files rewritten."""
    with store.transaction(folder, basemap=False) as draft:
        edits = [*map(store.source_added, sources), store.added("sites", record, geometry)]
        draft.atlas = store.applied(draft.atlas, edits)
    return draft.paths


def add_pair(folder: str, number: int) -> None:
    """A site and a document of the same number: two files that change together."""
    paper = {"id": f"paper-{number}", "type": "webpage", "URL": "https://example.org/x"}
    add(folder, *new_site(f"mill-{number}"), paper)


def add_for_ever(folder: str, started: Any) -> None:
    """Pair after pair; says when the first is there."""
    number = 1
    while True:
        add_pair(folder, number)
        started.set()
        number += 1


def add_many(folder: str, who: str, times: int) -> None:
    """Some sites, one after the other."""
    for number in range(times):
        add(folder, *new_site(f"{who}-{number}"))


def add_in_turn(folder: str, who: str, times: int) -> None:
    """Some sites, one after the other, each remembered; waits for as long as somebody else writes."""
    for number in range(times):
        record, geometry = new_site(f"{who}-{number}")
        with store.transaction(folder, basemap=False, seconds=120) as draft:
            draft.atlas = store.applied(draft.atlas, [store.added("sites", record, geometry)])
            draft.by = "a test"


def die_at_step(folder: str, step: int) -> None:
    """Add a pair, but die by `kill -9` before one of the calls that reach the disk; 0: do not die."""
    left = [step]

    def deadly(call: Any) -> Any:
        def act(*arguments: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **named)

        return act

    for name in ("fsync", "replace", "unlink"):
        setattr(os, name, deadly(getattr(os, name)))
    add_pair(folder, 1)
