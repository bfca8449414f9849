"""A finished figure: its SVG, its words, its size."""

from base64 import b64encode
from dataclasses import dataclass
from html import escape

from geo.figures.projection import Box
from geo.vocabulary import Language


@dataclass(frozen=True)
class Figure:
    """A picture, ready to be written.

    Parameters
    ----------
    svg
        A whole file.
    alt
        The picture in words.
    text
        What goes beside it: the picture in words, and everything it shows, by name.
    width, height
        In CSS pixels, of which 96 are an inch.
    lang, title, edition, paper
        Language, title, edition of the atlas (EDTF), and colour of the sheet (#rrggbb).
    beyond
        Lines that found no room on the sheet and stand in `text` only.
    map_box, boxes
        What the map takes of the drawing, and each name and number on it, in units of the drawing.
    """

    svg: str
    alt: str
    text: str
    width: float
    height: float
    lang: Language
    title: str
    edition: str
    paper: str
    beyond: tuple[str, ...] = ()
    map_box: Box | None = None
    boxes: tuple[Box, ...] = ()

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in CSS pixels."""
        return self.width, self.height

    def pdf(self) -> bytes:
        """A tagged PDF (PDF/UA-1) with its letters embedded.

        Raises
        ------
        MissingPart
            typst is not installed.
        """
        from geo.figures.typeset import pdf

        return pdf(self)

    def png(self, dpi: int = 192) -> bytes:
        """An opaque PNG of so many pixels an inch, 96 to 600.

        Raises
        ------
        MissingPart
            typst is not installed.
        """
        from geo.figures.typeset import png

        return png(self, dpi)

    def _repr_svg_(self) -> str:
        return self.svg.partition("\n")[2]

    def _repr_html_(self) -> str:
        """How a notebook shows it: no wider than its cell, in words for who does not see it."""
        source = f"data:image/svg+xml;base64,{b64encode(self.svg.encode()).decode()}"
        size = f'width="{self.width:.0f}" height="{self.height:.0f}"'
        return f'<img src="{source}" alt="{escape(self.alt)}" {size} style="max-width:100%;height:auto">'
