"""SVG as text: every attribute and text escaped, numbers short, nothing that an XML file may not hold."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from zlib import crc32

from geo.figures.letters import FAMILY, LINE, in_letters, words_of

# Letters that no XML may hold, whatever they stand in, and halves of letters.
_NO_LETTERS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Value = str | float | None


def plain(text: str) -> str:
    """A text of the data as XML may hold it, on one line."""
    return " ".join(words_of(_NO_LETTERS.sub("", text)))


def number(value: float) -> str:
    """A number with one digit after the point at most.

    >>> number(12.04)
    '12'
    """
    short = f"{value:.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def element(name: str, *contents: str, **attributes: Value) -> str:
    """An element; attributes that are None are left out, `_` in their names is `-`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(contents)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _attribute(value: Value) -> str:
    if isinstance(value, str):
        return escape(_NO_LETTERS.sub("", value), quote=True)
    return f"{value:.2f}".rstrip("0").rstrip(".") if value is not None else ""


def written(text: str) -> str:
    """A text as the content of an element."""
    return escape(_NO_LETTERS.sub("", text), quote=False)


def line_of_text(
    text: str,
    x: float,
    y: float,
    size: float,
    color: str | None,
    *,
    bold: bool = False,
    anchor: str | None = None,
    halo: str | None = None,
    lang: str | None = None,
    **more: Value,
) -> str:
    """A line of text by what its letters stand on; `halo` sets it off from what lies below."""
    around: dict[str, Value] = (
        {"paint_order": "stroke", "stroke": halo, "stroke_width": 2.4, "stroke_linejoin": "round"} if halo else {}
    )
    attributes: dict[str, Value] = {
        "x": number(x), "y": number(y), "font_size": size, "font_weight": "700" if bold else None,
        "text_anchor": anchor, "fill": color, "xml:lang": lang, **around, **more,
    }  # fmt: skip
    return element("text", written(in_letters(text)), **attributes)


def lines_of_text(
    lines: Iterable[str], x: float, y: float, size: float, color: str | None, *, bold: bool = False, **more: Value
) -> str:
    """Lines below each other; `y` is the upper edge of the first."""
    return "".join(
        line_of_text(line, x, y + size * (0.95 + LINE * row), size, color, bold=bold, **more)  # type: ignore[arg-type]
        for row, line in enumerate(lines)
    )


def group(*contents: str, **attributes: Value) -> str:
    """A group of what shares some attributes; nothing if it is empty."""
    return element("g", *contents, **attributes) if any(contents) else ""


def strokes(course: str, *looks: Mapping[str, Value]) -> str:
    """One course drawn once for each look, the first below; it is written down once."""
    if len(looks) < 2:
        return "".join(element("path", d=course, **look) for look in looks)
    # The same course has the same id, wherever it stands: figures may come together in one page.
    id_ = f"kzuz-{crc32(course.encode()):08x}"
    drawn = (element("use", href=f"#{id_}", **look) for look in looks)
    return element("defs", element("path", id=id_, d=course)) + "".join(drawn)


def document(
    width: float, height: float, view: tuple[float, float], lang: str, title: str, description: str, *contents: str
) -> str:
    """A whole SVG file that stands alone.

    Parameters
    ----------
    width, height
        In CSS pixels, of which 96 are an inch.
    view
        Width and height in units of the drawing.
    """
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(view[0])} {number(view[1])}" '
        f'lang="{lang}" xml:lang="{lang}" role="img" font-family="{FAMILY}">'
    )
    told = element("title", written(title)) + element("desc", written(description))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{told}{_gathered("".join(contents))}</svg>\n'


# Texts that look alike, one right after the other. What is written in them is escaped, and holds no `<`.
_ALIKE = re.compile(r'<text x="[^"]*" y="[^"]*"([^>]+)>[^<]*</text>(?:<text x="[^"]*" y="[^"]*"\1>[^<]*</text>)+')

# A colour whose every channel is one digit twice, within a tag.
_TWICE = re.compile(r'="#([0-9a-f])\1([0-9a-f])\2([0-9a-f])\3"(?=[^<>]*>)')


def _gathered(svg: str) -> str:
    """A drawing in which texts that follow each other say what they have in common once, and colours are short."""
    once = _ALIKE.sub(lambda run: f"<g{run[1]}>{run[0].replace(run[1] + '>', '>')}</g>", svg)
    return _TWICE.sub(r'="#\1\2\3"', once)
