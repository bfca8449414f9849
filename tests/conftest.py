"""What several tests want: the real atlas, its page, and a browser that may open files and nothing else."""

import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from geo import cli, store
from geo.computed import enrich
from geo.render import folium_map
from geo.render.block import unpack

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
sys.path.insert(0, str(ROOT / "tests" / "browser"))
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
)
# Commands answer in the language of the environment.
os.environ["LC_ALL"] = "C.UTF-8"
# A busy machine is slow, not wrong; and a failure must come again on the next run.
settings.register_profile(
    "suite", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need the browser are marked so, and those of one file run in one process: few browsers start."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


class Said(NamedTuple):
    """What a command left with, and printed to its two outputs."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch, capfd) -> Run:
    """The command line, in this process: arguments in, exit code and both outputs out."""

    def command(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["kzuz", *map(str, arguments)])
        capfd.readouterr()
        code: str | int | None = 0
        try:
            cli.main()
        except SystemExit as left:
            code = left.code
        finally:
            gc.unfreeze()
            gc.enable()  # the command leaves it off, for it expects to end now
        return Said(int(code or 0), *capfd.readouterr())

    return command


@pytest.fixture(scope="session")
def atlas():
    """The atlas as shipped, with its basemap."""
    return store.load(DATA)


@pytest.fixture(scope="session")
def enriched(atlas):
    """The same with computed columns."""
    return enrich(atlas)


@pytest.fixture(scope="session")
def page(enriched) -> str:
    """The page of the whole atlas, as text."""
    return folium_map(enriched).get_root().render()


@pytest.fixture(scope="session")
def page_file(page, tmp_path_factory) -> Path:
    """The same page as a file a reader double-clicks."""
    path = tmp_path_factory.mktemp("maps") / "index.html"
    path.write_text(page, encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real Chromium; where there is none the test fails and says how to get one."""
    import find_browser
    from playwright.sync_api import sync_playwright

    path = find_browser.find()
    if not path:
        pytest.fail(find_browser.HELP, pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(BROWSER_ARGUMENTS))
        yield chromium
        chromium.close()


class OfflineReader:
    """Opens files in a browser that refuses everything else, and remembers all that went wrong."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.contexts: list[Any] = []
        self.requests: list[str] = []
        self.errors: list[str] = []

    def open(self, path: Path, fragment: str = "", *, ready: bool = True, also: tuple[Path, ...] = (), **options: Any):
        """Open a file, with `also` the files its frames may show; waits until the page says it is ready."""
        allowed = {file.resolve().as_uri() for file in (path, *also)}
        context = self.browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        self.contexts.append(context)
        context.set_default_timeout(15_000)

        def answer(route: Any) -> None:
            if route.request.url.split("#")[0] in allowed:
                route.continue_()
            else:
                route.abort()

        def remember(request: Any) -> None:
            url = request.url.split("#")[0]
            if url not in allowed and not url.startswith(("data:", "blob:")):
                self.requests.append(url)

        context.route("**/*", answer)
        context.on("request", remember)
        page = context.new_page()
        page.on("console", lambda note: note.type in ("error", "warning") and self.errors.append(note.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: (self.errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(path.resolve().as_uri() + fragment)
        if ready and options.get("java_script_enabled", True):
            page.wait_for_selector("html.kzuz-painted", state="attached")
        return page


@pytest.fixture
def offline_page(browser) -> Iterator[OfflineReader]:
    """An `OfflineReader`; the test fails if a page asked for anything, or wrote an error to the console."""
    reader = OfflineReader(browser)
    yield reader
    for context in reader.contexts:
        context.close()
    assert reader.requests == []
    assert reader.errors == []


def payload_of(page: str) -> dict[str, Any]:
    """The data blocks of a page, decoded and put together."""
    first, rest = (json.loads(unpack(text)) for name in ("kzuz-data", "kzuz-more") for text in [block_of(page, name)])
    columns = {**first["features"]["cols"], **rest["features"]["cols"]}
    basemap = {**first.get("basemap", {}), **rest.get("basemap", {})}
    return {**first, **rest, "features": {**first["features"], "cols": columns}, "basemap": basemap}


def block_of(page: str, name: str) -> str:
    """The text of one block of a page."""
    [text] = (text for attributes, text in scripts_of(page) if attributes.get("id") == name)
    return text


def scripts_of(page: str) -> list[tuple[dict[str, str | None], str]]:
    """Every script element of a page: its attributes and its text."""
    return _Elements("script").read(page)


def styles_of(page: str) -> list[tuple[dict[str, str | None], str]]:
    """Every style element of a page: its attributes and its text."""
    return _Elements("style").read(page)


def static_table(page: str, tag: str) -> list[tuple[dict[str, str | None], str]]:
    """Attributes and text of each `tag` element of the table that needs no scripts, as a parser reads it."""
    section = page[page.index('<section id="kzuz-static"') :]
    return _Elements(tag).read(section[: section.index("</section>") + len("</section>")])


def static_names(page: str) -> list[str]:
    """What each row of that table is about."""
    return [text for attributes, text in static_table(page, "th") if attributes["scope"] == "row"]


class _Elements(HTMLParser):
    """Attributes and text of every element with one tag."""

    def __init__(self, tag: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tag = tag
        self.found: list[tuple[dict[str, str | None], str]] = []
        self.inside = False

    def read(self, text: str) -> list[tuple[dict[str, str | None], str]]:
        self.feed(text)
        self.close()
        return self.found

    def handle_starttag(self, tag, attrs):
        if tag in ("th", "td", "tr", "li"):  # each ends the one before it, whose own end may be left out
            self.inside = False
        if tag == self.tag:
            self.inside = True
            self.found.append((dict(attrs), ""))

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in (self.tag, "tbody")

    def handle_data(self, data):
        if self.inside:
            attributes, text = self.found[-1]
            self.found[-1] = (attributes, text + data)
