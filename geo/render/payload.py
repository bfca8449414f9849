"""Atlas to the two blocks of data a page carries: columnar JSON, what it opens with and then the rest.

Data never pass a template: `block` packs them into text without brace, quote or angle bracket. Coordinates are
integers, delta coded along lines, because they compress to a third of what decimals do. Same atlas, same bytes: no
clock, no random.
"""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, cast

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from pydantic_core import to_json

from geo import vocabulary
from geo.citations import LICENCE, cited_by, source_row
from geo.fields import UNSHOWN
from geo.frames import cells_of, rows_of
from geo.history import Turn, histories
from geo.i18n import catalogues
from geo.model import LAYERS, Atlas, Json, Synonym, Withdrawal
from geo.places import place_names
from geo.render.ground import ground
from geo.render.page.assets import asset
from geo.render.plain import or_none, packed_parts, texts_in
from geo.summary import read_up_to, regions_of, texts_by_language
from geo.vocabulary import LANGUAGES, PAGE_FORMAT, POINT_SCALE, STATES
from geo.wire import CODED, Features, Payload, in_first, later

KINDS = CODED["kind"]


class Blocks(NamedTuple):
    """The payload as JSON in two parts of the same form: the second is added to the first."""

    first: bytes
    rest: bytes


def data_json(
    atlas: Atlas, lang: str = "en", sector: str | None = None, *, embed: bool = False, author: Json | None = None
) -> Blocks:
    """The payload of an atlas as JSON, with its fingerprint: eight digits that change when anything does."""
    first, rest = (_json(part) for part in divided(payload(atlas, lang, sector, embed=embed, author=author)))
    mark = hashlib.sha256(first + rest).hexdigest()[:8]
    return Blocks(first[:-1] + f',"fingerprint":"{mark}"}}'.encode(), rest)


def _json(content: Payload) -> bytes:
    return to_json(content, inf_nan_mode="null")  # the same bytes as json's, in a quarter of the time


def divided(content: Payload) -> tuple[Payload, Payload]:
    """A payload in two of the same form: what the page opens with, and what it reads when it is open."""
    features = content["features"]
    left = later()
    first = {name: value for name, value in content.items() if name not in left}
    rest = {"format": PAGE_FORMAT, **{name: value for name, value in content.items() if name in left}}
    for part, is_first in ((first, True), (rest, False)):
        cols = {name: cells for name, cells in features["cols"].items() if in_first(name, features["n"]) == is_first}
        # Texts of one language beside each other pack a hundredth tighter; the first block has only names.
        part["features"] = {**features, "cols": cols if is_first else dict(sorted(cols.items(), key=_by_language))}
    return cast(Payload, first), cast(Payload, rest)


def _by_language(column: tuple[str, list[Any]]) -> tuple[str, str]:
    field, _, lang = column[0].rpartition("_")
    return (lang, field) if lang in LANGUAGES else ("", column[0])


def payload(
    atlas: Atlas, lang: str = "en", sector: str | None = None, *, embed: bool = False, author: Json | None = None
) -> Payload:
    """Everything a page shows, as plain JSON values.

    Parameters
    ----------
    atlas
        An atlas, enriched or not; computed columns are passed on where present.
    lang
        The language the page starts in.
    sector
        Leave out the features of every other sector.
    embed
        Leave out what only a page with panels and search says and reads.
    author
        What the author of the page around a small one asks (`page.Author.told`).
    """
    frames = {layer.kind: _of_sector(getattr(atlas, layer.name), sector) for layer in LAYERS}
    observed = atlas.observations.loc[atlas.observations["indicator"].isin(frames["indicator"]["id"])]
    used = cited_by(frames.values()) | set(observed["source"])
    source_index = {id_: index for index, id_ in enumerate(id_ for id_ in atlas.sources if id_ in used)}
    features = _features(frames, source_index)
    histories, features["cols"]["history"] = _histories(frames)
    if embed:
        # How a position is known and what each document supports is told where the strip leads: in the whole atlas.
        features["cols"].pop("precision_basis", None)
        for cited in features["cols"].get("sources", ()):
            cited[:] = [entry[:1] for entry in cited]
    sources = [source_row(atlas.sources[id_]) for id_ in source_index]
    shares = texts_by_language(frames, observed, atlas.phrases)
    observations = _observations(observed, source_index)
    content: Payload = {
        "format": PAGE_FORMAT,
        "edition": atlas.edition,
        "licence": LICENCE,
        "lang": lang,
        "words": {**CODED, "event": vocabulary.EVENT_KINDS, "state": STATES},
        "themes": vocabulary.THEMES,
        "sectors": _sectors(atlas, frames, is_part=embed or sector is not None),
        "messages": texts_by_key(_said(embed=embed)),
        "shares": {name: shares.share(name) for name in LANGUAGES},
        "text_status": {name: catalogues()[name]["status"] for name in LANGUAGES if name in catalogues()},
        "sources": sources,
        "features": features,
        "histories": histories,
        "observations": observations,
        "withdrawn": [_withdrawn(entry) for entry in atlas.withdrawn],
    }
    if not embed:
        content["phrases"] = _phrases(atlas, features, observations)
        content["notation"] = _notation()
        content["synonyms"] = [_synonym(entry) for entry in atlas.synonyms]
    if author:
        content["author"] = author
    if read := read_up_to(frames.values()):
        content["read"] = read
    if atlas.basemap is not None:
        content["credit"] = atlas.basemap.credit
        content["basemap"] = ground(atlas.basemap, close=sector is None and not embed)
        content["places"] = place_names(atlas.basemap)
    return content


def _said(*, embed: bool) -> Iterable[str]:
    """The keys of the texts the page itself says."""
    known = catalogues()["en"]["messages"]
    return (key for key in (_small_texts() if embed else known) if not key.startswith(vocabulary.UNSAID))


def texts_by_key(keys: Iterable[str]) -> dict[str, list[str | None]]:
    """Each text of the interface in every language, in the order of `LANGUAGES`: a key a language would weigh 14 kB."""
    found = [catalogues().get(lang, {}).get("messages", {}) for lang in LANGUAGES]
    return {key: [texts.get(key) for texts in found] for key in keys}


@cache
def _small_texts() -> tuple[str, ...]:
    """The keys that the build found in the code of a small page."""
    return tuple(json.loads(asset("atlas-small.texts.json")))


@cache
def _notation() -> Json:
    """The table that typed positions are read by. Its file alone: importing its room would cost a build 30 ms."""
    table: Json = json.loads(files("geo").joinpath("coordinates", "notation.json").read_text(encoding="utf-8"))
    return {name: part for name, part in table.items() if name != "about"}


def _of_sector(frame: GeoDataFrame, sector: str | None) -> GeoDataFrame:
    return frame if sector is None else frame.loc[frame["sector"] == sector].reset_index(drop=True)


def _features(frames: dict[str, GeoDataFrame], source_index: dict[str, int]) -> Features:
    columns: dict[str, list[Any]] = {}
    total = sum(len(frame) for frame in frames.values())
    start = 0
    for kind, frame in frames.items():
        if len(frame):
            for name, values in _frame_columns(kind, frame, source_index).items():
                columns.setdefault(name, [None] * total)[start : start + len(frame)] = values
        start += len(frame)
    return {"n": total, "cols": columns}


def _histories(frames: dict[str, GeoDataFrame]) -> tuple[list[list[list[int | None]]], list[int]]:
    """Every history there is, once, each turn as `[day, state, event, maybe]`; and which one each feature has.

    States are numbers of `words.state`, events those of the feature's own; what is unknown at a turn's end is left out.
    """
    number: dict[tuple[Turn, ...], int] = {}
    which = [
        number.setdefault(turns, len(number)) for layer in LAYERS for turns in histories(layer, frames[layer.kind])
    ]
    return [[_turn(turn) for turn in turns] for turns in number], which


def _turn(turn: Turn) -> list[int | None]:
    packed = [turn.day, STATES.index(turn.state), turn.event, turn.maybe]
    while packed[-1] is None:
        packed.pop()
    return packed


def _frame_columns(kind: str, frame: GeoDataFrame, source_index: dict[str, int]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {"kind": [KINDS.index(kind)] * len(frame)}
    for name, values in cells_of(frame).items():
        if name in CODED:
            code = {word: number for number, word in enumerate(CODED[name])}
            found[name] = [code.get(value, -1) for value in values]
        elif name == "sources":
            found[name] = [_citations(value, source_index) if value else None for value in values]
        elif name == "events":
            found[name] = [[_event(event, source_index) for event in value or ()] or None for value in values]
        elif name == "options":
            found[name] = [[_option(option, source_index) for option in value or ()] or None for value in values]
        elif name not in UNSHOWN:
            found[name] = [or_none(value) for value in values]
    found["regions"] = _other_regions(frame)
    found |= _geometry_columns(frame)
    return {name: values for name, values in found.items() if any(value is not None for value in values)}


def _citations(citations: list[Json] | None, source_index: dict[str, int]) -> list[Any] | None:
    known = [entry for entry in citations or () if entry["id"] in source_index]
    return [[source_index[entry["id"]], entry.get("supports") or ""] for entry in known] or None


def _event(event: Json, source_index: dict[str, int]) -> Json:
    row: Json = {"kind": vocabulary.EVENT_KINDS.index(event["kind"]), "note": texts_in(event, "note")}
    if event.get("date"):
        row["date"] = event["date"]
    if event.get("source") in source_index:
        row["source"] = source_index[event["source"]]
    return row


def _option(option: Json, source_index: dict[str, int]) -> Json:
    texts = ("label", "length_scope")
    row = {key: value for key, value in option.items() if value is not None and key[:-3] not in texts}
    if "source" in row:
        row["source"] = source_index.get(row["source"])
    return {**{name: texts_in(option, name) for name in texts}, **row}


def _other_regions(frame: GeoDataFrame) -> list[list[str] | None]:
    """The regions each feature concerns, where they are others than those it lies in: of very many, they seldom are."""
    own = frame.get("admin1", [None] * len(frame))
    return [None if codes == (listed or []) else codes for codes, listed in zip(regions_of(frame), own, strict=True)]


def _geometry_columns(frame: GeoDataFrame) -> dict[str, list[Any]]:
    geometry = frame.geometry.to_numpy()
    point = shapely.get_type_id(geometry) == 0
    lon, lat = shapely.get_x(geometry), shapely.get_y(geometry)
    found: dict[str, list[Any]] = {
        name: [value if placed else None for value, placed in zip(values.tolist(), point.tolist(), strict=True)]
        for name, values in (("lon", _scaled(lon)), ("lat", _scaled(lat)))
    }
    lines = np.isin(shapely.get_type_id(geometry), (1, 5))
    if lines.any():
        drawn = geometry.copy()
        drawn[~lines] = None
        found["line"] = [parts or None for parts in packed_parts(drawn, POINT_SCALE)]
    return found


def _scaled(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.where(np.isnan(values), 0, np.rint(values * POINT_SCALE)).astype(np.int64)


def _sectors(atlas: Atlas, frames: dict[str, GeoDataFrame], *, is_part: bool) -> list[Json]:
    """Every sector; the outlines of a part are of those it has, where the whole atlas has a layer of each."""
    shown = {id_ for frame in frames.values() for id_ in frame["sector"]}
    return [_sector(entry.model_dump(), is_shown=not is_part or entry.id in shown) for entry in atlas.sectors]


def _sector(entry: Json, *, is_shown: bool) -> Json:
    kept = {key: value for key, value in entry.items() if not key.startswith("name_")}
    outline = {"outline": icon} if is_shown and (icon := _icons().get(entry["icon"])) else {}
    return {**kept, "name": texts_in(entry, "name"), **outline}


@cache
def _icons() -> dict[str, str]:
    """The outlines that the build made of every icon, by name."""
    outlines: dict[str, str] = json.loads(asset("icons.json"))
    return outlines


def _synonym(entry: Synonym) -> Json:
    """What it means as the file has it, and its words of all languages, each once."""
    held = entry.model_dump()
    words = dict.fromkeys(word for lang in LANGUAGES for word in held[f"words_{lang}"])
    means = ("sectors", "kinds", "modes", "packages", "features")
    return {**{name: held[name] for name in means if held[name]}, "words": list(words)}


def _phrases(atlas: Atlas, features: Features, observations: list[Json]) -> dict[str, list[str | None]]:
    """The phrases that some features and values say in English, by language, each in its place."""
    columns = features["cols"]
    said = set(columns.get("precision_basis", ()))
    said |= {what for cited in columns.get("sources", ()) for _, *whats in cited or () for what in whats}
    said |= {row.get(name) for row in observations for name in ("note", "reporter")}
    held = [row for row in (entry.model_dump() for entry in atlas.phrases) if row["text_en"] in said]
    texts = {lang: [entry[f"text_{lang}"] for entry in held] for lang in LANGUAGES}
    return {lang: column for lang, column in texts.items() if any(column)}


def _withdrawn(entry: Withdrawal) -> Json:
    """What a link needs to say why a thing is gone: texts by language; what is unknown left out."""
    held = entry.model_dump()
    texts = {
        text: {lang: held[f"{text}_{lang}"] for lang in LANGUAGES if held[f"{text}_{lang}"]} for text in ("name", "why")
    }
    row = {"id": entry.id, "date": entry.date, "instead": entry.instead, **texts}
    return {key: value for key, value in row.items() if value}


def _observations(shown: pd.DataFrame, source_index: dict[str, int]) -> list[Json]:
    rows = [{key: or_none(value) for key, value in row.items()} for row in rows_of(shown)]
    for row in rows:
        row["source"] = source_index.get(row["source"])
    return [{key: value for key, value in row.items() if value is not None} for row in rows]
