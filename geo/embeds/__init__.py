"""Atlas → a small page for other people's pages, and what they need to show it: frames, text, a picture. Never writes.

`own_words` reads what the author of such a page adds of his own, `embedded` is the finished page, `snippets` the HTML
that shows it.
"""

from collections.abc import Sequence

from geo.embeds.embedded import Embedded
from geo.embeds.own_words import author_of
from geo.embeds.snippets import Picture, discovery
from geo.figures import Bounds, Note
from geo.formats import PAGE_STYLES, PageStyle
from geo.model import Atlas
from geo.render import embedded
from geo.vocabulary import LANGUAGES, Language

__all__ = ["Bounds", "Embedded", "Note", "Picture", "discovery", "embed"]


def embed(
    atlas: Atlas,
    lang: Language = "en",
    style: PageStyle = "auto",
    *,
    title: str | None = None,
    bounds: Bounds | None = None,
    zoom: float | None = None,
    notes: Sequence[Note] = (),
    link: str = "",
    whole: str = "index.html",
    host: str | None = None,
) -> Embedded:
    """A small page of an atlas, or of a slice of it, for a frame in somebody else's page.

    Parameters
    ----------
    atlas
        Whole or a slice (`geo.select`).
    lang
        Language it opens in; readers may switch.
    style
        `auto` as the reader's system; `light` or `dark` always.
    title
        The atlas, after the sector if there is but one, if left out.
    bounds
        West, south, east, north in degrees, EPSG:4326: what is seen first; both countries if left out.
    zoom
        A zoom of web maps (3 to 16), round the middle of `bounds` or of what is shown.
    notes
        Lines of the author's own, marked as such; 20 of 200 characters at most.
    link
        What the page's address may ask for behind its `#`: `time=2027&open=aktau-port`.
    whole
        Address of the whole atlas, to which the page links: as seen from where the page will lie.
    host
        Origin of the site around it (`https://report.example`), which may ask how high its frame wants to be
        (`Embedded.sized`); nobody may, if left out.

    Raises
    ------
    ValueError
        No such language or style.
    BadSelection
        A title, a note, bounds, a zoom or an origin that cannot be; all of them are named.
    InvalidData
        As `door.let_in`.
    """
    for name, value, known in (("lang", lang, LANGUAGES), ("style", style, PAGE_STYLES)):
        if value not in known:
            raise ValueError(f"{name}={value!r} is not known; give one of {', '.join(known)}")
    author = author_of(atlas, title=title, bounds=bounds, zoom=zoom, notes=notes, link=link, style=style, host=host)
    return Embedded(embedded(atlas, lang, whole, author), atlas, lang)
