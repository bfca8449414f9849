"""Other people's pages: a site that serves a folder under a policy of its own, and a Streamlit app."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

SITE = "https://report.example"
PATIENCE_S = 90


class Host:
    """A page of somebody else's in a browser that reaches nothing else, with what went wrong and what it asked for."""

    def __init__(self, browser: Any, origins: str | tuple[str, ...], **options: Any) -> None:
        self.origins = (origins,) if isinstance(origins, str) else origins
        self.origin = self.origins[0]
        self.context = browser.new_context(**{"viewport": {"width": 1000, "height": 900}, **options})
        self.context.set_default_timeout(30_000)
        self.page = self.context.new_page()
        self.page_errors: list[str] = []
        self.messages: list[tuple[str, str]] = []
        self.outside: list[str] = []
        self.page.on("pageerror", lambda error: self.page_errors.append(str(error)))
        self.page.on("console", self._heed)
        self.context.on("request", self._remember)

    def _heed(self, note: Any) -> None:
        if note.type == "error":
            self.messages.append((note.location["url"], note.text))

    def _remember(self, request: Any) -> None:
        if not request.url.startswith((*self.origins, "data:", "blob:")):
            self.outside.append(request.url)

    def map_frames(self, count: int = 1) -> list[Any]:
        """The frames that hold a map, when there are so many and all are drawn."""
        end = time.monotonic() + PATIENCE_S
        while True:
            found = [frame for frame in self.page.frames if _is_drawn(frame)]
            if len(found) >= count or time.monotonic() > end:
                return found
            self.page.wait_for_timeout(200)

    def errors_of(self, name: str) -> list[str]:
        """Errors on the console of the file with this name."""
        return [text for url, text in self.messages if urlsplit(url).path.endswith(name)]


def _is_drawn(frame: Any) -> bool:
    try:
        drawn: bool = frame.evaluate("() => document.documentElement.classList.contains('kzuz-painted')")
    except Exception:  # a frame that is being loaded, or has gone meanwhile, answers nothing
        return False
    return drawn


class Served(NamedTuple):
    """What a web site hands out: files of a folder, each answer with these headers."""

    folder: Path
    headers: Mapping[str, str] = {}


_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@contextmanager
def sites(browser: Any, served: Mapping[str, Served], **options: Any) -> Iterator[Host]:
    """Web sites by their origins, the first of which the reader visits; nothing else answers."""
    host = Host(browser, tuple(served), **options)

    def answer(route: Any) -> None:
        address = urlsplit(route.request.url)
        found = served.get(f"{address.scheme}://{address.netloc}")
        path = found and found.folder / unquote(address.path).lstrip("/")
        if found and path and path.is_file():
            kind = f"{_KINDS.get(path.suffix, 'text/plain')}; charset=utf-8"
            route.fulfill(body=path.read_bytes(), headers={"content-type": kind, **found.headers})
        else:
            route.abort()

    host.context.route("**/*", answer)
    try:
        yield host
    finally:
        host.context.close()


def site(browser: Any, folder: Path, headers: Mapping[str, str] | None = None, **options: Any) -> Any:
    """Files of a folder as a web site, every answer with these headers."""
    return sites(browser, {SITE: Served(folder, headers or {})}, **options)


@contextmanager
def streamlit_app(browser: Any, folder: Path, code: str) -> Iterator[Host]:
    """A Streamlit app that runs in a folder, on this machine alone, and the browser that shows it."""
    (folder / "app.py").write_text(code, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", "--server.address=127.0.0.1",
         f"--server.port={port}", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"],
        cwd=folder, env={**os.environ, "HOME": str(folder)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    origin = f"http://127.0.0.1:{port}"
    host = Host(browser, origin)
    host.context.route(
        "**/*", lambda route: route.continue_() if route.request.url.startswith(origin) else route.abort()
    )
    try:
        _wait_for(port, process)
        yield host
    finally:
        host.context.close()
        process.terminate()
        process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the Streamlit app does not answer")
