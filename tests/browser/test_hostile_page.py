"""Hostile words typed into every field of the data, followed through all that the page makes of them."""

import csv
import io
import json
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import OfflineReader
from interface import REMEMBER, TABS, Interface, words
from test_hostile import HOSTILE, hostile, spoilt  # noqa: F401 — fixtures
from test_take_away import ask, references, svg_saved, texts_of

from geo.render import folium_map
from geo.vocabulary import LANGUAGES

FOREIGN = "img:not(.leaflet-tile), iframe, object, embed, [onerror], [onload], [onmouseover], #kzuz-app script"
SITE = "aktau-port"
LINE = "hsr-turkistan-shymkent-tashkent"
FIGURES = "bilateral-trade-series"


@pytest.fixture(scope="module")
def charted(atlas, hostile) -> str:  # noqa: F811
    """Hostile data whose values still belong to series, so that there are charts of hostile words."""
    observations = atlas.observations.copy()
    for number, field in enumerate(("reporter", "note", "unit")):
        known = {
            text: f"{word} {text}"
            for text, word in zip(observations[field].unique(), cycle(HOSTILE[number:]), strict=False)
        }
        observations[field] = [known[text] for text in observations[field]]
    return folium_map(replace(hostile, observations=observations)).get_root().render()


@pytest.fixture(scope="module")
def opened(browser, charted, tmp_path_factory) -> Any:
    path = tmp_path_factory.mktemp("hostile-page") / "index.html"
    path.write_text(charted, encoding="utf-8", newline="\n")
    offline = OfflineReader(browser)
    page = offline.open(path, "#lang=en", locale="en-GB")
    page.evaluate(REMEMBER)
    yield offline, page
    for context in offline.contexts:
        context.close()


@pytest.fixture
def reader(opened) -> Any:
    """The page of hostile data; after each test nothing of it has run or become an element."""
    offline, page = opened
    interface = Interface(page)
    yield interface
    assert page.locator(FOREIGN).count() == 0
    assert page.evaluate("() => Array.from(document.links, (a) => a.protocol)") != []
    allowed = {"http:", "https:", "file:"}
    assert set(page.evaluate("() => Array.from(document.links, (a) => a.protocol)")) <= allowed
    assert offline.requests == []
    assert offline.errors == []


def name_of(reader: Interface, id_: str) -> str:
    """As the data has it, which is hostile."""
    name: str = reader.page.evaluate("id => window.kzuz.atlas.byId(id).name('en').text", id_)
    assert any(word in name for word in HOSTILE)
    return name


@pytest.mark.parametrize("word", ["script", "onerror", "{{7*7}}", "${1}", "alert(1)", "<!--", "]]>", "&lt;b&gt;"])
def test_search_shows_what_it_finds_as_it_was_typed(reader, word):
    options = reader.search(word)
    reader.page.locator(".found").wait_for()
    for text in options.locator(".item-name").all_inner_texts():
        assert text.strip()
    assert reader.page.locator(".found img, .found script, .found b").count() == 0
    reader.search("")


def test_search_finds_a_hostile_name_and_opens_it(reader):
    name = name_of(reader, SITE)
    options = reader.search(name[:100])
    found = [words(text) for text in options.locator(".item-name").all_inner_texts()]
    assert words(name) in found
    options.nth(found.index(words(name))).click()
    reader.card.wait_for()
    assert words(name) in words(reader.card.inner_text())
    reader.search("")
    reader.button("ui.close", reader.card).click()


def test_a_search_for_markup_is_told_as_text(reader):
    reader.search("</p><img src=x onerror=alert(9)>zzqq")
    assert reader.page.locator(".found img").count() == 0
    reader.search("")


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_shows_names_as_text(reader, hostile, tab):  # noqa: F811
    panel = reader.tab(tab)
    reader.settle()
    assert panel.inner_text().strip()
    if tab == "list":
        names = {words(text) for text in panel.locator(".item-name > :first-child").all_text_contents()}
        assert len(names) > 100
        assert names <= {words(name) for frame in hostile.layers().values() for name in frame["name_en"]}


def test_the_table_shows_names_as_text(reader, hostile):  # noqa: F811
    panel = reader.tab("list")
    reader.button("list.as_table", panel).click()
    table = panel.get_by_role("table")
    names = {words(text) for text in table.locator("tbody th[scope=row]").all_inner_texts()}
    assert {words(name) for name in hostile.sites["name_en"].head(20)} <= names
    reader.button("list.as_table", panel).click()


@pytest.mark.parametrize("id_", [SITE, LINE, FIGURES, "zhibek-zholy-gishtkoprik", "silk-visa", "shymkent"])
def test_a_card_shows_every_field_as_text(reader, id_):
    card = reader.open_card(id_)
    text = words(card.inner_text())
    assert words(name_of(reader, id_)) in text
    summary = reader.page.evaluate("id => window.kzuz.atlas.byId(id).text('summary', 'en')?.text ?? ''", id_)
    assert words(summary) in text
    for link in card.locator("a[href]").all():
        assert "noopener" in (link.get_attribute("rel") or "")
    reader.button("ui.close", card).click()


def test_charts_draw_hostile_words_as_text(reader):
    panel = reader.tab("topics")
    figures = panel.locator("figure")
    assert figures.count() >= 1
    inside = figures.locator("svg *").evaluate_all("found => [...new Set(found.map((one) => one.tagName))]")
    assert not {"script", "foreignObject", "image", "a"} & set(inside)
    told = "".join(figures.locator("svg text").all_text_contents()) + "".join(
        panel.locator("table").all_text_contents()
    )
    assert any(word in told or word in panel.text_content() for word in HOSTILE)


def test_a_picture_of_a_chart_holds_hostile_words_as_text(reader):
    reader.tab("topics")
    dialog = ask(reader.page, "picture")
    dialog.get_by_label(reader.say("picture.what"), exact=True).select_option(index=1)
    svg = svg_saved(reader.page)
    assert {element.tag.rpartition("}")[2] for element in svg.iter()}.isdisjoint({"script", "foreignObject", "a"})
    assert any(words(word) in texts_of(svg) for word in HOSTILE)
    assert references(svg) == {"#area"}
    reader.page.keyboard.press("Escape")
    dialog.wait_for(state="detached")


def test_a_citation_and_a_link_are_text(reader):
    card = reader.open_card(SITE)
    reader.page.evaluate(
        """() => {
            window.copied = [];
            const keep = (text) => (window.copied.push(text), Promise.resolve());
            Object.defineProperty(navigator, 'clipboard', { value: { writeText: keep }, configurable: true });
        }"""
    )
    reader.button("cite.copy", card).click()
    reader.button("cite.copy_text", card).click()
    reader.page.wait_for_function("() => window.copied.length === 1")
    reader.button("link.copy", card).click()
    reader.page.wait_for_function("() => window.copied.length === 2")
    citation, link = reader.page.evaluate("() => window.copied")
    assert name_of(reader, SITE) in citation
    assert link.endswith(f"#open={SITE}")
    reader.button("ui.close", card).click()


def test_a_filter_for_hostile_words_crosses_the_address_unharmed(reader, opened):
    typed = '"><img src=x onerror=alert(1)>&open=x#y%00'
    reader.page.evaluate(
        "text => kzuz.store.set({ filters: { ...kzuz.store.get().filters, text }, tab: 'filters' })", typed
    )
    reader.page.wait_for_function("() => location.hash.includes('q=')")
    address = reader.page.evaluate("() => location.hash")
    assert "<" not in address
    assert '"' not in address
    assert typed in unquote(address)
    assert typed in reader.page.locator(".chip").first.inner_text()
    reader.page.evaluate("hash => { location.hash = '#lang=en'; location.hash = hash; }", address)
    reader.page.wait_for_function("text => kzuz.store.get().filters.text === text", arg=typed)
    assert reader.page.locator("[data-notice=link]").count() == 0
    reader.page.evaluate("() => { location.hash = '#lang=en'; }")
    reader.page.wait_for_function("() => kzuz.store.get().filters.text === ''")


def download(reader: Interface, key: str) -> str:
    reader.button("tools.more").click()
    with reader.page.expect_download() as event:
        reader.button(key).click()
    reader.page.locator("#kzuz-tools select").press("Escape")
    assert event.value.suggested_filename.startswith("kzuz-atlas")
    return Path(event.value.path()).read_bytes().decode("utf-8-sig")


def test_downloads_hold_hostile_words_and_no_formula(reader, hostile):  # noqa: F811
    collection = json.loads(download(reader, "download.geojson"))
    names = {feature["id"]: feature["properties"]["name_en"] for feature in collection["features"]}
    expected = {row.id: row.name_en for frame in hostile.layers().values() for row in frame.itertuples()}
    assert names == expected
    table = list(csv.DictReader(io.StringIO(download(reader, "download.csv"), newline="")))
    assert {row["id"] for row in table} == set(expected)
    for row in table:
        assert row["name_en"].lstrip("'") == expected[row["id"]].lstrip("'")
        assert not [
            cell for name, cell in row.items() if name not in ("latitude", "longitude") and cell[:1] in "=+-@" and cell
        ]


def test_every_language_shows_hostile_words_as_text(reader):
    card = reader.open_card(LINE)
    for lang in [*LANGUAGES[1:], "en"]:
        reader.speak(lang)
        assert reader.page.locator(FOREIGN).count() == 0
    reader.button("ui.close", card).click()
