"""The story of a change: edits proposed to an atlas, every rule run on what they lead to, written once, remembered.

The command line, an importer, the editor and a reader's proposal all end here. `proposed` is pure and says every
problem; `write` asks under the lock what is to be changed, and writes it or nothing; `undo` takes a change back.

>>> from geo import editing, store
>>> editing.proposed(store.load("data"), edits).problems                    # doctest: +SKIP
>>> editing.write("data", lambda atlas: edits, by="kzuz import")            # doctest: +SKIP
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from geo import store, validate
from geo.checking import missing_basemap
from geo.coordinates import Refusal
from geo.errors import NOTHING_WRITTEN, InvalidData, Place, Problem, Said, Whole, nothing_written
from geo.model import LAYERS, Atlas, Basemap
from geo.store import AnyEdit, Step, Touched
from geo.validate.references import CREDITS, cited_sources

# What scripts are told of a problem that an edit meets, beside the words of `coordinates.Refusal.reason`; of others
# they are told the id of the rule.
_REASONS = {
    "edit.id_taken": "duplicate", "edit.id_withdrawn": "duplicate", "unique-ids": "duplicate",
    "distinct-names": "duplicate", "near-duplicates": "duplicate", "real-dates": "date", "no-future": "date",
    "lon-lat-order": "swapped", "lon-lat-doubt": "both", "name-given": "name",
}  # fmt: skip
_LAYER_OF = {layer.filename: layer.name for layer in LAYERS}


@dataclass(frozen=True)
class Outcome:
    """What edits lead to.

    Parameters
    ----------
    before, atlas
        The atlas they were proposed to, and the next one; the same where they cannot be followed.
    problems
        Every problem of every edit, or what the rules find in the next atlas; none: it may be written.
    paths, step
        Once it is written: the files rewritten, and what is kept of the change, so that it can be taken back.
    """

    before: Atlas
    atlas: Atlas
    problems: tuple[Problem, ...] = ()
    paths: tuple[Path, ...] = ()
    step: Step | None = None


def reason_of(problem: Problem) -> str:
    """One word for scripts: of `tests/cases/README.md` where one fits, else the id of the rule."""
    if problem.key.startswith("coordinate.refused."):
        return Refusal(problem.key.removeprefix("coordinate.refused.")).reason
    return _REASONS.get(problem.key) or _REASONS.get(problem.rule) or problem.rule or problem.key


def proposed(atlas: Atlas, edits: Iterable[AnyEdit]) -> Outcome:
    """The atlas after edits, and every problem: of the edits, else of the rules. Pure; nothing is written.

    Documents that nothing cites any more because of the edits go too.
    """
    try:
        after = store.applied(atlas, edits)
    except InvalidData as error:
        return Outcome(atlas, atlas, tuple(error.problems))
    after = _without_orphans(atlas, after)
    return Outcome(atlas, after, (*missing_basemap(after), *validate.problems(after)))


@nothing_written()
def write(
    data_dir: Path | str,
    propose: Callable[[Atlas], "Iterable[AnyEdit] | Outcome"],
    *,
    by: str,
    dry_run: bool = False,
    refusal: Said = NOTHING_WRITTEN,
    basemap: Basemap | None = None,
) -> Outcome:
    """Change data/ by edits, all or nothing, and remember the change.

    Parameters
    ----------
    propose
        Asked once, under the lock, with the atlas as it is then: nobody else writes in between. It may raise
        InvalidData. Whoever has asked `proposed` already, as an importer does row by row, gives its outcome.
    by
        Who changes it, in a few words: `kzuz add`.
    dry_run
        Do everything but write.
    refusal
        What to tell at the end where nothing is written.
    basemap
        The background of the folder, where it is at hand: it is not read again while others wait.

    Raises
    ------
    InvalidData
        With every problem; nothing is written.
    Busy
        Somebody else is writing; nothing is written.
    CannotWrite
        The folder takes nothing; nothing is written.
    """
    if dry_run:
        atlas = store.load(data_dir)
        return _sound(_judged(atlas, propose(atlas)), refusal)
    with store.transaction(data_dir, basemap=basemap is None) as draft:
        atlas = draft.atlas if basemap is None else replace(draft.atlas, basemap=basemap)
        outcome = _sound(_judged(atlas, propose(atlas)), refusal)
        draft.atlas, draft.by = outcome.atlas, by
    return replace(outcome, paths=tuple(draft.paths), step=draft.step)


def _judged(atlas: Atlas, found: Iterable[AnyEdit] | Outcome) -> Outcome:
    return found if isinstance(found, Outcome) else proposed(atlas, found)


def _sound(outcome: Outcome, refusal: Said) -> Outcome:
    if outcome.problems:
        raise InvalidData(outcome.problems, refusal)
    return outcome


def _without_orphans(before: Atlas, after: Atlas) -> Atlas:
    """An atlas without the documents that something cited before and nothing does now."""
    orphans = cited_sources(before) - cited_sources(after)
    kept = {id_: one for id_, one in after.sources.items() if id_ not in orphans or one.type in CREDITS}
    return after if len(kept) == len(after.sources) else replace(after, sources=kept)


@nothing_written()
def undo(data_dir: Path | str, number: int | None = None, *, dry_run: bool = False) -> Outcome:
    """Take back a change that is remembered: the last one that stands, or the one of that number.

    Returns
    -------
    Outcome
        `step` is the change that was taken back.

    Raises
    ------
    InvalidData
        Nothing is left to take back; or something it touched was changed since; or rules speak against what would be.
    Busy, CannotWrite
        As of `write`.
    """
    if dry_run:
        return _undone(store.load(data_dir), data_dir, number)
    with store.transaction(data_dir) as draft:
        outcome = _undone(draft.atlas, data_dir, number)
        draft.atlas = outcome.atlas
        draft.rewritten = (replace(_only(outcome.step), undone=store.now()),)
    return replace(outcome, paths=tuple(draft.paths))


def _only(step: Step | None) -> Step:
    if step is None:
        raise ValueError("an outcome of undo has its step")
    return step


def _undone(atlas: Atlas, data_dir: Path | str, number: int | None) -> Outcome:
    """What taking a step back leads to."""
    step = _step_to_undo(data_dir, number)
    if since := list(_changed_since(atlas, step)):
        raise InvalidData(since)
    features = [one for one in step.touched if one.file in _LAYER_OF]
    documents = [one for one in step.touched if one.file not in _LAYER_OF]
    after = store.applied(atlas, [*map(_as_before, features), *map(_document_back, documents)])
    cited = cited_sources(after)
    needed = [one.id for one in documents if one.before is None and one.id in cited]
    after = replace(after, sources={**after.sources, **{id_: atlas.sources[id_] for id_ in needed}})
    outcome = Outcome(atlas, after, tuple(validate.problems(after)), step=step)
    return _sound(outcome, NOTHING_WRITTEN)


def _step_to_undo(data_dir: Path | str, number: int | None) -> Step:
    place = Place(argument="kzuz undo")
    standing = [step for step in store.steps(data_dir) if not step.undone]
    chosen = standing if number is None else [step for step in standing if step.number == number]
    if not chosen:
        key = "undo.nothing" if number is None else "undo.no_such"
        raise InvalidData([Problem(place, key, {} if number is None else {"n": number}, "undo")])
    return chosen[0]


def _changed_since(atlas: Atlas, step: Step) -> Iterator[Problem]:
    """A problem for each feature that is no longer as the step left it; documents may have been cited since."""
    for one in step.touched:
        layer = _LAYER_OF.get(one.file)
        if layer and store.version_of(store.feature_of(atlas, layer, one.id)) != one.after:
            yield Problem(
                Place(file=f"{atlas.folder}/{one.file}", id=one.id), "undo.changed_since", {"id": one.id}, "undo"
            )


def _as_before(one: Touched) -> AnyEdit:
    layer = _LAYER_OF[one.file]
    return store.withdrawn(layer, one.id) if one.before is None else store.restored(layer, one.before)


def _document_back(one: Touched) -> AnyEdit:
    return store.source_dropped(one.id) if one.before is None else store.source_added(one.before)


def wrote(outcome: Outcome, filename: str = "", more: int = 0) -> list[Said]:
    """Which files a change rewrote, of one how many lines more it has; and what to do next."""
    if not outcome.paths:
        return [Said("told.dry_run")]
    told = [
        Said("told.wrote_lines", {"path": Whole(path), "n": more})
        if path.name == filename
        else Said("told.wrote", {"path": Whole(path)})
        for path in outcome.paths
    ]
    return [*told, Said("told.build_next")]
