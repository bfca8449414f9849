"""Raw columns of a file → `Places`, as an import tidies cells: trimmed, composed, to six decimals, words of any of five
languages. What cannot be read is left out here and refused by the rules."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.bulk.places import NONE, Codes, Places
from geo.bulk.reading import Batch
from geo.geodesy import Floats
from geo.importers import systems
from geo.importers.columns import folded

DECIMALS = 6
# A number of degrees as a table may write it; a comma for the point.
_COMMA, _POINT = ",", "."
# Folded text → number of the word it means, of each closed list; "" for a cell that says nothing.
Words = Mapping[str, Mapping[str, int]]


def places_of(batch: Batch, words: Words, crs: str, stem: str) -> Places:
    """The places of a batch.

    Parameters
    ----------
    words
        Of `sector`, `status` and `precision`, what texts mean.
    crs
        Reference system of the geometries.
    stem
        What ids begin with where the file gives none: the row's number follows.
    """
    table = batch.table
    lon, lat = _degrees(table, crs)
    return Places(
        lon,
        lat,
        sector=_codes(table, "sector", words["sector"]),
        status=_codes(table, "status", words["status"]),
        precision=_codes(table, "precision", words["precision"]),
        id=_ids(table, batch.rows, stem),
        name=_texts(table, "name"),
    )


def _degrees(table: pa.Table, crs: str) -> tuple[Floats, Floats]:
    if "geometry" in table.column_names:
        x, y = _points(table["geometry"].combine_chunks())
        known = systems.system(crs)
        x, y = systems.to_degrees(known, x, y) if known else (np.full(len(x), np.nan),) * 2
    else:
        x, y = _numbers(table["lon"]), _numbers(table["lat"])
    on_earth = (np.abs(x) <= 180) & (np.abs(y) <= 90)
    return np.where(on_earth, x, np.nan).round(DECIMALS), np.where(on_earth, y, np.nan).round(DECIMALS)


def _points(column: Any) -> tuple[Floats, Floats]:
    """x and y of points as WKB or as two numbers each; NaN for what is no point."""
    if pa.types.is_struct(column.type):
        return _numbers(column.field("x")), _numbers(column.field("y"))
    shapes = shapely.from_wkb(column.to_numpy(zero_copy_only=False), on_invalid="ignore")
    is_point = shapely.get_type_id(shapes) == 0
    return np.where(is_point, shapely.get_x(shapes), np.nan), np.where(is_point, shapely.get_y(shapes), np.nan)


def _numbers(column: Any) -> Floats:
    """Numbers, or texts of numbers with a point or a comma; NaN for what is none."""
    if not (pa.types.is_floating(column.type) or pa.types.is_integer(column.type)):
        texts = pc.replace_substring(pc.utf8_trim_whitespace(column.cast(pa.string())), _COMMA, _POINT)
        plain = pc.match_substring_regex(texts, r"^-?[0-9]{1,3}(\.[0-9]{1,15})?$")
        column = pc.if_else(plain, texts, None).cast(pa.float64())
    found: Floats = column.cast(pa.float64()).to_numpy(zero_copy_only=False).astype(float)
    return found


def _codes(table: pa.Table, field: str, known: Mapping[str, int]) -> Codes:
    """The numbers of the words of a column; each distinct text is looked up once."""
    if field not in table.column_names:
        return np.full(len(table), known.get("", NONE), dtype=np.int8)
    coded = pc.dictionary_encode(table[field].combine_chunks().cast(pa.string()), null_encoding="mask")
    distinct = [known.get(folded(text), NONE) for text in coded.dictionary.to_pylist()]
    numbers = np.array([*distinct, known.get("", NONE)], dtype=np.int8)
    found: Codes = numbers[coded.indices.fill_null(len(distinct)).to_numpy(zero_copy_only=False)]
    return found


def _ids(table: pa.Table, rows: Any, stem: str) -> Any:
    if "id" in table.column_names:
        return _texts(table, "id")
    return pc.binary_join_element_wise(stem, pa.array(rows).cast(pa.string()), "-")


def _texts(table: pa.Table, field: str) -> Any:
    """A column as texts in one line of composed letters; null where there is none or only blanks."""
    if field not in table.column_names:
        return pa.nulls(len(table), pa.string())
    column = table[field].combine_chunks()
    whole = pa.types.is_floating(column.type)
    texts = (column.cast(pa.int64(), safe=False) if whole else column).cast(pa.string())
    texts = pc.utf8_trim_whitespace(pc.utf8_normalize(pc.replace_substring_regex(texts, r"[ \t\r\n\f\v]+", " "), "NFC"))
    return pc.if_else(pc.equal(pc.utf8_length(texts), 0), None, texts)
