"""The page speaks five languages to the same extent, and says whose words stand in where one is missing."""

import re
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.pofile import read_po

from geo import i18n, vocabulary
from geo.i18n import FALLBACK, catalogues, message, text_in
from geo.vocabulary import LANGUAGES

FOLDER = Path(i18n.__file__).parent
DOMAINS = get_args(i18n.Domain)
# Prefix in the catalogues: the words that need a label there.
LISTS = {
    "theme": vocabulary.THEMES,
    "sector": vocabulary.SECTORS,
    "status": vocabulary.STATUSES,
    "absent": get_args(vocabulary.Absent),
    "event": vocabulary.EVENT_KINDS,
    "precision": vocabulary.PRECISIONS,
    "geometry": vocabulary.GEOMETRY_KINDS,
    "mode": vocabulary.MODES,
    "access": get_args(vocabulary.Access),
    "station": get_args(vocabulary.StationKind),
    "line": get_args(vocabulary.LineKind),
    "medium": get_args(vocabulary.Medium),
    "basis": get_args(vocabulary.ObservationBasis),
    "package": vocabulary.PACKAGES,
    "electrified": get_args(vocabulary.Electrified),
    "cost": vocabulary.COST_BANDS,
}
# Lists whose words no reader sees.
UNSEEN = ("Language", "Phase", "By", "TextStatus")


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_every_catalogue_has_the_same_keys(domain, lang):
    assert set(catalogues(domain)[lang]["messages"]) == set(catalogues(domain)["en"]["messages"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_every_text_has_the_places_to_fill_that_english_has(domain, lang):
    english = catalogues(domain)["en"]["messages"]
    texts = catalogues(domain)[lang]["messages"]
    # "One site" may do without its number, in English as elsewhere.
    differing = {key: texts[key] for key in english if placeholders(texts[key]) ^ placeholders(english[key]) - {"n"}}
    assert {key: text for key, text in differing.items() if placeholders(text) != placeholders(english[key])} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_every_word_of_every_closed_list_has_a_label(name, lang):
    messages = catalogues()[lang]["messages"]
    unnamed = [f"{name}.{word}" for word in LISTS[name] if not messages.get(f"{name}.{word}", "").strip()]
    assert unnamed == [], f"write them in geo/i18n/interface/{lang}.po"


def test_every_closed_list_of_the_vocabulary_is_asked_about():
    lists = {
        name: set(get_args(value))
        for name, value in vars(vocabulary).items()
        if get_args(value) and all(isinstance(word, str) for word in get_args(value)) and name not in UNSEEN
    }
    asked = [set(words) for words in LISTS.values()]
    assert [name for name, words in lists.items() if words not in asked] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_is_that_of_its_file(domain, lang):
    path = FOLDER / domain / f"{lang}.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=lang)
    texts = {entry.id: entry.string for entry in catalogue if entry.id and entry.string}
    assert catalogues(domain)[lang]["messages"] == texts, "run make maps: it compiles the catalogues"
    header = path.read_text(encoding="utf-8").partition("msgid")[2]
    assert f'"X-Translation-Status: {catalogues(domain)[lang]["status"]}\\n"' in header


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_no_key_stands_twice_in_a_file(domain, lang):
    keys = re.findall(r'^msgid "(.+)"$', (FOLDER / domain / f"{lang}.po").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(keys) == sorted(set(keys))


def test_kazakh_and_uzbek_readers_are_offered_russian_before_english():
    record = {"name_en": "Saryagash", "name_ru": "Сарыагаш"}
    assert text_in(record, "name", "kk") == ("Сарыагаш", "ru")
    assert text_in(record, "name", "uz") == ("Сарыагаш", "ru")
    assert text_in(record, "name", "fr") == ("Saryagash", "en")
    assert text_in({**record, "name_kk": "Сарыағаш"}, "name", "kk") == ("Сарыағаш", "kk")
    assert text_in({"name_fr": "Saryagach"}, "name", "ru") == ("Saryagach", "fr")
    assert text_in({}, "name", "ru") is None


def test_a_chain_begins_with_the_language_and_leaves_none_out():
    assert set(FALLBACK) == set(LANGUAGES)
    assert all(chain[0] == lang and sorted(chain) == sorted(LANGUAGES) for lang, chain in FALLBACK.items())


def test_a_text_missing_in_a_catalogue_comes_from_the_next(monkeypatch):
    few = {"en": {"messages": {"a": "A", "b": "B {n}"}}, "ru": {"messages": {"a": "А"}}, "kk": {"messages": {}}}
    monkeypatch.setattr(i18n, "catalogues", lambda domain="interface": few)
    assert [message(key, "kk") for key in ("a", "b", "c")] == ["А", "B {n}", "c"]


def test_values_are_put_in_as_they_are_even_where_they_look_like_places(monkeypatch):
    monkeypatch.setattr(i18n, "catalogues", lambda domain="interface": {"en": {"messages": {"k": "{a} and {b}"}}})
    assert message("k", a="{b}", b=7) == "{b} and 7"
