"""What a figure says in words: title, facts, sources and credits on the sheet, and the text for who does not see it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from geo.citations import cited_by
from geo.figures.things import Thing, state_word
from geo.i18n import message
from geo.i18n.dates import date
from geo.i18n.format import count, listed, number
from geo.model import Atlas
from geo.summary import read_up_to
from geo.vocabulary import PRECISIONS, STATUSES, Language

MOST_PUBLISHERS = 9
MOST_NAMED = 15


def title_of(things: Sequence[Thing], lang: Language) -> str:
    """What a figure is called if nobody says: the sector, if there is but one, and the atlas."""
    sectors = {thing.sector for thing in things}
    own = [message(f"sector.{sector}", lang) for sector in sectors] if len(sectors) == 1 else []
    return " · ".join([*own, message("page.title", lang)])


def facts_of(atlas: Atlas, things: Sequence[Thing], on_map: int, lang: Language) -> str:
    """How many things there are, how many of them on the map, and up to when their sources had been read."""
    found = [count("count.features", len(things), lang), message("legend.on_map", lang, n=number(on_map, lang))]
    return " · ".join([*found, *read_text(atlas, lang)])


def read_text(atlas: Atlas, lang: Language) -> list[str]:
    """Up to when the sources had been read, as the page says it; nothing of nothing."""
    read = read_up_to(atlas.layers().values())
    if read is None:
        return []
    if read.oldest == read.newest:
        return [message("card.checked", lang, date=date(read.newest, lang))]
    days = {name: date(day, lang) for name, day in read._asdict().items()}
    return [message("read.range", lang, **days)]  # type: ignore[arg-type]


def sources_text(atlas: Atlas, lang: Language) -> str:
    """Who published what is shown, those cited most first; empty of nothing."""
    cited = [atlas.sources[id_] for id_ in sorted(cited_by(atlas.layers().values())) if id_ in atlas.sources]
    publishers = Counter(source.container_title or source.title or source.id for source in cited)
    names = sorted(publishers, key=lambda name: (-publishers[name], name))
    if not names:
        return ""
    shown = "; ".join(names[:MOST_PUBLISHERS])
    more = len(names) - MOST_PUBLISHERS
    told = count("count.sources", len(cited), lang)
    key = "figure.sources_more" if more > 0 else "figure.sources"
    return message(key, lang, count=told, names=shown, n=number(more, lang))


def credits_text(atlas: Atlas, lang: Language) -> str:
    """Edition, whose the ground is, and under what licence all of it may be used."""
    parts = [
        message("figure.edition", lang, date=date(atlas.edition, lang)) if atlas.edition else "",
        message("about.licence", lang, licence=message("about.licences", lang)),
        atlas.basemap.credit if atlas.basemap else "",
        message("about.borders_short", lang) if atlas.basemap else "",
    ]
    return " · ".join(filter(None, parts))


def alternative(
    title: str, things: Sequence[Thing], drawn: Sequence[Thing], notes: Iterable[str], lang: Language
) -> str:
    """A map in words, from the data: how much of what, in which state, how surely placed, and what by name."""
    parts = [
        message("figure.alt.map", lang, title=title),
        message("figure.alt.counts", lang, n=number(len(things), lang), shown=number(len(drawn), lang)),
    ]
    tallies = (
        ("figure.alt.sectors", [message(f"sector.{thing.sector}", lang) for thing in things]),
        ("figure.alt.states", _in_order((thing.status for thing in things), STATUSES, "status", lang)),
        ("figure.alt.certainty", _in_order((thing.precision for thing in drawn), PRECISIONS, "precision", lang)),
    )
    parts += [message(key, lang, list=_tally(words, lang)) for key, words in tallies if words]
    if drawn:
        parts.append(message("figure.alt.names", lang, list=_some([thing.name for thing in drawn], lang)))
    parts += [message("figure.alt.note", lang, text=note) for note in notes]
    return " ".join(parts)


def _in_order(words: Iterable[str], order: Sequence[str], prefix: str, lang: Language) -> list[str]:
    found = sorted(words, key=order.index)
    return [message(f"{prefix}.{word}", lang) for word in found]


def _tally(words: Iterable[str], lang: Language) -> str:
    tally = Counter(words)
    return ", ".join(f"{word} {number(n, lang)}" for word, n in tally.items())


def _some(names: Sequence[str], lang: Language) -> str:
    if len(names) <= MOST_NAMED:
        return listed(names, lang)
    return "; ".join(names[:MOST_NAMED]) + "; " + message("ui.more", lang, n=number(len(names) - MOST_NAMED, lang))


def line_of(thing: Thing, lang: Language, label: str | None = None) -> str:
    """A thing in a line: its number or letter on the map, name, sector, state and how sure its place is."""
    told = (
        message(f"sector.{thing.sector}", lang),
        state_word(thing, lang),
        message(f"precision.{thing.precision}", lang),
    )
    return f"{f'{label}. ' if label else ''}{thing.name} ({'; '.join(told)})"
