"""Atlas → brief: its sections in their order, its figures, tables and sources numbered."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from geo.figures import Bounds, Note, figure, telling
from geo.figures.pen import plain
from geo.formats import FigurePreset
from geo.i18n.format import date
from geo.model import Atlas
from geo.reports.brief import LABELS, Block, Brief, in_order_cited, numbered
from geo.reports.changed import changed, year_before
from geo.reports.crossings import crossings
from geo.reports.explained import disagreements, meanings, sources, stand_ins
from geo.reports.headline import headline
from geo.reports.indicators import indicators
from geo.reports.pictures import railway, the_map
from geo.reports.themes import themes
from geo.reports.wording import Words
from geo.vocabulary import Language


class Asked(NamedTuple):
    """A brief somebody asked for; `preset` is how large its figures are, bounds and notes are of its map."""

    atlas: Atlas
    lang: Language
    since: str | None = None
    title: str | None = None
    preset: FigurePreset = "page"
    bounds: Bounds | None = None
    notes: tuple[Note, ...] = ()


def brief_of(asked: Asked) -> Brief:
    """The whole brief."""
    words = Words(asked.atlas, asked.lang)
    told = tuple(numbered(_sections(words, asked)))
    numbers = in_order_cited(told)
    rest = chain(stand_ins(words, told), sources(words, numbers))
    labels = {name: words.say(f"report.{name}") for name in LABELS}
    return Brief(
        title_of(words, asked.title),
        asked.lang,
        asked.atlas.edition,
        tuple(_facts(words)),
        (*told, *rest),
        numbers,
        labels,
    )


def title_of(words: Words, title: str | None) -> str:
    """What somebody called it, else its sector or theme, if there is but one, and the atlas."""
    themes_ = {words.theme(entry) for entry in words.entries}
    own = telling.title_of([entry.thing for entry in words.entries], words.lang)
    atlas = words.say("page.title")
    if title or own != atlas or len(themes_) != 1:
        return plain(title or "") or own
    return f"{words.say(f'theme.{themes_.pop()}')} · {atlas}"


def _sections(words: Words, asked: Asked) -> Iterator[Block]:
    since = asked.since or year_before(asked.atlas.edition)
    yield from headline(words, since)
    title = title_of(words, asked.title)
    drawn = figure(words.atlas, words.lang, asked.preset, title=title, bounds=asked.bounds, notes=asked.notes)
    yield from the_map(words, drawn)
    yield from themes(words)
    yield from railway(words, asked.preset)
    yield from crossings(words)
    yield from indicators(words, asked.preset)
    yield from changed(words, since)
    yield from disagreements(words)
    yield from meanings(words)


def _facts(words: Words) -> Iterator[str]:
    yield words.say("report.kind")
    if words.atlas.edition:
        yield words.say("figure.edition", date=date(words.atlas.edition, words.lang))
    yield from telling.read_text(words.atlas, words.lang)
