"""The real page in a real browser, every request refused: it opens, draws all it can and lists the rest."""

import folium
import pytest
from conftest import static_names
from interface import FRAME, Interface

from geo.i18n import message
from geo.render import folium_map
from geo.vocabulary import LANGUAGES, SECTORS

VIEWPORTS = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
sizes = pytest.mark.parametrize("viewport", VIEWPORTS.values(), ids=VIEWPORTS)


def located(atlas) -> dict[str, str]:
    """Sector of each feature that has a geometry, by id."""
    return {
        id_: sector
        for frame in atlas.layers().values()
        for id_, sector, geometry in zip(frame["id"], frame["sector"], frame.geometry, strict=True)
        if geometry is not None
    }


def every_id(atlas) -> set[str]:
    return {id_ for frame in atlas.layers().values() for id_ in frame["id"]}


DRAWN = """() => {
    const found = document.querySelectorAll('.leaflet-pane [data-id][data-sector]');
    return Object.fromEntries(Array.from(found, (one) => [one.dataset.id, one.dataset.sector]));
}"""


@sizes
def test_the_page_opens_with_no_request_and_no_error_and_draws_every_located_feature(
    page_file, enriched, offline_page, viewport
):
    page = offline_page.open(page_file, viewport=viewport)
    assert page.title()
    expected = located(enriched)
    drawn = page.evaluate(DRAWN)
    assert {id_: sector for id_, sector in expected.items() if drawn.get(id_) != sector} == {}
    assert set(drawn) == set(expected)
    assert offline_page.requests == []
    assert offline_page.errors == []


@sizes
def test_there_are_fourteen_sector_layers_and_a_switch_for_each(page_file, enriched, offline_page, viewport):
    page = offline_page.open(page_file, viewport=viewport)
    page.evaluate("() => window.kzuz.store.set({ tab: 'legend', panelOpen: true })")
    rows = page.locator("label:has([data-sector-switch])")
    read = "found => found.map((row) => [row.control.dataset.sectorSwitch, row.control.checked, row.textContent])"
    sectors = [sector for frame in enriched.layers().values() for sector in frame["sector"]]
    found = rows.evaluate_all(read)
    assert sorted(sector for sector, _, _ in found) == sorted(SECTORS)
    assert len(found) == 14
    for sector, on, text in found:
        assert on
        assert text.endswith(str(sectors.count(sector)))


def test_switching_a_sector_off_takes_its_features_away_and_on_brings_them_back(page_file, enriched, offline_page):
    page = offline_page.open(page_file)
    expected = located(enriched)
    page.evaluate("() => window.kzuz.store.set({ tab: 'legend', panelOpen: true })")
    page.locator("[data-sector-switch=energy]").uncheck()
    page.wait_for_function("() => !document.querySelector('.leaflet-pane [data-id][data-sector=energy]')")
    assert set(page.evaluate(DRAWN)) == {id_ for id_, sector in expected.items() if sector != "energy"}
    page.locator("[data-sector-switch=energy]").check()
    page.wait_for_function("() => document.querySelector('.leaflet-pane [data-id][data-sector=energy]')")
    assert set(page.evaluate(DRAWN)) == set(expected)


@sizes
def test_everything_without_a_place_is_listed(page_file, enriched, offline_page, viewport):
    page = offline_page.open(page_file, viewport=viewport)
    page.evaluate("() => window.kzuz.store.set({ tab: 'list', panelOpen: true })")
    page.wait_for_selector("[data-open]")
    listed = set(page.eval_on_selector_all("[data-open]", "found => found.map((one) => one.dataset.open)"))
    assert every_id(enriched) - set(located(enriched)) <= listed


def test_a_click_on_a_mark_opens_its_card_with_sources_as_links(page_file, enriched, offline_page):
    page = offline_page.open(page_file)
    site = next(row for row in enriched.sites.itertuples() if row.precision == "exact")
    page.evaluate("id => window.kzuz.store.set({ selected: id })", site.id)
    card = page.locator("section.card")
    card.wait_for(state="visible")
    assert site.name_en in card.inner_text()
    links = card.locator("a[href^=http]").evaluate_all("found => found.map((one) => one.getAttribute('href'))")
    cited = [enriched.sources[entry["id"]].URL for entry in site.sources]
    assert {url for url in cited if url} <= set(links)
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")


@pytest.mark.parametrize("id_", ["farhad-hydro-complex", "jizzakh-npp"])
def test_an_event_for_which_no_document_was_found_says_so(page_file, offline_page, id_):
    reader = Interface(offline_page.open(page_file, "#lang=ru"), "ru")
    events = reader.open_card(id_).locator(".events li")
    told = events.filter(has_text=reader.say("card.unsourced"))
    assert told.count() == 1
    assert told.get_by_role("link").count() == 0
    assert events.filter(has=reader.page.get_by_role("link")).count() == events.count() - 1


def test_a_citation_names_the_page_the_reader_has(enriched, offline_page, tmp_path):
    folium_map(enriched, "fr", sector="energy").save(str(tmp_path / "map.html"))
    reader = Interface(offline_page.open(tmp_path / "map.html"), "fr")
    card = reader.open_card("jizzakh-npp")
    reader.page.evaluate(
        """() => Object.defineProperty(navigator, 'clipboard', {
            value: { writeText: (text) => { window.copied = text; return Promise.resolve(); } },
        })"""
    )
    reader.button("cite.copy", card).click()
    reader.button("cite.copy_text", card).click()
    text = reader.page.wait_for_function("() => window.copied").json_value()
    assert f"{reader.say('sector.energy')} · {reader.say('page.title')}" in text
    assert reader.page.evaluate("() => window.kzuz.atlas.fingerprint") in text


def main_headings(page) -> list[str]:
    """Headings of the first level, as a screen reader is given them."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [
        node["name"]["value"]
        for node in nodes
        if not node["ignored"]
        and node["role"]["value"] == "heading"
        and any(entry["name"] == "level" and entry["value"]["value"] == 1 for entry in node["properties"])
    ]


@pytest.mark.parametrize("embed", ["", "#embed"])
@pytest.mark.parametrize("viewport", [*VIEWPORTS.values(), FRAME], ids=[*VIEWPORTS, "frame"])
def test_a_screen_reader_meets_one_main_heading(page_file, offline_page, viewport, embed):
    page = offline_page.open(page_file, embed, viewport=viewport, locale="en-GB")
    assert main_headings(page) == [message("page.title")]
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert main_headings(page) == [message("page.title")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_printed_page_has_all_a_map_needs_and_cuts_nothing(page_file, offline_page, lang):
    page = offline_page.open(page_file, f"#lang={lang}&time=2024-06&status=planned,operational", color_scheme="dark")
    page.evaluate(
        """() => {
            window.wiped = 0;
            CanvasRenderingContext2D.prototype.clearRect = () => { window.wiped += 1; };
            window.dispatchEvent(new Event('beforeprint'));
        }"""
    )
    page.emulate_media(media="print")
    reader = Interface(page, lang)
    assert page.locator(".print-top h1").inner_text() == reader.say("page.title")
    assert len(page.locator(".print-legend li").all()) > 20
    for part in (".print-top", ".map-area", ".print-legend", ".print-foot", ".map-area .leaflet-control-scale"):
        # A4 across, in pixels inside margins of 10 mm.
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1047
        assert box["y"] + box["height"] <= 718
        assert page.locator(part).evaluate("part => part.scrollHeight - part.clientHeight") <= 0
    foot = page.locator(".print-foot").inner_text()
    year = page.evaluate("() => String(new Date().getFullYear())")
    assert year in foot
    assert "OpenStreetMap" in foot
    # Light, whatever the screen is; and no canvas is wiped, since a printer would wipe the paper under it.
    assert page.locator(".print-legend").evaluate("part => getComputedStyle(part).color") == "rgb(31, 42, 48)"
    assert page.locator(".key-list .glyph").first.evaluate(
        "part => getComputedStyle(part).getPropertyValue('--c')"
    ) == ("#4a5560")
    land = page.evaluate(
        """() => {
            const { map } = window.kzuz;
            const canvas = document.querySelector('.leaflet-kzuz-base-pane canvas');
            const { x, y } = map.latLngToContainerPoint([47.5, 65]);
            const from = canvas.getBoundingClientRect();
            const area = map.getContainer().getBoundingClientRect();
            const at = [x + area.left - from.left, y + area.top - from.top].map(Math.round);
            return [...canvas.getContext('2d').getImageData(...at, 1, 1).data];
        }"""
    )
    assert land == [246, 241, 228, 255]
    assert page.evaluate("() => window.wiped") == 0
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".print-only").count() == 0


def test_without_scripts_there_is_one_main_heading_too(page_file, offline_page):
    page = offline_page.open(page_file, java_script_enabled=False)
    assert main_headings(page) == [message("page.title")]


@sizes
def test_without_scripts_the_table_shows_everything(page_file, page, enriched, offline_page, viewport):
    shown = offline_page.open(page_file, viewport=viewport, java_script_enabled=False)
    section = shown.locator("#kzuz-static")
    assert section.is_visible()
    assert not shown.locator("#kzuz-picture").is_visible()
    assert section.locator("tbody tr").count() == len(every_id(enriched))
    assert section.locator("tbody th").all_inner_texts() == [" ".join(name.split()) for name in static_names(page)]


@pytest.mark.parametrize("harm", ["kzuz-style", "kzuz-code", "kzuz-map", "kzuz-data", "kzuz-more", "loader"])
def test_a_page_whose_scripts_fail_shows_the_table(page, tmp_path, offline_page, harm):
    start = page.rindex("<script>") if harm == "loader" else page.index(f'id="{harm}"')
    at = page.index(">", start) + 400
    (tmp_path / "broken.html").write_text(page[:at] + "((" + page[at + 2 :], encoding="utf-8")
    shown = offline_page.open(tmp_path / "broken.html", ready=False)
    table = shown.locator("#kzuz-static")
    table.wait_for(state="visible")
    assert table.locator("tbody tr").first.is_visible()
    assert table.locator("caption").is_visible()
    assert not shown.locator("#kzuz-picture").is_visible()
    assert offline_page.errors
    offline_page.errors.clear()


def test_a_page_that_carries_its_code_plain_for_foreign_scripts_opens_too(enriched, offline_page, tmp_path):
    made = folium_map(enriched)
    for foreign in ('<script src="https://plugins.example/some.js"></script>', "<script>someOfTheirs()</script>"):
        made.get_root().header.add_child(folium.Element(foreign))
    made.save(str(tmp_path / "map.html"))
    assert 'id="kzuz-code"' not in (tmp_path / "map.html").read_text(encoding="utf-8")
    reader = Interface(offline_page.open(tmp_path / "map.html"), "en")
    assert set(reader.page.evaluate(DRAWN)) == set(located(enriched))
    reader.open_card(next(iter(located(enriched))))
    assert offline_page.requests == ["https://plugins.example/some.js"]
    assert reader.page.locator("#kzuz-static").count() == 0
    theirs = ("ERR_FAILED", "someOfTheirs")
    assert [error for error in offline_page.errors if not any(word in error for word in theirs)] == []
    offline_page.requests.clear()
    offline_page.errors.clear()


PICTURED = """() => {
  const [picture] = document.getElementsByTagName("svg");
  const { a, d, e, f } = picture.getScreenCTM();
  const places = [...picture.querySelectorAll(".mark")].flatMap((path) =>
    [...path.getAttribute("d").matchAll(/M(-?\\d+) (-?\\d+)h0/g)].map(([, x, y]) => [a * x + e, d * y + f]));
  return places;
}"""
ON_MAP = """() => {
  const { map, atlas } = window.kzuz;
  const { left, top } = map.getContainer().getBoundingClientRect();
  return atlas.features.flatMap(({ kind, position }) => {
    if (!position || kind === "station") return [];
    const { x, y } = map.latLngToContainerPoint([position[1], position[0]]);
    return [[x + left, y + top]];
  });
}"""


@sizes
def test_the_picture_seen_before_the_code_has_every_mark_where_the_map_will_have_it(
    page, page_file, offline_page, tmp_path, viewport
):
    start = page.rindex("<script>")
    waiting = page[:start] + page[page.index("</script>", start) + len("</script>") :]
    (tmp_path / "waiting.html").write_text(waiting.replace('addEventListener("load"', 'addEventListener("never"'))
    shown = offline_page.open(tmp_path / "waiting.html", viewport=viewport, ready=False)
    offline_page.errors.clear()  # the policy does not know the script that was changed
    shown.evaluate("() => document.documentElement.classList.add('kzuz-load')")
    assert shown.locator("#kzuz-picture").is_visible()
    pictured = sorted(shown.evaluate(PICTURED))
    mapped = sorted(offline_page.open(page_file, viewport=viewport).evaluate(ON_MAP))
    assert len(pictured) == len(mapped) > 40
    unmatched = [(x, y) for x, y in mapped if not any(abs(x - u) < 4 and abs(y - v) < 4 for u, v in pictured)]
    assert unmatched == []


EAGER = """document.addEventListener("kzuz-ready", () => {
  const has = (stage) => document.documentElement.classList.contains(stage);
  const mark = document.querySelector(".mark[aria-label]:not(.is-gathered)");
  window.pressed = has("kzuz-whole") ? null : mark.dataset.id;
  mark.click();
  document.querySelector("#kzuz-tab-button-changes").click();
  document.querySelector("[aria-controls=kzuz-tools]").click();
  const search = document.querySelector("#kzuz-search");
  search.value = "Samarkand";
  search.dispatchEvent(new Event("input"));
  document.addEventListener("kzuz-whole", () => setTimeout(() => {
    const regions = document.querySelectorAll("#kzuz-tools optgroup option").length;
    window.answered = [document.querySelector(".card").dataset.card, regions, has("kzuz-painted")];
  }));
});"""


def test_what_is_pressed_before_all_is_read_is_answered_in_full_as_soon_as_it_is(page_file, enriched, browser):
    page = browser.new_page()
    page.add_init_script(EAGER)
    page.goto(page_file.as_uri())
    page.wait_for_selector("html.kzuz-painted", state="attached")
    pressed = page.evaluate("pressed")
    assert pressed, "the mark was to be pressed before all was there"
    card, regions, was_painted = page.evaluate("answered")
    assert card == pressed
    assert regions == len(enriched.basemap.page["admin1"])
    assert not was_painted, "the reader was to wait for the data alone"
    assert page.locator(".card .sources li").count() > 0
    assert page.locator(".card .summary").inner_text()
    assert page.locator(".tab-changes").is_visible()
    page.locator("#kzuz-found [role=option]").filter(has_text="Samarkand Region").first.wait_for(state="attached")
    page.close()


@sizes
def test_the_page_is_no_wider_than_the_window(page_file, offline_page, viewport):
    page = offline_page.open(page_file, viewport=viewport)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= viewport["width"]
    assert page.locator("#kzuz-static, #kzuz-picture").count() == 0


def test_foliums_own_markers_pins_and_popups_work_offline(enriched, offline_page, tmp_path):
    made = folium_map(enriched)
    folium.Marker([41.3, 69.2], popup="Our office & garden", tooltip="Office").add_to(made)
    folium.Marker([43.2, 76.9], icon=folium.Icon(color="red", icon="star"), popup=folium.Popup("<b>Bold</b>")).add_to(
        made
    )
    folium.CircleMarker([42, 70], radius=9).add_to(made)
    folium.LayerControl().add_to(made)
    made.save(str(tmp_path / "map.html"))
    page = offline_page.open(tmp_path / "map.html")
    pins = page.locator("img.leaflet-marker-icon")
    assert pins.count() == 2
    assert all(pins.nth(number).evaluate("pin => pin.complete && pin.naturalWidth > 0") for number in (0, 1))
    pins.nth(0).dispatch_event("click")
    popup = page.locator(".leaflet-popup-content")
    popup.wait_for()
    assert "Our office & garden" in popup.inner_text()
    assert page.locator(".leaflet-control-layers").count() == 1


def test_the_order_to_open_in_a_language_is_followed(enriched, offline_page, tmp_path):
    folium_map(enriched, "ru").save(str(tmp_path / "map.html"))
    page = offline_page.open(tmp_path / "map.html", locale="fr-FR")
    assert page.get_attribute("html", "lang") == "ru"


@pytest.mark.parametrize(("locale", "lang"), [("fr-FR", "fr"), ("kk-KZ", "kk"), ("de-DE", "en")])
def test_without_such_an_order_the_page_opens_in_the_readers_language(page_file, offline_page, locale, lang):
    page = offline_page.open(page_file, locale=locale)
    assert page.get_attribute("html", "lang") == lang


def test_the_map_of_a_notebook_opens_too(enriched, offline_page, tmp_path):
    cell = tmp_path / "notebook.html"
    shown = folium_map(enriched)._repr_html_()
    cell.write_text(f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Notebook</title>{shown}', "utf-8")
    frame = offline_page.open(cell, ready=False).frame_locator("iframe")
    frame.locator("html.kzuz-ready").wait_for(state="attached")
    assert frame.locator("[data-id][data-sector]").count() >= len(located(enriched))
