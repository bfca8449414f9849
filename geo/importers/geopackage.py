"""A GeoPackage is a database, and one of strangers may compute without end: its layers have to be plain tables."""

import re
import sqlite3
from contextlib import closing

from geo.importers.rows import Unreadable

_NAMED = "SELECT table_name FROM gpkg_contents LIMIT 10000"
_MADE = "SELECT name, type, coalesce(sql, '') FROM sqlite_master WHERE type IN ('table', 'view') LIMIT 10000"
_COMPUTED = re.compile(r"\bAS\s*\(|^\s*CREATE\s+VIRTUAL", re.IGNORECASE)


def refuse_computed(data: bytes) -> None:
    """Look at how the layers of a GeoPackage, and what it says of itself, are stored.

    Raises
    ------
    Unreadable
        One is a view or has computed columns, which could take for ever to read; or this is no database.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as base:
            base.deserialize(data)
            made = {str(name): (kind, sql) for name, kind, sql in base.execute(_MADE)}
            if made.get("gpkg_contents", ("view", ""))[0] != "table":
                raise Unreadable("format", "import.gdal", reason="gpkg_contents")
            names = [str(name) for (name,) in base.execute(_NAMED)]
    except (sqlite3.Error, UnicodeError, OverflowError) as error:
        raise Unreadable("format", "import.gdal", reason=str(error)) from error
    for name, (kind, sql) in made.items():
        own = name.lower().startswith("gpkg_") or name in names
        if own and (kind == "view" or _COMPUTED.search(sql)):
            raise Unreadable("format", "import.gpkg_view", layer=name)
