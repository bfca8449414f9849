"""What reading a text gives: readings, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# Which of two bare numbers comes first.
AxisOrder = Literal["lat-lon", "lon-lat"]

# Refusals in the words that scripts see (`kzuz add --json`): each key of `coordinate.refused` has one of these.
REASONS = {
    "swapped": "swapped", "turned_round": "swapped", "hemisphere": "hemisphere", "letter": "letter", "both": "both",
    "plane": "crs", "crs": "crs", "zone": "crs", "wrapped": "range", "lost_point": "range", "not_on_earth": "range",
    "link": "link", "link_short": "link", "link_several": "link",
    "plus_short": "no-position", "what3words": "no-position",
}  # fmt: skip


def degrees_text(value: float) -> str:
    """Six decimals at most, without noughts at the end: `68.9912`."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Reading:
    """A position in degrees (EPSG:4326), and how the text was understood.

    Parameters
    ----------
    lon, lat
        Degrees, to six decimals.
    how
        Keys of the catalogues, under `coordinate.`: `("letters", "sexagesimal")`.
    marked
        Whether the text itself, or an option, says which number is the latitude.
    """

    lon: float
    lat: float
    how: tuple[str, ...]
    marked: bool = False

    @property
    def text(self) -> str:
        """As nobody can read it in two ways: `41.0573 N, 68.9912 E`."""
        north, east = "NS"[self.lat < 0], "EW"[self.lon < 0]
        return f"{degrees_text(abs(self.lat))} {north}, {degrees_text(abs(self.lon))} {east}"


@dataclass(frozen=True)
class Refusal:
    """Why a text gives no position: a key of the catalogues under `coordinate.refused.`, and what it mentions."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The one word for scripts."""
        return REASONS.get(self.key, "number")


@dataclass(frozen=True)
class Readings:
    """Every reading that fits a text, likeliest first; and why none of them may be taken without asking, if so."""

    readings: tuple[Reading, ...] = ()
    refusal: Refusal | None = None

    @property
    def one(self) -> Reading | None:
        """The reading to take; None where a person has to be asked."""
        return None if self.refusal or not self.readings else self.readings[0]


class Refused(Exception):
    """Inside this room: the text, or a part of it, is no position."""

    def __init__(self, key: str, **values: str) -> None:
        self.refusal = Refusal(key, values)
        super().__init__(key)
