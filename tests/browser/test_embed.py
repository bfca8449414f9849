"""A page in a frame of somebody else's: it says what it is and up to when it is true, and has room for its map."""

import re

import pytest
from interface import FRAME, Interface, words

from geo.render import page_text
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
