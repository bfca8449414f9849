"""A reader's proposal, as the page makes it (docs/proposals.md): what one feature should say, and what the page said.

Nobody knows who sent it. It is bounded before it is read, every text is looked at, what is not of the format is
refused, and so is a file that shows one thing on a map and proposes another.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from geo.complaints import explain
from geo.errors import InvalidData, Place, Problem, first_unseen, visible
from geo.importers.json_text import parsed
from geo.importers.rows import Unreadable
from geo.model import Edtf, Json
from geo.vocabulary import Language

RULE = "proposal"
MEMBER = "proposal"
VERSION = 1
# The page writes three kilobytes.
MOST_BYTES = 100_000
MOST_CHANGES = 60
# Feature, geometry, coordinates: five steps in, and a list in a field is six.
DEEPEST = 8
GEOMETRY = "geometry"
# What a feature of a proposal says beside the fields proposed.
_BESIDE = frozenset(("id", "kind"))
_TAG = re.compile(r"</?[a-z!?]|&(#\w+|[a-z]+\d*);|\{\{|\{%", re.IGNORECASE)
_SCRIPT = re.compile(r"\b(javascript|vbscript|livescript)\s*:|\bdata\s*:\s*\w+/\w", re.IGNORECASE)
# A telephone number begins with a plus, and is no formula.
_FORMULA = re.compile(r"\s*([=@\uff1d\uff20]|[+\-\uff0b\uff0d](?![\d\s()-]*$))")
Line = Annotated[str, StringConstraints(max_length=2000)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Change(_Part):
    """One field: what the page said of it, None for nothing, and what it should say; `geometry` is `[lon, lat]`."""

    id: Line
    field: Line
    seen: Any = None
    proposed: Any


class Origin(_Part):
    """What says so."""

    url: Line
    title: Line = ""
    date: Line = ""


class _Header(_Part):
    version: Literal[1]
    edition: Line = ""
    fingerprint: Line = ""
    lang: Language
    made: Edtf
    corrects: Annotated[list[Change], Field(max_length=MOST_CHANGES)] = []
    source: Origin | None = None
    remark: Line = ""
    name: Line = ""
    contact: Line = ""


@dataclass(frozen=True)
class ReadersProposal:
    """What a reader proposes.

    Parameters
    ----------
    id
        Of the feature it corrects; "" of a new place.
    kind
        Of a new place; "" where it is not said.
    wanted
        By field: what the page said, and what it should say; a position is `[lon, lat]` in degrees, EPSG:4326.
    edition, fingerprint
        Of the page it was made with.
    made, lang
        The day, and the language of the page.
    source, remark, name, contact
        What says so, and what the reader says beside; "" where nothing was said.
    """

    id: str
    kind: str
    wanted: Mapping[str, tuple[Any, Any]]
    edition: str
    fingerprint: str
    made: str
    lang: Language
    source: Origin | None
    remark: str
    name: str
    contact: str


def is_proposal(root: Any) -> bool:
    """Whether a collection says that it is one."""
    return isinstance(root, Mapping) and MEMBER in root


def read(file: str, data: bytes) -> ReadersProposal:
    """What a file proposes; pure.

    Raises
    ------
    InvalidData
        It is no proposal, too large, too deep, or holds what none may hold; with every problem.
    """
    place = Place(argument=file)
    root = _root(data, place)
    if not is_proposal(root) or root.get("type") != "FeatureCollection":
        raise _refused(place, "review.no_proposal")
    header = _header(root[MEMBER], place.at(MEMBER))
    feature = _feature(root, place)
    properties = feature["properties"]
    id_ = header.corrects[0].id if header.corrects else str(properties.get("id", ""))
    wanted = {one.field: (one.seen, one.proposed) for one in header.corrects} if id_ else _of_place(feature)
    if problems := [*_texts(header, wanted, place), *_unlike(header, feature, place)]:
        raise InvalidData(problems)
    kind = str(properties.get("kind", ""))
    said = {name: getattr(header, name) for name in ("edition", "fingerprint", "made", "lang", "source")}
    about = {name: getattr(header, name).strip() for name in ("remark", "name", "contact")}
    return ReadersProposal(id_, kind, wanted, **said, **about)


def _refused(place: Place, key: str, /, **values: object) -> InvalidData:
    return InvalidData([Problem(place, key, values, RULE)])


def _root(data: bytes, place: Place) -> Any:
    if len(data) > MOST_BYTES:
        raise _refused(place, "review.too_large", kb=len(data) // 1000, most=MOST_BYTES // 1000)
    try:
        root = parsed(data.decode("utf-8-sig"), place, _each_once)
    except UnicodeDecodeError:
        raise _refused(place, "review.not_utf8") from None
    except Unreadable as error:
        raise InvalidData([error.refusal.problem]) from error
    except KeyError as error:
        raise _refused(place, "review.key_twice", key=str(error.args[0])) from None
    if _depth(root) > DEEPEST:
        raise _refused(place, "import.json_deep")
    return root


def _each_once(pairs: list[tuple[str, Any]]) -> Json:
    """An object whose keys stand there once: of two, programs keep different ones. `KeyError` else."""
    found: Json = {}
    for name, value in pairs:
        if name in found:
            raise KeyError(name)
        found[name] = value
    return found


def _depth(value: Any, deep: int = 0) -> int:
    """How deep a value nests; no deeper than one may is looked."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return deep if deep > DEEPEST else max((_depth(part, deep + 1) for part in parts), default=deep)


def _header(member: Any, place: Place) -> _Header:
    if isinstance(member, dict) and member.get("version") != VERSION:
        raise _refused(place.at("version"), "review.version", version=str(member.get("version"))[:40])
    try:
        return _Header.model_validate(member)
    except ValidationError as error:
        raise InvalidData(list(explain(error, place, _Header))) from error


def _feature(root: Json, place: Place) -> Json:
    """The one feature of a proposal.

    Raises
    ------
    InvalidData
        There are more, or it is none, or holds no point.
    """
    features = root.get("features")
    n = len(features) if isinstance(features, list) else 0
    if n != 1:
        raise _refused(place.at("features"), "review.one_feature", n=n)
    feature = features[0] if isinstance(features, list) else None
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise _refused(place.at("features", 1), "import.no_feature")
    geometry = feature.get(GEOMETRY)
    if geometry is not None and not _is_point(geometry):
        raise _refused(place.at("features", 1, GEOMETRY), "review.no_point")
    return feature


def _is_point(geometry: Any) -> bool:
    return isinstance(geometry, dict) and geometry.get("type") == "Point" and is_position(geometry.get("coordinates"))


def is_position(value: Any) -> bool:
    """Whether a value is `[lon, lat]` on the globe."""
    if not isinstance(value, list) or len(value) != 2:
        return False
    if any(isinstance(part, bool) or not isinstance(part, int | float) for part in value):
        return False
    lon, lat = value
    return isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90


def _of_place(feature: Json) -> dict[str, tuple[Any, Any]]:
    fields = {name: (None, value) for name, value in feature["properties"].items() if name not in _BESIDE}
    point = feature.get(GEOMETRY)
    return fields | ({GEOMETRY: (None, point["coordinates"])} if point else {})


def _unlike(header: _Header, feature: Json, place: Place) -> Iterator[Problem]:
    """Where the feature, which a map shows, is another than what is proposed; where one field is proposed twice."""
    properties, corrects = feature["properties"], header.corrects
    if not corrects and not properties.get("id"):
        return
    ids = {one.id for one in corrects} | {str(known) for known in (properties.get("id"), feature.get("id")) if known}
    if len(ids) > 1:
        yield Problem(place.at(MEMBER, "corrects"), "review.other_id", {"ids": tuple(sorted(ids))}, RULE)
    wanted = {one.field: one.proposed for one in corrects}
    if len(wanted) < len(corrects):
        yield Problem(place.at(MEMBER, "corrects"), "review.twice", {}, RULE)
    shown = {name: value for name, value in properties.items() if name not in _BESIDE}
    point = feature.get(GEOMETRY)
    if GEOMETRY in wanted:
        shown[GEOMETRY] = point["coordinates"] if point else None
    odd = sorted(name for name in {*wanted, *shown} if _text(wanted.get(name)) != _text(shown.get(name)))
    if odd:
        yield Problem(place.at("features", 1), "review.unlike", {"fields": tuple(odd)}, RULE)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _texts(header: _Header, wanted: Mapping[str, tuple[Any, Any]], place: Place) -> Iterator[Problem]:
    """What no text of a proposal may hold; what the page said is only ever compared and shown."""
    for steps, text in _strings(header.model_dump(exclude={"corrects"}), (MEMBER,)):
        yield from text_problems(text, place.at(*steps))
    for steps, text in _strings({name: proposed for name, (_, proposed) in wanted.items()}, ()):
        yield from text_problems(text, place.at(*steps))


def _strings(value: Any, steps: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield (*steps, str(name)), str(name)
            yield from _strings(part, (*steps, str(name)))
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _strings(part, (*steps, number))


def text_problems(text: str, place: Place) -> Iterator[Problem]:
    """What nobody sees, markup, a link that runs, what a spreadsheet would reckon: each once."""
    if (at := first_unseen(text)) is not None:
        yield Problem(place, "review.unseen", {"code": f"U+{ord(text[at]):04X}", "n": at + 1}, RULE)
    if tag := _TAG.search(text):
        yield Problem(place, "no-markup", {"markup": visible(text[tag.start() : tag.start() + 40], 40)}, RULE)
    if _SCRIPT.search(text):
        yield Problem(place, "review.script", {"text": visible(text, 60)}, RULE)
    if _FORMULA.match(text):
        yield Problem(place, "review.formula", {"text": visible(text, 60)}, RULE)
