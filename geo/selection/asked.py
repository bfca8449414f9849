"""What is asked of an atlas: a slice as a value, and words as people give them checked against what there is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from geo import vocabulary
from geo.coordinates import read
from geo.dates import span
from geo.errors import NOTHING_CHANGED, AtlasError, Either, Place, Problem
from geo.model import LAYERS, Atlas
from geo.selection.values import ACCESS_QUESTIONS, agreed_on, countries
from geo.summary import regions_of
from geo.vocabulary import THEMES

KINDS = tuple(layer.kind for layer in LAYERS)
# Regions and countries are asked for by their codes of ISO 3166.
_CLOSED: Mapping[str, tuple[str, ...]] = {
    "sector": vocabulary.SECTORS,
    "theme": THEMES,
    "kind": KINDS,
    "status": vocabulary.STATUSES,
    "precision": vocabulary.PRECISIONS,
    "mode": vocabulary.MODES,
    "cost": vocabulary.COST_BANDS,
    **dict.fromkeys(ACCESS_QUESTIONS, vocabulary.ACCESSES),
}


class BadSelection(AtlasError, ValueError):
    """What was asked for cannot be: a word, a date, an id that is not known. Every one is named."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__(problems, NOTHING_CHANGED)


class Near(NamedTuple):
    """So many kilometres round a position in degrees, EPSG:4326."""

    lon: float
    lat: float
    km: float


@dataclass(frozen=True)
class Slice:
    """What is asked of an atlas; a question without answers asks for nothing, so that `Slice()` is the whole.

    Parameters
    ----------
    sector, kind, status, precision, mode, cost
        Words of the closed lists (`vocabulary`); `theme` stands for the sectors of a group.
    country, region
        Codes of ISO 3166-1 and 3166-2. A region is where a feature lies, what it applies to, or where its post is.
    package, ids
        Ids.
    agreed
        Whole days on which something was agreed: `2025-11-15`.
    passengers, freight, third_country_nationals
        Who may cross, of crossings.
    since
        EDTF: only what something is dated of on or after its first day, promises apart.
    time
        EDTF: only what is recorded by then, in the state of that date.
    words
        Only what holds every one of these words, or what they mean.
    near
        Only what stands or passes so near; what has no place is left out.
    """

    sector: frozenset[str] = frozenset()
    theme: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()
    precision: frozenset[str] = frozenset()
    country: frozenset[str] = frozenset()
    region: frozenset[str] = frozenset()
    package: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    mode: frozenset[str] = frozenset()
    cost: frozenset[str] = frozenset()
    agreed: frozenset[str] = frozenset()
    passengers: frozenset[str] = frozenset()
    freight: frozenset[str] = frozenset()
    third_country_nationals: frozenset[str] = frozenset()
    since: str | None = None
    time: str | None = None
    words: str | None = None
    near: Near | None = None

    def __bool__(self) -> bool:
        """Whether it asks for anything."""
        return self != Slice()


def slice_of(atlas: Atlas, what: Mapping[str, Any], base: Slice | None = None) -> Slice:
    """A slice from words as people give them, checked against the atlas; parameters and errors as of `select`."""
    problems: list[Problem] = []
    given = {name: value for name, value in what.items() if value is not None and name not in ("near", "km")}
    found = replace(base or Slice(), **{name: _as_field(name, value) for name, value in given.items()})
    problems += _unknown_words(atlas, found)
    problems += [
        Problem(_at(name), "select.date", {"text": text})
        for name in ("since", "time")
        if (text := getattr(found, name)) and span(text) is None
    ]
    if (near := what.get("near")) is not None:
        found = replace(found, near=_near(atlas, near, what.get("km"), problems))
    if problems:
        raise BadSelection(problems)
    return found


def _at(name: str) -> Place:
    return Place(argument=name)


_SETS = frozenset(field.name for field in fields(Slice) if field.default == frozenset())


def _as_field(name: str, value: Any) -> Any:
    if name not in {field.name for field in fields(Slice)}:
        known = ", ".join(field.name for field in fields(Slice))
        raise TypeError(f"select() has no question {name!r}; ask one of {known}, km")
    if name not in _SETS:
        return value
    return frozenset([value] if isinstance(value, str) else value)


def _unknown_words(atlas: Atlas, asked: Slice) -> list[Problem]:
    """Every answer that no question has, with the words that are near it."""
    problems = []
    for name in sorted(_SETS):
        answers = getattr(asked, name)
        known = _known(atlas, name) if answers else ()
        for word in sorted(answers.difference(known)):
            close = get_close_matches(word, known, n=3, cutoff=0.5) or sorted(known)
            problems.append(Problem(_at(name), "select.unknown", {"word": word, "known": Either(close)}))
    return problems


def _known(atlas: Atlas, name: str) -> Collection[str]:
    """Every answer a question has: the closed list, or what the atlas holds."""
    if name in _CLOSED:
        return _CLOSED[name]
    frames = atlas.layers().values()
    if name == "ids":
        return {id_ for frame in frames for id_ in frame["id"]}
    if name == "package":
        return {id_ for frame in frames for listed in frame.get("packages", ()) for id_ in listed or ()}
    if name == "agreed":
        return {day for frame in frames for day in chain.from_iterable(map(agreed_on, frame["events"]))}
    if name == "country":
        return {code for frame in frames for code in chain.from_iterable(countries(frame))} | set(
            vocabulary.CORE_COUNTRIES
        )
    return {code for frame in frames for code in chain.from_iterable(regions_of(frame))} | set(vocabulary.ADMIN1)


def _near(atlas: Atlas, near: Any, km: Any, problems: list[Problem]) -> Near | None:
    """A circle round a feature's point or a position."""
    if km is None or not 0 < float(km) < 20_000:
        problems.append(Problem(_at("km"), "select.km"))
        return None
    if not isinstance(near, str):
        return Near(float(near[0]), float(near[1]), float(km))
    for frame in atlas.layers().values():
        row = np.flatnonzero((frame["id"] == near).to_numpy())
        if len(row):
            shape = frame.geometry.iloc[row[0]]
            if shape is not None and shape.geom_type == "Point":
                return Near(shape.x, shape.y, float(km))
            problems.append(Problem(_at("near"), "select.no_place", {"id": near}))
            return None
    if not any(sign.isdigit() for sign in near):
        close = get_close_matches(near, _known(atlas, "ids"), n=3, cutoff=0.4)
        values = {"word": near, "known": Either(close or ("41.31, 69.28",))}
        problems.append(Problem(_at("near"), "select.unknown", values))
        return None
    try:
        reading = read(near, argument="near")
    except AtlasError as refused:
        problems += refused.problems
        return None
    return Near(reading.lon, reading.lat, float(km))
