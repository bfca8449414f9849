"""What readers type, in five languages, and what must come first: the page's search asked over the real data."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from geo.finding import holding
from geo.render.payload import data_json
from geo.vocabulary import LANGUAGES

ROOT = Path(__file__).parents[1]
# Query, the reader's language, the id that must be found (none: nothing may be), and among how many of the first.
QUERIES = json.loads((ROOT / "tests" / "fixtures" / "queries.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answers(enriched) -> list[dict[str, Any]]:
    from hatch_build import node_commands

    blocks = data_json(enriched)
    asked = {
        "first": json.loads(blocks.first),
        "rest": json.loads(blocks.rest),
        "queries": [[query, lang] for query, lang, *_ in QUERIES],
    }
    node = shutil.which("node", path=node_commands()[1]["PATH"])
    command = [str(node), str(ROOT / "tests" / "ask_search.mjs")]
    done = subprocess.run(command, input=json.dumps(asked).encode(), capture_output=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_a_hundred_queries_in_five_languages_find_first_what_they_mean(answers):
    assert len(QUERIES) >= 100
    assert {lang for _, lang, *_ in QUERIES} == set(LANGUAGES)
    lost = {
        query: answer["ids"][:4]
        for (query, _, id_, place), answer in zip(QUERIES, answers, strict=True)
        if (id_ not in answer["ids"][:place] if id_ else answer["ids"])
    }
    assert lost == {}


def test_a_hit_is_explained_in_no_other_language(answers, enriched):
    other = {"fr": set("йцукеңғүұқәі"), "uz": set("йцукеңғүұқәі"), "kk": set("abcdefgh"), "ru": set("abcdefgh")}
    told = [
        (lang, text) for (_, lang, *_), answer in zip(QUERIES, answers, strict=True) for text in answer["told"] if text
    ]
    assert told
    assert [(lang, text) for lang, text in told if other.get(lang, set()) & set(text.lower())] == []


def test_what_is_found_by_a_slip_is_said_to_be_similar(answers):
    similar = {
        query for (query, *_), answer in zip(QUERIES, answers, strict=True) if answer["ids"] and answer["areSimilar"]
    }
    assert similar == {"saryagsah"}


def test_a_slice_by_words_holds_what_the_page_leaves_of_the_same_words(answers, enriched):
    other = {
        query: held ^ found
        for (query, *_), answer in zip(QUERIES, answers, strict=True)
        if (held := set(answer["held"] or ())) != (found := holding(enriched, query) or set())
    }
    assert other == {}
