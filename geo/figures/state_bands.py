"""How a state that lasts is drawn along an axis: told by pattern, so that no colour is needed."""

from geo.figures.look import Style, mixed
from geo.figures.pen import element, group
from geo.figures.projection import Box
from geo.vocabulary import Phase

_STEP = 5.0


def band(phase: Phase, box: Box, style: Style) -> str:
    """A box: full of what runs, ruled of works, barred of what stopped, dashed of plans, dotted if unknown."""
    color = style["accent"]
    fill = mixed(color, style["paper"], 0.45) if phase == "running" else style["paper"]
    dash = {"ahead": "3 2", "unknown": "1 3"}.get(phase)
    frame = element("rect", x=box.x, y=box.y, width=box.width, height=box.height, fill=fill, stroke=color,
                    stroke_width=1.0, stroke_dasharray=dash)  # fmt: skip
    over = {"building": _ruled, "stopped": _barred}.get(phase)
    return group(frame, over(box, color) if over else "")


def _ruled(box: Box, color: str) -> str:
    """Lines that slant, within the box."""
    course, x = "", box.x
    while x + box.height <= box.right:
        course += f"M{x:.1f} {box.bottom:.1f}l{box.height:.1f} {-box.height:.1f}"
        x += _STEP
    return element("path", d=course, stroke=color, stroke_width=0.8) if course else ""


def _barred(box: Box, color: str) -> str:
    """Upright bars, as on the mark of what stopped."""
    course, x = "", box.x + _STEP / 2
    while x < box.right:
        course += f"M{x:.1f} {box.y:.1f}v{box.height:.1f}"
        x += _STEP
    return element("path", d=course, stroke=color, stroke_width=1.6) if course else ""
