"""Some fields of a proposal, written by every rule, as long as the feature is still the one that was looked at."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple, cast

from geo import citing, editing, store
from geo.adding import NEEDED, Addition, Kind, plan
from geo.citing import Document, today
from geo.correcting import found as feature_found
from geo.correcting import region_fields, text_status_of, with_sources
from geo.editing import Outcome
from geo.errors import Place, Problem
from geo.importers.proposal import GEOMETRY, RULE
from geo.model import LAYER, Atlas, Json, Layer
from geo.reviewing.looking import Review, document, refuse_any

COMMAND = "kzuz import --review"


class Accepted(NamedTuple):
    """What was taken, and what it led to."""

    fields: list[str]
    id: str
    outcome: Outcome


def accept(
    data_dir: Path | str,
    found: Review,
    fields: Collection[str],
    *,
    beside: Callable[[Layer], Json] = lambda _: {},
    documents: tuple[Document, ...] = (),
    by: str = "",
    dry_run: bool = False,
) -> Accepted:
    """Write some fields of a proposal, by every rule, all or nothing.

    Parameters
    ----------
    found
        What a person looked at; refused if the feature has been changed since.
    fields
        Which of its fields are taken.
    beside
        What the person sets beside: values by field, of the layer.
    documents
        What says so, beside the source that the reader gives; without any nothing is taken.
    by
        What the journal of changes says of who took it; the command, if nothing is given.

    Raises
    ------
    InvalidData
        A field that was not proposed, no source, something that a new place needs and lacks, the feature is another by
        now, or a rule speaks against it.
    Busy, CannotWrite
        As of `editing.write`.
    """
    proposed = {one.field: one.proposed for one in found.fields}
    taken = {name: proposed[name] for name in proposed if name in fields}
    refuse_any(_choice_problems(found, fields, documents))
    cited = (*([document(found.proposal)] if _has_address(found) else []), *documents)

    def propose(atlas: Atlas) -> list[store.AnyEdit]:
        values = {**beside(LAYER[found.layer]), **taken}
        return (_added if found.is_new else _corrected)(atlas, found, values, cited)

    outcome = editing.write(data_dir, propose, by=by or f"{COMMAND} {found.id}", dry_run=dry_run)
    return Accepted(list(taken), found.id, outcome)


def _choice_problems(found: Review, fields: Collection[str], documents: tuple[Document, ...]) -> Iterator[Problem]:
    names = [one.field for one in found.fields]
    for name in fields:
        if name not in names:
            place = Place(argument=f"{COMMAND}, --accept")
            yield Problem(place, "review.not_proposed", {"field": name, "fields": tuple(names)}, RULE)
    if not documents and not _has_address(found):
        yield Problem(Place(argument=found.file), "review.no_source", rule="has-source")
    yield from citing.document_problems(documents, COMMAND)


def _has_address(found: Review) -> bool:
    return found.proposal.source is not None and bool(found.proposal.source.url)


def _sources(atlas: Atlas, cited: tuple[Document, ...]) -> tuple[list[str], list[store.AnyEdit]]:
    ids, edits, problems = citing.cited(atlas, cited, COMMAND)
    refuse_any(problems)
    return ids, list(edits)


def _corrected(atlas: Atlas, found: Review, taken: Json, cited: tuple[Document, ...]) -> list[store.AnyEdit]:
    record = feature_found(atlas, found.id, found.file).feature["properties"]
    ids, edits = _sources(atlas, cited)
    fields = {name: value for name, value in taken.items() if name != GEOMETRY}
    if "status" in fields:
        fields.setdefault("status_date", None)  # the day of the old state is none of the new one
    geometry = store.KEEP
    if lonlat := taken.get(GEOMETRY):
        geometry = {"type": "Point", "coordinates": lonlat}
        fields |= {"precision_basis": _basis(found), **region_fields(atlas, record, *lonlat)}
    fields |= text_status_of(record, fields)
    fields |= with_sources(record, fields, ids)
    change = store.Edit(
        found.layer, found.id, "change", fields, geometry, Place(argument=found.file), seen=found.version
    )
    return [*edits, change]


def _basis(found: Review) -> str:
    """Where a proposed position comes from, in English."""
    return f"Position proposed by a reader on {found.proposal.made}, accepted on {today()}."


def _added(atlas: Atlas, found: Review, fields: Json, cited: tuple[Document, ...]) -> list[store.AnyEdit]:
    lang = found.proposal.lang
    kind = cast("Kind", found.proposal.kind)
    posts = {stem: fields.get(f"{stem}_{lang}") for stem in ("kz_name", "uz_name") if kind == "crossing"}
    given = {**fields, **posts}
    needed = [GEOMETRY, f"name_{lang}", *NEEDED[kind]]
    lacking = [name for name in needed if not given.get(name) and not Addition(kind).value(name)]
    refuse_any(Problem(Place(argument=found.file), "review.lacks", {"field": name}, RULE) for name in lacking)
    lon, lat = given.pop(GEOMETRY)
    new = Addition(
        kind,
        name=given.pop(f"name_{lang}"),
        at=f"geo:{lat:.6f},{lon:.6f}",
        documents=cited,
        fields={**given, "precision_basis": _basis(found)},
        lang=lang,
        precision=given.pop("precision", None),
        id=found.id,
    )
    return plan(atlas, new).edits
