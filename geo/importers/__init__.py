"""A file → a Proposal: what each of its rows would add or change. Nothing is written, nothing is fetched.

Readers know formats and nothing of the atlas: they give rows of cells and points (`rows`). What the columns are
(`columns`), where a row is (`positions`) and what it says (`records`) is the same for every format. Files are hostile
until proven otherwise: read from memory, never unpacked to disk, their sizes and depths bounded, and whatever is wrong
is a refusal with its place, reason and mend.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.errors import Said
from geo.importers import formats
from geo.importers.columns import Columns
from geo.importers.records import Asked, Home, Noted, Proposed, of_table, refused_file
from geo.importers.rows import FILE, Refusal, Unreadable
from geo.importers.values import Words

__all__ = ["FILE", "Asked", "Proposal", "Proposed", "Refusal", "Unreadable", "Words", "read"]


@dataclass(frozen=True)
class Proposal:
    """All that one file proposes.

    Parameters
    ----------
    file
        Its name, as the person gave it.
    format
        What it was read as; "" where it could not be read.
    encoding, crs
        Of its letters and positions, as far as there is something to tell.
    rows
        One each thing in it.
    notes
        What to know beside.
    """

    file: str
    format: str
    rows: Sequence[Proposed]
    encoding: str = ""
    crs: str = ""
    notes: Sequence[Said] = ()


def read(file: str, data: bytes, asked: Asked, words: Words, home: Home = lambda _: None) -> Proposal:
    """What a file proposes; one that cannot be read is a proposal whose only row is refused.

    Parameters
    ----------
    file
        Its name, for messages only: a file is known by what is in it.
    words
        What people call sectors, statuses, regions.
    home
        The layer of a feature that is there, by its id: the row is read as one of that kind.
    """
    try:
        contents = formats.read(data, Columns(asked.columns), asked.encoding)
    except Unreadable as error:
        return Proposal(file, "", [refused_file(error.refusal)])
    noted = Noted()
    rows: list[Proposed] = []
    for table in contents.tables:
        try:
            rows += of_table(table, asked, words, home, noted)
        except Unreadable as error:
            rows.append(refused_file(error.refusal))
    if not rows:
        rows = [refused_file(Unreadable("header", "import.no_rows").refusal)]
    crs = ", ".join(dict.fromkeys(noted.crs))
    return Proposal(file, contents.format, rows, contents.encoding, crs, [*contents.notes, *noted.notes()])
