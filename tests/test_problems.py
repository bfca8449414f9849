"""What is said of a problem: in five languages, with nothing hidden in it, and never without an end."""

import ast
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo.errors import MOST_OF_A_KIND, Each, Either, InvalidData, Place, Problem, Said, as_data, first_unseen, visible
from geo.i18n import catalogues
from geo.terminal import language_of
from geo.validate import RULES
from geo.vocabulary import LANGUAGES

SOURCES = sorted(Path(geo.__file__).parent.rglob("*.py"))
ENGLISH = catalogues("problems")["en"]["messages"]
INTERFACE = catalogues("interface")["en"]["messages"]
# Said by code that puts the key together from a word of a closed list.
BUILT = re.compile(
    r"(ask|what|import\.noun|template\.(help|example)|place|step|rule|problems|files|coordinate|foreign|kind|mend|syntax"
    r"|bulk\.(reason|changed))\."
)


def calls() -> Iterator[tuple[Path, ast.Call, ast.AST]]:
    """Every call in the program, with the function round it."""
    for path in SOURCES:
        for scope in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(scope, ast.FunctionDef | ast.Module):
                for node in ast.walk(scope):
                    if isinstance(node, ast.Call):
                        yield path, node, scope


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def key_of(call: ast.Call) -> str | None:
    """The key a problem or phrase is made with, where it is written out."""
    at = {"Problem": 1, "Said": 0}[name_of(call)]
    arguments = [*call.args[at : at + 1], *(word.value for word in call.keywords if word.arg == "key")]
    [key] = arguments or [None]
    return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None


def filled(call: ast.Call, scope: ast.AST) -> set[str] | None:
    """Names of the values it is made with; None where they are not written out beside it."""
    at = {"Problem": 2, "Said": 1}[name_of(call)]
    given_ = [*call.args[at : at + 1], *(word.value for word in call.keywords if word.arg == "values")]
    if not given_:
        return set()
    values = given_[0]
    if isinstance(values, ast.Name):
        named = values.id
        found = [
            node.value
            for node in ast.walk(scope)
            if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == [named]
        ]
        values = found[0] if len(found) == 1 else values
    if not isinstance(values, ast.Dict) or not all(isinstance(key, ast.Constant) for key in values.keys):
        return None
    return {str(key.value) for key in values.keys if isinstance(key, ast.Constant)}


MADE = [
    pytest.param(key_of(call), call, scope, id=f"{path.stem}:{call.lineno}:{key_of(call)}")
    for path, call, scope in calls()
    if name_of(call) in ("Problem", "Said") and isinstance(scope, ast.FunctionDef) and key_of(call)
]


def places_of(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize(("key", "call", "scope"), MADE)
def test_what_is_said_has_words_and_every_place_in_them_is_filled(key, call, scope):
    assert key in ENGLISH or key in INTERFACE
    values = filled(call, scope)
    if values is not None:
        places = places_of(ENGLISH.get(key, INTERFACE.get(key, ""))) | places_of(ENGLISH.get(f"{key}.mend", ""))
        assert places <= values, f"{key}: nothing fills {places - values}"


def written_out() -> set[str]:
    """Every text that stands in the program."""
    return {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_key_of_the_catalogue_is_said_somewhere():
    known = written_out()
    idle = [key for key in ENGLISH if key.removesuffix(".mend") not in known and not BUILT.match(key)]
    assert idle == []


def test_what_a_rule_is_about_is_told_of_rules_that_exist():
    assert {key.split(".")[1] for key in ENGLISH if key.endswith(".about")} == {rule.id for rule in RULES}


@given(st.text() | st.text(st.characters(categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])))
def test_no_text_of_a_stranger_reaches_a_message_with_what_nobody_sees_in_it(text):
    place = Place(file=f"data/{text}.geojson", id=text, field=(text, 1, text), argument=text)
    problem = Problem(place, "unique-ids", {"id": text, "n": 2, "files": (text, text)}, rule="unique-ids")
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    for lang in LANGUAGES:
        lines = problem.text(lang).split("\n")
        assert len(lines) == 2
        assert not [letter for line in lines for letter in line if unicodedata.category(letter) in hidden]


@given(st.text())
def test_what_is_escaped_in_a_message_is_what_the_rule_on_clean_text_finds(text):
    assert (first_unseen(text) is None) == (visible(text, None) == text)


@pytest.mark.parametrize("letter", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\U000e0041"])
def test_control_direction_and_tag_characters_are_shown_by_their_number(letter):
    assert visible(f"a{letter}b").isprintable()
    assert f"{ord(letter):x}" in visible(f"a{letter}b")


def test_a_text_of_a_megabyte_is_cut_in_every_place():
    long = "x" * 1_000_000
    place = Place(file=long, id=long, field=(long, 1, long), argument=long)
    problem = Problem(place, "unique-ids", {"id": long, "n": 2, "files": (long,) * 5})
    assert len(problem.text()) < 5_000
    assert len(str(problem.as_dict())) < 50_000


def test_a_hundred_thousand_problems_of_one_kind_are_examples_and_a_count():
    many = [Problem(Place(file="data/a.geojson", number=n), "ring-winding") for n in range(100_000)]
    few = [Problem(Place(file="data/b.geojson", number=n), "line-shape") for n in range(MOST_OF_A_KIND)]
    said = InvalidData([*many, *few]).text()
    assert len(said.splitlines()) < 100
    assert "99,995 more of this kind" in said
    assert said.count("b.geojson") == MOST_OF_A_KIND
    assert said.endswith("100,020 problems in 2 files")


def test_lists_and_numbers_are_written_as_the_reader_does():
    def said(value: Any, lang: Any) -> str:
        return Said("told.open", {"url": value}).text(lang)

    assert said(Each(["KZ", "UZ"]), "en") == "open KZ and UZ"
    assert said(Either(["KZ", "UZ"]), "fr") == "ouvrez KZ ou UZ"
    assert said(1234.5, "ru") == "откройте 1\xa0234,5"
    for value in (float("nan"), float("inf"), 1e308, 10**400):  # what no reader's way of writing holds
        assert said(value, "en").startswith(f"open {value}"[:40])
    assert said(tuple("abcdefghijklmnopqrstuvwxyz"), "en").endswith("s, t, …")


def test_a_program_is_given_key_values_and_place_whatever_the_language():
    problem = Problem(Place("data/a.json", number=2), "terminal.full", {"reason": Said("told.build_next")})
    told = {lang: problem.as_dict(lang) for lang in LANGUAGES}
    assert len({entry["what"] for entry in told.values()}) == len(LANGUAGES)
    for entry in told.values():
        assert entry["key"] == "terminal.full"
        assert entry["place"] == {"file": "data/a.json", "number": 2}
        assert entry["values"] == {"reason": {"key": "told.build_next", "values": {}}}


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LC_MESSAGES": "kk_KZ"}, "kk"),
        ({"LANG": "en_GB", "LC_ALL": "uz_UZ@cyrillic"}, "uz"),
        ({"LC_ALL": "", "LANG": "fr"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_says_which_language_is_spoken(environment, lang):
    assert language_of(environment) == lang


def test_programs_are_told_a_bounded_number_of_a_kind_and_the_exact_count():
    many = [Problem(Place(file="data/a.geojson", number=n), "ring-winding", rule="ring-winding") for n in range(5_000)]
    few = [Problem(Place(file="data/b.geojson", number=n), "line-shape", rule="line-shape") for n in range(30)]
    told = as_data([*many, *few])
    assert len(json.dumps(told)) < 1_000_000
    listed = Counter(entry["key"] for entry in told)
    assert listed["line-shape"] == 30
    [rest] = [entry for entry in told if entry["key"] == "more_of_a_kind"]
    assert listed["ring-winding"] + rest["values"]["n"] == 5_000
    assert (rest["rule"], rest["values"]["kind"]) == ("ring-winding", "ring-winding")
