"""A section for each theme: what there is in it, in which state, how surely placed, at what cost, with whom."""

from collections.abc import Iterator, Sequence

from geo.i18n.format import count
from geo.reports.brief import Block, Heading, Items, Line, Table, cited, joined, line
from geo.reports.wording import Entry, Words
from geo.vocabulary import STATUSES, THEMES, Phase

# What is on the move stands first.
_ORDER: tuple[Phase, ...] = ("building", "ahead", "running", "stopped", "unknown")
# They have sections of their own, or are none of a theme's works.
_ELSEWHERE = ("crossing", "station", "indicator")
# A brief of no more things than these tells each in words, too.
_MOST_TOLD = 40


def themes(words: Words) -> Iterator[Block]:
    """A heading and tables for each theme that has anything."""
    entries = sorted(
        (entry for entry in words.entries if entry.thing.layer.kind not in _ELSEWHERE),
        key=lambda entry: (_ORDER.index(entry.thing.phase), STATUSES.index(entry.row["status"])),
    )
    if entries:
        yield Heading(1, line(words.say("report.themes")))
    for theme in THEMES:
        own = [entry for entry in entries if words.theme(entry) == theme]
        if own:
            yield Heading(2, line(words.say(f"theme.{theme}")))
            yield from _theme(words, words.say(f"theme.{theme}"), own, is_told=len(entries) <= _MOST_TOLD)


def _theme(words: Words, name: str, own: Sequence[Entry], *, is_told: bool) -> Iterator[Block]:
    works = [entry for entry in own if entry.thing.layer.kind != "agreement"]
    agreements = [entry for entry in own if entry.thing.layer.kind == "agreement"]
    if works:
        yield _works(words, name, works)
    if agreements:
        yield _agreements(words, name, agreements)
    if is_told and (told := tuple(_told(words, own))):
        yield Heading(3, line(words.say("report.told")))
        yield Items(told)


def _works(words: Words, name: str, works: Sequence[Entry]) -> Table:
    rows = tuple(
        (
            words.name(entry),
            words.state(entry),
            words.place(entry),
            words.cost(entry),
            joined(map(words.phrase, entry.row.get("partners") or ()), "; ") or line("–"),
            cited(entry.sources),
        )
        for entry in works
    )
    keys = ("table.name", "card.status", "report.place", "card.cost", "card.partners", "card.sources")
    caption = f"{name}: {count('count.features', len(works), words.lang)}"
    return Table(line(caption), tuple(map(words.say, keys)), rows, (0.24, 0.15, 0.19, 0.13, 0.16, 0.13))


def _agreements(words: Words, name: str, agreements: Sequence[Entry]) -> Table:
    rows = tuple(
        (
            words.name(entry),
            words.state(entry),
            line(words.places(entry.row["applies_to"] or ())),
            cited(entry.sources),
        )
        for entry in agreements
    )
    keys = ("table.name", "card.status", "card.applies_to", "card.sources")
    caption = f"{name}: {words.say('topics.agreements')}"
    return Table(line(caption), tuple(map(words.say, keys)), rows, (0.42, 0.2, 0.23, 0.15))


def _told(words: Words, own: Sequence[Entry]) -> Iterator[Line]:
    """Each in a few sentences, with what is to be said of its cost."""
    for entry in own:
        texts = [words.text(entry.row, "summary"), words.text(entry.row, "cost_note")]
        if any(texts):
            yield joined([joined([words.name(entry), *texts[:1]], ". "), *texts[1:], cited(entry.sources)])
