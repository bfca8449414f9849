"""A map works wherever its page is put: on another origin, under strict policies, inside a text, in half a frame.

It is as high as its page asks, and only the right two speak to each other.
"""

import re
from typing import Any

import pytest
from hosts import SITE, Served, sites

import geo
from geo.embeds import Picture
from geo.selection import select

MAPS = "https://maps.example"
STRICT_HOST = f"default-src 'none'; frame-src {MAPS}; script-src 'self'; style-src 'self'; img-src {MAPS}"
STRICT_MAPS = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data: blob:; frame-ancestors " + SITE
BOX = "frame => { const { width, height } = frame.getBoundingClientRect(); return [width, height]; }"


def host_page(*parts: str) -> str:
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Report</title>{"".join(parts)}</html>'


def within(name: str, snippet: str) -> str:
    return f'<div id="{name}">{snippet}</div>'


def without(snippet: str, *attributes: str) -> str:
    for attribute in attributes:
        snippet, found = re.subn(rf'\s{attribute}="[^"]*"', "", snippet)
        assert found
    return snippet


def size(page: Any, name: str) -> tuple[float, float]:
    width, height = page.eval_on_selector(f"#{name} iframe", BOX)
    return width, height


@pytest.fixture(scope="module")
def part(enriched):
    return select(enriched, sector="water")


def test_a_frame_works_on_another_origin_inside_a_text_opened_later_and_without_style_or_loading(
    part, browser, tmp_path
):
    made = geo.embed(part, "fr", host=SITE)
    source = f"{MAPS}/water.html"
    (tmp_path / "water.html").write_text(made.page, encoding="utf-8")
    (tmp_path / "elsewhere.html").write_text(geo.embed(part, host="https://other.example").page, encoding="utf-8")
    figure = made.figure("card")
    (tmp_path / "water.svg").write_text(figure.svg, encoding="utf-8")
    pictured = made.iframe(source, Picture(f"{MAPS}/water.svg", figure.alt, 1200, 630))
    eager = without(made.iframe(source), "loading")
    parts = {
        "sized": made.sized(source),
        "unheeded": without(made.sized(f"{MAPS}/elsewhere.html"), "loading"),
        "inline": without(made.inline(), "loading"),
        "bare": without(eager, "style", "allow"),
        "pictured": pictured,
        "stripped": re.sub(r"<iframe.*?</iframe>", "", pictured, flags=re.DOTALL),
        "later": f"<details><summary>Map</summary>{eager}</details>",
    }
    (tmp_path / "host.html").write_text(host_page(*(within(*one) for one in parts.items())), encoding="utf-8")
    with sites(
        browser, {SITE: Served(tmp_path), MAPS: Served(tmp_path)}, viewport={"width": 900, "height": 3000}
    ) as host:
        page = host.page
        page.goto(f"{SITE}/host.html")
        page.locator("summary").click()
        assert len(host.map_frames(6)) == 6
        for frame in host.map_frames(6):
            # A sandbox without `allow-same-origin`: the map needs no origin of its own.
            assert frame.evaluate("() => origin") == "null"
            assert frame.locator("[data-id][data-sector=water]").count() > 2
        width, height = size(page, "bare")
        assert (width > 850, height) == (True, 500)
        width, height = size(page, "sized")
        assert height == pytest.approx(0.625 * width, abs=1)
        page.evaluate("() => postMessage({ kzuz: 'height', height: 1999 }, '*')")
        page.set_viewport_size({"width": 416, "height": 3000})
        page.wait_for_function("() => document.querySelector('#sized iframe').height === '500'")
        assert size(page, "sized")[1] == pytest.approx(500, abs=3)
        width, height = size(page, "unheeded")
        assert height == pytest.approx(width / 1.6, abs=1), "a page made for another site does not answer this one"
        assert not page.locator("#pictured img").is_visible()
        assert page.locator("#stripped img").is_visible()
        page.emulate_media(media="print")
        assert page.locator("#pictured img").is_visible()
        assert not page.locator("#pictured iframe").is_visible()
        assert host.page_errors == host.messages == host.outside == []


def test_in_files_of_its_own_a_map_works_where_neither_host_nor_server_allows_anything_inside_a_page(
    part, browser, tmp_path
):
    made = geo.embed(part, "kk", host=SITE)
    files = made.files("my water.html")
    for name, text in {**files, "kzuz-size.js": made.size_script()}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert list(files) == ["my water.html", "my water.css", "my water.js"]
    assert not re.search(
        r"<style|<script(?! type=\"application/octet-stream\"| src=)|\sstyle=|\son\w+=", files["my water.html"]
    )
    snippet = without(made.sized(f"{MAPS}/my%20water.html", "kzuz-size.js"), "style")
    (tmp_path / "host.html").write_text(host_page(snippet), encoding="utf-8")
    served = {
        SITE: Served(tmp_path, {"content-security-policy": STRICT_HOST}),
        MAPS: Served(tmp_path, {"content-security-policy": STRICT_MAPS}),
    }
    with sites(browser, served, viewport={"width": 816, "height": 900}) as host:
        host.page.goto(f"{SITE}/host.html")
        [frame] = host.map_frames()
        assert frame.get_attribute("html", "lang") == "kk"
        assert frame.locator("[data-id][data-sector=water]").count() > 2
        assert frame.evaluate("() => getComputedStyle(document.querySelector('.app')).display") == "grid"
        host.page.wait_for_function("() => document.querySelector('iframe').height === '500'")
        assert host.page_errors == host.messages == host.outside == []
