"""The planned railway by distance."""

import itertools
from pathlib import Path

import pytest
from drawings import apart, pdf_alternatives, words

import geo
from geo import i18n
from geo.figures.letters import width
from geo.figures.rail_strip import rail_strip
from geo.formats import FIGURE_PRESETS
from geo.vocabulary import LANGUAGES

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def part(enriched):
    """A slice with points, lines and what has no place."""
    return geo.select(enriched, sector=["water", "energy"])


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
