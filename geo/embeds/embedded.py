"""A finished page for other people's pages, and every way to show it in one."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from geo.embeds import snippets
from geo.embeds.snippets import Picture
from geo.figures import Figure, Note, figure
from geo.formats import FigurePreset, FigureStyle
from geo.i18n import message
from geo.model import Atlas
from geo.render.page.assets import asset
from geo.vocabulary import Language

if TYPE_CHECKING:
    from geo.render.atlas_map import AtlasFigure, AtlasMap


@dataclass(frozen=True)
class Embedded:
    """A small page, ready to be written beside another one.

    Parameters
    ----------
    made
        The page as a `folium.Map`.
    atlas
        What it shows.
    lang
        Language it opens in.
    """

    made: "AtlasMap"
    atlas: Atlas
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

    def files(self, name: str) -> dict[str, str]:
        """The page of this name (`….html`) with its style and its code in files beside it, by name, the page first.

        For hosts whose policy allows files of their own and nothing inside a page.
        """
        figure = cast("AtlasFigure", self.made.get_root())
        return figure.files(name)

    def figure(self, preset: FigurePreset = "16x9") -> Figure:
        """The same as a picture, with the author's title and notes: for paper, and for hosts that strip frames."""
        author = self.made.page_options.author
        style: FigureStyle = "dark" if author.style == "dark" else "light"
        return figure(self.atlas, self.lang, preset, style, title=author.title,
                      bounds=author.bounds, notes=[Note(*note) for note in author.notes])  # fmt: skip

    def iframe(self, source: str, picture: Picture | None = None) -> str:
        """The frame that shows the page in another one.

        Parameters
        ----------
        source
            Address of the page as the reader's browser will see it.
        picture
            What is printed in its place, and shown where frames are stripped.
        """
        frame = snippets.iframe(source, self.title, message("embed.open", self.lang))
        return snippets.with_picture(frame, source, picture) if picture else frame

    def inline(self) -> str:
        """The same frame with the whole page in it."""
        return snippets.inline(self.page, self.title)

    def sized(self, source: str, script: str | None = None) -> str:
        """The frame as high as its page asks, if that was made for the site around it (`embed(…, host=…)`).

        Parameters
        ----------
        script
            Address of a file with `size_script()`, where a host allows no scripts in its pages.
        """
        return snippets.sized(self.iframe(source), self.size_script(), script)

    @staticmethod
    def size_script() -> str:
        """What the page around the frame runs: asks the frame how high it wants to be, and heeds that frame alone."""
        return asset("size_host.js")

    def markdown(self, source: str, picture: Picture) -> str:
        """A picture that leads to the page, in Markdown."""
        return snippets.markdown(source, self.title, picture)

    def quarto(self, source: str, picture: Picture) -> str:
        """The frame for what Quarto makes of HTML, the picture for everything else."""
        return snippets.quarto(self.iframe(source), self.title, picture)

    def oembed(self, source: str, picture: Picture | None = None) -> str:
        """The oEmbed answer for the page, as JSON; its `source` is a whole address."""
        return snippets.oembed(self.iframe(source), self.title, message("page.title", self.lang), source, picture)

    def _repr_html_(self) -> str:
        """How a notebook shows it, and what is made of one: there at once, because it is printed before it is read."""
        return self.inline().replace(' loading="lazy"', "", 1)
