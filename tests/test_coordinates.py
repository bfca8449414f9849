"""What people type is read as they meant it, or refused with what would fit; the page reads it in the same way."""

import json
import random
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import geopandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon

from geo import coordinates
from geo.coordinates.notation import phrases, table
from geo.coordinates.ranking import is_inside
from geo.coordinates.reading import REASONS
from geo.errors import InvalidData
from geo.i18n import catalogues, has_message, message
from geo.vocabulary import LANGUAGES

ROOT = Path(__file__).parents[1]
# The page's own reader (geo/web/src/atlas/coordinate.ts) is held to the same table.
CASES = json.loads((ROOT / "tests" / "fixtures" / "coordinates.json").read_text(encoding="utf-8"))
READ = [case for case in (*CASES["read"], *CASES["computed"]) if "lat" in case]
REFUSED = [case for case in (*CASES["refused"], *CASES["computed"]) if "why" in case]
# Within the two countries and outside of what is read in two ways.
longitudes, latitudes = st.floats(60, 80), st.floats(42, 50)
HOSTILE = [
    "41.31", "69,28", "41°18'", '36"', "N", "E", "O", "с.ш.", "ш. б.", "lat", "°", "'", '"', ",", ";", ":", "-", "/",
    " ", "\t", ".", "+", "(", "\u200e", "١", "geo:", "https://", "POINT(", "!3d", "%2C", "8JHF876J+22",
]  # fmt: skip


def refusal(text: str) -> str:
    with pytest.raises(InvalidData) as refused:
        coordinates.read(text)
    [problem] = refused.value.problems
    assert problem.mend
    return problem.what + " / " + problem.mend


@pytest.mark.parametrize("case", READ, ids=lambda case: case["text"])
def test_a_position_is_read_as_the_table_says(case):
    reading = coordinates.read(case["text"])
    assert (reading.lat, reading.lon, list(reading.how)) == (case["lat"], case["lon"], case["how"])


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["text"] or "nothing")
def test_what_is_no_position_is_refused_with_its_reason_and_with_what_would_fit(case):
    readings = coordinates.parse(case["text"])
    assert readings.one is None
    assert (readings.refusal.key, dict(readings.refusal.values)) == (case["why"], case.get("values", {}))


def test_the_table_is_large_and_names_every_text_once():
    texts = [case["text"] for part in ("read", "refused", "computed") for case in CASES[part]]
    assert len(texts) == len(set(texts)) > 300


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["text"] or "nothing")
def test_what_would_fit_can_be_typed_as_it_is_offered(case):
    for offered in [case.get("values", {}).get(name) for name in ("fits", "first", "second")]:
        for text in (offered or "").split(" / "):
            assert not text or coordinates.parse(text).readings[0].text == text


def test_every_reason_and_every_way_of_reading_has_words_in_five_languages():
    keys = {f"coordinate.refused.{case['why']}{end}" for case in REFUSED for end in ("", ".mend")}
    keys |= {f"coordinate.{how}" for case in READ for how in case["how"]} | {"coordinate.order", "coordinate.read"}
    for lang in LANGUAGES:
        known = {*catalogues()[lang]["messages"], *catalogues("problems")[lang]["messages"]}
        assert keys <= known


def test_every_key_of_the_catalogues_is_one_that_happens():
    said = {key for key in catalogues()["en"]["messages"] if key.startswith("coordinate.refused.")}
    happens = {case["why"] for case in REFUSED} | {"too_long", "elsewhere"}
    assert {key.split(".")[2] for key in said} == happens
    assert set(REASONS) <= happens


def test_a_sentence_names_what_it_speaks_of():
    assert "if 41.31 N, 69.28 E is meant" in refusal("69.28, 41.31")
    assert "EPSG:28412" in refusal("X=4546000 Y=12500000")
    assert "write E or W: 41.0573 N, 68.9912 E" in refusal("41,0573° N, 68,9912° O")
    for case in REFUSED:
        values = case.get("values", {})
        for lang in LANGUAGES:
            told = [message(f"coordinate.refused.{case['why']}{end}", lang, **values) for end in ("", ".mend")]
            assert not re.search(r"\{\w+\}", "".join(told)), (case, lang)


# What people reported of other tools, with the one word that scripts are told.
REPORTED = {
    "41.05, 68.99; 41.06, 69.01": ("number", ""),
    "41,0573° N, 68,9912° O": ("letter", "68.9912 E"),
    "41.0573, -68.9912": ("hemisphere", "68.9912"),
    "51.21, 51.38": ("both", "51.21 N"),
    "X=4546000 Y=12500000": ("crs", "EPSG:28412"),
    "41.0573, 428.9912": ("range", "68.9912"),
    "69.28, 41.31": ("swapped", "41.31 N, 69.28 E"),
}


@pytest.mark.parametrize("text", REPORTED)
def test_what_other_tools_took_is_refused_with_its_reason_and_what_would_fit(text):
    reason, says = REPORTED[text]
    assert coordinates.parse(text).refusal.reason == reason
    said = refusal(text)
    assert says in said
    assert "vocabulary" not in said, "nobody who types a position has to change the program"


def test_where_both_orders_fit_it_asks_and_the_option_that_answers_is_named_and_works():
    assert "--order lat-lon or --order lon-lat" in refusal("51.21, 51.38")
    first = coordinates.read("51.21, 51.38", order="lat-lon")
    second = coordinates.read("51.21, 51.38", order="lon-lat")
    assert (first.lat, first.lon, first.marked) == (51.21, 51.38, True)
    assert (second.lat, second.lon, second.marked) == (51.38, 51.21, True)


def test_letters_go_before_the_order_that_was_asked_for():
    assert coordinates.read("51.2 E, 51.4 N", order="lat-lon").text == "51.4 N, 51.2 E"


def test_both_readings_of_an_ambiguous_position_are_kept_likeliest_first():
    readings = coordinates.parse("51.21, 51.38")
    assert [reading.text for reading in readings.readings] == ["51.21 N, 51.38 E", "51.38 N, 51.21 E"]
    assert readings.refusal.reason == "both"


def test_in_french_o_is_west_unless_the_east_is_where_the_two_countries_are():
    assert coordinates.read("33.9 S, 18.4 O", lang="fr").text == "33.9 S, 18.4 W"
    assert coordinates.parse("41.0573 N, 68.9912 O", lang="fr").refusal.reason == "letter"


def test_the_position_a_sentence_states_is_found_in_every_spelling():
    for spelling in ("51.2333 N, 51.3667 E", "N 51.2333, E 51.3667", "E 51.3667, N 51.2333", "51°14'N 51°22'E",
                     "51°14'00\"N, 51°22'00\"E", "51.2333 с.ш. 51.3667 в.д.", "51,2333 N 51,3667 E",
                     "51.2333 с.е. 51.3667 ш.б.", "51.2333 sh.k., 51.3667 shq.u."):  # fmt: skip
        for text in (spelling, f"The station itself; typed as {spelling} by its owner, 12 km from town (2024)"):
            [reading] = coordinates.stated(text)
            assert (reading.lat, reading.lon) == pytest.approx((51.2333, 51.3667), abs=1e-4)
    assert not list(coordinates.stated("Position as typed: 51.2333, 51.3667; the town lies at 51.23 N"))


def test_a_text_is_kept_without_what_nobody_sees():
    assert coordinates.typed("\u200e41.0573,\t68.9912\r\n") == "41.0573, 68.9912"


def test_a_very_long_text_is_refused_at_once_and_not_repeated():
    assert len(refusal("9" * 1_000_000)) < 400


@given(st.text(max_size=40) | st.lists(st.sampled_from(HOSTILE), max_size=14).map("".join))
def test_what_is_accepted_lies_on_earth_and_reads_back_to_itself(text):
    reading = coordinates.parse(text).one
    if reading is None:
        return
    assert abs(reading.lat) <= 90
    assert abs(reading.lon) <= 180
    again = coordinates.read(reading.text)
    assert (again.lon, again.lat) == (reading.lon, reading.lat)


def sexagesimal(value: float, form: str) -> str:
    tenths = round(value * 36000)
    return form.format(d=tenths // 36000, m=tenths // 600 % 60, s=tenths % 600 / 10)


FORMS = {
    "point": lambda lat, lon: f"{lat:.6f}, {lon:.6f}",
    "bare comma": lambda lat, lon: f"{lat:.6f},{lon:.6f}",
    "blank": lambda lat, lon: f"{lat:.6f} {lon:.6f}",
    "comma": lambda lat, lon: f"{lat:.6f};{lon:.6f}".replace(".", ","),
    "cells": lambda lat, lon: f"{lat:.6f}\t{lon:.6f}".replace(".", ","),
    "letters": lambda lat, lon: f"E {lon:.6f}, N {lat:.6f}",
    "russian": lambda lat, lon: f"{lat:.6f}° с. ш., {lon:.6f}° в. д.",
    "kazakh": lambda lat, lon: f"{lon:.6f}° ш. б. {lat:.6f}° с. е.",
    "uzbek": lambda lat, lon: f"{lat:.6f} sh.k., {lon:.6f} shq.u.",
    "labels": lambda lat, lon: f"Долгота: {lon:.6f}\nШирота: {lat:.6f}",
    "geo": lambda lat, lon: f"geo:{lat:.6f},{lon:.6f};u=35",
    "wkt": lambda lat, lon: f"POINT ({lon:.6f} {lat:.6f})",
    "geojson": lambda lat, lon: json.dumps({"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]}),
    "iso6709": lambda lat, lon: f"+{lat:09.6f}+{lon:010.6f}/",
    "google": lambda lat, lon: f"https://www.google.com/maps/@{lat:.6f},{lon:.6f},15z",
    "yandex": lambda lat, lon: f"https://yandex.kz/maps/?pt={lon:.6f}%2C{lat:.6f}&z=14",
    "osm": lambda lat, lon: f"https://www.openstreetmap.org/#map=15/{lat:.6f}/{lon:.6f}",
    "2gis": lambda lat, lon: f"https://2gis.kz/almaty?m={lon:.6f}%2C{lat:.6f}%2F16",
    "arabic": lambda lat, lon: f"{lat:.6f}، {lon:.6f}".translate(str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫")),
}
SEXAGESIMAL = {
    "marks": "{d}°{m:02d}′{s:04.1f}″{side}",
    "quotes": "{d}° {m}' {s:.1f}'' {side}",
    "blanks": "{d} {m} {s:.1f} {side}",
    "colons": "{d}:{m:02d}:{s:04.1f}",
    "hyphens": "{side} {d}-{m}-{s:.1f}",
    "words": "{d} градусов {m} минут {s:.1f} секунд {word}",
    "packed": "{d:02d}{m:02d}{s:04.1f}{side}",
}


@pytest.mark.parametrize("form", FORMS)
@given(longitudes, latitudes)
def test_six_decimals_survive_being_written_and_read(form, lon, lat):
    lon, lat = round(lon, 6), round(lat, 6)
    reading = coordinates.read(FORMS[form](lat, lon))
    assert (reading.lon, reading.lat) == (lon, lat)


@pytest.mark.parametrize("form", SEXAGESIMAL)
@given(longitudes, latitudes)
def test_tenths_of_a_second_survive_being_written_and_read(form, lon, lat):
    parts = [
        sexagesimal(value, SEXAGESIMAL[form].replace("{side}", side).replace("{word}", word))
        for value, side, word in ((lat, "N", "с.ш."), (lon, "E", "в.д."))
    ]
    reading = coordinates.read(", ".join(parts))
    assert (reading.lon, reading.lat) == pytest.approx((lon, lat), abs=0.05 / 3600 + 1e-6)


@given(st.floats(0, 180), st.floats(0, 90), st.sampled_from("EW"), st.sampled_from("NS"), st.booleans())
def test_letters_decide_side_and_order(lon, lat, east_west, north_south, longitude_first):
    parts = [f"{lat:.6f} {north_south}", f"{lon:.6f} {east_west}"]
    readings = coordinates.parse(", ".join(reversed(parts) if longitude_first else parts)).readings
    assert [abs(readings[0].lat), abs(readings[0].lon)] == [round(lat, 6), round(lon, 6)]
    assert readings[0].lat == 0 or (readings[0].lat < 0) == (north_south == "S")
    assert readings[0].lon == 0 or (readings[0].lon < 0) == (east_west == "W")


@given(longitudes, latitudes)
def test_degrees_minutes_and_seconds_survive_within_half_a_second(lon, lat):
    reading = coordinates.read(coordinates.dms(lon, lat))
    assert (reading.lon, reading.lat) == pytest.approx((lon, lat), abs=0.5 / 3600 + 1e-6)


def test_a_position_is_spelt_in_whole_seconds():
    assert coordinates.dms(69.28, 41.31) == "41°18′36″N 69°16′48″E"
    assert coordinates.dms(-0.5, -59.99999) == "60°00′00″S 0°30′00″W"


def random_texts(dice: random.Random) -> list[str]:
    """Pieces of positions in a row, any letters, and the table's texts with a letter changed or two of them joined."""
    pieces = [*HOSTILE, *dice.sample(sorted(phrases()), 40), "4131", "069", "51.2", "180", "7", "60", "0"]
    rows = [
        dice.choice(["", " ", ", ", ",", "; "]).join(dice.choices(pieces, k=dice.randint(1, 10))) for _ in range(4000)
    ]
    # blocks that every Unicode of the last years puts in the same order
    letters = [
        *range(32, 0x590),
        *range(0x660, 0x66E),
        *range(0x966, 0x970),
        *range(0x2000, 0x2065),
        *range(0xFF00, 0xFF5F),
    ]
    rows += ["".join(map(chr, dice.choices(letters, k=8))) for _ in range(1000)]
    for _ in range(4000):
        text, other = (dice.choice(READ)["text"] for _ in range(2))
        at = dice.randrange(len(text))
        changed = dice.choice(
            [text[:at] + text[at + 1 :], text[:at] + dice.choice(pieces) + text[at:], text[:at] + other[at:]]
        )
        rows.append(changed)
    return rows


def asked_of_the_page(texts: list[str]) -> list[dict]:
    sys.path.insert(0, str(ROOT))
    from hatch_build import node_commands

    node = shutil.which("node", path=node_commands()[1]["PATH"])
    command = [str(node), str(ROOT / "tests" / "read_positions.mjs")]
    done = subprocess.run(command, input=json.dumps(texts).encode(), capture_output=True, check=True)
    return json.loads(done.stdout)


def test_the_page_reads_random_texts_as_python_does():
    read = [(text, coordinates.parse(text)) for text in random_texts(random.Random(41))]
    # metres are named by both and turned into degrees by Python alone
    same = [(text, reading) for text, reading in read if not (reading.refusal and reading.refusal.key == "plane")]
    taken = 0
    for (text, readings), page in zip(same, asked_of_the_page([text for text, _ in same]), strict=True):
        one, why = readings.one, readings.refusal
        told = (
            {"lat": one.lat, "lon": one.lon, "how": list(one.how)}
            if one
            else {"refused": why.key, "values": dict(why.values)}
        )
        assert page.get("refused") == "elsewhere" or page == told, text
        taken += bool(one)
    assert taken > 1000


def test_the_outline_of_the_table_holds_every_region_and_not_much_more():
    regions = geopandas.read_file(ROOT / "data" / "basemap" / "fine" / "admin1.geojson").union_all()
    tenths = table()["outline"]
    outline = Polygon([(lon / 10, lat / 10) for lon, lat in zip(tenths[::2], tenths[1::2], strict=True)])
    assert outline.is_valid
    assert outline.contains(regions)
    assert regions.buffer(0.45).contains(outline), "the outline wanders off"
    assert is_inside(69.28, 41.31)
    assert not is_inside(49.0, 40.4)


def test_the_noughts_of_the_table_are_noughts():
    assert all(unicodedata.decimal(nought) == 0 for nought in table()["digits"])
    assert {"٠", "۰", "०", "０"} <= set(table()["digits"])


def test_a_long_text_takes_no_longer_for_being_hostile(monkeypatch):
    import geo.coordinates.items as module

    looked = 0
    number = module._number

    def counted(*arguments):
        nonlocal looked
        looked += 1
        return number(*arguments)

    monkeypatch.setattr(module, "_number", counted)
    steps = {}
    for size in (200, 400):
        looked = 0
        for piece in ("1 ", "1'", "1,", "1.1.", "N1", "1:1:", "-1", "1°", "(1", "1 N ", "41,31 ", "a1 "):
            coordinates.parse(piece * size)
        steps[size] = looked
    assert steps[400] <= 2.5 * steps[200]


def test_reading_degrees_loads_no_library():
    heavy = (
        "[name for name in ('pyproj', 'mgrs', 'openlocationcode', 'shapely', 'numpy', 'pandas') if name in sys.modules]"
    )
    code = f"import sys; from geo import coordinates; coordinates.parse('41.31, 69.28'); print({heavy})"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert told.strip() == "[]"


def test_every_way_of_reading_is_explained():
    assert has_message("coordinate.read", domain="problems")
