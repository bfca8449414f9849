"""What is written in a format by a common library comes back as it was: names, positions, whatever the letters."""

import csv
import io
import json
import zipfile
from typing import Any
from unicodedata import normalize

import geopandas
import pyogrio
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from geo import importers
from geo.coordinates.ranking import is_inside
from geo.importers import Asked, Words, geojson
from geo.importers.archive import packed

WORDS = Words((), lambda key, lang: key)
Thing = tuple[str, float, float]

letters = st.characters(categories=("L", "N"), include_characters=" -«»“”()№&,;'\"<>")
names = (
    st.text(letters, min_size=1, max_size=30)
    .map(lambda text: normalize("NFC", " ".join(text.split())))
    .filter(lambda text: text.strip("'=+-@ ") == text and text)
)
points = st.tuples(st.integers(5600, 8000).map(lambda n: n / 100), st.integers(3800, 5400).map(lambda n: n / 100))
things = st.lists(
    st.tuples(names, points).filter(lambda one: is_inside(*one[1])).map(lambda one: (one[0], *one[1])),
    min_size=1,
    max_size=5,
)


def as_csv(rows: list[Thing]) -> bytes:
    held = io.StringIO()
    csv.writer(held, delimiter=";").writerows([("name", "lat", "lon"), *((name, y, x) for name, x, y in rows)])
    return held.getvalue().encode("utf-8-sig")


def as_xlsx(rows: list[Thing]) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([("name", "lat", "lon"), *((name, y, x) for name, x, y in rows)]):
            sheet.write_row(number, 0, row)
    return held.getvalue()


def as_topojson(rows: list[Thing]) -> bytes:
    """By hand: its grid begins at 46, 36 and has a step of a hundredth of a degree."""
    grid = [
        {"type": "Point", "coordinates": [round((x - 46) * 100), round((y - 36) * 100)], "properties": {"name": name}}
        for name, x, y in rows
    ]
    root = {"type": "Topology", "transform": {"scale": [0.01, 0.01], "translate": [46, 36]}, "arcs": []}
    return json.dumps({**root, "objects": {"a": {"type": "GeometryCollection", "geometries": grid}}}).encode()


def by_gdal(driver: str, crs: int = 4326, **options: Any):
    def written(rows: list[Thing]) -> bytes:
        x, y = Transformer.from_crs(4326, crs, always_xy=True).transform(
            *zip(*((x, y) for _, x, y in rows), strict=True)
        )
        frame = geopandas.GeoDataFrame(
            {"name": [name for name, _, _ in rows]}, geometry=geopandas.points_from_xy(x, y), crs=crs
        )
        held = io.BytesIO()
        pyogrio.write_dataframe(frame, held, driver=driver, layer="things", **options)
        return held.getvalue()

    return written


WRITERS = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "topojson": as_topojson,
    "geojson": by_gdal("GeoJSON"),
    "geojsonseq": by_gdal("GeoJSONSeq"),
    "gpkg": by_gdal("GPKG"),
    "gpkg-utm": by_gdal("GPKG", 32642),
    "gpkg-sk42": by_gdal("GPKG", 28412),
    "fgb": by_gdal("FlatGeobuf", SPATIAL_INDEX="NO"),
    "kml": by_gdal("KML"),
}


@pytest.mark.parametrize("writer", WRITERS)
@settings(max_examples=12)
@given(rows=things)
def test_names_and_positions_come_back_as_they_were_written(writer, rows):
    proposal = importers.read("file", WRITERS[writer](rows), Asked(), WORDS)
    assert [row.refusals for row in proposal.rows] == [()] * len(rows)
    assert [row.name for row in proposal.rows] == [name for name, _, _ in rows]
    for row, (_, x, y) in zip(proposal.rows, rows, strict=True):
        assert row.lon is not None
        assert row.lat is not None
        assert max(abs(row.lon - x), abs(row.lat - y)) < 2e-6


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
@pytest.mark.parametrize("told", [True, False])
def test_letters_of_a_shapefile_are_right_with_and_without_its_cpg(tmp_path, encoding, told):
    frame = geopandas.GeoDataFrame(
        {"Имя": ["Опытный склад", "Пассажирский терминал"]},
        geometry=geopandas.points_from_xy([69, 70], [42, 43]),
        crs=4326,
    )
    pyogrio.write_dataframe(frame, tmp_path / "a.shp", encoding=encoding)
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir() if told or path.suffix != ".cpg"}
    if not told:  # nor does its table say it
        table = bytearray(files["a.dbf"])
        table[29] = 0
        files["a.dbf"] = bytes(table)
    proposal = importers.read("file", packed(files), Asked(), WORDS)
    assert [row.fields["name_ru"] for row in proposal.rows] == ["Опытный склад", "Пассажирский терминал"]
    assert proposal.encoding == encoding


def test_a_shapefile_without_its_system_is_a_question_that_names_what_would_fit(tmp_path):
    frame = geopandas.GeoDataFrame(
        {"name": ["A"]}, geometry=geopandas.points_from_xy([500_000], [4_700_000]), crs=32642
    )
    pyogrio.write_dataframe(frame, tmp_path / "a.shp")
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix != ".prj"}
    [row] = importers.read("file", packed(files), Asked(), WORDS).rows
    assert [why.reason for why in row.refusals] == ["crs"]
    assert "EPSG:32642" in row.refusals[0].problem.mend
    [row] = importers.read("file", packed(files), Asked(crs="EPSG:32642"), WORDS).rows
    assert row.refusals == ()


def test_every_layer_of_a_geopackage_is_read(tmp_path):
    for number, name in enumerate(("north", "south")):
        frame = geopandas.GeoDataFrame(
            {"name": [name]}, geometry=geopandas.points_from_xy([69], [42 + number]), crs=4326
        )
        pyogrio.write_dataframe(frame, tmp_path / "a.gpkg", layer=name)
    rows = importers.read("file", (tmp_path / "a.gpkg").read_bytes(), Asked(), WORDS).rows
    assert [(row.name, row.lat) for row in rows] == [("north", 42), ("south", 43)]


def test_a_layer_that_umap_fetches_from_elsewhere_is_refused_not_passed_over():
    options = {"name": "R", "remoteData": {"url": "https://example.org/live.geojson"}}
    layer = {"type": "FeatureCollection", "_umap_options": options, "features": []}
    [table] = geojson.umap({"type": "umap", "layers": [layer]}).tables
    [row] = table.rows
    assert row.refusal.reason == "link"
    assert "https://example.org/live.geojson" in row.refusal.problem.text()


def test_a_kmz_is_read_whatever_its_members_are_called():
    kml = "<kml><Placemark><name>Проба</name><Point><coordinates>69,42</coordinates></Point></Placemark></kml>"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(
            "a/b/Карта.KML",
            kml.encode("cp1251").replace(b"<kml>", b'<?xml version="1.0" encoding="windows-1251"?><kml>'),
        )
    [row] = importers.read("file", held.getvalue(), Asked(), WORDS).rows
    assert (row.name, row.lon, row.lat) == ("Проба", 69, 42)
