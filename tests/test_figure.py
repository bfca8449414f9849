"""A figure shows all it was asked to, in letters that are there, in forms that need no colour, the same every time."""

import hashlib
import io
import itertools
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from html import escape
from pathlib import Path
from xml.etree import ElementTree as Xml

import numpy as np
import pypdf
import pytest
from drawings import SVG, written
from PIL import Image
from pyproj import Proj

import geo
from geo import extras, i18n
from geo.figures import Note
from geo.figures.labels import Anchor, Room, Wanted, place
from geo.figures.letters import width, wrapped
from geo.figures.look import STATIC, style_of
from geo.figures.marks import LineLook, MarkLook, definitions, line, mark
from geo.figures.projection import Box, fit, outline_of
from geo.figures.rail_strip import rail_strip
from geo.figures.things import things
from geo.formats import FIGURE_PRESETS, FIGURE_STYLES
from geo.vocabulary import GEOMETRY_KINDS, LANGUAGES, PHASES, PRECISIONS, SECTORS

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


def words(svg: str) -> str:
    """The texts of a drawing one after the other, then its description."""
    root = Xml.fromstring(svg.encode())
    texts = [element.text or "" for element in root.iter(f"{SVG}text")]
    return " ".join(" ".join([*texts, root.findtext(f"{SVG}desc") or ""]).split())


def pdf_words(content: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def fonts_of(content: bytes) -> list:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    found = []

    def look(resources) -> None:
        found.extend(font.get_object() for font in (resources.get("/Font") or {}).values())
        for inner in (resources.get("/XObject") or {}).values():
            if "/Resources" in inner.get_object():
                look(inner.get_object()["/Resources"])

    for page in pages:
        look(page["/Resources"])
    return found


def pdf_alternatives(content: bytes) -> list[str]:
    """What the pictures of a tagged PDF are for who does not see them."""

    def alternatives(node):
        node = node.get_object()
        if not isinstance(node, dict):
            return
        if "/Alt" in node:
            yield str(node["/Alt"])
        children = node.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            yield from alternatives(child)

    return list(alternatives(pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]))


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


# Nothing is dropped, nothing covers anything.


def apart(a, b) -> bool:
    return a.right <= b.x + 0.01 or b.right <= a.x + 0.01 or a.bottom <= b.y + 0.01 or b.bottom <= a.y + 0.01


def test_a_line_to_a_name_runs_over_nothing():
    room = Room(Box(0, 0, 300, 150), np.empty((0, 2)))
    # Shut in but for a gap below, too narrow for the name.
    for box in (Box(20, 20, 60, 26), Box(20, 46, 26, 8), Box(54, 46, 26, 8), Box(20, 54, 26, 24), Box(54, 54, 26, 24)):
        room.take(box)
    (found,) = place(room, [Wanted("far", "Far", (Anchor(50, 50, 3),), is_first=True)]).placed
    assert found.leader
    assert found.box.y >= 78


def test_no_name_covers_the_sign_of_a_line(enriched):
    part = geo.select(enriched, sector="energy")
    figure = geo.figure(part, "ru", "square")
    signs = [own for text, own in written(Xml.fromstring(figure.svg.encode())) if text == "?"]
    spots = [
        Box(float(own["x"]) - 3, float(own["y"]) - 8, 6, 8) for own in signs if float(own["y"]) < figure.map_box.bottom
    ]
    assert spots
    assert [(spot, box) for spot in spots for box in figure.boxes if not apart(spot, box)] == []


def test_of_many_stops_in_a_row_each_has_its_name_or_its_number_on_the_map():
    room = Room(Box(0, 0, 500, 260), np.empty((0, 2)))
    stops = [(200 + 3 * n, 100 + 2 * n) for n in range(24)]
    for x, y in stops:
        room.take(Box(x - 3, y - 3, 6, 6))
    wanted = [Wanted(str(n), f"Stop {n}", (Anchor(x, y, 3.5),), size=7.6) for n, (x, y) in enumerate(stops)]
    labels = place(room, wanted)
    assert labels.in_marks == {}
    assert {one.key for one in labels.placed} == {one.key for one in wanted}


# Every preset, language and style; few things, many, and all.
SOME = [
    (SECTORS, "en", "a4", "light"),
    (SECTORS, "fr", "card", "dark"),
    (SECTORS[:6], "ru", "column", "print"),
    (SECTORS[4:9], "kk", "16x9", "light"),
    (SECTORS[9:], "uz", "square", "print"),
    (SECTORS[7:8], "ru", "a3", "dark"),
    (("governance",), "fr", "column", "light"),
]


@pytest.mark.parametrize(("sectors", "lang", "preset", "style"), SOME)
def test_no_name_covers_another_or_leaves_the_map_and_none_is_lost(enriched, sectors, lang, preset, style):
    part = geo.select(enriched, sector=sectors)
    figure = geo.figure(part, lang, preset, style)
    boxes, frame = figure.boxes, figure.map_box
    assert [pair for pair in itertools.combinations(boxes, 2) if not apart(*pair)] == []
    for box in boxes:
        assert frame.x <= box.x
        assert frame.y <= box.y
        assert box.right <= frame.right
        assert box.bottom <= frame.bottom
    # A line may end within a word.
    said = words(figure.svg).replace(" ", "")
    assert [thing.name for thing in things(part, lang) if "".join(thing.name.split()) not in said] == []
    assert [thing.name for thing in things(part, lang) if thing.name not in figure.text] == []
    root = Xml.fromstring(figure.svg.encode())
    _, _, across, down = map(float, root.get("viewBox").split())
    for text, own in written(root):
        if own.get("text-anchor") is None and "transform" not in own:
            bold = own.get("font-weight") == "700"
            assert float(own["x"]) + width(text, float(own["font-size"]), bold=bold) <= across + 1
        assert float(own["y"]) <= down


@pytest.mark.parametrize("preset", FIGURE_PRESETS)
def test_the_whole_atlas_is_a_hundred_kilobytes_at_most(enriched, preset):
    # Cyrillic letters take two bytes each.
    assert len(geo.figure(enriched, "ru", preset).svg.encode()) <= 100_000


def test_ten_thousand_places_are_gathered_and_all_are_told(enriched):
    rows = enriched.sites.loc[enriched.sites.geometry.notna()]
    many = rows.iloc[[number % len(rows) for number in range(10_000)]].reset_index(drop=True)
    many["id"] = [f"place-{number:05d}" for number in range(10_000)]
    many["name_en"] = [f"Place {number:05d}" for number in range(10_000)]
    figure = geo.figure(replace(geo.select(enriched, kind="site"), sites=many))
    assert all(f"Place {number:05d}" in figure.text for number in range(10_000))


# Without colour.


def inked(svg: str) -> str:
    """A drawing as a poor copier has it: what is dark is black, what is light is white."""

    def ink(found: re.Match[str]) -> str:
        return "black" if sum(int(found[1][at : at + 2], 16) for at in (0, 2, 4)) < 500 else "white"

    return re.sub(r"#([0-9a-f]{6})", ink, svg)


def copied(look: MarkLook, style) -> str:
    """A mark as a poor copier has it, with what it uses in the place of its name."""
    drawn = mark(look, 0, 0, style)
    root = Xml.fromstring(definitions(style, drawn))
    defined = {part.attrib.pop("id"): Xml.tostring(part, encoding="unicode") for part in root}
    return re.sub(r'href="#([^"]+)"', lambda found: inked(defined[found[1]]), inked(drawn))


@pytest.mark.parametrize("name", FIGURE_STYLES)
def test_state_and_certainty_of_a_mark_are_seen_without_colour(enriched, name):
    style = style_of(name)
    seen = {
        (precision, phase): copied(MarkLook("disc", precision, phase, entry.color, entry.icon), style)
        for precision in PRECISIONS
        if precision != "none"
        for phase in PHASES
        for entry in enriched.sectors[:1]
    }
    assert len(set(seen.values())) == len(seen)


def test_sectors_are_told_by_their_icons_too(enriched):
    style = style_of("print")
    seen = [copied(MarkLook("disc", "exact", "running", entry.color, entry.icon), style) for entry in enriched.sectors]
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("geometry", GEOMETRY_KINDS)
def test_the_state_of_a_line_is_seen_without_colour(geometry):
    course = [[(0.0, 0.0), (200.0, 0.0)]]
    seen = {phase: inked(line(LineLook(geometry, phase, "#0b5c6b"), course, style_of("print"))) for phase in PHASES}
    assert len(set(seen.values())) == len(PHASES)


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


# The planned railway by distance.


def test_the_strip_measures_each_variant_along_what_it_follows(enriched):
    new, upgrade = rail_strip(enriched).variants
    lines = enriched.rail_lines.set_index("id")["computed_length_km"]
    assert new.km == pytest.approx(lines["hsr-turkistan-shymkent-tashkent"], abs=0.5)
    # Over the tracks in service: to Arys, to Shymkent and back, on to Tashkent.
    there = lines["trans-aral-turkistan-arys"] + 2 * lines["turksib-arys-shymkent"] + lines["trans-aral-arys-tashkent"]
    assert upgrade.km == pytest.approx(there, abs=1)
    assert [stop.id for stop in upgrade.stops if stop.is_junction] == ["arys-1", "arys-1"]


@pytest.mark.parametrize(("lang", "preset"), [*zip(LANGUAGES, FIGURE_PRESETS[:5], strict=True)])
def test_the_strip_names_every_stop_and_keeps_published_and_computed_apart(enriched, lang, preset):
    figure = geo.figure(enriched, lang, preset, kind="railway")
    assert [pair for pair in itertools.combinations(figure.boxes, 2) if not apart(*pair)] == []
    assert all(box.x >= 0 and box.right <= figure.map_box.right for box in figure.boxes)
    said = words(figure.svg)
    for stop in ("turkistan", "shymkent", "saryagash", "tashkent-central"):
        row = enriched.rail_stations.set_index("id").loc[stop]
        assert "".join(i18n.text_in(row.to_dict(), "name", lang)[0].split()) in said.replace(" ", "")
    for key in ("rail.published", "rail.computed", "rail.schematic"):
        # Where it begins a sentence it has a capital.
        assert " ".join(i18n.message(key, lang).split())[1:] in " ".join(figure.text.split())
    known = {letter for letter in said if width(letter, 1) != 1.0} | set("—…")
    assert set(said) - known - set("\u202f\xa0") == set()
    assert figure.alt in pdf_alternatives(figure.pdf())


def test_a_part_without_the_railway_says_so(run, part, tmp_path):
    with pytest.raises(ValueError, match="the planned railway is not in this part"):
        geo.figure(part, kind="railway")
    said = run("figure", "--figure", "railway", "--sector", "water", "--out", tmp_path, "--data", ROOT / "data")
    assert said.code == 2
    assert "--sector transport" in said.err
    assert list(tmp_path.iterdir()) == []


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
