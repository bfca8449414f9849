"""The schemas and the field guide come from the model, and the committed ones are current."""

import json

import pytest
from factories import ROOT

from geo import schema, store
from geo.model import LAYERS, Citation, Event, Observation, RailOption, Sector, Source
from geo.vocabulary import LANGUAGES


@pytest.mark.parametrize("name", schema.written())
def test_a_generated_file_is_that_of_todays_model(name):
    assert (ROOT / name).read_text("utf-8") == schema.written()[name], f"{name} is stale; run: make schema"


def test_no_schema_is_left_of_a_layer_that_is_gone():
    assert {path.name for path in (ROOT / "data" / "schema").iterdir()} == set(schema.schemas())


def test_every_data_file_has_a_schema():
    stems = {name.split(".")[0] for name in schema.schemas()}
    assert stems == {
        *(layer.name for layer in LAYERS),
        "sectors",
        "sources",
        "synonyms",
        "withdrawn",
        "phrases",
        "observation",
    }
    assert {name.split(".")[0] for name in store.FILES} - stems == set()


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_a_schema_names_every_field_and_nothing_else(layer):
    whole = json.loads(schema.schemas()[f"{layer.name}.schema.json"])
    noun = whole["$defs"][layer.noun.__name__]
    assert list(noun["properties"]) == list(layer.noun.model_fields)
    assert noun["additionalProperties"] is False
    assert whole["additionalProperties"] is False
    assert whole["$schema"].startswith("https://json-schema.org/")


def test_every_reference_of_a_schema_leads_somewhere():
    for text in schema.schemas().values():
        whole = json.loads(text)
        for part in text.split('"$ref": "#/$defs/')[1:]:
            assert part.split('"')[0] in whole["$defs"]


def test_every_field_is_explained():
    nouns = [*(layer.noun for layer in LAYERS), Citation, Event, RailOption, Observation, Sector, Source]
    for noun in nouns:
        for name, info in noun.model_fields.items():
            translated = name.rpartition("_")[2] in LANGUAGES[1:]
            assert info.description or translated, f"{noun.__name__}.{name}"


def test_the_guide_has_each_field_once_in_its_section():
    guide = schema.field_guide()
    for layer in LAYERS:
        assert f"## `{layer.filename}`" in guide
    assert guide.count("| `status_date` |") == 1
    assert "name_fr" not in guide.split("## Every feature")[1]


def test_writing_twice_gives_the_same_bytes(tmp_path):
    for _ in range(2):
        schema.main(tmp_path)
    assert {name: (tmp_path / name).read_text("utf-8") for name in schema.written()} == schema.written()
