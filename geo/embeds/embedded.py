"""A finished page for other people's pages, and every way to show it in one."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.embeds.snippets import iframe
from geo.i18n import message
from geo.vocabulary import Language

if TYPE_CHECKING:
    from geo.render import AtlasMap


@dataclass(frozen=True)
class Embedded:
    """A small page, ready to be written beside another one.

    Parameters
    ----------
    made
        The page as a `folium.Map`.
    lang
        Language it opens in.
    """

    made: "AtlasMap"
    lang: Language

    @property
    def title(self) -> str:
        """What the page shows, in one line."""
        return self.made.page_options.heading

    @cached_property
    def page(self) -> str:
        """The page as text: one file that needs no other and no network."""
        text: str = self.made.get_root().render()
        return text

    def iframe(self, source: str) -> str:
        """The frame that shows the page in another one.

        Parameters
        ----------
        source
            Address of the page as the reader's browser will see it.
        """
        return iframe(source, self.title, message("embed.open", self.lang))

    def _repr_html_(self) -> str:
        return self.made._repr_html_()
