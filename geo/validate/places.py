"""Rules on points: do they lie where the feature says, and is the position as sure as it claims?"""

from collections.abc import Iterator
from functools import cache

import numpy as np

from geo import coordinates
from geo.errors import Problem, plain
from geo.geodesy import distance_km
from geo.model import Atlas
from geo.validate.geometry import Place, in_bounds, lines, places, vertices
from geo.validate.rule import at, features, rule, view
from geo.vocabulary import PROJECT_BOUNDS, SURE_PRECISIONS

# Where geocoders put "Kazakhstan" and "Uzbekistan": (lon, lat) of the CIA factbook and of Google's country tables.
CENTROIDS = {"KZ": ((68.0, 48.0), (66.923684, 48.019573)), "UZ": ((64.0, 41.0), (64.585262, 41.377491))}
CENTROID_KM = 2.0
NAMED_CITY_KM = 10.0
# How far a position stated in words may be from the point: it is often rounded.
STATED_DEG = 0.01


def _claimed(place: Place) -> list[str]:
    """The regions a point claims to lie in; the countries where it names no region."""
    return list(place.row.admin1 or place.row.countries)


def _fitting(atlas: Atlas, spots: list[Place], *, swapped: bool) -> list[bool]:
    """For each point, whether it lies where it claims, as given or read the other way round."""
    pairs = [(place.lat, place.lon) if swapped else (place.lon, place.lat) for place in spots]
    regions = view(atlas).regions
    if regions is None:
        return [in_bounds(*pair) for pair in pairs]
    units = regions.units_at([lon for lon, _ in pairs], [lat for _, lat in pairs])
    return [
        in_bounds(*pair) and regions.fits(_claimed(place), found, *pair)
        for place, pair, found in zip(spots, pairs, units, strict=True)
    ]


def _in_order(atlas: Atlas) -> list[Place]:
    """Points that are not simply written latitude first: those have their own rule and need no second complaint."""
    seen = view(atlas)
    if "in order" not in seen.worked_out:
        spots = [place for place in places(seen) if not _is_null_island(place)]
        given = _fitting(seen, spots, swapped=False)
        # ask about the other way round only where the given one fails
        misfits = [place for place, fit in zip(spots, given, strict=True) if not fit]
        turned = dict(zip(map(_key, misfits), _fitting(seen, misfits, swapped=True), strict=True))
        seen.worked_out["in order"] = [place for place in spots if not turned.get(_key(place))]
    in_order: list[Place] = seen.worked_out["in order"]
    return in_order


def _key(place: Place) -> tuple[str, str]:
    return place.layer, place.row.id


def _is_null_island(place: Place) -> bool:
    return abs(place.lon) < 0.5 and abs(place.lat) < 0.5


@rule("null-island", mend="give the true position, or null with precision none")
def null_island(atlas: Atlas) -> Iterator[Problem]:
    """No point lies at [0, 0], where lost coordinates end."""
    for place in filter(_is_null_island, places(atlas)):
        yield plain(at(place.layer, place.row.id, "geometry"), f"{place.text} is the Gulf of Guinea")


@rule("lon-lat-order", mend="GeoJSON writes longitude first")
def lon_lat_order(atlas: Atlas) -> Iterator[Problem]:
    """No point lies outside what it claims while its position, read the other way round, lies inside."""
    right = set(map(_key, _in_order(atlas)))
    for place in places(atlas):
        if _key(place) not in right and not _is_null_island(place):
            yield plain(
                at(place.layer, place.row.id, "geometry"),
                f"{place.text} lies outside {' and '.join(_claimed(place))}",
                f"GeoJSON writes longitude first; {place.swapped_text} would lie inside",
            )


@rule("lon-lat-doubt", mend="")
def lon_lat_doubt(atlas: Atlas) -> Iterator[Problem]:
    """Where a position fits its region both ways round, as near Oral, something else confirms the order.

    That is the name of a town close by in the feature's own names, or `precision_basis` with the position stated so
    that it can be read in one way: with hemisphere letters, in any spelling that `coordinates` reads.
    """
    if atlas.basemap is None:
        return
    spots = [place for place in places(atlas) if in_bounds(place.lon, place.lat) and in_bounds(place.lat, place.lon)]
    both = zip(spots, _fitting(atlas, spots, swapped=False), _fitting(atlas, spots, swapped=True), strict=True)
    for place, given, other in both:
        if given and other and place.lon != place.lat and not _confirmed(atlas, place):
            yield plain(
                at(place.layer, place.row.id, "geometry"),
                f"{place.text} and {place.swapped_text} both lie in {' and '.join(_claimed(place))}: which is meant?",
                f'put the right one, longitude first; then say it in precision_basis: "{place.lat} N, {place.lon} E"',
            )


def _confirmed(atlas: Atlas, place: Place) -> bool:
    stated = coordinates.stated(place.row.precision_basis or "")
    if any(max(abs(reading.lat - place.lat), abs(reading.lon - place.lon)) < STATED_DEG for reading in stated):
        return True
    cities = atlas.basemap.page["cities"] if atlas.basemap is not None else None
    if cities is None or not len(cities):
        return False
    lon, lat = cities.geometry.x.to_numpy(), cities.geometry.y.to_numpy()
    here = distance_km(lon, lat, place.lon, place.lat)
    there = distance_km(lon, lat, place.lat, place.lon)
    own = f"{place.row.name_en} {place.row.locality or ''}".casefold()
    near = np.flatnonzero((here <= NAMED_CITY_KM) & (here * 2 <= there))
    return any(str(cities["name_en"].iloc[i]).casefold() in own for i in near)


@rule("inside-bounds", mend="check the position; for a place that far away widen PROJECT_BOUNDS in geo/vocabulary.py")
def inside_bounds(atlas: Atlas) -> Iterator[Problem]:
    """Every position lies within the project's bounds, and longitude and latitude are possible ones."""
    for place in _in_order(atlas):
        if not in_bounds(place.lon, place.lat):
            yield plain(at(place.layer, place.row.id, "geometry"), f"{place.text} lies outside the project's bounds")
    west, south, east, north = PROJECT_BOUNDS
    for layer, row in lines(atlas):
        xy = vertices(row.geometry)
        out = xy[(xy[:, 0] < west) | (xy[:, 0] > east) | (xy[:, 1] < south) | (xy[:, 1] > north)]
        if len(out):
            lon, lat = out[0]
            mend = f"GeoJSON writes longitude first; [{lat:g}, {lon:g}] would lie inside" if in_bounds(lat, lon) else ""
            yield plain(at(layer, row.id, "geometry"), f"[{lon:g}, {lat:g}] lies outside the project's bounds", mend)


@rule("inside-country", mend="correct the position, or the countries")
def inside_country(atlas: Atlas) -> Iterator[Problem]:
    """A point lies in one of the countries its feature names; 3 km of grace, since outlines are generalised."""
    yield from _misplaced(atlas, "countries")


@rule("inside-region", mend="correct the position, or admin1")
def inside_region(atlas: Atlas) -> Iterator[Problem]:
    """A point lies in one of the regions its feature names; 3 km of grace, and Tashkent city or region will do."""
    yield from _misplaced(atlas, "admin1")


def _misplaced(atlas: Atlas, field: str) -> Iterator[Problem]:
    regions = view(atlas).regions
    if regions is None:
        return
    spots = [place for place in _in_order(atlas) if in_bounds(place.lon, place.lat)]
    units = regions.units_at([place.lon for place in spots], [place.lat for place in spots])
    for place, found in zip(spots, units, strict=True):
        codes = getattr(place.row, field)
        if codes and not regions.fits(codes, found, place.lon, place.lat):
            level = {code for code in found if ("-" in code) == (field == "admin1")}
            seen = f"in {' and '.join(sorted(level or found))}" if found else "in no country that is drawn"
            yield plain(at(place.layer, place.row.id, field), f"{place.text} lies {seen}, not in {' or '.join(codes)}")


@rule("country-centroid", mend="find the place itself, or say precision country")
def country_centroid(atlas: Atlas) -> Iterator[Problem]:
    """A point said to be known does not sit in the middle of a country, where geocoders put what they cannot find."""
    spots = [place for place in places(atlas) if place.row.precision in SURE_PRECISIONS]
    centres = [(code, *position) for code, positions in CENTROIDS.items() for position in positions]
    if atlas.basemap is not None:
        countries = atlas.basemap.page["countries"]
        middles = zip(countries["iso"], countries.geometry, strict=True)
        centres += [(code, shape.centroid.x, shape.centroid.y) for code, shape in middles if code in CENTROIDS]
    for code, lon, lat in centres:
        away = distance_km([place.lon for place in spots], [place.lat for place in spots], lon, lat)
        for index in np.flatnonzero(away <= CENTROID_KM):
            place = spots[index]
            yield plain(at(place.layer, place.row.id, "geometry"), f"{place.text} is the middle of {code}")


@rule("whole-degrees", mend="find the position to four decimals, or say precision region")
def whole_degrees(atlas: Atlas) -> Iterator[Problem]:
    """A point said to be known is not given in whole degrees, which is a circle of 50 km."""
    for place in places(atlas):
        if place.row.precision in SURE_PRECISIONS and place.lon.is_integer() and place.lat.is_integer():
            yield plain(
                at(place.layer, place.row.id, "geometry"),
                f"{place.text} is too round for precision {place.row.precision}",
            )


@rule("precision-decimals", mend="round it to six decimals, which is 0.1 m")
def precision_decimals(atlas: Atlas) -> Iterator[Problem]:
    """An exact position has at least four decimals (11 m); no position has more than six (0.1 m)."""
    for place in places(atlas):
        where = at(place.layer, place.row.id, "geometry")
        if round(place.lon, 6) != place.lon or round(place.lat, 6) != place.lat:
            yield plain(where, f"{place.text} has more than six decimals")
        # the last decimal of one number may be a zero that is not written; of both, hardly
        if place.row.precision == "exact" and _decimals(place.lon) < 4 and _decimals(place.lat) < 4:
            yield plain(
                where, f"{place.text} has too few decimals for precision exact", "give four decimals, or say locality"
            )
    for layer, row in lines(atlas):
        xy = vertices(row.geometry)
        if not np.array_equal(np.round(xy, 6), xy):
            yield plain(at(layer, row.id, "geometry"), "has positions with more than six decimals")


@cache
def _decimals(number: float) -> int:
    return next((places_ for places_ in range(7) if round(number, places_) == number), 7)


@rule("precision-none", mend="give a geometry, or say precision none")
def precision_none(atlas: Atlas) -> Iterator[Problem]:
    """A feature has precision none exactly when it has no geometry."""
    for layer, row in features(atlas):
        if row.geometry is None and row.precision != "none":
            yield plain(at(layer, row.id, "precision"), f"precision is {row.precision}, but there is no geometry")
        if row.geometry is not None and row.precision == "none":
            yield plain(
                at(layer, row.id, "precision"),
                "precision is none, but there is a geometry",
                "say exact, locality, region or country; or remove the geometry",
            )


@rule("precision-basis", mend="say in precision_basis where the position comes from and how far off it may be")
def precision_basis(atlas: Atlas) -> Iterator[Problem]:
    """Whoever draws a thing says where its position comes from."""
    for layer, row in features(atlas):
        if row.geometry is not None and not row.precision_basis:
            yield plain(at(layer, row.id, "precision_basis"), "is missing, though there is a geometry")
