"""The atlas as it lies on disk now: read again only when a file has changed."""

import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from geo import disk, store, validate
from geo.checking import missing_basemap
from geo.errors import Problem
from geo.model import Atlas


@dataclass(frozen=True)
class Lying:
    """What lies on the shelf.

    Parameters
    ----------
    atlas
        Of what is sound.
    problems
        What is wrong with it already, by what makes a problem another one than a second; nobody can mend these in
        the form of another feature.
    faults
        Of the files themselves: with these nothing can be written.
    """

    atlas: Atlas
    problems: frozenset[object]
    faults: tuple[Problem, ...] = ()


def lying_of(atlas: Atlas, faults: tuple[Problem, ...] = ()) -> Lying:
    """An atlas with what is wrong with it already."""
    told = validate.problems(atlas, part=bool(faults))
    return Lying(atlas, frozenset(problem.identity for problem in told), faults)


@dataclass
class Shelf:
    """Where every answer takes the atlas from."""

    folder: Path
    _marks: Any = None
    _lying: Lying | None = None
    _busy: threading.Lock = field(default_factory=threading.Lock)

    def lying(self) -> Lying:
        """The atlas of this moment.

        Raises
        ------
        AtlasError
            The folder cannot be read.
        """
        with self._busy:
            marks = disk.marks(self.folder, store.FILES)
            if self._lying is None or marks != self._marks:
                self._lying = self._read()
                self._marks = marks
            return self._lying

    def _read(self) -> Lying:
        # The background does not change while somebody edits; reading it takes four times as long as the rest.
        ground = self._lying.atlas.basemap if self._lying else None
        found = store.survey(self.folder, basemap=ground is None)
        atlas = found.atlas if ground is None else replace(found.atlas, basemap=ground)
        return lying_of(atlas, (*found.problems, *missing_basemap(atlas)))
