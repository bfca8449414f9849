"""How a page shows its atlas: nothing of data/, and nothing of Folium."""

from dataclasses import dataclass

from geo.i18n import message
from geo.vocabulary import SECTORS, Language, SectorId


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
    """

    lang: Language | None = None
    sector: SectorId | None = None
    embed: bool = False
    whole: str | None = None
    present: tuple[SectorId, ...] = SECTORS

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
