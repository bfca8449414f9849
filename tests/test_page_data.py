"""What crosses to a page is what docs/page-data.md says: a page is decoded by its tables alone."""

import json
from itertools import accumulate, pairwise, product

import pytest
import shapely
from conftest import block_of
from factories import ROOT

from geo import wire
from geo.fields import fields
from geo.history import histories
from geo.model import LAYERS
from geo.render.block import unpack
from geo.vocabulary import LANGUAGES, PAGE_FORMAT, POINT_SCALE
from geo.wire import TOLD

GUIDE = (ROOT / "docs" / "page-data.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of the guide, without its head."""
    lines = GUIDE.partition(f"## {heading}\n")[2].partition("\n## ")[0].splitlines()
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines if line[:3] == "| `"]


def spread(name: str) -> list[str]:
    return [name.replace("*", lang) for lang in LANGUAGES] if "*" in name else [name]


OF_SMALL_PAGES = {"author"}
ENTRIES = {name: block for name, block, _ in rows("Entries")}
COLUMNS = {own: (written, block) for name, written, block, _ in rows("Columns of the features") for own in spread(name)}


@pytest.fixture(scope="module")
def blocks(page):
    return {
        name: json.loads(unpack(block_of(page, id_))) for name, id_ in (("first", "kzuz-data"), ("second", "kzuz-more"))
    }


@pytest.fixture(scope="module")
def columns(blocks):
    return {name: cells for block in blocks.values() for name, cells in block["features"]["cols"].items()}


def test_each_block_holds_the_entries_that_the_guide_names_for_it(blocks):
    for name, block in blocks.items():
        assert set(block) == {entry for entry, where in ENTRIES.items() if where in (name, "both")} - OF_SMALL_PAGES
    assert {block["format"] for block in blocks.values()} == {PAGE_FORMAT}


def test_each_column_is_in_the_block_that_the_guide_names_for_it(blocks):
    for name, block in blocks.items():
        for column, cells in block["features"]["cols"].items():
            assert column in COLUMNS, f"geo/wire.py does not say how {column} crosses"
            assert COLUMNS[column][1] == name, column
            assert len(cells) == block["features"]["n"]


def test_of_very_many_features_the_first_block_has_what_draws_them():
    many = {name for name, *_, block in rows("Columns of the features") if block == "first"}
    assert many == set(wire.DRAWN)


def test_words_are_numbers_of_the_lists_that_the_guide_names(blocks, columns, enriched):
    words = blocks["first"]["words"]
    frames = [(layer, getattr(enriched, layer.name)) for layer in LAYERS]
    assert [words["kind"][code] for code in columns["kind"]] == [
        layer.kind for layer, frame in frames for _ in frame["id"]
    ]
    for name in ("sector", "status", "precision"):
        assert COLUMNS[name][0] == f"number of `words.{name}"
        assert [words[name][code] for code in columns[name]] == [word for _, frame in frames for word in frame[name]]
    for cells, ids in zip(columns["events"], columns["id"], strict=True):
        assert all(words["event"][event["kind"]] for event in cells or ()), ids


def test_positions_are_integers_of_the_degree_that_the_guide_names(columns, enriched):
    scale = int(COLUMNS["lon"][0].removeprefix("integer of 1/").removesuffix(" degree"))
    assert scale == POINT_SCALE
    geometries = [geometry for layer in LAYERS for geometry in getattr(enriched, layer.name).geometry]
    for geometry, lon, lat, line in zip(geometries, columns["lon"], columns["lat"], columns["line"], strict=True):
        if geometry is None:
            assert (lon, lat, line) == (None, None, None)
        elif geometry.geom_type == "Point":
            assert shapely.Point(lon / scale, lat / scale).distance(geometry) < 1 / scale
        else:
            decoded = [list(zip(accumulate(part[::2]), accumulate(part[1::2]), strict=True)) for part in line]
            drawn = [[(x * scale, y * scale) for x, y in part.coords] for part in shapely.get_parts(geometry)]
            for got, wanted in zip(decoded, drawn, strict=True):
                assert all(abs(a - c) < 1 and abs(b - d) < 1 for (a, b), (c, d) in zip(got, wanted, strict=True))


def test_a_history_is_turns_of_a_day_a_state_and_events(blocks, columns, enriched):
    states = blocks["first"]["words"]["state"]
    known = [turns for layer in LAYERS for turns in histories(layer, getattr(enriched, layer.name))]
    for number, turns in zip(columns["history"], known, strict=True):
        packed = blocks["second"]["histories"][number]
        unpacked = [(day, states[state], *more, *[None] * (2 - len(more))) for day, state, *more in packed]
        assert unpacked == [tuple(turn) for turn in turns]
        assert all(a[0] < b[0] for a, b in pairwise(packed))


def test_sources_are_numbers_of_the_documents_cited(blocks, columns, enriched):
    sources, texts = blocks["second"]["sources"]["id"], blocks["second"]["texts"]["en"]
    cited = [citations for layer in LAYERS for citations in getattr(enriched, layer.name)["sources"]]
    for cells, citations in zip(columns["sources"], cited, strict=True):
        assert [(sources[number], *(texts[place] for place in supports)) for number, *supports in cells] == [
            (citation["id"], *filter(None, [citation.get("supports")])) for citation in citations
        ]


def test_texts_are_numbers_of_the_one_table_in_every_language(blocks, columns, enriched):
    texts = blocks["second"]["texts"]
    assert set(TOLD) == {field.name for field in fields() if field.form == "text" and not field.name.endswith("name")}
    frames = [getattr(enriched, layer.name) for layer in LAYERS]
    for name, lang in product(TOLD, LANGUAGES):
        given = [text for frame in frames for text in frame.get(f"{name}_{lang}", [None] * len(frame))]
        assert [None if place is None else texts[lang][place] for place in columns[name]] == given
    phrases = {phrase.text_en: phrase for phrase in enriched.phrases}
    for place, basis in zip(
        columns["precision_basis"], (text for frame in frames for text in frame["precision_basis"]), strict=True
    ):
        for lang in LANGUAGES if place is not None else ():
            known = getattr(phrases.get(basis), f"text_{lang}", basis if lang == "en" else None)
            assert texts[lang][place] == known
