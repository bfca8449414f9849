"""The glossary: one word for one thing, in five languages."""

import pytest
from factories import ROOT

from geo import glossary
from geo.vocabulary import LANGUAGES


def test_every_term_has_a_word_in_each_language_and_a_place_where_it_is_used_is_an_act_of_the_list():
    assert len(glossary.terms()) >= 150
    for term in glossary.terms():
        assert set(term.words) == set(LANGUAGES), term.id
        assert all(term.words.values()), term.id
        assert term.english == tuple(spelling.lower() for spelling in term.english), term.id


def test_the_word_the_glossary_tells_to_write_passes_its_own_rule():
    for term in glossary.terms():
        for lang in term.stems:
            assert term.is_in(glossary.plain(term.words[lang]), lang), (term.id, lang)


@pytest.mark.parametrize(
    ("english", "ids"),
    [
        ("The deputy prime ministers agreed", ["prime-minister"]),
        ("A hydropower plant and its dams", ["hydropower-plant", "dam"]),
        ("The transport minister spoke of a report", []),
        ("Dry port beside the port", ["dry-port", "port"]),
    ],
)
def test_the_longest_term_is_found_and_a_part_of_a_word_is_none(english, ids):
    assert [term.id for term in glossary.held_in(english)] == ids


@pytest.mark.parametrize(
    ("term", "lang", "text", "says"),
    [
        ("gold", "fr", "une mine d’or", True),
        ("gold", "fr", "un accord encore", False),
        ("coal", "ru", "поставки угля", True),
        ("joint-venture", "kk", "екі елдің бірлескен кәсіпорны", True),
        ("forum", "ru", "на бизнес-форуме", True),
        ("visa", "kk", "«Silk Road Visa»", True),
        ("ceremony", "uz", "ish boshladi", False),
    ],
)
def test_a_translation_has_a_term_in_any_of_its_forms(term, lang, text, says):
    [one] = [one for one in glossary.terms() if one.id == term]
    assert one.is_in(glossary.plain(text), lang) is says


def test_the_list_for_readers_is_current():
    assert (ROOT / "docs" / "glossary.md").read_text("utf-8") == glossary.page()
