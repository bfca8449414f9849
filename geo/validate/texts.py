"""Rules on texts: the languages are there, and nothing invisible hides in them."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from geo.errors import Problem, plain
from geo.model import LAYER, LAYERS, Atlas
from geo.validate.rule import at, features, observations, rule, view
from geo.vocabulary import LANGUAGES, REQUIRED_LANGUAGES

_FAMILIES = tuple(dict.fromkeys(family for layer in LAYERS for family in layer.noun.translated))
# Notes: texts that may be missing altogether, and are no names.
_NOTES = tuple(family for family in _FAMILIES if family != "summary" and not family.endswith("name"))
# Fields with a language in their name: names first, so that where a language has prose, the prose counts.
_TRANSLATED = sorted(
    (f"{family}_{lang}" for family in _FAMILIES for lang in LANGUAGES),
    key=lambda name: ("name" not in name, name),
)
# Control characters, soft hyphen, zero-width and bidirectional marks, line separators, private use, lone surrogates.
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\uf8ff]"
)


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every text inside a value, with the steps that lead to it."""
    if isinstance(value, str):
        yield value, path
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, (*path, key))
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _texts(part, (*path, number))


def _gather(value: Any, into: list[str]) -> None:
    """Put every text inside a value into a list; where it stood is not kept, so this takes a fifth of the time."""
    if isinstance(value, str):
        into.append(value)
    elif isinstance(value, dict):
        for part in value.values():
            _gather(part, into)
    elif isinstance(value, list):
        for part in value:
            _gather(part, into)


def _holders(atlas: Atlas) -> Iterator[tuple[str, dict[str, Any]]]:
    """Whatever holds texts: where it stands, and its fields."""
    for layer, row in features(atlas):
        yield at(layer, row.id), vars(row)
    for where, row in observations(atlas):
        yield where, vars(row)
    for id_, source in atlas.sources.items():
        yield f'sources.json, entry "{id_}"', vars(source)
    for sector in atlas.sectors:
        yield f'sectors.json, entry "{sector.id}"', vars(sector)


def _bare_texts(atlas: Atlas) -> list[str]:
    """Every text of the atlas: thousands, nearly always sound, so rules look at these first."""
    worked_out = view(atlas).worked_out
    if "texts" not in worked_out:
        worked_out["texts"] = []
        for _, held in _holders(atlas):
            for value in held.values():
                if value is not None:
                    _gather(value, worked_out["texts"])
    bare: list[str] = worked_out["texts"]
    return bare


def _placed_texts(atlas: Atlas) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    """Every text of the atlas: (text, where it stands, steps to it)."""
    for where, held in _holders(atlas):
        for text, path in _texts(held, ()):
            yield text, where, path


def _place(where: str, path: tuple[str | int, ...]) -> str:
    return where + "".join(f" {step}" if isinstance(step, int) else f", {step}" for step in path)


@rule("clean-text", mend="remove it: readers cannot see it, and it can turn text round or hide words")
def clean_text(atlas: Atlas) -> Iterator[Problem]:
    """No text holds control characters, bidirectional overrides, zero-width or private characters."""
    if not UNSEEN.search(" ".join(_bare_texts(atlas))):
        return
    for text, where, path in _placed_texts(atlas):
        if match := UNSEEN.search(text):
            name = unicodedata.name(match[0], "control character")
            what = f"holds U+{ord(match[0]):04X} ({name}) at character {match.start() + 1}"
            yield plain(_place(where, path), what)


@rule("trimmed-text", mend="remove the blanks at its ends; type composed letters (Unicode NFC)")
def trimmed_text(atlas: Atlas) -> Iterator[Problem]:
    """No text starts or ends with a blank, and letters are composed, so that equal texts are equal bytes."""
    bare = _bare_texts(atlas)
    # No letter composes with a blank before it, so joined by blanks they are composed if each of them is.
    if all(text == text.strip() for text in bare) and unicodedata.is_normalized("NFC", " ".join(bare)):
        return
    for text, where, path in _placed_texts(atlas):
        if text != text.strip():
            yield plain(_place(where, path), "starts or ends with a blank")
        if not unicodedata.is_normalized("NFC", text):
            yield plain(_place(where, path), "holds a letter written as two characters")


@rule("languages-present", mend="write it in English, French and Russian")
def languages_present(atlas: Atlas) -> Iterator[Problem]:
    """Names are there in English, French and Russian; summaries too, but for stations."""
    for layer, row in features(atlas):
        for family in ("name", "summary") if LAYER[layer].summaries_needed else ("name",):
            for lang in REQUIRED_LANGUAGES:
                if not getattr(row, f"{family}_{lang}"):
                    yield plain(at(layer, row.id, f"{family}_{lang}"), "is missing")


@rule("notes-translated", mend="write the note in English, French and Russian")
def notes_translated(atlas: Atlas) -> Iterator[Problem]:
    """A note that is there in one of the three languages is there in all; so are the notes of events."""
    for layer, row in features(atlas):
        for family in _NOTES:
            have = [lang for lang in REQUIRED_LANGUAGES if getattr(row, f"{family}_{lang}", None)]
            for lang in REQUIRED_LANGUAGES:
                if have and lang not in have:
                    yield plain(at(layer, row.id, f"{family}_{lang}"), f"is missing, though it is there in {have[0]}")
        for number, event in enumerate(row.events, start=1):
            for lang in REQUIRED_LANGUAGES:
                if not event.get(f"note_{lang}"):
                    yield plain(at(layer, row.id, f"events {number}, note_{lang}"), "is missing")


@rule("text-status", mend="say for each language who wrote its texts: source, human or machine")
def text_status(atlas: Atlas) -> Iterator[Problem]:
    """Every language a feature has a summary or note in says who wrote it; no other language says anything."""
    for layer, row in features(atlas):
        written = {field[-2:]: field for field in _TRANSLATED if getattr(row, field, None)}
        prose = {lang: field for lang, field in written.items() if "name" not in field}
        for lang, field in prose.items():
            if LAYER[layer].summaries_needed and lang not in row.text_status:
                yield plain(at(layer, row.id, "text_status"), f"{lang} is missing, though {field} is there")
        for lang in row.text_status:
            if lang not in written:
                yield plain(
                    at(layer, row.id, "text_status"), f"names {lang}, but there is no text in {lang}", "remove it"
                )
