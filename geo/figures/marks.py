"""Marks and lines of features, drawn with the shapes and strokes of the page: colour and icon say the sector, the form
how sure the place is, the badge or the dash what state it is in."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely

from geo.figures.ground import course_of
from geo.figures.look import Style, icon, line_rules, mark_rule, mixed, shapes
from geo.figures.pen import element, group, line_of_text, strokes
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
    hollow = not look.is_confirmed
    fill, stroke = (style["mark-paper"], look.color) if hollow else (look.color, style["mark-edge"])
    return [element("rect", **shapes()["dot"], fill=fill, stroke=stroke, **_edge(look.precision, hollow=hollow))]


def _edge(precision: str, *, hollow: bool) -> dict[str, Any]:
    rule = mark_rule(".glyph.is-hollow .body" if hollow else ".glyph .body")
    dash = mark_rule(".glyph.p-country .body")["stroke-dasharray"] if precision in ("country", "none") else None
    return {"stroke_width": rule["stroke-width"], "stroke_dasharray": dash}


def _mark(look: MarkLook, style: Style, number: int | None) -> list[str]:
    hollow = look.precision not in SURE_PRECISIONS
    ink = look.color if hollow else "#ffffff"
    sign = element("use", href=f"#kzuz-icon-{look.kind}-{look.icon}", fill=ink)
    if number is not None:
        middle = shapes()["size"] / 2
        sign = line_of_text(str(number), middle, middle + 4, 11, ink, bold=True, anchor="middle")
    badge = "" if look.phase == "running" else element("use", href=f"#kzuz-badge-{look.phase}")
    fill, stroke = (style["mark-paper"] if hollow else look.color), look.color
    if look.precision == "locality" and style.name == "dark":
        stroke = mixed(look.color, "#ffffff", 0.55)
    body = element("use", href=f"#kzuz-body-{look.kind}-{look.precision}", fill=fill, stroke=stroke)
    return [body, sign, badge]


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


def definitions(style: Style, *contents: str) -> str:
    """What the marks of some drawings use: bodies, which have the colours of their use, outlines of icons, badges."""
    used = sorted({found for content in contents for found in _USED.findall(content)})
    return element("defs", *(_defined(part, kind, name, style) for part, kind, name in used))


_USED = re.compile(r'href="#kzuz-(body|icon|badge)-(?:(disc|pair)-)?([\w-]+)"')


def _defined(part: str, kind: str, name: str, style: Style) -> str:
    if part == "badge":
        return _badge(name)
    if part == "body":
        return _body(kind, name, style)
    found = shapes()
    size = found["icon"][kind]
    corner = found["size"] / 2 - found["icon"]["box"] / 2 * size
    move = f"translate({corner:g} {corner:g}) scale({size:g})"
    return element("path", id=f"kzuz-icon-{kind}-{name}", d=icon(name), transform=move)


def _body(kind: str, precision: str, style: Style) -> str:
    found = shapes()
    middle, is_near = found["size"] / 2, precision == "locality"
    hollow, room = precision not in SURE_PRECISIONS, "locality" if is_near else "other"
    edge = {"stroke": None if hollow else style["mark-edge"], **_edge(precision, hollow=hollow)}
    halo = element("circle", cx=middle, cy=middle, r=found["halo"], fill_opacity=0.24, stroke_width=1.0)
    halves = (element("path", d=half) for half in found["pair"][room])
    body = group(*halves, **edge) if kind == "pair" else element(
        "circle", cx=middle, cy=middle, r=found["radius"][room], **edge
    )  # fmt: skip
    return group(halo if is_near else "", body, id=f"kzuz-body-{kind}-{precision}")


def _badge(phase: str) -> str:
    found = shapes()["badge"]
    middle = found["middle"]
    stopped = phase == "stopped"
    ground = element("circle", cx=middle, cy=middle, r=found["radius"], fill=DARK_INK if stopped else "#ffffff",
                     stroke=DARK_INK, stroke_width=mark_rule(".badge circle")["stroke-width"])  # fmt: skip
    sign = ""
    if phase == "building":
        sign = element("path", d=found["building"], fill=DARK_INK)
    elif phase == "unknown":
        sign = line_of_text(found["unknown"], middle, middle + 3, 8, DARK_INK, bold=True, anchor="middle")
    elif stopped:
        bar = mark_rule(".badge-bar")
        sign = element("path", d=found["stopped"], stroke="#ffffff", stroke_width=bar["stroke-width"])
    return group(ground, sign, id=f"kzuz-badge-{phase}")


def line(look: LineLook, parts: Sequence[Any], style: Style, *, is_far: bool = False) -> str:
    """A line of a feature: n parts of (m, 2) units, its band below, its signs on top; for a group without fill."""
    course = "".join(course_of(part) for part in parts)
    if not course:
        return ""
    looks: list[dict[str, Any]] = []
    for role in ("band", "core"):
        rule = line_rules(role, look.geometry, look.phase, is_far=is_far)
        own = role == "core" or look.geometry == "schematic"
        opacity = float(rule.get("stroke-opacity", 1))
        if opacity > 0:
            looks.append({"stroke": style.line(look.color) if own else style["map-halo"],
                          "stroke_width": rule["stroke-width"], "stroke_opacity": opacity if opacity < 1 else None,
                          "stroke_dasharray": rule.get("stroke-dasharray"),
                          "stroke_linecap": rule.get("stroke-linecap")})  # fmt: skip
    return group(strokes(course, *looks), *_signs(look.phase, parts, style))


SIGN_ROOM = 5.0  # how far a sign on a line reaches from its middle


def sign_places(phase: Phase, parts: Sequence[Any]) -> list[tuple[float, float]]:
    """Where signs stand on a line whose state no dash tells."""
    if phase not in ("stopped", "unknown"):
        return []
    return [place for part in parts for place in _along(part, shapes()["sign"]["step"])]


def _signs(phase: Phase, parts: Sequence[Any], style: Style) -> list[str]:
    if phase not in ("stopped", "unknown"):
        return []
    places = sign_places(phase, parts)
    if phase == "unknown":
        marks = (line_of_text("?", x, y + 4, 11, None) for x, y in places)
        return [group(*marks, font_weight="700", text_anchor="middle", fill=style["map-label"], paint_order="stroke",
                      stroke=style["map-halo"], stroke_width=2.4, stroke_linejoin="round")]  # fmt: skip
    found = shapes()["sign"]
    arm = found["arm"]
    course = "".join(f"M{x - arm:.1f} {y - arm:.1f}{found['cross']}" for x, y in places)
    looks: list[dict[str, Any]] = [{"stroke": style["map-halo"], "stroke_width": 4.0},
                                   {"stroke": style["map-label"], "stroke_width": 1.6}]  # fmt: skip
    return [strokes(course, *looks)]


def _along(part: Any, step: float) -> list[tuple[float, float]]:
    """Points along a drawn course, evenly apart, none at its ends; at least one."""
    if len(part) < 2:
        return []
    course = shapely.LineString(part)
    n = max(1, round(course.length / step))
    points = shapely.line_interpolate_point(course, (np.arange(n) + 0.5) * course.length / n)
    return [(point.x, point.y) for point in points]
