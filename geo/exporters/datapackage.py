"""A Frictionless data package: the tables as CSV, the map as GeoJSON, and a description of both, in one archive."""

import io
import json
import zipfile
from typing import Any

from geo.exporters.geojson import geojson
from geo.exporters.table import columns, csv_of, rows
from geo.exporters.wanted import Wanted
from geo.fields import fields
from geo.frames import rows_of

# The oldest date an archive can hold: the same data make the same bytes.
NO_DATE = (1980, 1, 1, 0, 0, 0)
_TYPES = {float: "number", int: "integer", bool: "boolean"}


def datapackage(wanted: Wanted) -> bytes:
    """A zip of `datapackage.json`, `features.csv`, `observations.csv`, `sources.csv` and `features.geojson`."""
    tables: dict[str, tuple[list[str], list[list[Any]]]] = {
        "features": (columns(wanted), list(rows(wanted))),
        "observations": _table(rows_of(wanted.atlas.observations)),
        "sources": _table(wanted.sources()),
    }
    parts = {f"{name}.csv": csv_of([head, *lines]) for name, (head, lines) in tables.items()}
    parts["features.geojson"] = geojson(wanted)
    described = {name: head for name, (head, _) in tables.items()}
    descriptor = json.dumps(_described(wanted, described), ensure_ascii=False, indent=1)
    parts["datapackage.json"] = descriptor.encode() + b"\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(parts.items()):
            archive.writestr(zipfile.ZipInfo(name, NO_DATE), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _table(found: list[dict[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    head = list(dict.fromkeys(name for row in found for name in row))
    return head, [[row.get(name) for name in head] for row in found]


def _described(wanted: Wanted, tables: dict[str, list[str]]) -> dict[str, Any]:
    """The descriptor: what each file is, and each column of the tables."""
    types = {field.name: _TYPES.get(field.type, "string") for field in fields() if field.form == "plain"}
    types |= {"latitude": "number", "longitude": "number", "value": "number"}
    resources: list[dict[str, Any]] = [
        {
            "name": name,
            "path": f"{name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": [{"name": column, "type": types.get(column, "string")} for column in head]},
        }
        for name, head in tables.items()
    ]
    drawn = {"name": "map", "path": "features.geojson", "format": "geojson", "mediatype": "application/geo+json"}
    return {
        "profile": "data-package",
        "name": "kzuz-atlas",
        "title": wanted.title,
        "version": wanted.atlas.edition,
        "licenses": [{"name": "CC-BY-4.0", "title": wanted.credit}],
        "resources": [*resources, drawn],
    }
