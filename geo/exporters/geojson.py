"""GeoJSON as the page gives it (RFC 7946), one feature a line; and as a sequence of nothing but features."""

import json
from collections.abc import Iterator

from geo.exporters.wanted import Wanted
from geo.frames import geojson_of, rows_of
from geo.model import Json


def geojson(wanted: Wanted) -> bytes:
    """A FeatureCollection; a feature without a place has a null geometry. The sources stand at its head."""
    head = {
        "type": "FeatureCollection",
        "title": wanted.title,
        "edition": wanted.atlas.edition,
        "licence": wanted.credit,
        "sources": wanted.sources(),
    }
    rows = ",\n".join(map(_text, _features(wanted)))
    return f'{_text(head)[:-1]},"features":[\n{rows}\n]}}\n'.encode()


def geojsonseq(wanted: Wanted) -> bytes:
    """One feature a line."""
    return "".join(f"{_text(feature)}\n" for feature in _features(wanted)).encode()


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _features(wanted: Wanted) -> Iterator[Json]:
    observed: dict[str, list[Json]] = {}
    for row in rows_of(wanted.atlas.observations):
        observed.setdefault(row.pop("indicator"), []).append(_without_nothing(row))
    for feature in wanted.features():
        values = _without_nothing({"id": feature.row["id"], "kind": feature.kind, **feature.row})
        values |= {"observations": observed[values["id"]]} if values["id"] in observed else {}
        yield {
            "type": "Feature",
            "id": values["id"],
            "properties": _of_languages(values, wanted),
            "geometry": geojson_of(feature.shape),
        }


def _without_nothing(row: Json) -> Json:
    return {name: value for name, value in row.items() if value not in (None, "", [], {})}


def _of_languages(value: Json, wanted: Wanted) -> Json:
    """The same without texts of other languages, at any depth."""

    def one(part: object) -> object:
        if isinstance(part, dict):
            return {key: one(inner) for key, inner in part.items() if wanted.has(key)}
        return [one(inner) for inner in part] if isinstance(part, list) else part

    return {name: one(part) for name, part in value.items()}
