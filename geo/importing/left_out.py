"""Refused rows as a table: what they hold, and before it why they were not taken."""

import csv
import io
import re

from geo.importers.rows import Cell
from geo.importing.preview import Preview
from geo.vocabulary import Language

_RUN = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def table(preview: Preview, lang: Language) -> bytes:
    """CSV in UTF-8 with its mark: where, reason and message of each refused row, and its own cells.

    The importer passes over the columns `reason` and `message`, so that the mended table can be imported as it is.
    """
    lines = preview.refused
    names = list(dict.fromkeys(name for line in lines for name in line.proposed.cells))
    several = len(preview.proposals) > 1
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(["reason", "message", "row", *map(_harmless, names)])
    for line in lines:
        cells = (_harmless(_written(line.proposed.cells.get(name))) for name in names)
        told = [line.reason, line.message(lang), line.where(lang, with_file=several)]
        writer.writerow([*map(_harmless, told), *cells])
    return held.getvalue().encode("utf-8-sig", "backslashreplace")


def _written(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _harmless(text: str) -> str:
    """A spreadsheet would run a text that begins like a formula: an apostrophe keeps it text; numbers are none."""
    return f"'{text}" if _RUN.match(text) and not re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?", text) else text
