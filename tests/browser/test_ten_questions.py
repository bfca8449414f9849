"""Ten plain questions of a reader, in his language, at a desk and on a phone: each is answered within three presses.

A press is a click, a tap, or the step into the search field. One page a language and size answers all ten.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import OfflineReader
from interface import DESK, FORGET, PHONE, REMEMBER, Interface, words

from geo.vocabulary import LANGUAGES

SIZES = {"desk": DESK, "phone": PHONE}
MOST = 3
SUMMIT = "summit-2025-11"
LINE = "hsr-turkistan-shymkent-tashkent"
GAS = "russian-gas-transit-cac"
WATER = "transboundary-water-agreement-2025"
TRADE = "bilateral-trade-series"
TYPED = {
    "projects": {
        "en": "seven projects",
        "fr": "sept projets",
        "ru": "семь проектов",
        "kk": "жеті жоба",
        "uz": "yetti loyiha",
    },
    "gas": {"en": "Russian gas", "fr": "gaz russe", "ru": "российский газ", "kk": "Ресей газы", "uz": "Rossiya gazi"},
    "water": {"en": "water", "fr": "eau", "ru": "вода", "kk": "су", "uz": "suv"},
    "visit": {
        "en": "22 December 2022",
        "fr": "22 décembre 2022",
        "ru": "22 декабря 2022",
        "kk": "2022 жылғы 22 желтоқсан",
        "uz": "2022-yil 22-dekabr",
    },
    "first_day": {
        "en": "14 November 2025",
        "fr": "14 novembre 2025",
        "ru": "14 ноября 2025",
        "kk": "2025 жылғы 14 қараша",
        "uz": "2025-yil 14-noyabr",
    },
}


class Journey(Interface):
    """A reader on the way to an answer, who counts what he has to press."""

    presses = 0

    def press(self, target: Any) -> None:
        self.presses += 1
        super().press(target)

    def find(self, typed: str) -> None:
        """Goes into the search field, types, and takes what comes first."""
        self.presses += 1
        self.press(self.search(typed).first)

    def door(self, key: str) -> None:
        self.press(self.page.locator("a.door", has_text=self.say(f"door.{key}")))

    @property
    def list_text(self) -> str:
        return words(self.page.locator("#kzuz-tab-list .list-body").inner_text())


@pytest.fixture(scope="module")
def pages(browser, page_file) -> Iterator[Any]:
    """The page of each language and size, opened once."""
    offline = OfflineReader(browser)
    opened: dict[tuple[str, str], Any] = {}

    def page(lang: str, size: str) -> Any:
        if (lang, size) not in opened:
            phone = size == "phone"
            made = offline.open(
                page_file,
                f"#lang={lang}",
                viewport=SIZES[size],
                has_touch=phone,
                is_mobile=phone,
                reduced_motion="reduce",
            )
            made.evaluate(REMEMBER)
            opened[lang, size] = made
        return opened[lang, size]

    yield page
    for context in offline.contexts:
        context.close()
    assert offline.requests == []
    assert offline.errors == []


@pytest.fixture(params=[(lang, size) for lang in LANGUAGES for size in SIZES], ids="-".join)
def journey(pages, request) -> Iterator[Journey]:
    """A reader before the page as it opens; afterwards nothing took more presses than it may."""
    lang, size = request.param
    page = pages(lang, size)
    page.evaluate(FORGET)
    reader = Journey(page, lang)
    yield reader
    assert reader.presses <= MOST


def test_1_what_is_being_built_in_tashkent_region(journey, enriched):
    journey.find(journey.page.evaluate("lang => kzuz.atlas.places['UZ-TO'][lang]", journey.lang))
    journey.until(lambda: journey.state("filters.admin1.has('UZ-TO')") and journey.listed())
    ahead = {row.id: row for row in enriched.sites.itertuples() if "UZ-TO" in row.admin1 and row.status == "planned"}
    assert ahead
    assert ahead.keys() <= set(journey.listed())
    rows = journey.page.locator("#kzuz-tab-list .list-body")
    for id_ in ahead:
        assert journey.say("status.planned") in rows.locator(f"[data-open={id_}]").first.text_content()
    assert journey.page.evaluate("() => kzuz.map.getZoom()") > 6


def test_2_which_crossings_trucks_may_use_and_which_never_close(journey, enriched):
    journey.door("crossings")
    panel = journey.page.locator("#kzuz-tab-crossings")
    journey.press(journey.button("card.freight", panel))
    rows = panel.locator("tbody tr[data-open]")
    crossings = enriched.border_crossings
    for_goods = set(crossings.loc[crossings["freight"].isin(["yes", "limited"]), "id"])
    assert set(rows.evaluate_all("found => found.map((one) => one.dataset.open)")) >= for_goods
    assert "24/7" in panel.locator("tbody").inner_text()
    journey.press(journey.button("crossings.all_day", panel))
    never_closed = rows.evaluate_all("found => found.map((one) => one.dataset.open)")
    assert never_closed
    assert set(never_closed) <= set(crossings.loc[crossings["hours"].eq("24/7"), "id"])


def test_3_what_became_of_the_fast_railway(journey):
    journey.door("railway")
    panel = journey.page.locator("#kzuz-tab-rail")
    verdict = panel.locator(".rail-verdict")
    verdict.wait_for()
    assert journey.say("status.suspended") in verdict.inner_text()
    assert verdict.locator(".rail-promises li").count() >= 3
    assert verdict.locator("a.event-source").count() == 1


def test_4_what_has_changed_since_2024(journey):
    panel = journey.tab("changes")
    assert "2024" in panel.locator(".choice-select option:checked").inner_text()
    sums = panel.locator("[data-kind]").all_inner_texts()
    assert len(sums) >= 4
    assert all(re.search(r"\d", text) for text in sums)
    assert panel.locator(".changes [data-open]").count() > 10


def test_5_which_positions_are_exact(journey, enriched):
    journey.tab("filters")
    row = journey.facet("precision").locator("label", has_text=journey.say("precision.exact"))
    told = int(row.locator(".row-count").inner_text())
    journey.press(row.locator("input"))
    exact = {row.id for frame in enriched.layers().values() for row in frame.itertuples()
             if getattr(row, "precision", None) == "exact"}  # fmt: skip
    assert journey.shown() == exact
    assert told == len(exact)
    assert set(journey.page.locator(".mark").evaluate_all("all => all.map((one) => one.dataset.id)")) <= exact


def test_6_how_large_trade_is_and_how_far_from_its_target(journey):
    journey.door("trade")
    heading = journey.page.locator(f"#kzuz-tab-topics [data-topic={TRADE}]")
    heading.wait_for()
    seen = """one => {
        const { top } = one.getBoundingClientRect();
        const box = one.closest(".tab-panels").getBoundingClientRect();
        return top >= box.top - 2 && top < box.bottom;
    }"""
    journey.until(lambda: heading.evaluate(seen))
    part = journey.page.locator("section.indicator", has=journey.page.locator(f"[data-topic={TRADE}]"))
    told = words(part.text_content())
    assert re.search(r"4[.,]97", told)
    assert re.search(r"\b50\b ?(%|foiz)", told)
    assert "2030" in told


def test_7_which_projects_and_agreements_the_summit_brought(journey, enriched):
    if journey.page.viewport_size == DESK:
        journey.find(TYPED["projects"][journey.lang])
    else:
        journey.door("summit")
    members = {row.id for row in enriched.sites.itertuples() if SUMMIT in row.packages}
    signed = {
        row.id
        for row in enriched.agreements.itertuples()
        if any(event["kind"] == "agreed" and event.get("date") == "2025-11-15" for event in row.events)
    }
    journey.until(lambda: members | signed <= set(journey.listed()))
    assert re.search(r"1[.,]2", journey.list_text), "the published total of the seven"


def test_8_how_russian_gas_comes_and_how_much(journey):
    journey.find(TYPED["gas"][journey.lang])
    journey.card.wait_for()
    # The route, or its volumes by year.
    assert journey.card.get_attribute("data-card") in (GAS, "gas-transit-volumes")
    assert re.search(r"5[.,]6", journey.card.locator(".summary").inner_text())


def test_9_what_was_agreed_about_water_and_whether_it_is_in_force(journey):
    journey.find(TYPED["water"][journey.lang])
    journey.card.wait_for()
    assert journey.card.get_attribute("data-card") == WATER
    dates = journey.card.locator(".event-date").all_inner_texts()
    assert any("2025" in date for date in dates)
    assert any("2026" in date for date in dates)


def test_10_how_to_cite_it_and_have_a_picture_of_it(journey):
    journey.open_card(GAS)
    name = journey.page.evaluate("([id, lang]) => kzuz.atlas.byId(id).name(lang).text", [GAS, journey.lang])
    dialog = journey.take_away("cite")
    text = dialog.get_by_label(journey.say("cite.select"), exact=True).input_value()
    assert text.startswith(f"{name}. ")
    assert journey.say("about.licences") in text
    journey.page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    journey.presses = 0
    dialog = journey.take_away("picture")
    assert dialog.locator(".take-preview").is_visible()
    with journey.page.expect_download() as download:
        journey.press(dialog.locator("[data-save=svg]"))
    assert download.value.suggested_filename.endswith(".svg")
    journey.page.keyboard.press("Escape")
    dialog.wait_for(state="detached")


@pytest.mark.parametrize("typed", ["visit", "first_day"])
def test_a_visit_is_found_by_its_day(journey, typed):
    options = journey.search(TYPED[typed][journey.lang])
    expected = {"visit": "day", "first_day": "package"}[typed]
    journey.press(options.first)
    facet = {"day": "agreed", "package": "package"}[expected]
    journey.until(lambda: journey.state(f"filters.{facet}.size") == 1 and journey.listed())
