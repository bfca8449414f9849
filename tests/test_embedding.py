"""A page for other people holds what was asked for, looks as its author wishes, and keeps his words as words."""

import json
import re
from html import escape, unescape

import pytest
from conftest import DATA, payload_of
from markdown_it import MarkdownIt

import geo
from geo import link
from geo.embedding import Look, stem, write_embed
from geo.embeds import Note, Picture
from geo.embeds.own_words import LONGEST_NOTE, MOST_NOTES
from geo.formats import PAGE_STYLES
from geo.render.payload import MOST_IN_EVERY_LANGUAGE
from geo.selection import BadSelection, select
from geo.slicing import Asked
from geo.vocabulary import LANGUAGES, THEMES

MOST_BYTES = 330_000
HOSTILE = "</script><script>alert(1)</script>{{ 7*7 }}<img src=x onerror=alert(1)>\"'&"
LINK = "index.html#lang=uz&off=energy,health&status=planned,agreed&time=2025&map=7/41.3/69.3&tab=list&open=jizzakh-npp"


def ids(atlas) -> set[str]:
    return {id_ for frame in atlas.layers().values() for id_ in frame["id"]}


def held(page: str) -> set[str]:
    return set(payload_of(page)["features"]["cols"]["id"])


def written(run, folder, *arguments):
    """What the command prints, and the page it wrote."""
    said = run("embed", "--data", DATA, "--out", folder, *arguments)
    assert said.code == 0, said.err
    [source] = re.findall(r'<iframe src="([^"]+)"', said.out)
    return said, (folder / unescape(source).rpartition("/")[2]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (["--theme", "water", "--status", "planned"], {"theme": "water", "status": "planned"}),
        (["--near", "zhibek-zholy-gishtkoprik", "--km", "60"], {"near": "zhibek-zholy-gishtkoprik", "km": 60}),
        (["--words", "сауда", "--since", "2025-11"], {"words": "сауда", "since": "2025-11"}),
    ],
)  # fmt: skip
def test_a_page_holds_the_slice_that_was_asked_for(run, enriched, tmp_path, arguments, asked):
    _, page = written(run, tmp_path, *arguments)
    assert held(page) == ids(select(enriched, **asked)) != set()


def test_the_link_of_a_page_gives_the_same_slice_view_date_and_language(run, enriched, tmp_path):
    _, page = written(run, tmp_path, "--link", LINK)
    assert held(page) == ids(select(enriched, link.read_link(enriched, LINK).asked)) != set()
    content = payload_of(page)
    assert content["lang"] == "uz"
    assert content["author"] == {"link": "map=7/41.3/69.3&time=2025"}, "what is not in the slice cannot be opened"


def test_files_are_called_by_what_was_asked_and_no_slice_takes_the_place_of_another(tmp_path):
    assert stem(Asked(), "kk") == "embed-all-kk"
    assert stem(Asked({"sector": ["energy"], "status": ["planned"]}), "fr") == "embed-energy-planned-fr"
    others = [Asked({"since": "2025"}), Asked({"since": "2026"}), Asked(link="#q=x"), Asked({"ids": ["a"]}), Asked()]
    assert len({stem(asked, "en") for asked in others}) == len(others)
    own = write_embed(DATA, tmp_path / "mine.html", Asked({"sector": ["health"]}), Look())
    assert (own.paths, 'src="mine.html"' in own.snippet) == ([tmp_path / "mine.html"], True)


def test_an_authors_words_cross_as_data_and_are_nowhere_else_but_in_the_title(enriched):
    made = geo.embed(select(enriched, sector="health"), notes=[Note(HOSTILE, 69.28, 41.31)], title="{{ 7*7 }} <b>")
    assert payload_of(made.page)["author"] == {"title": "{{ 7*7 }} <b>", "notes": [[HOSTILE, 69.28, 41.31]]}
    assert "alert(1)" not in made.page
    assert re.findall("<title>.*</title>", made.page) == ["<title>{{ 7*7 }} &lt;b&gt;</title>"]
    assert made.iframe("a b.html").startswith('<iframe src="a b.html" title="{{ 7*7 }} &lt;b&gt;"')


def test_a_page_opens_where_its_author_wants_and_without_the_picture_of_another_view(enriched):
    part = select(enriched, sector="health")
    assert 'id="kzuz-picture"' in geo.embed(part).page
    near = geo.embed(part, bounds=(66, 40, 70, 43))
    assert payload_of(near.page)["author"] == {"bounds": [66, 40, 70, 43]}
    assert 'id="kzuz-picture"' not in near.page
    assert payload_of(geo.embed(part, bounds=(66, 40, 70, 43), zoom=7).page)["author"] == {
        "link": "map=7/41.5000/68.0000"
    }


def test_a_page_is_dark_or_light_as_its_author_says_else_as_the_reader_has_it(enriched):
    part = select(enriched, sector="health")
    schemes = {}
    for style in PAGE_STYLES:
        page = geo.embed(part, style=style).page
        [schemes[style]] = re.findall('<meta name="color-scheme" content="(.*)">', page)
        asks = "prefers-color-scheme" in page
        assert asks == (style == "auto")
    assert schemes == {"auto": "light dark", "light": "light", "dark": "dark"}


def test_the_look_of_a_page_is_no_theme_of_the_atlas(run, tmp_path):
    assert not set(PAGE_STYLES) & set(THEMES)
    _, page = written(run, tmp_path, "--theme", "people", "--theme", "dark")
    assert '<meta name="color-scheme" content="dark">' in page
    assert held(page) == ids(select(geo.load(DATA), theme="people"))
    said = run("embed", "--data", DATA, "--out", tmp_path, "--theme", "dark", "--style", "light")
    assert (said.code, said.out) == (2, "")
    assert "dark, light" in said.err


def test_all_that_cannot_be_is_named_at_once_in_the_readers_language_and_nothing_is_written(run, tmp_path):
    notes = ["--note", "no place", "--note", "text @ nowhere"]
    said = run("embed", "--data", DATA, "--out", tmp_path, "--bounds", "1,2", *notes)
    assert (said.code, said.out) == (2, "")
    assert [word in said.err for word in ("--bounds 1,2", "no place", "nowhere")] == [True] * 3
    assert list(tmp_path.iterdir()) == []
    long = [Note("x" * (LONGEST_NOTE + 1), 69, 41)] * (MOST_NOTES + 1)
    with pytest.raises(BadSelection) as refused:
        geo.embed(geo.load(DATA), title=" ", zoom=99, notes=[*long, Note("here", float("nan"), 41)])
    keys = {problem.key for problem in refused.value.problems}
    assert keys == {"embed.title", "embed.zoom", "embed.notes", "embed.note_length", "figure.note"}
    for lang in LANGUAGES:
        assert "{" not in refused.value.text(lang)


PICTURE = Picture("a picture.svg", 'x](y) *b* <i> "q" | $1$', 1280, 720)


@pytest.fixture(scope="module")
def made(enriched):
    """A page whose title is markup to every form it is shown in."""
    return geo.embed(select(enriched, sector="health"), title="*T* [a](b) <b>{{ 7*7 }}</b>")


def test_a_frame_with_its_page_inside_is_that_page_and_no_template(made):
    [held] = re.findall(r'srcdoc="([^"]*)"', made.inline())
    assert "{" not in held
    assert unescape(held) == made.page
    # What is made of a notebook is printed by a program that does not scroll.
    assert made._repr_html_() == made.inline().replace('loading="lazy" ', "", 1)
    assert "lazy" not in made._repr_html_().partition("srcdoc")[0]


def test_no_address_breaks_out_of_a_frame_or_of_what_stands_beside_it(made):
    breaking = '"><script>alert(1)</script>'
    shown = [
        made.iframe(breaking),
        made.sized(breaking, breaking),
        made.iframe(breaking, PICTURE._replace(source=breaking)),
    ]
    assert all(escape(breaking) in one and breaking not in one for one in shown)


def test_in_markdown_a_map_is_a_picture_that_leads_to_it_and_its_words_are_words(made):
    html = MarkdownIt().render(made.markdown("my map.html", PICTURE))
    [link, image] = re.findall(r'<a href="([^"]*)"><img src="([^"]*)"', html)[0]
    assert (link, image) == ("my%20map.html", "a%20picture.svg")
    assert unescape(re.findall('alt="([^"]*)"', html)[0]) == PICTURE.alt
    assert f"<em>{escape(made.title)}</em>" in html


def test_in_quarto_the_frame_is_for_screens_and_the_picture_for_all_else(made):
    text = made.quarto("map.html", PICTURE)
    on_screen, elsewhere = text.split('::: {.content-visible unless-format="html"}')
    assert made.iframe("map.html") in on_screen
    assert "```{=html}" in on_screen
    assert "<iframe" not in elsewhere
    assert re.search(r'!\[.*\]\(<a picture.svg>\)\{fig-alt="[^"]*"\}', elsewhere)


def test_an_oembed_answer_is_found_from_the_page_and_holds_its_frame(run, tmp_path):
    at = "https://report.example/maps/"
    said, page = written(run, tmp_path, "--sector", "health", "--oembed", "--at", at, "--picture", "svg")
    [address] = re.findall('<link rel="alternate" type="application/json\\+oembed" href="([^"]*)"', page)
    assert address == f"{at}embed-health-en.oembed.json"
    assert address in said.out
    answer = json.loads((tmp_path / "embed-health-en.oembed.json").read_text(encoding="utf-8"))
    assert (answer["type"], answer["version"]) == ("rich", "1.0")
    assert f'<iframe src="{at}embed-health-en.html"' in answer["html"]
    assert answer["thumbnail_url"] == f"{at}embed-health-en.svg"
    assert (tmp_path / "embed-health-en.svg").stat().st_size > 10_000


@pytest.mark.parametrize("arguments", [["--at", "maps/"], ["--oembed"], ["--resize", "https://a.example/page"]])
def test_an_address_that_cannot_be_is_refused_with_how_it_is_written(run, tmp_path, arguments):
    said = run("embed", "--data", DATA, "--out", tmp_path, "--sector", "health", *arguments)
    assert (said.code, said.out) == (2, "")
    assert "https://report.example" in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_of_any_theme_fits_its_budget(enriched, theme):
    assert len(geo.embed(select(enriched, theme=theme), "kk").page.encode()) <= MOST_BYTES


def test_of_many_things_all_but_names_is_told_once_as_a_reader_of_the_pages_language_sees_it(enriched):
    part = select(enriched, theme="transport")
    assert sum(len(frame) for frame in part.layers().values()) > MOST_IN_EVERY_LANGUAGE
    content = payload_of(geo.embed(part, "kk").page)
    texts = [
        [content["texts"].get(lang, {n: None})[n] for lang in LANGUAGES] for n in range(len(content["texts"]["kk"]))
    ]
    assert {sum(map(bool, told)) for told in texts} == {1}
    assert sum(bool(told[LANGUAGES.index("kk")]) for told in texts) > 0.9 * len(texts)
    names = content["features"]["cols"]
    assert all(sum(map(bool, names[f"name_{lang}"])) > 50 for lang in ("en", "fr", "ru"))
    assert content["shares"]["kk"] > 90 > max(content["shares"][lang] for lang in ("en", "fr", "ru", "uz"))


@pytest.mark.parametrize(("argument", "value"), [("lang", "xx"), ("style", "print")])
def test_a_language_or_style_that_is_none_is_refused(atlas, argument, value):
    with pytest.raises(ValueError, match=value):
        geo.embed(atlas, **{argument: value})
