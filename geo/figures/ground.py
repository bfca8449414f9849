"""The ground of a map: land, water, regions, borders, railways, as the page draws it."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import shapely

from geo.figures.look import Style
from geo.figures.pen import element, group, number, strokes
from geo.figures.projection import Frame
from geo.model import Basemap
from geo.vocabulary import CORE_COUNTRIES

# Zoom from which the page draws its finer ground, and railways.
CLOSE_FROM = 8
RAILWAYS_FROM = 5
# Units of a drawing that an outline may be off.
COARSE = 1.2
# Of what is thin and pale; of the border all this is about.
FAINT, FINE = 2.0, 0.7
SMALL_AREA = 9.0  # square units: a lake of this size is a speck


def ground(frame: Frame, basemap: Basemap | None, style: Style) -> str:
    """The ground as SVG; of a map without a basemap the empty land."""
    x, y, width, height = frame.box
    land = element("rect", x=x, y=y, width=width, height=height, fill=style["map-land-far"])
    return land if basemap is None else land + scaled(*_layers(frame, basemap, style, frame.zoom))


def _layers(frame: Frame, basemap: Basemap, style: Style, zoom: float) -> Iterator[str]:
    page, close = basemap.page, basemap.close if zoom >= CLOSE_FROM else {}
    countries, borders, rivers = page["countries"], page["borders"], page["rivers"]
    grow = max(0.0, min(1.0, (zoom - 4) / 5))
    core = countries.loc[countries["iso"].isin(CORE_COUNTRIES)].geometry
    yield element("path", d=path(frame, core), fill=style["map-land"], fill_rule="evenodd")
    great = close["rivers"] if close else rivers.loc[rivers["rank"] <= zoom + 1.5]
    yield _line(frame, great.geometry, style["map-river"], 0.7 + grow, coarse=FAINT)
    lakes = path(frame, page["lakes"].geometry, least=SMALL_AREA)
    yield _shown(lakes, fill=style["map-land-lake"], stroke=style["map-shore"], stroke_width=0.8, fill_rule="evenodd")
    admin1 = borders["level"] == "admin1"
    yield _line(frame, borders.loc[admin1].geometry, style["map-admin"], 0.6 + 0.5 * grow, "20 25", coarse=FAINT)
    if close:
        yield _line(frame, close["roads"].geometry, style["map-road"], 0.4 + 0.3 * (zoom - CLOSE_FROM))
    if zoom >= RAILWAYS_FROM:
        tracks = (close or page)["railways"].geometry
        yield _line(frame, tracks, style["map-rail"], 0.5 + 0.7 * grow)
    yield _line(frame, borders.loc[~admin1 & ~borders["kz_uz"]].geometry, style["map-border-far"], 0.9 + 0.6 * grow)
    fine = basemap.borders if close else borders
    common = path(frame, fine.loc[fine["kz_uz"]].geometry, coarse=FINE)
    wide, thin = 10 * (5 + 5 * grow), 10 * (1.3 + 0.7 * grow)
    looks = ({"stroke": style["map-border-kzuz"], "stroke_width": wide, **ROUND},
             {"stroke": style["map-border"], "stroke_width": thin, **ROUND})  # fmt: skip
    yield group(strokes(common, *looks) if common else "", fill="none")


ROUND: dict[str, Any] = {"stroke_linejoin": "round"}


def _line(
    frame: Frame, geometry: Any, color: str, width: float, dash: str | None = None, coarse: float = COARSE
) -> str:
    course = path(frame, geometry, coarse=coarse)
    return _shown(course, fill="none", stroke=color, stroke_width=width, stroke_dasharray=dash, **ROUND)


def _shown(course: str, **attributes: Any) -> str:
    """A path of tenths, its stroke given in units."""
    if not course:
        return ""
    width, dash = attributes.pop("stroke_width"), attributes.pop("stroke_dasharray", None)
    return element("path", d=course, stroke_width=10 * width, stroke_dasharray=dash, **attributes)


def path(frame: Frame, geometry: Iterable[Any], *, least: float = 0.0, coarse: float = COARSE) -> str:
    """Shapes in degrees as the course of one path, in tenths (`scaled`); areas of fewer square units are left out."""
    shapes = np.array([shape for shape in geometry if shape is not None], dtype=object)
    placed = shapely.get_parts(shapely.simplify(frame.drawn(shapes), coarse))
    return "".join(map(_course, _rings(placed, least)))


def _rings(parts: Iterable[Any], least: float) -> Iterator[Any]:
    for part in parts:
        if shapely.get_dimensions(part) == 2:
            if part.area >= least:
                yield from shapely.get_rings(part)
        elif shapely.get_dimensions(part) == 1:
            yield part


def course_of(places: Any) -> str:
    """(n, 2) units as the course of a path, in steps of a tenth."""
    tenths = _tenths(places)
    if len(tenths) < 2:
        return ""
    x, y = tenths[0] / 10
    numbers = " ".join(f"{value / 10:g}" for value in np.diff(tenths, axis=0).ravel().tolist())
    return f"M{number(x)} {number(y)}l{numbers}".replace(" -", "-")


def _tenths(places: Any) -> Any:
    """(n, 2) units as whole tenths, without steps of no length."""
    tenths = np.rint(np.asarray(places) * 10).astype(int)
    return tenths[np.concatenate([[True], np.diff(tenths, axis=0).any(axis=1)])]


def _course(line: Any) -> str:
    """A line or ring of the ground in whole tenths, which `scaled` makes units again: a third less to write."""
    tenths = _tenths(shapely.get_coordinates(line))
    if len(tenths) < 2:
        return ""
    closes = "z" if line.geom_type == "LinearRing" else ""
    numbers = " ".join(map(str, np.diff(tenths, axis=0).ravel().tolist()))
    return f"M{tenths[0][0]} {tenths[0][1]}l{numbers}{closes}".replace(" -", "-")


def scaled(*paths: str) -> str:
    """Paths of `path`, whose numbers and strokes are tenths of a unit."""
    return group(*paths, transform="scale(.1)")
