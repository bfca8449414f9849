"""Rules on border crossings: a crossing is a pair of posts, near the border, each on its side."""

from collections.abc import Iterator

from geo.errors import Problem, plain
from geo.model import Atlas
from geo.validate.geometry import in_bounds, places
from geo.validate.rule import at, features, rule, view
from geo.vocabulary import CORE_COUNTRIES

LAYER_NAME = "border_crossings"
NEAR_KM = {"exact": 3.0, "locality": 25.0}


@rule("crossing-pair", mend="a crossing is a pair of posts; name both sides")
def crossing_pair(atlas: Atlas) -> Iterator[Problem]:
    """A drawn crossing names both posts, both countries and a region on each side, and whose post its point is."""
    for _, row in features(atlas, LAYER_NAME):
        for side in CORE_COUNTRIES:
            if side not in row.countries:
                yield plain(at(LAYER_NAME, row.id, "countries"), f"{side} is missing")
            region = getattr(row, f"{side.lower()}_admin1")
            if region is not None and not region.startswith(f"{side}-"):
                yield plain(
                    at(LAYER_NAME, row.id, f"{side.lower()}_admin1"),
                    f"{region} is not in {side}",
                    "name a region there",
                )
            if row.geometry is not None and not getattr(row, f"{side.lower()}_name_en"):
                yield plain(at(LAYER_NAME, row.id, f"{side.lower()}_name_en"), "is missing")
            if row.geometry is not None and not region:
                yield plain(at(LAYER_NAME, row.id, f"{side.lower()}_admin1"), "is missing", "name the post's region")
        if row.geometry is not None and not row.point_side:
            yield plain(at(LAYER_NAME, row.id, "point_side"), "is missing", "say whose post the point marks: KZ or UZ")


@rule("crossing-near-border", mend="check the position against the border, or say how sure it is in precision")
def crossing_near_border(atlas: Atlas) -> Iterator[Problem]:
    """A crossing lies near the Kazakhstan-Uzbekistan border: 3 km if exact, 25 km if only the locality is known."""
    regions = view(atlas).regions
    if regions is None or regions.border is None:
        return
    spots = [place for place in places(atlas, LAYER_NAME) if in_bounds(place.lon, place.lat)]
    distances = regions.border_km([place.lon for place in spots], [place.lat for place in spots])
    for place, away in zip(spots, distances, strict=True):
        limit = NEAR_KM.get(place.row.precision)
        if limit is not None and away > limit:
            yield plain(
                at(LAYER_NAME, place.row.id, "geometry"),
                f"{place.text} lies {away:.0f} km from the border; at most {limit:.0f} km if {place.row.precision}",
            )


@rule("crossing-side", mend="correct point_side or the position")
def crossing_side(atlas: Atlas) -> Iterator[Problem]:
    """The point of a crossing lies on the side of the drawn border that `point_side` says."""
    regions = view(atlas).regions
    if regions is None:
        return
    for place in (place for place in places(atlas, LAYER_NAME) if place.row.point_side):
        side, other = place.row.point_side, {"KZ": "UZ", "UZ": "KZ"}[place.row.point_side]
        # On the drawn line itself a post is on either side.
        if regions.holds(other, place.lon, place.lat) and not regions.holds(side, place.lon, place.lat):
            yield plain(at(LAYER_NAME, place.row.id, "point_side"), f"{place.text} lies in {other}, not in {side}")
