"""What is to be exported: an atlas and the languages of its texts; its features as rows of plain values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import shapely
from geopandas import GeoDataFrame

from geo.citations import LICENCE, cited_by, source_row
from geo.fields import OWN, fields
from geo.frames import rows_of
from geo.i18n import message
from geo.model import LAYERS, Atlas, Json, Layer
from geo.vocabulary import LANGUAGES, Language, Precision

# Degrees are given with the decimals that the certainty of a position bears: about a metre, ten, a kilometre, ten.
DECIMALS: dict[Precision, int] = {"exact": 6, "locality": 4, "region": 2, "country": 1}
_IN_A_LANGUAGE = re.compile(rf"_({'|'.join(LANGUAGES)})$")


@dataclass(frozen=True)
class Wanted:
    """An atlas, whole or a slice, and the languages its texts are wanted in."""

    atlas: Atlas
    langs: tuple[Language, ...] = LANGUAGES

    @property
    def title(self) -> str:
        """What the file is, in the first language wanted."""
        return message("page.title", self.langs[0])

    @property
    def credit(self) -> str:
        """Whose data these are, and under which licence."""
        basemap = self.atlas.basemap
        return "; ".join(filter(None, [basemap.credit if basemap else "", LICENCE]))

    def has(self, column: str) -> bool:
        """Whether a column is no text, or one in a language that is wanted."""
        lang = _IN_A_LANGUAGE.search(column)
        return lang is None or lang[1] in self.langs

    def features(self) -> Iterator["Feature"]:
        """Every feature, layer by layer, in the order of the data."""
        for layer in LAYERS:
            frame: GeoDataFrame = getattr(self.atlas, layer.name)
            shapes = frame.geometry.to_numpy()
            for row, shape in zip(rows_of(frame), shapes, strict=True):
                kept = {name: value for name, value in row.items() if self.has(name) and name in COLUMNS}
                yield Feature(layer, kept, placed(shape, row["precision"]))

    def sources(self) -> list[Json]:
        """What the sources cited are, by id."""
        cited = cited_by(self.atlas.layers().values()) | set(self.atlas.observations["source"])
        return [source_row(self.atlas.sources[id_]) for id_ in sorted(cited) if id_ in self.atlas.sources]


@dataclass(frozen=True)
class Feature:
    """One feature as plain values, with its geometry in degrees, EPSG:4326, or None."""

    layer: Layer
    row: Json
    shape: Any

    @property
    def kind(self) -> str:
        """Its kind, in one word of the layer's."""
        return self.layer.kind

    def names(self) -> dict[str, str]:
        """The name in each language wanted that has one."""
        return {lang: self.row[f"name_{lang}"] for lang in LANGUAGES if self.row.get(f"name_{lang}")}


def _column_names() -> Iterator[str]:
    for field in fields():
        if field.form == "text":
            yield from (f"{field.name}_{lang}" for lang in LANGUAGES)
        else:
            yield field.name


# Every column a feature may have, in the order of the model, computed ones last.
COLUMNS: tuple[str, ...] = tuple(dict.fromkeys([*OWN[:1], *_column_names()]))


def placed(shape: Any, precision: Precision) -> Any:
    """A geometry with no more decimals than its certainty bears; lines are drawings and keep theirs."""
    if shape is None or shape.geom_type != "Point":
        return shape
    return shapely.transform(shape, lambda lonlat: lonlat.round(DECIMALS.get(precision, 6)))
