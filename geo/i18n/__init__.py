"""Interface texts in five languages, and which language stands in where a text is missing.

The catalogues are gettext files (`en.po` …) whose msgid is a key such as `status.operational`; the build
compiles them into `messages.json`, which this module reads.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from geo.vocabulary import Language

# Where a reader of the first language looks next; the page's own code (web/src/atlas/languages.ts) has the same chains.
FALLBACK: dict[Language, tuple[Language, ...]] = {
    "en": ("en", "ru", "fr", "uz", "kk"),
    "fr": ("fr", "en", "ru", "uz", "kk"),
    "ru": ("ru", "en", "fr", "uz", "kk"),
    "kk": ("kk", "ru", "en", "fr", "uz"),
    "uz": ("uz", "ru", "en", "fr", "kk"),
}


@cache
def catalogues() -> dict[str, dict[str, Any]]:
    """The compiled catalogues: {language: {"status": "human" | "machine", "messages": {key: text}}}.

    Raises
    ------
    FileNotFoundError
        The package was not built: `pip install -e .` or `make maps` compiles the catalogues.
    """
    text = files(__package__).joinpath("messages.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = json.loads(text)
    return loaded


def message(key: str, lang: Language = "en", **values: object) -> str:
    """The interface text for a key, with `{name}` places filled; the key itself where no catalogue has it."""
    text = _text(key, lang)
    return re.sub(r"\{(\w+)\}", lambda place: str(values.get(place[1], place[0])), text) if values else text


@cache
def _text(key: str, lang: Language) -> str:
    found = (catalogues().get(candidate, {}).get("messages", {}).get(key) for candidate in FALLBACK[lang])
    return next(filter(None, found), key)


def text_in(record: Mapping[str, Any], field: str, lang: Language) -> tuple[str, Language] | None:
    """A data text in the reader's language or the next best: (text, its language), None where there is none.

    >>> text_in({"name_en": "Saryagash", "name_ru": "Сарыагаш"}, "name", "kk")
    ('Сарыагаш', 'ru')
    """
    for candidate in FALLBACK[lang]:
        text = record.get(f"{field}_{candidate}")
        if isinstance(text, str) and text:
            return text, candidate
    return None
