"""What a reader takes away: pictures that stand alone, say whose they are, and hold no markup of the data's."""

import re
import shlex
import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from interface import DESK, Interface, words

from geo.link import read_link
from geo.selection import slice_of

SVG = "{http://www.w3.org/2000/svg}"
PIXELS = {"wide": (2560, 1440), "a4": (2246, 1588), "square": (2160, 2160), "card": (1200, 630)}


def ask(page: Any, tool: str) -> Any:
    """Opens one of the tools that take something away; returns its dialog."""
    page.locator("[aria-controls=kzuz-tools]").click()
    page.locator(f"[data-tool={tool}]").click()
    return page.get_by_role("dialog")


def saved(page: Any, format_: str) -> bytes:
    with page.expect_download() as download:
        page.locator(f"[data-save={format_}]").click()
    return Path(download.value.path()).read_bytes()


def svg_saved(page: Any) -> ElementTree.Element:
    return ElementTree.fromstring(saved(page, "svg"))


def texts_of(svg: ElementTree.Element) -> str:
    return words(" ".join(" ".join(text.itertext()) for text in svg.iter(f"{SVG}text")))


def references(svg: ElementTree.Element) -> set[str]:
    """All that an element refers to, in whatever attribute."""
    found = set()
    for element in svg.iter():
        for name, value in element.attrib.items():
            if name.endswith("href"):
                found.add(value)
            found.update(re.findall(r"url\(([^)]*)\)", value))
    return found


@pytest.mark.parametrize("lang", ["en", "kk"])
def test_the_map_is_saved_as_a_drawing_that_stands_alone(page_file, offline_page, lang):
    page = offline_page.open(page_file, f"#lang={lang}", viewport=DESK)
    reader = Interface(page, lang)
    ask(page, "picture")
    svg = svg_saved(page)
    assert svg.tag == f"{SVG}svg"
    assert (svg.get("width"), svg.get("height")) == ("1280", "720")
    text = texts_of(svg)
    for part in ("page.title", "about.licences", "legend.sectors", "legend.lines"):
        assert words(reader.say(part)) in text, part
    assert "OpenStreetMap" in text
    assert "2026" in text
    assert re.search(r"\d00 (km|км)", text)
    ids = {f"#{element.get('id')}" for element in svg.iter() if element.get("id")}
    assert references(svg) <= ids
    assert not [name for element in svg.iter() for name in element.attrib if name in ("style", "class")]
    assert {element.tag for element in svg.iter()}.isdisjoint({f"{SVG}script", f"{SVG}foreignObject"})
    drawn = page.evaluate("() => [...document.querySelectorAll('path.line-core')].length")
    dashed = [path for path in svg.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    assert len(dashed) > drawn / 2


def test_a_picture_has_the_pixels_it_promises(page_file, offline_page):
    page = offline_page.open(page_file, "#lang=en", viewport=DESK)
    reader = Interface(page)
    dialog = ask(page, "picture")
    for size, pixels in PIXELS.items():
        dialog.get_by_label(reader.say("picture.size"), exact=True).select_option(size)
        png = saved(page, "png")
        assert png.startswith(b"\x89PNG")
        assert struct.unpack(">II", png[16:24]) == pixels
        assert len(png) > 50_000


def test_a_picture_leaves_the_page_as_it_was_and_is_light_on_a_dark_one(page_file, offline_page):
    page = offline_page.open(page_file, "#map=7/41.31/69.28", viewport=DESK, color_scheme="dark")
    view = """() => {
        const { lat, lng } = kzuz.map.getCenter();
        const { width, height } = kzuz.map.getContainer().getBoundingClientRect();
        return [lat.toFixed(4), lng.toFixed(4), kzuz.map.getZoom(), width, height, document.documentElement.className];
    }"""
    before = page.evaluate(view)
    dialog = ask(page, "picture")
    svg = svg_saved(page)
    assert {"#f6f1e4", "#1f2a30"} <= {element.get("fill") for element in svg.iter()}
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert page.evaluate(view) == before
    assert page.evaluate("() => document.activeElement.getAttribute('aria-controls')") == "kzuz-tools"


def test_a_picture_shows_what_the_filters_leave_and_says_so(page_file, offline_page):
    page = offline_page.open(page_file, "#lang=en&status=suspended", viewport=DESK)
    ask(page, "picture")
    text = texts_of(svg_saved(page))
    shown = len(Interface(page).shown())
    assert f"{shown} of " in text
    assert "suspended" in text


@pytest.mark.parametrize(("tab", "said"), [("topics", "Uzbekistan statistics"), ("rail", "Arys-1")])
def test_a_chart_and_the_railway_strip_are_pictures_too(page_file, offline_page, tab, said):
    page = offline_page.open(page_file, f"#lang=en&tab={tab}", viewport=DESK)
    reader = Interface(page)
    dialog = ask(page, "picture")
    what = dialog.get_by_label(reader.say("picture.what"), exact=True)
    name = words(what.locator("option").nth(1).inner_text())
    what.select_option(index=1)
    svg = svg_saved(page)
    text = texts_of(svg)
    assert name in text
    assert said in text
    assert words(reader.say("about.licences")) in text
    assert references(svg) == {"#area"}
    strokes = {element.get("stroke") for element in svg.iter(f"{SVG}path")}
    assert len(strokes - {None, "none"}) > 1


def test_a_picture_is_saved_from_a_frame_that_may_do_little(page_file, offline_page, tmp_path):
    host = tmp_path / "host.html"
    sandbox = "allow-scripts allow-downloads"
    frame = f'<iframe src="{page_file.as_uri()}" sandbox="{sandbox}" style="width: 900px; height: 600px"></iframe>'
    host.write_text(f"<!doctype html><title>host</title>{frame}", encoding="utf-8")
    page = offline_page.open(host, ready=False, also=(page_file,), viewport=DESK)
    inner = page.frames[-1]
    inner.wait_for_selector("html.kzuz-painted", state="attached")
    inner.locator("[aria-controls=kzuz-tools]").click()
    inner.locator("[data-tool=picture]").click()
    with page.expect_download() as download:
        inner.locator("[data-save=png]").click()
    assert struct.unpack(">II", Path(download.value.path()).read_bytes()[16:24]) == PIXELS["wide"]


def test_a_citation_is_read_before_it_is_copied_in_the_format_wanted(page_file, offline_page):
    page = offline_page.open(page_file, "#lang=en&open=jizzakh-npp", viewport=DESK)
    reader = Interface(page)
    dialog = ask(page, "cite")
    text = dialog.get_by_label(reader.say("cite.select"), exact=True)
    name = page.evaluate("() => kzuz.atlas.byId('jizzakh-npp').name('en').text")
    assert text.input_value().startswith(f"{name}. ")
    assert reader.say("about.licences") in text.input_value()
    # A file on this computer is no address.
    assert "file:" not in text.input_value()
    dialog.get_by_label(reader.say("cite.of"), exact=True).select_option(label=reader.say("cite.atlas"))
    assert text.input_value().startswith(reader.say("page.title"))
    formats = dialog.get_by_label(reader.say("cite.format"), exact=True)
    for label, begins in (("BibTeX", "@misc{kzuz-atlas,"), ("RIS", "TY  - ELEC"), ("CSL-JSON", "[")):
        formats.select_option(label=label)
        assert text.input_value().startswith(begins)


def test_the_code_of_a_view_shows_that_view_in_another_page(page_file, enriched, offline_page, browser):
    page = offline_page.open(page_file, "#lang=fr&q=d'eau&status=suspended&open=jizzakh-npp", viewport=DESK)
    reader = Interface(page, "fr")
    dialog = ask(page, "embed")
    code = dialog.get_by_label(reader.say("embed.code"), exact=True).input_value()
    command = dialog.get_by_label(reader.say("embed.command"), exact=True).input_value()
    program, verb, option, link = shlex.split(command)
    assert (program, verb, option) == ("kzuz", "embed", "--link")
    assert read_link(enriched, link).asked == slice_of(enriched, {"status": "suspended", "words": "d'eau"})
    assert read_link(enriched, link).lang == "fr"
    host = page_file.with_name("host.html")
    host.write_text(f'<!doctype html><meta charset="utf-8"><title>host</title>{code}', encoding="utf-8")
    context = browser.new_context(viewport=DESK, offline=True)
    shown = context.new_page()
    shown.goto(host.as_uri())
    frame = shown.frames[-1]
    frame.wait_for_selector("html.kzuz-painted", state="attached")
    assert frame.evaluate("() => [kzuz.store.get().lang, kzuz.store.get().selected]") == ["fr", "jizzakh-npp"]
    assert frame.locator(".app.is-embed").count() == 1
    context.close()


PRINT_PARTS = {
    "card": "Jizzakh",
    "charts": "Uzbekistan statistics",
    "crossings": "24/7",
    "list": "Aktau sea port",
    "sources": "https://",
}


def test_only_what_is_ticked_is_printed(page_file, offline_page):
    page = offline_page.open(page_file, "#lang=en&open=jizzakh-npp", viewport=DESK)
    reader = Interface(page)
    page.evaluate("() => { window.print = () => dispatchEvent(new Event('beforeprint')); }")
    for part in PRINT_PARTS:
        assert_printed_alone(page, reader, part)


def assert_printed_alone(page: Any, reader: Interface, part: str) -> None:
    dialog = ask(page, "print")
    for box in dialog.get_by_role("checkbox").all():
        box.set_checked(box.get_attribute("value") == part)
    reader.button("print.do", dialog).click()
    page.wait_for_selector("html.kzuz-print", state="attached")
    page.emulate_media(media="print")
    assert not page.locator(".map-area").is_visible()
    assert page.locator(".print-page").count() == 1
    assert PRINT_PARTS[part] in page.locator(f".print-page-{part}").inner_text()
    if part == "card":
        assert page.locator(".print-page-card .pill").count() == 1, "the state is on paper too"
    assert page.locator(".print-pages :is(button, select, input):visible").count() == 0
    assert "OpenStreetMap" in page.locator(".print-foot").inner_text()
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator(".map-area").is_visible()
    assert page.locator(".print-page").count() == 0


def test_a_page_is_printed_as_it_is_seen_unless_more_is_asked_for(page_file, offline_page):
    page = offline_page.open(page_file, "#lang=en&open=jizzakh-npp", viewport=DESK)
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".print-page").evaluate_all("found => found.map((one) => one.className)") == [
        "print-page print-page-card"
    ]
