"""Every word means something, every layer and field is known to the page, and what is missing is named."""

import dataclasses
import re
from typing import get_args

import pytest
from factories import ROOT

from geo import typescript, vocabulary
from geo.fields import COMPUTED, CSV, NOT_IN_CSV, OWN, UNSHOWN, fields
from geo.i18n import message
from geo.model import LAYERS, Atlas, columns
from geo.vocabulary import (
    EVENT_KINDS,
    EVENT_MEANING,
    FALLBACK,
    LANGUAGE_NAMES,
    LANGUAGES,
    PHASES,
    STATUS_MEANING,
    STATUSES,
)

WEB = ROOT / "geo" / "web" / "src"
# Fields that the page hands on in files, and says nothing of by itself.
ONLY_HANDED_ON = {"passengers_per_year", "train_pairs_per_day", "districts", "iati_exactness", "iati_precision"}


def test_every_status_and_every_kind_of_event_has_its_meaning():
    assert [word for word in STATUSES if word not in STATUS_MEANING] == [], "geo/vocabulary.py: STATUS_MEANING"
    assert [kind for kind in EVENT_KINDS if kind not in EVENT_MEANING] == [], "geo/vocabulary.py: EVENT_MEANING"
    assert set(STATUS_MEANING) == set(STATUSES)
    assert set(EVENT_MEANING) == set(EVENT_KINDS)


def test_every_status_may_follow_from_some_event():
    allowed = {status for meaning in EVENT_MEANING.values() for status in meaning.allows}
    missing = [status for status in STATUSES if status not in allowed]
    assert missing == [], "geo/vocabulary.py: no event of EVENT_MEANING allows it, so no feature may have it"


def test_what_an_event_brings_about_it_allows():
    for kind, meaning in EVENT_MEANING.items():
        assert meaning.brings is None or meaning.brings in meaning.allows, kind
        assert bool(meaning.brings) == bool(meaning.allows), kind


def test_no_two_statuses_have_the_same_place_in_a_list():
    assert sorted(meaning.use_rank for meaning in STATUS_MEANING.values()) == list(range(len(STATUSES)))


def test_every_phase_has_its_pattern_its_badge_and_its_pill():
    styles = "\n".join(path.read_text("utf-8") for path in (WEB / "css").glob("*.css"))
    for phase in PHASES:
        assert f".line-{phase}" in styles or phase == "running", f"css/lines.css: how a line is drawn that is {phase}"
        assert f".pill-{phase}" in styles or phase == "unknown", f"css/card.css: the state of a card that is {phase}"


def test_every_language_has_its_name_and_its_chain():
    assert list(LANGUAGE_NAMES) == list(LANGUAGES), "geo/vocabulary.py: LANGUAGE_NAMES"
    assert list(FALLBACK) == list(LANGUAGES), "geo/vocabulary.py: FALLBACK"


def test_the_recipe_of_the_basemap_names_places_in_every_language():
    recipe = ROOT / "data" / "basemap" / "recipe"
    named = re.search(r"^LANGUAGES = \((.*)\)$", (recipe / "inputs.py").read_text("utf-8"), re.MULTILINE)
    assert re.findall(r'"(\w+)"', named[1]) == list(LANGUAGES), "data/basemap/recipe/inputs.py: LANGUAGES"
    for table in (recipe / "names").glob("*.csv"):
        head = table.read_text("utf-8").splitlines()[0].split(",")
        missing = [lang for lang in LANGUAGES if lang not in head and f"name_{lang}" not in head]
        assert missing == [], f"data/basemap/recipe/names/{table.name}: a column for each"


def test_every_closed_list_goes_to_the_page():
    lists = {
        name
        for name, value in vars(vocabulary).items()
        if get_args(value) and all(isinstance(word, str) for word in get_args(value))
    }
    assert lists == {python for python, _, _ in typescript.LISTS}, "geo/typescript.py: LISTS"


def test_a_record_of_the_page_names_every_word_of_its_list():
    text = typescript.vocabulary()
    for name, words in (("PHASE", STATUSES), ("USE_RANK", STATUSES), ("FALLBACKS", LANGUAGES)):
        body = re.search(rf"export const {name}: .*?= {{\n(.*?)\n}};", text, re.DOTALL)[1]
        assert re.findall(r"^  (\w+):", body, re.MULTILINE) == list(words)
    kinds = re.search(r"TRAITS.*?= {\n(.*?)\n};", text, re.DOTALL)[1]
    assert re.findall(r"^  (\w+):", kinds, re.MULTILINE) == [layer.kind for layer in LAYERS]


def test_the_pages_fields_are_those_of_the_model_and_of_enriching(enriched):
    known = {field.name: field for field in fields()}
    spread = {
        name
        for field in known.values()
        for name in ([f"{field.name}_{lang}" for lang in LANGUAGES] if field.form == "text" else [field.name])
    }
    read = {name for layer in LAYERS for name in columns(layer.noun)}
    computed = {name for frame in enriched.layers().values() for name in frame.columns} - read - {"geometry"}
    assert spread == read | set(COMPUTED)
    assert computed == {*COMPUTED, *UNSHOWN}, "geo/fields.py: COMPUTED"


def test_every_field_is_in_the_csv_or_left_out_on_purpose():
    columns_of = {field.name: field.name for field in fields()} | {
        field.name: next((name for name in CSV if name.startswith(f"{field.name}_")), field.name)
        for field in fields()
        if field.form == "text"
    }
    undecided = [name for name, column in columns_of.items() if column not in CSV and name not in NOT_IN_CSV]
    assert undecided == [], "geo/fields.py: put it in CSV or in NOT_IN_CSV"
    assert [name for name in NOT_IN_CSV if name not in columns_of or columns_of[name] in CSV] == []
    assert {*CSV} - {*columns_of.values()} - {f"name_{lang}" for lang in LANGUAGES} == {"kind", "latitude", "longitude"}


@pytest.mark.parametrize("field", [field.name for field in fields() if field.name not in OWN])
def test_the_page_says_every_field_or_only_hands_it_on(field):
    listed = {WEB / "atlas" / name for name in ("fields.ts", "vocabulary.ts")}
    code = [path for path in WEB.rglob("*.ts") if path not in listed]
    stem = re.sub(r"_(before|after)$", "", field)
    asked = re.compile(rf"(?:get|text|texts|list)\(\s*[\"`]{field}\b|[\"`]{field}[\"`]|[\"`]{stem}[\"`]")
    if field in ONLY_HANDED_ON:
        return
    assert any(asked.search(path.read_text("utf-8")) for path in code), (
        f"{field} is read nowhere: give it a row in geo/web/src/card/facts.ts, or name it in ONLY_HANDED_ON here"
    )


def test_every_layer_has_its_frame_in_the_atlas():
    frames = [field.name for field in dataclasses.fields(Atlas)]
    assert frames[: len(LAYERS)] == [layer.name for layer in LAYERS], "geo/model/atlas.py: in the order of LAYERS"


def test_every_layer_has_its_licence():
    licences = (ROOT / "data" / "LICENCES.md").read_text("utf-8")
    assert [layer.filename for layer in LAYERS if f"`{layer.name}" not in licences] == [], "data/LICENCES.md"


def test_every_layer_has_its_file():
    missing = [layer.filename for layer in LAYERS if not (ROOT / "data" / layer.filename).exists()]
    assert missing == [], "write an empty collection into data/"


def test_the_border_is_as_exact_as_the_basemap_says():
    guide = (ROOT / "data" / "basemap" / "README.md").read_text(encoding="utf-8")
    [line] = (line for line in guide.splitlines() if line.startswith("| Kazakhstan–Uzbekistan | "))
    assert f"| {vocabulary.BORDER_TOLERANCE_KM} km (" in line


def test_every_status_has_a_public_definition_that_the_page_says_too():
    guide = (ROOT / "docs" / "statuses.md").read_text(encoding="utf-8")
    for status in vocabulary.STATUSES:
        meaning = message(f"status_means.{status}")
        assert f"| `{status}` | {meaning} |" in guide
        assert len({message(f"status_means.{status}", lang) for lang in vocabulary.LANGUAGES}) == 5
