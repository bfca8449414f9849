"""The command that serves the editor in the browser."""

from typing import Annotated

import typer

from geo.cli.app import app
from geo.cli.options import DATA, Data, MaybeLang
from geo.errors import Said, Whole
from geo.terminal import speak, tell


@app.command()
def serve(
    data: Data = DATA,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port on 127.0.0.1; a free one if 0.")] = 0,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open the editor in the browser.")] = True,
    lang: MaybeLang = None,
) -> None:
    """Edit the data in the browser: a map and a form, on this machine alone, until it is interrupted."""
    from geo.editor import serve as serve_editor

    speak(lang)
    serve_editor(
        data,
        lambda address: tell(Said("told.serving", {"url": Whole(address)})),
        port=port,
        lang=lang,
        open_page=open_page,
    )
