"""What is shown beside a form: what may be the same thing already, and what else lies near, whatever its layer."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from geo.model import Atlas
from geo.nearby import Known, same_things, surroundings

NEAR_KM = 2.0
MOST = 8


class Neighbour(NamedTuple):
    """A feature near a place, and whether it may be the one that is being typed."""

    known: Known
    may_be_same: bool


def neighbours(atlas: Atlas, record: Mapping[str, Any], lonlat: tuple[float, float] | None) -> list[Neighbour]:
    """Features to look at before one is added: those that may be the same first; none without a position."""
    if lonlat is None:
        return []
    same = same_things(atlas, record, *lonlat)
    told = {record.get("id"), *(one.id for one in same)}
    near = [one for one in surroundings(atlas, *lonlat).known if one.km <= NEAR_KM and one.id not in told]
    return [*(Neighbour(one, True) for one in same), *(Neighbour(one, False) for one in near)][:MOST]
