"""A page in a frame of somebody else's: it says what it is and up to when it is true, and has room for its map."""

import re

import pytest
from interface import FRAME, Interface, words

import geo
from geo.embeds import Note
from geo.render import page_text
from geo.selection import select
from geo.vocabulary import LANGUAGES

# Parts of the strip whose words are cut off, by their class.
CUT = """() => [...document.querySelectorAll(".strip-read, .strip-whole")]
    .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.className)"""
HEIGHT = "selector => document.querySelector(selector).getBoundingClientRect().height"


@pytest.fixture(scope="module")
def slice_file(enriched, tmp_path_factory):
    """What `kzuz embed --sector energy` writes."""
    path = tmp_path_factory.mktemp("embed") / "embed-energy-en.html"
    path.write_text(page_text(enriched, "en", sector="energy", embed=True, whole="index.html"), encoding="utf-8")
    return path


def test_the_smallest_frame_has_title_date_whole_atlas_and_credit_in_every_language_and_most_of_it_is_map(
    slice_file, offline_page
):
    page = offline_page.open(slice_file, viewport=FRAME)
    for lang in LANGUAGES:
        page.evaluate("lang => kzuz.store.set({ lang })", lang)
        reader = Interface(page, lang)
        reader.settle()
        title = page.get_by_role("heading", level=1)
        assert title.is_visible()
        assert title.inner_text() == f"{reader.say('sector.energy')} · {reader.say('page.title')}"
        assert re.search("202[5-9]", page.locator(".strip-read").inner_text())
        link = page.get_by_role("link", name=reader.say("embed.whole"))
        assert link.is_visible()
        assert re.search(rf"^index\.html#.*lang={lang}", link.get_attribute("href"))
        assert (lang, page.evaluate(CUT)) == (lang, [])
        assert page.evaluate(HEIGHT, ".credit") < 30
        assert words(page.locator(".credit-text").inner_text()).startswith("© OpenStreetMap")
        assert page.evaluate(HEIGHT, ".map-area") > FRAME["height"] * 0.7


def test_a_page_that_is_asked_to_be_small_links_to_itself_in_full(page_file, offline_page):
    page = offline_page.open(page_file, "#embed&lang=fr&status=suspended", viewport={"width": 800, "height": 600})
    href = page.locator(".strip-whole").get_attribute("href")
    assert "embed" not in href
    assert "panel" not in href
    assert "status=suspended" in href
    with page.context.expect_page() as opened:
        page.locator(".strip-whole").click()
    whole = opened.value
    whole.wait_for_selector("html.kzuz-painted", state="attached")
    assert whole.locator(".app:not(.is-embed)").count() == 1
    assert whole.evaluate("() => [...kzuz.store.get().filters.status]") == ["suspended"]


HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }} « кеңсе »"


def test_an_author_has_his_title_his_view_his_night_and_his_lines_which_are_marked_as_his(
    enriched, offline_page, tmp_path
):
    part = select(enriched, near="zhibek-zholy-gishtkoprik", km=60)
    notes = [Note(HOSTILE, 69.28, 41.31), Note("Second", 68.9, 41.6)]
    made = geo.embed(
        part, "ru", "dark", title="Our <b>border</b>", bounds=(68, 41, 70, 42), notes=notes, link="time=2027"
    )
    path = tmp_path / "near.html"
    path.write_text(made.page, encoding="utf-8")
    page = offline_page.open(path, viewport={"width": 800, "height": 500}, color_scheme="light")
    reader = Interface(page, "ru")
    assert page.get_by_role("heading", level=1).inner_text() == "Our <b>border</b>"
    labels = page.get_by_role("note")
    assert labels.all_inner_texts() == [HOSTILE, "Second"]
    assert {one.get_attribute("title") for one in labels.all()} == {reader.say("embed.note")}
    page.locator(".mini-legend summary").click()
    assert reader.say("embed.note") in words(page.locator(".mini-legend").inner_text())
    west, south, east, north = page.evaluate(
        "() => { const b = kzuz.map.getBounds(); return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()]; }"
    )
    assert west < 68 < 70 < east
    assert south < 41.01 < 41.99 < north
    assert east - west < 5
    assert page.evaluate("() => kzuz.store.get().time") == "2027"
    red, green, blue = map(
        int, re.findall(r"\d+", page.evaluate("() => getComputedStyle(document.body).backgroundColor"))[:3]
    )
    assert max(red, green, blue) < 60, "dark on a light system"
    page.emulate_media(media="print")
    assert (
        min(map(int, re.findall(r"\d+", page.evaluate("() => getComputedStyle(document.body).backgroundColor"))[:3]))
        > 200
    )
