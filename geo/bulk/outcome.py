"""What the partitions come to: one table of refused rows, one of counts, put together when they are done."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow.parquet as pq

from geo import disk
from geo.bulk.partition import Done, refused_path
from geo.bulk.tables import REFUSED
from geo.errors import Problem, as_data
from geo.model import Json
from geo.vocabulary import Language

REFUSED_NAME, COUNTS_NAME = "refused.parquet", "counts.csv"


@dataclass(frozen=True)
class Outcome:
    """What a run came to.

    Parameters
    ----------
    partitions, again
        How many there are, and how many of them a run before had done.
    rows, sound
        Places read, and those of them that no rule refuses.
    refused
        Rule → how many it refuses.
    problems
        Of partitions that could not be read.
    """

    partitions: int
    again: int
    rows: int
    sound: int
    refused: dict[str, int]
    problems: Sequence[Problem]

    @property
    def wrong(self) -> int:
        """How many places are refused."""
        return self.rows - self.sound

    def as_dict(self, lang: Language = "en") -> Json:
        """For JSON; the problems in words of a language."""
        return {**asdict(self), "problems": as_data(self.problems, lang)}


def outcome(every: Sequence[Done], again: int) -> Outcome:
    """The sum of what became of each partition."""
    refused: Counter[str] = Counter()
    for one in every:
        refused.update(one.refused)
    return Outcome(
        partitions=len(every),
        again=again,
        rows=sum(one.rows for one in every),
        sound=sum(one.sound for one in every),
        refused=dict(refused.most_common()),
        problems=[one.problem for one in every if one.problem is not None],
    )


def write_tables(out: Path, every: Sequence[Done]) -> list[Path]:
    """Write what all partitions say together, each file whole or not at all; those that failed are left out.

    Raises
    ------
    CannotWrite
        The folder takes nothing more.
    """
    whole = [one for one in every if one.problem is None]
    with disk.staged(out / REFUSED_NAME) as path, pq.ParquetWriter(path, REFUSED, compression="zstd") as writer:
        for one in whole:
            writer.write_table(pq.read_table(refused_path(out, one.number), schema=REFUSED))
    disk.put(out, {COUNTS_NAME: counts_csv(whole)}, slots=disk.own_slot, journal=None)
    return [out / REFUSED_NAME, out / COUNTS_NAME]


def counts_csv(every: Iterable[Done]) -> bytes:
    """Sound places by region (empty: outside the two countries), sector and status, those that occur."""
    sums: Counter[tuple[str, str, str]] = Counter()
    for one in every:
        for region, sector, status, n in one.counts:
            sums[region, sector, status] += n
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["admin1", "sector", "status", "n"])
    rows.writerows([*words, n] for words, n in sorted(sums.items()))
    return text.getvalue().encode()
