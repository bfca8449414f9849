"""What a file is, by its bytes and never by its name, and which reader takes it."""

from collections.abc import Mapping
from typing import Any

from geo.errors import Said
from geo.importers import charset, delimited, gdal, geojson, gpx, grid, json_text, kml, services, topojson
from geo.importers.archive import Archive
from geo.importers.columns import Columns
from geo.importers.grid import Grid
from geo.importers.rows import Contents, Table, Unreadable

_ZIP = b"PK\x03\x04"
_MAGIC = {
    b"\xd0\xcf\x11\xe0": "XLS", b"%PDF": "PDF", b"PAR1": "Parquet", b"\x1f\x8b": "gzip", b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG", b"7z\xbc\xaf": "7z", b"Rar!": "RAR", b"PK\x05\x06": "ZIP", b"{\\rtf": "RTF",
}  # fmt: skip
_SHAPEFILE = b"\x00\x00\x27\x0a"
# Of an archive that is none of ours: a file of these kinds in it is read.
_INNER = (
    ".csv", ".tsv", ".txt", ".geojson", ".geojsonl", ".geojsonseq", ".json", ".gpx", ".gpkg", ".fgb", ".umap", ".xlsx",
    ".ods",
)  # fmt: skip


def read(data: bytes, columns: Columns, encoding: str = "") -> Contents:
    """All that a file holds.

    Raises
    ------
    Unreadable
        It is of no format that is read here, or broken.
    """
    if data.startswith(_ZIP):
        return _zipped(data, columns, encoding)
    if data.startswith(b"SQLite format 3\x00"):
        return gdal.geopackage(data)
    if data.startswith(b"fgb"):
        return gdal.flatgeobuf(data)
    if data.startswith(_SHAPEFILE):
        raise Unreadable("format", "import.shapefile_part", part=".dbf")
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            raise Unreadable("format", "import.format_other", format=name)
    if not data.strip():
        raise Unreadable("header", "import.empty")
    return _text(data, columns, encoding)


def _zipped(data: bytes, columns: Columns, encoding: str, *, inner: bool = True) -> Contents:
    from geo.importers import sheets
    from geo.importers.sheet_facts import WORKBOOK

    archive = Archive(data)
    names = archive.members
    if WORKBOOK in names or "opendocument.spreadsheet" in _head(names.get("mimetype", b"")):
        return _tables(sheets.grids(data, archive), columns, "XLSX" if WORKBOOK in names else "ODS")
    if archive.ending(".shp"):
        return gdal.shapefiles(archive, encoding)
    if archive.ending(".kml"):
        return kml.of_kmz(archive, encoding)
    found = archive.ending(*_INNER)
    if inner and len(found) == 1:
        [one] = found.values()
        return _zipped(one, columns, encoding, inner=False) if one.startswith(_ZIP) else read(one, columns, encoding)
    raise Unreadable("format", "import.zip_other", names=tuple(names)[:10])


def _head(data: bytes) -> str:
    return data[:200].decode("ascii", "replace")


def _text(data: bytes, columns: Columns, encoding: str) -> Contents:
    start = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\x1e \t\r\n")
    if start.startswith(b"<"):
        tag = start[:4096].lower()
        if tag.startswith((b"<!doctype html", b"<html", b"<table")):  # what a server says instead, or a sheet saved so
            raise Unreadable("format", "import.format_other", format="HTML")
        return gpx.contents(data, encoding) if b"<gpx" in tag else kml.contents(data, encoding)
    letters = charset.decode(data, encoding)
    if "\x00" in letters.text:
        raise Unreadable("format", "import.binary")
    notes = [Said("import.note.encoding", {"encoding": letters.encoding})] if letters.proposed else []
    if start.startswith((b"{", b"[")):
        found = _json(letters.text)
    else:
        found = _tables([delimited.sheet(letters.text, columns.known)], columns, "CSV")
    return Contents(found.format, found.tables, letters.encoding, [*notes, *found.notes])


def _json(text: str) -> Contents:
    if json_text.is_in_lines(text):
        return geojson.sequence(text)
    root = json_text.parsed(text)
    if isinstance(root, list):
        root = {"type": "FeatureCollection", "features": root}
    if not isinstance(root, dict):
        raise Unreadable("format", "import.no_features")
    return _of_root(root)


def _of_root(root: Mapping[str, Any]) -> Contents:
    if root.get("type") == "Topology":
        return topojson.contents(root)
    if root.get("type") == "umap":
        return geojson.umap(root)
    if isinstance(root.get("elements"), list):
        return services.overpass(root)
    features = root.get("features")
    first = features[0] if isinstance(features, list) and features else None
    if "geometryType" in root or "spatialReference" in root or (isinstance(first, dict) and "attributes" in first):
        return services.esri(root)
    return geojson.collection(root)


def _tables(grids: list[Grid], columns: Columns, name: str) -> Contents:
    """Every sheet that has a header; what is said of the others."""
    headed = [(one, header) for one in grids if (header := grid.header_of(one, columns.known)) is not None]
    if not headed:
        cells = tuple(_first_cells(grids))
        raise Unreadable("header", "import.no_header", cells=cells) if cells else Unreadable("header", "import.empty")
    located = [(one, header) for one, header in headed if columns.has_place(header.names)]
    headed = located or headed  # beside a list of places, others are lists of something else
    several = len(headed) > 1
    tables: list[Table] = [grid.table(one, header, one.name if several else "") for one, header in headed]
    notes = [note for one, _ in headed for note in grid.notes(one)]
    left = [one.name for one in grids if one.lines and not one.is_hidden and one not in [known for known, _ in headed]]
    if left:
        notes.append(Said("import.note.sheets_left", {"sheets": tuple(left)}))
    return Contents(name, tables, notes=notes)


def _first_cells(grids: list[Grid]) -> list[str]:
    lines = (line for one in grids for line in one.lines[:5])
    return [str(cell) for line in lines for cell in line.cells if cell not in ("", None)][:12]
