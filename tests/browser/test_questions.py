"""What a package or a day gathers, and what the search box answers beside names."""

import re
from typing import Any

import pytest
from conftest import OfflineReader
from interface import DESK, FORGET, PHONE, REMEMBER, Interface, words

from geo.vocabulary import LANGUAGES

SUMMIT = "summit-2025-11"
WATER = "transboundary-water-agreement-2025"
SILKWAY = "silkway-central-asia-logistics"


@pytest.fixture(scope="module")
def ask(browser, page_file) -> Any:
    """Gives the page in a language and a size, as it was at first; one page of each size serves all without a link."""
    offline = OfflineReader(browser)
    pages: dict[int, Any] = {}

    def opened(lang: str, viewport: dict[str, int], link: str = "") -> Interface:
        page = None if link else pages.get(viewport["width"])
        if page is None:
            page = offline.open(page_file, f"#lang={lang}{link}", viewport=viewport, has_touch=viewport == PHONE)
            page.evaluate(REMEMBER)
        page.evaluate(FORGET)
        page.evaluate("lang => kzuz.store.set({ lang })", lang)
        if not link:
            pages[viewport["width"]] = page
        return Interface(page, lang)

    yield opened
    for context in offline.contexts:
        context.close()
    assert offline.requests == []
    assert offline.errors == []


def list_of(reader: Interface) -> Any:
    return reader.page.locator("#kzuz-tab-list .list-body")


def test_the_seven_projects_are_listed_with_what_they_cost_and_what_was_signed(ask, enriched):
    reader = ask("kk", DESK, f"&package={SUMMIT}&tab=list")
    reader.until(lambda: list_of(reader).get_by_role("heading", name=reader.say(f"package.{SUMMIT}")).count())
    members = [row for row in enriched.sites.itertuples() if SUMMIT in row.packages]
    signed = [
        row.id
        for row in enriched.agreements.itertuples()
        if any(event["kind"] == "agreed" and event.get("date") == "2025-11-15" for event in row.events)
    ]
    assert {row.id for row in members} | set(signed) <= set(reader.listed())
    assert len(members) >= 7
    assert len(signed) >= 7
    for row in members:
        told = list_of(reader).locator(f"[data-open={row.id}]").first.text_content()  # some are out of sight
        assert reader.say(f"status.{row.status}") in told
        assert reader.say(f"precision.{row.precision}") in told
        assert (reader.say("package.unpriced") in told) == (not row.cost_usd > 0)
    text = words(list_of(reader).inner_text())
    published = sum(row.cost_usd for row in members if row.cost_usd > 0) / 1e6
    assert f"{published:.0f}" in text
    assert re.search(r"1[.,]2", text), "the published total of the seven"
    reader.until(lambda: f"package={SUMMIT}" in reader.page.evaluate("() => location.hash"))


def test_the_package_on_a_card_and_the_link_open_the_same_page(ask):
    reader = ask("en", DESK, f"&open={SILKWAY}")
    reader.press(reader.button(f"package.{SUMMIT}", reader.card))
    reader.card.wait_for(state="hidden")
    reader.until(lambda: SILKWAY in reader.listed())
    listed = reader.listed()
    assert ask("en", DESK, f"&package={SUMMIT}&tab=list").listed() == listed


def test_what_was_agreed_on_one_day_is_reached_from_a_card_and_kept_by_the_link(ask):
    reader = ask("ru", DESK, "&open=treaty-allied-relations-2022")
    reader.press(reader.card.get_by_role("button", name=re.compile("22 декабря 2022")))
    reader.until(lambda: "border-demarcation-treaty-2022" in reader.listed())
    reader.until(lambda: "agreed=2022-12-22" in reader.page.evaluate("() => location.hash"))
    assert "stay-30-days-protocol" in reader.listed()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_position_the_wrong_way_round_asks_where_to_go_in_the_readers_language(ask, lang):
    reader = ask(lang, DESK)
    options = reader.search("69.2797 41.3111")
    place = reader.page.evaluate("lang => kzuz.atlas.places['UZ-TK'][lang]", lang)
    asked = reader.say("coordinate.go_there", place=place, position="41.31110, 69.27970")
    assert [words(text) for text in options.locator(".item-name").all_inner_texts()] == [words(asked)]
    assert reader.page.locator(".found-note").inner_text().strip()
    reader.press(options.first)
    center = reader.page.evaluate("() => [kzuz.map.getCenter().lat, kzuz.map.getCenter().lng]")
    assert [round(value, 1) for value in center] == [41.3, 69.3]


def test_only_what_holds_the_words_is_kept_and_like_words_stand_under_a_line_that_says_so(ask):
    reader = ask("en", DESK, "&q=qqq")
    assert reader.shown() == set()
    assert "saryagash" not in ask("en", DESK, "&q=gas").shown()
    assert reader.search("saryagsah").count() > 0
    assert reader.page.locator(".found-note").inner_text() == reader.say("search.similar", query="saryagsah")
    for typed in ("24 h", "<img", "x" * 60):
        assert reader.search(typed).count() == 0
        assert reader.page.locator(".found-note").inner_text() == reader.say("search.none", query=typed)


def test_routes_are_reached_by_keys_alone_and_given_the_focus_back(ask):
    reader = ask("en", DESK)
    page = reader.page
    hits = page.locator("path.line-hit[tabindex='0']")
    assert hits.count() == 1, "one stop for all of them"
    first = hits.get_attribute("data-id")
    focused = "() => document.activeElement.dataset.id"
    page.locator(".leaflet-marker-pane .mark, .leaflet-marker-pane .group").last.focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == first:
            break
    assert page.evaluate(focused) == first, "it comes next after the marks"
    page.keyboard.press("ArrowRight")
    second = page.evaluate(focused)
    assert second not in (None, first)
    name = page.evaluate("id => kzuz.atlas.byId(id).name('en').text", second)
    assert page.locator(":focus").get_attribute("aria-label").startswith(name)
    assert reader.state("hovered") == second, "it is drawn as one that is pointed at, with its name"
    page.keyboard.press("Enter")
    reader.card.wait_for()
    assert reader.card.get_attribute("data-card") == second
    page.keyboard.press("Escape")
    reader.card.wait_for(state="hidden")
    assert page.evaluate(focused) == second


def test_what_concerns_whole_countries_outlines_them_and_hides_nothing(ask):
    reader = ask("en", DESK)
    reader.open_card(WATER)
    fills = "all => all.map((one) => getComputedStyle(one).fill)"
    assert reader.page.locator("path.hatch-country").evaluate_all(fills) == ["none", "none"]


def test_with_all_sectors_off_no_row_says_that_anything_is_shown(ask):
    reader = ask("en", DESK)
    panel = reader.tab("legend")
    counts = panel.locator(".row-count")
    reader.until(lambda: any("/" in text for text in counts.all_inner_texts()))
    reader.press(reader.button("ui.all_off", panel))
    reader.settle()
    assert not any("/" in text for text in counts.all_inner_texts())
    assert reader.page.locator(".leaflet-pane :is(.mark, path.line-core)").count() == 0
