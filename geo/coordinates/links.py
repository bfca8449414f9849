"""Addresses of map sites: where a reader pointed, or looked. Nothing is fetched."""

import re
from typing import Any

from geo.coordinates.forms import numbers
from geo.coordinates.grammar import Candidate, candidates
from geo.coordinates.notation import table
from geo.coordinates.reading import Refused
from geo.coordinates.tokens import tokens

_ESCAPE = re.compile("%([2-7][0-9A-Fa-f])")
_ADDRESS = re.compile(r"(?:https?://)?((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10})(?::\d{1,5})?([/?#].*)", re.IGNORECASE)
# What any site may call the two numbers.
_NAMES = (("lat", "lon"), ("lat", "lng"), ("mlat", "mlon"), ("latitude", "longitude"))
_PARTING = ",/~; +"
# The place of a Google link stands in its `data`: !3d latitude !4d longitude.
_DATA = re.compile(r"!3d(-?\d{1,3}(?:\.\d{1,20})?)!4d(-?\d{1,3}(?:\.\d{1,20})?)(?![\d.])")

# What an encyclopedia's page links to: params=41_18_40_N_69_16_47_E, with kinds of things behind it.
_PARAMS = re.compile(r"[?&]params=([\d._]+[NS]_[\d._]+[EW])(?![^_&])")

Pair = tuple[float, float]


def link(text: str) -> list[Candidate] | None:
    """The position an address holds; None where the text holds no address.

    Raises
    ------
    Refused
        It holds none, or several, or is a shortened one that only its site can open.
    """
    addresses = [word for word in text.split() if "://" in word] or [text]
    match = _ADDRESS.fullmatch(addresses[0]) if len(addresses) == 1 else None
    if not match:
        if "://" in text:
            raise Refused("link")
        return None
    host, rest = match[1].lower(), _ESCAPE.sub(lambda code: chr(int(code[1], 16)), match[2])
    address = f"{host}{rest}".removeprefix("www.")
    if host.endswith("goo.gl") or address.startswith(tuple(table()["shortened"])):
        raise Refused("link_short")
    if params := _PARAMS.search(rest):
        return candidates(tokens(params[1].replace("_", " ")))
    site: dict[str, Any] = next((site for name, site in table()["links"].items() if name in f"{host}."), {})
    places, views = _pairs(rest, site)
    found = list(dict.fromkeys(places)) or list(dict.fromkeys(views))
    if len(found) != 1:
        raise Refused("link_several" if found else "link")
    [(lat, lon)] = found
    return [Candidate(lat, lon, ("link",) if places else ("link", "view"), marked=True)]


def _pairs(rest: str, site: dict[str, Any]) -> tuple[list[Pair], list[Pair]]:
    """(lat, lon) of the places an address names, and of the middles of a view."""
    if marked := [(float(lat), float(lon)) for lat, lon in _DATA.findall(rest)]:
        return marked, []
    query = dict(part.split("=", 1) for part in re.split("[?&#]", rest) if "=" in part)
    named = [(query.get(lat), query.get(lon)) for lat, lon in _NAMES]
    if places := [pair for lat, lon in named for pair in _in_form(f"{lat},{lon}", "lat lon")]:
        return places, []
    places = [pair for key, form in site.get("place", {}).items() for pair in _in_form(query.get(key, ""), form)]
    path = re.split("[?#]", rest)[0].split("/")
    if "path" in site:
        places += [pair for part in path for pair in _in_form(part, site["path"])]
    views = [pair for key, form in site.get("view", {}).items() for pair in _in_form(query.get(key, ""), form)]
    views += [pair for part in path if part.startswith("@") for pair in _in_form(part[1:], "lat lon")]
    return places, views


def _is_degrees(*texts: str | None) -> bool:
    return all(text and len(numbers(text, ",")) == 1 for text in texts)


def _in_form(value: str, form: str) -> list[Pair]:
    """The pairs a value holds, several parted by ~; what follows the numbers (a zoom, a style) is left out."""
    if "lat~lon" not in form and value.count(",") > 1 and "~" in value:
        return [pair for part in value.split("~") for pair in _in_form(part, form)]
    for separator in _PARTING[1:]:
        value = value.replace(separator, _PARTING[0])
    parts = [part for part in value.removeprefix("loc:").split(_PARTING[0]) if part]
    named = dict(zip(form.split(), parts, strict=False))
    if not _is_degrees(named.get("lat"), named.get("lon")):
        return []
    return [(float(named["lat"]), float(named["lon"]))]
