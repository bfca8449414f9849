"""The signs of the answers to who may pass, drawn: the page writes them as letters, which few fonts have."""

from geo.figures.look import Style
from geo.figures.pen import element, group, line_of_text

_RADIUS = 3.4


def access_sign(answer: str, x: float, y: float, style: Style) -> str:
    """A sign by its middle: a disc lets pass, half a disc some, two bars nobody for now, a ring nobody."""
    ink, quiet = style["ink"], style["quiet"]
    if answer == "suspended":
        return element("path", d=f"M{x - 1.7:.1f} {y - 3.4:.1f}v6.8m3.4-6.8v6.8", stroke=ink, stroke_width=1.5)
    if answer == "unknown":
        return line_of_text("?", x, y + 3.1, 8.6, quiet, anchor="middle")
    color = quiet if answer == "no" else ink
    fill = color if answer == "yes" else style["paper"]
    disc = element("circle", cx=x, cy=y, r=_RADIUS, fill=fill, stroke=color, stroke_width=1.1)
    half = element("path", d=f"M{x:.1f} {y - _RADIUS:.1f}a{_RADIUS} {_RADIUS} 0 0 0 0 {2 * _RADIUS}z", fill=color)
    return group(disc, half) if answer == "restricted" else disc
