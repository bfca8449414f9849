"""Atlas → Atlas with one feature or document more: pure, nothing is written."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from geo.errors import InvalidData, plain
from geo.frames import frame_of, records_of, shape_of
from geo.model import LAYER, Atlas, Source
from geo.store.complaints import explain
from geo.store.geojson import geometry_problems, record_problems


def with_feature(
    atlas: Atlas,
    layer_name: str,
    record: Mapping[str, Any],
    geometry: Mapping[str, Any] | None,
) -> Atlas:
    """Add a feature.

    Parameters
    ----------
    record
        Its properties, by the model of the layer; fields with None are left out.
    geometry
        GeoJSON, positions (lon, lat), EPSG:4326; None if it has no place.

    Raises
    ------
    InvalidData
        The record or geometry breaks the model, or the id is taken.
    """
    layer = LAYER[layer_name]
    kept = {name: value for name, value in record.items() if value is not None}
    where = f'{atlas.folder}/{layer.filename}, new feature "{kept.get("id", "")}"'
    problems = list(record_problems(kept, layer, where))
    placed = dict(geometry) if geometry is not None else None
    problems += geometry_problems(placed, layer, f"{where}, geometry")
    frame = getattr(atlas, layer_name)
    if kept.get("id") in set(frame["id"]):
        problems.append(plain(f"{where}, id", f'id "{kept["id"]}" is taken', "choose another id", "unique-ids"))
    if problems:
        raise InvalidData(problems)
    records = [*records_of(frame, layer.noun), kept]
    return replace(atlas, **{layer_name: frame_of(layer_name, records, [*frame.geometry, shape_of(placed)])})


def with_source(atlas: Atlas, entry: Mapping[str, Any]) -> Atlas:
    """Add a document, as CSL-JSON; one that is there already stays.

    Raises
    ------
    InvalidData
        It breaks the model, or another document has its id.
    """
    where = f'{atlas.folder}/sources.json, new entry "{entry.get("id", "")}"'
    try:
        source = Source.model_validate({name: value for name, value in entry.items() if value is not None})
    except ValidationError as error:
        raise InvalidData(explain(error, where, Source)) from None
    if atlas.sources.get(source.id, source) != source:
        raise InvalidData(
            [plain(f"{where}, id", f'another document has the id "{source.id}"', "choose another id", "unique-ids")]
        )
    return replace(atlas, sources={**atlas.sources, source.id: source})
