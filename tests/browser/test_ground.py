"""Ground close up: something to check a position against, an end that is told, and pictures that do not come."""

import pytest

from geo import i18n

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("ground")]
NEAR_TASHKENT = "#map={zoom}/41.25/69.2"
# How many pixels of the painted background have a colour of the style sheet.
PIXELS = """(name) => {
    const box = document.querySelector(".leaflet-container");
    const wanted = getComputedStyle(box).getPropertyValue(name).trim();
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(wanted.slice(at, at + 2), 16));
    const seen = document.querySelector(".leaflet-kzuz-base-pane canvas");
    const copy = Object.assign(document.createElement("canvas"), { width: seen.width, height: seen.height });
    const context = copy.getContext("2d");
    context.drawImage(seen, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) count += data[i] === r && data[i + 1] === g && data[i + 2] === b;
    return count;
}"""
ZOOM = "() => kzuz.map.getZoom()"


def test_roads_are_drawn_close_up_and_not_far_out(page_file, offline_page):
    near = offline_page.open(page_file, NEAR_TASHKENT.format(zoom=10))
    assert near.evaluate(PIXELS, "--map-road") > 200
    far = offline_page.open(page_file, NEAR_TASHKENT.format(zoom=7))
    assert far.evaluate(PIXELS, "--map-road") == 0


@pytest.mark.parametrize("lang", ["en", "kk"])
def test_where_the_ground_ends_a_line_says_so_and_offers_pictures(page_file, offline_page, lang):
    page = offline_page.open(page_file, f"{NEAR_TASHKENT.format(zoom=12)}&lang={lang}")
    told = page.get_by_text(i18n.message("ground.ends", lang))
    assert not told.count()
    closer = page.get_by_role("button", name=i18n.message("ui.zoom_in", lang), exact=True)
    for _ in range(3):
        closer.click()
        page.wait_for_timeout(400)
    assert page.evaluate(ZOOM) == 13
    told.wait_for()
    assert page.get_by_role("button", name=i18n.message("ground.more", lang)).is_visible()
    page.get_by_role("button", name=i18n.message("ui.zoom_out", lang), exact=True).click()
    told.wait_for(state="detached")


def test_pictures_that_do_not_come_leave_the_ground_and_a_line(page_file, offline_page):
    page = offline_page.open(page_file, NEAR_TASHKENT.format(zoom=13))
    page.get_by_role("button", name=i18n.message("ground.more", "en")).click()
    page.get_by_text(i18n.message("ground.no_pictures", "en")).wait_for()
    assert page.evaluate(PIXELS, "--map-land") > 100_000
    assert not page.get_by_text(i18n.message("ground.ends", "en")).count()
    # They were asked for, and only they.
    assert offline_page.requests
    assert all("tile.openstreetmap.org" in url for url in offline_page.requests)
    offline_page.requests.clear()
    offline_page.errors[:] = [error for error in offline_page.errors if "ERR_FAILED" not in error]


def test_names_of_settlements_are_for_the_readers_language(page_file, offline_page):
    page = offline_page.open(page_file, NEAR_TASHKENT.format(zoom=10))
    names = page.evaluate("() => kzuz.atlas.basemap.close.settlements.name")
    assert len(names["en"]) == len(names["ru"]) == len(names["kk"]) > 400
    assert all(names["en"])
