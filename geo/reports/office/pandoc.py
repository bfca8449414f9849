"""pandoc, called as a program: found in its package or on PATH, fed its own document as JSON, its output made the same
every time."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from calendar import timegm
from functools import cache
from pathlib import Path

from geo.dates import span
from geo.errors import NOTHING_WRITTEN, AtlasError, Place, Problem
from geo.extras import MissingPart
from geo.model import Json

EXTRA = "office"
# Since then figures and their captions are one block.
LEAST = 3


class PandocFailed(AtlasError):
    """pandoc is too old, or could not do what it was asked."""


@cache
def program() -> str:
    """Where pandoc is: that of the package first, whose version the lock pins.

    Raises
    ------
    MissingPart
        There is none; the message has the one command that brings it.
    PandocFailed
        It is too old.
    """
    found = _packaged() or shutil.which("pandoc")
    if not found:
        raise MissingPart("pandoc", EXTRA)
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"\d+(?:\.\d+)*", told)
    if not version or int(version[0].partition(".")[0]) < LEAST:
        values = {"path": found, "version": version[0] if version else "?", "least": LEAST}
        raise PandocFailed([Problem(Place(), "report.old_pandoc", values)], NOTHING_WRITTEN)
    return found


def _packaged() -> str | None:
    try:
        import pypandoc
    except ModuleNotFoundError:
        return None
    folder = Path(pypandoc.__file__).parent / "files"
    return shutil.which("pandoc", path=str(folder))


def default_file(name: str) -> bytes:
    """One of the files pandoc brings along: `reference.docx`."""
    return _run(["--print-default-data-file", name], b"", 0)


def written(document: Json, to: str, reference: bytes, edition: str, *options: str) -> bytes:
    """A document of pandoc's as the bytes of a file, dated by an edition (EDTF).

    Parameters
    ----------
    to
        The format: `docx`, `odt`, `pptx`.
    reference
        A file of that format whose styles it gets.
    """
    read = span(edition) if edition else None
    moment = timegm(read.last.timetuple()) if read else 0
    with tempfile.TemporaryDirectory() as folder:
        styles, made = (Path(folder) / f"{name}.{to}" for name in ("reference", "made"))
        styles.write_bytes(reference)
        arguments = ["--from", "json", "--to", to, "--reference-doc", str(styles), "--output", str(made), *options]
        _run(arguments, json.dumps(document).encode(), moment)
        return made.read_bytes()


def _run(arguments: list[str], content: bytes, moment: int) -> bytes:
    """What pandoc answers; the clock it goes by is `moment`, in seconds since 1970, and nobody's own files count."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment)}
    with tempfile.TemporaryDirectory() as nothing:
        done = subprocess.run(
            [program(), "--data-dir", nothing, *arguments],
            input=content, env=environment, capture_output=True, check=False,
        )  # fmt: skip
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())
        raise PandocFailed([Problem(Place(), "report.pandoc_failed", {"said": said})], NOTHING_WRITTEN)
    return done.stdout
