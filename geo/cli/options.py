"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from geo.vocabulary import Language

Data = Annotated[Path, typer.Option("--data", metavar="DIR", help="Folder of the GeoJSON data.")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the finished maps.")]
Lang = Annotated[Language | None, typer.Option("--lang", help="Language the page opens in; else English.")]
MaybeLang = Annotated[Language | None, typer.Option("--lang", help="Language to open in; else the reader's.")]
Told = Annotated[Language | None, typer.Option("--lang", help="Language to answer in; else the environment's.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Do everything but write.")]
Set = Annotated[
    list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="A field (docs/data.md). Can be repeated.")
]
SourceTitle = Annotated[list[str] | None, typer.Option("--source-title", help="Its title, of each source in turn.")]
Published = Annotated[list[str] | None, typer.Option("--source-publisher", help="Who published it.")]
SourceDate = Annotated[list[str] | None, typer.Option("--source-date", metavar="YYYY-MM-DD", help="When it appeared.")]
SourceLanguage = Annotated[list[str] | None, typer.Option("--source-language", metavar="CODE", help="ru, en, kk …")]
DATA = Path("data")
MAPS = Path("maps")
