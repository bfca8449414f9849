"""State, certainty and sector are seen in marks and lines without colour."""

import re
from xml.etree import ElementTree as Xml

import pytest

from geo.figures.look import style_of
from geo.figures.marks import LineLook, MarkLook, definitions, line, mark
from geo.formats import FIGURE_STYLES
from geo.vocabulary import GEOMETRY_KINDS, PHASES, PRECISIONS


def inked(svg: str) -> str:
    """A drawing as a poor copier has it: what is dark is black, what is light is white."""

    def ink(found: re.Match[str]) -> str:
        return "black" if sum(int(found[1][at : at + 2], 16) for at in (0, 2, 4)) < 500 else "white"

    return re.sub(r"#([0-9a-f]{6})", ink, svg)


def copied(look: MarkLook, style) -> str:
    """A mark as a poor copier has it, with what it uses in the place of its name."""
    drawn = mark(look, 0, 0, style)
    root = Xml.fromstring(definitions(style, drawn))
    defined = {part.attrib.pop("id"): Xml.tostring(part, encoding="unicode") for part in root}
    return re.sub(r'href="#([^"]+)"', lambda found: inked(defined[found[1]]), inked(drawn))


@pytest.mark.parametrize("name", FIGURE_STYLES)
def test_state_and_certainty_of_a_mark_are_seen_without_colour(enriched, name):
    style = style_of(name)
    seen = {
        (precision, phase): copied(MarkLook("disc", precision, phase, entry.color, entry.icon), style)
        for precision in PRECISIONS
        if precision != "none"
        for phase in PHASES
        for entry in enriched.sectors[:1]
    }
    assert len(set(seen.values())) == len(seen)


def test_sectors_are_told_by_their_icons_too(enriched):
    style = style_of("print")
    seen = [copied(MarkLook("disc", "exact", "running", entry.color, entry.icon), style) for entry in enriched.sectors]
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("geometry", GEOMETRY_KINDS)
def test_the_state_of_a_line_is_seen_without_colour(geometry):
    course = [[(0.0, 0.0), (200.0, 0.0)]]
    seen = {phase: inked(line(LineLook(geometry, phase, "#0b5c6b"), course, style_of("print"))) for phase in PHASES}
    assert len(set(seen.values())) == len(PHASES)
