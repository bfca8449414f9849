"""The server of the editor: on this machine alone, until somebody ends it."""

import gc
import os
import secrets
import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path

from geo.errors import AtlasError, Place, Problem, Said
from geo.vocabulary import Language

HOST = "127.0.0.1"


def serve(
    data_dir: Path, told: Callable[[str], None], *, port: int = 0, lang: Language | None = None, open_page: bool = False
) -> None:
    """Serve the editor of a folder of data on 127.0.0.1 until it is interrupted.

    Parameters
    ----------
    told
        Is given the address of the first page, which holds the token, when it can be asked for.
    port
        0 for one that is free.
    lang
        The first page opens in; the reader's own, by their browser, if none is given.
    open_page
        Open the first page in the browser.

    Raises
    ------
    AtlasError
        Another program has that port.
    """
    with _bound(port) as bound:
        token = secrets.token_urlsafe(24)
        address = f"http://{HOST}:{bound.getsockname()[1]}/{token}/{f'{lang}/' if lang else ''}"
        bound.listen(64)  # from here on a browser is answered, as soon as there is an answer
        told(address)
        if open_page:
            webbrowser.open(address)
        _run(data_dir, token, lang or "en", bound)


def _bound(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere the option lets another program take the port as well
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((HOST, port))
    except OSError as error:
        bound.close()
        raise AtlasError(
            [Problem(Place(argument="kzuz serve, --port"), "serve.port_taken", {"port": str(port)})],
            Said("outcome.nothing_changed"),
        ) from error
    return bound


def _run(data_dir: Path, token: str, lang: Language, bound: socket.socket) -> None:
    import uvicorn

    from geo.editor.app import application

    gc.enable()  # a command lives for a second and does not collect garbage; a server lives for a day
    config = uvicorn.Config(
        application(data_dir, token, lang),
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=2,
    )
    uvicorn.Server(config).run(sockets=[bound])
