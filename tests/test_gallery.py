"""The gallery: a map of each theme to take along, in five languages, made again only when something changed."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from conftest import scripts_of, styles_of
from factories import canonical, parts, write

from geo import building
from geo.errors import AtlasError
from geo.gallery import GALLERY
from geo.i18n import message
from geo.vocabulary import LANGUAGES

MOST_BYTES_OF_MAPS = 6_000_000
HOSTILE = '{{7*7}} {% raw %} " onerror=alert(1) ${1}'


@pytest.fixture(scope="module")
def maps(tmp_path_factory):
    """A folder of maps with a gallery, and its data."""
    whole = parts()
    for feature in whole["sites"]:
        feature["properties"] |= {"packages": ["summit-2025-11"], "name_en": f"{HOSTILE} {feature['properties']['id']}"}
    data = write(tmp_path_factory.mktemp("gallery") / "data", whole)
    out = data.parent / "maps"
    building.build(data, out, with_gallery=True)
    return data, out


class _Attributes(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append(dict(attrs))


def test_every_map_and_picture_the_gallery_names_is_there_and_none_besides(maps):
    _, out = maps
    elements = _Attributes((out / "gallery.html").read_text("utf-8")).found
    named = {tag[name].partition("#")[0] for tag in elements for name in ("href", "src") if name in tag}
    there = {f"{GALLERY}/{path.name}" for path in (out / GALLERY).iterdir()}
    assert named - {""} == there | {"index.html"}
    pictures = [name for name in there if name.endswith(".svg")]
    assert len(pictures) == len(LANGUAGES) * len([name for name in there if name.endswith(".html")])
    assert {"economy", "crossings", "railways", "summit-2025-11"} <= {
        name.removeprefix(f"{GALLERY}/").removesuffix(".html") for name in there
    }


def test_no_text_of_the_data_is_more_than_text_in_the_gallery(maps):
    page = (maps[1] / "gallery.html").read_text("utf-8")
    assert len(scripts_of(page)) == len(styles_of(page)) == 1
    names = {name for tag in _Attributes(page).found for name in tag}
    assert "onerror" not in names
    assert HOSTILE.replace('"', "&#34;") in page


def test_the_gallery_says_its_licence_and_credits_in_each_language(maps):
    page = unescape((maps[1] / "gallery.html").read_text("utf-8"))
    assert [lang for lang in LANGUAGES if message("about.licences", lang) not in page] == []
    assert page.count("OpenStreetMap contributors") >= len(LANGUAGES)
    assert ".. " not in "".join(re.findall("<footer>(.*?)</footer>", page))


def test_a_gallery_is_made_again_only_when_data_or_program_changed(maps):
    data, out = maps
    before = {path: path.stat().st_mtime_ns for path in (out / GALLERY).iterdir()}
    assert [path.name for path in building.build(data, out, with_gallery=True)] == ["index.html"]
    assert {path: path.stat().st_mtime_ns for path in (out / GALLERY).iterdir()} == before
    sites = data / "sites.geojson"
    sites.write_text(sites.read_text("utf-8").replace("120000000", "130000000"), "utf-8")
    assert [path.name for path in building.build(data, out, with_gallery=True)] == ["index.html", "gallery.html"]


def test_an_address_that_is_none_is_told_and_nothing_is_written(tmp_path):
    data = canonical(tmp_path / "data")
    for base in ("example.org/maps", "javascript:alert(1)", "https://example.org/?a=1", "https://a b/"):
        with pytest.raises(AtlasError, match="no address of a folder"):
            building.build(data, tmp_path / "maps", with_gallery=True, at=base)
    assert not (tmp_path / "maps").exists()


def test_the_gallery_opens_without_a_network_in_the_readers_language(maps, offline_page):
    _, out = maps
    shown = tuple((out / GALLERY).glob("*.svg"))
    page = offline_page.open(out / "gallery.html", "#lang=kk", ready=False, also=shown)
    assert page.locator("main:visible").get_attribute("lang") == "kk"
    page.wait_for_function("() => [...document.images].some((one) => one.complete && one.naturalWidth > 0)")
    page.get_by_role("link", name="Русский").click()
    page.wait_for_function("() => document.documentElement.lang === 'ru'")
    assert page.locator("main:visible").count() == 1
    page.locator("main:visible summary").first.click()
    code = page.locator("main:visible pre").first.inner_text()
    assert code.startswith(f'<iframe src="{GALLERY}/economy.html#lang=ru" title="Экономика')
