"""Rules on texts: the languages are there, and nothing invisible hides in them."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from geo.errors import Problem
from geo.model import LAYERS, Atlas, columns
from geo.validate.rule import at, features, observations, rule, view
from geo.vocabulary import LANGUAGES

REQUIRED = ("en", "fr", "ru")
# Fields with a language in their name: names first, so that where a language has prose, the prose counts.
_TRANSLATED = sorted(
    {name for layer in LAYERS for name in columns(layer.noun) if name[-3:-2] == "_" and name[-2:] in LANGUAGES},
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


def _every_text(atlas: Atlas) -> list[tuple[str, str, tuple[str | int, ...]]]:
    """Every text of the atlas: (text, where it stands, steps to it). Thousands, so words are joined only if needed."""
    worked_out = view(atlas).worked_out
    if "texts" not in worked_out:
        holders = [(at(layer, row.id), vars(row)) for layer, row in features(atlas)]
        holders += [(where, vars(row)) for where, row in observations(atlas)]
        holders += [(f'sources.json, entry "{id_}"', vars(source)) for id_, source in atlas.sources.items()]
        holders += [(f'sectors.json, entry "{sector.id}"', vars(sector)) for sector in atlas.sectors]
        worked_out["texts"] = [(text, where, path) for where, held in holders for text, path in _texts(held, ())]
    every: list[tuple[str, str, tuple[str | int, ...]]] = worked_out["texts"]
    return every


def _place(where: str, path: tuple[str | int, ...]) -> str:
    return where + "".join(f" {step}" if isinstance(step, int) else f", {step}" for step in path)


@rule("clean-text", mend="remove it: readers cannot see it, and it can turn text round or hide words")
def clean_text(atlas: Atlas) -> Iterator[Problem]:
    """No text holds control characters, bidirectional overrides, zero-width or private characters."""
    for text, where, path in _every_text(atlas):
        if match := UNSEEN.search(text):
            name = unicodedata.name(match[0], "control character")
            what = f"holds U+{ord(match[0]):04X} ({name}) at character {match.start() + 1}"
            yield Problem(_place(where, path), what)


@rule("trimmed-text", mend="remove the blanks at its ends; type composed letters (Unicode NFC)")
def trimmed_text(atlas: Atlas) -> Iterator[Problem]:
    """No text starts or ends with a blank, and letters are composed, so that equal texts are equal bytes."""
    for text, where, path in _every_text(atlas):
        if text != text.strip():
            yield Problem(_place(where, path), "starts or ends with a blank")
        if not unicodedata.is_normalized("NFC", text):
            yield Problem(_place(where, path), "holds a letter written as two characters")


@rule("languages-present", mend="write it in English, French and Russian")
def languages_present(atlas: Atlas) -> Iterator[Problem]:
    """Names are there in English, French and Russian; summaries too, but for stations."""
    for layer, row in features(atlas):
        for family in ("name",) if layer == "rail_stations" else ("name", "summary"):
            for lang in REQUIRED:
                if not getattr(row, f"{family}_{lang}"):
                    yield Problem(at(layer, row.id, f"{family}_{lang}"), "is missing")


@rule("notes-translated", mend="write the note in English, French and Russian")
def notes_translated(atlas: Atlas) -> Iterator[Problem]:
    """A note that is there in one of the three languages is there in all; so are the notes of events."""
    for layer, row in features(atlas):
        for family in ("cost_note", "conflict", "access_note", "capacity_note", "length_note"):
            have = [lang for lang in REQUIRED if getattr(row, f"{family}_{lang}", None)]
            for lang in REQUIRED:
                if have and lang not in have:
                    yield Problem(at(layer, row.id, f"{family}_{lang}"), f"is missing, though it is there in {have[0]}")
        for number, event in enumerate(row.events, start=1):
            for lang in REQUIRED:
                if not event.get(f"note_{lang}"):
                    yield Problem(at(layer, row.id, f"events {number}, note_{lang}"), "is missing")


@rule("text-status", mend="say for each language who wrote its texts: source, human or machine")
def text_status(atlas: Atlas) -> Iterator[Problem]:
    """Every language a feature has a summary or note in says who wrote it; no other language says anything."""
    for layer, row in features(atlas):
        written = {field[-2:]: field for field in _TRANSLATED if getattr(row, field, None)}
        prose = {lang: field for lang, field in written.items() if "name" not in field}
        for lang, field in prose.items():
            if layer != "rail_stations" and lang not in row.text_status:
                yield Problem(at(layer, row.id, "text_status"), f"{lang} is missing, though {field} is there")
        for lang in row.text_status:
            if lang not in written:
                yield Problem(
                    at(layer, row.id, "text_status"), f"names {lang}, but there is no text in {lang}", "remove it"
                )
