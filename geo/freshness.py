"""What has not been read for long: an editor's work list, the most important first.

The rule for age stands in docs/freshness.md and, as months, in `vocabulary.STATUS_MEANING`.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from geo.dates import span
from geo.door import let_in
from geo.frames import rows_of
from geo.history import last_seen
from geo.i18n import text_in
from geo.model import LAYERS, Atlas, Json
from geo.vocabulary import STATUS_MEANING, Language, Status

# Months since its sources were read after which a record is due, in three steps.
STEPS = (24, 12, 6)
# A state that ends is never urgent again.
NEVER = 1_000


@dataclass(frozen=True)
class Due:
    """A record whose sources were last read long ago.

    Parameters
    ----------
    months
        Whole months since `checked`, and `step`: the longest of `STEPS` that has passed.
    last_seen
        Date of its state, where that is so old that the map says "last seen"; else None.
    urls
        Addresses of its sources, to be read again.
    """

    step: int
    months: int
    id: str
    layer: str
    name: str
    status: Status
    checked: str
    last_seen: str | None
    urls: tuple[str, ...]

    def as_dict(self) -> Json:
        """For JSON."""
        return asdict(self)


def due(atlas: Atlas, today: date, lang: Language = "en") -> list[Due]:
    """What was not read for half a year or longer.

    Parameters
    ----------
    today
        By whose clock it is asked.
    lang
        Of the names.

    Returns
    -------
    list of Due
        Two years and more first, then one, then a half; within each what the map already calls "last seen", then states
        that change soonest (`lasts_months`), then the dearest, then what was read longest ago.
    """
    found = [entry for entry in _entries(let_in(atlas), today, lang) if entry[1].step]
    return [entry for _, entry in sorted(found, key=lambda one: one[0])]


def _entries(atlas: Atlas, today: date, lang: Language) -> Iterator[tuple[tuple[object, ...], Due]]:
    """Each record with what it is sorted by."""
    for layer in LAYERS:
        for row in rows_of(getattr(atlas, layer.name)):
            months = _months(row["checked"], today)
            seen = last_seen(row["status"], row.get("status_date"), today)
            own = text_in(row, "name", lang)
            entry = Due(
                next((step for step in STEPS if months >= step), 0),
                months,
                row["id"],
                layer.name,
                own[0] if own else row["id"],
                row["status"],
                row["checked"],
                seen,
                tuple(_urls(atlas, row)),
            )
            lasts = STATUS_MEANING[entry.status].lasts_months or NEVER
            yield (-entry.step, seen is None, lasts, -(row.get("cost_usd") or 0), row["checked"], row["id"]), entry


def _urls(atlas: Atlas, row: Json) -> Iterator[str]:
    for citation in row["sources"]:
        source = atlas.sources.get(citation["id"])
        if source is not None and source.URL:
            yield source.URL


def _months(checked: str, today: date) -> int:
    """Whole months since the last day a date may mean."""
    when = span(checked)
    if when is None:
        return 0
    last = when.last
    return max(0, (today.year - last.year) * 12 + today.month - last.month - (today.day < last.day))
