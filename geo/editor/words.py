"""What a page of the editor says, in the reader's language: texts of the catalogues, names of things and places."""

from collections.abc import Mapping
from typing import Any

from geo.editor.controls import Control
from geo.errors import Problem
from geo.i18n import has_message, message, text_in
from geo.i18n.format import count, number
from geo.model import Atlas
from geo.places import place_names
from geo.vocabulary import LANGUAGES, Language


class Words:
    """Words of one language for one atlas."""

    def __init__(self, atlas: Atlas, lang: Language) -> None:
        self.atlas, self.lang = atlas, lang
        self._places: dict[str, dict[str, str]] | None = None

    def __call__(self, key: str, /, **values: str | int) -> str:
        """The text of a key of the interface."""
        return message(key, self.lang, domain="interface", **values)

    def problem(self, key: str, /, **values: str | int) -> str:
        """The text of a key of the problems."""
        return message(key, self.lang, domain="problems", **values)

    def counted(self, key: str, n: int) -> str:
        """A counted text of the problems."""
        return count(key, n, self.lang, domain="problems")

    def number(self, value: float, digits: int = 0) -> str:
        """A number as the language writes it."""
        return number(value, self.lang, digits=digits)

    def option(self, control: Control, word: str) -> str:
        """A word of a closed list."""
        if control.words in ("region", "country"):
            return self.place(word)
        for key in (f"precision_long.{word}" if control.words == "precision" else "", f"{control.words}.{word}"):
            if has_message(key):
                return message(key, self.lang)
        return word

    def label(self, control: Control) -> str:
        """What a field is called."""
        return message(f"field.{control.name.rpartition('.')[2]}", self.lang)

    def field(self, name: str) -> str:
        """What the field of a name in a form is called: `events.0.date`, `name_en`; "" for none."""
        stem = name.split(".")[0]
        is_text = stem[-3:-2] == "_" and stem[-2:] in LANGUAGES
        return message(f"field.{stem[:-3] if is_text else stem}", self.lang) if stem else ""

    def place(self, code: str) -> str:
        """The name of a region or country."""
        if self._places is None:
            self._places = place_names(self.atlas.basemap)
        found = text_in({f"name_{lang}": text for lang, text in self._places.get(code, {}).items()}, "name", self.lang)
        return found[0] if found else code

    def name(self, record: Mapping[str, Any]) -> str:
        """The name of a feature, in the language or the next best; its id where it has none."""
        found = text_in(record, "name", self.lang)
        return found[0] if found else str(record.get("id", ""))

    def told(self, problem: Problem) -> dict[str, str]:
        """A problem in words: what is wrong, and how to mend it."""
        return {"what": problem.what_in(self.lang), "mend": problem.mend_in(self.lang)}


def best_language(accepted: str) -> Language:
    """The first language we speak of those a browser asks for (`Accept-Language`), else English."""
    asked = [part.split(";")[0].strip().lower()[:2] for part in accepted.split(",")]
    return next((lang for code in asked for lang in LANGUAGES if lang == code), "en")
