"""What goes into the text of another page to show a map there: HTML, every word of it escaped."""

from html import escape


def iframe(source: str, title: str, fallback: str) -> str:
    """A responsive iframe for a web page: 16:10, full width, lazy, with a title and a link for readers without frames.

    Its attributes say so too, as well as they can, for hosts that forbid style attributes.

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
        f'<iframe src="{address}" title="{escape(title, quote=True)}" width="100%" height="500" frameborder="0"\n'
        '  style="width:100%;height:auto;aspect-ratio:16/10;min-height:240px" loading="lazy" allow="fullscreen"\n'
        '  sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads">\n'
        f'  <a href="{address}">{escape(fallback)}</a>\n'
        "</iframe>"
    )
