"""A state is claimed for a date only once it is certain, and every date has one answer, in Python and on the page."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import payload_of

from geo.dates import number, span
from geo.history import histories, history, last_seen, state_on
from geo.model import LAYERS
from geo.vocabulary import STATES, STATUS_MEANING

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "fixtures"
CASES = json.loads((FIXTURES / "history.json").read_text(encoding="utf-8"))["cases"]
AGES = json.loads((FIXTURES / "age.json").read_text(encoding="utf-8"))["cases"]
LASTING = {layer.kind: layer.lasting for layer in LAYERS}


def of(case):
    lasting = LASTING[case["kind"]] and case.get("line_kind") != "project"
    return history(
        case["status"], case.get("status_date"), case.get("checked"), case.get("events", ()), lasting=lasting
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_history_of_a_thing_has_a_turn_for_each_change(case):
    assert [list(turn) for turn in of(case)] == case["turns"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_state_on_a_date_is_what_was_certain_by_its_end(case):
    for day, *answer in case["asks"]:
        assert list(state_on(of(case), day)[1:]) == answer, day


def test_what_is_no_date_has_no_state():
    assert state_on(of(CASES[0]), "soon") is None


def test_every_date_of_every_feature_has_an_answer_and_today_it_is_the_recorded_status(atlas):
    for layer in LAYERS:
        frame = getattr(atlas, layer.name)
        told = histories(layer, frame)
        assert len(told) == len(frame)
        for turns, row in zip(told, frame.itertuples(), strict=True):
            days = [turn.day for turn in turns]
            assert days == sorted(set(days)), row.id
            assert days[0] == 0, row.id
            assert all(one[1:] != other[1:] for one, other in pairwise(turns)), row.id
            assert state_on(turns, "2149").state == row.status, row.id


def test_nothing_is_said_to_have_been_brought_about_before_its_event_is_certain(atlas):
    for layer in LAYERS:
        frame = getattr(atlas, layer.name)
        for turns, events in zip(histories(layer, frame), frame["events"], strict=True):
            for turn in turns:
                if turn.event is not None:
                    assert number(span(events[turn.event]["date"]).last) <= turn.day


def test_the_page_carries_the_history_of_each_feature(atlas, page):
    content = payload_of(page)
    columns, words = content["features"]["cols"], content["words"]["state"]
    assert tuple(words) == STATES
    which = dict(zip(columns["id"], columns["history"], strict=True))
    for layer in LAYERS:
        frame = getattr(atlas, layer.name)
        for id_, turns in zip(frame["id"], histories(layer, frame), strict=True):
            packed = content["histories"][which[id_]]
            shown = [(day, words[state], *(*rest, None, None)[:2]) for day, state, *rest in packed]
            assert shown == [tuple(turn) for turn in turns], id_


@pytest.mark.parametrize(("status", "seen", "today", "told"), AGES)
def test_a_state_is_only_last_seen_once_its_newest_source_is_older_than_the_months_it_lasts(status, seen, today, told):
    assert last_seen(status, seen, date.fromisoformat(today)) == told


def test_the_rule_for_age_is_public():
    rows = {
        row[1].strip("` "): row[3].strip()
        for row in (line.split("|") for line in (ROOT / "docs" / "statuses.md").read_text("utf-8").splitlines())
        if len(row) == 5
    }
    for status, meaning in STATUS_MEANING.items():
        assert rows[status] == (f"{meaning.lasts_months} months" if meaning.lasts_months else "–"), status
    assert {meaning.lasts_months for meaning in STATUS_MEANING.values()} == {None, 12, 24, 60}, "docs/freshness.md"
