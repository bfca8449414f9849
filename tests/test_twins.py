"""Twins are found wherever they are, and in time that grows with the number of things, not with its square."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.validate import twins as room
from geo.validate.twins import alike, name_of, twins

# Few letters and words, so that names are often alike, nearly alike, or just not.
WORDS = st.text("abc", min_size=1, max_size=5)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
THINGS = st.lists(st.tuples(st.lists(NAMES, min_size=1, max_size=2), st.integers(0, 3)), max_size=14)


def near(one: int, other: int, places: list[int]) -> bool:
    return abs(places[one] - places[other]) <= 1


@given(THINGS)
def test_whoever_has_a_twin_among_those_before_is_found_as_by_comparing_all(things):
    names = [[name_of(text) for text in texts] for texts, _ in things]
    places = [place for _, place in things]
    cells = [("a", place, 0) for place in places]
    found = {later: earlier for earlier, later in twins(names.__getitem__, cells, lambda i, j: near(i, j, places))}
    pairs = {
        (i, j)
        for i, j in combinations(range(len(things)), 2)
        if near(i, j, places) and any(alike(one, other) for one in names[i] for other in names[j])
    }
    assert set(found) == {later for _, later in pairs}
    assert {(earlier, later) for later, earlier in found.items()} <= pairs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cotton Mill", "The Cotton Mill"),
        ("Cotton mill", "COTTON  MILL"),
        ("Khorgos Gateway", "Khorgos Gatewey"),
        ("Новый завод", "Новый завод «Юг»"),
        ("🏭", "🏭"),
    ],
)
def test_these_are_almost_the_same_name(one, other):
    assert alike(name_of(one), name_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cotton Mill", "Glass works"),
        ("Oral depot", "Aral port"),
        ("Bank of Astana", "Hotel Astana"),
        ("Mill", "Millet"),
    ],
)
def test_these_are_two_names(one, other):
    assert not alike(name_of(one), name_of(other))


def at_one_place(n: int, monkeypatch: pytest.MonkeyPatch) -> tuple[set[int], int]:
    """Of n things with names of their own at one place, and two twins: who is found, by how many comparisons."""
    compared = 0

    def counted(one, other):
        nonlocal compared
        compared += 1
        return alike(one, other)

    monkeypatch.setattr(room, "alike", counted)
    texts = [f"{number * 7919 % 1_000_003:x} works {number * 104_729 % 999_983:x}" for number in range(n)]
    names = [[name_of(text)] for text in [*texts, texts[n // 3], f"The {texts[n // 2]}"]]
    found = {later for _, later in twins(names.__getitem__, [("a", 0, 0)] * len(names), lambda i, j: True)}
    return found, compared


def test_thousands_at_one_place_take_work_in_line_with_their_number(monkeypatch):
    found, few = at_one_place(500, monkeypatch)
    assert {500, 501} <= found
    found, many = at_one_place(2_000, monkeypatch)
    assert {2_000, 2_001} <= found
    assert many <= room.MOST_COMPARED * 2_002
    assert many / few < 8  # four times as many; comparing each with each would take sixteen times the work


def test_things_far_apart_are_not_compared_at_all(monkeypatch):
    monkeypatch.setattr(room, "alike", None)
    names = [[name_of("Cotton Mill")]] * 100
    assert list(twins(names.__getitem__, [("a", 3 * number, 0) for number in range(100)], lambda i, j: True)) == []
