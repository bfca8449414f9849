"""The story of a reader's proposal: shown beside what is there, field by field; what is accepted is written once.

`review` is pure, and its answer a plain value, for a terminal, a script or an editor to show. `accept` takes some of
its fields, as long as the feature is still the one that was looked at.

>>> from geo import reviewing, store
>>> found = reviewing.review(store.load("data"), "proposal.geojson", data)      # doctest: +SKIP
>>> reviewing.accept("data", found, ["hours"])                                  # doctest: +SKIP
"""

from geo.reviewing.accepting import COMMAND, Accepted, accept
from geo.reviewing.looking import Field, Review, review
from geo.reviewing.telling import field_told, told, told_of

__all__ = ["COMMAND", "Accepted", "Field", "Review", "accept", "field_told", "review", "told", "told_of"]
