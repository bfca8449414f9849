"""How things look: the colours, strokes, shapes and icons of the page, which the build copied from its style sheets."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geo.formats import FigureStyle

HERE = Path(__file__).parent
STATIC = HERE / "static"
# Paper keeps the forms and saves the ink: no fills on land, everything written in black.
PRINT = {
    "paper": "#ffffff", "ink": "#000000", "quiet": "#333333", "map-land": "#ffffff", "map-land-far": "#f3f3f1",
    "map-land-lake": "#e4ecf0", "map-label": "#111111", "map-label-far": "#4d4d4d", "map-halo": "#ffffff",
    "map-border-kzuz": "#e3dccd",
}  # fmt: skip
# Further out than this zoom of the page lines are thin.
FAR_BELOW = 6


@dataclass(frozen=True)
class Style:
    """A palette by the names of the page's style sheet, without `--`."""

    name: FigureStyle
    colors: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.colors[name]

    def line(self, color: str) -> str:
        """A sector's colour as lines have it: on a dark ground lighter."""
        return mixed(color, "#ffffff", 0.62) if self.name == "dark" else color


@cache
def style_of(name: FigureStyle) -> Style:
    """The palette of a style."""
    look = _look()
    own = {"light": {**look["light"], "paper": "#ffffff"}, "dark": look["dark"], "print": {**look["light"], **PRINT}}
    return Style(name, own[name])


@cache
def shapes() -> Mapping[str, Any]:
    """The shapes of marks (`marks.json`), which the page draws from too."""
    found: dict[str, Any] = json.loads((HERE / "marks.json").read_text(encoding="utf-8"))
    return found


def icon(name: str) -> str:
    """The outline of an icon in a box of 15; a dot where there is no such icon."""
    icons = _look()["icons"]
    return str(icons.get(name, icons["circle"]))


@cache
def line_rules(role: str, geometry: str, phase: str, *, is_far: bool) -> Mapping[str, str]:
    """What the style sheet says of a line's band or core: `stroke-width`, `stroke-dasharray`, `stroke-opacity` …

    Parameters
    ----------
    role
        `band` or `core`.
    geometry, phase
        Words of the vocabulary.
    is_far
        Both countries are seen at once.
    """
    own, kind, state = f"line-{role}", f"line-{geometry}", f"line-{phase}"
    not_held = ":not(.is-selected, .is-hovered)"
    selectors = [
        "path.line",
        f"path.{own}",
        f"path.{kind}.{own}",
        *([f".is-far path.{own}", f".is-far path.{kind}.{own}{not_held}"] if is_far else []),
        f"path.{own}.{kind}",
        f"path.{own}.{state}",
        *([f"path.{own}:is(.line-stopped, .line-unknown)"] if phase in ("stopped", "unknown") else []),
    ]
    rules = _look()["rules"]
    found: dict[str, str] = {}
    for selector in selectors:
        found |= rules.get(selector, {})
    return found


def mark_rule(selector: str) -> Mapping[str, str]:
    """What the style sheet says of a part of a mark, by its selector."""
    found: Mapping[str, str] = _look()["rules"][selector]
    return found


def mixed(color: str, other: str, share: float) -> str:
    """`share` of a colour with the rest of another one, both #rrggbb."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)


def _channels(color: str) -> list[int]:
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


@cache
def _look() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((STATIC / "look.json").read_text(encoding="utf-8"))
    return found
