"""What a reader is told of dates, crossings, changes and figures, in the page itself."""

import pytest
from interface import DESK, Interface

BUSIEST = "zhibek-zholy-gishtkoprik"


@pytest.fixture
def reader(offline_page, page_file):
    return Interface(offline_page.open(page_file, locale="en-GB", viewport=DESK))


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        ("2026-07-30T12:00:00", []),
        ("2026-11-26T12:00:00", ["Promised: 31 July 2026; the date has passed since, not verified"]),
    ],
)
def test_a_promise_that_has_passed_by_the_readers_clock_is_told_as_not_verified(reader, clock, told):
    page = reader.page
    page.clock.set_fixed_time(clock)
    page.evaluate(f"() => kzuz.store.set({{ selected: '{BUSIEST}' }})")
    assert page.locator(".card-state .overdue").all_inner_texts() == told
    row = f"tr[data-open={BUSIEST}] .overdue"
    assert reader.tab("crossings").locator(row).all_inner_texts() == told
    panel = reader.tab("list")
    reader.press(reader.button("list.as_table", panel))
    assert panel.locator(row).all_inner_texts() == told
    page.evaluate("() => kzuz.store.set({ time: '2025-01' })")
    assert page.locator(".card-state .overdue").count() == 0


def test_the_page_never_dates_all_its_sources_by_the_newest(reader):
    edition = reader.page.locator(".edition")
    assert edition.inner_text() == "Most sources read up to March 2026"
    assert "oldest February 2026, newest March 2026" in edition.get_attribute("title")
