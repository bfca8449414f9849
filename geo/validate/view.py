"""What rules look at: an atlas for the length of one run, and what they ask for again and again, worked out once."""

from collections import namedtuple
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import Any, NamedTuple

from pandas import DataFrame

from geo.errors import Place, Step
from geo.model import LAYER, Atlas, Basemap, Observation, columns
from geo.regions import Regions
from geo.validate.geometry import in_bounds
from geo.vocabulary import LANGUAGES, Language

Row = Any
"""A feature or value as a named tuple: one attribute for each column of its noun, and `layer`."""


class Spot(NamedTuple):
    """A feature drawn as a point."""

    row: Row
    lon: float
    lat: float

    @property
    def text(self) -> str:
        """The position as GeoJSON writes it."""
        return f"[{self.lon:g}, {self.lat:g}]" if round(self.lon, 4) == self.lon else f"[{self.lon}, {self.lat}]"

    @property
    def swapped_text(self) -> str:
        """The position read the other way round."""
        return f"[{self.lat}, {self.lon}]"

    @property
    def is_null_island(self) -> bool:
        """Whether it lies where lost coordinates end."""
        return abs(self.lon) < 0.5 and abs(self.lat) < 0.5

    @property
    def claimed(self) -> list[str]:
        """The regions it claims to lie in; the countries where it names no region."""
        return list(self.row.admin1 or self.row.countries)


class Text(NamedTuple):
    """A text of the atlas, where its feature or entry stands, and the steps from there."""

    text: str
    place: Place
    steps: tuple[Step, ...]


class Translated(NamedTuple):
    """A text in the languages it has, where its feature or entry stands, and the steps from there to what holds it."""

    family: str
    texts: dict[Language, str]
    place: Place
    steps: tuple[Step, ...]


class View:
    """An atlas as rules see it. Nothing here changes the atlas; each property is worked out when first asked for."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas

    @property
    def basemap(self) -> Basemap | None:
        """The drawn background, without which rules on regions find nothing."""
        return self.atlas.basemap

    @cached_property
    def regions(self) -> Regions | None:
        """Where positions lie; None without a basemap."""
        return None if self.basemap is None else Regions(self.basemap)

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """For each layer, its features."""
        frames = self.atlas.layers()
        return {name: _rows(frame, name, [*columns(LAYER[name].noun), "geometry"]) for name, frame in frames.items()}

    def features(self, *layer_names: str) -> Iterator[Row]:
        """Each feature of the named layers, or of all."""
        for name in layer_names or self.rows:
            yield from self.rows[name]

    @cached_property
    def observations(self) -> list[Row]:
        """Each value of `indicators.csv`."""
        return _rows(self.atlas.observations, "indicators", list(Observation.model_fields))

    @cached_property
    def spots(self) -> list[Spot]:
        """Every feature drawn as a point."""
        return [
            Spot(row, row.geometry.x, row.geometry.y)
            for row in self.features()
            if row.geometry is not None and row.geometry.geom_type == "Point" and not row.geometry.is_empty
        ]

    @cached_property
    def lines(self) -> list[Row]:
        """Every feature drawn as a line."""
        return [row for row in self.features("rail_lines", "corridors") if row.geometry is not None]

    @cached_property
    def turned(self) -> set[tuple[str, str]]:
        """(layer, id) of points that do not lie where they claim but would, read the other way round."""
        spots = [spot for spot in self.spots if not spot.is_null_island]
        astray = [spot for spot, fit in zip(spots, self.fitting(spots), strict=True) if not fit]
        other = zip(astray, self.fitting(astray, swapped=True), strict=True)
        return {(spot.row.layer, spot.row.id) for spot, fit in other if fit}

    @cached_property
    def in_order(self) -> list[Spot]:
        """Points that are not simply written latitude first: those have their own rule and need no second complaint."""
        return [
            spot for spot in self.spots if not spot.is_null_island and (spot.row.layer, spot.row.id) not in self.turned
        ]

    def fitting(self, spots: list[Spot], *, swapped: bool = False) -> list[bool]:
        """For each of n points, whether it lies where it claims, as given or read the other way round."""
        pairs = [(spot.lat, spot.lon) if swapped else (spot.lon, spot.lat) for spot in spots]
        regions = self.regions
        if regions is None:
            return [in_bounds(*pair) for pair in pairs]
        units = regions.units_at([lon for lon, _ in pairs], [lat for _, lat in pairs])
        return [
            in_bounds(*pair) and regions.fits(spot.claimed, found, *pair)
            for spot, pair, found in zip(spots, pairs, units, strict=True)
        ]

    @cached_property
    def bare_texts(self) -> list[str]:
        """Every text of the atlas: thousands, nearly always sound, so rules look at these before `texts`."""
        found: list[str] = []
        for _, held in self._holders():
            for value in held.values():
                _gather(value, found)
        return found

    def texts(self) -> Iterator[Text]:
        """Every text of the atlas, and where it stands."""
        for place, held in self._holders():
            where = place()
            for name, value in held.items():
                yield from _texts(value, where, (name,))

    def translated(self) -> Iterator[Translated]:
        """Every text that is there in English and in another language. A name is none: each language has its own."""
        for place, held in self._holders():
            yield from _translated(held, place, ())

    def _holders(self) -> Iterator[tuple[Callable[[], Place], dict[str, Any]]]:
        """Whatever holds texts: how to say where it stands, and its fields."""
        for row in self.features():
            yield partial(self.at, row), row._asdict()
        for row in self.observations:
            yield partial(self.at_value, row), row._asdict()
        for source in self.atlas.sources.values():
            yield partial(self.at_entry, "sources.json", source.id), vars(source)
        for sector in self.atlas.sectors:
            yield partial(self.at_entry, "sectors.json", sector.id), vars(sector)
        for entry in self.atlas.synonyms:
            yield partial(self.at_entry, "synonyms.json", entry.id), vars(entry)
        for gone in self.atlas.withdrawn:
            yield partial(self.at_entry, "withdrawn.json", gone.id), vars(gone)
        for phrase in self.atlas.phrases:
            yield partial(self.at_entry, "phrases.json", phrase.id), vars(phrase)

    def at(self, row: Row, *steps: Step) -> Place:
        """Where a feature or one of its fields stands."""
        return Place(file=f"{self.atlas.folder}/{LAYER[row.layer].filename}", id=row.id, field=steps)

    def at_value(self, row: Row, *steps: Step) -> Place:
        """Where a value of `indicators.csv` stands: named by what it says, since rows move when sorted."""
        name = f"{row.indicator} {row.period} ({row.reporter})"
        return Place(file=f"{self.atlas.folder}/indicators.csv", id=name, field=steps)

    def at_entry(self, filename: str, id_: str = "", *steps: Step) -> Place:
        """Where an entry of a list such as `sources.json` stands, or another file of the folder."""
        return Place(file=f"{self.atlas.folder}/{filename}", id=id_, field=steps)


_kind_of_row: Callable[[str, list[str]], Callable[..., Row]] = namedtuple


def _rows(frame: DataFrame, layer: str, names: list[str]) -> list[Row]:
    """n rows as named tuples: a fifth of the memory of n dicts, which is what 100,000 features are held to."""
    make = _kind_of_row("Row", ["layer", *names])
    return [make(layer, *values) for values in frame[names].to_numpy(dtype=object).tolist()]


def _gather(value: Any, into: list[str]) -> None:
    """Put every text inside a value into a list."""
    if isinstance(value, str):
        into.append(value)
    elif isinstance(value, dict):
        for part in value.values():
            _gather(part, into)
    elif isinstance(value, list):
        for part in value:
            _gather(part, into)


def _texts(value: Any, place: Place, steps: tuple[Step, ...]) -> Iterator[Text]:
    """Every text inside a value, with the steps that lead to it."""
    if isinstance(value, str):
        yield Text(value, place, steps)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, place, (*steps, key))
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _texts(part, place, (*steps, number))


def _translated(value: Any, place: Callable[[], Place], steps: tuple[Step, ...]) -> Iterator[Translated]:
    """The texts with translations inside a value: fields that differ in their last letters, a language."""
    if isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _translated(part, place, (*steps, number))
    elif isinstance(value, dict):
        for key, part in value.items():
            if isinstance(part, str) and key.endswith("_en") and not key.endswith("name_en"):
                family = key.removesuffix("_en")
                texts = {lang: text for lang in LANGUAGES if (text := value.get(f"{family}_{lang}"))}
                if len(texts) > 1:
                    yield Translated(family, texts, place(), steps)
            elif isinstance(part, (list, dict)):
                yield from _translated(part, place, (*steps, key))
