"""How a page shows its atlas: nothing of data/, and nothing of Folium."""

from dataclasses import dataclass

from geo.formats import PageStyle
from geo.i18n import message
from geo.model import Json
from geo.vocabulary import SECTORS, Language, SectorId


@dataclass(frozen=True)
class Author:
    """What the author of another page asks of the map in it; it crosses as data, and his words are never compiled.

    Parameters
    ----------
    title
        In place of the atlas's; shown in whatever language the reader chooses.
    bounds
        West, south, east, north in degrees: what is shown first; None is both countries.
    link
        What an address without its `#` would ask for: a view, a date, an opened feature.
    notes
        Lines of his own: text, longitude and latitude.
    style
        How the page looks.
    host
        Origin of the page around it, which may ask how high the frame wants to be.
    """

    title: str | None = None
    bounds: tuple[float, float, float, float] | None = None
    link: str = ""
    notes: tuple[tuple[str, float, float], ...] = ()
    style: PageStyle = "auto"
    host: str | None = None

    @property
    def is_elsewhere(self) -> bool:
        """Whether the page opens with another view than that of both countries."""
        return self.bounds is not None or "map=" in self.link

    @property
    def told(self) -> Json:
        """What the page's code needs of it."""
        asked = {"title": self.title, "bounds": self.bounds, "link": self.link, "notes": self.notes}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class PageOptions:
    """How a page shows its atlas.

    Parameters
    ----------
    lang
        Language it opens in; None is the reader's own.
    sector
        The one sector shown; None is all.
    embed
        Compact page for an iframe.
    whole
        Address of the whole atlas, which a compact page links to; relative to the page's own, if it has no host.
    present
        The sectors the atlas has, in the order of `SECTORS`.
    author
        What the author of the page around a compact one asks.
    """

    lang: Language | None = None
    sector: SectorId | None = None
    embed: bool = False
    whole: str | None = None
    present: tuple[SectorId, ...] = SECTORS
    author: Author = Author()

    @property
    def sectors(self) -> tuple[SectorId, ...]:
        """Those with a layer of their own."""
        return tuple(id_ for id_ in self.present if self.sector in (None, id_))

    @property
    def written(self) -> Language:
        """The language of what is written in the page itself."""
        return self.lang or "en"

    @property
    def title(self) -> str:
        """The title of the page."""
        name = message("page.title", self.written)
        return f"{message(f'sector.{self.sector}', self.written)} · {name}" if self.sector else name

    @property
    def heading(self) -> str:
        """The title as readers see it: the author's own, if he gave one."""
        return self.author.title or self.title
