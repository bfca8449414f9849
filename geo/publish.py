"""Finished texts to maps/: the only room that writes there. Each file is whole or not there at all."""

import os
import tempfile
from html import escape
from pathlib import Path

from geo.errors import CannotWrite, plain


def write(pages: dict[str, str], folder: Path) -> list[Path]:
    """Write pages (file name to text) into a folder, made if absent.

    Every text is first written beside its place and then renamed over it, so a crash leaves the old or the new one.

    Raises
    ------
    CannotWrite
        With the place and how to mend it; no half-written file is left.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            staged.append((_stage(folder, name, text), folder / name))
        for temporary, path in staged:
            temporary.replace(path)
    except OSError as error:
        problem = plain(
            str(folder), error.strerror or str(error), "choose a folder that can be written, with --out", "write-maps"
        )
        raise CannotWrite([problem]) from error
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
    return [path for _, path in staged]


def _stage(folder: Path, name: str, text: str) -> Path:
    handle, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
    path = Path(temporary)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(0o644)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def iframe(source: str, title: str, fallback: str) -> str:
    """A responsive iframe for a web page: 16:10, full width, lazy, with a title and a link for readers without frames.

    Parameters
    ----------
    source
        Address of the map file, as the reader's page will see it.
    title
        What the frame shows, for screen readers.
    fallback
        Words of the link inside.
    """
    address = escape(source, quote=True)
    return (
        f'<iframe src="{address}" title="{escape(title, quote=True)}" loading="lazy" allow="fullscreen"\n'
        '  style="width:100%;aspect-ratio:16/10;min-height:240px;border:0"\n'
        '  sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads">\n'
        f'  <a href="{address}">{escape(fallback)}</a>\n'
        "</iframe>"
    )
