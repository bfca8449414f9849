"""The command that makes a page for other people's pages: embed."""

from typing import Annotated, Any

import typer

from geo.cli.app import app, watched
from geo.cli.options import DATA, MAPS, Data, Lang, Out
from geo.cli.slices import sliced
from geo.formats import EMBED_FORMS, PageStyle, PictureFormat
from geo.terminal import complain, language, say, wrote


@app.command()
@sliced
def embed(
    asked: Any,
    data: Data = DATA,
    out: Out = MAPS,
    lang: Lang = None,
    style: Annotated[
        PageStyle | None,
        typer.Option(help="auto as the reader's system, light or dark always; --theme dark is understood too."),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Its title; else the atlas's.")] = None,
    bounds: Annotated[
        str | None, typer.Option(metavar="W,S,E,N", help="What is seen first, in degrees; else both countries.")
    ] = None,
    zoom: Annotated[float | None, typer.Option(help="Zoom (3 to 16) round the middle of what is shown.")] = None,
    note: Annotated[
        list[str] | None, typer.Option(metavar='"TEXT @ LAT, LON"', help="A line of your own on the map; repeatable.")
    ] = None,
    whole: Annotated[str, typer.Option("--whole", help="Address of the whole atlas, to link to.")] = "index.html",
    inline: Annotated[bool, typer.Option("--inline", help="Print a frame with the whole page in it.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a picture that leads to the page.")] = False,
    quarto: Annotated[bool, typer.Option("--quarto", help="Print the frame, and the picture for paper.")] = False,
    split: Annotated[bool, typer.Option("--split", help="Style and code in files beside the page.")] = False,
    picture: Annotated[
        PictureFormat | None, typer.Option(help="A picture too, for paper and where frames are stripped.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(metavar="URL", help="Folder where the files will lie, if it is elsewhere.")
    ] = None,
    oembed: Annotated[bool, typer.Option("--oembed", help="An oEmbed answer beside the page; needs --at.")] = False,
    resize: Annotated[
        str | None, typer.Option(metavar="ORIGIN", help="The site around the frame, which then sizes it.")
    ] = None,
) -> None:
    """Make a small page of the atlas, or of a slice of it, for other people's pages; print what shows it there."""
    from geo.embedding import Look, Shown, write_embed

    chosen = {"inline": inline, "markdown": markdown, "quarto": quarto}
    forms = tuple(form for form in EMBED_FORMS if chosen.get(form)) or ("iframe",)
    look = Look(style, title, bounds, zoom, note or (), whole)
    shown = Shown(forms, split, picture, at, oembed, resize)
    with watched("step.building") as begin:
        written = write_embed(data, out, asked, look, lang, begin, shown)
    page, *others = written.paths
    for path in others:
        complain(wrote(path).text(language()))
    complain(wrote(page, "told.paste").text(language()))
    say(written.snippet)
