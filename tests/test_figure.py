"""A figure shows all it was asked to, in letters that are there, in forms that need no colour, the same every time."""

import hashlib
import io
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from html import escape
from pathlib import Path
from xml.etree import ElementTree as Xml

import pypdf
import pytest
from drawings import SVG, fonts_of, pdf_alternatives, pdf_words, words
from PIL import Image
from pyproj import Proj

import geo
from geo import extras, i18n
from geo.figures import Note
from geo.figures.letters import width, wrapped
from geo.figures.look import STATIC
from geo.figures.projection import Box, fit, outline_of
from geo.vocabulary import LANGUAGES

ROOT = Path(__file__).parents[1]
LETTERS = (ROOT / "tests/cases/embed/pismena.txt").read_text(encoding="utf-8").strip()
HOSTILE = (
    '{{7*7}} #eval("1") $x$ #read("/etc/passwd")',
    "</text></svg><script>alert(1)</script>",
    "<!-- ]]> &lt;b&gt; &amp; &#65;",
    '" onload=alert(1) \' x="',
    '\\u{41} @label *bold* _it_ `raw` [#image("x")]',
)


@pytest.fixture(scope="module")
def part(enriched):
    """A slice with points, lines and what has no place."""
    return geo.select(enriched, sector=["water", "energy"])


@pytest.fixture(scope="module")
def made(part):
    """Its figure."""
    return geo.figure(part)


# Case `figure-letters`.


def test_every_letter_of_the_five_languages_comes_out_in_svg_pdf_and_png(part):
    figure = geo.figure(part, title=LETTERS)
    assert LETTERS in words(figure.svg)
    content = figure.pdf()
    assert LETTERS in pdf_words(content)
    picture = Image.open(io.BytesIO(figure.png(96)))
    assert picture.size == (1123, 794)
    assert picture.convert("RGBA").getchannel("A").getextrema() == (255, 255)


def test_the_letters_of_a_pdf_are_embedded_as_outlines(part):
    fonts = fonts_of(geo.figure(part, title=LETTERS, lang="kk").pdf())
    assert fonts
    for font in fonts:
        assert font["/Subtype"] != "/Type3"
        [inner] = font["/DescendantFonts"]
        descriptor = inner.get_object()["/FontDescriptor"]
        assert "NotoSans" in descriptor["/FontName"]
        assert any(key in descriptor for key in ("/FontFile2", "/FontFile3"))


def test_the_font_has_every_letter_that_the_atlas_and_its_words_are_written_in(atlas):
    known = {letter for letter in map(chr, range(0x2300)) if width(letter, 1) != 1.0} | set("—…")
    said = {letter for lang in LANGUAGES for text in i18n.catalogues()[lang]["messages"].values() for letter in text}
    named = {
        letter
        for frame in atlas.layers().values()
        for lang in LANGUAGES
        for name in frame[f"name_{lang}"].dropna()
        for letter in name
    }
    assert {letter for letter in (named | set(LETTERS)) - known if letter.isprintable()} == set()
    assert {letter for letter in said - known if letter.isalpha()} == set()
    assert "SIL OPEN FONT LICENSE" in (STATIC / "OFL.txt").read_text(encoding="utf-8").upper()


# Case `export-same-bytes`.


def test_the_same_atlas_makes_the_same_bytes_on_another_day_and_in_another_process(part, made, monkeypatch):
    first = (made.svg, made.pdf(), made.png(96))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    again = geo.figure(part)
    assert (again.svg, again.pdf(), again.png(96)) == first
    code = (
        "import geo, hashlib\n"
        f"part = geo.select(geo.enrich(geo.load({str(ROOT / 'data')!r})), sector=['water', 'energy'])\n"
        "print(hashlib.sha256(geo.figure(part).svg.encode()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONHASHSEED": "7"}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(made.svg.encode()).hexdigest()


# What readers of other kinds get.


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_figure_says_what_it_shows_in_its_language(part, lang):
    figure = geo.figure(part, lang)
    root = Xml.fromstring(figure.svg.encode())
    assert root.get("lang") == lang
    assert root.findtext(f"{SVG}title") == figure.title
    assert (root.findtext(f"{SVG}desc") or "").startswith(figure.alt)
    assert f'alt="{escape(figure.alt)}"' in figure._repr_html_()
    assert i18n.message("sector.water", lang) in figure.alt
    assert i18n.message("status.operational", lang) in figure.alt
    assert "{" not in figure.text
    assert not re.search(r"\b(figure|legend|sector|precision|about)\.\w", words(figure.svg) + figure.text)
    assert "ODbL" in words(figure.svg)
    assert "OpenStreetMap" in words(figure.svg)


def test_a_pdf_is_tagged_and_has_title_language_and_the_picture_in_words(part):
    figure = geo.figure(part, "kk")
    content = figure.pdf()
    root = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert root["/Lang"] == "kk"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert pypdf.PdfReader(io.BytesIO(content)).metadata.title == figure.title
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()

    assert figure.alt in pdf_alternatives(content)


# Strangers' words.


def test_hostile_names_are_text_in_svg_and_pdf(part):
    sites = part.sites.copy()
    sites["name_en"] = [HOSTILE[number % len(HOSTILE)] for number in range(len(sites))]
    figure = geo.figure(replace(part, sites=sites), title=HOSTILE[0], notes=[Note(HOSTILE[1], 69.0, 41.5)])
    said = words(figure.svg)
    assert all(name in said for name in HOSTILE)
    tags = {element.tag.removeprefix(SVG) for element in Xml.fromstring(figure.svg.encode()).iter()}
    assert tags == {"svg", "title", "desc", "defs", "g", "path", "rect", "circle", "use", "text"}
    assert not [
        key for element in Xml.fromstring(figure.svg.encode()).iter() for key in element.attrib if key[:2] == "on"
    ]
    assert HOSTILE[0] in pdf_words(figure.pdf())


def test_letters_that_no_file_may_hold_are_left_out(part):
    figure = geo.figure(part, title="a\0b\x0b\ud800c\uffff")
    assert figure.title == "abc"
    assert Xml.fromstring(figure.svg.encode()).findtext(f"{SVG}title") == "abc"
    assert figure.pdf().startswith(b"%PDF")


# The ground it stands on.


@pytest.mark.parametrize(("bounds", "kind"), [((46, 37, 88, 56), "lcc"), ((68, 40, 71, 43), "tmerc")])
def test_a_map_is_conformal_and_its_scale_true_in_the_middle(bounds, kind):
    frame = fit(Box(0, 0, 800, 500), outline_of(bounds), spare=0)
    assert f"+proj={kind}" in frame.crs.srs
    middle = Proj(frame.crs.srs).get_factors((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
    assert middle.angular_distortion == pytest.approx(0, abs=1e-4)
    assert frame.km_per_unit == pytest.approx(1 / frame.scale / 1000 / middle.meridional_scale, rel=2e-3)


def test_a_text_is_broken_where_it_has_no_room():
    assert wrapped("Ташкент и область", 60, 10) == ["Ташкент и", "область"]
    assert all(width(part, 10) <= 30 for part in wrapped("неперебиваемое", 30, 10))


# The command.


def test_the_command_writes_a_picture_and_its_words(run, tmp_path):
    said = run("figure", "--sector", "water", "--lang", "ru", "--preset", "card", "--note", "Наш офис @ 41.31, 69.28",
               "--out", tmp_path, "--data", ROOT / "data")  # fmt: skip
    assert said.code == 0, said.err
    svg = (tmp_path / "kzuz-map.svg").read_text(encoding="utf-8")
    assert 'width="1200" height="630"' in svg
    assert "Наш офис" in words(svg)
    assert "Заметка автора" in words(svg)
    assert "Водные ресурсы" in (tmp_path / "kzuz-map.txt").read_text(encoding="utf-8")


def test_a_card_has_the_pixels_that_networks_want(part):
    assert Image.open(io.BytesIO(geo.figure(part, preset="card").png(96))).size == (1200, 630)


def test_bounds_and_notes_that_are_none_are_told_at_once_and_nothing_is_written(run, tmp_path):
    out = tmp_path / "map.svg"
    said = run("figure", "--bounds", "70,40,60,50", "--note", "no place", "--note", "@ 41, 69", "--out", out,
               "--data", ROOT / "data")  # fmt: skip
    assert said.code == 2
    assert "--bounds 70,40,60,50" in said.err
    assert said.err.count("a note needs words and a place") == 2
    assert not out.exists()


def test_what_is_near_is_what_the_map_shows(run, tmp_path):
    run("figure", "--near", "41.31, 69.28", "--km", "30", "--out", tmp_path, "--data", ROOT / "data")
    assert "10 km" in words((tmp_path / "kzuz-map.svg").read_text(encoding="utf-8"))


def test_without_typst_an_svg_is_made_and_a_pdf_names_what_brings_it(part, monkeypatch):
    def absent(name: str):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extras, "import_module", absent)
    figure = geo.figure(part)
    assert figure.svg
    with pytest.raises(extras.MissingPart, match=r"kzuz-atlas\[report\]"):
        figure.pdf()


PAGE = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


def test_every_command_of_the_page_on_figures_is_done(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        said = run(*shlex.split(command)[1:], "--data", ROOT / "data")
        assert said.code == 0, f"{command}\n{said.err}"
        out = tmp_path / command.rpartition(" ")[2]
        assert out.stat().st_size > 5_000
        assert out.with_suffix(".txt").is_file()
    assert len(COMMANDS) == 10
    assert set(re.findall(r"^\| `([\w, `]+)` \|", PAGE, re.MULTILINE)) >= {"column", "square", "card"}


def test_words_that_are_none_are_named(part):
    with pytest.raises(ValueError, match="preset='b5' is not known; give one of column, page"):
        geo.figure(part, preset="b5")
