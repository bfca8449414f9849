"""What has not been read for long is listed for whoever keeps the atlas true, the most important first."""

import json
from datetime import date
from itertools import pairwise

import pytest
from typer.testing import CliRunner

from geo.cli.app import app
from geo.freshness import STEPS, due
from geo.history import last_seen
from geo.vocabulary import STATUS_MEANING


@pytest.fixture(scope="module")
def found(atlas):
    return due(atlas, date(2027, 12, 1))


def test_everything_is_listed_once_when_all_of_it_is_old(atlas, found):
    every = [id_ for frame in atlas.layers().values() for id_ in frame["id"]]
    assert sorted(entry.id for entry in found) == sorted(every)


def test_nothing_is_due_on_the_day_it_was_read(atlas):
    newest = max(frame["checked"].max() for frame in atlas.layers().values())
    assert all(entry.months >= min(STEPS) for entry in due(atlas, date.fromisoformat(f"{newest}-01"[:10])))


def test_the_longest_unread_stand_first_and_then_what_the_map_calls_last_seen(found):
    order = [(-entry.step, entry.last_seen is None) for entry in found]
    assert order == sorted(order)
    assert len(set(order)) > 1


def test_of_equal_age_the_state_that_changes_soonest_stands_first(found):
    for one, next_ in pairwise(found):
        if (one.step, one.last_seen is None) == (next_.step, next_.last_seen is None):
            lasts = [STATUS_MEANING[entry.status].lasts_months or 1_000 for entry in (one, next_)]
            assert lasts[0] <= lasts[1], (one.id, next_.id)


def test_last_seen_is_what_the_map_says(atlas, found):
    said = {entry.id: entry.last_seen for entry in found}
    for frame in atlas.layers().values():
        for row in frame.itertuples():
            assert said[row.id] == last_seen(row.status, row.status_date, date(2027, 12, 1))


def test_each_comes_with_the_addresses_to_read_again(atlas, found):
    crossing = next(entry for entry in found if entry.layer == "border_crossings")
    row = atlas.border_crossings.set_index("id").loc[crossing.id]
    urls = [atlas.sources[citation["id"]].URL for citation in row["sources"]]
    assert list(crossing.urls) == [url for url in urls if url]
    assert crossing.urls


@pytest.mark.parametrize("lang", ["ru", "uz"])
def test_the_command_lists_them_in_the_language_asked(lang):
    done = CliRunner().invoke(app, ["check", "--age", "--lang", lang], catch_exceptions=False)
    assert done.exit_code == 0
    assert "https://" in done.stdout


def test_a_program_gets_the_same_as_json():
    done = CliRunner().invoke(app, ["check", "--age", "--json"], catch_exceptions=False)
    assert {"id", "months", "urls"} <= set(json.loads(done.stdout)[0])
