"""Every page prints its map, alone and in the frame of another page that is printed, and looks as before afterwards."""

from pathlib import Path

import pytest
from interface import DESK, Interface
from paper import VIEW, WATCH, assert_a_map_on_paper, assert_same_view

from geo.render import folium_map

HOST = """<!doctype html><html lang="ru"><meta charset="utf-8"><title>Отчёт</title><style>@page{{size:A4}}</style>
<h1>Отчёт</h1><p>Текст перед картой.</p>
<iframe src="{map}" style="{size}; border: 0" sandbox="allow-scripts"></iframe>
<p>Текст после карты.</p></html>"""
WIDE = "width: 100%; aspect-ratio: 16/10"


@pytest.fixture(scope="module")
def embed_file(enriched, tmp_path_factory) -> Path:
    """The small page for other people's pages, in Russian."""
    path: Path = tmp_path_factory.mktemp("embed") / "embed.html"
    path.write_text(folium_map(enriched, "ru", embed=True).get_root().render(), encoding="utf-8")
    return path


@pytest.mark.parametrize("small", [False, True], ids=["page", "embed"])
def test_every_page_prints_its_map_and_looks_as_before_afterwards(page_file, embed_file, offline_page, small):
    page = offline_page.open(embed_file if small else page_file, viewport=DESK)
    page.evaluate(WATCH)
    for size in (DESK, {"width": 700, "height": 438}, {"width": 320, "height": 240}):
        page.set_viewport_size(size)
        Interface(page).settle()
        page.evaluate("() => kzuz.map.fitBounds([[37.1, 46.4], [55.5, 87.4]], { animate: false })")
        before = page.evaluate(VIEW)
        page.pdf(prefer_css_page_size=True)
        assert_a_map_on_paper(page.evaluate("() => window.sent"), 1047, 718)
        Interface(page).settle()
        assert_same_view(page.evaluate(VIEW), before)


@pytest.mark.parametrize("size", [WIDE, "width: 320px; height: 240px"], ids=["wide", "little"])
@pytest.mark.parametrize("small", [False, True], ids=["page", "embed"])
def test_a_frame_is_printed_with_the_page_around_it_and_looks_as_before_afterwards(
    page_file, embed_file, offline_page, tmp_path, small, size
):
    shown = embed_file if small else page_file
    host = tmp_path / "report.html"
    host.write_text(HOST.format(map=shown.resolve().as_uri(), size=size), encoding="utf-8")
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
    host.write_text(HOST.format(map=embed_file.resolve().as_uri(), size=WIDE), encoding="utf-8")
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
    host.write_text(HOST.format(map=embed_file.resolve().as_uri(), size=WIDE), encoding="utf-8")
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
