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
DATA = Path("data")
MAPS = Path("maps")
