"""The same places for `validate` and `computed`, as features, and for the kernel, as arrays: what each says of them."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import shapely
from geopandas import GeoDataFrame
from pandas.testing import assert_series_equal

from geo.bulk import kernel
from geo.bulk.ground import ground_of
from geo.bulk.places import Places
from geo.computed import measured
from geo.frames import frame_of
from geo.model import Atlas
from geo.validate import RULES, View
from geo.vocabulary import PRECISIONS, SECTORS, STATUSES


def sites_of(lon, lat, names, precisions) -> GeoDataFrame:
    """n places as sites that claim the two countries, in their order."""
    records = [
        {"id": f"p{row:07}", "name_en": name, "sector": SECTORS[row % len(SECTORS)], "status": "unknown",
         "countries": ["KZ", "UZ"], "precision": precision, "checked": "2026-01-01", "sources": []}
        for row, (name, precision) in enumerate(zip(names, precisions, strict=True))
    ]  # fmt: skip
    return frame_of("sites", records, shapely.points(lon, lat))


def places_of(frame: GeoDataFrame) -> Places:
    """The same as arrays."""
    shapes = frame.geometry.to_numpy()
    words = [
        np.array([known.index(word) for word in frame[field]], dtype=np.int8)
        for field, known in (("sector", SECTORS), ("status", STATUSES), ("precision", PRECISIONS))
    ]
    texts = (pa.array(frame[field], pa.string()) for field in ("id", "name_en"))
    return Places(shapely.get_x(shapes), shapely.get_y(shapes), *words, *texts)


def refused_by_rules(atlas: Atlas) -> dict[str, set[str]]:
    """For each site the rules it breaks, of those the kernel has."""
    view, found = View(atlas), {}
    for rule in RULES:
        if rule.id in kernel.REASONS:
            for problem in rule.problems(view):
                found.setdefault(problem.place.id, set()).add(rule.id)
    return found


def refused_by_kernel(places: Places, known: kernel.Judged) -> dict[str, set[str]]:
    rows = np.flatnonzero(known.reasons)
    ids = places.id.to_pylist()
    return {ids[row]: set(kernel.rules_of(int(known.reasons[row]))) for row in rows}


def assert_same(atlas: Atlas, frame: GeoDataFrame) -> kernel.Judged:
    """The kernel refuses what the rules refuse, for the same reasons, and knows of the others what `computed` adds."""
    places, ground = places_of(frame), ground_of(atlas)
    known = kernel.judged(places, ground)
    of_places = replace(atlas, sites=frame)
    assert refused_by_kernel(places, known) == refused_by_rules(of_places)
    ours = table_of(frame, known, ground)
    theirs = measured(of_places).sites[known.is_valid]
    for column in ours:
        assert_series_equal(ours[column], theirs[column], check_dtype=False, check_exact=True)
    return known


def table_of(frame, known, ground):
    """The kernel's columns under the names of `computed`, of the places that are sound."""
    admin1 = np.append(ground.regions.admin1_codes, None)[known.admin1]
    crossing = np.append(ground.crossings.ids, None)[known.crossing]
    inside = np.where(known.is_measured, known.in_corridor.astype(object), None)
    added = frame.assign(
        admin1_found=admin1, border_km=known.border_km, nearest_crossing=crossing,
        nearest_crossing_km=known.crossing_km, in_corridor=inside,
    )  # fmt: skip
    names = ["admin1_found", "border_km", "nearest_crossing", "nearest_crossing_km", "in_corridor"]
    return added.loc[known.is_valid, names]
