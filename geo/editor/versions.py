"""Versions of one feature: what a form was drawn from, what it is now, what a person made of it meanwhile."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from geo import store
from geo.coordinates import Reading
from geo.model import LAYER, Atlas, Json, Layer


@dataclass(frozen=True)
class Version:
    """A feature as the files hold it: fields that have a value, and the geometry as GeoJSON."""

    record: Json
    geometry: Json | None

    @property
    def mark(self) -> str:
        """Sixteen digits that change when anything in it does."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def text(self) -> str:
        """As JSON: what a form carries along to know later what it was drawn from."""
        return json.dumps([self.record, self.geometry], ensure_ascii=False, sort_keys=True)

    @property
    def lonlat(self) -> tuple[float, float] | None:
        """The position of a point, in degrees."""
        if self.geometry is None or self.geometry["type"] != "Point":
            return None
        lon, lat = self.geometry["coordinates"][:2]
        return lon, lat


def text_of(version: Version) -> str:
    """A position as a form shows it, so that it can be read in one way: `41.0573 N, 68.9912 E`; "" for none."""
    return Reading(*version.lonlat, ()).text if version.lonlat else ""


def version_of(atlas: Atlas, layer: Layer, id_: str) -> Version | None:
    """A feature as it is; None where there is none of that id."""
    feature = store.feature_of(atlas, layer.name, id_)
    return Version(feature["properties"], feature["geometry"]) if feature else None


def read_version(text: str) -> Version | None:
    """The way back of `Version.text`; None for a text that is none."""
    try:
        record, geometry = json.loads(text)
        version = Version(dict(record), None if geometry is None else dict(geometry))
        text_of(version)  # whether it has a position a form can show, or none
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return version if isinstance(record.get("id"), str) else None


def home_of(atlas: Atlas, id_: str) -> Layer | None:
    """The layer that has a feature of this id."""
    return next((LAYER[name] for name, frame in atlas.layers().items() if (frame["id"] == id_).any()), None)


def differing(one: Json, other: Json) -> list[str]:
    """Names of the fields in which two records differ, in the order of their letters."""
    return sorted(name for name in {*one, *other} if _told(one.get(name)) != _told(other.get(name)))


def merged(base: Json, mine: Json, theirs: Json) -> Json:
    """What I changed, on top of what they made of it: nobody's change of a field that the other left alone is lost."""
    changes = {name: mine.get(name) for name in differing(base, mine)}
    return {name: value for name, value in {**theirs, **changes}.items() if value is not None}


def clashes(base: Json, mine: Json, theirs: Json) -> list[str]:
    """Fields that both changed, and not alike."""
    return [
        name for name in differing(base, mine) if name in differing(base, theirs) and name in differing(mine, theirs)
    ]


def _told(value: Any) -> str:
    """A value to be compared: 5 is 5.0, and what is left out is no value."""
    plain = float(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return json.dumps(None if plain in ("", [], {}) else plain, ensure_ascii=False, sort_keys=True)
