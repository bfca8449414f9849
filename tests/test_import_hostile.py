"""Files of strangers: bombs, broken ones, ones that lead out of themselves. Each is refused in words, and soon."""

import io
import json
import os
import random
import sqlite3
import struct
import time
import zipfile
from contextlib import closing

import pytest
import xlsxwriter
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from geo import importers
from geo.i18n import message
from geo.importers import Asked, Words

WORDS = Words((), lambda key, lang: message(key, lang))
ASKED = Asked()
FILES = sorted((ROOT / "tests" / "cases" / "import").iterdir())
# Seconds of trying damaged files; more in a longer run.
FUZZ_S = float(os.environ.get("KZUZ_FUZZ_S", "4"))


def read(data: bytes, asked: Asked = ASKED) -> importers.Proposal:
    return importers.read("file", data, asked, WORDS)


def refusal(data: bytes, asked: Asked = ASKED) -> str:
    """The reason for which a whole file is refused, after its message was put in words."""
    [row] = read(data, asked).rows
    [why] = row.refusals
    assert not why.problem.text("ru").startswith("import.")
    return f"{why.reason} {why.problem.key.removeprefix('import.')}"


def zipped(members: dict[str, bytes], **options: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", options.get("how", zipfile.ZIP_DEFLATED)) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def new_workbook() -> bytes:
    """As a spreadsheet program saves one that nobody has typed in."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        book.add_worksheet()
    return held.getvalue()


KML = b"<kml><Placemark><name>A</name><Point><coordinates>69,41</coordinates></Point></Placemark></kml>"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><kml>&b;</kml>'
OUTSIDE = b'<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><Placemark><name>&x;</name></Placemark></kml>'
WORKBOOK = {
    "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "xl/workbook.xml": b'<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    b'<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>',
}


def sheet(xml: bytes) -> bytes:
    return zipped(
        {**WORKBOOK, "xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + xml + b"</sheetData></worksheet>"}
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "header empty"),
        (new_workbook(), "header empty"),
        (b"name,lat\x00,lon\nA,41,69\n", "format binary"),
        (b" \n ", "header empty"),
        (LAUGHS, "format xml_doctype"),
        (OUTSIDE, "format xml_doctype"),
        (b"<kml>" + b"<Folder>" * 100_000, "format xml_deep"),
        (b"<kml><Document>", "format xml_broken"),
        (b"<html><body>Sites</body></html>", "format format_other"),
        (b"<!DOCTYPE html><html>Not found</html>", "format format_other"),
        (b"<svg/>", "format xml_other"),
        (b'{"type":"FeatureCollection","features":' + b"[" * 100_000, "format json_deep"),
        (b'{"type":"FeatureCollection","features":[', "format json_broken"),
        (b'{"type":"FeatureCollection"}', "format no_features"),
        (b'{"a":' + b"9" * 10_000 + b"}", "format json_deep"),
        (b'{"type":"Topology","objects":{"a":{}},"transform":{"scale":"x"}}', "topojson topojson_grid"),
        (zipped({"doc.kml": b" " * 60_000_000 + KML}), "format zip_bomb"),
        (zipped({"../../doc.kml": KML}), "format zip_outside"),
        (zipped({"C:\\doc.kml": KML}), "format zip_outside"),
        (zipped({"/etc/doc.kml": KML}), "format zip_outside"),
        (zipped({"a.exe": b"MZ"}), "format zip_other"),
        (zipped({"a.csv": b"name", "b.csv": b"name"}), "format zip_other"),
        (zipped({"a.shp": b"\x00\x00\x27\x0a"}), "format shapefile_part"),
        (zipped({"a.shp": b"\x00\x00\x27\x0a", "a.dbf": b"\x03"}), "format shapefile_part"),
        (b"PK\x03\x04 and then nothing", "format zip_broken"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "format format_other"),
        (b"%PDF-1.7", "format format_other"),
        (b"SQLite format 3\x00" + b"\x00" * 100, "format gdal"),
        (b"fgb\x03fgb\x00" + b"\xff" * 100, "format no_features"),
        (sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "format sheet_too_wide"),
        (sheet(b'<row r="x"><c r="A1"><v>1</v></c></row>'), "format sheet_broken"),
        (b"a,b\n1,2\n", "header no_header"),
        (b'name,lat,lon\n"Depot,41,69\n', "header quote"),
        (b"name;sector\nA;B\n", "header columns_missing"),
        (b"name,lat,lon\n", "header no_rows"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_list_is_refused_in_words(data, expected):
    begun = time.monotonic()
    assert refusal(data) == expected
    assert time.monotonic() - begun < 20


def test_a_sheet_of_repeated_cells_does_not_fill_the_memory():
    cell = b'<t:table-cell o:value-type="float" o:value="1" t:number-columns-repeated="16384"/>'
    rows = b'<t:table-row t:number-rows-repeated="1048576">' + cell + b"</t:table-row>"
    content = (
        b'<o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        b'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><o:body><o:spreadsheet><t:table t:name="A">'
        + rows
        + b"</t:table></o:spreadsheet></o:body></o:document>"
    )
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    assert refusal(zipped({"mimetype": mimetype, "content.xml": content})) == "format sheet_too_wide"


@pytest.mark.parametrize("endless", ["obyektlar", "gpkg_contents", "gpkg_spatial_ref_sys"])
def test_a_geopackage_that_would_compute_for_ever_is_refused(endless):
    data = (ROOT / "tests" / "cases" / "import" / "obyektlar_utm.gpkg").read_bytes()
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(data)
        columns = [row[1] for row in base.execute(f"PRAGMA table_info({endless})")]
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f'DROP TRIGGER "{name}"')
        base.execute(f"DROP TABLE {endless}")
        picked = ", ".join(f"n AS {column}" for column in columns)
        count = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)"
        base.execute(f"CREATE VIEW {endless} AS {count} SELECT {picked} FROM r")
        hostile = base.serialize()
    assert refusal(hostile).startswith("format g")


@pytest.mark.parametrize(
    ("coordinates", "expected"),
    [
        ("69.24,41.31,0", ""), ("69.24, 41.31, 0", ""), ("69,24,41,31", "number"), ("69,24 41,31", "number"),
        ("", ""), ("east,north", "number"), ("1e999,41", "range"), ("41.31,69.24", "swapped"),
    ],
)  # fmt: skip
def test_positions_of_kml_are_read_or_refused_but_never_cut(coordinates, expected):
    data = f"<kml><Placemark><name>A</name><Point><coordinates>{coordinates}</coordinates></Point></Placemark></kml>"
    [row] = read(data.encode()).rows
    assert [why.reason for why in row.refusals] == [expected] * bool(expected)


@pytest.mark.parametrize(("lat", "lon"), [("43,5310", "76,9550"), ("43.5310", "76.9550")])
def test_a_decimal_comma_in_gpx_is_no_end_of_the_number(lat, lon):
    [row] = read(f'<gpx><wpt lat="{lat}" lon="{lon}"><name>A</name></wpt></gpx>'.encode()).rows
    assert (row.lon, row.lat) == (76.955, 43.531)


@pytest.mark.parametrize(
    ("geometry", "expected"),
    [
        ({"type": "Point", "coordinates": ["69.2", "41.3"]}, "number"),
        ({"type": "Point", "coordinates": [None, 41.3]}, "number"),
        ({"type": "Point", "coordinates": [69.2]}, "number"),
        ({"type": "Point", "coordinates": [True, False]}, "number"),
        ({"type": "Point", "coordinates": {}}, "geometry"),
        ({"type": "Point", "coordinates": [400, 41]}, "range"),
        ({"type": "Point", "coordinates": [41.3, 69.2]}, "swapped"),
        ({"type": "Polygon", "coordinates": [[[69, 41], [69]]]}, "geometry"),
        ("Point", "geometry"),
    ],
)
def test_what_gdal_lets_through_is_refused(geometry, expected):
    feature = {"type": "Feature", "properties": {"name": "A"}, "geometry": geometry}
    [row] = read(json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()).rows
    assert [why.reason for why in row.refusals] == [expected]


@pytest.mark.parametrize(
    ("crs", "position", "expected"),
    [
        ("EPSG:28412", [69.2, 41.3], "crs"),
        ("EPSG:4326", [7702000, 5062000], "crs"),
        ("EPSG:999999", [69.2, 41.3], "crs"),
        ("+proj=longlat +nadgrids=/etc/passwd", [69.2, 41.3], "crs"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", [69.2, 41.3], ""),
        ("urn:ogc:def:crs:EPSG::4326", [41.3, 69.2], "swapped"),
    ],
)
def test_a_system_is_believed_only_where_the_numbers_can_be_of_it(crs, position, expected):
    feature = {"type": "Feature", "properties": {"name": "A"}, "geometry": {"type": "Point", "coordinates": position}}
    root = {"type": "FeatureCollection", "features": [feature], "crs": {"type": "name", "properties": {"name": crs}}}
    [row] = read(json.dumps(root).encode()).rows
    assert [why.reason for why in row.refusals] == [expected] * bool(expected)


def test_latitude_first_can_be_said():
    feature = {
        "type": "Feature",
        "properties": {"name": "A"},
        "geometry": {"type": "Point", "coordinates": [41.3, 69.2]},
    }
    root = {"type": "FeatureCollection", "features": [feature]}
    [row] = read(json.dumps(root).encode(), Asked(order="lat-lon")).rows
    assert (row.lon, row.lat) == (69.2, 41.3)


@pytest.mark.parametrize(
    "name", ["cp1251", "kz1048", "cp866", "koi8-r", "iso8859-5", "mac-cyrillic", "utf-16-le", "utf-16", "utf-8-sig"]
)
def test_russian_letters_of_any_charset_come_out_as_typed(name):
    text = "Название;Широта;Долгота\nОпытный склад «Север»;43,2977;68,2714\nПассажирский терминал;41,4583;68,7716\n"
    if name in ("cp866", "koi8-r", "iso8859-5"):  # these have no such quotes
        text = text.replace("«", "").replace("»", "")
    expected = [line.split(";")[0] for line in text.split("\n")[1:3]]
    assert [row.fields["name_ru"] for row in read(text.encode(name)).rows] == expected


def test_kazakh_and_french_letters_of_eight_bits_come_out_as_typed():
    kazakh = "Атауы;Ендік;Бойлық\nҮлгі орталық «Өзен» қоймасы;44,8531;65,5092\n"
    assert read(kazakh.encode("kz1048")).rows[0].fields["name_kk"] == "Үлгі орталық «Өзен» қоймасы"
    french = "Nom;Latitude;Longitude\nEntrepôt d'essai, près de Chymkent;42,3126;69,5948\n"
    assert read(french.encode("cp1252")).rows[0].fields["name_fr"] == "Entrepôt d'essai, près de Chymkent"


def test_a_charset_that_is_said_and_does_not_fit_is_refused():
    data = "name,lat,lon\nСклад,41,69\n".encode("cp1251")
    assert refusal(data, Asked(encoding="utf-8")) == "encoding encoding_wrong"
    assert refusal(data, Asked(encoding="rot13")) == "encoding encoding_no_such"


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A file after an accident or an attack: bytes changed, cut, doubled, or numbers grown."""
    broken = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(broken) or 1)
        kind = chance.randrange(5)
        if kind == 0 and broken:
            broken[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del broken[at : at + chance.randint(1, 64)]
        elif kind == 2:
            broken[at:at] = broken[at : at + chance.randint(1, 64)]
        elif kind == 3:
            broken[at:at] = chance.choice(
                [b"\x00", b"99999999999", b"-", b'"', b"<", b"}", b"\xff\xff\xff\xff", b"NaN"]
            )
        else:
            broken[at : at + 4] = struct.pack("<I", chance.getrandbits(32))
    return bytes(broken)


def inside_mutated(data: bytes, chance: random.Random) -> bytes:
    """The same done to a member of an archive, which is packed again, so that its sum is right."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    name = chance.choice(list(members))
    return zipped({**members, name: mutated(members[name], chance)})


def test_damaged_files_of_every_format_end_in_rows_or_words():
    chance = random.Random(20261127)
    contents = [path.read_bytes() for path in FILES] + list(SOUND.values())
    until = time.monotonic() + FUZZ_S
    tried = 0
    while time.monotonic() < until:
        data = chance.choice(contents)
        damage = inside_mutated if data.startswith(b"PK\x03\x04") and chance.random() < 0.7 else mutated
        for row in read(damage(data, chance)).rows:
            for why in row.refusals:
                assert why.reason
                why.problem.text("kk")
        tried += 1
    assert tried > 20


@given(st.binary(max_size=300))
def test_any_bytes_end_in_rows_or_words(data):
    assert read(data).rows


@given(st.text(max_size=200))
def test_any_text_in_a_cell_ends_in_rows_or_words(text):
    quoted = text.replace('"', '""')
    for column in range(3):
        cells = ["Depot", "41.3", "69.2"]
        cells[column] = f'"{quoted}"'
        assert read(f"name,lat,lon\n{','.join(cells)}\n".encode("utf-8", "replace")).rows


def _sound() -> dict[str, bytes]:
    """A small file of each format that the cases have none of."""
    import geopandas
    import xlsxwriter
    from shapely import Point

    frame = geopandas.GeoDataFrame({"name": ["A", "Б"]}, geometry=[Point(69.2, 41.3), Point(68.9, 42.1)], crs=4326)
    found = {"csv": b"name,lat,lon\nA,41.3,69.2\n"}
    for driver, ending in (("FlatGeobuf", "fgb"), ("GeoJSONSeq", "geojsonl"), ("GeoJSON", "geojson")):
        held = io.BytesIO()
        frame.to_file(held, driver=driver)
        found[ending] = held.getvalue()
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        book.add_worksheet().write_column(0, 0, ["name", "A"])
    found["xlsx"] = held.getvalue()
    return found


SOUND = _sound()


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1 200 000,50", 1200000.5), ("1\u00a0200\u00a0000", 1200000), ("1,200,000", 1200000), ("1,200,000.50", 1200000.5),
     ("1.200.000,50", 1200000.5), ("1'200'000", 1200000), ("1200,5", 1200.5), ("1,200", None), ("1.200", None),
     ("1,2,3", None), ("1,20,000", None), ("0.125", 0.125), ("$5", None)],
)  # fmt: skip
def test_thousands_are_parted_as_people_part_them_and_never_taken_for_a_fraction(cell, number):
    row = json.dumps([{"type": "Feature", "properties": {"name": "A", "cost_usd": cell}, "geometry": None}]).encode()
    [found] = read(row).rows
    assert found.fields.get("cost_usd") == number
    assert [why.reason for why in found.refusals] == ([] if number else ["number"])


@pytest.mark.parametrize(
    "text",
    [
        "Объекты;;;;\n№;Название;Координаты;;Сектор\n;;широта;долгота;\n1;Склад;41,3111;69,2797;\n",
        "Название;Сектор;Координаты;;Статус;Источник\n;;широта;долгота;;\nСклад;;41,3111;69,2797;;\n",
        "name;latitude;longitude\nНазвание;Широта;Долгота\nСклад;41,3111;69,2797\n",
        "Название;;\n;Широта;Долгота\nСклад;41,3111;69,2797\n",
    ],
)
def test_a_header_of_two_rows_is_one_header(text):
    [row] = read(text.encode()).rows
    assert (row.name, row.lon, row.lat, row.refusals) == ("Склад", 69.2797, 41.3111, ())


def test_metres_with_northing_first_are_a_question_and_never_a_place_in_africa():
    feature = {"type": "Feature", "properties": {"name": "A"}, "geometry": {
        "type": "Point", "coordinates": [4575000, 12523000]}}  # fmt: skip
    root = {"type": "FeatureCollection", "features": [feature],
            "crs": {"type": "name", "properties": {"name": "EPSG:28412"}}}  # fmt: skip
    data = json.dumps(root).encode()
    assert refusal(data) == "swapped northing_first"
    [row] = read(data, Asked(order="lat-lon")).rows
    assert (round(row.lon, 2), round(row.lat, 2)) == (69.27, 41.31)


def test_texts_by_language_in_one_property_are_a_text_of_each_language():
    feature = {"type": "Feature", "properties": {"name": {"ru": "Склад", "kk": "Қойма"}}, "geometry": None}
    [row] = read(json.dumps(feature).encode()).rows
    assert (row.fields["name_ru"], row.fields["name_kk"]) == ("Склад", "Қойма")


def test_what_the_reader_knows_of_every_row_is_said_rather_than_that_columns_lack():
    route = b'<gpx><rte><name>R</name><rtept lat="41.3" lon="69.2"/></rte></gpx>'
    [row] = read(route).rows
    assert [why.reason for why in row.refusals] == ["geometry"]


@pytest.mark.parametrize(
    ("text", "status"),
    [("планируется", "planned"), ("в стадии строительства", "under_construction"), ("prévue", "planned"),
     ("салынуда", "under_construction"), ("қалай", None), ("ochiq", "operational"),
     ("На реконструкции", "closed_for_works")],
)  # fmt: skip
def test_states_are_known_as_people_write_them(text, status):
    rows = read(f"name;lat;lon;status\nA;41,3;69,2;{text}\n".encode()).rows
    assert [row.fields.get("status") for row in rows] == [status]


def test_numbers_of_rows_are_no_ids():
    """Those of another file would be taken for corrections of these."""
    found = read(b"id,name,lat,lon\n1,Depot,41.31,69.27\n2,Yard,41.42,69.3\n")
    assert [(row.id, row.name, row.refusals) for row in found.rows] == [("", "Depot", ()), ("", "Yard", ())]
    assert any("id" in note.text("en") for note in found.notes)
