"""The story of an import: files read, each row matched with what is there, every rule run once, all written or nothing.

`previewed` is pure: what would become of each row. `import_files` does it under the lock.

>>> from pathlib import Path
>>> from geo.importing import Asked, import_files
>>> import_files(Path("data"), {"sites.csv": data}, Asked(), dry_run=True).counts      # doctest: +SKIP
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from geo import editing, importers, store
from geo.checking import missing_basemap
from geo.errors import InvalidData
from geo.i18n import message
from geo.importers import Asked, Proposal, Words
from geo.importing.judging import judged
from geo.importing.planning import Planner
from geo.importing.preview import OUTCOMES, Change, Line, Preview
from geo.model import Atlas
from geo.vocabulary import LANGUAGES, Language

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

    def preview_of(atlas: Atlas) -> tuple[Preview, editing.Outcome]:
        tell("reading")
        found = proposals(atlas, files, asked)
        tell("checking")
        return previewed(atlas, found, asked, update=update)

    if dry_run:
        return preview_of(store.load(data_dir))[0]
    seen: list[Preview] = []

    def propose(atlas: Atlas) -> editing.Outcome:
        preview, outcome = preview_of(atlas)
        seen.append(preview)
        if not preview.edits or (preview.refused and not accept_valid):
            raise _NothingToWrite([])
        tell("writing")
        return outcome

    try:
        outcome = editing.write(data_dir, propose, by=BY)
    except _NothingToWrite:
        return seen[0]
    return replace(seen[0], written=outcome.paths)


class _NothingToWrite(InvalidData):
    """Ends the transaction: the preview says why."""


def proposals(atlas: Atlas, files: Mapping[str, bytes], asked: Asked) -> list[Proposal]:
    """What each file proposes, in the words of an atlas."""
    words = words_of(atlas)
    home = {id_: name for name, frame in atlas.layers().items() for id_ in frame["id"]}
    return [importers.read(name, data, asked, words, home.get) for name, data in files.items()]


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


def words_of(atlas: Atlas) -> Words:
    """What people call the closed lists of an atlas: its sectors, statuses, regions and so on, in five languages."""
    basemap = atlas.basemap
    frames = [] if basemap is None else [basemap.page["countries"], basemap.admin1]
    names = [f"name_{lang}" for lang in LANGUAGES]
    regions = {
        code: [text for text in texts if isinstance(text, str)]
        for frame in frames
        for code, texts in zip(frame["iso"], frame[names].to_numpy(dtype=object).tolist(), strict=True)
    }
    return Words(atlas.sectors, _label, regions)


def _label(key: str, lang: Language) -> str:
    return message(key, lang)
