"""What the author of another page wants seen and adds of his own, checked: his words are text, bounded and marked."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from math import isfinite

import numpy as np

from geo.errors import Place, Problem
from geo.figures import Bounds, Note
from geo.formats import PageStyle
from geo.model import Atlas
from geo.render import Author
from geo.selection import BadSelection
from geo.vocabulary import FIRST_VIEW

LONGEST_TITLE = 160
LONGEST_NOTE = 200
MOST_NOTES = 20
ZOOMS = (3, 16)
# As browsers write one: no path, no capitals.
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?")
# Degrees of latitude a web map has.
_MOST_NORTH = 85


def author_of(
    atlas: Atlas,
    *,
    title: str | None,
    bounds: Bounds | None,
    zoom: float | None,
    notes: Sequence[Note],
    link: str,
    style: PageStyle,
    host: str | None,
) -> Author:
    """The author's wishes as a page takes them; parameters and errors as of `embed`."""
    own = [(_shown(text), lon, lat) for text, lon, lat in notes]
    heading = _shown(title) if title is not None else None
    problems = [*_in_title(heading), *_in_notes(own), *_in_view(bounds, zoom), *_in_host(host)]
    if problems:
        raise BadSelection(problems)
    if zoom is not None:
        lon, lat = _middle(atlas, bounds)
        link, bounds = "&".join(filter(None, [f"map={zoom:g}/{lat:.4f}/{lon:.4f}", link])), None
    lines = tuple((text, round(lon, 5), round(lat, 5)) for text, lon, lat in own)
    return Author(heading, bounds, link, lines, style, host)


def _shown(text: str) -> str:
    """A text in one line, without what no page can show."""
    return " ".join("".join(letter for letter in text if not _is_unseen(letter)).split())


def _is_unseen(letter: str) -> bool:
    return not letter.isspace() and unicodedata.category(letter) in ("Cc", "Cs")


def _in_title(title: str | None) -> Iterator[Problem]:
    if title is not None and not 0 < len(title) <= LONGEST_TITLE:
        yield Problem(Place(argument="title"), "embed.title", {"most": LONGEST_TITLE})


def _in_notes(notes: Sequence[tuple[str, float, float]]) -> Iterator[Problem]:
    if len(notes) > MOST_NOTES:
        yield Problem(Place(argument="note"), "embed.notes", {"n": len(notes), "most": MOST_NOTES})
    for text, lon, lat in notes:
        if not 0 < len(text) <= LONGEST_NOTE:
            yield Problem(Place(argument=f"note {text}"), "embed.note_length", {"most": LONGEST_NOTE})
        if not (-180 <= lon <= 180 and -_MOST_NORTH <= lat <= _MOST_NORTH):
            yield Problem(Place(argument=f"note {text}"), "figure.note")


def _in_view(bounds: Bounds | None, zoom: float | None) -> Iterator[Problem]:
    if bounds is not None:
        west, south, east, north = bounds
        if not (-180 <= west < east <= 180 and -_MOST_NORTH <= south < north <= _MOST_NORTH):
            yield Problem(Place(argument="bounds"), "figure.bounds")
    if zoom is not None and not (isfinite(zoom) and ZOOMS[0] <= zoom <= ZOOMS[1]):
        yield Problem(Place(argument="zoom"), "embed.zoom", {"least": ZOOMS[0], "most": ZOOMS[1]})


def _in_host(host: str | None) -> Iterator[Problem]:
    if host is not None and not _ORIGIN.fullmatch(host):
        yield Problem(Place(argument=f"host {host}"), "embed.host")


def _middle(atlas: Atlas, bounds: Bounds | None) -> tuple[float, float]:
    """The middle of what is to be seen, as (lon, lat): of bounds, of what has a place, of both countries."""
    if bounds is None:
        placed = [frame.total_bounds for frame in atlas.layers().values() if frame.geometry.notna().any()]
        corners = np.array(placed).reshape(-1, 4)
        west, south = corners[:, :2].min(axis=0) if placed else FIRST_VIEW[:2]
        east, north = corners[:, 2:].max(axis=0) if placed else FIRST_VIEW[2:]
    else:
        west, south, east, north = bounds
    return float(west + east) / 2, float(south + north) / 2
