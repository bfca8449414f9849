"""Where the data are when nobody says: `data/` beside whoever asks, else the atlas that came with the program."""

from pathlib import Path

# What makes a folder an atlas's.
MARK = "sites.geojson"
HERE = Path("data")


def shipped() -> Path:
    """The data that came with the program: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "data"
    return inside if (inside / MARK).is_file() else package.parent / "data"


def data_folder(given: Path | str | None = None) -> Path:
    """The folder to read: the one that was named, else `data` if it is an atlas's, else the shipped one."""
    if given is not None:
        return Path(given)
    return HERE if (HERE / MARK).is_file() or not (shipped() / MARK).is_file() else shipped()
