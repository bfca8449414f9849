"""The slice of an atlas that every output takes: one selection, whether typed, written in Python, or kept in a link.

Within one question any answer will do; between questions all must hold, as in the page's filters. A slice is an atlas
like any other: it goes to every map, figure, report and file.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any, NamedTuple

import numpy as np
import shapely
from geopandas import GeoDataFrame

from geo import vocabulary
from geo.coordinates import read
from geo.dates import Span, span
from geo.door import let_in
from geo.errors import NOTHING_CHANGED, AtlasError, Either, Place, Problem
from geo.finding import holding
from geo.geodesy import distance_km, km_to, local, on_earth
from geo.history import histories, state_on
from geo.model import LAYERS, Atlas, Layer
from geo.summary import regions_of
from geo.vocabulary import EVENT_MEANING, THEMES

KINDS = tuple(layer.kind for layer in LAYERS)
COST_BANDS = ("under_10m", "under_100m", "under_1bn", "over_1bn", "none")
ACCESS_QUESTIONS = ("passengers", "freight", "third_country_nationals")
# Regions and countries are asked for by their codes of ISO 3166.
_CLOSED: Mapping[str, tuple[str, ...]] = {
    "sector": vocabulary.SECTORS,
    "theme": THEMES,
    "kind": KINDS,
    "status": vocabulary.STATUSES,
    "precision": vocabulary.PRECISIONS,
    "mode": vocabulary.MODES,
    "cost": COST_BANDS,
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
        Words of the closed lists (`vocabulary`, `COST_BANDS`); `theme` stands for the sectors of a group.
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


def select(atlas: Atlas, asked: Slice | None = None, **what: Any) -> Atlas:
    """The part of an atlas that answers some questions.

    Parameters
    ----------
    atlas
        Enriched first, so that what is nearest is asked of all; a bare one works too.
    asked
        A slice, or none.
    what
        The fields of `Slice`; a word or several: `select(atlas, sector="energy", status=["planned", "agreed"])`.
        `near` is an id, a position as text or (lon, lat), with `km` beside it.

    Returns
    -------
    Atlas
        The same frames with fewer rows, RangeIndex; observations of the indicators that are left. Sources,
        sectors, ground and synonyms stay: outputs show of them what is used. The argument is unchanged.

    Raises
    ------
    BadSelection
        A word is in no closed list, an id is not in the atlas, a date is none; all of them are named.
    InvalidData
        As `door.let_in`.
    """
    atlas = let_in(atlas)
    wanted = slice_of(atlas, what, asked or Slice())
    if not wanted:
        return atlas
    tests = _tests(atlas, wanted)
    frames = {}
    for layer in LAYERS:
        frame = getattr(atlas, layer.name)
        kept = np.ones(len(frame), dtype=bool)
        for test in tests:
            kept &= test(layer, frame)
        frames[layer.name] = frame.loc[kept].reset_index(drop=True)
    observed = atlas.observations["indicator"].isin(frames["indicators"]["id"])
    return replace(atlas, **frames, observations=atlas.observations.loc[observed].reset_index(drop=True))


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


def nothing_left(atlas: Atlas) -> bool:
    """Whether a slice holds no feature."""
    return not any(len(frame) for frame in atlas.layers().values())


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
        return {day for frame in frames for day in _concatenated(map(_agreed, frame["events"]))}
    if name == "country":
        return {code for frame in frames for code in _concatenated(_countries(frame))} | set(vocabulary.CORE_COUNTRIES)
    return {code for frame in frames for code in _concatenated(regions_of(frame))} | set(vocabulary.ADMIN1)


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


Test = Callable[[Layer, GeoDataFrame], Any]


def _tests(atlas: Atlas, asked: Slice) -> list[Test]:
    """One test for each question asked: a layer and its frame of n features in, n booleans out."""
    tests: list[Test] = [
        _any_of(values, getattr(asked, name)) for name, values in _VALUES.items() if getattr(asked, name)
    ]
    if asked.theme:
        sectors = {entry.id for entry in atlas.sectors if entry.theme in asked.theme}
        tests.append(_any_of(_cells("sector"), sectors))
    if asked.status or asked.time:
        tests.append(_in_state(asked.status, asked.time))
    if asked.since and (since := span(asked.since)):
        tests.append(lambda _, frame: np.array([_is_newer(events, since) for events in frame["events"]], dtype=bool))
    if asked.words and (found := holding(atlas, asked.words)) is not None:
        tests.append(lambda _, frame: frame["id"].isin(found).to_numpy())
    if asked.near:
        tests.append(_within(asked.near))
    return tests


Values = Callable[[Layer, GeoDataFrame], Iterable[Iterable[str]]]


def _any_of(values: Values, wanted: Collection[str]) -> Test:
    """Whether any of a feature's values is wanted."""
    chosen = frozenset(wanted)
    return lambda layer, frame: np.array([not chosen.isdisjoint(value) for value in values(layer, frame)], dtype=bool)


def _cells(name: str) -> Values:
    return lambda _, frame: ([value] if value else [] for value in frame.get(name, [None] * len(frame)))


def _lists(name: str) -> Values:
    return lambda _, frame: (value or [] for value in frame.get(name, [None] * len(frame)))


def _countries(frame: GeoDataFrame) -> list[list[str]]:
    """The countries of each of n features: those listed, else those of its regions."""
    listed = frame.get("countries", [None] * len(frame))
    regions = regions_of(frame)
    return [list(own or {code[:2] for code in codes}) for own, codes in zip(listed, regions, strict=True)]


def _costs(frame: GeoDataFrame) -> list[list[str]]:
    return [[_band(usd)] for usd in frame.get("cost_usd", [None] * len(frame))]


def _band(usd: float | None) -> str:
    if usd is None or not usd > 0:
        return "none"
    return next((band for band, limit in zip(COST_BANDS, (1e7, 1e8, 1e9), strict=False) if usd < limit), "over_1bn")


def _access(question: str) -> Values:
    """Answers of crossings, unknown where nothing is said; nothing else can answer."""

    def values(layer: Layer, frame: GeoDataFrame) -> Iterable[Iterable[str]]:
        silent = ["unknown"] if layer.kind == "crossing" else []
        return ([value] if value else silent for value in frame.get(question, [None] * len(frame)))

    return values


def _agreed(events: Iterable[Mapping[str, Any]] | None) -> list[str]:
    """The whole days on which something of it was agreed."""
    return [event["date"] for event in events or () if event["kind"] == "agreed" and len(event.get("date") or "") == 10]


_VALUES: Mapping[str, Values] = {
    "sector": _cells("sector"),
    "kind": lambda layer, frame: ([layer.kind] for _ in range(len(frame))),
    "precision": _cells("precision"),
    "country": lambda _, frame: _countries(frame),
    "region": lambda _, frame: regions_of(frame),
    "package": _lists("packages"),
    "ids": _cells("id"),
    "mode": _lists("modes"),
    "cost": lambda _, frame: _costs(frame),
    "agreed": lambda _, frame: map(_agreed, frame["events"]),
    **{question: _access(question) for question in ACCESS_QUESTIONS},
}


def _in_state(statuses: Collection[str], time: str | None) -> Test:
    """Whether a feature is in one of some states, today's or those of a date; by then it must be recorded."""

    def states(layer: Layer, frame: GeoDataFrame) -> list[str]:
        if time is None:
            return list(frame["status"])
        turns = (state_on(history, time) for history in histories(layer, frame))
        return [turn.state if turn else "unknown" for turn in turns]

    def test(layer: Layer, frame: GeoDataFrame) -> Any:
        wanted = frozenset(statuses)
        return np.array(
            [state != "not_yet" and (not wanted or state in wanted) for state in states(layer, frame)], dtype=bool
        )

    return test


def _is_newer(events: Iterable[Mapping[str, Any]] | None, since: Span) -> bool:
    """Whether something is dated on or after a day, promises apart."""
    dated = (event for event in events or () if event.get("date") and not EVENT_MEANING[event["kind"]].is_promise)
    return any((when := span(event["date"])) is not None and when.last >= since.first for event in dated)


def _within(near: Near) -> Test:
    """Whether a feature stands or passes within some kilometres of a position."""

    def test(_: Layer, frame: GeoDataFrame) -> Any:
        shapes = frame.geometry.to_numpy()
        placed = on_earth(shapes)
        km = np.full(len(frame), np.inf)
        points = placed & (shapely.get_type_id(shapes) == 0)
        km[points] = distance_km(near.lon, near.lat, shapely.get_x(shapes[points]), shapely.get_y(shapes[points]))
        for row in np.flatnonzero(placed & ~points):
            km[row] = km_to(local(shapes[row]), near.lon, near.lat)[0]
        return km <= near.km

    return test


def _concatenated(lists: Iterable[Iterable[str]]) -> Iterable[str]:
    return (word for own in lists for word in own)
