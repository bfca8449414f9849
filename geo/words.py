"""One spelling for the many a name has, so that a reader finds it by any: the page's `ask/search/fold.ts`, in Python.

Accents, case, apostrophes, Cyrillic and Latin of Russian, Kazakh and Uzbek fold to the same few letters. The result is
for comparing, never for showing. Both sides are held to the cases of `tests/fixtures/words.json`.
"""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart. Both Latin alphabets of Kazakh and the two Uzbek ones meet here.
_LETTERS = {
    **dict(zip("абвгдежзиклмнопрстуфх", "abvgdejziklmnoprstufh", strict=True)),
    "ё": "e",
    "й": "i",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sh",
    "ъ": "",
    "ы": "i",
    "ь": "",
    "э": "e",
    "ю": "iu",
    "я": "ia",
    **dict(zip("ўқғҳәіңөұүһ", "okghainouuh", strict=True)),
    "ı": "i",
    "ş": "sh",
    "ș": "sh",
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "ß": "s",
    **dict(zip("qwxy", "kvhi", strict=True)),
}
_APOSTROPHES = frozenset("'’‘ʻʼ`´′ʹʿʾ＇")
_HYPHENS = frozenset("-‐‑–")
# French l', d', qu' … are words of their own; Uzbek oʻ, gʻ and ʼ belong to theirs.
_ELISION = re.compile(r"(?<![^\W_])(?<!['’ʼ])(?:[cdjlmnst]|qu)['’ʼ](?=[^\W\d_])")
# A letter written twice is folded to one; three in a row no word has, so they are no spelling of one letter.
_RUN = re.compile(r"([a-z])\1+")
# Words that only join others, folded: no thing is looked for by them.
_JOINING = frozenset(
    re.findall(
        r"\w+",
        "a an and at by de des du en et for from i in ili iz k la le les men na o ot ou of on or pen po s so sur the to"
        " u v va vo with",
    )
)
_LONGEST_QUERY = 200
_LONGEST_JOINED = 30
_MOST_WORDS = 8


def fold(text: str) -> str:
    """`Жібек жолы`, `Zhibek Zholy`, `Jibek joly` → `jibek joli`; blanks stand for whatever separates words."""
    lower = _ELISION.sub(" ", unicodedata.normalize("NFC", text).lower())
    letters = "".join(map(_folded, lower))
    for spelt, one in ((r"dj|zh", "j"), ("kh", "h"), ("gh", "g"), (r"\bie(?=[a-z])", "e")):
        letters = re.sub(spelt, one, letters, flags=re.ASCII)
    return _single(letters)


def words(text: str) -> list[str]:
    """Words of a text, folded, each once; a hyphenated name also as one word, and ё also as the Uzbek `yo`."""
    found: dict[str, None] = {}
    for variant in _variants(text):
        for part in fold(variant).split(" "):
            pieces = [piece for piece in part.split("-") if piece]
            found |= dict.fromkeys(pieces)
            if len(pieces) > 1 and len(part) <= _LONGEST_JOINED:
                found[_single("".join(pieces))] = None
    return list(found)


def query_words(text: str) -> list[list[str]]:
    """The words somebody typed, each with its spellings; words that join only where there are no others."""
    plain, *others = [re.split("[ -]+", fold(variant)) for variant in _variants(text[:_LONGEST_QUERY])]
    spelt = [
        dict.fromkeys([word, *(other[at] for other in others if at < len(other))]) for at, word in enumerate(plain)
    ]
    every = [[word for word in one if word] for one in spelt]
    every = [one for one in every if one]
    telling = [one for one in every if one[0] not in _JOINING]
    return (telling or every)[:_MOST_WORDS]


@lru_cache(4096)
def _folded(letter: str) -> str:
    if letter in _APOSTROPHES:
        return ""
    if letter in _HYPHENS:
        return "-"
    if letter in _LETTERS:
        return _LETTERS[letter]
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if unicodedata.category(part)[0] != "M")
    return plain if all(unicodedata.category(part)[0] in "LN" for part in plain) else " "


def _single(text: str) -> str:
    return _RUN.sub(lambda run: run[0] if len(run[0]) > 2 else run[1], text)


def _variants(text: str) -> list[str]:
    return [text, re.sub("[ёЁ]", "yo", text)] if re.search("[ёЁ]", text) else [text]
