"""What a brief says first: how much there is, in which state, at what cost, and what is on the move."""

from collections import Counter
from collections.abc import Iterator, Sequence

from geo.i18n.format import count, number, usd
from geo.reports.brief import Block, Heading, Items, Line, Run, Table, joined, line
from geo.reports.changed import happened, period_of
from geo.reports.goals import goal_text, measured
from geo.reports.wording import Entry, Words
from geo.vocabulary import THEMES, Phase

# Of so many things in a state the names are given.
_MOST_NAMED = 8
_PHASES: tuple[tuple[Phase, str], ...] = (
    ("ahead", "legend.line_proposed"),
    ("building", "legend.line_construction"),
    ("running", "legend.line_service"),
    ("stopped", "legend.line_suspended"),
    ("unknown", "legend.line_unknown"),
)


def done_together(words: Words) -> list[Entry]:
    """What the two do together: neither places on a drawing nor figures."""
    return [entry for entry in words.entries if entry.thing.layer.counted and entry.thing.layer.geometry != "none"]


def headline(words: Words, since: str) -> Iterator[Block]:
    """The numbers of a brief in points, and a table of themes and states."""
    yield Heading(1, line(words.say("report.headline")))
    yield Items(tuple(_points(words, since)))
    counted = done_together(words)
    if counted:
        yield _at_a_glance(words, counted)


def _points(words: Words, since: str) -> Iterator[Line]:
    lang, entries = words.lang, [entry for entry in words.entries if entry.thing.layer.counted]
    located = number(sum(entry.thing.shape is not None for entry in entries), lang)
    cited = len({id_ for entry in entries for id_ in entry.sources})
    told = {"entries": count("count.features", len(entries), lang), "sources": count("count.sources", cited, lang)}
    yield line(words.say("report.total", n=located, **told))
    for phase, key in (("building", "report.building"), ("stopped", "report.stopped")):
        if found := [entry for entry in done_together(words) if entry.thing.phase == phase]:
            yield _named(words, words.say(key, n=number(len(found), lang)), found)
    yield line(_costs(words, entries))
    if crossings := [entry for entry in entries if entry.thing.layer.kind == "crossing"]:
        used = sum(entry.thing.phase == "running" for entry in crossings)
        yield line(words.say("report.crossings", n=number(used, lang), total=number(len(crossings), lang)))
    yield from (goal_text(words, one) for one in measured(words) if one.goal)
    told_since = count("count.changes", len(happened(words, since)), lang)
    period = period_of(words, since)
    yield line(f"{period[0].upper()}{period[1:]}: {told_since}")
    if disputed := sum(bool(words.text(entry.row, "conflict")) for entry in words.entries):
        yield line(words.say("report.disputed", n=number(disputed, lang)))


def _named(words: Words, text: str, found: Sequence[Entry]) -> Line:
    head: Line = (Run(text, is_strong=True),)
    if len(found) > _MOST_NAMED:
        return head
    return joined([head, joined((words.name(entry, is_strong=False) for entry in found), "; ")], ": ")


def _costs(words: Words, entries: Sequence[Entry]) -> str:
    """Published costs together, as the page adds them up: of what is built."""
    priced = [entry for entry in entries if entry.thing.layer.costed]
    costs = [entry.row["cost_usd"] for entry in priced if (entry.row["cost_usd"] or 0) > 0]
    if not costs:
        return words.say("package.no_costs")
    numbers = {"n": number(len(costs), words.lang), "total": number(len(priced), words.lang)}
    return words.say("package.costs", sum=usd(sum(costs), words.lang), **numbers)


def _at_a_glance(words: Words, counted: Sequence[Entry]) -> Table:
    """A row a theme, its things by phase; a last row of all."""
    shown = [(phase, key) for phase, key in _PHASES if any(entry.thing.phase == phase for entry in counted)]
    rows = []
    for theme in THEMES:
        own = [entry for entry in counted if words.theme(entry) == theme]
        if own:
            rows.append(_row(words, words.say(f"theme.{theme}"), own, [phase for phase, _ in shown]))
    if len(rows) > 1:
        rows.append(_row(words, words.say("report.all"), counted, [phase for phase, _ in shown]))
    heads = [words.say("report.theme"), words.say("report.entries"), *(words.say(key) for _, key in shown)]
    heads.append(words.say("card.cost"))
    widths = (0.19, 0.09, *(0.58 / len(shown) for _ in shown), 0.14)
    caption = line(words.say("report.glance"))
    return Table(caption, tuple(heads), tuple(rows), widths, frozenset(range(1, len(heads))))


def _row(words: Words, name: str, own: Sequence[Entry], phases: Sequence[Phase]) -> tuple[Line, ...]:
    tally = Counter(entry.thing.phase for entry in own)
    cost = sum(entry.row.get("cost_usd") or 0 for entry in own if entry.thing.layer.costed)
    numbers = [len(own), *(tally[phase] for phase in phases)]
    cells = [line(number(n, words.lang) if n else "–") for n in numbers]
    return (line(name), *cells, line(usd(cost, words.lang) if cost else "–"))
