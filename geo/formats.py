"""The kinds of file the atlas leaves as, by name: what a command offers before anything heavy is loaded."""

from typing import Literal, get_args

ExportFormat = Literal["geojson", "geojsonseq", "gpkg", "fgb", "kml", "csv", "xlsx", "parquet", "iati", "datapackage"]
EXPORT_FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)
