"""What people type is read as they meant it, or refused with what to do; distances are those of the ellipsoid."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import coordinates
from geo.errors import InvalidData

# The page's own reader (geo/web/src/atlas/coordinate.ts) is held to the same table.
CASES = json.loads((Path(__file__).parent / "fixtures" / "coordinates.json").read_text(encoding="utf-8"))
HOW = {
    "latitude_first": "latitude first",
    "letters": "by its letters",
    "decimal_comma": "decimal comma taken as a point",
    "sexagesimal": "degrees, minutes and seconds",
}
WHY = {
    "not_two_numbers": "not two numbers",
    "one_number": "one number only",
    "ambiguous_commas": "commas can be read as decimal commas or as separators",
    "not_on_earth": "is not on Earth",
    "turned_round": "is not on Earth",
    "same_axis": "both numbers are marked as latitude",
    "sixty": "60 or more minutes or seconds",
}
NOT_A_NUMBER = ("is not a number of degrees", "says twice which side it is on")
longitudes = st.floats(-180, 180)
latitudes = st.floats(-90, 90)


def refusal(text: str) -> str:
    with pytest.raises(InvalidData) as refused:
        coordinates.read(text)
    [problem] = refused.value.problems
    assert problem.mend
    return problem.what + " / " + problem.mend


@pytest.mark.parametrize("case", CASES["read"], ids=lambda case: case["text"])
def test_a_position_is_read_as_the_table_says(case):
    reading = coordinates.read(case["text"])
    assert (reading.lat, reading.lon) == (case["lat"], case["lon"])
    assert all((HOW[word] in reading.how) == (word in case["how"]) for word in HOW)


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["text"] or "nothing")
def test_what_is_no_position_is_refused_with_its_reason(case):
    said = refusal(case["text"])
    assert any(why in said for why in ([WHY[case["why"]]] if case["why"] in WHY else NOT_A_NUMBER))


def test_a_position_turned_round_is_shown_the_right_way_round():
    assert "written the other way round, 41.31, 150.2, it would be a position" in refusal("150.2, 41.31")


def test_ambiguous_commas_are_answered_with_the_line_to_type():
    assert "write 41.31, 69.28 if they are decimal commas" in refusal("41,31,69,28")


def test_a_very_long_text_is_refused_at_once_and_not_repeated():
    said = refusal("9" * 1_000_000)
    assert len(said) < 300


@given(st.text(max_size=40) | st.from_regex(r"[-+NSEWO0-9.,;°'\" СЮВЗшд]{0,40}", fullmatch=True))
def test_any_text_gives_a_position_on_earth_or_a_refusal(text):
    try:
        reading = coordinates.read(text)
    except InvalidData:
        return
    assert abs(reading.lat) <= 90
    assert abs(reading.lon) <= 180


@given(longitudes, latitudes)
def test_six_decimals_survive_being_written_and_read(lon, lat):
    lon, lat = round(lon, 6), round(lat, 6)
    for text in (f"{lat:.6f}, {lon:.6f}", f"{lat:.6f} {lon:.6f}", f"{lat:.6f};{lon:.6f}".replace(".", ",")):
        assert coordinates.read(text)[:2] == (lon, lat)


@given(longitudes, latitudes)
def test_degrees_minutes_and_seconds_survive_within_half_a_second(lon, lat):
    reading = coordinates.read(coordinates.dms(lon, lat))
    assert (reading.lon, reading.lat) == pytest.approx((lon, lat), abs=0.5 / 3600 + 1e-6)


@given(st.floats(0, 180), st.floats(0, 90), st.sampled_from("EWO"), st.sampled_from("NS"), st.booleans())
def test_letters_decide_side_and_order(lon, lat, east_west, north_south, longitude_first):
    parts = [f"{lat:.6f} {north_south}", f"{lon:.6f} {east_west}"]
    reading = coordinates.read(", ".join(reversed(parts) if longitude_first else parts))
    assert reading.lat == round(lat, 6) * (-1 if north_south == "S" else 1)
    assert reading.lon == round(lon, 6) * (1 if east_west == "E" else -1)


def test_a_position_is_spelt_in_whole_seconds():
    assert coordinates.dms(69.28, 41.31) == "41°18′36″N 69°16′48″E"
    assert coordinates.dms(-0.5, -59.99999) == "60°00′00″S 0°30′00″W"
