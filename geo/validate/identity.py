"""Rules on who is who: ids, names, twins."""

from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

import shapely

from geo.coordinates import distance_km
from geo.errors import Problem
from geo.model import LAYER, Atlas
from geo.validate.rule import at, features, rule

TWIN_KM = 0.3
# 0.3 km in degrees of longitude at the project's north, where a degree is shortest: a coarse first sieve.
TWIN_DEGREES = 0.005
ALIKE = 0.75


@rule("unique-ids", mend="give each feature an id of its own; maps and reports link to it")
def unique_ids(atlas: Atlas) -> Iterator[Problem]:
    """An id names one feature of the whole atlas, whatever its layer."""
    homes = defaultdict(list)
    for layer, row in features(atlas):
        homes[row.id].append(layer)
    for id_, layers in homes.items():
        if len(layers) > 1:
            files = " and ".join(LAYER[name].filename for name in dict.fromkeys(layers))
            yield Problem(at(layers[-1], id_, "id"), f'id "{id_}" is used {len(layers)} times, in {files}')


@rule("distinct-names", mend="keep one of the two, or say in the names what tells them apart")
def distinct_names(atlas: Atlas) -> Iterator[Problem]:
    """Two features of one layer never have the same English name."""
    first: dict[tuple[str, str], str] = {}
    for layer, row in features(atlas):
        name = row.name_en.casefold().strip()
        other = first.setdefault((layer, name), row.id)
        if other != row.id:
            yield Problem(at(layer, row.id, "name_en"), f'"{row.name_en}" is also the name of "{other}"')


@rule("near-duplicates", mend="if they are one thing keep one of them; if not, tell them apart in the names")
def near_duplicates(atlas: Atlas) -> Iterator[Problem]:
    """Two features of one layer and sector within 300 m of each other do not have almost the same name."""
    for layer, frame in atlas.layers().items():
        points = frame[(frame.geom_type == "Point").to_numpy()]
        shapes = points.geometry.to_numpy()
        if len(shapes) < 2:
            continue
        a, b = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=TWIN_DEGREES)
        a, b = a[a < b], b[a < b]
        lon, lat = shapely.get_x(shapes), shapely.get_y(shapes)
        km = distance_km(lon[a], lat[a], lon[b], lat[b])
        for i, j, apart in zip(a, b, km, strict=True):
            one, other = points.iloc[i], points.iloc[j]
            if apart <= TWIN_KM and one["sector"] == other["sector"] and _alike(one["name_en"], other["name_en"]):
                yield Problem(
                    at(layer, other["id"]),
                    f'"{other["name_en"]}" lies {apart * 1000:.0f} m from "{one["name_en"]}" ({one["id"]})',
                )


def _alike(one: str, other: str) -> bool:
    a, b = one.casefold(), other.casefold()
    return a in b or b in a or SequenceMatcher(None, a, b).ratio() >= ALIKE
