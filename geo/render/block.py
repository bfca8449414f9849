"""Text to a block that any HTML page can hold, and back: gzip, then 85 letters.

Base 85 spends 25 % where base64 spends 33 %. The letters are those of Python's `base85`, but for the ones that HTML,
Jinja or JavaScript could take for something else: no `<`, `>`, `&`, quote, brace, backtick or backslash. The same
letters are in `web/src/boot/block.ts`.

In UTF-8 a Cyrillic letter is two bytes. A block of JSON in several languages may have a byte a letter (`spelled`):
32 kB less of the atlas, and a fifth fewer bytes to pack.
"""

import codecs
import hashlib
import json
from base64 import b85decode

import deflate
import numpy as np

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_/[|]~"
_PYTHONS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_LETTERS = np.frombuffer(ALPHABET.encode(), np.uint8)
_POWERS = np.array([85**4, 85**3, 85**2, 85, 1], np.uint32)
_BACK = bytes.maketrans(ALPHABET.encode(), _PYTHONS.encode())
# Levels of libdeflate: at 10 it packs a twentieth tighter than zlib at 9 in the same time, at 6 as tight in a tenth.
# Code is packed once, at install; data at 8, which the budget of `kzuz build` needs: 1.68 × the imports, 1.73 × at 10.
# Its header holds no time of day.
TIGHT, FIRM, QUICK = 10, 8, 6
# No UTF-8 has this byte: before and after the letters that are a byte each.
SPELLED = b"\xff"
# Letters from here on are halves of others, forms for printers, marks of the order of bytes: they are escaped.
_ODD = 0xD800


def mark(text: str) -> str:
    """Names a text and the letters it is packed in: a block made from both before can be used again."""
    return hashlib.sha256(f"{ALPHABET}{TIGHT}{text}".encode()).hexdigest()


def pack(text: str | bytes, level: int = TIGHT) -> str:
    """Text, or its UTF-8, as a block: same text, same block."""
    data = text.encode() if isinstance(text, str) else text
    return encode(bytes(deflate.gzip_compress(data, level)))


def spelled(told: bytes) -> bytes:
    """JSON in UTF-8 with a byte a letter: the 128 commonest beyond ASCII, then what they spell; the rest escaped."""
    text = told.decode()
    units = np.frombuffer(text.encode("utf-16-le"), np.uint16)
    count = np.bincount(units[(units > 127) & (units < _ODD)])
    common = np.argsort(-count, kind="stable")[:128]
    letters = "".join(map(chr, sorted(common[count[common] > 0])))
    if not letters:
        return told
    known = "".join(map(chr, range(128))) + letters
    written, _ = codecs.charmap_encode(text, "kzuz.json", codecs.charmap_build(known.ljust(256, "\ufffe")))
    return SPELLED + letters.encode() + SPELLED + written


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Letters that have no byte, as JSON may write them."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error("kzuz.json", _escaped)


def encode(data: bytes) -> str:
    """Bytes in the letters of a block: five for four bytes, the lowest first, n + 1 for a last n."""
    missing = -len(data) % 4
    words = np.frombuffer(data + bytes(missing), "<u4").astype(np.uint32)
    letters: bytes = _LETTERS[words[:, None] // _POWERS % 85].tobytes()
    last = len(letters) - 5
    return (letters[:last] + letters[last + missing :]).decode() if missing else letters.decode()


def unpack(block: str) -> str:
    """The text of a block."""
    missing = -len(block) % 5
    whole = len(block) - len(block) % 5
    words = b85decode((block[:whole] + "0" * missing + block[whole:]).encode().translate(_BACK))
    data = np.frombuffer(words, ">u4").astype("<u4").tobytes()
    told = bytes(deflate.gzip_decompress(data[: len(data) - missing]))
    if not told.startswith(SPELLED):
        return told.decode()
    _, letters, written = told.split(SPELLED, 2)
    known = "".join(map(chr, range(128))) + letters.decode()
    return codecs.charmap_decode(written, "strict", known)[0]


def element(block: str, id_: str) -> str:
    """The script element, never run, that holds a block in a page.

    Raises
    ------
    ValueError
        The text has a letter no block has.
    """
    if not block.isascii() or block.encode().translate(None, ALPHABET.encode()):
        raise ValueError("not a block: it has a letter outside the alphabet")
    return f'<script type="application/octet-stream" id="{id_}">{block}</script>'
