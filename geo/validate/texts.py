"""Rules on texts: what is there in which language, and nothing that readers cannot see or that is markup."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from html.entities import html5

import numpy as np

from geo.errors import Problem, first_unseen, visible
from geo.i18n import text_in
from geo.model import LAYER, LAYERS
from geo.validate.view import Row, View
from geo.vocabulary import LANGUAGES, PROSE_LANGUAGES

_FAMILIES = tuple(dict.fromkeys(family for layer in LAYERS for family in layer.noun.translated))
# Notes: texts that may be missing altogether, and are no names.
_NOTES = tuple(family for family in _FAMILIES if family != "summary" and not family.endswith("name"))
_NAMES = tuple(family for family in _FAMILIES if family.endswith("name"))
# Fields with a language in their name: names first, so that where a language has prose, the prose counts.
_TRANSLATED = sorted(
    (f"{family}_{lang}" for family in _FAMILIES for lang in LANGUAGES),
    key=lambda name: ("name" not in name, name),
)
# A word with a letter of the one next to a letter of the other script.
_LATIN, _CYRILLIC = "A-Za-z\u00c0-\u024f", "\u0400-\u052f"
_MEETING = rf"(?:[{_LATIN}][{_CYRILLIC}]|[{_CYRILLIC}][{_LATIN}])"
_MIXED = re.compile(rf"\w*{_MEETING}\w*")
# A tag, a comment, or a character written by its number or name.
_MARKUP = re.compile(r"</?[a-z][a-z0-9]*(\s[^<>]*)?/?>|<!(--|\[cdata|doctype)|&(#\d+|#x[0-9a-f]+|\w+);", re.IGNORECASE)


def clean_text(view: View) -> Iterator[Problem]:
    """No text holds control characters, bidirectional overrides, zero-width or private characters."""
    if all(first_unseen(text) is None for text in view.bare_texts):
        return
    for text, place, steps in view.texts():
        at = first_unseen(text)
        if at is not None:
            name = unicodedata.name(text[at], "") or unicodedata.category(text[at])
            values = {"code": f"U+{ord(text[at]):04X}", "name": name, "n": at + 1}
            yield Problem(place.at(*steps), "clean-text", values)


def trimmed_text(view: View) -> Iterator[Problem]:
    """No text starts or ends with a blank, and letters are composed, so that equal texts are equal bytes."""
    if all(text == text.strip() and unicodedata.is_normalized("NFC", text) for text in view.bare_texts):
        return
    for text, place, steps in view.texts():
        if text != text.strip():
            yield Problem(place.at(*steps), "trimmed-text")
        if not unicodedata.is_normalized("NFC", text):
            yield Problem(place.at(*steps), "trimmed-text.composed")


def no_markup(view: View) -> Iterator[Problem]:
    """No text holds markup: readers would see the tags and codes themselves. A name in angle brackets is a name."""
    if not any(_markup_in(text) for text in view.bare_texts):
        return
    for text, place, steps in view.texts():
        if found := _markup_in(text, is_name=str(steps[-1])[:-3] in _NAMES):
            yield Problem(place.at(*steps), "no-markup", {"markup": visible(found, 40)})


def _markup_in(text: str, *, is_name: bool = False) -> str | None:
    """The first tag or character code in a text; `a < b` and `R&D` hold none.

    Of a name only codes, which stand for other letters: `A & B <yard>` may be what a firm calls itself.
    """
    if "<" not in text and "&" not in text:
        return None
    for match in _MARKUP.finditer(text):
        code = match[3]
        if not code and is_name:
            continue
        if not code or code.startswith("#") or f"{code};" in html5:
            return match[0]
    return None


def one_script(view: View) -> Iterator[Problem]:
    """No word mixes Latin and Cyrillic letters: one looks like the other, and no search finds it.

    Titles of documents are as their publishers wrote them.
    """
    # All at once: there are many, and as a rule none.
    if not _scripts_meet("\n".join(view.bare_texts)):
        return
    for text, place, steps in view.texts():
        if not place.file.endswith("sources.json") and (found := _MIXED.search(text)):
            yield Problem(place.at(*steps), "one-script", {"word": found[0]})


def _scripts_meet(text: str) -> bool:
    """Whether a letter of the one stands next to one of the other; a tenth of a figure's time with `_MEETING`."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    plain = codes | 0x20
    latin = ((plain >= ord("a")) & (plain <= ord("z")) & (codes < 0x80)) | ((codes >= 0xC0) & (codes <= 0x24F))
    cyrillic = (codes >= 0x400) & (codes <= 0x52F)
    return bool((latin[:-1] & cyrillic[1:]).any() or (cyrillic[:-1] & latin[1:]).any())


def languages_present(view: View) -> Iterator[Problem]:
    """Every feature has a name in a language at least, and in English, French or Russian if it has a summary there."""
    for row in view.features():
        if not text_in(row._asdict(), "name", "en"):
            yield Problem(view.at(row, "name_en"), "languages-present")
            continue
        for lang in PROSE_LANGUAGES:
            if getattr(row, f"summary_{lang}") and not getattr(row, f"name_{lang}"):
                values = {"language": lang, "summary": f"summary_{lang}"}
                yield Problem(view.at(row, f"name_{lang}"), "languages-present.summary", values)
        for number, option in enumerate(getattr(row, "options", None) or (), start=1):
            if not text_in(option, "label", "en"):
                yield Problem(view.at(row, "options", number, "label_en"), "languages-present.label")


def notes_translated(view: View) -> Iterator[Problem]:
    """A feature's notes and those of its events are there in the languages of its summary, or else in one at least."""
    for row in view.features():
        said = [lang for lang in PROSE_LANGUAGES if getattr(row, f"summary_{lang}")]
        fields = row._asdict()
        for family in _NOTES:
            if family + "_en" in fields and text_in(fields, family, "en"):
                yield from _untranslated(view, row, said, family, fields)
        for number, event in enumerate(row.events, start=1):
            if not text_in(event, "note", "en"):
                yield Problem(view.at(row, "events", number, f"note_{(said or ['en'])[0]}"), "notes-translated.none")
            else:
                yield from _untranslated(view, row, said, "note", event, ("events", number))


def _untranslated(
    view: View, row: Row, said: Sequence[str], family: str, fields: dict[str, object], steps: tuple[str | int, ...] = ()
) -> Iterator[Problem]:
    for lang in said:
        if not fields.get(f"{family}_{lang}"):
            place = view.at(row, *steps, f"{family}_{lang}")
            yield Problem(place, "notes-translated", {"summary": f"summary_{lang}"})


def text_status(view: View) -> Iterator[Problem]:
    """Every language a feature has a summary or note in says who wrote it; no other language says anything."""
    for row in view.features():
        written = {field[-2:]: field for field in _TRANSLATED if getattr(row, field, None)}
        prose = {lang: field for lang, field in written.items() if "name" not in field}
        for lang, field in prose.items():
            if LAYER[row.layer].summarised and lang not in row.text_status:
                yield Problem(view.at(row, "text_status"), "text-status", {"lang": lang, "field": field})
        for lang in row.text_status:
            if lang not in written:
                yield Problem(view.at(row, "text_status"), "text-status.no_text", {"lang": lang})
