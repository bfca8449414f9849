"""Rules on border crossings: a crossing is a pair of posts, near the border, each on its side."""

from collections.abc import Iterator

from geo.errors import Problem
from geo.i18n import text_in
from geo.validate.geometry import in_bounds
from geo.validate.view import Row, View
from geo.vocabulary import CORE_COUNTRIES, CROSSING_NEAR_BORDER_KM

LAYER_NAME = "border_crossings"


def crossing_pair(view: View) -> Iterator[Problem]:
    """A drawn crossing names both posts, both countries and a region on each side, and whose post its point is."""
    for row in view.features(LAYER_NAME):
        for side in CORE_COUNTRIES:
            yield from _side_problems(view, row, side)
        if row.geometry is not None and not row.point_side:
            yield Problem(view.at(row, "point_side"), "crossing-pair.point_side")


def _side_problems(view: View, row: Row, side: str) -> Iterator[Problem]:
    name, field = f"{side.lower()}_name", f"{side.lower()}_admin1"
    region = getattr(row, field)
    if side not in row.countries:
        yield Problem(view.at(row, "countries"), "crossing-pair.country", {"country": side})
    if region is not None and not region.startswith(f"{side}-"):
        yield Problem(view.at(row, field), "crossing-pair.elsewhere", {"region": region, "country": side})
    if row.geometry is not None and not text_in(row._asdict(), name, "en"):
        yield Problem(view.at(row, f"{name}_en"), "crossing-pair.name")
    if row.geometry is not None and not region:
        yield Problem(view.at(row, field), "crossing-pair.region")


def crossing_near_border(view: View) -> Iterator[Problem]:
    """A crossing lies near the border of Kazakhstan and Uzbekistan; how near depends on how sure its position is."""
    regions = view.regions
    if regions is None or regions.border is None:
        return
    spots = [spot for spot in view.spots if spot.row.layer == LAYER_NAME and in_bounds(spot.lon, spot.lat)]
    distances = regions.border_km([spot.lon for spot in spots], [spot.lat for spot in spots])
    for spot, away in zip(spots, distances, strict=True):
        limit = CROSSING_NEAR_BORDER_KM.get(spot.row.precision)
        if limit is not None and away > limit:
            values = {
                "position": spot.text,
                "km": round(float(away), 1),
                "limit": limit,
                "precision": spot.row.precision,
            }
            yield Problem(view.at(spot.row, "geometry"), "crossing-near-border", values)


def crossing_side(view: View) -> Iterator[Problem]:
    """The point of a crossing lies on the side of the drawn border that `point_side` says."""
    regions = view.regions
    if regions is None:
        return
    for spot in (spot for spot in view.spots if spot.row.layer == LAYER_NAME and spot.row.point_side):
        side, other = spot.row.point_side, {"KZ": "UZ", "UZ": "KZ"}[spot.row.point_side]
        # On the drawn line itself a post is on either side.
        if regions.holds(other, spot.lon, spot.lat) and not regions.holds(side, spot.lon, spot.lat):
            values = {"position": spot.text, "found": other, "side": side}
            yield Problem(view.at(spot.row, "point_side"), "crossing-side", values)
