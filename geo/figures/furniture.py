"""What stands in a map beside what it shows: scale bar, locator, names of the ground."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely

from geo.figures.ground import path, scaled
from geo.figures.labels import Anchor, Wanted
from geo.figures.letters import width
from geo.figures.look import Style
from geo.figures.pen import element, group, line_of_text
from geo.figures.projection import Box, Frame, fit, outline_of
from geo.i18n import text_in
from geo.i18n.format import km
from geo.model import Basemap
from geo.vocabulary import CORE_COUNTRIES, FIRST_VIEW, Language

# Of the zoom at which both countries are seen, so much nearer a map needs a locator.
LOCATOR_FROM = 6.2
REGIONS_FROM = 6
_LOCATOR = (96.0, 62.0)


def scale_bar(frame: Frame, style: Style, lang: Language, corner: tuple[float, float]) -> tuple[Box, str]:
    """A bar of round length with its lower left end in a corner: the box it takes, and its drawing."""
    unit = frame.km_per_unit
    longest = unit * min(110.0, frame.box.width / 4)
    power = 10.0 ** np.floor(np.log10(longest))
    length = float(next(step for step in (5, 2, 1) if step * power <= longest) * power)
    across = length / unit
    x, y = corner
    text = km(length, lang)
    box = Box(x, y - 21, max(across, width(text, 8.2)) + 12, 21)
    left, base = x + 6, y - 6
    ground = element("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=2.0, fill=style["map-halo"],
                     fill_opacity=0.85)  # fmt: skip
    bar = element("path", d=f"M{left:.1f} {base - 4:.1f}v4h{across:.1f}v-4", fill="none", stroke=style["map-label"],
                  stroke_width=1.1)  # fmt: skip
    return box, ground + bar + line_of_text(text, left, base - 6, 8.2, style["map-label"])


def locator(frame: Frame, basemap: Basemap, style: Style, corner: tuple[bool, bool]) -> tuple[Box, str]:
    """Both countries and where in them the map lies, in a corner (is it on the right, is it below)."""
    across, down = _LOCATOR
    x = frame.box.right - across - 5 if corner[0] else frame.box.x + 5
    y = frame.box.bottom - down - 5 if corner[1] else frame.box.y + 5
    box = Box(x, y, across, down)
    small = fit(box, outline_of(FIRST_VIEW), spare=0.04)
    countries, borders = basemap.page["countries"], basemap.page["borders"]
    core = countries.loc[countries["iso"].isin(CORE_COUNTRIES)].geometry
    common = borders.loc[borders["kz_uz"]].geometry
    corners = small.xy(outline_of(frame.degrees()))
    (west, north), (east, south) = corners.min(axis=0), corners.max(axis=0)
    middle_x, middle_y = (west + east) / 2, (north + south) / 2
    half_x, half_y = max(east - west, 5) / 2, max(south - north, 5) / 2
    return box, group(
        element("rect", x=x, y=y, width=across, height=down, fill=style["map-land-far"], stroke=style["map-border"],
                stroke_width=0.8),
        scaled(
            element("path", d=path(small, core, coarse=0.5, least=2), fill=style["map-land"],
                    stroke=style["map-border-far"], stroke_width=5.0, fill_rule="evenodd"),
            element("path", d=path(small, common, coarse=0.5), fill="none", stroke=style["map-border"],
                    stroke_width=9.0),
        ),
        element("rect", x=max(x, middle_x - half_x), y=max(y, middle_y - half_y), width=2 * half_x, height=2 * half_y,
                fill=style["accent"], fill_opacity=0.18, stroke=style["accent"], stroke_width=1.4),
    )  # fmt: skip


def free_corner(frame: Frame, points: Any) -> tuple[bool, bool]:
    """The corner of a map with the least in it: is it on the right, is it below. The scale bar has lower left."""
    x, y, across, down = frame.box
    right, below = points[:, 0] > x + across / 2, points[:, 1] > y + down / 2
    near = (np.minimum(points[:, 0] - x, frame.box.right - points[:, 0]) < _LOCATOR[0] + 12) & (
        np.minimum(points[:, 1] - y, frame.box.bottom - points[:, 1]) < _LOCATOR[1] + 12
    )
    corners = ((True, False), (True, True), (False, False))
    return min(corners, key=lambda corner: int((near & (right == corner[0]) & (below == corner[1])).sum()))


def first_towns(frame: Frame, basemap: Basemap, lang: Language) -> list[Wanted]:
    """Names without which nobody knows where they are: the two countries, and towns, few enough to leave room."""
    core = _areas(frame, basemap.page["countries"], lang, "country", lambda iso: iso in CORE_COUNTRIES)
    return [*(town for town, is_first in _towns(frame, basemap, lang) if is_first), *core]


def ground_names(frame: Frame, basemap: Basemap, lang: Language) -> list[Wanted]:
    """Names of the ground that are written where there is room: countries, towns, water, regions from near."""
    named = [town for town, is_first in _towns(frame, basemap, lang) if not is_first]
    named += list(_areas(frame, basemap.page["countries"], lang, "far", lambda iso: iso not in CORE_COUNTRIES))
    lakes = basemap.page["lakes"]
    named += list(_areas(frame, lakes.loc[lakes["name_en"].notna()], lang, "water", least=500))
    if frame.zoom >= REGIONS_FROM:
        # Three towns are regions too, and would be named twice.
        towns = {one.text for one, _ in _towns(frame, basemap, lang)}
        regions = _areas(frame, basemap.page["admin1"], lang, "region", least=2500)
        named += [region for region in regions if region.text not in towns]
    return named


_SIZES = {"country": (11.0, True), "far": (8.4, False), "water": (7.8, False), "region": (7.8, False)}


def _areas(
    frame: Frame, areas: Any, lang: Language, kind: str, wanted: Any = lambda _: True, least: float = 900
) -> Iterator[Wanted]:
    size, bold = _SIZES[kind]
    column = "iso" if "iso" in areas.columns else "id"
    for number, row in enumerate(areas.to_dict("records")):
        named = text_in(row, "name", lang) if wanted(row[column]) else None
        seen = frame.inside(row["geometry"]) if named else None
        if named is None or seen is None or seen.area < least:
            continue
        part = max(shapely.get_parts(seen), key=lambda one: one.area)
        text = named[0].upper() if kind in ("country", "far") else named[0]
        anchors = tuple(Anchor(x, y, 0.0) for x, y in _inside(part))
        yield Wanted(f"{kind}:{number}", text, anchors, bold=bold, size=size, room=150.0, is_inside=True)


def _inside(area: Any) -> Iterator[tuple[float, float]]:
    """Points inside an area, its middle first."""
    for middle in (area.centroid, area.representative_point()):
        if area.contains(middle):
            yield middle.x, middle.y
    west, north, east, south = area.bounds
    for down in (0.5, 0.35, 0.65, 0.2, 0.8):
        for right in (0.5, 0.35, 0.65, 0.2, 0.8):
            point = shapely.Point(west + right * (east - west), north + down * (south - north))
            if area.contains(point):
                yield point.x, point.y


def _towns(frame: Frame, basemap: Basemap, lang: Language) -> Iterator[tuple[Wanted, bool]]:
    """Towns on the map, the most important first, and whether each is one of the first."""
    towns = basemap.page["cities"]
    places = frame.xy(shapely.get_coordinates(towns.geometry.to_numpy()))
    rows = sorted(zip(towns.to_dict("records"), places.tolist(), strict=True), key=lambda one: _weight(one[0]))
    first = 0
    for row, (x, y) in rows:
        named = text_in(row, "name", lang)
        inside = frame.box.x < x < frame.box.right and frame.box.y < y < frame.box.bottom
        if not inside or not named or frame.zoom < _town_from(row):
            continue
        is_first = row["cc"] in CORE_COUNTRIES and first < 6
        first += is_first
        size = 9.6 if row["capital"] else 8.6
        anchors, bold = (Anchor(x, y, 2.6),), bool(row["capital"])
        yield Wanted(f"town:{row['id']}", named[0], anchors, bold=bold, size=size, is_first=is_first), is_first


def _weight(town: dict[str, Any]) -> tuple[Any, ...]:
    return (town["cc"] not in CORE_COUNTRIES, not town["capital"], -(town["pop"] or 0), town["id"])


def _town_from(town: dict[str, Any]) -> float:
    """The zoom from which a town is named, a little later than on the page, where nothing else needs the room."""
    rank = town["rank"] if town["rank"] == town["rank"] and town["rank"] is not None else 4
    return 3 if town["capital"] else {0: 4.0, 1: 4.0, 2: 5.0, 3: 6.2}.get(int(rank), 7.2)
