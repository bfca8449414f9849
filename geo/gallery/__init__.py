"""Atlas → a gallery: a small page and a picture of each theme and story, and one page that shows them. Never writes.

`entries` says what is in it, `drawing` makes the files; here is what tells whether they would be the same as before.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from geo.vocabulary import Language

__all__ = ["GALLERY", "is_current", "mark_of"]

GALLERY = "gallery"
_CODE = Path(__file__).parents[1]
_DRAWING = (".py", ".json", ".html", ".css", ".js", ".block", ".typ", ".woff2", ".ttf")


def mark_of(stamp: Mapping[str, str], lang: Language, base: str) -> str:
    """What a gallery is made from, as one word: the data, the program, and what was asked.

    Parameters
    ----------
    stamp
        Digests of the files of data/, by path.
    """
    told = [sorted((Path(path).name, digest) for path, digest in stamp.items()), _program(), lang, base]
    return sha256(json.dumps(told).encode()).hexdigest()


def is_current(page: Path, mark: str) -> bool:
    """Whether a gallery's page is there and was made from the same."""
    return page.is_file() and mark.encode() in page.read_bytes()


def _program() -> list[tuple[str, int, int]]:
    """The files of the package by size and time: a change of any may change a picture."""
    files = (path for path in sorted(_CODE.rglob("*")) if path.suffix in _DRAWING)
    return [(path.relative_to(_CODE).as_posix(), (stat := path.stat()).st_size, stat.st_mtime_ns) for path in files]
