"""What elements that a user added bring into a page: scripts, styles and links, as a browser would find them."""

from html.parser import HTMLParser


class Foreign(HTMLParser):
    """Reads HTML text of Folium's elements.

    Parameters
    ----------
    html
        What they put into the head and the body of a page.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.script_links: list[str] = []
        self.style_links: list[str] = []
        self.pictures: list[str] = []
        self.has_style_attributes = False
        self._open: list[str] | None = None
        self.feed(html)
        self.close()

    @property
    def has_code(self) -> bool:
        """Whether there are scripts, which expect Leaflet to be there when the page is read, or links."""
        return bool(self.scripts or self.script_links or self.style_links)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link, or that the text to come is a script or a style."""
        found = dict(attrs)
        self.has_style_attributes |= "style" in found
        self._open = {"script": self.scripts, "style": self.styles}.get(tag)
        if self._open is not None:
            self._open.append("")
        for name, wanted, links in (
            ("script", "src", self.script_links),
            ("link", "href", self.style_links),
            ("img", "src", self.pictures),
        ):
            address = found.get(wanted) or ""
            if tag == name and address.startswith(("http://", "https://")):
                links.append(address)

    def handle_data(self, data: str) -> None:
        """The text of a script or a style."""
        if self._open is not None:
            self._open[-1] += data

    def handle_endtag(self, _tag: str) -> None:
        """What follows belongs to neither."""
        self._open = None
