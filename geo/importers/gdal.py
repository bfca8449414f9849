"""GeoPackage, FlatGeobuf and Shapefile by GDAL (pyogrio), from memory: every layer, counted before and after."""

import struct
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.errors import Place, Said
from geo.importers import charset
from geo.importers.archive import Archive, packed
from geo.importers.geopackage import refuse_computed
from geo.importers.rows import Cell, Contents, Refusal, Row, Table, Unreadable, named, refused

# The byte of a DBF header that names its code page.
_LDID = {0x26: "cp866", 0x65: "cp866", 0x57: "cp1251", 0xC9: "cp1251", 0x03: "cp1252", 0xC8: "cp1250", 0xCA: "cp1254"}
_LDID_AT = 29


def geopackage(data: bytes) -> Contents:
    """Every layer of a GeoPackage."""
    refuse_computed(data)
    return Contents("GeoPackage", _layers(data))


def flatgeobuf(data: bytes) -> Contents:
    """A FlatGeobuf file."""
    return Contents("FlatGeobuf", _layers(data))


def shapefiles(archive: Archive, asked: str = "") -> Contents:
    """Every Shapefile of an archive; letters by its .cpg, the mark of its table, or as they look."""
    members = archive.ending(".shp", ".shx", ".dbf", ".prj", ".cpg")
    stems: dict[str, dict[str, bytes]] = {}
    for name, data in members.items():
        path = PurePosixPath(name)
        stems.setdefault(str(path.with_suffix("")), {})[path.suffix.lower()] = data
    parts = {stem: files for stem, files in stems.items() if ".shp" in files}
    tables: list[Table] = []
    encodings: list[charset.Decoded] = []
    for stem, files in parts.items():
        letters = _letters(files, asked)
        encodings.append(letters)
        name = PurePosixPath(stem).name if len(parts) > 1 else ""
        tables += _shapefile(files, letters.encoding, name)
    notes = [_told(one) for one in encodings if one.proposed][:1]
    return Contents("Shapefile", tables, encodings[0].encoding, notes)


def _told(letters: charset.Decoded) -> Said:
    return Said("import.note.encoding", {"encoding": letters.encoding})


def _letters(files: Mapping[str, bytes], asked: str) -> charset.Decoded:
    """The charset of a Shapefile's table, and whether it is only proposed."""
    table = _texts(files.get(".dbf", b""))
    stated = charset.canonical(files.get(".cpg", b"").decode("ascii", "replace"))
    if asked or stated:
        return charset.decode(table, asked, stated)
    mark = files.get(".dbf", b"").ljust(_LDID_AT + 1, b"\0")[_LDID_AT]
    return charset.decode(table, "", _LDID.get(mark, ""))


def _texts(table: bytes) -> bytes:
    """The names and records of a DBF as lines of letters: what its bytes say between the numbers of its header."""
    if len(table) < 32:
        return b""
    header, record = struct.unpack_from("<HH", table, 8)
    names = [table[at : at + 11].split(b"\0")[0] for at in range(32, min(header, len(table)) - 1, 32)]
    body = table[header:].rstrip(b"\x1a\0")
    some = [body[at : at + record] for at in range(0, len(body), record)] if record else []
    return b"\n".join([*names, *some])


def _shapefile(files: dict[str, bytes], encoding: str, name: str) -> list[Table]:
    files = {ending: data for ending, data in files.items() if ending != ".cpg"}
    for part in (".shx", ".dbf"):
        if part not in files:
            raise Unreadable("format", "import.shapefile_part", part=part)
    # a name of our own: what strangers call their files is no path
    return _layers(packed({f"layer{ending}": data for ending, data in files.items()}), encoding, name)


def _layers(data: bytes, encoding: str | None = None, name: str = "") -> list[Table]:
    import pyogrio

    try:
        with _quiet():
            # tables without geometries, as of styles, are no layers of a map
            layers = [str(layer) for layer, geometry in pyogrio.list_layers(data) if geometry is not None]
            if not layers:
                raise Unreadable("format", "import.no_features")
            return [_layer(data, layer, name or (layer if len(layers) > 1 else ""), encoding) for layer in layers]
    except Exception as error:  # of a broken file, GDAL's Python side has faults of many kinds
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("format", "import.gdal", reason=str(error).replace("/vsimem/", "")[:200]) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """GDAL's warnings, such as one of a name without an ending, are no news here: what they may mean is checked."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _layer(data: bytes, layer: str, shown: str, encoding: str | None) -> Table:
    import pyogrio

    info = pyogrio.read_info(data, layer=layer, force_feature_count=True, encoding=encoding)
    meta, _, geometries, columns = pyogrio.raw.read(
        data, layer=layer, encoding=encoding, datetime_as_string=True, read_geometry=info["geometry_type"] is not None
    )
    rows = _rows(meta["fields"], columns, _shapes(geometries, columns), shown)
    if len(rows) != info["features"] >= 0:
        raise Unreadable("format", "import.gdal_count", layer=layer, n=len(rows), wanted=info["features"])
    return Table(shown, rows, crs=meta["crs"] or "", assumes_wgs84=False)


def _shapes(geometries: Any, columns: Any) -> NDArray[Any]:
    count = len(columns[0]) if len(columns) else 0 if geometries is None else len(geometries)
    if geometries is None:
        return np.full(count, None, dtype=object)
    shapes: NDArray[Any] = shapely.from_wkb(geometries, on_invalid="ignore")
    return shapes


def _rows(fields: Any, columns: Any, shapes: NDArray[Any], layer: str) -> list[Row]:
    values = [column.tolist() for column in columns]
    found = []
    for number, shape in enumerate(shapes, start=1):
        cells = {str(name): _cell(column[number - 1]) for name, column in zip(fields, values, strict=True)}
        name = next((value for key, value in cells.items() if key.casefold().startswith(("name", "назв"))), "")
        where = named("feature", number, name if not layer else "", layer=layer)
        point, refusal = _point(shape, where)
        found.append(Row(where, cells, point, refusal))
    return found


def _cell(value: Any) -> Cell:
    """A value of GDAL: a missing number is NaN, a whole column of whole numbers with one missing are fractions."""
    if isinstance(value, float):
        return None if value != value else int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, bytes | list | dict | np.ndarray):
        return None
    return value if isinstance(value, str | int | bool | None) else str(value)


def _point(shape: Any, where: Place) -> tuple[tuple[float, float] | None, Refusal | None]:
    if shape is None or shape.is_empty:
        return None, None
    parts = shapely.get_parts(shape) if shape.geom_type in ("MultiPoint", "GeometryCollection") else [shape]
    if len(parts) != 1 or parts[0].geom_type != "Point":
        return None, refused(where, "geometry", "import.geometry", geometry=shape.geom_type, n=len(parts))
    return (parts[0].x, parts[0].y), None
