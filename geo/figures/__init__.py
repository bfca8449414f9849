"""Atlas → one SVG that stands alone, with its text for who does not see it; typst makes PDF and PNG of it.

Drawn with the shapes, strokes and colours of the page. Same atlas, same bytes: no clock, no random, no font of the
machine. No text of the data is ever compiled: in the SVG it is escaped, and typst is handed it as JSON.
"""

from collections.abc import Sequence
from importlib import import_module

from geo.door import let_in
from geo.figures.drawn_map import Note
from geo.figures.look import style_of
from geo.figures.map_figure import MapAsked, map_figure
from geo.figures.picture import Figure
from geo.figures.projection import Bounds
from geo.figures.stacked import Asked, NothingToDraw
from geo.formats import FIGURE_KINDS, FIGURE_PRESETS, FIGURE_STYLES, FigureKind, FigurePreset, FigureStyle
from geo.model import Atlas
from geo.vocabulary import LANGUAGES, Language

# Where each kind but the map is drawn: loaded when it is asked for, since most figures are maps.
_STACKED: dict[FigureKind, str] = {
    "railway": "strip_figure", "indicator": "chart_figure", "crossings": "table_figure", "timeline": "time_figure",
}  # fmt: skip

__all__ = ["Bounds", "Figure", "Note", "NothingToDraw", "drawn", "figure"]


def figure(
    atlas: Atlas,
    lang: Language = "en",
    preset: FigurePreset = "a4",
    style: FigureStyle = "light",
    *,
    kind: FigureKind = "map",
    title: str | None = None,
    bounds: Bounds | None = None,
    notes: Sequence[Note] = (),
) -> Figure:
    """A map of an atlas or of a slice of it; or what it has of the planned railway, an indicator, crossings, a thing.

    Parameters
    ----------
    atlas
        Whole or a slice (`geo.select`).
    preset
        How large: `column` (85 mm), `page` (170 mm), `a4`, `a3`, `16x9`, `square`, `card` (1200 by 630 pixels).
    style
        `light` as the page; `print` saves ink; `dark`.
    kind
        `map`; `railway`: the planned one's variants on one scale, of an enriched atlas; `indicator`: the values of the
        one in the slice, by reporter, with the target; `crossings`: all of the slice, compared; `timeline`: states and
        events of the one thing in the slice. Bounds and notes are of a map alone.
    title
        The atlas, after the sector if there is but one, or the name of what is shown, if left out.
    bounds
        West, south, east, north in degrees; what is shown, if left out.
    notes
        Lines of the author's own, marked as such.

    Raises
    ------
    ValueError
        No such language, preset or style.
    NothingToDraw
        The slice has not what the figure is of; or has several where it shows one.
    InvalidData
        As `door.let_in`.
    """
    chosen = (("lang", lang, LANGUAGES), ("preset", preset, FIGURE_PRESETS), ("style", style, FIGURE_STYLES))
    for name, value, known in (*chosen, ("kind", kind, FIGURE_KINDS)):
        if value not in known:
            raise ValueError(f"{name}={value!r} is not known; give one of {', '.join(known)}")
    return drawn(let_in(atlas), lang, preset, style, kind=kind, title=title, bounds=bounds, notes=notes)


def drawn(
    atlas: Atlas,
    lang: Language,
    preset: FigurePreset,
    style: FigureStyle,
    *,
    kind: FigureKind,
    title: str | None,
    bounds: Bounds | None,
    notes: Sequence[Note],
) -> Figure:
    """The same of an atlas that was let in, or read and checked by us."""
    if kind != "map":
        draw = getattr(import_module(f"{__name__}.{_STACKED[kind]}"), _STACKED[kind])
        made: Figure = draw(Asked(atlas, lang, preset, style_of(style), title))
        return made
    return map_figure(MapAsked(atlas, lang, preset, style_of(style), title, bounds, tuple(notes)))
