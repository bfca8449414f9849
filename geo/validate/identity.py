"""Rules on who is who: ids, names, twins."""

from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

import shapely

from geo.errors import Problem, plain
from geo.geodesy import distance_km
from geo.model import LAYER, Atlas
from geo.validate.geometry import places
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
            yield plain(at(layers[-1], id_, "id"), f'id "{id_}" is used {len(layers)} times, in {files}')


@rule("distinct-names", mend="keep one of the two, or say in the names what tells them apart")
def distinct_names(atlas: Atlas) -> Iterator[Problem]:
    """Two features of one layer never have the same English name."""
    first: dict[tuple[str, str], str] = {}
    for layer, row in features(atlas):
        name = row.name_en.casefold().strip()
        other = first.setdefault((layer, name), row.id)
        if other != row.id:
            yield plain(at(layer, row.id, "name_en"), f'"{row.name_en}" is also the name of "{other}"')


@rule("near-duplicates", mend="if they are one thing keep one of them; if not, tell them apart in the names")
def near_duplicates(atlas: Atlas) -> Iterator[Problem]:
    """Two features of one layer and sector within 300 m of each other do not have almost the same name."""
    spots = places(atlas)
    if not spots:
        return
    shapes = [place.row.geometry for place in spots]
    a, b = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=TWIN_DEGREES)
    for i, j in zip(a[a < b], b[a < b], strict=True):
        one, other = spots[i], spots[j]
        if (one.layer, one.row.sector) != (other.layer, other.row.sector):
            continue
        away = float(distance_km(one.lon, one.lat, other.lon, other.lat))
        if away <= TWIN_KM and _alike(one.row.name_en, other.row.name_en):
            what = f'"{other.row.name_en}" lies {away * 1000:.0f} m from "{one.row.name_en}" ({one.row.id})'
            yield plain(at(other.layer, other.row.id), what)


def _alike(one: str, other: str) -> bool:
    a, b = one.casefold(), other.casefold()
    return a in b or b in a or SequenceMatcher(None, a, b).ratio() >= ALIKE
