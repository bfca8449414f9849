"""What is to be done, for every worker: the sources in parts, what words mean, the ground, and where it goes.

Its mark says whether a run that was cut off may go on: it does if nothing was changed that an answer depends on.
"""

import json
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from geo import disk
from geo.bulk.ground import Ground
from geo.bulk.reading import Part, Source
from geo.bulk.tidying import Words
from geo.errors import InvalidData, Place, Problem
from geo.importers import Words as Labels
from geo.importers.rows import RULE
from geo.importers.values import Wrong
from geo.vocabulary import PRECISIONS, SECTORS, STATUSES

LISTS: Mapping[str, tuple[str, ...]] = {"sector": SECTORS, "status": STATUSES, "precision": PRECISIONS}
# What is said of places whose file says nothing, as an import says it: a state nobody told is not known.
SILENT = {"status": "unknown", "precision": "locality"}
# Written into marks: another one makes every partition again. To be raised where answers change.
VERSION = 1


@dataclass(frozen=True)
class Asked:
    """What a person asks of a run.

    Parameters
    ----------
    columns
        Field → name of its column, where they said so.
    given
        `sector`, `status`, `precision` → the word for places whose file does not say.
    encoding
        Charset of the files of text.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""


class Task(NamedTuple):
    """A partition of the whole."""

    number: int
    source: Source
    part: Part


class Job(NamedTuple):
    """All that a worker needs beside its tasks, sent to it once.

    Parameters
    ----------
    ground
        Packed, since each thread makes its own ready.
    out
        The folder, as every worker reaches it.
    rows
        How many are judged at once.
    """

    words: Words
    ground: bytes
    out: str
    rows: int


def tasks(sources: Sequence[Source]) -> list[Task]:
    """A task for each part of each source, numbered through."""
    pairs = [(replace(source, parts=()), part) for source in sources for part in source.parts]
    return [Task(number, source, part) for number, (source, part) in enumerate(pairs)]


def job(words: Words, ground: Ground, out: Path, rows: int) -> Job:
    """What the tasks share."""
    return Job(words, pickle.dumps(ground), str(out.resolve()), rows)


def words_for(sources: Sequence[Source], asked: Asked, labels: Labels) -> Words:
    """What texts of each closed list mean, and what silence means.

    Raises
    ------
    InvalidData
        A word that was given is none, or nothing says which sectors the places of a file are of.
    """
    given = {**SILENT, **asked.given}
    problems = [
        Problem(Place(argument="--set"), "import.no_such_field", {"field": name, "fields": tuple(LISTS)}, RULE)
        for name in given
        if name not in LISTS
    ]
    found: dict[str, dict[str, int]] = {}
    for name, known in LISTS.items():
        found[name] = {text: known.index(word) for text, word in labels.of(name, known).items()}
        try:
            if name in given:
                found[name][""] = known.index(labels.word(name, known, given[name]))
        except Wrong as error:
            problems.append(Problem(Place(argument="--set"), error.key, error.values, RULE))
    if "sector" not in given:
        silent = [source.path for source in sources if "sector" not in source.columns]
        problems += [Problem(Place(argument=path), "bulk.no_sector") for path in silent]
    if problems:
        raise InvalidData(problems)
    return found


def marks(sources: Sequence[Source], asked: Asked, ground: Ground) -> dict[str, str]:
    """A mark each of the sources, of what was asked, and of the ground: one that differs names what was changed."""
    files = [(source.path, source.stamp, source.parts, dict(source.columns)) for source in sources]
    return {
        "sources": _mark(files),
        "options": _mark(asdict(asked)),
        "atlas": _mark([VERSION, ground.mark]),
    }


def _mark(said: object) -> str:
    return disk.digest(json.dumps(said, sort_keys=True, default=dict).encode())
