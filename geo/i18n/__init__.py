"""Interface texts in five languages, and which language stands in where a text is missing.

The catalogues are gettext files (`interface/en.po` …, `problems/en.po` …) whose msgid is a key such as
`status.operational`; the build compiles them into `interface.json`, which pages carry, and `problems.json`.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from geo.vocabulary import FALLBACK, Language

Domain = Literal["interface", "problems"]


@cache
def catalogues(domain: Domain = "interface") -> dict[str, dict[str, Any]]:
    """The compiled catalogues: {language: {"status": "human" | "machine", "messages": {key: text}}}.

    Raises
    ------
    FileNotFoundError
        The package was not built: `pip install -e .` or `make maps` compiles the catalogues.
    """
    text = files(__package__).joinpath(f"{domain}.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = json.loads(text)
    return loaded


def message(key: str, lang: Language = "en", /, *, domain: Domain = "interface", **values: object) -> str:
    """The text for a key, with `{name}` places filled; the key itself where no catalogue has it.

    What is not among the problems may be said by the interface too, so that both use the same words.
    """
    text = _text(key, lang, domain)
    return re.sub(r"\{(\w+)\}", lambda place: str(values.get(place[1], place[0])), text) if values else text


def has_message(key: str, *, domain: Domain = "interface") -> bool:
    """Whether a key has words, in whatever language."""
    return _text(key, "en", domain) != key


@cache
def _text(key: str, lang: Language, domain: Domain) -> str:
    domains: tuple[Domain, ...] = ("problems", "interface") if domain == "problems" else ("interface",)
    for known in map(catalogues, domains):
        found = (known.get(candidate, {}).get("messages", {}).get(key) for candidate in FALLBACK[lang])
        text: str | None = next(filter(None, found), None)
        if text:
            return text
    return key


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
