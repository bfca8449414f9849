"""Documents as a person names them → their entries in `sources.json`: known ones are reused, new ones get an id."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from slugify import slugify

from geo import store
from geo.dates import span
from geo.errors import Place, Problem
from geo.model import ID_PATTERN, Atlas
from geo.store import SourceEdit
from geo.validate.references import is_web_address

# Of an id that is made: with a date and a number behind it, it is still one.
LONGEST_ID = 60
LONGEST_NAME = 200
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True)
class Document:
    """A document that a person cites.

    Parameters
    ----------
    where
        Its web address, or the id of one in `sources.json`.
    title, publisher, date, language
        As published, "" where that is not known; the date as `2025`, `2025-11` or `2025-11-15`, the language by its
        code of ISO 639. Of a document that is there already they are not looked at.
    """

    where: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    language: str = ""


def documents(
    where: Iterable[str],
    title: Iterable[str] = (),
    publisher: Iterable[str] = (),
    date: Iterable[str] = (),
    language: Iterable[str] = (),
) -> tuple[Document, ...]:
    """Documents from what was typed of each, in the same order; what is missing at the end is not known."""
    rest = [list(part) for part in (title, publisher, date, language)]
    return tuple(
        Document(one, *(part[number] if number < len(part) else "" for part in rest))
        for number, one in enumerate(where)
    )


def document_problems(cited: Iterable[Document], command: str) -> Iterator[Problem]:
    """What cannot be an entry of `sources.json`; `command` names where it was typed."""
    for one in cited:
        if not is_web_address(one.where) and not re.fullmatch(ID_PATTERN, one.where):
            yield Problem(_typed_at(command, "--source"), "add.no_address", {"url": one.where}, rule="urls")
        if one.date and (not _DATE.fullmatch(one.date) or span(one.date) is None):
            yield Problem(_typed_at(command, "--source-date"), "cite.bad_date", {"date": one.date}, rule="real-dates")
        if one.language and not re.fullmatch("[a-z]{2,3}", one.language):
            yield Problem(_typed_at(command, "--source-language"), "cite.bad_language", {"language": one.language})


def cited(atlas: Atlas, wanted: Iterable[Document], command: str) -> tuple[list[str], list[SourceEdit], list[Problem]]:
    """The ids of documents, the edits that bring the new ones, and what is wrong: an id that no document has."""
    known = {_plain(source.URL): id_ for id_, source in atlas.sources.items() if source.URL}
    ids: list[str] = []
    edits: list[SourceEdit] = []
    problems: list[Problem] = []
    for one in dict.fromkeys(wanted):
        id_ = one.where if one.where in atlas.sources else known.get(_plain(one.where))
        if id_ is None and not is_web_address(one.where):
            problems.append(Problem(_typed_at(command, "--source"), "cite.no_such", {"id": one.where}, "sources-known"))
            continue
        if id_ is None:
            entry = _entry(one, {*atlas.sources, *ids})
            id_ = known[_plain(one.where)] = entry["id"]
            edits.append(store.source_added(entry))
        ids.append(id_)
    return list(dict.fromkeys(ids)), edits, problems


def today() -> str:
    """The day it is, UTC."""
    return datetime.now(UTC).date().isoformat()


def _typed_at(command: str, argument: str) -> Place:
    return Place(argument=f"{command}, {argument}")


def _plain(url: str) -> str:
    return url.rstrip("/")


def _entry(one: Document, taken: set[str]) -> dict[str, Any]:
    """The CSL-JSON entry of a new document, its id made of its host and its day, or today."""
    host = (urlsplit(one.where).hostname or "").removeprefix("www.")[:LONGEST_NAME]
    stem = f"{slugify(host, max_length=LONGEST_ID, word_boundary=True) or 'source'}-{one.date or today()}"
    number = 1
    while (id_ := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    published = {"title": one_line(one.title), "container-title": one_line(one.publisher) or host}
    issued = {"date-parts": [[int(part) for part in one.date.split("-")]]} if one.date else None
    whole = {"id": id_, "type": "webpage", **published, "issued": issued, "URL": one.where, "language": one.language}
    return {name: value for name, value in whole.items() if value}


def one_line(text: str) -> str:
    """A text as typed or pasted, without line breaks and double blanks."""
    return " ".join(text.split())
