"""Atlas to bytes, one pure function a format; never writes. Same atlas, same bytes: no clock, no random.

A slice is exported as the atlas it is. What is read back by `kzuz import` changes nothing.
"""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from geo.door import let_in
from geo.exporters.wanted import Wanted
from geo.formats import EXPORT_FORMATS, ExportFormat
from geo.model import Atlas
from geo.vocabulary import LANGUAGES, Language

__all__ = ["Wanted", "ending", "export"]


class _Format(NamedTuple):
    ending: str
    module: str
    maker: str


_HOME: dict[ExportFormat, _Format] = {
    "geojson": _Format("geojson", "geojson", "geojson"),
    "geojsonseq": _Format("geojsonl", "geojson", "geojsonseq"),
    "gpkg": _Format("gpkg", "vector", "gpkg"),
    "fgb": _Format("fgb", "vector", "fgb"),
    "kml": _Format("kml", "kml", "kml"),
    "csv": _Format("csv", "table", "csv_text"),
    "xlsx": _Format("xlsx", "workbook", "xlsx"),
    "parquet": _Format("parquet", "vector", "parquet"),
    "iati": _Format("xml", "iati", "iati"),
    "datapackage": _Format("zip", "datapackage", "datapackage"),
}


def ending(name: ExportFormat) -> str:
    """How the name of such a file ends."""
    return _HOME[name].ending


def export(atlas: Atlas, file_format: ExportFormat, lang: Language | None = None) -> bytes:
    """An atlas as the bytes of a file.

    Parameters
    ----------
    atlas
        Enriched or not, whole or a slice (`geo.select`).
    file_format
        One of `EXPORT_FORMATS`.
    lang
        Texts of one language; of all if left out.

    Raises
    ------
    ValueError
        No such format or language.
    InvalidData
        As `door.let_in`.
    MissingPart
        The format needs a package that is not installed.
    """
    if file_format not in EXPORT_FORMATS:
        raise ValueError(f"file_format={file_format!r} is not known; give one of {', '.join(EXPORT_FORMATS)}")
    if lang is not None and lang not in LANGUAGES:
        raise ValueError(f"lang={lang!r} is not known; give one of {', '.join(LANGUAGES)}, or leave it out")
    atlas = let_in(atlas)
    home = _HOME[file_format]
    make: Callable[[Wanted], bytes] = getattr(import_module(f"geo.exporters.{home.module}"), home.maker)
    return make(Wanted(atlas, (lang,) if lang else LANGUAGES))
