"""A position in several columns: parts of degrees, hemispheres, metres beside their zone; told or refused."""

import pytest
from conftest import DATA

from geo import store
from geo.importers.columns import Columns
from geo.importing import Asked, previewed, proposals


@pytest.fixture(scope="module")
def atlas():
    return store.load(DATA)


def read(atlas, header: str, row: str, **asked):
    lines = [f"name;{header};sector;status;source", f"Depot {row};logistics;planned;https://example.org/a"]
    said = Asked(**asked)
    return previewed(atlas, proposals(atlas, {"list.csv": "\n".join(lines).encode()}, said), said)[0]


DEGREES = "A;41;3;26.28;68;59;28.32"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Latitude (deg);Latitude (min);Latitude (sec);Longitude (deg);Longitude (min);Longitude (sec)", DEGREES),
        ("Lat °;Lat ';Lat \";Lon °;Lon ';Lon \"", "A;41;3;26,28;68;59;28,32"),
        ("Широта, град;Широта, мин;Широта, сек;Долгота, град;Долгота, мин;Долгота, сек", "A;41;3;26,28;68;59;28,32"),
        ("latitude degrés;latitude minutes;longitude degrés;longitude minutes", "A;41;3.438;68;59.472"),
        ("kenglik daraja;kenglik daqiqa;kenglik soniya;uzunlik daraja;uzunlik daqiqa;uzunlik soniya", DEGREES),
        ("lat;N/S;lon;E/W", "A;41.0573;N;68.9912;E"),
        ("широта;С/Ю;долгота;В/З", "A;41,0573;С;68,9912;В"),
        ("lat;lat dir;lat min;lon;lon dir;lon min", "A;41;north;3.438;68;east;59.472"),
        ("UTM zone;easting;northing", "A;42N;499260;4545129"),
        ("Зона;northing;easting", "A;42;4545129;499260"),
        ("fuseau;x;y", "A;42T;499260;4545129"),
        ("x;y;lat;lon", "A;7680065;5018404;41.0573;68.9912"),
    ],
)  # fmt: skip
def test_parts_are_put_together(atlas, header, row):
    found = read(atlas, header, row)
    [line] = found.lines
    assert (line.outcome, line.proposed.lon, line.proposed.lat) == (
        "new", pytest.approx(68.9912, abs=2e-4), pytest.approx(41.0573, abs=2e-4),
    ), line.message("en")  # fmt: skip
    assert found.proposals[0].crs == ("EPSG:32642" if "499260" in row else "EPSG:4326")


@pytest.mark.parametrize(
    ("header", "row", "reason"),
    [
        ("lat;lat min;lat sec;lon;lon min;lon sec", "A;41;75;0;68;59;28", "number"),
        ("lat;lat min;lat sec;lon;lon min;lon sec", "A;41.5;3;26;68;59;28", "number"),
        ("lat;lat min;lat sec;lon;lon min;lon sec", "A;41;-3;26;68;59;28", "number"),
        ("lat;lat min;lat sec;lon;lon min;lon sec", "A;41;;26;68;59;28", "no-position"),
        ("lat;lat min;lat sec;lon;lon min;lon sec", "A;41;;;68;59;28", "no-position"),
        ("lat;lat min;lat sec;lon;lon min;lon sec", "A;68;59;28;41;3;26", "swapped"),
        ("lat;N/S;lon;E/W", "A;41.0573;S;68.9912;E", "hemisphere"),
        ("lat;N/S;lon;E/W", "A;41.0573;E;68.9912;N", "swapped"),
        ("lat;N/S;lon;E/W", "A;-41.0573;N;68.9912;E", "number"),
        ("lat;N/S;lon;E/W", "A;41.0573;?;68.9912;E", "number"),
        ("zone;easting;northing", "A;12;499260;4545129", "crs"),
        ("zone;easting;northing", "A;free zone;499260;4545129", "crs"),
        ("zone;easting;northing", "A;42N;4545129;499260", "swapped"),
        ("zone;easting;northing", "A;42K;499260;4545129", "number"),
        ("Latitude;lat;lon", "A;41.0573;43.25;68.9912", "header"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_or_is_only_half_there_is_refused(atlas, header, row, reason):
    [line] = read(atlas, header, row).lines
    assert (line.outcome, line.reason) == ("refused", reason), line.message("en")


def test_a_system_named_beside_another_zone_is_refused_and_the_same_one_is_not(atlas):
    header, row = "zone;easting;northing", "A;42N;499260;4545129"
    assert [line.reason for line in read(atlas, header, row, crs="EPSG:32643").lines] == ["crs"]
    assert [line.outcome for line in read(atlas, header, row, crs="EPSG:32642").lines] == ["new"]


def test_a_zone_that_is_a_name_is_no_matter_beside_degrees(atlas):
    assert [line.outcome for line in read(atlas, "zone;lat;lon", "A;Free zone;41.0573;68.9912").lines] == ["new"]


def test_columns_alike_are_one_where_they_say_the_same(atlas):
    assert [line.outcome for line in read(atlas, "Latitude;lat;lon", "A;41.0573;41.0573;68.9912").lines] == ["new"]
    chosen = read(atlas, "Latitude;lat;lon", "A;41.0573;43.25;68.9912", columns={"lat": "Latitude"})
    assert [line.proposed.lat for line in chosen.lines] == [41.0573]
    assert Columns().column("min lat") == Columns().column("широта минуты")
