"""What a feature has to say to each question a filter asks: the values that are compared, as the page's `values`."""

from collections.abc import Callable, Iterable, Mapping
from math import inf
from typing import Any

from geopandas import GeoDataFrame

from geo.fields import fields
from geo.model import Layer
from geo.summary import regions_of
from geo.vocabulary import COST_BANDS, COST_UP_TO, Access, CostBand

# Who may cross: the fields of a crossing that one of `ACCESSES` answers.
ACCESS_QUESTIONS = tuple(field.name for field in fields() if field.type == Access)
Values = Callable[[Layer, GeoDataFrame], Iterable[Iterable[str]]]


def _cells(name: str) -> Values:
    return lambda _, frame: ([value] if value else [] for value in frame.get(name, [None] * len(frame)))


def _lists(name: str) -> Values:
    return lambda _, frame: (value or [] for value in frame.get(name, [None] * len(frame)))


def countries(frame: GeoDataFrame) -> list[list[str]]:
    """The countries of each of n features: those listed, else those of its regions."""
    listed = frame.get("countries", [None] * len(frame))
    regions = regions_of(frame)
    return [list(own or {code[:2] for code in codes}) for own, codes in zip(listed, regions, strict=True)]


def _costs(frame: GeoDataFrame) -> list[list[str]]:
    return [[_band(usd)] for usd in frame.get("cost_usd", [None] * len(frame))]


def _band(usd: float | None) -> CostBand:
    if usd is None or not usd > 0:
        return "none"
    return next(band for band in COST_BANDS if usd < COST_UP_TO.get(band, inf))


def _access(question: str) -> Values:
    """Answers of crossings, unknown where nothing is said; nothing else can answer."""

    def values(layer: Layer, frame: GeoDataFrame) -> Iterable[Iterable[str]]:
        silent = ["unknown"] if layer.kind == "crossing" else []
        return ([value] if value else silent for value in frame.get(question, [None] * len(frame)))

    return values


def agreed_on(events: Iterable[Mapping[str, Any]] | None) -> list[str]:
    """The whole days on which something of it was agreed."""
    return [event["date"] for event in events or () if event["kind"] == "agreed" and len(event.get("date") or "") == 10]


VALUES: Mapping[str, Values] = {
    "sector": _cells("sector"),
    "kind": lambda layer, frame: ([layer.kind] for _ in range(len(frame))),
    "precision": _cells("precision"),
    "country": lambda _, frame: countries(frame),
    "region": lambda _, frame: regions_of(frame),
    "package": _lists("packages"),
    "ids": _cells("id"),
    "mode": _lists("modes"),
    "cost": lambda _, frame: _costs(frame),
    "agreed": lambda _, frame: map(agreed_on, frame["events"]),
    **{question: _access(question) for question in ACCESS_QUESTIONS},
}
