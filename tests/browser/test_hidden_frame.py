"""A frame that is opened later: in a closed tab, folded away, or with no size at first, loaded all the same."""

from pathlib import Path
from typing import Any

import pytest
from interface import Interface

from geo.render import folium_map

FRAME = '<iframe src="{map}" style="width: 100%; height: 500px; border: 0" sandbox="allow-scripts"></iframe>'
# What hides the frame, and what shows it.
HIDDEN = {
    "tab": (f'<button>Показать</button><div id="t" hidden>{FRAME}</div>', "t.hidden = false"),
    "details": (f'<details id="t"><summary>Карта</summary>{FRAME}</details>', "t.open = true"),
    "no size": (
        f'<div id="t" style="width: 0; height: 0; overflow: hidden">{FRAME.replace("500px", "100%")}</div>',
        "t.style.width = '884px'; t.style.height = '500px'",
    ),
}
SEEN = """() => {
    const { map } = kzuz;
    const seen = map.getBounds();
    const { width, height } = map.getContainer().getBoundingClientRect();
    const shapes = document.querySelector('.leaflet-kzuz-base-pane canvas').getBoundingClientRect();
    return {
        bounds: [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()],
        size: [width, height],
        drawn: [shapes.width, shapes.height],
        frame: [innerWidth, innerHeight],
    };
}"""


@pytest.fixture(scope="module")
def embed_file(enriched, tmp_path_factory) -> Path:
    """The small page for other people's pages, in Russian."""
    path: Path = tmp_path_factory.mktemp("embed") / "embed.html"
    path.write_text(folium_map(enriched, "ru", embed=True).get_root().render(), encoding="utf-8")
    return path


def open_hidden(offline_page: Any, embed_file: Path, folder: Path, way: str, fragment: str = "") -> tuple[Any, Any]:
    """A page with the frame in it, loaded while it cannot be seen; the page and its frame, when it is shown."""
    markup, show = HIDDEN[way]
    host = folder / "report.html"
    shown = markup.format(map=embed_file.resolve().as_uri() + fragment)
    host.write_text(f'<!doctype html><html lang="ru"><meta charset="utf-8"><title>Отчёт</title>{shown}</html>', "utf-8")
    page = offline_page.open(host, ready=False, also=(embed_file,), viewport={"width": 900, "height": 700})
    frame = page.frames[-1]
    frame.wait_for_selector("html.kzuz-painted", state="attached")
    page.evaluate(f"() => {{ {show}; }}")
    frame.wait_for_function("() => kzuz.map.getSize().x > 800")
    Interface(page).settle()
    page.wait_for_timeout(300)
    return page, frame


@pytest.mark.parametrize("way", HIDDEN)
def test_a_frame_opened_later_shows_both_countries_and_fills_its_room(embed_file, offline_page, tmp_path, way):
    _, frame = open_hidden(offline_page, embed_file, tmp_path, way)
    seen = frame.evaluate(SEEN)
    west, south, east, north = seen["bounds"]
    assert west < 47
    assert south < 37.5
    assert east > 87
    assert north > 55
    # No further out than it must be.
    assert east - west < 75
    assert seen["size"][0] == seen["frame"][0]
    assert seen["frame"][1] - seen["size"][1] < 60
    assert all(drawn >= size for drawn, size in zip(seen["drawn"], seen["size"], strict=True))
    assert frame.locator(".leaflet-control-scale-line").inner_text() in ("300 km", "500 km", "300 км", "500 км")


def test_a_frame_opened_later_keeps_the_view_its_address_asks_for(embed_file, offline_page, tmp_path):
    _, frame = open_hidden(offline_page, embed_file, tmp_path, "tab", "#map=8/41.3/69.3")
    lat, lng, zoom = frame.evaluate("() => [kzuz.map.getCenter().lat, kzuz.map.getCenter().lng, kzuz.map.getZoom()]")
    assert (lat, lng, zoom) == pytest.approx((41.3, 69.3, 8), abs=0.01)
