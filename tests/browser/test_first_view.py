"""What a reader meets first, at every size and in every language: a finding, doors, tabs that fit, room for the map."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from interface import DESK, PHONE, TABS, Interface

from geo.history import last_seen
from geo.vocabulary import LANGUAGES

LAPTOP = {"width": 1024, "height": 768}
TABLET = {"width": 820, "height": 1180}
SIZES = {"desk": DESK, "laptop": LAPTOP, "tablet": TABLET, "phone": PHONE}
OPENED = ("zhibek-zholy-gishtkoprik", "hsr-turkistan-shymkent-tashkent", "russian-gas-transit-cac")
sizes = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)

# Whether a thing is drawn on the part of the map that nothing lies over; a line by its box.
BESIDE = """(id) => {
    const { map, atlas } = window.kzuz;
    const { line, position } = atlas.byId(id);
    const area = map.getContainer().getBoundingClientRect();
    const card = document.querySelector(".card").getBoundingClientRect();
    return (line?.flat() ?? [position]).every(([lon, lat]) => {
        const at = map.latLngToContainerPoint([lat, lon]);
        const [x, y] = [at.x + area.left, at.y + area.top];
        const isIn = (box) => x > box.left && x < box.right && y > box.top && y < box.bottom;
        return isIn(area) && !isIn(card);
    });
}"""

# The list, of what holds the words of a thing's name alone.
ONLY = """(id) => {
    const { store, atlas } = window.kzuz;
    const text = atlas.byId(id).name("en").text;
    store.set({ selected: null, tab: "list", filters: { ...store.get().filters, text } });
}"""


def opened(page_file, offline_page, size, hash_="#lang=en") -> Interface:
    phone = size is PHONE
    page = offline_page.open(page_file, hash_, viewport=size, has_touch=phone, is_mobile=phone)
    match = re.search(r"lang=(\w\w)", hash_)
    return Interface(page, match[1] if match else "en")


def works(atlas) -> Counter:
    """How many works are in each state."""
    return Counter(row.status for name in ("sites", "rail_lines", "corridors")
                   for row in atlas.layers()[name].itertuples())  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_head_says_in_every_language_what_the_data_say_and_its_doors_lead_there(
    page_file, offline_page, enriched, lang
):
    reader = opened(page_file, offline_page, PHONE, f"#lang={lang}")
    states = works(enriched)
    ahead = states["proposed"] + states["agreed"] + states["planned"]
    stopped = states["suspended"] + states["closed"] + states["closed_for_works"] + states["cancelled"]
    numbers = [int(n) for n in re.findall(r"\d+", reader.page.locator(".finding").inner_text())]
    assert numbers == [ahead, states["under_construction"], stopped]
    links = reader.page.locator("a.door")
    assert links.count() == 5
    for i in range(5):
        links.nth(i).tap()
        reader.settle()
        assert reader.state("lang") == lang
        count = links.nth(i).locator(".door-count")
        if reader.state("tab") == "list":
            assert len(reader.shown()) == int(count.inner_text()) > 0
        else:
            assert reader.state("tab") in ("crossings", "rail", "topics")
    assert len(reader.page.locator(".finding").all()) == 1


def test_a_door_moves_the_map_to_what_it_is_about_and_back_undoes_it(page_file, offline_page):
    reader = opened(page_file, offline_page, DESK)
    before = reader.page.evaluate("() => kzuz.map.getZoom()")
    reader.page.locator("a.door", has_text=reader.say("door.railway")).click()
    reader.page.wait_for_function("zoom => kzuz.map.getZoom() > zoom + 1", arg=before)
    assert reader.state("tab") == "rail"
    reader.page.go_back()
    reader.page.wait_for_function("() => kzuz.store.get().tab === 'legend'")


@sizes
def test_all_tabs_are_in_sight_in_two_rows_at_most_and_the_map_keeps_its_size_from_one_to_the_next(
    page_file, offline_page, size
):
    reader = opened(page_file, offline_page, size, "#lang=fr")
    for lang in ("fr", "kk"):  # the longest words
        reader.speak(lang)
        reader.settle()
        tabs = reader.page.get_by_role("tab")
        boxes = [tabs.nth(i).bounding_box() for i in range(len(TABS))]
        assert len({round(box["y"]) for box in boxes}) <= 2
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= size["width"] and box["height"] >= 24 for box in boxes)
        rooms = set()
        for i in range(len(TABS)):
            tabs.nth(i).click()
            reader.settle()
            room = reader.page.locator(".map-area").bounding_box()
            rooms.add((room["x"], room["y"], room["width"], room["height"]))
        assert len(rooms) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_phone_gives_the_map_half_of_its_screen_and_the_credits_one_line(page_file, offline_page, lang):
    reader = opened(page_file, offline_page, PHONE, f"#lang={lang}")
    assert reader.page.locator(".map-area").bounding_box()["height"] >= PHONE["height"] / 2 - 1
    credit = reader.page.locator(".credit")
    assert credit.bounding_box()["height"] < 32
    reader.button("ui.credit_more").tap()
    assert credit.bounding_box()["height"] > 40
    assert "GeoNames" in credit.inner_text()


def test_text_grows_with_the_size_a_reader_chose_in_the_browser(page_file, offline_page):
    reader = opened(page_file, offline_page, DESK)
    size = """() => [...document.querySelectorAll(".finding, .door, [role=tab], .row-name, .sum, .title")]
        .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
    before = reader.page.evaluate(size)
    reader.page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    assert reader.page.evaluate(size) == pytest.approx([2 * one for one in before])


@pytest.mark.parametrize(
    ("size", "ids"), [("desk", OPENED), ("laptop", OPENED[2:]), ("tablet", OPENED[1:2]), ("phone", OPENED)]
)
def test_whatever_a_thing_is_opened_from_it_lies_beside_its_card(page_file, offline_page, size, ids):
    reader = opened(page_file, offline_page, SIZES[size])
    for id_ in ids:
        assert_one_view_beside_the_card(reader, id_)


def assert_one_view_beside_the_card(reader: Interface, id_: str) -> None:
    views = []
    for way in ("link", "list", "search"):
        if way == "link":
            reader.page.evaluate("id => { location.hash = `lang=en&open=${id}`; }", id_)
            reader.page.wait_for_function("id => kzuz.store.get().selected === id", arg=id_)
        elif way == "list":
            reader.page.evaluate("() => kzuz.map.setView([52, 50], 5, { animate: false })")
            reader.page.evaluate(ONLY, id_)
            row = reader.page.locator(f"#kzuz-tab-list [data-open='{id_}']")
            row.wait_for()
            row.click()
        elif way == "search":
            reader.page.evaluate("() => kzuz.store.set({ selected: null })")
            reader.page.evaluate("() => kzuz.map.setView([52, 50], 5, { animate: false })")
            name = reader.page.evaluate("id => kzuz.atlas.byId(id).name('en').text", id_)
            reader.search(name).first.click()
        reader.card.wait_for()
        reader.until(lambda: reader.page.evaluate(BESIDE, id_))
        reader.page.wait_for_timeout(400)
        assert reader.page.evaluate(BESIDE, id_), way
        views.append(round(reader.page.evaluate("() => kzuz.map.getZoom()"), 1))
    assert len(set(views)) == 1, "one rule says how near"


# The words that stand along lines, and how many lines have signs on them.
ON_LINES = """() => [
    [...document.querySelectorAll(".line-label")].map((one) => one.textContent),
    document.querySelectorAll(".leaflet-pane .line-cross").length,
    document.querySelectorAll(".leaflet-pane .line-signs").length,
]"""


def test_a_route_says_its_name_when_it_is_chosen_pointed_at_or_alone_and_schematic_stands_once(
    page_file, offline_page, enriched
):
    reader = opened(page_file, offline_page, DESK)
    word = reader.say("geometry.schematic")
    _, _, gas = OPENED
    name = reader.page.evaluate("id => kzuz.atlas.byId(id).name('en').text", gas)
    assert reader.page.evaluate(ON_LINES)[0] == []
    reader.page.evaluate("() => void kzuz.map.setZoom(6, { animate: false })")
    assert reader.page.evaluate(ON_LINES)[0] == [word]
    reader.page.evaluate("id => kzuz.store.set({ hovered: id })", gas)
    assert reader.page.evaluate(ON_LINES)[0] == [f"{name} ({word})"]
    reader.page.evaluate("() => kzuz.store.set({ hovered: null })")
    reader.page.evaluate(ONLY, gas)
    reader.until(lambda: reader.page.evaluate(ON_LINES)[0] == [f"{name} ({word})"])


# Chooses every line in turn; what of its name is cut by an edge or lies under a tool.
NAMED_OUT_OF_SIGHT = """async () => {
    const { atlas, store, map } = window.kzuz;
    const cut = [];
    for (const { id, line } of atlas.features) {
        if (!line) continue;
        store.set({ selected: id });
        for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame);
        const area = map.getContainer().getBoundingClientRect();
        const over = [...document.querySelectorAll(".tool-group")].map((one) => one.getBoundingClientRect());
        const words = [...document.querySelectorAll(".line-name")];
        if (!words.length) cut.push(`${id} has no name`);
        for (const word of words) {
            const { a, d, e, f } = word.getScreenCTM();
            const isSeen = (i) => {
                const letter = word.getExtentOfChar(i);
                const [x, y] = [letter.x + letter.width / 2, letter.y + letter.height / 2];
                const [left, top] = [a * x + e, d * y + f];
                const isIn = (box) => left > box.left && left < box.right && top > box.top && top < box.bottom;
                return isIn(area) && !over.some(isIn);
            };
            const letters = Array.from({ length: word.getNumberOfChars() }, (_, i) => i);
            if (!letters.every(isSeen)) cut.push(`${id}: ${word.textContent}`);
        }
    }
    return cut;
}"""


@pytest.mark.parametrize("lang", ["fr", "ru"])
def test_the_name_of_a_chosen_line_is_seen_whole_on_a_phone(page_file, offline_page, lang):
    page = offline_page.open(
        page_file, f"#lang={lang}", viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    assert page.evaluate(NAMED_OUT_OF_SIGHT) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_title_has_two_lines_at_most_and_the_finding_is_read_whole(page_file, offline_page, lang):
    reader = opened(page_file, offline_page, LAPTOP, f"#lang={lang}")
    lines = "one => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight)"
    assert round(reader.page.locator(".title").evaluate(lines)) <= 2
    reader.page.set_viewport_size(PHONE)
    reader.settle()
    assert reader.page.locator(".finding").evaluate("one => one.scrollHeight <= one.clientHeight + 1")
    assert reader.page.locator(".doors").bounding_box()["y"] < reader.page.locator(".map-area").bounding_box()["y"] - 28


def test_a_line_that_is_stopped_or_of_unknown_state_bears_signs_and_no_dash_of_its_own(
    page_file, offline_page, enriched
):
    reader = opened(page_file, offline_page, DESK)
    lines = [row for name in ("rail_lines", "corridors") for row in enriched.layers()[name].itertuples()
             if row.geometry is not None and "Line" in row.geometry.geom_type]  # fmt: skip
    # What was last seen long ago is drawn as of unknown state.
    states = Counter(
        "unknown" if last_seen(one.status, one.status_date, datetime.now(UTC).date()) else one.status for one in lines
    )
    stopped = states["suspended"] + states["closed"] + states["cancelled"]
    _, crosses, signed = reader.page.evaluate(ON_LINES)
    assert (crosses, signed) == (stopped, stopped + states["unknown"])
    dashes = """() => new Set([...document.querySelectorAll(".leaflet-pane path.line-core")]
        .map((one) => getComputedStyle(one).strokeDasharray).filter((dash) => dash !== "none")).size"""
    assert reader.page.evaluate(dashes) <= 3
    reader.page.evaluate("() => kzuz.store.set({ time: '2017-01' })")
    reader.settle()
    assert reader.page.evaluate(ON_LINES)[2] != signed


# What is written on the canvases of the map, the last time each was painted.
RECORD = """() => {
    window.written = new Map();
    for (const kind of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
        const { fillText, clearRect } = kind.prototype;
        kind.prototype.clearRect = function (...args) {
            window.written.set(this, []);
            return clearRect.apply(this, args);
        };
        kind.prototype.fillText = function (text, x, y) {
            window.written.get(this)?.push([text, x, y, this.measureText(text).width]);
            return fillText.call(this, text, x, y);
        };
    }
}"""
NAMES = """() => {
    const { map } = window.kzuz;
    const { x, y } = map.getSize();
    const area = map.getContainer().getBoundingClientRect();
    const over = [...document.querySelectorAll(".leaflet-control-scale, .tool-group, .time-open")]
        .map((one) => one.getBoundingClientRect());
    const isHidden = ({ x, y }, width) => over.some(({ left, right, top, bottom }) => x + area.left < right &&
        x + area.left + width > left && y + area.top + 5 > top && y + area.top - 5 < bottom);
    return [...window.written.values()].flat().map(([text, left, line, width]) => {
        const from = map.layerPointToContainerPoint([left, line]);
        const [isOut, isIn] = [from.x + width < 0 || from.x > x || from.y < -8 || from.y > y + 8,
            from.x >= 0 && from.x + width <= x && from.y >= 0 && from.y <= y];
        return [text, isHidden(from, width) ? "under" : isIn ? "in" : isOut ? "out" : "cut"];
    });
}"""
CITIES = {"Tashkent", "Shymkent", "Turkistan", "Samarkand", "Almaty", "Astana"}


@sizes
def test_both_countries_and_the_cities_of_the_story_are_named_and_no_name_is_cut(page_file, browser, size):
    page = browser.new_page(viewport=size)
    page.add_init_script(f"({RECORD})()")
    page.goto(f"{page_file.as_uri()}#lang=en")
    page.wait_for_selector("html.kzuz-painted", state="attached")
    page.wait_for_timeout(300)
    names = page.evaluate(NAMES)
    assert {text for text, where in names if where == "in"} >= {*CITIES, "KAZAKHSTAN", "UZBEKISTAN"}
    assert [text for text, where in names if where in ("cut", "under")] == []
    page.evaluate("() => void kzuz.map.setView([41.3, 69.2], 8.5, { animate: false })")
    page.wait_for_timeout(300)
    named = {text for text, where in page.evaluate(NAMES) if where == "in"}
    crossings = set(page.evaluate(
        """() => kzuz.atlas.features.filter(({ kind, position }) => kind === "crossing" && position &&
            kzuz.map.getBounds().contains([position[1], position[0]])).map((one) => one.name("en").text)"""
    ))  # fmt: skip
    assert len(crossings & named) >= (1 if size is PHONE else 3)
    page.close()


OFF_MIDDLE = """(group) => {
    const [ring, count] = [".group-ring", ".group-count"].map((name) => {
        const { left, right, top, bottom } = group.querySelector(name).getBoundingClientRect();
        return [(left + right) / 2, (top + bottom) / 2];
    });
    return Math.hypot(ring[0] - count[0], ring[1] - count[1]);
}"""


@sizes
def test_a_press_on_the_crowd_round_tashkent_zooms_until_it_parts(page_file, offline_page, enriched, size):
    reader = opened(page_file, offline_page, size)
    greatest = """() => Math.max(0, ...[...document.querySelectorAll(".group-count")].map((one) => +one.textContent))"""
    before = reader.page.evaluate(greatest)
    assert before > 12
    # Its number stands in the middle of its ring.
    assert reader.page.locator(".leaflet-marker-pane .group").first.evaluate(OFF_MIDDLE) < 2
    # What stands at one point cannot part.
    together = max(Counter((one.x, one.y) for name in ("sites", "border_crossings", "rail_stations")
                           for one in enriched.layers()[name].geometry if one is not None).values())  # fmt: skip
    count = before
    while count > together:
        reader.press(reader.page.locator(".group").filter(has_text=re.compile(f"^{count}$")))
        reader.until(lambda: reader.page.evaluate("() => kzuz.map.getZoom()") > 6)
        reader.page.wait_for_timeout(600)
        last, count = count, reader.page.evaluate(greatest)
        assert count < last
    seen = reader.page.evaluate("() => kzuz.atlas.features.length && document.querySelectorAll('.mark').length")
    assert seen > before


def test_the_scale_says_its_unit_in_the_readers_script(page_file, offline_page):
    reader = opened(page_file, offline_page, DESK, "#lang=ru")
    scale = reader.page.locator(".leaflet-control-scale-line")
    assert re.fullmatch(r"\d+ км", scale.inner_text())
    reader.speak("fr")
    assert re.fullmatch(r"\d+ km", scale.inner_text())
