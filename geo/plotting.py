"""The atlas on axes of matplotlib, for those who add layers of their own; what is printed as it is, is `geo.figure`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from geopandas import GeoSeries

from geo.door import let_in
from geo.extras import part
from geo.figures import telling
from geo.figures.look import Style, style_of
from geo.figures.things import Thing, things
from geo.formats import FigureStyle
from geo.i18n import message
from geo.model import Atlas, Basemap
from geo.vocabulary import CORE_COUNTRIES, FIRST_VIEW, LANGUAGES, SURE_PRECISIONS, Language, Phase

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EXTRA = "plot"
# By the kind of mark: a site, the two sides of a crossing, a station.
_MARKERS = {"disc": "o", "pair": "D", "dot": "s"}
_SIZES = {"disc": 42, "pair": 46, "dot": 14}
_CREDIT = 130  # letters of a line of the credits
_DASHES: dict[Phase, Any] = {
    "ahead": (0, (2, 2)), "building": (0, (5, 2, 1, 2)), "running": "-", "stopped": (0, (1, 3)), "unknown": (0, (1, 1)),
}  # fmt: skip


def plot(
    atlas: Atlas,
    ax: "Axes | None" = None,
    lang: Language = "en",
    style: FigureStyle = "light",
    *,
    ground: bool = True,
    legend: bool = True,
) -> "Axes":
    """Draw an atlas or a slice of it on axes in degrees, EPSG:4326 (longitude across), with land and borders below.

    Colour says the sector, the shape the kind, hollow that only region or country are known; the dash of a line its
    state; a wide pale line is a scheme. Licence and edition stand below: leave them there.

    Parameters
    ----------
    ax
        Axes to draw on; those of a new figure, if left out.
    ground
        Without it the axes have only what is of the atlas.
    legend
        Sectors with how many there are.

    Returns
    -------
    Axes
        The very axes, their limits round what was drawn; each point's and line's `gid` is its id.

    Raises
    ------
    MissingPart
        matplotlib is not installed.
    ValueError
        No such language.
    InvalidData
        As `door.let_in`.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"lang={lang!r} is not known; give one of {', '.join(LANGUAGES)}")
    atlas, look = let_in(atlas), style_of(style)
    if ax is None:
        ax = part("matplotlib.pyplot", EXTRA).figure(layout="constrained").add_subplot()
    shown = [thing for thing in things(atlas, lang) if thing.shape is not None]
    if ground and atlas.basemap is not None:
        _ground(ax, atlas.basemap, look)
    for thing in shown:
        (_point if thing.is_point else _line)(ax, thing, look)
    _frame(ax, shown)
    ax.set_xlabel(fill(telling.credits_text(atlas, lang), _CREDIT), fontsize=5, loc="left")
    ax.set_ylabel("")
    if legend:
        _legend(ax, shown, look, lang)
    return ax


def _ground(ax: "Axes", basemap: Basemap, look: Style) -> None:
    countries, borders = basemap.page["countries"], basemap.page["borders"]
    ax.set_facecolor(look["map-land-far"])
    core = countries.loc[countries["iso"].isin(CORE_COUNTRIES)].geometry
    core.plot(ax=ax, color=look["map-land"], zorder=1)
    basemap.page["lakes"].geometry.plot(ax=ax, color=look["map-land-lake"], zorder=1)
    admin1 = borders["level"] == "admin1"
    rows = ((admin1, "map-admin", 0.4, ":"), (~admin1 & ~borders["kz_uz"], "map-border-far", 0.6, "-"),
            (borders["kz_uz"], "map-border", 1.2, "-"))  # fmt: skip
    for which, color, width, dash in rows:
        borders.loc[which].geometry.plot(ax=ax, color=look[color], linewidth=width, linestyle=dash, zorder=2)


def _line(ax: "Axes", thing: Thing, look: Style) -> None:
    for course in shapely.get_parts(thing.shape):
        lon, lat = shapely.get_coordinates(course).T
        # What is no survey is wide and pale, so that nobody takes it for a route.
        wide, alpha = (3.0, 0.4) if thing.geometry_kind == "schematic" else (1.4, 1.0)
        ax.plot(lon, lat, color=look.line(thing.color), linewidth=wide, alpha=alpha, linestyle=_DASHES[thing.phase],
                zorder=3, gid=thing.id)  # fmt: skip


def _point(ax: "Axes", thing: Thing, look: Style) -> None:
    is_sure = thing.precision in SURE_PRECISIONS
    kind = thing.layer.mark
    ax.scatter([thing.shape.x], [thing.shape.y], s=_SIZES[kind], marker=_MARKERS[kind], zorder=4, gid=thing.id,
               facecolor=thing.color if is_sure else look["mark-paper"], linewidth=1.0,
               edgecolor=look["mark-edge"] if is_sure else thing.color)  # fmt: skip


def _frame(ax: "Axes", shown: Sequence[Thing]) -> None:
    """Limits round what is shown, a degree across as long as it is on the ground in their middle."""
    west, south, east, north = _bounds(shown)
    spare_x, spare_y = max(0.3, 0.05 * (east - west)), max(0.2, 0.05 * (north - south))
    ax.set_xlim(west - spare_x, east + spare_x)
    ax.set_ylim(south - spare_y, north + spare_y)
    ax.set_aspect(1 / np.cos(np.radians((south + north) / 2)))
    ax.set_xticks([])
    ax.set_yticks([])


def _bounds(shown: Iterable[Thing]) -> tuple[float, float, float, float]:
    found = GeoSeries([thing.shape for thing in shown])
    if found.empty:
        return FIRST_VIEW
    west, south, east, north = found.total_bounds.tolist()
    return west, south, east, north


def _legend(ax: "Axes", shown: Sequence[Thing], look: Style, lang: Language) -> None:
    tally = Counter((thing.sector, thing.color) for thing in shown)
    for (sector, color), n in sorted(tally.items(), key=lambda one: -one[1]):
        ax.scatter([], [], s=_SIZES["disc"], color=color, label=f"{message(f'sector.{sector}', lang)} ({n})")
    if tally:
        ax.legend(loc="upper left", fontsize=6, framealpha=0.9, labelcolor=look["ink"], facecolor=look["paper"])
