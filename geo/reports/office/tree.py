"""Nodes of pandoc's document as its JSON has them (pandoc-types 1.23). Texts are leaves, never read as markup."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geo.model import Json

API = [1, 23, 1]
Nodes = list[Json]
_PLAIN: list[Any] = ["", [], []]


def attributes(id_: str = "", **pairs: str) -> list[Any]:
    """An id and pairs of name and value; `_` in names is `-`."""
    return [id_, [], [[name.rstrip("_").replace("_", "-"), value] for name, value in pairs.items()]]


def text(words: str) -> Json:
    """Words as they are, blanks too."""
    return {"t": "Str", "c": words}


def span(inlines: Nodes, id_: str = "", **pairs: str) -> Json:
    """Inlines with an id or with attributes: `lang`."""
    return {"t": "Span", "c": [attributes(id_, **pairs), inlines]}


def strong(inlines: Nodes) -> Json:
    """Inlines that stand out."""
    return {"t": "Strong", "c": inlines}


def link(inlines: Nodes, address: str) -> Json:
    """Inlines that lead somewhere."""
    return {"t": "Link", "c": [_PLAIN, inlines, [address, ""]]}


def paragraph(inlines: Nodes, style: str = "") -> Json:
    """A paragraph, in a style of the reference file."""
    made = {"t": "Para", "c": inlines}
    return {"t": "Div", "c": [attributes(custom_style=style), [made]]} if style else made


def heading(level: int, inlines: Nodes, id_: str) -> Json:
    """A heading of level 1, 2 …"""
    return {"t": "Header", "c": [level, attributes(id_), inlines]}


def bullets(items: Iterable[Nodes]) -> Json:
    """A list of points, each of blocks."""
    return {"t": "BulletList", "c": list(items)}


def numbers(items: Iterable[Nodes]) -> Json:
    """A list numbered from 1, each of blocks."""
    return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], list(items)]}


def image(source: str, words: Nodes, **size: str) -> Json:
    """A picture, with what it says or, on a slide, with its caption, and its width or height."""
    return {"t": "Image", "c": [attributes(**size), words, [source, ""]]}


def figure(inline: Json, caption: Nodes) -> Json:
    """A picture with its caption."""
    return {"t": "Figure", "c": [_PLAIN, [None, [{"t": "Plain", "c": caption}]], [{"t": "Plain", "c": [inline]}]]}


def table(caption: Nodes, heads: Sequence[Nodes], rows: Iterable[Sequence[Nodes]], widths: Sequence[float],
          at_right: Iterable[int] = ()) -> Json:  # fmt: skip
    """A table of cells that are blocks, with a row of headings; `at_right` are columns from 0."""
    right = frozenset(at_right)
    sides = [{"t": "AlignRight" if nth in right else "AlignLeft"} for nth in range(len(widths))]
    columns = [[side, {"t": "ColWidth", "c": width}] for side, width in zip(sides, widths, strict=True)]
    body = [_PLAIN, 1, [], [_row(cells) for cells in rows]]
    told = [None, [{"t": "Plain", "c": caption}]] if caption else [None, []]
    return {"t": "Table", "c": [_PLAIN, told, columns, [_PLAIN, [_row(heads)]], [body], [_PLAIN, []]]}


def _row(cells: Sequence[Nodes]) -> list[Any]:
    return [_PLAIN, [[_PLAIN, {"t": "AlignDefault"}, 1, 1, blocks] for blocks in cells]]


def words_of(inlines: Nodes) -> str:
    """What inlines say, those inside others too."""
    return "".join(_words_of(one["t"], one["c"]) for one in inlines)


def _words_of(kind: str, held: Any) -> str:
    return held if kind == "Str" else words_of(held if kind == "Strong" else held[1])


def document(title: str, lang: str, blocks: Nodes, also: Mapping[str, Json] | None = None) -> Json:
    """A whole document with its title and language."""
    meta = {
        "title": {"t": "MetaInlines", "c": [text(title)]},
        "lang": {"t": "MetaString", "c": lang},
        **(also or {}),
    }
    return {"pandoc-api-version": API, "meta": meta, "blocks": blocks}
