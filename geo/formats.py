"""The kinds of file and of picture the atlas leaves as: what a command offers before anything heavy is loaded."""

from typing import Literal, get_args

ExportFormat = Literal["geojson", "geojsonseq", "gpkg", "fgb", "kml", "csv", "xlsx", "parquet", "iati", "datapackage"]
EXPORT_FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)

FigureFormat = Literal["svg", "pdf", "png"]
FIGURE_FORMATS: tuple[FigureFormat, ...] = get_args(FigureFormat)
FigurePreset = Literal["column", "page", "a4", "a3", "16x9", "square", "card"]
FIGURE_PRESETS: tuple[FigurePreset, ...] = get_args(FigurePreset)
FigureKind = Literal["map", "railway", "indicator", "crossings", "timeline"]
FIGURE_KINDS: tuple[FigureKind, ...] = get_args(FigureKind)
FigureStyle = Literal["light", "print", "dark"]
FIGURE_STYLES: tuple[FigureStyle, ...] = get_args(FigureStyle)

ReportFormat = Literal["html", "pdf", "docx", "odt", "pptx"]
REPORT_FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)

# How a page for other people's pages looks: as the reader's system, or always the same.
PageStyle = Literal["auto", "light", "dark"]
PAGE_STYLES: tuple[PageStyle, ...] = get_args(PageStyle)
# How another page shows it.
EmbedForm = Literal["iframe", "inline", "markdown", "quarto"]
EMBED_FORMS: tuple[EmbedForm, ...] = get_args(EmbedForm)
PictureFormat = Literal["svg", "png"]
PICTURE_FORMATS: tuple[PictureFormat, ...] = get_args(PictureFormat)
