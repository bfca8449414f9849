"""The planned railway as a figure: a line for each variant, on one scale of kilometres."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from geo.figures import telling
from geo.figures.labels import Anchor, Placed, Room, Wanted, place
from geo.figures.letters import LINE, wrapped
from geo.figures.pen import element, group, lines_of_text
from geo.figures.picture import Figure
from geo.figures.projection import Box
from geo.figures.rail_strip import Stop, Strip, Variant, rail_strip, scale_km
from geo.figures.sheet import MARGIN
from geo.figures.stacked import Asked, Body, Head, NothingToDraw, stacked
from geo.i18n import message, text_in
from geo.i18n.format import km, kzt, minutes, number, usd
from geo.selection import select
from geo.vocabulary import CORRIDOR_LINE

TEXT = 8.6
ROOM = 116.0  # width of a line of a name
ROW = 92.0  # of the line and the names above and below it


def strip_figure(asked: Asked) -> Figure:
    """The strip with title, what was published of each variant, and credits; as high as it comes to.

    Raises
    ------
    NothingToDraw
        The planned railway is not in this part of the atlas.
    """
    strip = rail_strip(asked.atlas)
    if strip is None:
        raise NothingToDraw("figure.no_railway")
    only = select(asked.atlas, ids=[CORRIDOR_LINE])
    facts = [message("rail.schematic", asked.lang), *telling.read_text(only, asked.lang)]
    return stacked(asked, Head(message("rail.strip", asked.lang), facts, only), partial(_body, asked, strip))


def _body(asked: Asked, strip: Strip, box: Box) -> Body:
    """The variants below each other."""
    parts, boxes, told, y = [], [], [], box.y
    for variant in strip.variants:
        drawing, placed, words, y = _Row(asked, strip, variant, box.width, y + 8).drawn()
        parts.append(drawing)
        boxes += [one.box for one in placed]
        told.append(words)
    return Body("".join(parts), y - box.y, told, boxes=boxes)


class _Row:
    """A variant: what it is called, what was published of it, its line with the stops."""

    def __init__(self, asked: Asked, strip: Strip, variant: Variant, inside: float, top: float) -> None:
        self.asked, self.strip, self.variant, self.inside, self.top = asked, strip, variant, inside, top
        self.color = next(entry.color for entry in asked.atlas.sectors if entry.id == strip.line["sector"])
        self.scale = (inside - 24) / (scale_km(strip.variants) or 1.0)

    def drawn(self) -> tuple[str, list[Placed], str, float]:
        """Its drawing, its names in their places, the same in words, and where it ends."""
        style = self.asked.style
        heading = wrapped(self._heading(), self.inside, TEXT, bold=True)
        published = wrapped(self._published(), self.inside, TEXT)
        middle = self.top + (len(heading) + len(published)) * TEXT * LINE + ROW / 2
        wanted, stops = list(self._wanted(middle)), list(self._marks(middle))
        room = Room(Box(MARGIN, middle - ROW / 2, self.inside, ROW), np.empty((0, 2)))
        room.take(Box(MARGIN, middle - 5, self.inside, 10))
        labels = place(room, wanted)
        words = lines_of_text(heading, MARGIN, self.top, TEXT, style["ink"], bold=True) + lines_of_text(
            published, MARGIN, self.top + len(heading) * TEXT * LINE, TEXT, style["quiet"]
        )
        names = "".join(
            lines_of_text(one.lines, one.box.x + 1.2, one.box.y + 0.4, one.size, style["ink"], bold=one.bold)
            for one in labels.placed
        )
        lead = "".join("M{:.1f} {:.1f}L{:.1f} {:.1f}".format(*one.leader) for one in labels.placed if one.leader)
        leaders = element("path", d=lead, stroke=style["quiet"], stroke_width=0.6) if lead else ""
        told = " ".join([f"{self._heading()}.", self._published(), "; ".join(one.text for one in wanted) + "."])
        end = middle + ROW / 2
        texts = {one.key: one.text for one in wanted}
        key = wrapped("; ".join(f"{n} {texts[own]}" for own, n in labels.numbers.items()), self.inside, TEXT)
        words += lines_of_text(key, MARGIN, end, TEXT, style["ink"])
        return words + group(*stops) + leaders + names, list(labels.placed), told, end + len(key) * TEXT * LINE

    def _heading(self) -> str:
        lang, option = self.asked.lang, self.variant.option
        name = text_in(option, "label", lang) or text_in(self.strip.line, "name", lang)
        way = message("rail.along_tracks" if self.variant.is_over_tracks else "geometry.schematic", lang)
        preferred = [message("card.preferred", lang)] if option.get("preferred") else []
        return " · ".join([name[0] if name else option["id"], way, *preferred])

    def _published(self) -> str:
        """What sources say of it, beside what was computed here, and what the published length covers."""
        lang, option = self.asked.lang, self.variant.option
        speed, time, cost = (option.get(name) for name in ("max_speed_kmh", "travel_time_min", "cost_kzt"))
        said = [
            km(option["length_km"], lang) if option.get("length_km") else "",
            message("number.kmh", lang, n=number(speed, lang)) if speed else "",
            minutes(time, lang) if time else "",
            kzt(cost, lang) if cost else "",
            usd(option["cost_usd"], lang) if option.get("cost_usd") else "",
        ]
        published = ", ".join(filter(None, said))
        computed = self.variant.km
        scope = text_in(option, "length_scope", lang)
        parts = [
            f"{message('rail.published', lang)}: {published}." if published else "",
            f"{message('rail.computed', lang)}: {self._far(computed)}." if computed else "",
            scope[0] if scope else "",
        ]
        return " ".join(part[0].upper() + part[1:] for part in parts if part)

    def _far(self, far: float) -> str:
        """A computed distance; along a schematic drawing it is a rough one."""
        # The font has no sign of two waves.
        rough = "" if self.variant.is_over_tracks or not far else "~\u00a0"
        return rough + km(round(far), self.asked.lang)

    def _x(self, stop: Stop, nth: int) -> float:
        last = max(1, len(self.variant.stops) - 1)
        return MARGIN + 12 + (stop.km * self.scale if stop.km is not None else nth / last * (self.inside - 24))

    def _wanted(self, middle: float) -> Iterator[Wanted]:
        for nth, stop in enumerate(self.variant.stops):
            parts = [self._named(stop.id), self._far(stop.km) if stop.km is not None else ""]
            note = f" ({message('rail.junction', self.asked.lang)})" if stop.is_junction else ""
            anchor = Anchor(self._x(stop, nth), middle, 6.0)
            text = " · ".join(filter(None, parts)) + note
            yield Wanted(
                f"{nth}:{stop.id}", text, (anchor,), bold=not stop.is_junction, size=TEXT, room=ROOM, is_first=True
            )
        if self._has_border():
            border = self.strip.border_km or 0.0
            text = message("rail.border", self.asked.lang, km=self._far(border))
            yield Wanted(
                "border", text, (Anchor(MARGIN + 12 + border * self.scale, middle, 9.0),), room=128, is_first=True
            )

    def _has_border(self) -> bool:
        return self.strip.border_km is not None and not self.variant.is_over_tracks

    def _named(self, id_: str) -> str:
        """A stop's name, as the reader has it."""
        stations = self.asked.atlas.rail_stations
        rows = stations.loc[stations["id"] == id_].to_dict("records")
        named = text_in(rows[0], "name", self.asked.lang) if rows else None
        return named[0] if named else id_

    def _marks(self, middle: float) -> Iterator[str]:
        """Solid over tracks, broken and in a pale band where it is but a drawing, as on the map."""
        style, color = self.asked.style, self.asked.style.line(self.color)
        places = [self._x(stop, nth) for nth, stop in enumerate(self.variant.stops)]
        course = f"M{min(places):.1f} {middle:.1f}H{max(places):.1f}"
        if not self.variant.is_over_tracks:
            yield element("path", d=course, stroke=color, stroke_opacity=0.14, stroke_width=10.0)
        dash = None if self.variant.is_over_tracks else "16 5"
        yield element("path", d=course, stroke=color, stroke_width=2.6, stroke_dasharray=dash)
        if self._has_border():
            x = MARGIN + 12 + (self.strip.border_km or 0.0) * self.scale
            yield element("path", d=f"M{x:.1f} {middle - 9:.1f}v18", stroke=style["map-border"], stroke_width=2.2)
        for x, stop in zip(places, self.variant.stops, strict=True):
            radius = 3.2 if stop.is_junction else 5.0
            yield element("circle", cx=x, cy=middle, r=radius, fill=style["paper"], stroke=color, stroke_width=2.0)
