"""What a reader is told of dates, crossings, changes and figures, in the page itself."""

import re
from dataclasses import replace

import pytest
from interface import DESK, Interface

from geo.model import LAYERS
from geo.summary import summarise

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


def test_a_card_begins_with_key_facts_then_text_events_and_doubts_whatever_it_is_about(reader, enriched):
    page, doubted = reader.page, 0
    for layer in LAYERS:
        frame = getattr(enriched, layer.name)
        best = frame[frame["summary_en"].notna() & frame["events"].map(bool)]
        doubt = best[best["conflict_en"].notna()]
        one = next(iter((doubt if len(doubt) else best)["id"]), None) or frame["id"].iloc[0]
        reader.open_card(one)
        order = page.locator(".card-body > *").evaluate_all(
            "(parts) => ['.card-state', '.facts', '.summary', '.conflict', ':has(.timeline)', ':has(.sources)']"
            ".map((look) => parts.findIndex((part) => part.matches(look)))"
        )
        state, facts, summary, conflict, events, sources = order
        assert 0 < state < facts < sources, one
        assert summary == -1 or facts < summary, one
        assert events == -1 or summary < events < sources, one
        assert conflict == -1 or events < conflict < sources, one
        doubted += conflict > 0
        assert not re.search(r"\b[A-Z]{2}-[A-Z0-9]{1,3}\b", page.locator(".card-body").inner_text()), one
    assert doubted


def test_what_a_state_means_is_told_where_it_stands_to_pointer_keys_and_touch(reader):
    page = reader.page
    reader.open_card(BUSIEST)
    word = page.locator(".card-state summary")
    meaning = reader.say("status_means.closed_for_works")
    assert meaning in word.get_attribute("title")
    told = page.locator(".card-state details p")
    assert not told.is_visible()
    word.focus()
    page.keyboard.press("Enter")
    assert meaning in told.inner_text()
    assert reader.say("state.lasts", n=12) in told.inner_text()
    reader.tab("legend")
    page.locator(".key-list summary", has_text=reader.say("legend.status_stopped")).click()
    assert meaning in page.locator(".key-list details[open]").inner_text()


def test_a_state_is_last_seen_by_the_readers_clock_in_card_list_and_mark(reader, enriched):
    page = reader.page
    sites = enriched.sites
    old = sites[sites["status"].eq("planned") & sites["status_date"].notna() & ~sites.geometry.is_empty].iloc[0]
    mark = f".mark[data-id={old['id']}] .badge"
    for clock, phase in (("2026-03-01T12:00:00", "ahead"), ("2031-01-01T12:00:00", "unknown")):
        page.clock.set_fixed_time(clock)
        page.evaluate("() => kzuz.store.set({ selected: null, time: '2025-01', lang: 'fr' })")
        page.evaluate(f"() => kzuz.store.set({{ time: null, lang: 'en', tab: 'list', selected: '{old['id']}' }})")
        page.locator(f"{mark}-{phase}").wait_for(state="attached")
        is_old = phase == "unknown"
        assert page.locator(".card-state", has_text="Last seen: ").count() == is_old
        row = page.locator(f".tab-list [data-open={old['id']}]", has_text="planned, last seen" if is_old else "planned")
        row.first.wait_for()
        assert ("last seen" in row.first.inner_text()) == is_old


TRADE = "bilateral-trade-series"


def test_the_door_and_search_lead_to_trade_under_its_own_heading(reader):
    page = reader.page
    heading = page.locator(f"h3[data-topic={TRADE}]")
    for lead in (
        lambda: page.locator("a.door", has_text=reader.say("door.trade")),
        lambda: reader.search("trade").first,
    ):
        reader.press(lead())
        page.wait_for_function(
            f"() => document.activeElement?.dataset.topic === '{TRADE}' || kzuz.store.get().selected"
        )
        panel = page.locator(".tab-panels").bounding_box()
        page.wait_for_function(
            f"top => Math.abs(document.querySelector('[data-topic={TRADE}]').getBoundingClientRect().top - top) < 60",
            arg=panel["y"],
        )
        assert heading.is_visible()
        page.evaluate("() => kzuz.store.set({ tab: 'legend' })")
    names = reader.tab("topics").locator(".directory button")
    last = names.last.inner_text()
    names.last.click()
    page.wait_for_function("name => document.activeElement?.textContent === name", arg=last)


def test_the_page_never_dates_all_its_sources_by_the_newest(reader):
    edition = reader.page.locator(".edition")
    assert edition.inner_text() == "Most sources read up to March 2026"
    assert "oldest February 2026, newest March 2026" in edition.get_attribute("title")


def test_crossings_open_at_every_hour_are_a_press_away_and_the_press_stays_in_the_table(reader, enriched):
    panel = reader.tab("crossings")
    shown = reader.shown()
    reader.press(reader.button("crossings.all_day", panel))
    found = panel.locator("tbody tr").evaluate_all("rows => rows.map((row) => row.dataset.open)")
    crossings = enriched.border_crossings
    assert found == list(crossings.loc[crossings["hours"].eq("24/7"), "id"])
    assert reader.shown() == shown
    reader.tab("legend")
    assert reader.tab("crossings").locator("tbody tr").count() == len(crossings)
    in_use = crossings[~crossings["status"].isin(["proposed", "closed"])]
    known = reader.say("crossings.hours_known", n=int(in_use["hours"].notna().sum()), total=len(in_use))
    assert known in panel.get_by_role("status").inner_text()
    panel.locator("[data-chip=hours]").click()
    assert panel.locator("tbody tr").first.get_attribute("data-open") == found[0]
    reader.press(reader.button("mode.rail", panel))
    reader.press(reader.button("crossings.apply", panel))
    assert reader.shown() < shown


def test_changes_are_summed_by_kind_and_reports_are_folded(reader, enriched):
    panel = reader.tab("changes")
    panel.get_by_label(reader.say("changes.since")).select_option("2023")
    events = [event for frame in enriched.layers().values() for own in frame["events"] for event in own or ()]
    after = [event["kind"] for event in events if event.get("date") and event["date"].split("/")[-1] >= "2024"]
    opened = f"{reader.say('event.opening')}: {after.count('opening')}"
    reader.press(panel.get_by_role("button", name=opened, exact=True))
    assert panel.locator("[data-open]").count() == after.count("opening")
    assert panel.locator("details").count() == 0
    reader.press(panel.get_by_role("button", name=opened, exact=True))
    reader.settle()  # the list is made anew, and its folded part with it
    assert panel.locator("[data-open]").count() <= len(after) - after.count("report")
    folded = panel.locator("details")
    assert folded.locator("[data-open]").count() == 0
    reader.press(folded.locator("summary"))
    folded.locator("[data-open]").first.wait_for()


@pytest.mark.parametrize("lang", ["en", "kk", "fr"])
def test_the_distance_of_trade_to_its_target_is_said_and_drawn(reader, enriched, lang):
    reader.speak(lang)
    values = enriched.observations.query("indicator == 'bilateral-trade-series'")
    years = values[values["period"].str.len() == len("2025")]
    own = years.query("reporter == 'Uzbekistan statistics' and basis == 'reported'").sort_values("period")
    share = round(100 * own["value"].iloc[-1] / values.query("basis == 'target'")["value"].iloc[-1])
    reader.page.evaluate("() => kzuz.store.set({ selected: 'bilateral-trade-series' })")
    said = reader.card.locator(".chart-goal").inner_text()
    assert f"{share}" in said
    assert "2030" in said
    assert own["period"].iloc[-1] in said
    names = reader.card.locator(".chart-names text").all_text_contents()
    phrases = {entry.text_en: getattr(entry, f"text_{lang}") or entry.text_en for entry in enriched.phrases}
    assert phrases["Uzbekistan statistics"] in names
    # Where there is no room at the end of a line, the legend names it.
    legend = reader.card.locator("li.series").all_text_contents()
    kazakh = {phrases[reporter] for reporter in years["reporter"] if reporter.startswith("Kazakh")}
    assert kazakh & {*names, *legend}


def test_the_card_of_a_crossing_begins_with_who_may_pass_and_folds_how_its_position_is_known(reader):
    reader.page.evaluate(f"() => kzuz.store.set({{ selected: '{BUSIEST}' }})")
    text = reader.card.inner_text()
    parts = [reader.say(key) for key in ("card.hours", "card.passengers", "card.position", "card.events")]
    places = [text.find(part) for part in parts if part in text]
    assert places == sorted(places)
    assert len(places) >= 3
    folded = reader.card.locator("details.how-known")
    assert folded.count() == 1
    assert not folded.evaluate("one => one.open")
    assert "The border is drawn to within 0.15 km." in text


def test_regions_are_coloured_by_what_the_filters_leave_and_open_their_lists(reader, enriched):
    page = reader.page
    told = summarise(enriched, "region").set_index("region").drop("")
    cells = ".region-key tbody tr"

    def numbers():
        rows = page.locator(cells).evaluate_all(
            "rows => rows.map((row) => [row.querySelector('button').dataset.region, row.cells[1].textContent])"
        )
        return {code: int(n) for code, n in rows}

    assert page.locator(".region").count() == 0
    reader.press(reader.button("ui.background"))
    page.get_by_label(reader.say("regions.number"), exact=True).check()
    page.locator(".region").first.wait_for(state="attached")
    assert numbers() == told["features"].to_dict()
    colours = page.locator(".region").evaluate_all(
        "found => [...new Set(found.map((one) => getComputedStyle(one).fill))]"
    )
    assert len(colours) == page.locator(".region-key > ul > li").count() > 2
    coloured = page.locator(".region").count()
    page.get_by_label(reader.say("regions.cost"), exact=True).check()
    page.wait_for_function("n => document.querySelectorAll('.region').length < n", arg=coloured)
    assert page.locator(".region").count() <= int(told["cost_usd"].gt(0).sum())
    page.evaluate("() => kzuz.store.set({ filters: { ...kzuz.store.get().filters, kind: new Set(['crossing']) } })")
    page.wait_for_function("() => document.querySelectorAll('.region').length === 0")
    crossing = summarise(
        replace(
            enriched,
            sites=enriched.sites.iloc[:0],
            rail_lines=enriched.rail_lines.iloc[:0],
            corridors=enriched.corridors.iloc[:0],
            agreements=enriched.agreements.iloc[:0],
            indicators=enriched.indicators.iloc[:0],
        ),
        "region",
    ).set_index("region")
    assert numbers() == crossing.drop("", errors="ignore")["features"].to_dict()
    page.locator(".region-key details summary").click()
    open_ = page.locator(f"{cells} button").first
    region = open_.get_attribute("data-region")
    open_.focus()
    page.keyboard.press("Enter")
    listed = page.locator(".tab-list .list-body [data-open]")
    listed.first.wait_for()
    assert listed.count() == numbers()[region]
    page.wait_for_function("() => location.hash.includes('regions=cost')")
