"""Marks and lines of features, drawn with the shapes and strokes of the page: colour and icon say the sector, the form
how sure the place is, the badge or the dash what state it is in."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely

from geo.figures.ground import course_of
from geo.figures.look import Style, icon, line_rules, mark_rule, mixed, shapes
from geo.figures.pen import element, group, line_of_text
from geo.vocabulary import SURE_PRECISIONS, GeometryKind, Phase, Precision

SCALE = 0.68  # of a mark of the page: the sheet is looked at, not pressed
DARK_INK = "#1f2a30"


class MarkLook(NamedTuple):
    """What the look of a mark says."""

    kind: str  # disc, pair, dot
    precision: Precision
    phase: Phase
    color: str
    icon: str
    is_confirmed: bool = True


class LineLook(NamedTuple):
    """What the look of a line says."""

    geometry: GeometryKind
    phase: Phase
    color: str


def room_of(look: MarkLook, scale: float = SCALE) -> float:
    """How far a mark reaches from its middle."""
    found = shapes()
    if look.kind == "dot":
        return float(found["dot"]["width"]) / 2 * scale + 1
    reach = found["halo"] if look.precision == "locality" else found["radius"]["other"] + 1
    return float(reach) * scale


def mark(look: MarkLook, x: float, y: float, style: Style, *, scale: float = SCALE, number: int | None = None) -> str:
    """A mark by its middle; with `number` in place of its icon."""
    half = shapes()["size"] / 2 * scale
    return group(
        *(_dot(look, style) if look.kind == "dot" else _mark(look, style, number)),
        transform=f"translate({x - half:.1f} {y - half:.1f}) scale({scale:g})",
    )


def _dot(look: MarkLook, style: Style) -> list[str]:
    return [element("rect", **shapes()["dot"], **_body(look, style, hollow=not look.is_confirmed))]


def _body(look: MarkLook, style: Style, *, hollow: bool) -> dict[str, Any]:
    rule = mark_rule(".glyph.is-hollow .body" if hollow else ".glyph .body")
    fill, stroke = (style["mark-paper"], look.color) if hollow else (look.color, style["mark-edge"])
    dash = mark_rule(".glyph.p-country .body")["stroke-dasharray"] if look.precision in ("country", "none") else None
    return {"fill": fill, "stroke": stroke, "stroke_width": rule["stroke-width"], "stroke_dasharray": dash}


def _mark(look: MarkLook, style: Style, number: int | None) -> list[str]:
    found = shapes()
    middle = found["size"] / 2
    hollow = look.precision not in SURE_PRECISIONS
    room = "locality" if look.precision == "locality" else "other"
    body = _body(look, style, hollow=hollow)
    parts = []
    if look.precision == "locality":
        edge = mixed(look.color, "#ffffff", 0.55) if style.name == "dark" else look.color
        halo: dict[str, Any] = {"fill": look.color, "fill_opacity": 0.24, "stroke": edge, "stroke_width": 1.0}
        parts.append(element("circle", cx=middle, cy=middle, r=found["halo"], **halo))
    if look.kind == "pair":
        parts.append(group(*(element("path", d=half) for half in found["pair"][room]), **body))
    else:
        parts.append(element("circle", cx=middle, cy=middle, r=found["radius"][room], **body))
    ink = look.color if hollow else "#ffffff"
    if number is None:
        size = found["icon"][look.kind]
        corner = middle - found["icon"]["box"] / 2 * size
        move = f"translate({corner:g} {corner:g}) scale({size:g})"
        parts.append(element("use", href=f"#{icon_id(look.icon)}", transform=move, fill=ink))
    else:
        parts.append(line_of_text(str(number), middle, middle + 4, 11, ink, bold=True, anchor="middle"))
    return [*parts, _badge(look.phase)]


CROWD_ROOM = 12.0


def crowd(letter: str, colors: Sequence[str], x: float, y: float, style: Style, *, scale: float = 1.0) -> str:
    """The mark of several places: a ring of their sectors' colours round the letter they have in the key."""
    radius, n = 9.3, len(colors)
    arcs = []
    for number, color in enumerate(colors):
        start, end = (2 * np.pi * part / n - np.pi / 2 for part in (number, number + (0.9999 if n == 1 else 1)))
        way = f"A{radius:g} {radius:g} 0 {int(n == 1)} 1 {radius * np.cos(end):.1f} {radius * np.sin(end):.1f}"
        arcs.append(element("path", d=f"M{radius * np.cos(start):.1f} {radius * np.sin(start):.1f}{way}", stroke=color))
    disc = element("circle", r=CROWD_ROOM - 0.6, fill=style["raised"], stroke=style["map-border"], stroke_width=0.8)
    ring = group(*arcs, fill="none", stroke_width=3.0)
    word = line_of_text(letter, 0, 3.3, 9.4, style["ink"], bold=True, anchor="middle")
    return group(disc, ring, word, transform=f"translate({x:.1f} {y:.1f}) scale({scale:g})")


def pin(x: float, y: float, style: Style) -> str:
    """The mark of a note of the author's own, which no thing of the atlas has."""
    return element("path", d=f"M{x:.1f} {y - 4.5:.1f}l4.5 4.5l-4.5 4.5l-4.5-4.5z", fill=style["mark-paper"],
                   stroke=style["ink"], stroke_width=1.3)  # fmt: skip


def icon_id(name: str) -> str:
    """The id of an icon's outline in a drawing."""
    return f"kzuz-icon-{name}"


def icons(names: Sequence[str]) -> str:
    """The outlines that the marks of a drawing use."""
    return element("defs", *(element("path", id=icon_id(name), d=icon(name)) for name in sorted(set(names))))


def _badge(phase: Phase) -> str:
    if phase == "running":
        return ""
    found = shapes()["badge"]
    middle = found["middle"]
    stopped = phase == "stopped"
    ground = element("circle", cx=middle, cy=middle, r=found["radius"], fill=DARK_INK if stopped else "#ffffff",
                     stroke=DARK_INK, stroke_width=mark_rule(".badge circle")["stroke-width"])  # fmt: skip
    if phase == "building":
        return ground + element("path", d=found["building"], fill=DARK_INK)
    if phase == "unknown":
        return ground + line_of_text(found["unknown"], middle, middle + 3, 8, DARK_INK, bold=True, anchor="middle")
    if stopped:
        bar = mark_rule(".badge-bar")
        return ground + element("path", d=found["stopped"], stroke="#ffffff", stroke_width=bar["stroke-width"])
    return ground


def line(look: LineLook, parts: Sequence[Any], style: Style, *, is_far: bool = False) -> str:
    """A line of a feature: n parts of (m, 2) units, its band below, its signs on top."""
    course = "".join(course_of(part) for part in parts)
    if not course:
        return ""
    drawn = []
    for role in ("band", "core"):
        rule = line_rules(role, look.geometry, look.phase, is_far=is_far)
        own = role == "core" or look.geometry == "schematic"
        color = style.line(look.color) if own else style["map-halo"]
        opacity = float(rule.get("stroke-opacity", 1))
        if opacity > 0:
            drawn.append(element("path", d=course, stroke=color, stroke_width=rule["stroke-width"],
                                 stroke_opacity=opacity if opacity < 1 else None,
                                 stroke_dasharray=rule.get("stroke-dasharray"),
                                 stroke_linecap=rule.get("stroke-linecap")))  # fmt: skip
    return group(*drawn, *_signs(look.phase, parts, style), fill="none")


def _signs(phase: Phase, parts: Sequence[Any], style: Style) -> list[str]:
    """What stands on a line whose state no dash tells."""
    if phase not in ("stopped", "unknown"):
        return []
    found = shapes()["sign"]
    places = [place for part in parts for place in _along(part, found["step"])]
    if phase == "unknown":
        return [line_of_text("?", x, y + 4, 11, style["map-label"], bold=True, anchor="middle", halo=style["map-halo"])
                for x, y in places]  # fmt: skip
    arm = found["arm"]
    course = "".join(f"M{x - arm:.1f} {y - arm:.1f}{found['cross']}" for x, y in places)
    return [element("path", d=course, stroke=style["map-halo"], stroke_width=4.0),
            element("path", d=course, stroke=style["map-label"], stroke_width=1.6)]  # fmt: skip


def _along(part: Any, step: float) -> list[tuple[float, float]]:
    """Points along a drawn course, evenly apart, none at its ends; at least one."""
    if len(part) < 2:
        return []
    course = shapely.LineString(part)
    n = max(1, round(course.length / step))
    points = shapely.line_interpolate_point(course, (np.arange(n) + 0.5) * course.length / n)
    return [(point.x, point.y) for point in points]
