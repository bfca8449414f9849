"""Rules on points: do they lie where the feature says, and is the position as sure as it claims?"""

from collections.abc import Iterator
from functools import cache

import numpy as np

from geo.errors import Each, Either, Problem
from geo.geodesy import distance_km
from geo.model import Basemap
from geo.validate.geometry import in_bounds, vertices
from geo.validate.view import Spot, View
from geo.vocabulary import LANGUAGES, SURE_PRECISIONS

# Where geocoders put "Kazakhstan" and "Uzbekistan": (lon, lat) of the CIA factbook and of Google's country tables.
CENTROIDS = {"KZ": ((68.0, 48.0), (66.923684, 48.019573)), "UZ": ((64.0, 41.0), (64.585262, 41.377491))}
CENTROID_KM = 2.0
NAMED_CITY_KM = 10.0
# How far a position stated in words may be from the point: it is often rounded.
STATED_DEG = 0.01


def null_island(view: View) -> Iterator[Problem]:
    """No point lies at [0, 0], where lost coordinates end."""
    for spot in view.spots:
        if spot.is_null_island:
            yield Problem(view.at(spot.row, "geometry"), "null-island", {"position": spot.text})


def lon_lat_order(view: View) -> Iterator[Problem]:
    """No point lies outside what it claims while its position, read the other way round, lies inside."""
    for spot in view.spots:
        if (spot.row.layer, spot.row.id) in view.turned and not spot.is_null_island:
            values = {"position": spot.text, "claimed": Each(spot.claimed), "swapped": spot.swapped_text}
            yield Problem(view.at(spot.row, "geometry"), "lon-lat-order", values)


def lon_lat_doubt(view: View) -> Iterator[Problem]:
    """Where a position fits its region both ways round, as near Oral, something else confirms the order.

    That is the name of a town close by in the feature's own names, or `precision_basis` with the position stated so
    that it can be read in one way: with hemisphere letters, in any spelling that `coordinates` reads.
    """
    if view.basemap is None:
        return
    spots = [spot for spot in view.spots if in_bounds(spot.lon, spot.lat) and in_bounds(spot.lat, spot.lon)]
    for spot, given, other in zip(spots, view.fitting(spots), view.fitting(spots, swapped=True), strict=True):
        if given and other and spot.lon != spot.lat and not _confirmed(view, spot):
            values = {
                "position": spot.text,
                "swapped": spot.swapped_text,
                "claimed": Each(spot.claimed),
                "marked": f"{spot.lat} N, {spot.lon} E",
            }
            yield Problem(view.at(spot.row, "geometry"), "lon-lat-doubt", values)


def _confirmed(view: View, spot: Spot) -> bool:
    # read where a doubt arises, so that `kzuz build` need not load it: 1.7 × the imports is its budget
    from geo import coordinates

    stated = coordinates.stated(spot.row.precision_basis or "")
    if any(max(abs(reading.lat - spot.lat), abs(reading.lon - spot.lon)) < STATED_DEG for reading in stated):
        return True
    cities = view.basemap.page["cities"] if view.basemap is not None else None
    if cities is None or not len(cities):
        return False
    lon, lat = cities.geometry.x.to_numpy(), cities.geometry.y.to_numpy()
    here = distance_km(lon, lat, spot.lon, spot.lat)
    there = distance_km(lon, lat, spot.lat, spot.lon)
    names = [getattr(spot.row, f"name_{lang}") or "" for lang in LANGUAGES]
    own = " ".join([*names, spot.row.locality or ""]).casefold()
    near = cities.iloc[np.flatnonzero((here <= NAMED_CITY_KM) & (here * 2 <= there))]
    towns = (getattr(town, f"name_{lang}", None) for town in near.itertuples() for lang in LANGUAGES)
    return any(isinstance(name, str) and name and name.casefold() in own for name in towns)


def inside_bounds(view: View) -> Iterator[Problem]:
    """Every position lies within the project's bounds, and longitude and latitude are possible ones."""
    for spot in view.in_order:
        if not in_bounds(spot.lon, spot.lat):
            yield Problem(view.at(spot.row, "geometry"), "inside-bounds", {"position": spot.text})
    for row in view.lines:
        astray = next(((lon, lat) for lon, lat in vertices(row.geometry).tolist() if not in_bounds(lon, lat)), None)
        if astray:
            lon, lat = astray
            values = {"position": f"[{lon:g}, {lat:g}]", "swapped": f"[{lat:g}, {lon:g}]"}
            key = "inside-bounds.swapped" if in_bounds(lat, lon) else "inside-bounds"
            yield Problem(view.at(row, "geometry"), key, values)


def inside_country(view: View) -> Iterator[Problem]:
    """A point lies in one of the countries its feature names, or so near that the drawn outlines cannot tell."""
    yield from _misplaced(view, "countries")


def inside_region(view: View) -> Iterator[Problem]:
    """A point lies in one of the regions its feature names, or so near that the drawn outlines cannot tell."""
    yield from _misplaced(view, "admin1")


def _misplaced(view: View, field: str) -> Iterator[Problem]:
    if view.regions is None:
        return
    spots = [spot for spot in view.in_order if in_bounds(spot.lon, spot.lat)]
    units = view.regions.units_at([spot.lon for spot in spots], [spot.lat for spot in spots])
    for spot, found in zip(spots, units, strict=True):
        codes = getattr(spot.row, field)
        if codes and not view.regions.fits(codes, found, spot.lon, spot.lat):
            level = {code for code in found if ("-" in code) == (field == "admin1")}
            values = {"position": spot.text, "found": Each(sorted(level or found)), "claimed": Either(codes)}
            key = "misplaced" if found else "misplaced.nowhere"
            yield Problem(view.at(spot.row, field), key, values)


def country_centroid(view: View) -> Iterator[Problem]:
    """A point said to be known does not sit in the middle of a country, where geocoders put what they cannot find."""
    spots = [spot for spot in view.spots if spot.row.precision in SURE_PRECISIONS]
    for code, lon, lat in centres(view.basemap):
        away = distance_km([spot.lon for spot in spots], [spot.lat for spot in spots], lon, lat)
        for index in np.flatnonzero(away <= CENTROID_KM):
            values = {"position": spots[index].text, "country": code}
            yield Problem(view.at(spots[index].row, "geometry"), "country-centroid", values)


def centres(basemap: Basemap | None) -> list[tuple[str, float, float]]:
    """Country, lon and lat of where a whole country is put: as in tables, and the middles of those drawn."""
    found = [(code, *position) for code, positions in CENTROIDS.items() for position in positions]
    if basemap is not None:
        countries = basemap.page["countries"]
        middles = zip(countries["iso"], countries.geometry, strict=True)
        found += [(code, shape.centroid.x, shape.centroid.y) for code, shape in middles if code in CENTROIDS]
    return found


def whole_degrees(view: View) -> Iterator[Problem]:
    """A point said to be known is not given in whole degrees, which is a circle of 50 km."""
    for spot in view.spots:
        if spot.row.precision in SURE_PRECISIONS and spot.lon.is_integer() and spot.lat.is_integer():
            values = {"position": spot.text, "precision": spot.row.precision}
            yield Problem(view.at(spot.row, "geometry"), "whole-degrees", values)


def precision_decimals(view: View) -> Iterator[Problem]:
    """An exact position has at least four decimals (11 m); no position has more than six (0.1 m)."""
    for spot in view.spots:
        if round(spot.lon, 6) != spot.lon or round(spot.lat, 6) != spot.lat:
            yield Problem(view.at(spot.row, "geometry"), "precision-decimals", {"position": spot.text})
        # the last decimal of one number may be a zero that is not written; of both, hardly
        if spot.row.precision == "exact" and _decimals(spot.lon) < 4 and _decimals(spot.lat) < 4:
            yield Problem(view.at(spot.row, "geometry"), "precision-decimals.few", {"position": spot.text})
    for row in view.lines:
        xy = vertices(row.geometry)
        if not np.array_equal(np.round(xy, 6), xy):
            yield Problem(view.at(row, "geometry"), "precision-decimals.line")


@cache
def _decimals(number: float) -> int:
    return next((places for places in range(7) if round(number, places) == number), 7)


def precision_none(view: View) -> Iterator[Problem]:
    """A feature has precision none exactly when it has no geometry."""
    for row in view.features():
        if row.geometry is None and row.precision != "none":
            yield Problem(view.at(row, "precision"), "precision-none.missing", {"precision": row.precision})
        if row.geometry is not None and row.precision == "none":
            yield Problem(view.at(row, "precision"), "precision-none")


def precision_basis(view: View) -> Iterator[Problem]:
    """Whoever draws a thing says where its position comes from."""
    for row in view.features():
        if row.geometry is not None and not row.precision_basis:
            yield Problem(view.at(row, "precision_basis"), "precision-basis")
