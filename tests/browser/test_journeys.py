"""Readers with a question, at a desk and on a phone, in each language: what they press and what they get."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import shapely
from conftest import OfflineReader
from interface import DESK, FORGET, FRAME, PHONE, REMEMBER, Interface, words
from playwright.sync_api import expect

from geo.vocabulary import LANGUAGES

SIZES: dict[str, dict[str, Any]] = {"desk": {"viewport": DESK}, "phone": {"viewport": PHONE, "has_touch": True}}
LINE = "hsr-turkistan-shymkent-tashkent"
PORT = "aktau-port"
OTHER = "konysbaev-yallama"
languages = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(scope="module", params=SIZES.values(), ids=SIZES)
def opened(request, browser, page_file) -> Any:
    """The page in one size, opened once: readers after each other find it as it was."""
    reader = OfflineReader(browser)
    page = reader.open(page_file, locale="en-GB", **request.param)
    page.evaluate(REMEMBER)
    yield reader, page
    for context in reader.contexts:
        context.close()


@pytest.fixture
def reader(opened) -> Any:
    offline, page = opened
    page.evaluate(FORGET)
    yield Interface(page)
    assert offline.requests == []
    assert offline.errors == []


def rows(enriched) -> list[Any]:
    """Every feature of the atlas, whatever its layer."""
    return [row for frame in enriched.layers().values() for row in frame.itertuples()]


def regions(row: Any) -> set[str]:
    listed = [*row.admin1, *(code for code in getattr(row, "applies_to", None) or () if "-" in code)]
    return {*listed, *(getattr(row, side, None) for side in ("kz_admin1", "uz_admin1"))} - {None}


def region(reader: Interface, code: str) -> str:
    """The name of a region as the page has it in its language."""
    name: dict[str, str] = reader.page.evaluate("code => window.kzuz.atlas.places[code]", code)
    return name[reader.lang]


@languages
def test_what_is_being_built_in_tashkent_region(reader, enriched, lang):
    reader.speak(lang)
    reader.tab("filters")
    reader.facet("admin1").get_by_role("checkbox", name=region(reader, "UZ-TO")).check()
    state = reader.facet("status")
    for status in ("planned", "under_construction"):
        state.get_by_role("checkbox", name=re.compile(f"^{re.escape(reader.say(f'status.{status}'))}")).check()
    expected = {
        row.id for row in rows(enriched) if "UZ-TO" in regions(row) and row.status in ("planned", "under_construction")
    }
    assert len(expected) >= 3
    reader.tab("list")
    reader.page.wait_for_function(
        "n => document.querySelectorAll('#kzuz-tab-list [data-open]').length === n", arg=len(expected)
    )
    assert set(reader.listed()) == expected
    # What is on stands above the list, and takes itself off again.
    chips = reader.page.get_by_role("group", name=reader.say("filter.on")).locator(".chip")
    assert chips.count() == 3
    reader.press(chips.first)
    assert chips.count() == 2


@languages
def test_which_crossings_a_truck_can_use(reader, enriched, lang):
    reader.speak(lang)
    panel = reader.tab("crossings")
    reader.press(reader.button("mode.road", panel))
    reader.press(reader.button("card.freight", panel))
    expected = {
        row.id
        for row in enriched.border_crossings.itertuples()
        if "road" in row.modes and row.freight in ("yes", "restricted")
    }
    table = panel.get_by_role("table", name=reader.say("crossings.heading"))
    found = table.locator("tbody tr").evaluate_all("found => found.map((one) => one.dataset.open)")
    assert set(found) == expected
    assert len(found) == len(expected)
    first = table.get_by_role("row").nth(1)
    assert reader.say("access.yes") in first.inner_text()
    reader.press(first.get_by_role("button"))
    reader.card.wait_for()
    assert reader.card.get_attribute("data-card") == found[0]
    assert reader.say("card.freight") in reader.card.inner_text()


@languages
def test_what_happened_to_the_high_speed_line(reader, enriched, lang):
    reader.speak(lang)
    panel = reader.tab("rail")
    panel.get_by_text(reader.say("rail.headline"), exact=True).wait_for()
    line = next(row for row in enriched.rail_lines.itertuples() if row.id == LINE)
    told = panel.inner_text()
    assert reader.say(f"status.{line.status}") in told
    assert line.status_date[:4] in told
    for key in ("rail.published", "rail.computed", "rail.schematic"):
        assert reader.say(key) in told
    assert panel.locator(".strip-column").count() == 2
    assert panel.locator(".rail-verdict a[href^=http]").count() >= 1
    stop = panel.locator(".strip-stops button").first
    id_ = stop.get_attribute("data-stop")
    reader.press(stop)
    reader.card.wait_for()
    assert reader.card.get_attribute("data-card") == id_


@languages
def test_what_changed_since_2024(reader, enriched, lang):
    reader.speak(lang)
    panel = reader.tab("changes")
    panel.get_by_label(reader.say("changes.since")).select_option("2023")
    expected = sum(
        event["kind"] != "target" and (event.get("date") or "")[:4] >= "2024" and "/" not in event["date"]
        for row in rows(enriched)
        for event in (getattr(row, "events", None) or ())
    )
    told = panel.get_by_role("status").inner_text()
    assert int(re.sub(r"\D", "", told)) >= expected > 100
    years = [int(re.findall(r"\d{4}", heading)[0]) for heading in panel.get_by_role("heading").all_inner_texts()]
    assert years == sorted(years, reverse=True)
    assert min(years) >= 2024
    first = panel.locator("[data-open]").first
    id_ = first.get_attribute("data-open")
    reader.press(first)
    reader.card.wait_for()
    assert reader.card.get_attribute("data-card") == id_


@languages
def test_which_positions_are_exact(reader, enriched, lang):
    reader.speak(lang)
    legend = reader.tab("legend")
    assert reader.say("legend.certainty") in legend.inner_text()
    reader.tab("filters")
    name = re.compile(f"^{re.escape(reader.say('precision.exact'))}")
    reader.facet("precision").get_by_role("checkbox", name=name).check()
    expected = {row.id for row in rows(enriched) if row.precision == "exact"}
    reader.tab("list")
    assert reader.shown() == expected
    reader.page.wait_for_function(
        "n => document.querySelectorAll('#kzuz-tab-list [data-open]').length === n", arg=len(expected)
    )
    reader.press(reader.page.locator("#kzuz-tab-list [data-open=zhibek-zholy-gishtkoprik]"))
    reader.card.wait_for()
    assert words(reader.say("precision_long.exact")) in words(reader.card.inner_text())


FINDS = [
    ("Aktau", PORT),
    ("Актау", PORT),
    ("Ақтау", PORT),
    ("aktauu port", PORT),
    ("zhibek zholy", "zhibek-zholy-gishtkoprik"),
    ("Жібек жолы", "zhibek-zholy-gishtkoprik"),
    ("Ғишткўприк", "zhibek-zholy-gishtkoprik"),
    ("G'ishtko'prik", "zhibek-zholy-gishtkoprik"),
    ("gishtkuprik", "zhibek-zholy-gishtkoprik"),
    ("Saryaǵash", "saryagash"),
    ("hsr-turkistan", LINE),
]


def test_search_finds_in_any_script_and_with_slips(reader):
    lost = {}
    for typed, id_ in FINDS:
        options = reader.search(typed)
        name = words(reader.page.evaluate("id => window.kzuz.atlas.byId(id).name('en').text", id_))
        found = [words(text) for text in options.locator(".item-name").all_inner_texts()]
        if name not in found[:6]:
            lost[typed] = found
    assert lost == {}
    reader.search("")


@pytest.mark.parametrize("typed", ["41.31, 69.28", "41°18'36\"N 69°16'48\"E", "N 41,31 E 69,28"])
def test_search_takes_a_position(reader, typed):
    options = reader.search(typed)
    assert options.count() == 1
    assert "41.31" in options.inner_text()
    assert "69.28" in options.inner_text()
    reader.press(options)
    reader.button("position.copy").wait_for()
    center = reader.page.evaluate("() => window.kzuz.map.getCenter()")
    assert (round(center["lat"], 1), round(center["lng"], 1)) == (41.3, 69.3)
    reader.page.get_by_role("button", name=reader.say("position.copy")).press("Escape")
    reader.button("position.copy").wait_for(state="detached")
    reader.search("")


def test_a_position_that_is_none_is_told_why(reader):
    options = reader.search("141.31, 269.28")
    assert options.count() == 0
    assert reader.say("coordinate.refused.not_on_earth") in reader.page.locator(".found").inner_text()
    reader.search("")


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("51.21, 51.38", ["51.21", "51.38"]),  # near Oral
        ("69.28, 41.31", ["41.31"]),
        ("41.31° N, 69.28° O", ["41.31"]),
        ("Чукурсай 41.31, 69.28", ["41.31"]),
    ],
)
def test_a_position_in_doubt_is_asked_about_and_every_reading_that_fits_is_offered(reader, typed, fits):
    options = reader.search(typed)
    offered = options.locator(".item-name").all_inner_texts()
    assert [lat for text, lat in zip(offered, fits, strict=True) if f" {lat}" in text] == fits
    assert reader.page.locator(".found").inner_text().strip()
    reader.search("")


def test_the_keyboard_alone_reaches_a_card_and_comes_back(reader):
    page = reader.page
    field = page.get_by_role("combobox", name=reader.say("search.label"))
    page.get_by_role("link", name=reader.say("ui.skip")).focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        if field.evaluate("one => one === document.activeElement"):
            break
    assert field.evaluate("one => one === document.activeElement")
    page.keyboard.type("aktau sea")
    page.locator("[role=option]").first.wait_for()
    page.wait_for_function("() => document.querySelector('#kzuz-search').getAttribute('aria-activedescendant')")
    wanted = page.locator("[role=option]").filter(has_text="Aktau sea port").first.get_attribute("id")
    for _ in range(14):
        if field.get_attribute("aria-activedescendant") == wanted:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    reader.card.wait_for()
    assert reader.card.get_attribute("data-card") == PORT
    assert page.evaluate("() => document.querySelector('section.card').contains(document.activeElement)")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('section.card').contains(document.activeElement)")
    page.keyboard.press("Escape")
    reader.card.wait_for(state="hidden")
    assert field.evaluate("one => one === document.activeElement")
    reader.search("")


def test_tabs_and_marks_answer_to_keys(reader):
    page = reader.page
    page.get_by_role("tab", name=reader.say("ui.layers"), exact=True).focus()
    page.keyboard.press("ArrowRight")
    assert reader.state("tab") == "list"
    assert page.evaluate("() => document.activeElement.getAttribute('aria-selected')") == "true"
    page.keyboard.press("ArrowLeft")
    mark = page.locator(".mark[tabindex='0']:not(.is-gathered):not(.mark-dot)").first
    mark.focus()
    assert mark.get_attribute("aria-label")
    page.keyboard.press("Enter")
    reader.card.wait_for()
    page.keyboard.press("Escape")
    reader.card.wait_for(state="hidden")
    crowd = page.locator(".group[tabindex='0']").first
    zoom = page.evaluate("() => window.kzuz.map.getZoom()")
    assert re.search(r"\d", crowd.get_attribute("aria-label"))
    crowd.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("zoom => window.kzuz.map.getZoom() > zoom", arg=zoom)


def test_filters_combine_and_an_empty_result_offers_the_way_back(reader, enriched):
    panel = reader.tab("filters")
    panel.get_by_role("searchbox").fill("railway")
    reader.page.wait_for_function("() => window.kzuz.store.get().filters.text === 'railway'")
    some = reader.shown()
    assert 0 < len(some) < len(rows(enriched))
    reader.facet("status").get_by_role("checkbox", name=re.compile("^planned")).check()
    both = reader.shown()
    assert both < some
    assert all(row.status == "planned" for row in rows(enriched) if row.id in both)
    reader.facet("cost").get_by_role("checkbox", name=re.compile(r"^under US\$10 million")).check()
    reader.facet("country").get_by_role("checkbox", name=re.compile("^Kazakhstan")).check()
    panel.get_by_role("searchbox").fill("wqxjv")
    note = reader.page.locator(".way-back").get_by_text(reader.say("filter.none"), exact=True)
    note.wait_for()
    assert reader.shown() == set()
    reader.press(reader.button("filter.clear").first)
    note.wait_for(state="detached")
    assert len(reader.shown()) == len(rows(enriched))


def test_counts_beside_a_filter_are_what_it_then_shows(reader):
    reader.tab("filters")
    for row in reader.facet("kind").locator("label").all()[:4]:
        number = int(re.sub(r"\D", "", row.locator(".row-count").inner_text()))
        row.get_by_role("checkbox").check()
        assert len(reader.shown()) == number
        row.get_by_role("checkbox").uncheck()


def test_list_and_map_point_at_each_other(reader):
    reader.tab("list")
    page = reader.page
    row = page.locator(f"#kzuz-tab-list [data-open={PORT}]").first
    reader.settled("#kzuz-tab-list")  # a list just opened may still be filling
    page.mouse.move(150, 20)  # off the list: rows that scroll under a resting pointer are pointed at too
    reader.until(lambda: row.focus() or reader.state("hovered") == PORT)
    hovered = page.locator("#kzuz-tab-list [data-open=tiiame-branch-almaty].is-hovered")
    point = "id => { kzuz.store.set({ hovered: null }); kzuz.store.set({ hovered: id }); }"
    reader.until(lambda: page.evaluate(point, "tiiame-branch-almaty") or hovered.count() == 1)
    reader.press(row)
    reader.card.wait_for()
    assert row.get_attribute("aria-current") == "true"
    assert page.locator(f".leaflet-marker-icon[data-id={PORT}].is-selected").count() == 1
    reader.press(reader.button("ui.close", reader.card))
    reader.card.wait_for(state="hidden")
    assert row.evaluate("one => one === document.activeElement")


def test_the_list_becomes_a_table_that_sorts(reader):
    panel = reader.tab("list")
    toggle = reader.button("list.as_table")
    reader.press(toggle)
    panel.get_by_label(reader.say("list.group")).select_option("none")
    table = panel.get_by_role("table")
    reader.press(table.get_by_role("button", name=reader.say("column.name")))
    header = table.get_by_role("columnheader", name=reader.say("column.name"))
    assert header.get_attribute("aria-sort") == "ascending"
    up = reader.listed()
    reader.press(table.get_by_role("button", name=reader.say("column.name")))
    assert header.get_attribute("aria-sort") == "descending"
    assert reader.listed()[0] != up[0]
    # As the next reader wants to find it.
    reader.press(table.get_by_role("button", name=reader.say("column.name")))
    panel.get_by_label(reader.say("list.group")).select_option("sector")
    reader.press(toggle)


def test_the_time_slider_shows_states_of_a_date(reader, enriched):
    page = reader.page
    reader.press(reader.button("time.heading"))
    slider = page.get_by_role("slider", name=reader.say("time.heading"))
    slider.press("Home")
    page.wait_for_function("() => window.kzuz.store.get().time === '2017-01'")
    assert "2017" in slider.get_attribute("aria-valuetext")
    early = reader.shown()
    assert "zhibek-zholy-gishtkoprik" in early
    bar = page.get_by_role("region", name=reader.say("time.heading"))
    assert re.search(reader.say("time.undated", n="\\d+"), bar.inner_text())
    # Counts follow when the slider rests, a moment after the map.
    not_yet = reader.say("time.not_yet", n=str(len(rows(enriched)) - len(early)))
    expect(bar).to_contain_text(not_yet)
    slider.press("End")
    page.wait_for_function("() => window.kzuz.store.get().time === '2030-12'")
    assert early < reader.shown()
    reader.press(reader.button("time.play", bar))
    page.wait_for_function("() => !['2030-12', '2017-01'].includes(window.kzuz.store.get().time)")
    reader.press(reader.button("time.pause", bar))
    now = reader.state("time")
    # A filter of states asks about the date shown.
    page.evaluate(
        "() => { kzuz.store.set({ filters: { ...kzuz.store.get().filters, status: new Set(['planned']) } }); }"
    )
    assert reader.state("time") == now
    slider.press("Escape")
    assert reader.state("time") is None


def test_languages_are_switched_live(reader):
    page = reader.page
    card = reader.open_card(PORT)
    titles = set()
    for lang in [*LANGUAGES[1:], "en"]:
        reader.speak(lang)
        assert page.get_attribute("html", "lang") == lang
        assert page.title() == reader.say("page.title")
        assert page.locator("h1.title").inner_text() == reader.say("page.title")
        assert reader.say("card.sources") in card.inner_text()
        titles.add(page.locator("h1.title").inner_text())
        name = page.evaluate("([id, lang]) => window.kzuz.atlas.byId(id).name(lang)", [PORT, lang])
        heading = card.get_by_role("heading", level=2).locator("span").first
        assert heading.inner_text() == name["text"]
        assert heading.get_attribute("lang") == (None if name["lang"] == lang else name["lang"])
    assert len(titles) == len(LANGUAGES)


def test_an_address_copied_opens_the_same_page(reader, opened, page_file):
    reader.speak("kk")
    page = reader.page
    reader.tab("list")
    page.evaluate("() => window.kzuz.map.setView([42.3, 69.6], 7, { animate: false })")
    page.evaluate("""() => window.kzuz.store.set({
        off: new Set(['energy']),
        filters: { ...kzuz.store.get().filters, country: new Set(['KZ']), text: 'Шымкент' },
        time: '2025-06',
    })""")
    reader.open_card("shymkent")
    wanted = (
        "() => ['lang=kk', 'off=energy', 'open=shymkent', 'time=2025-06', 'q='].every((p) => location.hash.includes(p))"
    )
    page.wait_for_function(wanted)
    page.wait_for_timeout(500)
    page.wait_for_function("() => location.hash.includes(`map=${kzuz.map.getZoom()}/`)")  # the map has come to rest
    shown, view = reader.shown(), reader.state("view")
    offline, _ = opened
    other = offline.open(page_file, page.evaluate("() => location.hash"), viewport=page.viewport_size)
    again = Interface(other, "kk")
    again.card.wait_for()
    assert other.get_attribute("html", "lang") == "kk"
    assert again.card.get_attribute("data-card") == "shymkent"
    assert again.shown() == shown
    assert again.state("tab") == "list"
    assert again.state("time") == "2025-06"
    assert again.state("view.zoom") == view["zoom"]
    assert abs(again.state("view.lat") - view["lat"]) < 0.02
    assert abs(again.state("view.lon") - view["lon"]) < 0.02
    assert other.locator("[data-notice=link]").count() == 0
    other.close()
    reader.press(reader.button("ui.close", reader.card))
    reader.press(reader.button("ui.close", page.locator(".time-bar")))


def test_back_and_forward_undo_and_redo(reader):
    page = reader.page
    reader.tab("crossings")
    reader.open_card(OTHER)
    page.evaluate("() => kzuz.store.set({ tab: 'list' })")
    reader.open_card(PORT)
    page.go_back()
    page.wait_for_function("id => window.kzuz.store.get().selected === id", arg=OTHER)
    assert reader.state("tab") == "list", "turning to a tab is no step of its own"
    page.go_back()
    reader.card.wait_for(state="hidden")
    page.go_forward()
    page.go_forward()
    reader.card.wait_for()
    assert reader.card.get_attribute("data-card") == PORT


def download(reader: Interface, key: str) -> tuple[str, str]:
    reader.press(reader.button("tools.more"))
    with reader.page.expect_download() as event:
        reader.press(reader.button(key))
    reader.page.locator("#kzuz-tools select").press("Escape")
    path = event.value.path()
    return event.value.suggested_filename, Path(path).read_text(encoding="utf-8-sig")


def test_downloads_hold_what_is_shown(reader, enriched):
    reader.page.evaluate(
        "() => kzuz.store.set({ filters: { ...kzuz.store.get().filters, kind: new Set(['crossing', 'site']) } })"
    )
    shown = reader.shown()
    assert 20 < len(shown) < len(rows(enriched))
    name, text = download(reader, "download.geojson")
    assert name.endswith(".geojson")
    collection = json.loads(text)
    assert {feature["id"] for feature in collection["features"]} == shown
    [port] = (feature for feature in collection["features"] if feature["id"] == PORT)
    assert port["properties"]["sources"]
    assert 49 < port["geometry"]["coordinates"][0] < 53
    name, text = download(reader, "download.csv")
    assert name.endswith(".csv")
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {row["id"] for row in table} == shown
    assert all(row["credit"] and row["edition"] for row in table)


def test_an_agreement_shows_the_regions_it_is_about(reader, enriched):
    panel = reader.tab("topics")
    assert panel.get_by_role("heading", name=re.compile("^Agreements")).count() == 1
    assert panel.locator("figure svg").count() >= 2
    assert panel.get_by_text(reader.say("chart.table"), exact=True).count() >= 2
    somewhere = next(row.id for row in enriched.agreements.itertuples() if row.precision == "none" and row.applies_to)
    reader.press(panel.locator(f"[data-open={somewhere}]"))
    reader.card.wait_for()
    assert reader.page.locator(".leaflet-pane .hatch, .leaflet-pane [class*=hatch]").count() > 0


def test_sectors_and_themes_switch_and_the_layers_follow(reader, enriched):
    legend = reader.tab("legend")
    theme = legend.locator("[data-theme-switch=energy]")
    theme.uncheck()
    assert not any(row.sector == "energy" for row in rows(enriched) if row.id in reader.shown())
    assert legend.locator("[data-sector-switch=energy]").is_checked() is False
    assert reader.page.locator(".chip").count() == 1
    theme.check()
    assert len(reader.shown()) == len(rows(enriched))


def test_the_legend_says_how_much_of_each_sector_is_in_view(reader, enriched):
    page = reader.page
    legend = reader.tab("legend")
    figures = legend.locator("label:has([data-sector-switch])")
    read = "found => found.map((row) => [row.control.dataset.sectorSwitch, row.innerText.trim().split('\\n').at(-1)])"

    def told() -> dict[str, str]:
        return dict(figures.evaluate_all(read))

    def expected(box: Any) -> dict[str, str]:
        tally = {row.sector: [0, 0] for row in rows(enriched)}
        for row in rows(enriched):
            tally[row.sector][1] += 1
            tally[row.sector][0] += row.geometry is not None and row.geometry.intersects(box)
        return {sector: f"{seen} / {shown}" for sector, (seen, shown) in tally.items()}

    for lon, lat, zoom in ((67, 44, 4), (69.3, 41.3, 9), (69.3, 41.3, 7), (73, 48.5, 9)):
        page.evaluate(
            "([lon, lat, zoom]) => void kzuz.map.setView([lat, lon], zoom, { animate: false })", [lon, lat, zoom]
        )
        bounds = page.evaluate("() => kzuz.map.getBounds().toBBoxString()")
        wanted = expected(shapely.box(*map(float, bounds.split(","))))
        reader.until(lambda wanted=wanted: told() == wanted)
    # The steppe round Karaganda has lines at most: what marks mean is still there, and said to be out of view.
    absent = legend.locator(".key li.is-absent")
    for key in ("precision.exact", "legend.station", "legend.border"):
        [row] = absent.filter(has_text=reader.say(key)).all()
        assert reader.say("legend.absent") in row.text_content()
        assert row.is_visible()
    industry = [row for row in rows(enriched) if row.sector == "industry"]
    name = reader.say("legend.count", n=len(industry), view=0)
    assert figures.filter(has_text=name).count() >= 1
    assert legend.evaluate("panel => panel.closest('[aria-live], [role=status]')") is None
    assert legend.locator("[aria-live], [role=status]").count() == 0
    # A filter changes both figures; the map does not move.
    page.evaluate("() => void kzuz.map.setView([41.3, 69.3], 8, { animate: false })")
    reader.until(lambda: not absent.filter(has_text=reader.say("precision.exact")).count())
    page.evaluate("() => kzuz.store.set({ filters: { ...kzuz.store.get().filters, precision: new Set(['none']) } })")
    reader.until(lambda: all(figure.startswith("0 / ") for figure in told().values()))
    assert sum(int(figure.split(" / ")[1]) for figure in told().values()) == sum(
        row.precision == "none" for row in rows(enriched)
    )


def test_a_frame_of_320_by_240_is_usable_and_lets_its_reader_scroll(page_file, offline_page):
    page = offline_page.open(page_file, f"#embed&lang=en&open={PORT}", viewport=FRAME)
    reader = Interface(page)
    assert page.evaluate("() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]") <= [
        320,
        240,
    ]
    reader.card.wait_for()
    assert page.evaluate("() => location.hash").startswith("#embed")
    reader.button("ui.close", reader.card).click()
    legend = page.locator("details.mini-legend")
    legend.locator("summary").click()
    legend.locator("[data-mini-switch=energy]").uncheck()
    assert reader.state("off.has('energy')")
    legend.locator("summary").click()
    zoom = page.evaluate("() => window.kzuz.map.getZoom()")
    page.mouse.move(160, 100)
    page.mouse.wheel(0, -400)
    page.locator(".scroll-hint.is-on").wait_for()
    assert page.evaluate("() => window.kzuz.map.getZoom()") == zoom
    page.keyboard.down("Control")
    page.mouse.wheel(0, -400)
    page.wait_for_function("zoom => window.kzuz.map.getZoom() > zoom", arg=zoom)
    page.keyboard.up("Control")


HOST = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Report</title>
<p style="height: 300px">Before</p><iframe src="{map}#embed&lang=en" style="width: 100%; height: 400px"></iframe>
<p style="height: 2000px">After</p>"""


def swipe(page: Any, *fingers: tuple[tuple[float, float], tuple[float, float]]) -> None:
    """Each finger goes from one place of the screen to another, all at once; the second comes down after the first."""
    session = page.context.new_cdp_session(page)
    places = [start for start, _ in fingers]

    def send(kind: str, points: list[tuple[float, float]]) -> None:
        touched = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})
        page.wait_for_timeout(20)

    for down in range(1, len(fingers) + 1):
        send("touchStart", places[:down])
    for step in range(1, 13):
        places = [
            (start[0] + (end[0] - start[0]) * step / 12, start[1] + (end[1] - start[1]) * step / 12)
            for start, end in fingers
        ]
        send("touchMove", places)
    send("touchEnd", [])


def test_one_finger_scrolls_past_a_frame_and_two_move_its_map(page_file, offline_page, tmp_path):
    host = tmp_path / "report.html"
    host.write_text(HOST.format(map=page_file.resolve().as_uri()), encoding="utf-8")
    page = offline_page.open(
        host, ready=False, also=(page_file,), viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=1
    )
    frame = page.frames[-1]
    frame.wait_for_selector("html.kzuz-ready", state="attached")

    def view() -> list[float]:
        here: list[float] = frame.evaluate("() => { const { lat, lng } = kzuz.map.getCenter(); return [lat, lng]; }")
        return [*here, frame.evaluate("() => kzuz.map.getZoom()")]

    page.wait_for_timeout(300)
    at_first = view()
    hint = frame.locator(".scroll-hint")
    swipe(page, ((180, 600), (180, 420)))
    frame.locator(".scroll-hint.is-on").wait_for()
    assert hint.inner_text() == Interface(page).say("embed.touch")
    page.wait_for_function("() => scrollY > 100")
    assert view() == at_first
    hint.wait_for(state="hidden")
    # A page that was pushed rolls on for a while.
    page.wait_for_function(
        "() => { const before = window.last; window.last = scrollY; return before === scrollY; }", polling=250
    )
    page.evaluate("() => scrollTo(0, 0)")
    # Moved together the fingers drag the map, moved apart they bring it closer; the page stays where it is.
    swipe(page, ((150, 500), (90, 470)), ((250, 500), (190, 470)))
    page.wait_for_timeout(400)
    lat, lng, zoom = view()
    assert lng > at_first[1] + 1
    assert lat < at_first[0]
    assert zoom == at_first[2]
    swipe(page, ((180, 500), (110, 500)), ((220, 500), (290, 500)))
    Interface(page).until(lambda: view()[2] > zoom + 1)
    assert page.evaluate("() => [scrollY, visualViewport.scale]") == [0, 1]
    assert not hint.is_visible()
