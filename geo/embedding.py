"""The story of a page for other people's pages: load, check, take a slice, draw, write, and say how to show it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from geo import publish
from geo.checking import Step, quiet
from geo.embeds import Embedded, Picture, discovery, embed
from geo.errors import Place, Problem, nothing_written
from geo.formats import PAGE_STYLES, EmbedForm, PageStyle, PictureFormat
from geo.framing import Framed, framed, round_near
from geo.selection import BadSelection
from geo.slicing import Asked, Sliced, taken
from geo.vocabulary import Language

# What of a link a small page can show.
_LOOKS = ("map", "open", "background", "regions")
# Questions whose answers are words that a file may be called by.
_NAMED = ("sector", "theme", "kind", "status", "country", "region", "package")
_LONGEST_NAME = 60
SIZE_SCRIPT = "kzuz-size.js"


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


@dataclass(frozen=True)
class Shown:
    """How another page is to show it.

    Parameters
    ----------
    forms
        What is printed, one after the other.
    is_split
        Style and code in files beside the page.
    picture
        A picture of the map beside the page; Markdown and Quarto need one, and have an SVG if nothing is said.
    at
        Address of the folder where the files will lie, of pages that show them from elsewhere.
    has_oembed
        An oEmbed answer beside the page, which names it.
    host
        Origin of the site around the frame, which sizes it.
    """

    forms: Sequence[EmbedForm] = ("iframe",)
    is_split: bool = False
    picture: PictureFormat | None = None
    at: str | None = None
    has_oembed: bool = False
    host: str | None = None


class Written(NamedTuple):
    """The files written, the page first, and what to paste into another page."""

    paths: list[Path]
    snippet: str


@nothing_written()
def write_embed(
    data_dir: Path,
    out: Path,
    asked: Asked,
    look: Look,
    lang: Language | None = None,
    tell: Step = quiet,
    shown: Shown | None = None,
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
        What was asked for cannot be, or is not there; bounds, notes, a title, a zoom or addresses that cannot be.
    MissingPart
        A PNG needs typst.
    CannotWrite
        The folder takes nothing.
    """
    shown = shown or Shown()
    asked, style = _style_among_themes(asked, look.style)
    frame = framed(look.bounds, look.notes)
    shown = _addressed(shown)
    part = taken(data_dir, asked, tell)
    tell("drawing")
    made = _made(part, look, style, frame, lang, shown.host)
    folder, name = (out.parent, out.name) if out.suffix == ".html" else (out, f"{stem(asked, made.lang)}.html")
    files, snippet = _files_and_snippet(made, name, shown)
    tell("writing")
    return Written(publish.write(files, folder), snippet)


def _made(
    part: Sliced, look: Look, style: PageStyle, frame: Framed, lang: Language | None, host: str | None
) -> Embedded:
    """The page; round what is asked for near something, unless a view is."""
    link, bounds = _link(part, keeps_view=frame.bounds is None and look.zoom is None), frame.bounds
    if bounds is None and part.asked.near and "map=" not in link:
        bounds = round_near(part.asked.near)
    return embed(part.atlas, lang or part.linked.lang or "en", style, title=look.title, bounds=bounds, zoom=look.zoom,
                 notes=frame.notes, link=link, whole=look.whole, host=host)  # fmt: skip


def _files_and_snippet(made: Embedded, name: str, shown: Shown) -> tuple[dict[str, str | bytes], str]:
    """Every file by name, the page first, and what is pasted."""
    base, own = shown.at or "", Path(name).stem
    source = base + quote(name)
    files: dict[str, str | bytes] = {**made.files(name)} if shown.is_split else {name: made.page}
    picture = None
    if wanted := shown.picture or ("svg" if {"markdown", "quarto"} & set(shown.forms) else None):
        picture, content = _picture(made, f"{own}.{wanted}", wanted, base)
        files[f"{own}.{wanted}"] = content
    snippet = "\n\n".join(_snippet(form, made, source, picture, shown) for form in shown.forms)
    if shown.host and shown.is_split:
        files[SIZE_SCRIPT] = made.size_script()
    if shown.has_oembed:
        answer = f"{own}.oembed.json"
        files[answer] = made.oembed(source, picture)
        link = discovery(base + quote(answer), made.title)
        files[name] = str(files[name]).replace("</head>", f"{link}\n</head>", 1)
        snippet = f"{link}\n{snippet}"
    return files, snippet


def _picture(made: Embedded, name: str, wanted: PictureFormat, base: str) -> tuple[Picture, str | bytes]:
    figure = made.figure()
    width, height = map(round, figure.size)
    return Picture(base + quote(name), figure.alt, width, height), figure.svg if wanted == "svg" else figure.png()


def _snippet(form: EmbedForm, made: Embedded, source: str, picture: Picture | None, shown: Shown) -> str:
    if form == "inline":
        return made.inline()
    if picture and form == "markdown":
        return made.markdown(source, picture)
    if picture and form == "quarto":
        return made.quarto(source, picture)
    if shown.host:
        return made.sized(source, (shown.at or "") + SIZE_SCRIPT if shown.is_split else None)
    return made.iframe(source, picture)


def _addressed(shown: Shown) -> Shown:
    """The same, with the folder's address ending in a slash."""
    at, problems = shown.at, []
    if at is not None and (at := publish.folder_address(at)) is None:
        problems.append(Problem(Place(argument=f"--at {shown.at}"), "address.folder"))
    if shown.has_oembed and shown.at is None:
        problems.append(Problem(Place(argument="--oembed"), "embed.oembed"))
    if problems:
        raise BadSelection(problems)
    return replace(shown, at=at)


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
    what: Mapping[str, str | Sequence[str]] = asked.what
    words = [word for name, value in what.items() if name in _NAMED for word in _listed(value)]
    rest = sorted((name, value) for name, value in what.items() if name not in _NAMED)
    told = "-".join(words)
    if not (rest or asked.link or len(told) > _LONGEST_NAME):
        return f"embed-{told or 'all'}-{lang}"
    mark = hashlib.sha256(repr((rest, words, asked.link)).encode()).hexdigest()[:6]
    return f"embed-{told[:_LONGEST_NAME] or 'part'}-{mark}-{lang}"


def _listed(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value
