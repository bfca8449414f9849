"""WCAG 2.2 AA as far as a machine can tell: axe-core finds nothing in any state of the page."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, OfflineReader
from interface import DESK, FORGET, FRAME, PHONE, REMEMBER, TABS, Interface

from geo.vocabulary import LANGUAGES

AXE = ROOT / "geo" / "web" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """([within, tags]) => axe.run(within, { runOnly: { type: 'tag', values: tags } }).then(
    ({ violations }) => violations.map(({ id, help, nodes }) => ({
        rule: `${id}: ${help}`,
        where: nodes.slice(0, 5).map(({ target, any }) =>
            `${target.join(' ')} (${any.map(({ message }) => message).join('; ').slice(0, 300)})`),
        nodes: nodes.length,
    })),
)"""
SIZES = {"desk": DESK, "phone": PHONE}
LOOKS: dict[str, dict[str, str]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "still": {"reduced_motion": "reduce"},
    "contrast": {"contrast": "more"},
}
CROSSING = "zhibek-zholy-gishtkoprik"
LINE = "hsr-turkistan-shymkent-tashkent"
FIGURES = "bilateral-trade-series"


def violations(page: Any, within: str = "") -> list[dict[str, Any]]:
    """What axe finds on the page, or in the parts that differ from a state looked at whole elsewhere."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    # Marks that are fading in have less contrast than they will have.
    page.evaluate("() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))")
    found: list[dict[str, Any]] = page.evaluate(RUN, [within or "html", TAGS])
    return found


@pytest.fixture(scope="module")
def opened(browser, page_file) -> Any:
    """Pages by size, opened once each."""
    if not AXE.exists():
        pytest.fail("axe-core is missing: run `npm install` in geo/web", pytrace=False)
    reader = OfflineReader(browser)
    pages: dict[str, Any] = {}

    def page(size: str) -> Any:
        if size not in pages:
            pages[size] = reader.open(page_file, viewport=SIZES[size], locale="en-GB")
            pages[size].evaluate(REMEMBER)
        return pages[size]

    yield page
    for context in reader.contexts:
        context.close()
    assert reader.requests == []
    assert reader.errors == []


@pytest.fixture
def at(opened: Callable[[str], Any]) -> Any:
    """A page of a size, as it was when it opened."""

    def interface(size: str) -> Interface:
        page = opened(size)
        page.emulate_media(color_scheme="light", reduced_motion="no-preference", contrast="no-preference")
        page.evaluate(FORGET)
        return Interface(page)

    return interface


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("size", SIZES)
def test_every_tab(at, size, tab):
    reader = at(size)
    reader.tab(tab)
    reader.settle()
    assert violations(reader.page, "" if tab == "legend" else ".side") == []


@pytest.mark.parametrize(
    ("id_", "look"), [*((CROSSING, look) for look in LOOKS), (LINE, "light"), (LINE, "dark"), (FIGURES, "dark")]
)
def test_an_open_card(at, id_, look):
    reader = at("desk")
    reader.page.emulate_media(**LOOKS[look])
    reader.open_card(id_)
    reader.settle()
    assert violations(reader.page, ".card") == []


@pytest.mark.parametrize("size", SIZES)
def test_the_time_bar_and_an_empty_result(at, size):
    reader = at(size)
    reader.press(reader.button("time.heading"))
    reader.page.get_by_role("slider").fill("90")
    reader.settle()
    assert violations(reader.page, ".map-area") == []
    reader.page.get_by_role("slider").press("Escape")
    reader.page.evaluate("() => kzuz.store.set({ filters: { ...kzuz.store.get().filters, text: 'wqxjv' } })")
    reader.button("filter.clear").first.wait_for()
    assert violations(reader.page, ".side") == []


@pytest.mark.parametrize("size", SIZES)
def test_search_menu_and_table_while_open(at, size):
    reader = at(size)
    assert reader.search("tashkent").count() > 3
    assert violations(reader.page, ".head") == []
    reader.search("")
    reader.press(reader.button("tools.more"))
    assert violations(reader.page, ".tools") == []
    reader.page.locator("#kzuz-tools select").press("Escape")
    reader.tab("list")
    toggle = reader.button("list.as_table")
    reader.press(toggle)
    reader.page.locator("table.feature-table").wait_for()
    found = violations(reader.page, ".side")
    reader.press(toggle)
    assert found == []


@pytest.mark.parametrize(("size", "look"), [("desk", "light"), ("phone", "dark")])
def test_what_is_taken_away_and_what_belongs_together(at, size, look):
    reader = at(size)
    reader.page.emulate_media(**LOOKS[look])
    found = {}
    for tool in ("picture", "cite", "embed", "propose", "print"):
        dialog = reader.take_away(tool)
        found[tool] = violations(reader.page, "dialog")
        reader.page.keyboard.press("Escape")
        dialog.wait_for(state="detached")
    for facet, value in (("package", "summit-2025-11"), ("agreed", "2022-12-22")):
        asked = f"{{ ...kzuz.store.get().filters, {facet}: new Set(['{value}']) }}"
        reader.page.evaluate(f"() => kzuz.store.set({{ tab: 'list', filters: {asked} }})")
        reader.until(reader.listed)
        found[facet] = violations(reader.page, ".side")
        reader.page.evaluate(FORGET)
    assert {state: what for state, what in found.items() if what} == {}


@pytest.mark.parametrize("tab", ["legend", "crossings", "topics", "rail"])
def test_the_dark_page(at, tab):
    reader = at("desk")
    reader.page.emulate_media(color_scheme="dark")
    reader.tab(tab)
    reader.settle()
    assert violations(reader.page, "" if tab == "legend" else ".side") == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_with_and_without_a_card(at, lang):
    reader = at("desk")
    reader.speak(lang)
    assert violations(reader.page) == []
    reader.open_card(CROSSING)
    reader.settle()
    assert violations(reader.page, ".card") == []


def test_a_small_frame(page_file: Path, offline_page: OfflineReader):
    page = offline_page.open(page_file, "#embed&lang=en", viewport=FRAME)
    assert violations(page) == []
    page.locator("details.mini-legend summary").click()
    assert violations(page) == []
    Interface(page).open_card(CROSSING)
    assert violations(page) == []


def test_the_table_without_scripts(page_file: Path, offline_page: OfflineReader, tmp_path: Path):
    # axe is a script itself: so those of the page, which would hide the table, are taken out.
    text = re.sub(r"<script.*?</script>", "", page_file.read_text(encoding="utf-8"), flags=re.DOTALL)
    (tmp_path / "table.html").write_text(text, encoding="utf-8")
    page = offline_page.open(tmp_path / "table.html", viewport=DESK, ready=False)
    page.locator("#kzuz-static tbody tr").first.wait_for()
    assert violations(page) == []
