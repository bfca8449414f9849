"""What leaves the atlas can be read by others, and says the same: names, numbers, places, sources, whose it is."""

import csv
import io
import json
import zipfile
from xml.etree import ElementTree as Xml

import geopandas
import numpy as np
import pytest
import shapely
from python_calamine import CalamineWorkbook

import geo
from geo.exporters.kml import NAMESPACE, colour
from geo.exporters.table import harmless
from geo.exporters.wanted import DECIMALS
from geo.formats import EXPORT_FORMATS
from geo.vocabulary import LANGUAGES

pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def part(enriched):
    """A slice with points, lines and what has no place."""
    return geo.select(enriched, sector=["water", "transport", "border"])


def all_ids(atlas) -> list[str]:
    return [id_ for frame in atlas.layers().values() for id_ in frame["id"]]


def placed_ids(atlas) -> set[str]:
    frames = atlas.layers().values()
    return {
        id_ for frame in frames for id_, shape in zip(frame["id"], frame.geometry, strict=True) if shape is not None
    }


@pytest.mark.parametrize("file_format", EXPORT_FORMATS)
def test_the_same_atlas_makes_the_same_bytes(part, file_format, monkeypatch):
    first = geo.export(part, file_format)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert geo.export(part, file_format) == first


def test_geojson_has_every_feature_and_what_its_sources_are(part):
    held = json.loads(geo.export(part, "geojson"))
    assert [feature["id"] for feature in held["features"]] == all_ids(part)
    cited = {entry["id"] for feature in held["features"] for entry in feature["properties"]["sources"]}
    assert cited <= {source["id"] for source in held["sources"]}
    assert held["edition"] == part.edition
    assert "ODbL" in held["licence"]


def test_a_sequence_is_one_feature_a_line(part):
    lines = geo.export(part, "geojsonseq").decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == all_ids(part)


def test_texts_of_one_language_leave_out_the_others(part):
    for line in geo.export(part, "geojsonseq", "kk").decode().splitlines():
        properties = json.loads(line)["properties"]
        texts = json.dumps(properties)
        assert not any(f'_{lang}"' in texts for lang in LANGUAGES if lang != "kk"), properties["id"]


@pytest.mark.parametrize("file_format", ["gpkg", "fgb", "parquet"])
def test_a_gis_reads_every_feature_where_it_is(part, file_format, tmp_path):
    path = tmp_path / f"atlas.{file_format}"
    path.write_bytes(geo.export(part, file_format))
    if file_format == "parquet":
        frames = [geopandas.read_parquet(path)]
    else:
        names = geopandas.list_layers(path)
        spatial = names.loc[names["geometry_type"].notna(), "name"]
        frames = [geopandas.read_file(path, layer=name) for name in spatial]
    found = {id_: shape for frame in frames for id_, shape in zip(frame["id"], frame.geometry, strict=True)}
    assert set(found) == (placed_ids(part) if file_format == "fgb" else set(all_ids(part)))
    assert all(frame.crs == "EPSG:4326" for frame in frames)
    for frame in part.layers().values():
        for id_, precision, shape in zip(frame["id"], frame["precision"], frame.geometry, strict=True):
            if shape is not None:
                step = 10.0 ** -DECIMALS.get(precision, 6)
                assert shapely.hausdorff_distance(found[id_], shape) <= step * np.sqrt(2), id_


def test_a_geopackage_carries_observations_and_sources_as_tables(enriched, tmp_path):
    path = tmp_path / "atlas.gpkg"
    path.write_bytes(geo.export(geo.select(enriched, kind="indicator"), "gpkg"))
    observed = geopandas.read_file(path, layer="observations")
    assert len(observed) == len(enriched.observations)
    assert set(observed["source"]) <= set(geopandas.read_file(path, layer="sources")["id"])


def test_a_position_has_no_more_decimals_than_its_certainty_bears(enriched):
    for line in geo.export(enriched, "geojsonseq").decode().splitlines():
        feature = json.loads(line)
        if feature["geometry"] and feature["geometry"]["type"] == "Point":
            most = DECIMALS[feature["properties"]["precision"]]
            assert all(round(value, most) == value for value in feature["geometry"]["coordinates"]), feature["id"]


def test_csv_is_a_row_a_feature_with_numbers_as_numbers(part):
    content = geo.export(part, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == all_ids(part)
    for row in rows:
        if row["latitude"]:
            assert 30 < float(row["latitude"]) < 60


@pytest.mark.parametrize("name", ["=1+1", "+7 727", "-x", "@sum", " =1", "＝1", "\t=1"])
def test_no_spreadsheet_runs_a_name(name):
    assert harmless(name) == f"'{name}"
    assert harmless(f"x{name}") == f"x{name}"


def test_a_workbook_keeps_texts_as_texts_and_numbers_as_numbers(part):
    book = CalamineWorkbook.from_filelike(io.BytesIO(geo.export(part, "xlsx")))
    head, *rows = book.get_sheet_by_name("features").to_python()
    assert [row[head.index("id")] for row in rows] == all_ids(part)
    placed = [row[head.index("latitude")] for row in rows if row[head.index("latitude")] != ""]
    assert placed
    assert all(isinstance(value, float) for value in placed)
    assert set(book.sheet_names) >= {"features", "sources", "about"}


def test_a_formula_in_a_name_is_a_text_of_the_workbook(part):
    from dataclasses import replace

    named = part.sites.copy()
    named.loc[0, "name_en"] = "=HYPERLINK(1)"
    content = geo.export(replace(part, sites=named), "xlsx")
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet


def test_kml_is_well_formed_and_its_names_are_texts(part):
    root = Xml.fromstring(geo.export(part, "kml", "en"))
    marks = list(root.iter(f"{{{NAMESPACE}}}Placemark"))
    assert [mark.get("id") for mark in marks] == all_ids(part)
    expected = [row.name_en for frame in part.layers().values() for row in frame.itertuples()]
    assert [mark.findtext(f"{{{NAMESPACE}}}name") for mark in marks] == expected
    styles = {style.get("id") for style in root.iter(f"{{{NAMESPACE}}}Style")}
    assert {mark.findtext(f"{{{NAMESPACE}}}styleUrl", "")[1:] for mark in marks} <= styles


def test_kml_counts_colours_from_alpha_and_blue():
    assert colour("#b83200") == "ff0032b8"


@pytest.mark.parametrize("name", ["<b>&]]>", "a\x00b\x1f", "Ғ Қ ʻ \u202e"])
def test_odd_letters_in_a_name_leave_kml_well_formed(part, name):
    from dataclasses import replace

    named = part.sites.copy()
    named.loc[0, "name_en"] = name
    root = Xml.fromstring(geo.export(replace(part, sites=named), "kml", "en"))
    told = "".join(letter for letter in name if letter >= " ")
    assert told in [mark.text for mark in root.iter(f"{{{NAMESPACE}}}name")]


def test_iati_has_an_activity_for_what_is_known_to_be_in_a_state(part):
    root = Xml.fromstring(geo.export(part, "iati"))
    found = [activity.findtext("iati-identifier", "").removeprefix("kzuz-atlas-") for activity in root]
    expected = [
        row.id
        for name, frame in part.layers().items()
        if name not in ("indicators", "rail_stations")
        for row in frame.itertuples()
        if row.status != "unknown"
    ]
    assert found == expected
    order = ["iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status",
             "activity-date", "recipient-country", "location", "sector", "document-link"]  # fmt: skip
    for activity in root:
        places = [order.index(child.tag) for child in activity]
        assert places == sorted(places)


def test_a_data_package_says_what_is_in_each_of_its_files(part):
    archive = zipfile.ZipFile(io.BytesIO(geo.export(part, "datapackage")))
    described = json.loads(archive.read("datapackage.json"))
    assert {entry["path"] for entry in described["resources"]} == set(archive.namelist()) - {"datapackage.json"}
    for entry in described["resources"]:
        if entry["format"] == "csv":
            head = next(csv.reader(io.StringIO(archive.read(entry["path"]).decode("utf-8-sig"))))
            assert head == [field["name"] for field in entry["schema"]["fields"]]


def test_a_format_that_is_none_is_named_with_those_there_are(part):
    with pytest.raises(ValueError, match="geojson"):
        geo.export(part, "shapefile")


def test_a_missing_part_is_named_with_the_command_that_brings_it(part, monkeypatch):
    from geo import extras

    def absent(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extras, "import_module", absent)
    with pytest.raises(extras.MissingPart, match=r"kzuz-atlas\[scale\]"):
        extras.part("pyarrow", "scale")
