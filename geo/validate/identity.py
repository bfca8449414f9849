"""Rules on who is who: ids, names, twins."""

from collections import defaultdict
from collections.abc import Iterator
from math import floor

from geo.errors import Each, Problem
from geo.geodesy import distance_km
from geo.i18n import text_in
from geo.model import LAYER
from geo.validate.twins import Name, name_of, twins
from geo.validate.view import Row, View
from geo.vocabulary import LANGUAGES

TWIN_KM = 0.3
# 0.3 km in degrees of longitude at the project's north, where a degree is shortest.
TWIN_DEGREES = 0.005


def unique_ids(view: View) -> Iterator[Problem]:
    """An id names one feature of the whole atlas, whatever its layer."""
    homes: dict[str, list[Row]] = defaultdict(list)
    for row in view.features():
        homes[row.id].append(row)
    for id_, rows in homes.items():
        if len(rows) > 1:
            files = Each(dict.fromkeys(LAYER[row.layer].filename for row in rows))
            yield Problem(view.at(rows[-1], "id"), "unique-ids", {"id": id_, "n": len(rows), "files": files})


def withdrawn_ids(view: View) -> Iterator[Problem]:
    """An id that was withdrawn is never given again; the list says why, once, and leads to what is there."""
    there = {row.id for row in view.features()}
    seen = set()
    for gone in view.atlas.withdrawn:
        if gone.id in seen:
            yield Problem(view.at_entry("withdrawn.json", gone.id, "id"), "withdrawn-ids.twice", {"id": gone.id})
        seen.add(gone.id)
        if gone.id in there:
            yield Problem(view.at_entry("withdrawn.json", gone.id, "id"), "withdrawn-ids", {"id": gone.id})
        if gone.instead and gone.instead not in there:
            place = view.at_entry("withdrawn.json", gone.id, "instead")
            yield Problem(place, "withdrawn-ids.instead", {"id": gone.instead})
        if not any(getattr(gone, f"why_{lang}") for lang in LANGUAGES):
            yield Problem(view.at_entry("withdrawn.json", gone.id, "why"), "withdrawn-ids.why")


def distinct_names(view: View) -> Iterator[Problem]:
    """Two features of one layer never have the same name in the same language."""
    first: dict[tuple[str, str], str] = {}
    for row in view.features():
        for lang in LANGUAGES:
            field = f"name_{lang}"
            if not (name := getattr(row, field)):
                continue
            other = first.setdefault((f"{row.layer}.{lang}", " ".join(name.casefold().split())), row.id)
            if other != row.id:
                yield Problem(view.at(row, field), "distinct-names", {"name": name, "other": other})
                break


def near_duplicates(view: View) -> Iterator[Problem]:
    """Two features of one layer and sector that lie close together do not have almost the same name."""
    spots = view.spots
    cells = [
        ((spot.row.layer, spot.row.sector), floor(spot.lon / TWIN_DEGREES), floor(spot.lat / TWIN_DEGREES))
        for spot in spots
    ]

    def metres(i: int, j: int) -> float:
        return 1000 * float(distance_km(spots[i].lon, spots[i].lat, spots[j].lon, spots[j].lat))

    def near(i: int, j: int) -> bool:
        # most lie too far apart in latitude or longitude for the ellipsoid to be asked
        one, other = spots[i], spots[j]
        if abs(one.lat - other.lat) > TWIN_DEGREES or abs(one.lon - other.lon) > TWIN_DEGREES:
            return False
        return metres(i, j) <= TWIN_KM * 1000

    for i, j in twins(lambda i: _names(spots[i].row), cells, near):
        one, other = spots[i].row, spots[j].row
        values = {"name": _shown(other), "metres": round(metres(i, j)), "other": _shown(one), "id": one.id}
        yield Problem(view.at(other), "near-duplicates", values)


def _names(row: Row) -> list[Name]:
    texts = {text for lang in LANGUAGES if (text := getattr(row, f"name_{lang}"))}
    return [name_of(text) for text in sorted(texts)]


def _shown(row: Row) -> str:
    text = text_in(row._asdict(), "name", "en")
    return text[0] if text else str(row.id)
