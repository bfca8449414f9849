"""The changes made lately, so that each can be taken back: a file each in `data/.history/`, the oldest overwritten.

A change is written together with the files it changes, all or nothing. Of each feature and document it touched it keeps
what was there before, and a mark of what it left, by which a later change is told from this one.
"""

import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from geo import disk
from geo.errors import CannotWrite
from geo.model import LAYERS, Atlas, Json
from geo.store.text import dumps, text_of, version_of

FOLDER = ".history"
# An import of 100,000 sites is 8 MB here; so many changes are kept at most.
KEPT = 50
NAMES = tuple(f"{FOLDER}/{number:02d}.json" for number in range(KEPT))
# Files whose lines are features or entries with an id. Notes of what was withdrawn follow the features.
REMEMBERED = (*(layer.filename for layer in LAYERS), "sources.json")


@dataclass(frozen=True)
class Touched:
    """One feature or document that a change touched.

    Parameters
    ----------
    file, id
        Which.
    before
        As it was, None if there was none.
    after
        `version_of` what the change left, "" if nothing.
    fields
        Names of the properties that differ; of what is new or gone none.
    """

    file: str
    id: str
    before: Json | None
    after: str
    fields: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What happened to it: `added`, `changed` or `withdrawn`."""
        return "added" if self.before is None else "changed" if self.after else "withdrawn"


@dataclass(frozen=True)
class Step:
    """One change of data/: its number, when (UTC, ISO 8601) and by what it was made; when it was taken back, or ""."""

    number: int
    at: str
    by: str
    touched: tuple[Touched, ...]
    undone: str = ""

    def bytes(self) -> bytes:
        """As its file holds it."""
        touched = [
            {"file": one.file, "id": one.id, "before": one.before, "after": one.after, "fields": one.fields}
            for one in self.touched
        ]
        whole = {"number": self.number, "at": self.at, "by": self.by, "undone": self.undone, "touched": touched}
        return dumps(whole).encode() + b"\n"

    @property
    def name(self) -> str:
        """Its file in data/."""
        return NAMES[self.number % KEPT]


def steps(data_dir: Path | str) -> list[Step]:
    """The changes that are remembered, the newest first; a file that no program of ours wrote is passed over."""
    folder = Path(data_dir)
    waiting = disk.pending(folder)
    found = []
    for name in NAMES:
        try:
            found.append(_step(from_json(disk.current(folder, name, waiting).read_bytes())))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return sorted(found, key=lambda step: -step.number)


def _step(whole: Any) -> Step:
    touched = tuple(
        Touched(str(one["file"]), str(one["id"]), one["before"], str(one["after"]), tuple(map(str, one["fields"])))
        for one in whole["touched"]
    )
    return Step(int(whole["number"]), str(whole["at"]), str(whole["by"]), touched, str(whole["undone"]))


def next_step(folder: Path, by: str, old: Atlas, new: Mapping[str, bytes], changed: Container[str]) -> Step:
    """What is kept of a change: of the atlas before it, the bytes of the files after it, and the names that differ."""
    newest = steps(folder)[:1]
    names = [name for name in REMEMBERED if name in changed]
    touched = tuple(one for name in names for one in _touched(name, text_of(old, name).encode(), new[name]))
    return Step(newest[0].number + 1 if newest else 1, now(), by, touched)


def now() -> str:
    """This second, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def make_room(folder: Path) -> None:
    """See that there is a folder for the changes.

    Raises
    ------
    CannotWrite
        There cannot be one.
    """
    try:
        (folder / FOLDER).mkdir(exist_ok=True)
    except OSError as error:
        raise CannotWrite([disk.cannot_write(error, folder / FOLDER)]) from error


def _touched(name: str, old: bytes, new: bytes) -> Iterator[Touched]:
    """Each thing of a file whose line changed; the others are not parsed."""
    lines, more = ({line.rstrip(b",") for line in text.split(b"\n")} for text in (old, new))
    before, after = _by_id(lines - more), _by_id(more - lines)
    for id_ in sorted(before | after):
        was, now = before.get(id_), after.get(id_)
        if was != now:
            yield Touched(name, id_, was, version_of(now), _differing(was, now))


def _by_id(lines: set[bytes]) -> dict[str, Json]:
    things = [json.loads(line) for line in lines if line.startswith(b'{"') and line.endswith(b"}")]
    return {(one.get("properties") or one)["id"]: one for one in things}


def _differing(was: Json | None, now: Json | None) -> tuple[str, ...]:
    if was is None or now is None:
        return ()
    old, new = ({**(one.get("properties") or one), "geometry": one.get("geometry")} for one in (was, now))
    return tuple(name for name in {**old, **new} if old.get(name) != new.get(name))
