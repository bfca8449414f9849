"""The story of an import: files read, each row matched with what is there, every rule run once, all written or nothing.

`previewed` is pure: what would become of each row. `import_files` reads and judges before it takes the lock; under it
the atlas is only compared with the one that was judged, and judged again where somebody wrote in between.

>>> from pathlib import Path
>>> from geo.importing import Asked, import_files
>>> import_files(Path("data"), {"sites.csv": data}, Asked(), dry_run=True).counts      # doctest: +SKIP
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from geo import editing, store
from geo.checking import missing_basemap
from geo.errors import InvalidData
from geo.importers import Asked, Proposal
from geo.importing.judging import judged
from geo.importing.planning import Planner
from geo.importing.preview import OUTCOMES, Change, Line, Preview
from geo.importing.reading import Read, words_of
from geo.model import Atlas

__all__ = [
    "OUTCOMES", "Asked", "Change", "Line", "Preview", "import_files", "previewed", "proposals", "words_of",
]  # fmt: skip

BY = "kzuz import"
Step = Callable[[str], object]


def import_files(
    data_dir: Path,
    files: Mapping[str, bytes],
    asked: Asked,
    *,
    update: bool = False,
    accept_valid: bool = False,
    dry_run: bool = False,
    tell: Step = lambda _: None,
) -> Preview:
    """Bring what files hold into data/: all rows or none, unless `accept_valid`.

    Parameters
    ----------
    files
        Name → bytes.
    update
        Rows that name a feature by its name and place, not by its id, may change it: somebody has looked.
    accept_valid
        Leave out the rows that are refused, and take the others.
    dry_run
        Only say what would be done.

    Returns
    -------
    Preview
        `written` names the files that were rewritten; none if a row is refused, or if nothing is to be done.

    Raises
    ------
    InvalidData
        data/ itself is unsound, or `asked` gives what no field can hold.
    Busy, CannotWrite
        As of `editing.write`.
    """

    before = store.load(data_dir)
    tell("reading")
    read = Read(before, files, asked)
    tell("checking")
    seen = [previewed(before, read.proposals, asked, update=update)]

    def is_idle() -> bool:
        preview = seen[-1][0]
        return not preview.edits or bool(preview.refused and not accept_valid)

    def propose(atlas: Atlas) -> editing.Outcome:
        if atlas.stamp != before.stamp:
            found = read.proposals if read.holds_for(atlas) else proposals(atlas, files, asked)
            seen.append(previewed(atlas, found, asked, update=update))
            if is_idle():
                raise _NothingToWrite([])
        tell("writing")
        return seen[-1][1]

    if dry_run or is_idle():
        return seen[-1][0]
    try:
        outcome = editing.write(data_dir, propose, by=BY, basemap=before.basemap)
    except _NothingToWrite:
        return seen[-1][0]
    return replace(seen[-1][0], written=outcome.paths)


class _NothingToWrite(InvalidData):
    """Ends the transaction: the preview says why."""


def proposals(atlas: Atlas, files: Mapping[str, bytes], asked: Asked) -> list[Proposal]:
    """What each file proposes, in the words of an atlas."""
    return Read(atlas, files, asked).proposals


def previewed(
    atlas: Atlas, found: list[Proposal], asked: Asked, *, update: bool = False
) -> tuple[Preview, editing.Outcome]:
    """What becomes of each row of some proposals, and the atlas that the rows taken lead to. Pure.

    Raises
    ------
    InvalidData
        The atlas itself is unsound, or `asked` gives what no field can hold.
    """
    if absent := missing_basemap(atlas):
        raise InvalidData(absent)
    planner = Planner(atlas, asked, words_of(atlas), update=update)
    plans = planner.plans(found)
    lines, edits, outcome = judged(atlas, plans, planner.documents)
    return Preview(found, lines, edits), outcome
