"""A brief says what the data say, in words of one language, to everybody: each format is read back and asked."""

import io
import itertools
import re
import shlex
import sys
import zipfile
from base64 import b64decode
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as Xml

import pypdf
import pytest

import geo
from geo import extras, slicing
from geo.i18n import message
from geo.reports.brief import Heading, Items, Picture, Sources, Table, joined, line, lines_of, ranges
from geo.reports.contents import Asked, brief_of
from geo.reports.goals import measured
from geo.reports.office import pandoc
from geo.reports.office.widths import wide_enough
from geo.reports.wording import Words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
LAST_DAY = (2026, 3, 31, 0, 0, 0)
PAGE = Path(__file__).parents[1] / "docs" / "reports.md"
FORMATS_OF_THE_PAGE = {".html", ".pdf", ".docx", ".odt", ".pptx"}
HOSTILE = '{{7*7}} <script>alert(1)</script> #eval("1") $x$ [a](b) **c** =HYPERLINK("d") \'--\' \\e'


@pytest.fixture(scope="module")
def part(enriched):
    """A small slice with points, lines, agreements, an indicator and a name that is no markup."""
    atlas = geo.select(enriched, sector="water")
    names = [HOSTILE if nth == 0 else name for nth, name in enumerate(atlas.sites["name_fr"])]
    partners = [[f"{HOSTILE}\x0b"]] * len(atlas.sites)  # with a letter that no XML may hold
    return replace(atlas, sites=atlas.sites.assign(name_fr=names, partners=partners))


@pytest.fixture(scope="module")
def brief(part):
    return brief_of(Asked(part, "fr", "2025-11"))


@pytest.fixture(scope="module")
def whole(enriched):
    return brief_of(Asked(enriched, "kk"))


def blocks(brief, kind):
    return [block for block in brief.blocks if isinstance(block, kind)]


def test_headings_go_down_one_level_at_a_time(whole):
    levels = [0, *(block.level for block in blocks(whole, Heading))]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert len(levels) > 12


def test_every_source_that_is_cited_has_its_number_in_the_order_in_which_they_come(whole):
    told = [id_ for block in whole.blocks for one in lines_of(block) for run in one for id_ in run.cites]
    assert list(whole.numbers) == list(dict.fromkeys(told))
    assert list(whole.numbers.values()) == list(range(1, len(whole.numbers) + 1))
    [sources] = blocks(whole, Sources)
    assert len(sources.lines) == len(whole.numbers) > 500


def test_every_table_has_a_heading_and_a_width_for_each_column_and_rows(whole):
    for table in blocks(whole, Table):
        assert table.rows
        assert {len(table.heads), len(table.widths), *map(len, table.rows)} == {len(table.heads)}
        assert all(head.strip() for head in table.heads)
        assert sum(table.widths) == pytest.approx(1)
    numbers = [table.number for table in blocks(whole, Table)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_everything_of_the_atlas_is_in_the_whole_brief_by_name(enriched, whole):
    told = {"".join(run.text for run in cell) for block in blocks(whole, Table) for row in block.rows for cell in row}
    places_on_a_drawing = {"station"}
    names = [
        entry.thing.name for entry in Words(enriched, "kk").entries if entry.thing.layer.kind not in places_on_a_drawing
    ]
    assert [name for name in names if name not in told] == []


def test_a_text_that_stands_in_says_its_language(whole):
    langs = {run.lang for block in whole.blocks[:-1] for one in lines_of(block) for run in one} - {None}
    assert "kk" not in langs
    assert langs <= {"en", "fr", "ru", "uz"}


def test_the_distance_to_a_target_is_of_one_reporter_and_periods_of_one_length(enriched):
    found = {one.entry.thing.id: one.goal for one in measured(Words(enriched, "en")) if one.goal}
    trade = found["bilateral-trade-series"]
    assert (trade.latest.row["reporter"], trade.latest.row["value"]) == ("Uzbekistan statistics", 4.97)
    assert trade.share == pytest.approx(0.497)
    # A target for a day is none for a year.
    assert "rail-freight" not in found


def test_what_changed_begins_at_the_date_asked_for_and_tells_no_promise(brief):
    heading = message("report.changed", "fr", period="novembre 2025 – mars 2026")
    [at] = [
        nth for nth, block in enumerate(brief.blocks) if isinstance(block, Heading) and block.line[0].text == heading
    ]
    table = brief.blocks[at + 1]
    dates = [row[0][0].text for row in table.rows]
    assert dates
    assert not [date for date in dates if re.search(r"20(1\d|2[0-4])", date)]
    assert message("event.target", "fr") not in {row[2][0].text for row in table.rows}


@pytest.mark.parametrize(
    ("widths", "least", "given"),
    [
        ((0.5, 0.5), (0.2, 0.3), (0.5, 0.5)),
        ((0.5, 0.3, 0.2), (0.1, 0.2, 0.4), (0.34, 0.26, 0.4)),
        ((0.5, 0.5), (0.4, 0.9), (0.4, 0.6)),
    ],
)
def test_a_column_is_as_wide_as_its_longest_word_as_far_as_others_can_spare_it(widths, least, given):
    assert wide_enough(widths, least) == pytest.approx(given)


def test_no_sentence_ends_twice_and_numbers_in_a_row_are_told_as_one():
    assert (
        "".join(run.text for run in joined([line("It is so."), line("Is it?"), line("Yes")], ". "))
        == "It is so. Is it? Yes"
    )
    assert ranges([4, 1, 2, 3, 9]) == [(1, 4), (9, 9)]


class Page(HTMLParser):
    """What a reader's program finds in a page: elements with attributes, and the text of all."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attributes) -> None:
        self.found.append((tag, dict(attributes)))

    def handle_data(self, data) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.found if name == tag]


def test_the_page_asks_for_nothing_and_says_what_each_thing_is(part, brief):
    made = geo.report(part, "html", "fr", since="2025-11")
    assert made == geo.report(part, "html", "fr", since="2025-11")
    page = Page(made.decode())
    assert page.all("html")[0]["lang"] == "fr"
    assert all(image["alt"] and image["src"].startswith("data:image/svg+xml;base64,") for image in page.all("img"))
    assert len(page.all("img")) == len(blocks(brief, Picture))
    assert len(page.all("caption")) == len(page.all("thead")) == len(blocks(brief, Table))
    assert not page.all("script")
    assert not page.all("link")
    assert {attributes.get("scope") for attributes in page.all("th")} == {"col", "row"}
    anchors = {attributes["id"] for _, attributes in page.found if attributes.get("id")}
    assert {address["href"][1:] for address in page.all("a") if address["href"].startswith("#")} <= anchors
    assert HOSTILE in page.text


def test_the_page_opens_with_the_network_refused(part, offline_page, tmp_path):
    path = tmp_path / "brief.html"
    path.write_bytes(geo.report(part, "html", "fr"))
    page = offline_page.open(path, ready=False)
    assert page.evaluate("document.querySelector('img').naturalWidth") > 300
    assert page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == "collapse"


def pdf_text(content: bytes) -> str:
    return " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def test_the_pdf_is_tagged_in_its_language_and_holds_names_as_they_are(part):
    made = geo.report(part, "pdf", "fr", since="2025-11", archival=True)
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part" in metadata
    assert "pdfaid:part" in metadata
    assert "".join(HOSTILE.split()) in "".join(pdf_text(made).split())
    kinds = _structure(reader.trailer["/Root"]["/StructTreeRoot"])
    assert {"/Title", "/H1", "/H2", "/Table", "/THead", "/TH", "/TD", "/Figure", "/L", "/Link"} <= kinds


def _structure(node) -> set:
    found, waiting = set(), [node]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            found.add(one.get("/S"))
            waiting += [one["/K"]] if "/K" in one else []
    return found


def xml_of(made: bytes, name: str) -> Xml.Element:
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        assert {entry.date_time for entry in held.infolist()} <= {(1980, 1, 1, 0, 0, 0), LAST_DAY}
        return Xml.fromstring(held.read(name))


def test_the_word_document_has_styles_alt_texts_repeated_heads_and_languages(part, brief):
    made = geo.report(part, "docx", "fr", since="2025-11")
    assert made == geo.report(part, "docx", "fr", since="2025-11")
    body, styles, core = (xml_of(made, name) for name in ("word/document.xml", "word/styles.xml", "docProps/core.xml"))
    tables = body.findall(f".//{W}tbl")
    assert len(tables) == len(blocks(brief, Table)) == len(body.findall(f".//{W}tblHeader"))
    assert len(body.findall(f".//{W}cantSplit")) == len(body.findall(f".//{W}tr"))
    used = {style.get(f"{W}val") for style in body.iter(f"{W}pStyle")}
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    assert {"Title", "Heading1", "Heading2", "TableCaption", "ImageCaption", "TableText", "Source"} <= used <= known
    assert all(len(picture.get("descr")) > 80 for picture in body.iter(f"{WP}docPr"))
    assert len(list(body.iter(f"{WP}docPr"))) == len(blocks(brief, Picture))
    [own] = styles.iter(f"{W}lang")
    assert own.get(f"{W}val") == core.findtext(f"{DC}language") == "fr"
    others = {lang.get(f"{W}val") for lang in body.iter(f"{W}lang")}
    assert "en" in others
    assert "fr" not in others
    words = "".join(run.text or "" for run in body.iter(f"{W}t"))
    assert HOSTILE in words
    assert "Tableau 1." in words
    assert words.count("Figure 1.") == 1
    anchors = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")} - {None}
    assert anchors <= {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}


def test_the_opendocument_text_has_the_same(part, brief):
    made = geo.report(part, "odt", "fr", since="2025-11")
    body, styles = (xml_of(made, name) for name in ("content.xml", "styles.xml"))
    assert len(body.findall(f".//{TABLE}table-header-rows")) == len(blocks(brief, Table))
    assert [found.text for found in body.iter(f"{SVG}desc")] == [one.figure.alt for one in blocks(brief, Picture)]
    assert {found.get(f"{FO}language") for found in styles.iter() if found.get(f"{FO}language")} == {"fr"}
    assert "en" in {found.get(f"{FO}language") for found in body.iter()}
    assert "".join(HOSTILE.split()) in "".join("".join(body.itertext()).split())
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        assert held.infolist()[0].filename == "mimetype"
        assert held.infolist()[0].compress_type == zipfile.ZIP_STORED


def test_slides_say_their_language_hold_every_table_and_keep_the_rest_in_their_notes(part, brief):
    made = geo.report(part, "pptx", "fr", since="2025-11")
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        names = held.namelist()
    shown = [xml_of(made, name) for name in names if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    beside = [xml_of(made, name) for name in names if re.fullmatch(r"ppt/notesSlides/notesSlide\d+\.xml", name)]
    assert {run.get("lang") for slide in shown for run in slide.iter(f"{A}rPr")} >= {"fr", "ru"}
    pictures = [one.get("descr") for slide in shown for one in slide.iter(f"{P}cNvPr") if one.get("descr")]
    assert len(pictures) == len(blocks(brief, Picture))
    assert all(HOSTILE in words and "data:" not in words for words in pictures)
    told = ["".join(slide.itertext()) for slide in shown]
    assert any(HOSTILE in text for text in told)
    assert [
        table for table in blocks(brief, Table) if not any(f"Tableau {table.number}." in text for text in told)
    ] == []
    rows = sum(len(list(slide.iter(f"{A}tr"))) - 1 for slide in shown if list(slide.iter(f"{A}tbl")))
    assert rows == sum(len(table.rows) for table in blocks(brief, Table)) + len(brief.numbers)
    assert sum(len("".join(slide.itertext())) for slide in beside) > 2000


def test_without_pandoc_the_one_command_that_brings_it_is_named(monkeypatch, tmp_path, part):
    monkeypatch.setattr(pandoc, "_packaged", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    pandoc.program.cache_clear()
    with pytest.raises(extras.MissingPart, match=r'pip install "kzuz-atlas\[office\]"'):
        pandoc.program()
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(extras.MissingPart, match=r'pip install "kzuz-atlas\[office\]"'):
        geo.report(part, "docx")  # what brings the one brings the other
    old = tmp_path / "pandoc"
    old.write_text("#!/bin/sh\necho pandoc 2.17.1.1\n", encoding="utf-8")
    old.chmod(0o755)
    with pytest.raises(pandoc.PandocFailed, match=r"2\.17\.1\.1"):
        pandoc.program()
    pandoc.program.cache_clear()


def test_every_command_of_the_page_runs_as_it_stands(run, tmp_path, monkeypatch, enriched):
    monkeypatch.setattr(slicing, "checked", lambda *_: enriched)  # reading the atlas is tried elsewhere
    commands = re.findall(r"^kzuz (report .+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) >= 3
    monkeypatch.chdir(tmp_path)
    for command in commands:
        said = run(*shlex.split(command), "--data", PAGE.parents[1] / "data")
        assert (said.code, said.err) == (0, ""), command
    assert {path.suffix for path in tmp_path.iterdir()} == FORMATS_OF_THE_PAGE


def test_the_map_of_a_brief_shows_what_is_near_and_a_line_of_ones_own(run, tmp_path, monkeypatch, enriched):
    monkeypatch.setattr(slicing, "checked", lambda *_: enriched)

    def map_of(*options: str) -> str:
        out = tmp_path / "border.html"
        assert run("report", "--near", "zhibek-zholy-gishtkoprik", "--km", "20", *options, "--out", str(out)).code == 0
        page = out.read_text(encoding="utf-8")
        return page + b64decode(re.findall(r"base64,([\w+/=]+)", page)[0]).decode()

    near = map_of("--note", "Our <office> @ 41.31, 69.28")
    assert "Our &lt;office&gt;" in near
    assert ">5 km<" in near
    assert ">5 km<" not in map_of("--bounds", "60,39,72,44")


def test_what_cannot_be_is_named(part, run):
    with pytest.raises(ValueError, match="file_format='doc' is not known; give one of html, pdf, docx"):
        geo.report(part, "doc")
    with pytest.raises(ValueError, match="2025-13"):
        geo.report(part, since="2025-13")
    said = run("report", "--sector", "water", "--format", "docx", "--archival", "--since", "soon", "--lang", "en")
    assert said.code == 2
    assert "soon" in said.err
    assert "--format pdf" in said.err


def test_a_slice_without_places_or_figures_is_a_brief_too(enriched):
    few = geo.select(enriched, ids=["uzbek-fdi-in-kazakhstan"])
    told = brief_of(Asked(few, "uz"))
    assert blocks(told, Sources)
    assert blocks(told, Items)
