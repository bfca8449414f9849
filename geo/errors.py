"""What is wrong, where, and how to mend it: the one form every complaint takes."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing a person has to mend.

    Parameters
    ----------
    where
        File, feature and field, as far as known: `data/sites.geojson, feature 4 "khorgos", sector`.
    what
        What is wrong, with the value seen.
    mend
        What to do about it, in one sentence.
    rule
        Id of the rule that found it, for filters and `kzuz check --json`.
    """

    where: str
    what: str
    mend: str = ""
    rule: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f"\n  to mend: {self.mend}" if self.mend else "")

    def as_dict(self) -> dict[str, str]:
        """The four texts by name, for JSON."""
        return asdict(self)


class AtlasError(Exception):
    """A user's mistake: the command line prints it and leaves with `exit_code`, without a traceback."""

    exit_code = 2


class InvalidData(AtlasError):
    """The data break rules; `problems` holds every one, not only the first."""

    def __init__(self, problems: Iterable[Problem], outcome: str = "nothing was written") -> None:
        self.problems = sorted(set(problems))
        self.outcome = outcome
        super().__init__(self._text())

    def _text(self) -> str:
        names = {problem.where.split(",")[0] for problem in self.problems}
        files = sum(name.endswith((".geojson", ".json", ".csv")) for name in names)
        place = f" in {files} file{'s' * (files != 1)}" if files else ""
        count = f"{len(self.problems)} problem{'s' * (len(self.problems) != 1)}"
        return "\n".join([*map(str, self.problems), f"{count}{place}; {self.outcome}"])


class CannotWrite(AtlasError):
    """A file cannot be written: permissions, a full disk, a file in the way. Nothing is half written."""

    exit_code = 4


class Busy(AtlasError):
    """Another process holds the lock on data/, or changed it meanwhile; trying again will do."""

    exit_code = 3
