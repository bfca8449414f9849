"""Every page prints its map, alone and in the frame of another page that is printed, and looks as before afterwards."""

from pathlib import Path
from typing import Any

import pytest
from interface import DESK, Interface

from geo.render import folium_map

HOST = """<!doctype html><html lang="ru"><meta charset="utf-8"><title>Отчёт</title><style>@page{{size:A4}}</style>
<h1>Отчёт</h1><p>Текст перед картой.</p>
<iframe src="{map}" style="width: 100%; aspect-ratio: 16/10; border: 0" sandbox="allow-scripts"></iframe>
<p>Текст после карты.</p></html>"""
VIEW = """() => {
    const { lat, lng } = kzuz.map.getCenter();
    const { width, height } = kzuz.map.getContainer().getBoundingClientRect();
    return [lat, lng, kzuz.map.getZoom(), width, height, document.documentElement.className];
}"""
# What a printer is about to be sent, seen when all who prepare for it have done so.
WATCH = """() => addEventListener('beforeprint', () => {
    const box = (name) => {
        const { left, top, right, bottom } = document.querySelector(name).getBoundingClientRect();
        return [left, top, right, bottom];
    };
    const seen = kzuz.map.getBounds();
    const legend = document.querySelector('.print-legend');
    const controls = document.querySelectorAll('button, summary, select');
    window.sent = {
        parts: ['.print-top', '.map-area', '.print-legend', '.print-foot'].map(box),
        cut: legend.scrollHeight - legend.clientHeight,
        seen: [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()],
        controls: [...controls].filter((one) => one.checkVisibility()).length,
    };
})"""


@pytest.fixture(scope="module")
def embed_file(enriched, tmp_path_factory) -> Path:
    """The small page for other people's pages, in Russian."""
    path: Path = tmp_path_factory.mktemp("embed") / "embed.html"
    path.write_text(folium_map(enriched, "ru", embed=True).get_root().render(), encoding="utf-8")
    return path


def assert_a_map_on_paper(sent: dict[str, Any], width: float, height: float) -> None:
    """Title, map, legend and credits beside each other within so many pixels, and both countries on the map."""
    top, area, legend, foot = sent["parts"]
    assert area[2] - area[0] > 0.6 * width
    assert area[3] - area[1] > 0.5 * height
    assert top[3] <= area[1] + 1
    assert area[2] <= legend[0] + 1
    assert max(area[3], legend[3]) <= foot[1] + 1
    for left, upper, right, lower in sent["parts"]:
        assert left >= 0
        assert upper >= 0
        assert right <= width + 1
        assert lower <= height + 1
    assert sent["cut"] <= 1
    west, south, east, north = sent["seen"]
    assert west < 47
    assert south < 37.5
    assert east > 87
    assert north > 55
    assert sent["controls"] == 0


def assert_same_view(after: list[Any], before: list[Any]) -> None:
    """The same middle, within a pixel, and all else exactly."""
    pixel = 360 / (256 * 2 ** before[2])
    assert after[:2] == pytest.approx(before[:2], abs=pixel)
    assert after[2:] == before[2:]


@pytest.mark.parametrize("size", [DESK, {"width": 700, "height": 438}, {"width": 320, "height": 240}])
@pytest.mark.parametrize("small", [False, True], ids=["page", "embed"])
def test_every_page_prints_its_map_and_looks_as_before_afterwards(page_file, embed_file, offline_page, size, small):
    page = offline_page.open(embed_file if small else page_file, viewport=size)
    page.evaluate(WATCH)
    page.evaluate("() => kzuz.map.fitBounds([[37.1, 46.4], [55.5, 87.4]], { animate: false })")
    before = page.evaluate(VIEW)
    page.pdf(prefer_css_page_size=True)
    assert_a_map_on_paper(page.evaluate("() => window.sent"), 1047, 718)
    Interface(page).settle()
    assert_same_view(page.evaluate(VIEW), before)


@pytest.mark.parametrize("small", [False, True], ids=["page", "embed"])
def test_a_frame_is_printed_with_the_page_around_it_and_looks_as_before_afterwards(
    page_file, embed_file, offline_page, tmp_path, small
):
    shown = embed_file if small else page_file
    host = tmp_path / "report.html"
    host.write_text(HOST.format(map=shown.resolve().as_uri()), encoding="utf-8")
    page = offline_page.open(host, ready=False, also=(shown,), viewport={"width": 900, "height": 800})
    frame = page.frames[-1]
    frame.wait_for_selector("html.kzuz-painted", state="attached")
    frame.evaluate(WATCH)
    frame.evaluate("() => kzuz.map.fitBounds([[37.1, 46.4], [55.5, 87.4]], { animate: false })")
    before = frame.evaluate(VIEW)
    width, height = frame.evaluate("() => [innerWidth, innerHeight]")
    page.pdf(prefer_css_page_size=True)
    assert_a_map_on_paper(frame.evaluate("() => window.sent"), width, height)
    Interface(page).settle()
    assert_same_view(frame.evaluate(VIEW), before)


@pytest.mark.parametrize("paper", [500, 680, 1300])
def test_a_printed_frame_fits_paper_of_any_width(embed_file, offline_page, tmp_path, paper):
    host = tmp_path / "report.html"
    host.write_text(HOST.format(map=embed_file.resolve().as_uri()), encoding="utf-8")
    page = offline_page.open(host, ready=False, also=(embed_file,), viewport={"width": 900, "height": 800})
    frame = page.frames[-1]
    frame.wait_for_selector("html.kzuz-painted", state="attached")
    frame.evaluate(WATCH)
    frame.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    # A printer lays the page out anew, and asks no script.
    page.set_viewport_size({"width": paper, "height": 900})
    page.wait_for_timeout(100)
    left, top, right, bottom = frame.evaluate(
        "() => { const { left, top, right, bottom } = document.querySelector('.app').getBoundingClientRect();"
        " return [left, top, right, bottom]; }"
    )
    width, height = frame.evaluate("() => [innerWidth, innerHeight]")
    assert (left, top) == (0, 0)
    assert right == pytest.approx(width, abs=2)
    assert bottom == pytest.approx(height, abs=2)


def test_print_in_a_frame_that_may_not_print_changes_nothing(embed_file, offline_page, tmp_path):
    host = tmp_path / "report.html"
    host.write_text(HOST.format(map=embed_file.resolve().as_uri()), encoding="utf-8")
    page = offline_page.open(host, ready=False, also=(embed_file,), viewport={"width": 900, "height": 800})
    frame = page.frames[-1]
    frame.wait_for_selector("html.kzuz-painted", state="attached")
    before = frame.evaluate(VIEW)
    frame.evaluate("() => { window.print = () => {}; }")
    frame.locator("[aria-controls=kzuz-tools]").click()
    frame.locator("[data-tool=print]").click()
    frame.wait_for_selector("html:not(.kzuz-print)", state="attached")
    Interface(page).settle()
    assert_same_view(frame.evaluate(VIEW), before)
