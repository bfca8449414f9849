"""What goes into the text of another page to show a map there: HTML and Markdown, every word of it escaped."""

import json
import re
from html import escape
from typing import NamedTuple

# In most pages 16:10; the attributes say so too, as well as they can, for hosts that forbid style attributes.
_FRAME = (
    'width="100%" height="500" frameborder="0"\n'
    '  style="width:100%;height:auto;aspect-ratio:16/10;min-height:240px" loading="lazy" allow="fullscreen"\n'
    '  sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"'
)
# Shown where a host strips frames, and on paper in their place.
_PAPER = (
    "<style>.kzuz-map:has(>iframe)>a{display:none}"
    "@media print{.kzuz-map>iframe{display:none}.kzuz-map:has(>iframe)>a{display:block}}</style>"
)
OEMBED_WIDTH, OEMBED_HEIGHT = 800, 500


class Picture(NamedTuple):
    """A picture that stands for a map: its address, its words, its size in CSS pixels."""

    source: str
    alt: str
    width: int
    height: int


def iframe(source: str, title: str, fallback: str) -> str:
    """A responsive iframe for a web page: full width, lazy, with a title and a link for readers without frames.

    Parameters
    ----------
    source
        Address of the map file, as the reader's page will see it.
    title
        What the frame shows, for screen readers.
    fallback
        Words of the link inside.
    """
    address = escape(source, quote=True)
    return (
        f'<iframe src="{address}" title="{escape(title, quote=True)}" {_FRAME}>\n'
        f'  <a href="{address}">{escape(fallback)}</a>\n'
        "</iframe>"
    )


def inline(page: str, title: str) -> str:
    """The same frame with the whole page in it: one text to paste, no file beside it."""
    # Some hosts compile what they are given as a template, whose every mark begins with a brace.
    held = escape(page, quote=True).replace("{", "&#123;")
    return f'<iframe title="{escape(title, quote=True)}" {_FRAME}\n  srcdoc="{held}"></iframe>'


def with_picture(frame: str, source: str, picture: Picture) -> str:
    """A frame with the picture that is printed in its place, and shown where frames are stripped."""
    return f'<div class="kzuz-map">{_PAPER}\n{frame}\n{linked_picture(source, picture)}\n</div>'


def linked_picture(source: str, picture: Picture) -> str:
    """A picture that leads to the map."""
    return (
        f'<a href="{escape(source, quote=True)}"><img src="{escape(picture.source, quote=True)}"'
        f' alt="{escape(picture.alt, quote=True)}" width="{picture.width}" height="{picture.height}"'
        ' style="max-width:100%;height:auto" loading="lazy"></a>'
    )


def sized(snippet: str, code: str, address: str | None = None) -> str:
    """A frame with the script that sizes it, beside which it has to stand: as code, or where its file lies."""
    script = f'<script src="{escape(address, quote=True)}"></script>' if address else f"<script>{code}</script>"
    return f"<div>\n{snippet}\n{script}\n</div>"


def markdown(source: str, title: str, picture: Picture) -> str:
    """A picture that leads to the map, and its caption: where a host takes neither frames nor HTML."""
    return f"[![{_plain(picture.alt)}](<{picture.source}>)](<{source}>)\n\n*{_plain(title)}*"


def quarto(frame: str, title: str, picture: Picture) -> str:
    """The frame in what is read on a screen, the picture in what is printed or opened in Word."""
    alt = picture.alt.replace("\\", "/").replace('"', "”")
    return (
        f'::: {{.content-visible when-format="html"}}\n```{{=html}}\n{frame}\n```\n:::\n\n'
        f'::: {{.content-visible unless-format="html"}}\n![{_plain(title)}](<{picture.source}>){{fig-alt="{alt}"}}\n:::'
    )


def _plain(text: str) -> str:
    """A text that Markdown takes as it is."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!<>|~$&@^\"'=:])", r"\\\1", text)


def oembed(frame: str, title: str, provider: str, address: str, picture: Picture | None) -> str:
    """What a content system asks for that is given the page's address alone (oembed.com, type `rich`), as JSON."""
    told: dict[str, str | int] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": provider,
        "provider_url": address,
        "width": OEMBED_WIDTH,
        "height": OEMBED_HEIGHT,
        "html": frame,
    }
    if picture:
        told |= {
            "thumbnail_url": picture.source,
            "thumbnail_width": picture.width,
            "thumbnail_height": picture.height,
        }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def discovery(address: str, title: str) -> str:
    """The element for the head of a page, by which its oEmbed file is found."""
    return (
        f'<link rel="alternate" type="application/json+oembed" href="{escape(address, quote=True)}"'
        f' title="{escape(title, quote=True)}">'
    )
