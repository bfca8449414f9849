"""The border crossings compared: who and what may pass, when, and how much."""

from collections.abc import Iterator

from geo.figures.crossings import QUESTIONS, capacities
from geo.figures.pen import plain
from geo.reports.brief import Block, Heading, Line, Paragraph, Table, cited, line
from geo.reports.wording import Entry, Words
from geo.vocabulary import STATUS_MEANING, Status


def crossings(words: Words) -> Iterator[Block]:
    """A table of them, those that can be used first."""
    found = [entry for entry in words.entries if entry.thing.layer.kind == "crossing"]
    if not found:
        return
    yield Heading(1, line(words.say("crossings.heading")))
    keys = ("kind.crossing", "card.modes", "card.passengers", "card.freight", "card.third_country_nationals",
            "card.hours", "card.status", "crossings.capacity", "card.sources")  # fmt: skip
    ordered = sorted(found, key=lambda entry: _rank(entry.row["status"]))
    widths = (0.12, 0.1, 0.13, 0.13, 0.13, 0.085, 0.12, 0.1, 0.085)
    caption = line(words.say("report.crossings_caption"))
    yield Table(caption, tuple(map(words.say, keys)), tuple(_row(words, entry) for entry in ordered), widths)
    yield Paragraph(line(words.say("crossings.note")), is_small=True)


def _rank(status: Status) -> int:
    return STATUS_MEANING[status].use_rank


def _row(words: Words, entry: Entry) -> tuple[Line, ...]:
    row = entry.row
    answers = (row[name] or "unknown" for name in QUESTIONS)
    return (
        words.name(entry),
        line(", ".join(words.say(f"mode.{mode}") for mode in row["modes"] or ())),
        *(line("?" if answer == "unknown" else words.say(f"access.{answer}")) for answer in answers),
        # A narrow column may be broken after this dash, not after a hyphen between figures.
        line(plain(row["hours"] or "?").replace("-", "–")),
        words.state(entry),
        line("; ".join(capacities(row, words.lang)) or "?"),
        cited(entry.sources),
    )
