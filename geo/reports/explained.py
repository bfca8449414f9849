"""What a brief says of itself: where sources disagree, what its words mean, whose it is, what it rests on."""

from collections.abc import Iterable, Iterator, Mapping

from geo.citations import source_row
from geo.figures import telling
from geo.figures.pen import plain
from geo.i18n import catalogues
from geo.reports.brief import Block, Heading, Items, Line, Paragraph, Run, Sources, cited, joined, line, lines_of
from geo.reports.wording import Words
from geo.vocabulary import GEOMETRY_KINDS, LANGUAGE_NAMES, LANGUAGES, PRECISIONS, STATUSES


def disagreements(words: Words) -> Iterator[Block]:
    """Where sources disagree, entry by entry."""
    told = [
        joined([joined([words.name(entry), conflict], ": "), cited(entry.sources)])
        for entry in words.entries
        if (conflict := words.text(entry.row, "conflict"))
    ]
    if told:
        yield Heading(1, line(words.say("card.conflict")))
        yield Items(tuple(told))


def meanings(words: Words) -> Iterator[Block]:
    """What the words of state, certainty and drawing mean that are used; edition, licence, who wrote the texts."""
    yield Heading(1, line(words.say("report.reading")))
    entries = words.entries
    lists = (
        ("status", "status_means", STATUSES, {entry.row["status"] for entry in entries}),
        ("precision", "precision_long", PRECISIONS, {entry.thing.precision for entry in entries}),
        ("geometry", "geometry_long", GEOMETRY_KINDS, {entry.row.get("geometry_kind") for entry in entries}),
    )
    yield Items(
        tuple(
            joined([(Run(words.say(f"{short}.{word}"), is_strong=True),), line(words.say(f"{long}.{word}"))], ": ")
            for short, long, order, used in lists
            for word in order
            if word in used
        )
    )
    yield Paragraph(line(telling.credits_text(words.atlas, words.lang)))
    if catalogues()[words.lang]["status"] == "machine":
        yield Paragraph(line(f"{words.say('ui.machine')} {words.say('card.machine_text')}"), is_small=True)


def stand_ins(words: Words, blocks: Iterable[Block]) -> Iterator[Block]:
    """That some texts stand in another language, where any does."""
    found = {run.lang for block in blocks for one in lines_of(block) for run in one if run.lang}
    names = [LANGUAGE_NAMES[lang] for lang in LANGUAGES if lang in found]
    if names:
        yield Paragraph(line(words.say("report.stand_ins", list=", ".join(names))), is_small=True)


def sources(words: Words, numbers: Mapping[str, int]) -> Iterator[Block]:
    """Every source cited, by its number."""
    if numbers:
        yield Heading(1, line(words.say("card.sources")))
        yield Sources(tuple(_source(words, id_) for id_ in numbers))


def _source(words: Words, id_: str) -> Line:
    """Title in its own language, publisher, day, address."""
    source = words.atlas.sources.get(id_)
    if source is None:
        return line(id_)
    row = source_row(source)
    title = (words.run(row["title"], row.get("lang") or words.lang),) if row.get("title") else ()
    publisher = line(plain(row["publisher"])) if row.get("publisher") else ()
    issued = line(words.date(row["date"])) if row.get("date") else line(words.say("date.undated"))
    address = (Run(plain(row["url"]), url=plain(row["url"])),) if row.get("url") else ()
    return joined([title or (() if publisher else line(id_)), publisher, issued, address], ". ")
