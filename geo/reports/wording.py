"""The words of a brief: what there is of each feature in the reader's language or the next best, which is marked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from geo.figures.pen import plain
from geo.figures.things import Thing, state_word, things
from geo.frames import rows_of
from geo.i18n import message, text_in
from geo.i18n.dates import date
from geo.i18n.format import usd
from geo.model import Atlas, Json
from geo.places import place_names
from geo.reports.brief import Line, Run, cited, joined, line
from geo.summary import regions_of
from geo.vocabulary import FALLBACK, Language


class Entry(NamedTuple):
    """A feature of the atlas: as figures have it, as a row of plain values, and the regions it concerns."""

    thing: Thing
    row: Json
    regions: tuple[str, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of its sources."""
        return tuple(citation["id"] for citation in self.row["sources"] or ())


@dataclass(frozen=True)
class Words:
    """An atlas, whole or a slice, and the language it is told in."""

    atlas: Atlas
    lang: Language

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every feature, layer by layer."""
        frames = self.atlas.layers().values()
        rows = (row for frame in frames for row in rows_of(frame))
        regions = (tuple(codes) for frame in frames for codes in regions_of(frame))
        return tuple(map(Entry, things(self.atlas, self.lang), rows, regions))

    def say(self, key: str, **values: str) -> str:
        """A text of the catalogues."""
        return message(key, self.lang, domain="interface", **values)

    def filled(self, key: str, **values: str | Line) -> Line:
        """A text of the catalogues whose places are filled with lines, which keep their language."""
        parts = re.split(r"\{(\w+)\}", self.say(key))
        told = (values.get(part, "") if nth % 2 else part for nth, part in enumerate(parts))
        return tuple(run for one in told for run in (line(one) if isinstance(one, str) else one) if run.text)

    def text(self, record: Mapping[str, Any], stem: str) -> Line:
        """A text of the data; no line where there is none."""
        found = text_in(record, stem, self.lang)
        return (self.run(*found),) if found else ()

    def run(self, text: str, lang: str, *, is_strong: bool = False) -> Run:
        """Words in a language, which is told where it is not the reader's."""
        return Run(plain(text), lang if lang != self.lang else None, is_strong)

    def phrase(self, text: str) -> Line:
        """What the data say in English alone, in the reader's language where the atlas has it."""
        known = self._phrases.get(text, {"text_en": text})
        found = text_in(known, "text", self.lang) or (text, "en")
        return (self.run(*found),) if text else ()

    @cached_property
    def _phrases(self) -> dict[str, Json]:
        rows = (entry.model_dump() for entry in self.atlas.phrases)
        return {row["text_en"]: row for row in rows}

    def name(self, entry: Entry, *, is_strong: bool = True) -> Line:
        """What it is called."""
        return (self.run(entry.thing.name, entry.thing.lang, is_strong=is_strong),)

    def theme(self, entry: Entry) -> str:
        """The theme its sector belongs to."""
        return self._themes[entry.thing.sector]

    @cached_property
    def _themes(self) -> dict[str, str]:
        return {sector.id: sector.theme for sector in self.atlas.sectors}

    def state(self, entry: Entry) -> Line:
        """Its state and as of when; of what was last seen long ago that it was."""
        word, seen = state_word(entry.thing, self.lang), entry.row["status_date"]
        if not seen:
            return line(word)
        is_old = entry.thing.phase == "unknown" and entry.row["status"] != "unknown"
        when = self.say("state.last_seen", date=self.date(seen)) if is_old else self.date(seen)
        return line(f"{word}, {when}")

    def place(self, entry: Entry) -> Line:
        """Its regions, else its countries, and how sure its place is."""
        names = [line(self.place_name(code)) for code in entry.regions or tuple(entry.row["countries"] or ())]
        where = joined(dict.fromkeys([self.phrase(entry.row["locality"] or ""), *names]), ", ")
        drawn = entry.row.get("geometry_kind")
        sure = self.say(f"geometry.{drawn}") if drawn else self.say(f"precision.{entry.thing.precision}")
        return (*where, *line(f" ({sure})")) if where else line(sure)

    def places(self, codes: Iterable[str]) -> str:
        """The names of regions and countries."""
        return ", ".join(map(self.place_name, codes))

    def place_name(self, code: str) -> str:
        """The name of a region or a country by its code."""
        names = self._place_names.get(code, {})
        return next((names[lang] for lang in FALLBACK[self.lang] if names.get(lang)), code)

    @cached_property
    def _place_names(self) -> dict[str, dict[str, str]]:
        return place_names(self.atlas.basemap)

    def cost(self, entry: Entry) -> Line:
        """Its published cost, or that none was published."""
        usd_ = entry.row.get("cost_usd")
        return line(usd(usd_, self.lang) if usd_ and usd_ > 0 else self.say("rail.not_published"))

    def date(self, edtf: str | None) -> str:
        """A date in words."""
        return date(edtf, self.lang)

    def event_note(self, event: Mapping[str, Any]) -> Line:
        """What an event was, in words; that no document was found, where it is so."""
        unsourced = line(self.say("card.unsourced")) if event.get("unsourced") else ()
        return joined([self.text(event, "note"), unsourced], " · ")

    def of_event(self, entry: Entry, event: Mapping[str, Any]) -> Line:
        """The source of an event; those of the feature where it names none."""
        return cited([event["source"]] if event.get("source") else entry.sources)
