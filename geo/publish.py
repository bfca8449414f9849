"""Finished files to maps/ or where they were asked for: each is whole or not there at all."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

from geo import disk
from geo.errors import CannotWrite, Problem, Said, nothing_written


@nothing_written()
def write(pages: Mapping[str, str | bytes], folder: Path) -> list[Path]:
    """Write pages (file name to text or bytes) into a folder, made if absent.

    Every text is first written beside its place and then renamed over it, so a crash leaves the old or the new one.

    Raises
    ------
    CannotWrite
        With the place and how to mend it; no half-written file is left.
    """
    contents = {name: text.encode() if isinstance(text, str) else text for name, text in pages.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        disk.put(folder, contents, slots=disk.own_slot, journal=None)
    except OSError as error:
        raise CannotWrite([_unwritable(disk.cannot_write(error, folder))]) from error
    except CannotWrite as error:
        raise CannotWrite(map(_unwritable, error.problems)) from error
    return [folder / name for name in pages]


def _unwritable(problem: Problem) -> Problem:
    """The same, with the one thing a person who builds maps can do about it."""
    return Problem(problem.place, "publish.unwritable", {"reason": Said(problem.key, problem.values)}, "write-maps")


def iframe(source: str, title: str, fallback: str) -> str:
    """A responsive iframe for a web page: 16:10, full width, lazy, with a title and a link for readers without frames.

    Its attributes say so too, as well as they can, for hosts that forbid style attributes.

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
        f'<iframe src="{address}" title="{escape(title, quote=True)}" width="100%" height="500" frameborder="0"\n'
        '  style="width:100%;height:auto;aspect-ratio:16/10;min-height:240px" loading="lazy" allow="fullscreen"\n'
        '  sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads">\n'
        f'  <a href="{address}">{escape(fallback)}</a>\n'
        "</iframe>"
    )
