"""What happened since a day, and what was promised: the dated events of the data, newest first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from geo.dates import Span, span
from geo.i18n.format import number
from geo.reports.brief import Block, Heading, Line, Paragraph, Table, joined, line
from geo.reports.wording import Entry, Words
from geo.vocabulary import EDTF_FROM, EVENT_MEANING

# What was read of a state, and changed none: counted, not told.
_SAID = "report"


class Happening(NamedTuple):
    """An event of a feature, and the days it may have been on."""

    entry: Entry
    event: Mapping[str, Any]
    when: Span


def year_before(edition: str) -> str:
    """The month a year before an edition: since when a brief tells what changed if nobody says."""
    return f"{int(edition[:4]) - 1}{edition[4:7]}" if edition else str(EDTF_FROM)


def _dated(words: Words) -> Iterator[Happening]:
    for entry in words.entries:
        for event in entry.row["events"] or ():
            if (when := span(event.get("date") or "")) is not None:
                yield Happening(entry, event, when)


def happened(words: Words, since: str) -> list[Happening]:
    """What is dated on or after the first day of a date, promises apart, newest first."""
    start = span(since)
    if start is None:
        raise ValueError(f"since={since!r} is no date; give 2025, 2025-11 or 2025-11-15")
    found = [
        one for one in _dated(words) if one.when.last >= start.first and not EVENT_MEANING[one.event["kind"]].is_promise
    ]
    return sorted(found, key=lambda one: (one.when.last, one.when.first), reverse=True)


def period_of(words: Words, since: str) -> str:
    """From a date to the edition, in words."""
    return f"{words.date(since)} – {words.date(words.atlas.edition)}"


def changed(words: Words, since: str) -> Iterator[Block]:
    """A table of what happened since, and one of what was promised."""
    found = happened(words, since)
    told = [one for one in found if one.event["kind"] != _SAID]
    yield Heading(1, line(words.say("report.changed", period=period_of(words, since))))
    if told:
        yield _table(words, words.say("report.changes"), told)
    else:
        yield Paragraph(line(words.say("report.no_changes")))
    if said := len(found) - len(told):
        yield Paragraph(line(words.say("report.reports", n=number(said, words.lang))), is_small=True)
    if promises := _promises(words):
        yield _promised(words, promises)


def _table(words: Words, caption: str, told: Sequence[Happening]) -> Table:
    rows = tuple(
        (
            line(words.date(one.event["date"])),
            words.name(one.entry),
            joined([line(words.say(f"event.{one.event['kind']}")), words.event_note(one.event)], ". "),
            words.of_event(one.entry, one.event),
        )
        for one in told
    )
    keys = ("report.date", "table.name", "card.events", "card.sources")
    return Table(line(caption), tuple(map(words.say, keys)), rows, (0.16, 0.27, 0.44, 0.13))


def _promises(words: Words) -> list[Happening]:
    """Dates that were promised and lie ahead of the edition, or behind it of what does not yet stand; oldest first."""
    read = span(words.atlas.edition) if words.atlas.edition else None
    found = [
        one
        for one in _dated(words)
        if EVENT_MEANING[one.event["kind"]].is_promise
        and (read is None or one.when.last > read.last or one.entry.thing.phase in ("ahead", "building"))
    ]
    return sorted(found, key=lambda one: (one.when.last, one.when.first))


def _promised(words: Words, promises: Sequence[Happening]) -> Table:
    rows = tuple(
        (
            joined([line(words.date(one.event["date"])), _passed(words, one)], "; "),
            words.name(one.entry),
            words.event_note(one.event) or line("–"),
            words.of_event(one.entry, one.event),
        )
        for one in promises
    )
    keys = ("report.date", "table.name", "report.promised", "card.sources")
    caption = line(words.say("report.promises"))
    return Table(caption, tuple(map(words.say, keys)), rows, (0.22, 0.27, 0.38, 0.13))


def _passed(words: Words, one: Happening) -> Line:
    read = span(words.atlas.edition) if words.atlas.edition else None
    return line(words.say("time.passed_since")) if read and one.when.last <= read.last else ()
