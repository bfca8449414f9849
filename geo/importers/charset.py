"""Bytes → text: a mark, UTF-8, else the code page whose letters make the words of our five languages.

A proposal, always told and never the last word (`--encoding`): eight bits fit every code page. The pages of Windows,
DOS, KOI8 and the Macintosh compete by how many pairs of neighbouring letters of the text also stand in the catalogues.
"""

import codecs
import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from geo.i18n import catalogues
from geo.importers.rows import Unreadable

# First is best where several read the same letters.
CODE_PAGES = (
    "cp1251", "kz1048", "cp1252", "cp1254", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "mac-roman", "ptcp154",
    "cp1250",
)  # fmt: skip
# Charsets that a file or a person may name: no codec that does anything but letters.
KNOWN = frozenset({
    *CODE_PAGES, "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "ascii", "iso8859-1", "iso8859-2", "iso8859-9",
    "iso8859-15", "koi8-u", "cp437", "cp850", "cp1253", "cp1255", "cp1257",
})  # fmt: skip
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32", codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
# Lines with other letters than ASCII that are looked at, in bytes.
_SAMPLE = 1 << 16
# Fewer known pairs than this: no code page makes words of it.
_FEWEST_KNOWN = 0.5
# Letters that were lost before the file came here.
_LOST = "\ufffd"


class Decoded(NamedTuple):
    """A text, the charset it was read by, and whether that is a proposal."""

    text: str
    encoding: str
    proposed: bool = False


def decode(data: bytes, asked: str = "", declared: str = "") -> Decoded:
    """The text of a file.

    Parameters
    ----------
    asked
        What a person said it is.
    declared
        What the file says it is; a text that it does not fit is read by the others.

    Raises
    ------
    Unreadable
        `asked` is no charset or does not fit, or nothing fits.
    """
    if asked:
        return Decoded(_exactly(data, _named(asked)), _named(asked))
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return Decoded(_exactly(data, encoding), encoding)
    if wide := _without_mark(data):
        return Decoded(_exactly(data, wide), "utf-16")
    for encoding in filter(None, (canonical(declared), "utf-8")):
        if (text := _tried(data, encoding)) is not None:
            return Decoded(text, encoding)
    encoding = propose(data)
    return Decoded(_exactly(data, encoding), encoding, proposed=True)


def canonical(name: str) -> str:
    """The name Python has for a charset, as `cp1251` for `windows-1251` or `1251`; "" for what is none of ours."""
    name = name.strip().casefold()
    if re.fullmatch(r"\d{3,4}", name):
        name = f"cp{name}"
    name = {"ansi 1251": "cp1251", "88591": "iso8859-1"}.get(name, name)
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return found if found in KNOWN else ""


def propose(data: bytes) -> str:
    """The code page whose letters make known words of some bytes.

    Raises
    ------
    Unreadable
        None does.
    """
    sample = _sample(data)
    scored = [(_score(text), -place, page) for place, page in enumerate(CODE_PAGES) if (text := _tried(sample, page))]
    score, _, page = max(scored, default=(0.0, 0, ""))
    if score < _FEWEST_KNOWN or _tried(data, page) is None:
        raise Unreadable("encoding", "import.encoding_unknown", pages=CODE_PAGES)
    return page


def is_lost(text: str) -> bool:
    """Whether letters of a text were lost before: the sign for it, or UTF-8 that somebody read by a code page."""
    if _LOST in text:
        return True
    for page in ("cp1251", "cp1252"):
        try:
            again = text.encode(page).decode("utf-8")
        except UnicodeError:
            continue
        if again != text:
            return True
    return False


def _named(asked: str) -> str:
    name = canonical(asked)
    if not name:
        raise Unreadable("encoding", "import.encoding_no_such", asked=asked, pages=("utf-8", "utf-16", *CODE_PAGES))
    return name


def _exactly(data: bytes, encoding: str) -> str:
    text = _tried(data, encoding)
    if text is None:
        raise Unreadable("encoding", "import.encoding_wrong", encoding=encoding, pages=("utf-8", "utf-16", *CODE_PAGES))
    return text


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding).removeprefix("\ufeff")
    except (UnicodeError, LookupError):
        return None


def _without_mark(data: bytes) -> str:
    """UTF-16 without a mark: marks and digits have a zero beside them in every line."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if not even and odd * 10 >= len(head[1::2]):
        return "utf-16-le"
    return "utf-16-be" if not odd and even * 10 >= len(head[::2]) else ""


def _sample(data: bytes) -> bytes:
    lines: list[bytes] = []
    size = 0
    for line in re.split(rb"[\r\n\x00]+", data):
        if size < _SAMPLE and not line.isascii():
            lines.append(line)
            size += len(line)
    return b"\n".join(lines)[: 2 * _SAMPLE]


def _score(text: str) -> float:
    """Share of the pairs of letters, one of them not ASCII, that our languages have; marks between words are none."""
    pairs = [pair for pair in _pairs(text) if not (pair[0] + pair[1]).isascii()]
    return sum(pair in _known_pairs() for pair in pairs) / len(pairs) if pairs else 0.0


def _pairs(text: str) -> list[tuple[str, str]]:
    words = re.sub(r"[\s!-@\[-`{-~«»“”‘’„–—…№°·]+", " ", text)
    # capitals inside a word are what a wrong code page makes of it; whole words in capitals are as good as others
    plain = " ".join(word.casefold() if word.isupper() or word.istitle() else word for word in words.split(" "))
    return list(pairwise(f" {plain} "))


@cache
def _known_pairs() -> frozenset[tuple[str, str]]:
    texts = (str(text) for domain in ("interface", "problems") for language in catalogues(domain).values()
             for text in language["messages"].values())  # fmt: skip
    return frozenset(pair for text in texts for pair in _pairs(text))
