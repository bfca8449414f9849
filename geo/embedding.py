"""The story of a page for other people's pages: load, check, take a slice, draw, write, and say how to show it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from geo import publish
from geo.checking import Step, checked, quiet
from geo.embeds import embed
from geo.errors import Place, Problem, nothing_written
from geo.formats import PAGE_STYLES, PageStyle
from geo.framing import framed, round_near
from geo.selection import BadSelection
from geo.slicing import Asked, Sliced, sliced
from geo.vocabulary import Language

# What of a link a small page can show.
_LOOKS = ("map", "open", "background", "regions")
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Look:
    """How the page is to look, as people type it.

    Parameters
    ----------
    bounds
        `W,S,E,N` in degrees.
    notes
        Lines of the author's own: `text @ LAT, LON`.
    whole
        Address of the whole atlas, to which the page links.
    """

    style: PageStyle | None = None
    title: str | None = None
    bounds: str | None = None
    zoom: float | None = None
    notes: Sequence[str] = ()
    whole: str = "index.html"


class Written(NamedTuple):
    """The files written, the page first, and what to paste into another page."""

    paths: list[Path]
    snippet: str


@nothing_written()
def write_embed(
    data_dir: Path, out: Path, asked: Asked, look: Look, lang: Language | None = None, tell: Step = quiet
) -> Written:
    """Write a small page of a slice of the atlas, and say how another page shows it.

    Parameters
    ----------
    out
        The file (`.html`), or a folder for it, in which its name tells the slice and the language.
    asked
        The slice; `light`, `dark` and `auto` among its themes are the style of the page.

    Raises
    ------
    InvalidData
        The data break rules; nothing is written.
    BadSelection
        What was asked for cannot be, or is not there; bounds, notes, a title or a zoom that cannot be.
    CannotWrite
        The folder takes nothing.
    """
    asked, style = _style_among_themes(asked, look.style)
    bounds, notes = framed(look.bounds, look.notes)
    atlas = checked(data_dir, tell)
    part = sliced(atlas, asked)
    tell("drawing")
    link = _link(part, keeps_view=bounds is None and look.zoom is None)
    if bounds is None and part.asked.near and "map=" not in link:
        bounds = round_near(part.asked.near)
    made = embed(part.atlas, lang or part.linked.lang or "en", style, title=look.title, bounds=bounds,
                 zoom=look.zoom, notes=notes, link=link, whole=look.whole)  # fmt: skip
    folder, name = (out.parent, out.name) if out.suffix == ".html" else (out, f"{stem(asked, made.lang)}.html")
    tell("writing")
    return Written(publish.write({name: made.page}, folder), made.iframe(quote(name)))


def _style_among_themes(asked: Asked, style: PageStyle | None) -> tuple[Asked, PageStyle]:
    """`--theme dark` is no theme of the atlas but the look of a page, whoever says it so."""
    themes = _listed(asked.what.get("theme") or ())
    meant: set[PageStyle] = {known for known in PAGE_STYLES if known in themes}
    styles = meant | ({style} if style else set())
    if len(styles) > 1:
        raise BadSelection([Problem(Place(argument="--style"), "embed.styles", {"styles": tuple(sorted(styles))})])
    left = [theme for theme in themes if theme not in meant]
    what = {name: value for name, value in {**asked.what, "theme": left}.items() if value}
    return replace(asked, what=what), next(iter(styles), "auto")


def _link(part: Sliced, *, keeps_view: bool) -> str:
    """What the page opens with of what a link asked for; and the date, whose states it shows."""
    pairs = [one.partition("=") for one in part.linked.look.split("&") if one]
    looks: dict[str, str] = {key: value for key, _, value in pairs if key in _LOOKS}
    if not keeps_view:
        looks.pop("map", None)
    if not any(looks.get("open") in set(frame["id"]) for frame in part.atlas.layers().values()):
        looks.pop("open", None)
    if part.asked.time:
        looks["time"] = part.asked.time
    return "&".join(f"{key}={quote(value, safe='/,')}" for key, value in looks.items())


def stem(asked: Asked, lang: Language) -> str:
    """A name: the words that were asked for, and a mark of the rest, so that no slice takes the place of another."""
    words = [word for name, value in asked.what.items() if name in _NAMED for word in _listed(value)]
    rest = sorted((name, value) for name, value in asked.what.items() if name not in _NAMED)
    told = "-".join(words)
    if not (rest or asked.link or len(told) > _LONGEST_NAME):
        return f"embed-{told or 'all'}-{lang}"
    mark = hashlib.sha256(repr((rest, words, asked.link)).encode()).hexdigest()[:6]
    return f"embed-{told[:_LONGEST_NAME] or 'part'}-{mark}-{lang}"


# Questions whose answers are words that a file may be called by.
_NAMED = ("sector", "theme", "kind", "status", "country", "region", "package")


def _listed(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value
