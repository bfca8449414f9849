"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from geo.errors import Said, Whole
from geo.shipped import HERE, MARK, data_folder
from geo.terminal import complain, language
from geo.vocabulary import Language

# These change data/, so they work on a folder of the user's own and never on what came with the program.
CHANGING = frozenset(("add", "edit", "move", "remove", "undo", "import", "serve"))


def _folder(context: typer.Context, given: Path | None) -> Path:
    """The folder that was named, else `data`, else, only to read, the one that came with the program, which is told."""
    if given is not None or context.info_name in CHANGING or (HERE / MARK).is_file():
        return given or HERE
    folder = data_folder()
    if folder != HERE:
        complain(Said("told.shipped", {"folder": Whole(folder)}).text(language()))
    return folder


Data = Annotated[
    Path,
    typer.Option(
        "--data", metavar="DIR", callback=_folder, help="Folder of the GeoJSON data; else ./data, else what is shipped."
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the finished maps.")]
Lang = Annotated[Language | None, typer.Option("--lang", help="Language the page opens in; else English.")]
MaybeLang = Annotated[Language | None, typer.Option("--lang", help="Language to open in; else the reader's.")]
Told = Annotated[Language | None, typer.Option("--lang", help="Language to answer in; else the environment's.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Do everything but write.")]
Set = Annotated[
    list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="A field (docs/data.md). Can be repeated.")
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="URL", help="What says so: address, or id of a known one. Can be repeated."),
]
SourceTitle = Annotated[list[str] | None, typer.Option("--source-title", help="Its title, of each source in turn.")]
Published = Annotated[list[str] | None, typer.Option("--source-publisher", help="Who published it.")]
SourceDate = Annotated[list[str] | None, typer.Option("--source-date", metavar="YYYY-MM-DD", help="When it appeared.")]
SourceLanguage = Annotated[list[str] | None, typer.Option("--source-language", metavar="CODE", help="ru, en, kk …")]
# Nothing said; `_folder` answers.
DATA: Path = None  # type: ignore[assignment]
MAPS = Path("maps")
