"""The crossings as a table compares them, as the page's `panels/crossings/data.ts`: who and what may pass, when, in
which state, and how much; those that work first, what nobody says is unknown."""

from collections.abc import Iterator, Sequence
from datetime import date as day
from typing import NamedTuple

from geo.dates import span
from geo.figures.pen import plain
from geo.frames import rows_of
from geo.history import last_seen
from geo.i18n import message, text_in
from geo.i18n.dates import as_of, date
from geo.i18n.format import number
from geo.model import Atlas, Json
from geo.vocabulary import STATUS_MEANING, Access, Language, Status

QUESTIONS = ("passengers", "freight", "third_country_nationals")
_CAPACITIES = ("persons", "vehicles", "train_pairs")


class CrossingRow(NamedTuple):
    """A crossing beside the others, in words; None where no source read says it."""

    name: str
    modes: str
    answers: tuple[Access, ...]
    hours: str | None
    state: str
    as_of: str | None
    capacity: tuple[str, ...]
    is_used: bool  # people could pass, if perhaps not today


def crossing_rows(atlas: Atlas, lang: Language) -> list[CrossingRow]:
    """Every crossing of an atlas, those that can be used first, those closed or never opened last."""
    rows = sorted(rows_of(atlas.border_crossings), key=lambda row: _rank(row["status"]))
    read = span(atlas.edition)
    return [_row(row, lang, read.last if read else day.min) for row in rows]


def _rank(status: Status) -> int:
    return STATUS_MEANING[status].use_rank


def _row(row: Json, lang: Language, today: day) -> CrossingRow:
    name = (text_in(row, "name", lang) or (row["id"],))[0]
    modes = ", ".join(message(f"mode.{mode}", lang) for mode in row["modes"] or ())
    answers: tuple[Access, ...] = tuple(row.get(question) or "unknown" for question in QUESTIONS)
    since = row.get("status_date")
    when = as_of(since, lang) if since else None
    return CrossingRow(plain(name), modes, answers, row.get("hours"), _state(row, lang, today), when,
                       tuple(capacities(row, lang)), _rank(row["status"]) <= _rank("suspended"))  # fmt: skip


def _state(row: Json, lang: Language, today: day) -> str:
    """Its state; with the date of the newest source where that was long ago when the atlas was last read."""
    own = f"status_crossing.{row['status']}"
    word = message(own, lang)
    word = message(f"status.{row['status']}", lang) if word == own else word
    seen = last_seen(row["status"], row.get("status_date"), today)
    return f"{word}, {message('state.last_seen', lang, date=date(seen, lang))}" if seen else word


def capacities(row: Json, lang: Language) -> Iterator[str]:
    """`200 → 1,000 vehicles a day`, before and after works; a question mark for the one that is not known."""
    for what in _CAPACITIES:
        before, after = row.get(f"{what}_per_day_before"), row.get(f"{what}_per_day_after")
        if before is None and after is None:
            continue
        last = "?" if after is None else number(after, lang)
        yield message(f"capacity.{what}", lang, n=last if before is None else f"{number(before, lang)} → {last}")


def told(row: CrossingRow, lang: Language) -> str:
    """A row as a sentence."""
    answers = [f"{message(f'card.{question}', lang)}: {message(f'access.{answer}', lang)}"
               for question, answer in zip(QUESTIONS, row.answers, strict=True)]  # fmt: skip
    hours = row.hours or message("access.unknown", lang)
    state = " ".join(filter(None, [row.state, f"({row.as_of})" if row.as_of else ""]))
    parts: Sequence[str] = [row.modes, *answers, f"{message('card.hours', lang)}: {hours}", state, *row.capacity]
    return f"{row.name}: {'; '.join(filter(None, parts))}."
