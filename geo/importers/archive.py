"""Archives: what a ZIP holds, never unpacked to disk, and never more of it than a file of its size can mean."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from geo.importers.rows import Unreadable

# An office file packs to a tenth, a sheet of one word to a sixtieth; a bomb to a thousandth.
_MOST_TIMES = 200
_ALWAYS = 20 << 20
_MOST_BYTES = 2 << 30
_MOST_MEMBERS = 10_000


class Archive:
    """The members of a ZIP by their names, in order; every one is read once, so that no size is only claimed.

    Raises
    ------
    Unreadable
        It is broken, locked by a password, names files outside of itself, or holds far more than its size.
    """

    def __init__(self, data: bytes, only: tuple[str, ...] = ()) -> None:
        self.members: dict[str, bytes] = {}
        self._left = min(_MOST_BYTES, max(_ALWAYS, _MOST_TIMES * len(data)))
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as zipped:
                self._read(zipped, only)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise Unreadable("format", "import.zip_broken") from error
        except RuntimeError as error:  # what zipfile raises for a password
            raise Unreadable("format", "import.zip_locked") from error

    def _read(self, zipped: zipfile.ZipFile, only: tuple[str, ...]) -> None:
        infos = zipped.infolist()
        if len(infos) > _MOST_MEMBERS:
            raise Unreadable("format", "import.zip_bomb")
        for info in infos:
            if _leads_out(info.filename):
                raise Unreadable("format", "import.zip_outside", name=info.filename)
            if info.is_dir() or "__MACOSX/" in info.filename:
                continue
            content = self._unpacked(zipped, info, keep=not only or info.filename.lower().endswith(only))
            self.members[info.filename] = content

    def _unpacked(self, zipped: zipfile.ZipFile, info: zipfile.ZipInfo, *, keep: bool) -> bytes:
        parts = []
        with zipped.open(info) as member:
            while part := member.read(1 << 20):
                self._left -= len(part)
                if self._left < 0:
                    raise Unreadable("format", "import.zip_bomb")
                if keep:
                    parts.append(part)
        return b"".join(parts)

    def ending(self, *endings: str) -> dict[str, bytes]:
        """The members whose names end so, whatever their case."""
        return {name: data for name, data in self.members.items() if name.lower().endswith(endings)}


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name.split("/")[0] or "\0" in name


def packed(files: Mapping[str, bytes]) -> bytes:
    """Files as one ZIP, nothing compressed: what GDAL takes several files as."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return held.getvalue()
