"""One row a feature, as the page's CSV has it; and CSV by RFC 4180, with the mark by which Excel knows UTF-8."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from geo.exporters.wanted import Feature, Wanted
from geo.fields import CSV
from geo.vocabulary import LANGUAGES

# A spreadsheet would run text that begins like this.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def columns(wanted: Wanted) -> list[str]:
    """The columns of the table: those of the page's, with texts in the languages wanted."""
    found = []
    for name in CSV:
        if name == "summary_en":
            found += [f"summary_{lang}" for lang in (wanted.langs if len(wanted.langs) < len(LANGUAGES) else ("en",))]
        elif wanted.has(name):
            found.append(name)
    return found


def rows(wanted: Wanted) -> Iterator[list[Any]]:
    """The cells of each feature, by `columns`: texts, numbers, None."""
    links = {id_: source.URL or source.title or id_ for id_, source in wanted.atlas.sources.items()}
    names = columns(wanted)
    for feature in wanted.features():
        yield [_cell(feature, name, links) for name in names]


def csv_text(wanted: Wanted) -> bytes:
    """The table as CSV; edition and credit are columns, so that every row keeps them when rows are copied."""
    credit = wanted.credit
    head = [*columns(wanted), "edition", "credit"]
    return csv_of([head, *([*row, wanted.atlas.edition, credit] for row in rows(wanted))])


def csv_of(lines: Iterable[Iterable[Any]]) -> bytes:
    """Rows as CSV: text that begins like a formula gets an apostrophe, numbers stay numbers."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for line in lines:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in line])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def harmless(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe keeps what begins like a formula a text."""
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(feature: Feature, name: str, links: dict[str, str]) -> Any:
    point = feature.shape if feature.shape is not None and feature.shape.geom_type == "Point" else None
    if name == "kind":
        return feature.kind
    if name == "latitude":
        return point and point.y
    if name == "longitude":
        return point and point.x
    if name == "sources":
        return "; ".join(links.get(entry["id"], entry["id"]) for entry in feature.row.get("sources") or ())
    value = feature.row.get(name)
    return "; ".join(map(str, value)) if isinstance(value, list) else value
