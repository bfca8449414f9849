"""What git remembers of a folder of data: its files as they were at a revision, and who changed a feature when.

Git is asked by its own command; where there is none, or the folder is in no repository, that is said.
"""

import json
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from geo.errors import InvalidData, Place, Problem
from geo.model import LAYERS, Json
from geo.store import FILES

SECONDS = 60


class Change(NamedTuple):
    """One commit that changed a feature: who, when (ISO 8601), why, and the feature before and after, None for none."""

    commit: str
    who: str
    when: str
    why: str
    before: Json | None
    after: Json | None


def in_git(folder: Path) -> bool:
    """Whether git knows a folder."""
    return _git(folder, "ls-files", "--error-unmatch", ".") is not None


@contextmanager
def folder_at(folder: Path, revision: str) -> Iterator[Path]:
    """The data files of a folder as they were at a revision, in a folder of their own; a list that was not there yet is
    empty.

    Raises
    ------
    InvalidData
        There is no such revision, or the folder was not in it.
    """
    place = Place(argument=revision)
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise InvalidData([Problem(place, "revision.none", {"revision": revision}, "revision")])
    packed = _git(folder, "archive", "--format=tar", commit.decode().strip(), ".")
    with TemporaryDirectory(prefix="kzuz-") as made:
        there = Path(made)
        with tarfile.open(fileobj=BytesIO(packed or b"\0" * 1024)) as archive:
            for name in FILES:
                member = next((one for one in archive if one.isfile() and one.name.removeprefix("./") == name), None)
                held = archive.extractfile(member) if member else None
                if held:
                    (there / name).write_bytes(held.read())
        if not (there / FILES[0]).exists():
            raise InvalidData([Problem(place, "revision.no_data", {"revision": revision}, "revision")])
        for name in FILES:
            if name.endswith(".json") and not (there / name).exists():
                (there / name).write_text("[\n]\n")
        yield there


def history_of(folder: Path, id_: str) -> list[Change]:
    """The commits that changed a feature, newest first; `id_` is one that has the form of an id."""
    names = [layer.filename for layer in LAYERS]
    log = _git(
        folder, "log", "--no-color", "--no-ext-diff", "--no-renames", "--format=%x00%H%x01%an%x01%aI%x01%s%x02",
        "-p", "-U0", f'-G"id":"{id_}"', "--", *names,
    )  # fmt: skip
    found = []
    for part in (log or b"").decode("utf-8", "replace").split("\0")[1:]:
        head, _, patch = part.partition("\2")
        commit, who, when, why = head.split("\1")
        before, after = (_feature_in(patch, sign, id_) for sign in "-+")
        if before != after:
            found.append(Change(commit[:12], who, when, why, before, after))
    return found


def committed(folder: Path, id_: str) -> Json | None:
    """A feature as the last commit has it."""
    for layer in LAYERS:
        text = _git(folder, "show", f"HEAD:./{layer.filename}")
        if text and (feature := _feature_in(text.decode("utf-8", "replace"), "", id_)):
            return feature
    return None


def _feature_in(patch: str, sign: str, id_: str) -> Json | None:
    start = f'{sign}{{"type":"Feature"'
    for line in patch.splitlines():
        if not line.startswith(start) or f'"id":"{id_}"' not in line:
            continue
        try:
            feature = json.loads(line.removeprefix(sign).rstrip().rstrip(","))
        except ValueError:
            continue
        if feature.get("properties", {}).get("id") == id_:
            return dict(feature)
    return None


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What a command of git answers in a folder; None where it fails, or there is no git."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
