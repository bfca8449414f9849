"""What lies round a position: its region, the nearest town, what is known near it, what may be the same thing.

And the other way round: the towns of a name.
"""

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import shapely
from pandas import DataFrame
from slugify import slugify

from geo.geodesy import distance_km
from geo.i18n import text_in
from geo.model import LAYERS, Atlas, Basemap
from geo.regions import Regions
from geo.validate.twins import alike, name_of
from geo.vocabulary import ADMIN1, CORE_COUNTRIES, LANGUAGES, Language

# Two things so near one another may be one under two names; with names alike, so far apart.
SAME_PLACE_KM = 0.05
SAME_NAME_KM = 2.0
MOST_KNOWN = 3
# How like a town's name must be to one that is typed, where none is the same: one letter in seven may be wrong.
LIKE = 0.85


class Town(NamedTuple):
    """A town or village of the background: names by field (`name_en` …), degrees, people, region or None."""

    names: Mapping[str, str]
    lon: float
    lat: float
    people: float
    region: str | None

    def text(self, lang: Language) -> str:
        """Its name in the reader's language or the next best."""
        found = text_in(self.names, "name", lang)
        return found[0] if found else ""


class Known(NamedTuple):
    """A feature of the atlas near a position: its layer, id, names by field, and how far it is."""

    layer: str
    id: str
    names: Mapping[str, str]
    km: float

    def text(self, lang: Language) -> str:
        """Its name in the reader's language or the next best, else its id."""
        found = text_in(self.names, "name", lang)
        return found[0] if found else self.id


@dataclass(frozen=True)
class Surroundings:
    """What lies round a position in degrees, EPSG:4326.

    Parameters
    ----------
    region
        ISO 3166-2 code of the region it lies in, or beside within the tolerance of outlines; None elsewhere.
    country
        ISO 3166-1 code of the country it falls in; None where none is drawn.
    town, town_km
        The nearest town of the background, and how far it is.
    known
        The nearest features of the atlas, nearest first.
    """

    lon: float
    lat: float
    region: str | None
    country: str | None
    town: Town | None
    town_km: float
    known: Sequence[Known]


def surroundings(atlas: Atlas, lon: float, lat: float) -> Surroundings:
    """What lies round a position; without a basemap only what the atlas knows."""
    known = sorted(_known(atlas, lon, lat), key=lambda one: one.km)[:MOST_KNOWN]
    if atlas.basemap is None:
        return Surroundings(lon, lat, None, None, None, 0.0, known)
    regions = Regions(atlas.basemap)
    region, country = regions.nearest_unit(lon, lat)[0], regions.country_at(lon, lat)[0]
    places = towns(atlas.basemap)
    away = distance_km(lon, lat, [town.lon for town in places], [town.lat for town in places])
    nearest = int(np.argmin(away))
    town = places[nearest]._replace(region=regions.nearest_unit(places[nearest].lon, places[nearest].lat)[0])
    return Surroundings(lon, lat, region, country, town, float(away[nearest]), known)


def sides(basemap: Basemap, lon: float, lat: float) -> dict[str, str]:
    """For each of the two countries the code of its region that is nearest, as a post on the border has two."""
    frame, point = basemap.admin1, shapely.Point(lon, lat)
    # In degrees, since only the nearest is asked, of neighbours on one border.
    away = dict(zip(frame["iso"], shapely.distance(frame.geometry.to_numpy(), point), strict=True))
    codes = {country: [code for code in away if code.startswith(country)] for country in CORE_COUNTRIES}
    return {country: min(own, key=away.__getitem__) for country, own in codes.items() if own}


def same_things(atlas: Atlas, record: Mapping[str, Any], lon: float, lat: float) -> list[Known]:
    """Features of any layer that may be the one that a record describes, nearest first: in its place, whatever their
    name, or near and almost of the same name."""
    own = _names(record)
    found = []
    for one in _known(atlas, lon, lat):
        near_by_name = one.km <= SAME_NAME_KM and any(alike(a, b) for a in own for b in _names(one.names))
        if one.id != record.get("id") and (one.km <= SAME_PLACE_KM or near_by_name):
            found.append(one)
    return sorted(found, key=lambda one: one.km)


def _names(record: Mapping[str, Any]) -> list[Any]:
    return [name_of(record[field]) for lang in LANGUAGES if record.get(field := f"name_{lang}")]


def _known(atlas: Atlas, lon: float, lat: float) -> Iterator[Known]:
    """Every feature drawn as a point, with its distance."""
    for layer in LAYERS:
        frame = getattr(atlas, layer.name)
        points = frame[frame.geometry.geom_type.to_numpy() == "Point"]
        if not len(points):
            continue
        away = distance_km(lon, lat, points.geometry.x.to_numpy(), points.geometry.y.to_numpy())
        for id_, km, names in zip(points["id"], away, _names_of(points), strict=True):
            yield Known(layer.name, id_, names, float(km))


def _names_of(frame: DataFrame) -> list[dict[str, str]]:
    """For each row its names by field, those it has."""
    fields = [field for lang in LANGUAGES if (field := f"name_{lang}") in frame]
    rows = zip(*(frame[field] for field in fields), strict=True)
    return [{field: name for field, name in zip(fields, row, strict=True) if name} for row in rows]


def towns(basemap: Basemap) -> list[Town]:
    """Every town and village that is drawn; those drawn at two levels once."""
    found = {}
    for frame in (basemap.close["settlements"], basemap.page["cities"]):
        people = frame["pop"].fillna(0) if "pop" in frame else [0] * len(frame)
        for point, pop, names in zip(frame.geometry, people, _names_of(frame), strict=True):
            found[(round(point.x, 3), round(point.y, 3))] = Town(names, point.x, point.y, float(pop), None)
    return list(found.values())


def towns_named(basemap: Basemap, text: str) -> list[Town]:
    """Towns of a name in any language and script, the largest first: those that have it, else those whose name begins
    so, else those almost named so. A region's code or name may follow: `Shu, KZ-31`."""
    name, _, where = (part.strip() for part in text.partition(","))
    wanted = slugify(name)
    if not wanted:
        return []
    regions = Regions(basemap)
    slugs = [(town, {slugify(one) for one in town.names.values()}) for town in towns(basemap)]
    words = {slug for _, own in slugs for slug in own}
    close = set(difflib.get_close_matches(wanted, sorted(words), cutoff=LIKE))
    found: list[Town] = []
    ways: tuple[Callable[[str], bool], ...] = (wanted.__eq__, lambda slug: slug.startswith(wanted), close.__contains__)
    for fits in ways:
        found = found or [town for town, own in slugs if any(map(fits, own))]
    placed = [town._replace(region=regions.nearest_unit(town.lon, town.lat)[0]) for town in found]
    chosen = [town for town in placed if not where or _is_in(town, where)]
    return sorted(chosen, key=lambda town: -town.people)


def _is_in(town: Town, where: str) -> bool:
    code = town.region or ""
    name = ADMIN1.get(code, "")
    return slugify(where) in {slugify(one) for one in (code, name, name.removesuffix(" Region"))}
