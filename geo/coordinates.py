"""Text to positions and back. No files, no maps, nothing to import but words.

A position is (lon, lat) in degrees everywhere; people write latitude first, so `read` takes that order
unless hemisphere letters say otherwise, and always tells how it read the text.
"""

import re
import unicodedata
from typing import NamedTuple

from geo.errors import InvalidData, plain

# Hemisphere letters: English, French (O for ouest) and Russian. The Cyrillic С and В look Latin and are not.
_LATITUDE = {"N": 1, "S": -1, "С": 1, "Ю": -1, "СШ": 1, "ЮШ": -1}
_LONGITUDE = {"E": 1, "W": -1, "O": -1, "В": 1, "З": -1, "ВД": 1, "ЗД": -1}
_NUMBER = r"\d+(?:[.,]\d+)?"
_HALF = re.compile(
    rf"(?P<before>[NSEWOСЮВЗ])?\s*(?P<sign>[-+])?(?P<deg>{_NUMBER})\s*°?\s*"
    rf"(?:(?P<min>{_NUMBER})\s*')?\s*(?:(?P<sec>{_NUMBER})\s*\")?\s*(?P<after>[NSEWO]|[СЮ]\s*Ш?|[ВЗ]\s*Д?)?"
)
# Longer than any position; what is longer is not worth the patterns' time.
_LONGEST = 100
_ALIKE = str.maketrans({"′": "'", "’": "'", "‘": "'", "ʹ": "'", "″": '"', "”": '"', "“": '"', "º": "°", "˚": "°",
                        "−": "-", "–": "-", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})  # fmt: skip


class Reading(NamedTuple):
    """A position in degrees, and in words how the text was understood."""

    lon: float
    lat: float
    how: str


def read(text: str) -> Reading:
    """Read a position such as `41.31, 69.28`, `41,31; 69,28`, `44°12'36"N 80°24'36"E` or `80.41 E, 44.21 N`.

    Parameters
    ----------
    text
        Two numbers in degrees, latitude first unless hemisphere letters say otherwise.

    Raises
    ------
    InvalidData
        The text is not two numbers, or is out of range, or its commas can be read in two ways.
    """
    if len(text) > _LONGEST:
        raise _refuse(f"{text[:20]}…", "not two numbers", "write latitude and longitude in degrees, as 41.31, 69.28")
    plain = unicodedata.normalize("NFC", text).translate(_ALIKE).replace("''", '"').strip().strip("()[]")
    plain = re.sub(r"([СЮсю])\.?\s*ш\.?|([ВЗвз])\.?\s*д\.?", lambda m: (m[1] or m[2]).upper(), plain).upper()
    first, second = (_half(part, text) for part in _halves(plain, text))
    if first.axis and first.axis == second.axis:
        raise _refuse(text, f"both numbers are marked as {first.axis}", "mark one as N or S and the other as E or W")
    by_letter = bool(first.axis or second.axis)
    lat, lon = (second, first) if first.axis == "longitude" or second.axis == "latitude" else (first, second)
    if abs(lat.degrees) > 90 or abs(lon.degrees) > 180:
        hint = ""
        if abs(lon.degrees) <= 90:
            hint = f"; written the other way round, {lon.degrees:g}, {lat.degrees:g}, it would be a position"
        raise _refuse(text, f"latitude {lat.degrees:g}, longitude {lon.degrees:g} is not on Earth", "latitude runs "
                      f"from -90 to 90 and comes first{hint}")  # fmt: skip
    notes = ["by its letters" if by_letter else "latitude first"]
    if first.comma or second.comma:
        notes.append("decimal comma taken as a point")
    if first.sexagesimal or second.sexagesimal:
        notes.append("degrees, minutes and seconds")
    east, north = round(lon.degrees, 6), round(lat.degrees, 6)
    return Reading(east, north, f"read as lon {east:.10g}, lat {north:.10g} (EPSG:4326; {', '.join(notes)})")


class _Half(NamedTuple):
    degrees: float
    axis: str
    comma: bool
    sexagesimal: bool


def _refuse(text: str, what: str, mend: str) -> InvalidData:
    return InvalidData([plain(f'position "{text}"', what, mend, "position-text")])


def _halves(plain: str, text: str) -> tuple[str, str]:
    """Cut the text where one coordinate ends and the next begins."""
    letters = r"(?:[NSEWOСЮВЗ])"
    cuts = (
        r"\s*[;/|]\s*",
        r"(?<=[NSEWOСЮВЗ])\s*,?\s*(?=[-+]?\d)",
        rf"\s*,?\s+(?={letters}\s*[-+]?\d)",
        r"\s*,\s+",
        rf"(?<=[\"'°])\s*,?\s*(?=[-+]?{_NUMBER}\s*°)",
        r"(?<=\d)\s+(?=[-+]?\d)",
    )
    for cut in cuts:
        parts = re.split(cut, plain)
        if len(parts) == 2 and all(parts):
            return parts[0], parts[1]
    parts = plain.split(",")
    if len(parts) == 2 and all(parts):
        if "." not in plain and all(re.fullmatch(r"\d+", part) for part in parts) and len(parts[1]) > 3:
            raise _refuse(text, "one number only: the comma looks like a decimal comma", "give both, as 41.31, 69.28")
        return parts[0], parts[1]
    if len(parts) == 4 and all(re.fullmatch(r"\s*[-+]?\d+\s*", part) for part in parts):
        raise _refuse(text, "commas can be read as decimal commas or as separators",
                      f"write {parts[0]}.{parts[1]}, {parts[2]}.{parts[3]} if they are decimal commas")  # fmt: skip
    raise _refuse(text, "not two numbers", "write latitude and longitude in degrees, as 41.31, 69.28")


def _half(part: str, text: str) -> _Half:
    match = _HALF.fullmatch(part.strip())
    if not match:
        raise _refuse(text, f'"{part}" is not a number of degrees', "write it as 41.31 or 41°18'36\"N")
    number = {unit: float((match[unit] or "0").replace(",", ".")) for unit in ("deg", "min", "sec")}
    if number["min"] >= 60 or number["sec"] >= 60:
        raise _refuse(text, f'"{part}" has 60 or more minutes or seconds', "check the figures")
    if sum((bool(match["before"]), match["sign"] == "-", bool(match["after"]))) > 1:
        raise _refuse(text, f'"{part}" says twice which side it is on', "keep one: a letter, or the minus sign")
    letter = (match["before"] or match["after"] or "").replace(" ", "").replace(".", "")
    axis = "latitude" if letter in _LATITUDE else "longitude" if letter in _LONGITUDE else ""
    sign = -1 if match["sign"] == "-" else {**_LATITUDE, **_LONGITUDE}.get(letter, 1)
    degrees = sign * (number["deg"] + number["min"] / 60 + number["sec"] / 3600)
    return _Half(degrees, axis, "," in part, bool(match["min"] or match["sec"]))


def dms(lon: float, lat: float) -> str:
    """The position in degrees, minutes and seconds, latitude first: `41°18′36″N 69°16′48″E`."""

    def one(value: float, letters: str) -> str:
        seconds = round(abs(value) * 3600)
        letter = letters[value < 0]
        return f"{seconds // 3600}°{seconds // 60 % 60:02d}′{seconds % 60:02d}″{letter}"

    return f"{one(lat, 'NS')} {one(lon, 'EW')}"
