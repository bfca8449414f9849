"""Plans → what becomes of each row: the edits are followed, every rule is run, what it finds is told of the row."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo import editing
from geo.errors import InvalidData, Place, Problem
from geo.importers import Refusal
from geo.importing.documents import Documents
from geo.importing.planning import Plan
from geo.importing.preview import Line
from geo.model import Atlas
from geo.store import AnyEdit, source_added

# Leaving out a row can break a rule for another one, which cites what it brought; more rounds than these nothing takes.
_MOST_ROUNDS = 10


def judged(
    atlas: Atlas, plans: Sequence[Plan], documents: Documents
) -> tuple[list[Line], list[AnyEdit], editing.Outcome]:
    """Each row's line, the edits of those that are taken, and what they lead to.

    Raises
    ------
    InvalidData
        Problems that no row brought: the atlas itself is unsound.
    """
    outcome = editing.Outcome(atlas, atlas)
    edits: list[AnyEdit] = []
    for _ in range(_MOST_ROUNDS):
        edits = list(_edits(plans, documents))
        if not edits:
            break
        outcome = editing.proposed(atlas, edits)
        if not outcome.problems:
            break
        _refuse(plans, outcome.problems)
    lines = [Line(plan.row, plan.file, plan.outcome, plan.id, plan.changes, plan.refusals) for plan in plans]
    return lines, edits, outcome


def _edits(plans: Sequence[Plan], documents: Documents) -> Iterable[AnyEdit]:
    taken = [plan for plan in plans if plan.outcome in ("new", "updated")]
    cited = {id_ for plan in taken for id_ in plan.sources}
    yield from (source_added(entry) for id_, entry in documents.new.items() if id_ in cited)
    for plan in taken:
        yield from plan.edits


def _refuse(plans: Sequence[Plan], problems: Iterable[Problem]) -> None:
    """Give each problem to the row that brought it.

    Raises
    ------
    InvalidData
        No row brought some.
    """
    owners = _Owners(plans)
    found: dict[int, list[Refusal]] = defaultdict(list)
    astray = []
    for problem in problems:
        own = owners.of(problem)
        if own is None:
            astray.append(problem)
        else:
            found[own].append(Refusal(editing.reason_of(problem), problem))
    if astray and not found:
        raise InvalidData(astray)
    for number, refusals in found.items():
        plan = plans[number]
        where = plan.row.where
        steps = [_at(where, one) for one in refusals]
        plan.outcome, plan.refusals = "refused", tuple(steps)


def _at(where: Place, refusal: Refusal) -> Refusal:
    """The same, told of the row and not of a feature that is not there yet."""
    return refusal._replace(problem=replace(refusal.problem, place=replace(where, field=refusal.problem.place.field)))


class _Owners:
    """Which row a problem is about: by its place, by the id of its feature, or of a document that it brought."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        taken = [(number, plan) for number, plan in enumerate(plans) if plan.outcome in ("new", "updated")]
        self._by_place = {plan.row.where: number for number, plan in taken}
        self._by_id = {plan.id: number for number, plan in taken}
        self._by_source = {id_: number for number, plan in reversed(taken) for id_ in plan.sources}

    def of(self, problem: Problem) -> int | None:
        place = problem.place
        where = Place(row=place.row, part=place.part)
        if (place.row or place.part) and where in self._by_place:
            return self._by_place[where]
        ids = (place.id, problem.values.get("id"), problem.values.get("other"))
        found = (self._by_id.get(id_) for id_ in ids if isinstance(id_, str))
        own = next((number for number in found if number is not None), None)
        return self._by_source.get(place.id) if own is None else own
