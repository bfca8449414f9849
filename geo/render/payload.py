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
from typing import NamedTuple, cast

import pandas as pd
from geopandas import GeoDataFrame
from pydantic_core import to_json

from geo import vocabulary
from geo.citations import LICENCE, cited_by, source_row
from geo.frames import rows_of
from geo.history import Turn, histories
from geo.i18n import catalogues
from geo.model import LAYERS, Atlas, Json, Synonym, Withdrawal
from geo.places import place_names
from geo.render.columns import Numbers, feature_columns
from geo.render.ground import ground
from geo.render.page.assets import asset
from geo.render.plain import or_none, texts_in
from geo.render.texts import TextTable
from geo.summary import Texts, read_up_to, texts_by_language
from geo.vocabulary import LANGUAGES, PAGE_FORMAT, STATES, Language
from geo.wire import CODED, Payload, in_first, later

KINDS = CODED["kind"]
# A page for other people's pages has its texts in every language up to so many features: its budget is 330 kB.
MOST_IN_EVERY_LANGUAGE = 80


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
        part["features"] = {**features, "cols": cols}
    return cast(Payload, first), cast(Payload, rest)


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
        Leave out what only a page with panels and search says and reads; and of many features all texts but names in
        other languages than its own, as far as that has them.
    author
        What the author of the page around a small one asks (`page.Author.told`).
    """
    frames = {layer.kind: _of_sector(getattr(atlas, layer.name), sector) for layer in LAYERS}
    observed = atlas.observations.loc[atlas.observations["indicator"].isin(frames["indicator"]["id"])]
    used = cited_by(frames.values()) | set(observed["source"])
    source_index = {id_: index for index, id_ in enumerate(id_ for id_ in atlas.sources if id_ in used)}
    # How a position is known and what each document supports is told where the strip leads: in the whole atlas.
    texts = TextTable(() if embed else atlas.phrases)
    features = feature_columns(frames, Numbers(source_index, texts, whole=not embed))
    histories, features["cols"]["history"] = _histories(frames)
    own = cast(Language, lang) if embed and features["n"] > MOST_IN_EVERY_LANGUAGE else None
    observations = _observations(observed, source_index, texts)
    content: Payload = {
        "format": PAGE_FORMAT,
        "edition": atlas.edition,
        "licence": LICENCE,
        "lang": lang,
        "words": {**CODED, "event": vocabulary.EVENT_KINDS, "state": STATES},
        "themes": vocabulary.THEMES,
        "sectors": _sectors(atlas, frames, is_part=embed or sector is not None),
        "messages": texts_by_key(_said(embed=embed)),
        "shares": _shares(texts_by_language(frames, observed, atlas.phrases), own),
        "text_status": {name: catalogues()[name]["status"] for name in LANGUAGES if name in catalogues()},
        "sources": _by_column([source_row(atlas.sources[id_]) for id_ in source_index]),
        "features": features,
        "texts": texts.by_language(own),
        "histories": histories,
        "observations": observations,
        "withdrawn": [_withdrawn(entry) for entry in atlas.withdrawn],
    }
    if not embed:
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


def _shares(counted: Texts, own: Language | None) -> dict[str, int]:
    """How much of the texts each language has; where one alone is given, of the others only names."""
    return {lang: counted.share(lang) if own in (None, lang) else counted.share_of_names(lang) for lang in LANGUAGES}


def _by_column(rows: list[Json]) -> dict[str, list[str | None]]:
    """Rows as columns, null for what a row lacks: beside each other, addresses pack a sixth tighter."""
    return {name: [row.get(name) for row in rows] for name in dict.fromkeys(name for row in rows for name in row)}


def _said(*, embed: bool) -> Iterable[str]:
    """The keys of the texts the page itself says."""
    known = catalogues()["en"]["messages"]
    return (key for key in (_small_texts() if embed else known) if not key.startswith(vocabulary.UNSAID))


def texts_by_key(keys: Iterable[str]) -> dict[str, list[str | None]]:
    """The keys, and in each language their texts: a key a language would weigh 14 kB, a language a key 6 kB."""
    known = list(keys)
    found = {lang: catalogues().get(lang, {}).get("messages", {}) for lang in LANGUAGES}
    return {"key": [*known], **{lang: [texts.get(key) for key in known] for lang, texts in found.items()}}


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


def _sectors(atlas: Atlas, frames: dict[str, GeoDataFrame], *, is_part: bool) -> list[Json]:
    """Every sector; the outlines of a part are of those it has, where the whole atlas has a layer of each."""
    shown = {id_ for frame in frames.values() for id_ in frame["sector"]}
    return [sector_row(entry.model_dump(), is_shown=not is_part or entry.id in shown) for entry in atlas.sectors]


def sector_row(entry: Json, *, is_shown: bool) -> Json:
    """A sector as a page has it; with the outline of its icon if its marks are drawn."""
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


def _withdrawn(entry: Withdrawal) -> Json:
    """What a link needs to say why a thing is gone: texts by language; what is unknown left out."""
    held = entry.model_dump()
    texts = {
        text: {lang: held[f"{text}_{lang}"] for lang in LANGUAGES if held[f"{text}_{lang}"]} for text in ("name", "why")
    }
    row = {"id": entry.id, "date": entry.date, "instead": entry.instead, **texts}
    return {key: value for key, value in row.items() if value}


def _observations(shown: pd.DataFrame, source_index: dict[str, int], texts: TextTable) -> list[Json]:
    rows = [{key: or_none(value) for key, value in row.items()} for row in rows_of(shown)]
    for row in rows:
        row["source"] = source_index.get(row["source"])
        row["reporter"], row["note"] = texts.phrase(row["reporter"]), texts.phrase(row["note"])
    return [{key: value for key, value in row.items() if value is not None} for row in rows]
