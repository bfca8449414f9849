"""The page of very many places: drawn, found, filtered and told from one file that asks for nothing."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from test_tiles import places

from geo import tiles
from geo.geodesy import distance_km
from geo.render.many import ManyPlaces, many_page
from geo.tiles import cutting, plan

N = 1_500
HOSTILE = '<img src=x onerror="document.title=1">{{ 7*7 }}'
# At 60 E, 46 N nothing else is near.
ALONE = {"id": "alone", "lon": 60.0, "lat": 46.0, "name": HOSTILE, "sector": "health", "status": "planned",
         "precision": "exact", "admin1": "KZ-43"}  # fmt: skip
PAINTED = """() => {
    const canvas = document.querySelector('.leaflet-kzuz-points-pane canvas');
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    let painted = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i]) painted++;
    return painted;
}"""


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    frame = places(N).astype({"sector": object, "admin1": object})
    frame.loc[N - 1] = ALONE
    return frame


def made(atlas: Any, table: pd.DataFrame, folder: Path) -> Path:
    """The page of a table, and what lies beside it."""
    table.to_parquet(folder / "part-0.parquet")
    cut = tiles.cut([folder / "part-0.parquet"], folder / "places.pmtiles")
    counts = table[["admin1", "sector", "status"]].value_counts(dropna=False).rename("n").reset_index()
    path = folder / "map.html"
    path.write_text(many_page(atlas, ManyPlaces(cut, counts)), encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="module")
def file(atlas: Any, table: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "AT_FIVE", 300)  # so that further out a sample is drawn
        return made(atlas, table, tmp_path_factory.mktemp("many-page"))


@pytest.fixture
def page(file: Path, offline_page: Any) -> Any:
    page = offline_page.open(file, "#lang=en")
    page.wait_for_selector("html.kzuz-whole", state="attached")
    return page


def look(page: Any, lat: float, lon: float, zoom: float) -> None:
    page.evaluate(f"() => void kzuz.map.setView([{lat}, {lon}], {zoom}, {{ animate: false }})")
    page.wait_for_timeout(200)


def click_in_the_middle(page: Any) -> None:
    area = page.locator(".folium-map").bounding_box()
    page.mouse.click(area["x"] + area["width"] / 2, area["y"] + area["height"] / 2)
    page.wait_for_selector(".card:not([hidden])")


def test_a_place_is_drawn_found_by_name_and_told_with_its_name_as_text(page: Any, atlas: Any) -> None:
    assert page.evaluate(PAINTED) > 1_000
    assert page.inner_text(".sum") == "1,500 of 1,500 shown"
    assert "sample" in page.inner_text(".many-sample")
    page.fill("#kzuz-search", "img src")
    page.wait_for_selector(".found-item")
    assert page.locator(".found-item").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_selector(".card:not([hidden])")
    assert page.inner_text(".card-name") == HOSTILE
    assert page.locator("#kzuz-app img").count() == 0
    assert "Every place" in page.inner_text(".many-sample")
    told = page.inner_text(".card")
    lat, lon = (float(text) for text in page.inner_text(".facts dd:nth-of-type(2)").split(" · ")[0].split(", "))
    assert (lat, lon) == (pytest.approx(46.0, abs=2e-4), pytest.approx(60.0, abs=2e-4))
    points = atlas.border_crossings.geometry.dropna()
    near = distance_km(points.x.to_numpy(), points.y.to_numpy(), 60.0, 46.0).min()
    assert "Kyzylorda" in told
    assert "planned" in told.lower()
    assert f"≈ {near:.0f} km" in told
    # From far out the same place opens, though its tile there is another.
    page.keyboard.press("Escape")
    assert page.locator(".card").is_hidden()
    look(page, 46.0, 60.0, 5)
    click_in_the_middle(page)
    assert page.inner_text(".card-name") == HOSTILE
    # Its address opens it too, for whoever is given it.
    assert "place=" in page.evaluate("() => location.hash")


def test_names_are_found_in_other_scripts_and_filters_take_away_what_they_do_not_name(page: Any) -> None:
    page.fill("#kzuz-search", "kala 12")
    page.wait_for_selector(".found-item")
    assert "Қала 12" in page.locator(".found-item .item-name").first.inner_text()
    page.fill("#kzuz-search", "zzzz")
    page.wait_for_function("() => document.querySelector('.found-note').textContent.includes('zzzz')")
    before = page.evaluate(PAINTED)
    page.locator('[data-filter="sector:health"]').check()
    page.wait_for_timeout(200)
    assert page.inner_text(".sum") == "2 of 1,500 shown"
    assert 0 < page.evaluate(PAINTED) < before / 20
    page.select_option(".language", "kk")
    assert page.evaluate("() => document.documentElement.lang") == "kk"
    assert "1 500" in page.inner_text("h1").replace("\u00a0", " ")
    assert "sector=health" in page.evaluate("() => location.hash")


def test_on_a_phone_a_place_is_opened_by_keys_from_the_list(file: Path, offline_page: Any) -> None:
    page = offline_page.open(file, "#lang=ru", viewport={"width": 390, "height": 844}, color_scheme="dark")
    page.wait_for_selector("html.kzuz-whole", state="attached")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    look(page, 46.0, 60.0, 9)
    page.focus(".many-list summary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".many-list .item")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".card:not([hidden])")
    assert page.inner_text(".card-name") == HOSTILE


def test_tiles_beside_the_page_are_read_from_the_file_that_is_picked(
    atlas: Any, table: pd.DataFrame, tmp_path: Path, offline_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "LARGE", 100)
    path = made(atlas, table.tail(120).assign(status="operational"), tmp_path)
    page = offline_page.open(path, "#lang=en")
    assert "places.pmtiles" in page.inner_text(".many-pick")
    page.set_input_files(".many-file", path)
    page.wait_for_function("() => document.querySelector('.many-pick').textContent.includes('no map tiles')")
    page.set_input_files(".many-file", path.with_name("places.pmtiles"))
    page.wait_for_selector("html.kzuz-points", state="attached")
    look(page, 46.0, 60.0, 9)
    click_in_the_middle(page)
    assert page.inner_text(".card-name") == HOSTILE
