"""The map of a figure: ground, lines, marks and names, each name in a place of its own."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.figures import furniture
from geo.figures.ground import ground
from geo.figures.labels import Anchor, Labels, Placed, Room, Wanted, place
from geo.figures.letters import width
from geo.figures.look import FAR_BELOW, Style
from geo.figures.marks import CROWD_ROOM, SIGN_ROOM, LineLook, MarkLook, crowd, line, mark, pin, room_of, sign_places
from geo.figures.pen import element, group, lines_of_text
from geo.figures.projection import Box, Frame
from geo.figures.spread import Seats, seated
from geo.figures.things import Thing
from geo.model import Basemap
from geo.vocabulary import Language

_STATION_FROM = 8  # as on the page, unless stations are what was asked for
_SAMPLE = 6.0  # units between the points of a line that names keep clear of


class Note(NamedTuple):
    """A line of the author's own at a position in degrees, EPSG:4326."""

    text: str
    lon: float
    lat: float


class Drawing(NamedTuple):
    """A map drawn, and the box of every name and number on it."""

    svg: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class LaidOut:
    """A map before it is drawn, and what became of everything it was to show."""

    shown: tuple[Thing, ...]
    numbers: dict[str, int]  # of what has a number instead of its name, by id; of notes by their text
    crowds: dict[str, list[Thing]]  # what a letter on the map stands for
    outside: tuple[Thing, ...]
    too_small: tuple[Thing, ...]
    has_border: bool
    # Sheet and map are made until they agree, and only the last of the maps is drawn.
    drawn: Callable[[], Drawing]


@dataclass(frozen=True)
class _Things:
    points: list[Thing]
    seats: Seats
    lines: list[tuple[Thing, list[Any]]]
    outside: list[Thing]
    too_small: list[Thing]


@dataclass(frozen=True)
class _Asked:
    frame: Frame
    things: Sequence[Thing]
    basemap: Basemap | None
    style: Style
    lang: Language


@dataclass(frozen=True)
class _Furniture:
    bar: str
    corner: str
    pins: list[tuple[Note, float, float]]
    towns: list[Placed]


def lay_out(
    frame: Frame, things: Sequence[Thing], notes: Sequence[Note], basemap: Basemap | None, style: Style, lang: Language
) -> LaidOut:
    """A map of things in a frame; what has no place is not its business."""
    asked = _Asked(frame, things, basemap, style, lang)
    found = _sorted_out(frame, [thing for thing in things if thing.shape is not None])
    room = _room(frame, found)
    around = _furniture(asked, found, room, notes)
    wanted = [Wanted(f"note:{note.text}", note.text, (Anchor(x, y, 5.0),), bold=True) for note, x, y in around.pins]
    labels = place(room, [*wanted, *_names(found)])
    shown = (*found.points, *(thing for thing, _ in found.lines))
    return LaidOut(
        shown, labels.numbers, _crowds(found), tuple(found.outside), tuple(found.too_small),
        _border_seen(frame, basemap), partial(_drawing, asked, found, room, around, labels),
    )  # fmt: skip


def _furniture(asked: _Asked, found: _Things, room: Room, notes: Sequence[Note]) -> _Furniture:
    """Scale bar, locator, pins and the first towns, and the room they take."""
    frame, basemap, style = asked.frame, asked.basemap, asked.style
    bar_box, bar = furniture.scale_bar(frame, style, asked.lang, (frame.box.x + 4, frame.box.bottom - 4))
    room.take(bar_box)
    corner = ""
    if basemap is not None and frame.zoom >= furniture.LOCATOR_FROM:
        points = np.concatenate([found.seats.places, room.courses])
        box, corner = furniture.locator(frame, basemap, style, furniture.free_corner(frame, points))
        room.take(box, 2)
    pins = [(note, *frame.xy(np.array([[note.lon, note.lat]]))[0].tolist()) for note in notes]
    for _, x, y in pins:
        room.take(Box(x - 5, y - 5, 10, 10))
    return _Furniture(bar, corner, pins, _ground_names(room, furniture.first_towns, found, asked))


def _drawing(asked: _Asked, found: _Things, room: Room, around: _Furniture, labels: Labels) -> Drawing:
    """The map with the names of the ground for which there is room."""
    frame, style = asked.frame, asked.style
    rest = _ground_names(room, furniture.ground_names, found, asked)
    far = frame.zoom < FAR_BELOW
    svg = "".join([
        ground(frame, asked.basemap, style),
        group(*(line(_line_look(thing), parts, style, is_far=far) for thing, parts in found.lines), fill="none"),
        *_ground_names_drawn([*around.towns, *rest], style),
        _leaders(found.seats, style),
        *_marks(found, labels, style),
        *(pin(x, y, style) for _, x, y in around.pins),
        _names_drawn(labels, asked.things, style),
        around.corner, around.bar,
    ])  # fmt: skip
    return Drawing(svg, tuple(one.box for one in (*labels.placed, *around.towns, *rest)))


NamesOf = Callable[[Frame, Basemap, Language], list[Wanted]]


def _ground_names(room: Room, names_of: NamesOf, found: _Things, asked: _Asked) -> list[Placed]:
    """Names of the ground, as many as there is room for, without those of things: the figure is not about them."""
    named = {thing.name for thing in found.points}
    wanted = names_of(asked.frame, asked.basemap, asked.lang) if asked.basemap is not None else []
    return [placed for one in wanted if one.text not in named and (placed := room.find(one))]


def _sorted_out(frame: Frame, things: Sequence[Thing]) -> _Things:
    points, lines, outside, too_small = [], [], [], []
    are_all_small = all(thing.layer.drawn_from for thing in things if thing.is_point)
    for thing in things:
        if thing.is_point:
            if thing.layer.drawn_from and frame.zoom < _STATION_FROM and not are_all_small:
                too_small.append(thing)
            else:
                points.append(thing)
        elif parts := _parts(frame, thing.shape):
            lines.append((thing, parts))
        else:
            outside.append(thing)
    homes = frame.xy(np.array([[thing.shape.x, thing.shape.y] for thing in points]).reshape(-1, 2))
    x, y, right, bottom = frame.box.x, frame.box.y, frame.box.right, frame.box.bottom
    seen = (homes[:, 0] >= x) & (homes[:, 0] <= right) & (homes[:, 1] >= y) & (homes[:, 1] <= bottom)
    outside += [thing for thing, is_seen in zip(points, seen, strict=True) if not is_seen]
    points = [thing for thing, is_seen in zip(points, seen, strict=True) if is_seen]
    rooms = np.array([room_of(look_of(thing)) for thing in points])
    return _Things(points, seated(homes[seen], rooms, CROWD_ROOM, frame.box), lines, outside, too_small)


def _parts(frame: Frame, shape: Any) -> list[Any]:
    """A line's parts in the map, (n, 2) units each, eastward."""
    drawn = shapely.simplify(frame.drawn(np.array([shape], dtype=object)), 0.25)
    parts = [shapely.get_coordinates(part) for part in shapely.get_parts(drawn)]
    return [part if part[0, 0] <= part[-1, 0] else part[::-1] for part in parts if len(part) > 1]


def look_of(thing: Thing) -> MarkLook:
    """How the mark of a thing looks."""
    return MarkLook(thing.layer.mark, thing.precision, thing.phase, thing.color, thing.icon, thing.is_confirmed)


def _line_look(thing: Thing) -> LineLook:
    return LineLook(thing.geometry_kind, thing.phase, thing.color)


def _alone(found: _Things) -> Iterator[tuple[Thing, MarkLook, float, float]]:
    """Things with a mark of their own, and where it stands."""
    for members, (x, y) in zip(found.seats.members, found.seats.places.tolist(), strict=True):
        if len(members) == 1:
            thing = found.points[members[0]]
            yield thing, look_of(thing), x, y


def _crowds(found: _Things) -> dict[str, list[Thing]]:
    """What each crowd gathers, by its letter."""
    crowds = [members for members in found.seats.members if len(members) > 1]
    return {_letter(number): [found.points[i] for i in own] for number, own in enumerate(crowds)}


def _letter(number: int) -> str:
    """A, B, … Z, AA, AB …"""
    before = _letter(number // 26 - 1) if number >= 26 else ""
    return before + chr(ord("A") + number % 26)


def _marks(found: _Things, labels: Labels, style: Style) -> Iterator[str]:
    """Marks and the crowds on top of them."""
    for thing, look, x, y in _alone(found):
        yield mark(look, x, y, style, number=labels.in_marks.get(thing.id))
    rows = zip(found.seats.members, found.seats.places.tolist(), strict=True)
    places = [place for members, place in rows if len(members) > 1]
    for (letter, things), (x, y) in zip(_crowds(found).items(), places, strict=True):
        shares = Counter(thing.color for thing in things)
        yield crowd(letter, sorted(shares.elements(), key=list(shares).index), x, y, style)


def _room(frame: Frame, found: _Things) -> Room:
    """The map with what marks take of it, and the courses of lines."""
    samples = [_along(part) for _, parts in found.lines for part in parts]
    room = Room(frame.box, np.concatenate(samples) if samples else np.empty((0, 2)))
    for members, (x, y) in zip(found.seats.members, found.seats.places.tolist(), strict=True):
        reach = CROWD_ROOM if len(members) > 1 else room_of(look_of(found.points[members[0]])) - 0.5
        room.take(Box(x - reach, y - reach, 2 * reach, 2 * reach))
    for thing, parts in found.lines:
        for x, y in sign_places(thing.phase, parts):
            room.take(Box(x - SIGN_ROOM, y - SIGN_ROOM, 2 * SIGN_ROOM, 2 * SIGN_ROOM))
    return room


def _along(part: Any) -> NDArray[np.float64]:
    course = shapely.LineString(part)
    at = np.arange(0, course.length + _SAMPLE, _SAMPLE)
    return shapely.get_coordinates(shapely.line_interpolate_point(course, at))  # type: ignore[no-any-return]


def _names(found: _Things) -> list[Wanted]:
    """Names of things, short and surely placed ones first: of them most find room."""
    points = [
        Wanted(thing.id, thing.name, (Anchor(x, y, room_of(look)),), size=7.6 if look.kind == "dot" else 8.6)
        for thing, look, x, y in sorted(_alone(found), key=lambda row: (len(row[0].name), row[0].id))
    ]
    lines = [Wanted(thing.id, thing.name, tuple(_on_line(parts)), bold=True, size=8.0) for thing, parts in found.lines]
    big = [one for one in points if one.size > 8]
    return [*big, *lines, *(one for one in points if one.size <= 8)]


def _on_line(parts: Sequence[Any]) -> Iterator[Anchor]:
    longest = max((shapely.LineString(part) for part in parts), key=lambda course: course.length)
    for share in (0.5, 0.35, 0.65, 0.2, 0.8, 0.08, 0.92):
        point = longest.interpolate(share, normalized=True)
        yield Anchor(point.x, point.y, 2.0)


def _leaders(seats: Seats, style: Style) -> str:
    """From a place to its mark, where the crowd moved it."""
    course, dots = "", ""
    for (x, y), (to_x, to_y) in zip(seats.homes.tolist(), seats.places.tolist(), strict=True):
        if np.hypot(to_x - x, to_y - y) > 3:
            course += _between(x, y, to_x, to_y)
            dots += f"M{x:.1f} {y:.1f}h0"
    if not course:
        return ""
    color = style["map-border"]
    return element("path", d=course, stroke=color, stroke_width=0.7, fill="none") + element(
        "path", d=dots, stroke=color, stroke_width=2.6, stroke_linecap="round", fill="none"
    )


def _names_drawn(labels: Labels, things: Sequence[Thing], style: Style) -> str:
    langs = {thing.id: thing.lang for thing in things}
    course = "".join(_between(*ends) for one in labels.placed if (ends := one.leader))
    lead = element("path", d=course, stroke=style["map-label"], stroke_width=0.6, fill="none") if course else ""
    # What all names have in common is said once.
    return lead + group(
        *(_label(one, langs.get(one.key)) for one in labels.placed), **_written(style["map-label"], style)
    )


def _written(color: str, style: Style) -> dict[str, Any]:
    return {"fill": color, "stroke": style["map-halo"], "stroke_width": 2.4, "stroke_linejoin": "round",
            "paint_order": "stroke"}  # fmt: skip


def _label(one: Placed, lang: str | None = None) -> str:
    """A name: its lines stand against what it names."""
    side = one.box.x + one.box.width / 2 - one.anchor.x
    across = max(width(text, one.size, bold=one.bold) for text in one.lines)
    if abs(side) < one.box.width / 4:
        x, anchor = one.box.x + one.box.width / 2, "middle"
    elif side < 0:
        x, anchor = one.box.right - 1.2, "end"
    else:
        x, anchor = one.box.right - 1.2 - across, None
    return lines_of_text(one.lines, x, one.box.y + 0.4, one.size, None, bold=one.bold, anchor=anchor, lang=lang)


_COLORS = {"water": "map-label-water", "far": "map-label-far", "region": "map-label-far", "country": "map-label-far"}


def _ground_names_drawn(names: Sequence[Placed], style: Style) -> Iterator[str]:
    """Names of the ground by their colours, towns with their dots."""
    by_color: dict[str, list[Placed]] = {}
    for one in names:
        by_color.setdefault(style[_COLORS.get(one.key.partition(":")[0], "map-label")], []).append(one)
    for color, own in by_color.items():
        towns = [one for one in own if one.key.startswith("town:")]
        yield from (element("circle", cx=one.anchor.x, cy=one.anchor.y, r=1.7, fill=color) for one in towns)
        course = "".join(_between(*ends) for one in towns if (ends := one.leader))
        yield element("path", d=course, stroke=color, stroke_width=0.6) if course else ""
        yield group(*(_label(one) for one in own), **_written(color, style))


def _between(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}"


def _border_seen(frame: Frame, basemap: Basemap | None) -> bool:
    if basemap is None:
        return False
    borders = basemap.page["borders"]
    common = frame.drawn(borders.loc[borders["kz_uz"]].geometry.to_numpy())
    return bool((~shapely.is_empty(common)).any())
