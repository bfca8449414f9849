"""What other programs make of the files, or put in their place: taken where harmless, else named for what it is."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from factories import canonical

from geo import checking, store
from geo.errors import InvalidData
from geo.vocabulary import LANGUAGES


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A sound data folder in canonical form."""
    return canonical(tmp_path / "data")


def changed(path: Path, change) -> None:
    """Let a layer's JSON be changed and written as GDAL does: spaces, one feature a line."""
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")


def crs(name: str):
    return lambda content: content.update(crs={"type": "name", "properties": {"name": name}})


def each(act):
    return lambda content: [act(number, one) for number, one in enumerate(content["features"])]


def with_nulls(_: int, one: dict) -> None:
    """Every field the layer has, null where this feature has none."""
    for name in ("name_kk", "events", "partners", "cost_usd", "locality", "text_status"):
        one["properties"].setdefault(name, None)


WGS84 = [
    "urn:ogc:def:crs:OGC:1.3:CRS84",
    "urn:ogc:def:crs:OGC::CRS84",
    "OGC:CRS84",
    "EPSG:4326",
    "epsg:4326",
    "urn:ogc:def:crs:EPSG::4326",
    "urn:ogc:def:crs:EPSG:6.9:4326",
    "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
    "http://www.opengis.net/def/crs/EPSG/0/4326",
]
HARMLESS = {
    "name": lambda content: content.update(name="sites"),
    "bbox": lambda content: content.update(bbox=[0, 0, 1, 1]),
    "resolution": lambda content: content.update(xy_coordinate_resolution=1e-06),
    "crs null": lambda content: content.update(crs=None),
    "crs by code": lambda content: content.update(crs={"type": "EPSG", "properties": {"code": 4326}}),
    **{f"crs {name}": crs(name) for name in WGS84},
    "numbers of features": each(lambda number, one: one.update(id=number)),
    "ids of features": each(lambda _, one: one.update(id=one["properties"]["id"])),
    "boxes of features": each(lambda _, one: one.update(bbox=[0, 0, 1, 1])),
    "nulls": each(with_nulls),
    "order": lambda content: content["features"].reverse(),
}


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_a_program_adds_to_a_layer_is_told_and_dropped_and_the_facts_stay(data, kind):
    path = data / "sites.geojson"
    before = path.read_bytes()
    changed(path, HARMLESS[kind])
    assert store.read(data)[1] == []
    [problem] = checking.problems_of(data)
    assert problem.place.file == str(path)
    assert problem.rule == "canonical"
    assert "kzuz check --fix" in problem.mend
    assert checking.problems_of(data, fix=True) == []
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", store.FILES)
def test_a_byte_order_mark_is_told_and_dropped(data, name):
    before = (data / name).read_bytes()
    (data / name).write_bytes(b"\xef\xbb\xbf" + before)
    assert store.read(data)[1] == []
    [problem] = checking.problems_of(data)
    assert "byte order mark" in problem.what
    assert checking.problems_of(data, fix=True) == []
    assert (data / name).read_bytes() == before


def test_a_save_of_qgis_says_each_thing_it_added(data):
    def save(content):
        HARMLESS["name"](content)
        HARMLESS["nulls"](content)
        crs("urn:ogc:def:crs:OGC:1.3:CRS84")(content)

    before = (data / "sites.geojson").read_bytes()
    changed(data / "sites.geojson", save)
    assert sorted(problem.values["member"] for problem in checking.problems_of(data)) == ["crs", "name"]
    assert checking.problems_of(data, fix=True) == []
    assert (data / "sites.geojson").read_bytes() == before


@pytest.mark.parametrize(
    "name", ["urn:ogc:def:crs:EPSG::3857", "EPSG:28412", "urn:ogc:def:crs:EPSG::43260", "http://example.org/4326"]
)
def test_a_layer_in_another_crs_is_refused_once_with_reproject_not_remove(data, name):
    before = (data / "sites.geojson").read_bytes()
    changed(data / "sites.geojson", crs(name))
    atlas, [problem] = store.read(data)
    assert problem.place.field == ("crs",)
    assert name in problem.what
    assert "reproject" in problem.mend
    assert len(atlas.sites) == 0
    assert checking.problems_of(data, fix=True)
    assert (data / "sites.geojson").read_bytes() != before  # left as it is


def test_a_required_field_that_is_null_is_told(data):
    changed(data / "sites.geojson", each(lambda _, one: one["properties"].update(sector=None)))
    assert {problem.key for problem in store.read(data)[1]} == {"schema.word"}


# --- other formats


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "x" * 9000)
        archive.writestr(name, "x")
    return file.getvalue()


LINE = '{"type":"Feature","properties":{"id":"a"},"geometry":null}'
IN_PLACE_OF_A_LAYER = {
    "KML": b'<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>',
    "GPX": b'\xef\xbb\xbf<?xml version="1.0"?><gpx version="1.1"></gpx>',
    "GML": b"<wfs:FeatureCollection></wfs:FeatureCollection>",
    "XML": b"<?xml version='1.0'?><note/>",
    "HTML": b"\n<!DOCTYPE html><html><body>404</body></html>",
    "XLSX": zipped("xl/workbook.xml"),
    "KMZ": zipped("doc.kml"),
    "Shapefile (ZIP)": zipped("sites.shp"),
    "ZIP": zipped("sites.geojson"),
    "gzip": gzip.compress(b"{}"),
    "GeoPackage (SQLite)": b"SQLite format 3\x00" + bytes(80),
    "PDF": b"%PDF-1.7\n",
    "CSV": "id;name;lon;lat\na;Завод;69,2;41,3\n".encode(),
    "Esri JSON": b'{"geometryType":"esriGeometryPoint","features":[{"attributes":{"id":1},"geometry":{"x":1,"y":2}}]}',
    "TopoJSON": b'{"type":"Topology","objects":{},"arcs":[]}',
    "uMap": b'{"type":"umap","layers":[]}',
    "OpenStreetMap JSON (Overpass)": b'{"version":0.6,"generator":"Overpass API","elements":[]}',
    "GeoJSON lines": f"{LINE}\n{LINE}\n".encode(),
    "single Feature": LINE.encode(),
    "single Point": b'{"type":"Point","coordinates":[69.2,41.3]}',
    "UTF-16": '{"type":"FeatureCollection","features":[]}'.encode("utf-16-be"),
    "UTF-32": '{"type":"FeatureCollection","features":[]}'.encode("utf-32"),
}


@pytest.mark.parametrize("kind", IN_PLACE_OF_A_LAYER)
def test_another_format_in_the_place_of_a_layer_is_named_once_with_what_to_do(data, kind):
    (data / "sites.geojson").write_bytes(IN_PLACE_OF_A_LAYER[kind])
    _, [problem] = store.read(data)
    assert problem.place.file == str(data / "sites.geojson")
    assert kind in problem.what
    assert all(problem.mend_in(lang) for lang in LANGUAGES)


IN_PLACE_OF_THE_TABLE = {
    "XLSX": zipped("xl/workbook.xml"),
    "ODS": zipped("mimetype-application/vnd.oasis.opendocument.spreadsheet"),
    "JSON": b'[{"indicator":"trade"}]',
    "HTML": b"<html></html>",
    "semicolons": b"indicator;period;value;unit;reporter;basis;source;note\n",
    "tabs": b"indicator\tperiod\tvalue\tunit\treporter\tbasis\tsource\tnote\n",
    "vertical bars": b"indicator|period|value|unit|reporter|basis|source|note\n",
    "sep=": b"sep=;\nindicator;period;value;unit;reporter;basis;source;note\n",
    "UTF-16": "indicator,period\n".encode("utf-16"),
}


@pytest.mark.parametrize("kind", IN_PLACE_OF_THE_TABLE)
def test_another_format_in_the_place_of_the_table_is_named_once_with_what_to_do(data, kind):
    (data / "indicators.csv").write_bytes(IN_PLACE_OF_THE_TABLE[kind])
    _, [problem] = store.read(data, basemap=False)
    assert kind in problem.what
    assert all(problem.mend_in(lang) for lang in LANGUAGES)


def test_a_list_of_another_format_is_named_too(data):
    (data / "sources.json").write_bytes(IN_PLACE_OF_A_LAYER["XLSX"])
    _, [problem] = store.read(data, basemap=False)
    assert "XLSX" in problem.what


@pytest.mark.parametrize("kind", sorted(set(IN_PLACE_OF_A_LAYER) - {"CSV"}))
def test_a_foreign_file_is_left_as_it_is(data, kind):
    (data / "sites.geojson").write_bytes(IN_PLACE_OF_A_LAYER[kind])
    with pytest.raises(InvalidData):
        store.tidy(data)
    assert (data / "sites.geojson").read_bytes() == IN_PLACE_OF_A_LAYER[kind]


# --- text and JSON


def test_a_byte_of_another_alphabet_is_told_by_line_and_column(data):
    text = (data / "sites.geojson").read_text("utf-8")
    (data / "sites.geojson").write_bytes(text.replace("(ru)", "Завод").encode("cp1251", "replace"))
    _, [problem] = store.read(data, basemap=False)
    line = text.split("\n")[1]
    assert (problem.place.line, problem.place.column) == (2, line.index("(ru)") + 1)
    assert "Windows-1251" in problem.mend


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u0085", "\x0b", "\x1c"])
def test_a_line_that_holds_a_separator_of_unicode_is_one_line(data, mark):
    """Beside a broken line; the sound ones still load."""
    path = data / "sites.geojson"
    text = path.read_text("utf-8").replace('"Trade House"', json.dumps(f"Trade{mark}House", ensure_ascii=mark < " "))
    path.write_text(text.replace('"sector":"energy"', '"sector":energy'), "utf-8")
    atlas, [problem] = store.read(data, basemap=False)
    assert list(atlas.sites["id"]) == ["cotton-mill", "trade-house"]
    assert atlas.sites["name_en"].tolist()[1] == f"Trade{mark}House"
    assert (problem.place.line, problem.key) == (3, "json.value")


@pytest.mark.parametrize(
    "spoilt",
    ['"\\u00A"', '"\\uD800\\u"', '"\\x41"', '"a\tb"', '"open', "'a'", "{1:2}", '{"a" 1}', '{"a":1,}', "[1 2]", "[1]]"],
)
def test_every_fault_of_json_has_a_mend(data, spoilt):
    path = data / "sources.json"
    path.write_text(spoilt, "utf-8")
    _, [problem] = store.read(data, basemap=False)
    assert "is not JSON" in problem.what
    assert problem.key != "json.syntax"
    assert problem.mend


@pytest.mark.parametrize(
    "root",
    [
        '{"type":"FeatureCollection","features":{"a":{"x":1,"x":2}}}',
        '{"type":"FeatureCollection","features":{"x":1,"x":2}}',
        '{"type":"FeatureCollection","features":[[{"x":1,"x":2}]]}',
        '{"features":[],"features":[{"x":1,"x":2}]}',
        '[{"x":1,"x":2}]',
        '{"a":{"x":1,"x":2},"a":3}',
    ],
)
@pytest.mark.parametrize("name", ["sites.geojson", "sources.json"])
def test_a_key_written_twice_anywhere_is_told(data, name, root):
    (data / name).write_text(root, "utf-8")
    told = [problem for problem in store.read(data, basemap=False)[1] if problem.key == "json.key_twice"]
    assert told
    assert "written twice" in str(told[0])


def test_a_folder_with_a_comma_counts_its_files_and_invents_no_problem(tmp_path):
    data = canonical(tmp_path / "a, b")
    (data / "sites.geojson").write_text("hello", "utf-8")
    problems = checking.problems_of(data)
    assert [problem.place.file for problem in problems if problem.rule == "file"] == [str(data / "sites.geojson")]
    assert [problem for problem in problems if problem.rule == "canonical"] == []
    assert "in 1 file" in str(InvalidData([problem for problem in problems if problem.rule == "file"]))
