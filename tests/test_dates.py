"""A date means the days it may mean, the same to Python and to the page."""

import json
from pathlib import Path

import pytest

from geo.dates import number, span

CASES = json.loads((Path(__file__).parent / "fixtures" / "dates.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "first", "last"), CASES["spans"])
def test_a_date_is_the_days_it_may_mean(text, first, last):
    assert tuple(map(number, span(text))) == (first, last)


@pytest.mark.parametrize("text", [*CASES["none"], "1" * 100_000])
def test_what_is_no_date_means_no_day(text):
    assert span(text) is None
