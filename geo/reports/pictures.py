"""The figures of a brief: the map, and the planned railway by distance with its variants as they were published."""

from collections.abc import Iterator
from typing import Any

from geo.figures import Figure, figure
from geo.figures.rail_strip import rail_strip
from geo.formats import FigurePreset
from geo.i18n.format import km, kzt, minutes, number, usd
from geo.reports.brief import Block, Heading, Line, Paragraph, Picture, Table, cited, joined, line
from geo.reports.wording import Words
from geo.vocabulary import CORRIDOR_LINE


def the_map(words: Words, drawn: Figure) -> Iterator[Block]:
    """All that has a place, on a map."""
    yield Heading(1, line(words.say("report.map")))
    yield Picture(drawn, line(words.say("report.map_caption")))
    # What has no place on the map is in the tables; a number or a letter on it is explained here.
    unplaced = {entry.thing.name for entry in words.entries if entry.thing.shape is None}
    if keyed := [text for text in drawn.beyond if text not in unplaced]:
        yield Paragraph(line(words.say("report.beyond", list="; ".join(keyed))), is_small=True)


def railway(words: Words, preset: FigurePreset) -> Iterator[Block]:
    """The planned railway, where it and its stops are in the atlas."""
    strip = rail_strip(words.atlas)
    known = set(words.atlas.rail_stations["id"])
    entry = next((entry for entry in words.entries if entry.thing.id == CORRIDOR_LINE), None)
    if strip is None or entry is None or not known.issuperset(strip.line["stops"]):
        return
    yield Heading(1, words.name(entry, is_strong=False))
    state = joined([line(words.say("card.status")), words.state(entry)], ": ")
    yield Paragraph(joined([joined([state, words.text(entry.row, "summary")], ". "), cited(entry.sources)]))
    yield Picture(figure(words.atlas, words.lang, preset, kind="railway"), line(words.say("rail.strip")))
    if entry.row["options"]:
        yield _variants(words, entry.row["options"])


def _variants(words: Words, options: list[dict[str, Any]]) -> Table:
    keys = (
        "card.options",
        "card.length",
        "card.speed",
        "card.travel_time",
        "card.cost",
        "rail.cost_later",
        "card.sources",
    )
    widths = (0.22, 0.12, 0.1, 0.12, 0.17, 0.14, 0.13)
    rows = tuple(_variant(words, option) for option in options)
    return Table(line(words.say("card.options")), tuple(map(words.say, keys)), rows, widths)


def _variant(words: Words, option: dict[str, Any]) -> tuple[Line, ...]:
    lang = words.lang
    preferred = line(words.say("card.preferred")) if option.get("preferred") else ()
    length, speed, time = (option.get(name) for name in ("length_km", "max_speed_kmh", "travel_time_min"))
    costs = [kzt(option["cost_kzt"], lang) if option.get("cost_kzt") else "",
             usd(option["cost_usd"], lang) if option.get("cost_usd") else ""]  # fmt: skip
    told = (
        km(length, lang) if length else "",
        words.say("number.kmh", n=number(speed, lang)) if speed else "",
        minutes(time, lang) if time else "",
        ", ".join(filter(None, costs)),
        kzt(option["later_cost_kzt"], lang) if option.get("later_cost_kzt") else "",
    )
    cells = (line(text or words.say("rail.not_published")) for text in told)
    named = joined([words.text(option, "label") or line(option["id"]), preferred], ", ")
    return (named, *cells, cited([option["source"]] if option.get("source") else ()))
