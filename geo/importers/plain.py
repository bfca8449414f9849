"""Texts with markup → plain texts: HTML of KML, the signs of uMap; what is no letter is left out."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from geo.importers.rows import Cell

_BREAKS = frozenset(("br", "p", "div", "li", "tr", "td", "h1", "h2", "h3", "h4", "table", "ul"))
_SILENT = frozenset(("script", "style", "head", "title"))
_LINK = re.compile(r"\[\[(?:[^\[\]|]{0,500}\|)?([^\[\]|]{0,500})\]\]")
_SIGNS = re.compile(r"\*{1,2}|_{2}|\{\{\{?[^{}]{0,500}\}?\}\}|^#{1,3} ?", re.MULTILINE)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self._silent += tag in _SILENT
        if tag in _BREAKS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BREAKS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def without_html(text: str) -> str:
    """What a reader of the HTML sees, in one line; twice, for what was escaped in an escaped text.

    >>> without_html("<b>Склад</b>&nbsp;и двор<br/>")
    'Склад и двор'
    """
    for _ in range(2):
        if "<" not in text and "&" not in text:
            break
        parser = _Text()
        parser.feed(text)
        parser.close()
        text = "".join(parser.parts)
    return " ".join(text.split())


def without_wiki(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """A feature's cells, its description without the signs of uMap: `**bold** [[address|label]]`."""
    text = cells.get("description")
    if not isinstance(text, str):
        return dict(cells)
    return {**cells, "description": without_html(_SIGNS.sub("", _LINK.sub(r"\1", text)))}
