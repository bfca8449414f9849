"""Where points are painted, since there are too many for elements, the map tells and does what it does with few."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas
import pytest
from interface import Interface

from geo.render import folium_map

N = 640
WEST, NORTH, STEP = 60.0, 54.0, 0.05  # a field of points where nothing else is
ALONE = (62.0, 46.0)  # lon, lat: nothing else is near
STATION = "shymkent"
# The pixels of the canvas round a place, as text.
PIXELS = """([lat, lng]) => {
    const canvas = document.querySelector('.leaflet-kzuz-points-pane canvas');
    const from = canvas.getBoundingClientRect();
    const area = kzuz.map.getContainer().getBoundingClientRect();
    const { x, y } = kzuz.map.latLngToContainerPoint([lat, lng]);
    const at = [x + area.left - from.left - 8, y + area.top - from.top - 8].map(Math.round);
    const copy = new OffscreenCanvas(16, 16).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, ...at, 16, 16, 0, 0, 16, 16);
    return [...copy.getImageData(0, 0, 16, 16).data].join();
}"""


@pytest.fixture(scope="module")
def crowded(enriched):
    """The real atlas with a field of points among its sites, and one of each kind that matters alone."""
    located = enriched.sites.loc[enriched.sites.geometry.notna()]
    rows = located.iloc[np.arange(N) % len(located)].reset_index(drop=True)
    lon, lat = WEST + STEP * (np.arange(N) % 32), NORTH - STEP * (np.arange(N) // 32)
    lon[:2], lat[:2] = [ALONE[0], ALONE[0] + 1], [ALONE[1], ALONE[1]]
    rows = rows.assign(
        id=[f"many-{row:03d}" for row in range(N)],
        name_en=[f"Many {row:03d}" for row in range(N)],
        geometry=geopandas.points_from_xy(lon, lat, crs=4326),
    )
    rows.loc[0, ["status", "precision", "sector"]] = ["operational", "exact", "energy"]
    rows.loc[1, ["status", "precision", "sector"]] = ["operational", "exact", "energy"]
    rows.at[0, "events"] = [{"date": "2020-05", "kind": "construction_start"}, {"date": "2022-05", "kind": "opening"}]
    rows.at[1, "events"] = rows.at[0, "events"]
    # Without a date of its own a state never grows old, whatever the clock of the machine says.
    rows.loc[[0, 1], "status_date"] = None
    return replace(enriched, sites=pandas.concat([enriched.sites, rows], ignore_index=True))


@pytest.fixture(scope="module")
def crowded_file(crowded, tmp_path_factory) -> Path:
    path: Path = tmp_path_factory.mktemp("many") / "many.html"
    path.write_text(folium_map(crowded).get_root().render(), encoding="utf-8")
    return path


@pytest.fixture
def page(crowded_file, offline_page) -> Any:
    page = offline_page.open(crowded_file, "#lang=en")
    assert page.locator(".mark").count() == 0
    return page


def look(page: Any, lat: float, lon: float, zoom: float) -> None:
    page.evaluate(f"() => void kzuz.map.setView([{lat}, {lon}], {zoom}, {{ animate: false }})")
    Interface(page).settle()
    page.wait_for_timeout(100)


def click_at(page: Any, lat: float, lon: float) -> None:
    x, y = page.evaluate(
        """([lat, lng]) => {
            const { left, top } = kzuz.map.getContainer().getBoundingClientRect();
            const { x, y } = kzuz.map.latLngToContainerPoint([lat, lng]);
            return [left + x, top + y];
        }""",
        [lat, lon],
    )
    page.mouse.click(x, y)


@pytest.mark.parametrize("zoom", [5, 9])
def test_the_state_on_a_date_is_painted(page, zoom):
    lon, lat = ALONE
    look(page, lat, lon, zoom)
    now = page.evaluate(PIXELS, [lat, lon])
    page.evaluate("() => kzuz.store.set({ time: '2021-01' })")
    page.wait_for_timeout(300)
    building = page.evaluate(PIXELS, [lat, lon])
    page.evaluate("() => kzuz.store.set({ time: '2023-01' })")
    page.wait_for_timeout(300)
    assert building != now
    assert page.evaluate(PIXELS, [lat, lon]) == now


def test_stations_are_painted_and_can_be_pressed_from_their_zoom_on(page, enriched):
    [at] = enriched.rail_stations.loc[enriched.rail_stations["id"] == STATION].geometry
    found = "() => kzuz.store.get().selected === 'shymkent' || kzuz.store.get().choices.includes('shymkent')"
    look(page, at.y, at.x, 7.9)
    below = page.evaluate(PIXELS, [at.y, at.x])
    click_at(page, at.y, at.x)
    assert not page.evaluate(found)
    look(page, at.y, at.x, 8)
    assert page.evaluate(PIXELS, [at.y, at.x]) != below
    click_at(page, at.y, at.x)
    assert page.evaluate(found)


def test_a_press_on_a_point_opens_its_card_and_one_beside_everything_closes_it(page):
    lon, lat = ALONE
    reader = Interface(page)
    look(page, lat, lon, 9)
    click_at(page, lat, lon)
    reader.card.get_by_text("Many 000", exact=True).first.wait_for()
    click_at(page, lat + 0.3, lon - 0.3)
    assert not reader.card.is_visible()


def test_the_point_under_the_pointer_is_named(page):
    lon, lat = ALONE
    look(page, lat, lon, 9)
    box = page.locator(".folium-map").bounding_box()
    x, y = page.evaluate("([lat, lng]) => Object.values(kzuz.map.latLngToContainerPoint([lat, lng]))", [lat, lon])
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.locator(".leaflet-tooltip").get_by_text("Many 000", exact=True).wait_for()
    page.mouse.move(box["x"] + x + 60, box["y"] + y + 60)
    page.locator(".leaflet-tooltip").wait_for(state="detached")


def test_every_point_that_is_seen_is_reached_by_keys_and_named_and_opened(page):
    look(page, NORTH - 0.2, WEST + 0.2, 10)
    keys = page.get_by_role("listbox", name=Interface(page).say("ui.points"), exact=True)
    keys.focus()
    expected = set(
        page.evaluate(
            """() => kzuz.atlas.features
                .filter(({ position, line }) => position && !line)
                .filter(({ position: [lng, lat] }) => kzuz.map.getBounds().contains([lat, lng]))
                .map((feature) => feature.name('en').text)"""
        )
    )
    assert len(expected) > 50
    reached = set()
    for _ in range(len(expected)):
        page.keyboard.press("ArrowRight")
        option = page.locator(f"#{keys.get_attribute('aria-activedescendant')}")
        reached.add(option.get_attribute("aria-label").split(",")[0])
    assert reached == expected
    name = option.get_attribute("aria-label").split(",")[0]
    page.keyboard.press("Enter")
    Interface(page).card.get_by_text(name, exact=True).first.wait_for()
    # Back where the reader was.
    page.keyboard.press("Escape")
    assert keys.evaluate("keys => keys === document.activeElement")
