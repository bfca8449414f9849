"""Tables count every feature once for each group it is in, and add up only costs that are costs."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from conftest import ROOT, payload_of
from factories import atlas_of, event, parts

from geo import summary, vocabulary
from geo.model import LAYERS
from geo.render.payload import payload
from geo.render.static_table import static_section
from geo.summary import COSTED, COUNTED, Read, read_up_to, summarise, texts_by_language, totals
from geo.vocabulary import BYS, LANGUAGES

sys.path.insert(0, str(ROOT))
import hatch_build


def counted(atlas):
    return [(name, row) for name in COUNTED for row in getattr(atlas, name).to_dict("records")]


@pytest.mark.parametrize("by", ["sector", "status"])
def test_every_counted_feature_is_in_one_group(atlas, by):
    table = summarise(atlas, by).set_index(by)
    rows = counted(atlas)
    assert table["features"].sum() == len(rows)
    for word, group in table.iterrows():
        mine = [(name, row) for name, row in rows if row[by] == word]
        costs = [row["cost_usd"] for name, row in mine if name in COSTED and row["cost_usd"] == row["cost_usd"]]
        assert group["features"] == len(mine)
        assert group["located"] == sum(row["geometry"] is not None for _, row in mine)
        assert group["cost_usd"] == pytest.approx(sum(costs))
        assert group["costed"] == len(costs)


def test_regions_are_counted_as_the_filter_of_the_page_counts_them(atlas, page, tmp_path):
    bundle = tmp_path / "region_counts.mjs"
    options = ("--bundle", "--platform=node", "--format=esm", "--log-level=error", f"--outfile={bundle}")
    hatch_build.npm(ROOT, "exec", "--", "esbuild", "test/region_counts.ts", *options)
    asked = json.dumps({"payload": payload_of(page), "kinds": [layer.kind for layer in LAYERS if layer.counted]})
    node = shutil.which("node", path=hatch_build.node_commands()[1]["PATH"])
    done = subprocess.run([node, bundle], input=asked, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    table = summarise(atlas, "region").set_index("region")["features"].to_dict()
    assert len(table) > 20
    assert {code: n for code, n in json.loads(done.stdout).items() if n} == table


def test_a_crossing_counts_where_its_posts_are_and_an_agreement_where_it_applies(tmp_path):
    whole = parts()
    whole["border_crossings"][0]["properties"]["admin1"] = ["KZ-61"]
    whole["agreements"][0]["properties"]["applies_to"] = ["KZ", "UZ-SA"]
    table = summarise(atlas_of(tmp_path / "data", whole), "region").set_index("region")["features"]
    assert table.to_dict() == {"": 3, "KZ-61": 3, "UZ-SA": 1, "UZ-SI": 1, "UZ-TK": 1}


def test_the_year_is_that_of_the_first_dated_event(tmp_path):
    whole = parts()
    whole["sites"][1]["properties"]["events"] = [event("2021-03/2022"), event("2020-12", "opening"), event(None)]
    table = summarise(atlas_of(tmp_path / "data", whole), "year").set_index("year")["features"]
    assert table.to_dict() == {"": 6, "2020": 1, "2023": 1}


def test_groups_stand_in_the_order_of_the_closed_lists(atlas):
    for by, words in (("sector", vocabulary.SECTORS), ("status", vocabulary.STATUSES)):
        found = summarise(atlas, by)[by].tolist()
        assert found == [word for word in words if word in found]


def test_agreements_restate_totals_so_their_sums_are_left_out(atlas):
    before = summarise(atlas, "sector")["cost_usd"].sum()
    dear = replace(atlas, agreements=atlas.agreements.assign(cost_usd=1e12))
    assert summarise(dear, "sector")["cost_usd"].sum() == before


def test_stations_are_places_on_a_drawing_and_not_counted(atlas):
    assert "rail_stations" not in COUNTED
    without = replace(atlas, rail_stations=atlas.rail_stations.iloc[:0])
    assert summarise(without, "status").equals(summarise(atlas, "status"))


@pytest.mark.parametrize("by", [by for by in BYS if by != "language"])
def test_an_empty_atlas_gives_an_empty_table(atlas, by):
    bare = replace(atlas, **{name: frame.iloc[:0] for name, frame in atlas.layers().items()})
    table = summarise(bare, by)
    assert len(table) == 0
    assert table.columns.tolist() == [by, "features", "located", "cost_usd", "costed"]


@pytest.mark.parametrize("by", BYS)
def test_summarising_changes_nothing_and_computed_columns_make_no_difference(atlas, enriched, by):
    before = {name: list(frame.columns) for name, frame in atlas.layers().items()}
    assert summarise(atlas, by).equals(summarise(enriched, by))
    assert {name: list(frame.columns) for name, frame in atlas.layers().items()} == before


def test_totals_count_rows(atlas):
    found = totals(atlas)
    assert found["sites"] == len(atlas.sites)
    assert found["rail_stations"] == len(atlas.rail_stations)
    assert found["observations"] == len(atlas.observations)
    assert found["sources"] == len(atlas.sources)
    assert summary.flatten(atlas)["id"].is_unique


def test_a_site_read_later_does_not_re_date_what_was_not_read(tmp_path):
    whole = parts()
    before = atlas_of(tmp_path / "before", whole)
    whole["sites"][0]["properties"]["checked"] = "2026-11-26"
    after = atlas_of(tmp_path / "after", whole)
    assert read_up_to(before.layers().values()) == Read("2026-03", "2026-03", "2026-03")
    assert read_up_to(after.layers().values()) == Read("2026-03", "2026-03", "2026-11-26")
    assert "Most sources read up to March 2026 (oldest March 2026, newest 26 November 2026)" in static_section(after)


def test_a_page_of_one_sector_tells_up_to_when_its_own_sources_were_read(tmp_path):
    whole = parts()
    whole["sites"][0]["properties"] |= {"checked": "2026-11-26", "sector": "industry"}
    atlas = atlas_of(tmp_path / "data", whole)
    assert payload(atlas)["read"][2] == "2026-11-26"
    assert payload(atlas, sector="industry")["read"] == ("2026-11-26",) * 3
    assert payload(atlas, sector="transport")["read"] == ("2026-03",) * 3
    assert "Sources read up to March 2026<" in static_section(atlas, sector="transport")


def test_the_middle_of_an_even_number_of_dates_is_the_earlier_one(tmp_path):
    frame = atlas_of(tmp_path / "data", parts()).sites.head(1)
    dated = [frame.assign(checked=date) for date in ("2026-11", "2025-06", "2026-02", "2026-03")]
    assert read_up_to(dated) == Read("2025-06", "2026-02", "2026-11")
    assert read_up_to([]) is None


def test_the_share_of_a_language_counts_every_text_and_the_page_says_the_same(tmp_path):
    whole = parts()
    site = whole["sites"][0]["properties"]
    site.pop("precision_basis", None)
    before = summary.summarise(atlas_of(tmp_path / "before", whole), "language").set_index("language")
    assert "name_kk" not in site
    site |= {"name_kk": "Зауыт", "precision_basis": "Read off a map."}
    atlas = atlas_of(tmp_path / "after", whole)
    after = summary.summarise(atlas, "language").set_index("language")
    grown = (after - before)[["names", "texts"]].loc[["en", "kk", "uz"]].to_numpy().tolist()
    assert grown == [[0, 1], [1, 1], [0, 0]]
    assert after["share"].between(0, 100).all()
    assert payload(atlas)["shares"] == after["share"].to_dict()


def test_a_phrase_in_a_language_is_a_text_in_that_language(atlas):
    bare = texts_by_language({layer.kind: getattr(atlas, layer.name) for layer in LAYERS}, atlas.observations)
    told = summarise(atlas, "language").set_index("language")["texts"]
    gained = {lang: told[lang] - bare.texts[lang] for lang in LANGUAGES}
    assert gained.pop("en") == 0
    assert min(gained.values()) > 500


def test_a_reader_of_any_language_reads_the_shipped_atlas_in_it(atlas):
    told = summarise(atlas, "language").set_index("language")
    assert told["names"].nunique() == 1
    assert told["share"].min() >= 95


# Thousands are parted by a comma in English and by a space elsewhere; decimals by a point and by a comma.
FIGURE = re.compile(r"\d+(?:[\s,]\d{3}(?!\d))*(?:[.,]\d+)?")
WORD = re.compile(r"[^\W\d_]+")


def figures(text: str, lang: str) -> list[str]:
    parts, decimal = (r"[\s,](?=\d{3}(?!\d))", ".") if lang == "en" else (r"\s(?=\d{3}(?!\d))", ",")
    return sorted(re.sub(parts, "", found).replace(decimal, ".") for found in FIGURE.findall(text))


@pytest.mark.parametrize("lang", ["fr", "ru"])
def test_a_phrase_says_the_same_figures_in_each_language_and_keeps_to_one_script_in_a_word(atlas, lang):
    told = [(phrase.text_en, own) for phrase in atlas.phrases if (own := getattr(phrase, f"text_{lang}"))]
    assert len(told) > 1_000
    assert [own for text, own in told if figures(text, "en") != figures(own, lang)] == []
    words = {word for _, own in told for word in WORD.findall(own)}
    assert [word for word in words if re.search("[a-z]", word, re.I) and re.search("[а-я]", word, re.I)] == []
