"""Atlas to tables: how many, where, in what state, since when, at what published cost. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

import pandas as pd
from geopandas import GeoDataFrame

from geo import vocabulary
from geo.door import refuse_unfit_frames
from geo.model import LAYERS, Atlas
from geo.model.nouns import Event, Phrase, RailOption
from geo.model.record import Record
from geo.vocabulary import CORE_COUNTRIES, LANGUAGES, By, Language

COSTED = tuple(layer.name for layer in LAYERS if layer.costed)
COUNTED = tuple(layer.name for layer in LAYERS if layer.counted)
# What is not written once a language is written in this one.
_ENGLISH: Language = "en"
# Fields that hold records with texts of their own.
_WITHIN: dict[str, type[Record]] = {"events": Event, "options": RailOption}
# The region of each post of a border crossing.
POSTS = tuple(f"{country.lower()}_admin1" for country in CORE_COUNTRIES)


def summarise(atlas: Atlas, by: By) -> pd.DataFrame:
    """Count features and add up published costs.

    Parameters
    ----------
    atlas
        Enriched or not. Railway stations are not counted (`COUNTED`).
    by
        `sector`; `status`; `region` (ISO 3166-2; a feature in two regions counts in both, one in none under "");
        `year` of the first dated event ("" where none is dated); or `language` of the texts, which is another table.

    Returns
    -------
    DataFrame
        One row a group: the group, `features`, `located` (with a geometry), `cost_usd` (sum of the costs published in
        dollars for sites, lines and corridors) and `costed` (how many features that sum covers). By language: `names`
        and `texts` given in it (names among them), and `share`, how many percent of all texts those are.

    Raises
    ------
    InvalidData
        A layer is not in EPSG:4326.
    """
    if by == "language":
        return _by_language(atlas)
    flat = flatten(atlas)
    flat["group"] = flat[by]
    flat = flat.explode("group").fillna({"group": ""})
    table = (
        flat.groupby("group", sort=True)
        .agg(
            features=("id", "count"),
            located=("located", "sum"),
            cost_usd=("cost_usd", "sum"),
            costed=("cost_usd", "count"),
        )
        .rename_axis(by)
    )
    order = {"sector": vocabulary.SECTORS, "status": vocabulary.STATUSES}.get(by)
    if order:
        table = table.reindex([word for word in order if word in table.index])
    return table.reset_index()


def flatten(atlas: Atlas) -> pd.DataFrame:
    """One row for each counted feature: id, layer, sector, status, region (list), year, located, cost_usd."""
    refuse_unfit_frames(atlas)
    frames = [_flat(getattr(atlas, name), name) for name in COUNTED]
    return pd.concat(frames, ignore_index=True)


def regions_of(frame: GeoDataFrame) -> list[list[str]]:
    """The regions each of n features concerns: it lies in them, applies to them, or has a post there.

    Returns
    -------
    list of list of str
        ISO 3166-2 codes, each once; countries, which agreements name too, are none.
    """
    nothing = [None] * len(frame)
    lists = [frame.get(name, nothing) for name in ("admin1", "applies_to")]
    posts = [frame.get(name, nothing) for name in POSTS]
    return [
        list(dict.fromkeys(code for code in (*(own or ()), *(applied or ()), *sides) if code and "-" in code))
        for own, applied, sides in zip(*lists, zip(*posts, strict=True), strict=True)
    ]


def _flat(frame: GeoDataFrame, layer: str) -> pd.DataFrame:
    cost = pd.to_numeric(frame["cost_usd"]) if layer in COSTED else pd.Series(float("nan"), index=frame.index)
    return pd.DataFrame(
        {
            "id": frame["id"],
            "layer": layer,
            "sector": frame["sector"],
            "status": frame["status"],
            "region": [codes or [""] for codes in regions_of(frame)],
            "year": [_first_year(events) for events in frame["events"]],
            "located": frame.geometry.notna().to_numpy(dtype=bool),
            "cost_usd": cost.astype(float),
        }
    )


def _first_year(events: list[dict[str, str]] | None) -> str:
    dates = [event["date"] for event in events or () if event.get("date")]
    return min(dates)[:4] if dates else ""


class Texts(NamedTuple):
    """How many texts there are, names among them, and how many of each are given in a language."""

    names: dict[Language, int]
    texts: dict[Language, int]
    total: int

    def share(self, lang: Language) -> int:
        """How many percent of the texts a language has: 100 only if it has all; 100 of no texts."""
        return 100 * self.texts[lang] // self.total if self.total else 100

    def share_of_names(self, lang: Language) -> int:
        """The same of a language of which only the names are given."""
        return 100 * self.names[lang] // self.total if self.total else 100


def texts_by_language(
    frames: Mapping[str, GeoDataFrame], observations: pd.DataFrame, phrases: Iterable[Phrase] = ()
) -> Texts:
    """Count the texts of some features by language: in their fields, events, variants, citations and values.

    Parameters
    ----------
    frames
        Of each layer, by its kind.
    observations
        Of their indicators; their notes, like whatever the model has in English alone, count as texts in English,
    phrases
        and in the languages that have such a text as a phrase.
    """
    names: Counter[Language] = Counter()
    texts: Counter[Language] = Counter()
    total = 0
    for layer in LAYERS:
        frame = frames[layer.kind]
        for stem in layer.noun.translated:
            given = {lang: frame[f"{stem}_{lang}"].notna() for lang in LANGUAGES}
            counts = {lang: int(has.sum()) for lang, has in given.items()}
            texts.update(counts)
            names.update(counts if stem.endswith("name") else {})
            total += int(pd.concat(given, axis=1).any(axis=1).sum())
    for held in _held(frames.values(), observations, phrases):
        texts.update(held)
        total += 1
    return Texts(dict(names), {lang: texts[lang] for lang in LANGUAGES}, total)


def _held(
    frames: Iterable[GeoDataFrame], observations: pd.DataFrame, phrases: Iterable[Phrase]
) -> Iterator[list[Language]]:
    """The languages of each text that stands within a field or beside a value."""
    known = {row["text_en"]: row for row in (entry.model_dump() for entry in phrases)}

    def languages(text: str) -> list[Language]:
        own = known.get(text, {})
        return [lang for lang in LANGUAGES if lang == _ENGLISH or own.get(f"text_{lang}")]

    within = [(field, stem) for field, noun in _WITHIN.items() for stem in noun.translated]
    for frame in frames:
        for field, stem in within:
            for part in chain.from_iterable(filter(None, frame.get(field, ()))):
                if langs := [lang for lang in LANGUAGES if part.get(f"{stem}_{lang}")]:
                    yield langs
        english = [*frame.get("precision_basis", ()), *_supported(frame)]
        yield from (languages(text) for text in english if isinstance(text, str) and text)
    notes: Iterable[Any] = observations.get("note", ())
    yield from (languages(note) for note in notes if isinstance(note, str) and note)


def _supported(frame: GeoDataFrame) -> Iterator[str | None]:
    for citations in filter(None, frame["sources"]):
        yield from (citation.get("supports") for citation in citations)


def _by_language(atlas: Atlas) -> pd.DataFrame:
    refuse_unfit_frames(atlas)
    frames = {layer.kind: getattr(atlas, layer.name) for layer in LAYERS}
    told = texts_by_language(frames, atlas.observations, atlas.phrases)
    rows = [(lang, told.names.get(lang, 0), told.texts[lang], told.share(lang)) for lang in LANGUAGES]
    return pd.DataFrame(rows, columns=["language", "names", "texts", "share"])


class Read(NamedTuple):
    """Up to when the sources of some features had been read: their oldest, median and newest `checked` date (EDTF)."""

    oldest: str
    median: str
    newest: str


def read_up_to(frames: Iterable[GeoDataFrame]) -> Read | None:
    """Up to when the sources of n features had been read; None of none.

    The median of an even number is the earlier of its two dates: at least half of the features were read up to it.
    """
    dates = sorted(date for frame in frames for date in frame["checked"] if date)
    return Read(dates[0], dates[(len(dates) - 1) // 2], dates[-1]) if dates else None


def totals(atlas: Atlas) -> dict[str, int]:
    """How many features each layer holds, how many sources and observations there are."""
    counts = {layer.name: len(getattr(atlas, layer.name)) for layer in LAYERS}
    return {**counts, "observations": len(atlas.observations), "sources": len(atlas.sources)}
