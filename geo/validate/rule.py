"""What a rule is: a small function over an Atlas that yields Problems and changes nothing."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from pandas import DataFrame

from geo.errors import Problem, plain
from geo.model import LAYER, Atlas
from geo.regions import Regions

Find = Callable[[Atlas], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """One rule: its id, how to mend what it finds, and why it is there."""

    id: str
    mend: str
    about: str
    find: Find
    # It compares parts of the atlas with each other, so it says nothing true of an atlas some of which was not read.
    whole: bool = False

    def problems(self, atlas: Atlas) -> Iterator[Problem]:
        """What it finds, each with the rule's id, the file's full path and a mend."""
        for problem in self.find(atlas):
            told = problem.mend or self.mend
            yield plain(f"{atlas.folder}/{problem.where}", problem.what, told, self.id)


RULES: list[Rule] = []


def rule(id_: str, mend: str, *, whole: bool = False) -> Callable[[Find], Find]:
    """Register a rule under its id; its docstring says what holds in a sound atlas."""

    def register(find: Find) -> Find:
        RULES.append(Rule(id_, mend, inspect.getdoc(find) or "", find, whole))
        return find

    return register


def at(layer_name: str, id_: str, field: str = "") -> str:
    """Where a feature stands: `sites.geojson, feature "khorgos", sector`."""
    return f'{LAYER[layer_name].filename}, feature "{id_}"' + (f", {field}" if field else "")


@dataclass(frozen=True, eq=False)
class View(Atlas):
    """An atlas for the length of one run: what rules ask for again and again is worked out once.

    Rules take any Atlas; the helpers below make a View of it where it is none.
    """

    @cached_property
    def rows(self) -> dict[str, list[Any]]:
        """For each layer, its features, each with an attribute for every column."""
        return {name: list(_rows(frame)) for name, frame in self.layers().items()}

    @cached_property
    def regions(self) -> Regions | None:
        """Where positions lie; None without a basemap."""
        return None if self.basemap is None else Regions(self.basemap)

    @cached_property
    def worked_out(self) -> dict[str, Any]:
        """Other results rules share, by name."""
        return {}


def view(atlas: Atlas) -> View:
    """The atlas as a View; itself if it is one."""
    if isinstance(atlas, View):
        return atlas
    return View(**{field.name: getattr(atlas, field.name) for field in fields(Atlas)})


def features(atlas: Atlas, *layer_names: str) -> Iterator[tuple[str, Any]]:
    """Each feature of the named layers, or of all: (layer name, row with one attribute for each column)."""
    for name, rows in view(atlas).rows.items():
        if not layer_names or name in layer_names:
            for row in rows:
                yield name, row


def observations(atlas: Atlas) -> Iterator[tuple[str, Any]]:
    """Each value of `indicators.csv`, and where it stands: named by what it says, since rows move when sorted."""
    for row in _rows(atlas.observations):
        yield f"indicators.csv, {row.indicator} {row.period} ({row.reporter})", row


def _rows(frame: DataFrame) -> Iterator[SimpleNamespace]:
    """Like `itertuples`, which takes four times as long on many columns and few rows."""
    names = list(frame.columns)
    for values in frame.to_numpy(dtype=object).tolist():
        yield SimpleNamespace(**dict(zip(names, values, strict=True)))
