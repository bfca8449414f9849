"""What an import would do, as a value: row by row new, updated, unchanged or refused."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from geo.errors import Place, Problem
from geo.importers import Proposal, Proposed, Refusal
from geo.vocabulary import Language

Done = Literal["new", "updated", "unchanged", "refused"]
OUTCOMES: tuple[Done, ...] = ("new", "updated", "unchanged", "refused")


class Change(NamedTuple):
    """A field of a feature that is there: before and after; None where it is empty."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Line:
    """One row of a preview.

    Parameters
    ----------
    proposed
        What the file says.
    file
        The name of that file.
    outcome
        What becomes of it.
    id
        Of the feature it makes or is; "" where it is refused before it has one.
    changes
        Of a feature that is there, field by field.
    refusals
        Why it is refused.
    """

    proposed: Proposed
    file: str
    outcome: Done
    id: str = ""
    changes: tuple[Change, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def reason(self) -> str:
        """One word for scripts; "" for a row that is taken."""
        return self.refusals[0].reason if self.refusals else ""

    def message(self, lang: Language) -> str:
        """What is wrong and how to mend it."""
        return "; ".join(dict.fromkeys(_told(one.problem, lang) for one in self.refusals))

    def where(self, lang: Language, *, with_file: bool = False) -> str:
        """The row in words; as exactly as its problem says."""
        place = self.refusals[0].problem.place if self.refusals else self.proposed.where
        same = place.row == self.proposed.where.row and place.part == self.proposed.where.part
        told = (place if same else self.proposed.where).text(lang)
        return f"{self.file}, {told}" if with_file else told

    def as_dict(self, lang: Language, *, with_file: bool = False) -> dict[str, Any]:
        """For JSON."""
        changes = [{"field": one.field, "before": one.before, "after": one.after} for one in self.changes]
        told = {"reason": self.reason, "message": self.message(lang)} if self.refusals else {}
        return {
            "where": self.where(lang, with_file=with_file), "outcome": self.outcome, "id": self.id,
            "name": self.proposed.name, "layer": self.proposed.layer, "lon": self.proposed.lon,
            "lat": self.proposed.lat, **({"changes": changes} if changes else {}), **told,
        }  # fmt: skip


def _told(problem: Problem, lang: Language) -> str:
    mend = problem.mend_in(lang)
    return problem.what_in(lang) + (f" ({mend})" if mend else "")


@dataclass(frozen=True)
class Preview:
    """All rows of all files.

    Parameters
    ----------
    proposals
        What the files propose.
    lines
        What becomes of each row, in their order.
    edits
        What is to be done for the rows that are taken.
    written
        The files of data/ that were rewritten; none yet, or none at all.
    """

    proposals: Sequence[Proposal]
    lines: Sequence[Line]
    edits: Sequence[Any] = ()
    written: Sequence[Path] = field(default=())

    @property
    def counts(self) -> dict[str, int]:
        """How many rows come to what."""
        found = Counter(line.outcome for line in self.lines)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    @property
    def refused(self) -> list[Line]:
        """The rows that are not taken."""
        return [line for line in self.lines if line.outcome == "refused"]

    @property
    def problems(self) -> list[Problem]:
        """Every problem, each with its file."""
        return [_in_file(one.problem, line) for line in self.refused for one in line.refusals]

    def as_dict(self, lang: Language) -> dict[str, Any]:
        """The one object that `kzuz import --json` prints."""
        several = len(self.proposals) > 1
        return {
            **self.counts,
            "written": bool(self.written),
            "encoding": _common([one.encoding for one in self.proposals]),
            "crs": _common([one.crs for one in self.proposals]),
            "files": [_file(one, lang) for one in self.proposals],
            "rows": [line.as_dict(lang, with_file=several) for line in self.lines],
        }


def _in_file(problem: Problem, line: Line) -> Problem:
    where = line.proposed.where
    own = problem.place.row == where.row and problem.place.part == where.part
    place = problem.place if own else where
    values = {name: getattr(place, name) for name in ("row", "line", "column", "field", "part")}
    return Problem(Place(argument=line.file, **values), problem.key, problem.values, problem.rule)


def _file(proposal: Proposal, lang: Language) -> dict[str, Any]:
    return {
        "file": proposal.file, "format": proposal.format, "encoding": proposal.encoding, "crs": proposal.crs,
        "notes": [note.text(lang) for note in proposal.notes],
    }  # fmt: skip


def _common(values: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, values)))
