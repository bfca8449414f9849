"""Writers that are killed at whatever the atlas can be told: a program, which imports all once and then forks.

`python killing.py FOLDER KILLS SEED`: two writers at once, again and again, each killed at a moment of its own. After
each kill the files must parse, pass every rule, and hold what was acknowledged: of the one change a writer was at, all
or nothing. Prints what was done as JSON, or ends with the first fault.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from factories import feature, point

from geo import editing, store, validate
from geo.correcting import move_feature
from geo.errors import Busy
from geo.importing import Asked, import_files
from geo.store import reading

MOST_KEPT = 5
# A machine that is slow may kill every import before it is done; then it goes on, up to so many turns a kill.
MOST_TURNS = 5
WAYS = {"add", "edit", "move", "undo", "bring"}
WRITERS = ("one-", "two-")
NOTE = {"date": "2026-03-01", "why_en": "It was never built."}
# What each writer's sites cost and how far east they lie, by id; None for one that was withdrawn, False for one that
# never was: its addition was taken back.
State = dict[str, list[float] | bool | None]


def spot(who: str, number: int) -> list[float]:
    """A place of its own in the Turkistan region, half a kilometre from any other."""
    east = 0.006 * WRITERS.index(who)
    return [round(68.0 + number % 100 * 0.0125 + east, 5), round(42.9 + number // 100 % 40 * 0.02, 4)]


class Writer:
    """Changes things of its own for ever; each change is said before it is begun and when it is done."""

    def __init__(self, folder: Path, who: str, number: int, mine: State, seed: int, first: str) -> None:
        self.folder, self.who, self.number, self.mine, self.first = folder, who, number, dict(mine), first
        self.chance = random.Random(seed)

    def run(self, said: int) -> None:
        way = self.first
        while True:
            change, act = getattr(self, way)()
            os.write(said, json.dumps([way, change]).encode() + b"\n")
            try:
                act()
            except Busy:  # the other one held the lock for too long: nothing was done, and that was told
                os.write(said, b"busy\n")
                continue
            os.write(said, b"done\n")
            self.mine |= change
            way = self.chance.choice(["add", "edit", "move", "withdraw", "undo", "bring"])

    def names(self, count: int) -> list[str]:
        start, self.number = self.number, self.number + count
        return [f"{self.who}{number}" for number in range(start, self.number)]

    def write(self, *edits: store.AnyEdit) -> Any:
        return lambda: editing.write(self.folder, lambda _: edits, by="a test")

    def add(self) -> tuple[State, Any]:
        [id_] = self.names(1)
        place = spot(self.who, self.number - 1)
        paper = {"id": f"paper-{id_}", "type": "webpage", "URL": f"https://example.org/{id_}"}
        one = feature(point(*place), id=id_, countries=["KZ"], admin1=["KZ-61"], cost_usd=1,
                      sources=[{"id": paper["id"], "supports": "the site"}])  # fmt: skip
        added = store.added("sites", one["properties"], one["geometry"])
        return {id_: [1, place[0]]}, self.write(store.source_added(paper), added)

    def there(self) -> dict[str, list[float]]:
        return {id_: held for id_, held in sorted(self.mine.items()) if isinstance(held, list)}

    def edit(self) -> tuple[State, Any]:
        if not self.there():
            return self.add()
        id_, (cost, lon) = self.chance.choice(list(self.there().items()))
        return {id_: [cost + 1, lon]}, self.write(store.changed("sites", id_, {"cost_usd": cost + 1}))

    def move(self) -> tuple[State, Any]:
        if not self.there():
            return self.add()
        id_, (cost, lon) = self.chance.choice(list(self.there().items()))
        to = round(lon + 0.0001, 5)
        lat = 42.9 + int(id_.partition("-")[2]) // 100 % 40 * 0.02
        return {id_: [cost, to]}, lambda: move_feature(self.folder, id_, f"{lat:.4f} N, {to} E", "a test")

    def undo(self) -> tuple[State, Any]:
        """Takes back the last own change that stands; the other writer's are none of its business."""
        own = (step for step in store.steps(self.folder) if not step.undone and self.is_own(step))
        if (step := next(own, None)) is None:
            return self.add()
        was = {one.id: held_of(one.before) or False for one in step.touched if one.file == "sites.geojson"}
        return was, lambda: editing.undo(self.folder, step.number)

    def is_own(self, step: store.Step) -> bool:
        return any(one.id.startswith(self.who) for one in step.touched)

    def withdraw(self) -> tuple[State, Any]:
        there = list(self.there())
        if len(there) < MOST_KEPT:
            return self.add()
        some = self.chance.sample(there, 2)
        return dict.fromkeys(some), self.write(*(store.withdrawn("sites", id_, note=NOTE) for id_ in some))

    def bring(self) -> tuple[State, Any]:
        ids = self.names(3)
        rows = ["id,name_en,sector,status,lat,lon,cost_usd,source"]
        for number, id_ in enumerate(ids, start=self.number - len(ids)):
            lon, lat = spot(self.who, number)
            rows.append(f"{id_},{id_.title()},energy,planned,{lat},{lon},9,gazette-2025")
        text = "\n".join(rows).encode()
        numbers = range(self.number - len(ids), self.number)
        held: State = {id_: [9, spot(self.who, number)[0]] for id_, number in zip(ids, numbers, strict=True)}
        return held, lambda: _imported(self.folder, text)


def held_of(feature: Any) -> list[float] | None:
    """What a site costs and its longitude."""
    return feature and [feature["properties"]["cost_usd"], feature["geometry"]["coordinates"][0]]


def _imported(folder: Path, text: bytes) -> None:
    preview = import_files(folder, {"rows.csv": text}, Asked())
    assert len(preview.written) > 0, preview.counts


def said_by(log: Path) -> tuple[list[tuple[str, State]], tuple[str, State] | None]:
    """The changes a writer was done with, and the one it was at."""
    done: list[tuple[str, State]] = []
    at: tuple[str, State] | None = None
    for line in log.read_text().splitlines():
        if line.startswith("[") and line.endswith("]"):
            at = tuple(json.loads(line))
        elif at and line in ("done", "busy"):
            done += [at] if line == "done" else []
            at = None
    return done, at


def held_in(folder: Path) -> State:
    """What the files hold of the writers' sites; they parse, are in form, and pass every rule."""
    found = store.survey(folder)
    told = [*found.problems, *store.drift_of(found), *validate.problems(found.atlas)]
    assert [str(problem) for problem in told] == []
    sites = found.atlas.sites
    rows = zip(sites["id"], sites["cost_usd"], sites.geometry, strict=True)
    held: State = {id_: [int(cost), round(point.x, 5)] for id_, cost, point in rows if _is_own(id_)}
    return held | {entry.id: None for entry in found.atlas.withdrawn if _is_own(entry.id)}


def _is_own(id_: str) -> bool:
    return id_.startswith(WRITERS)


def after(mine: State) -> int:
    """The first number that no site of a writer has had."""
    return 1 + max((int(id_.partition("-")[2]) for id_ in mine), default=0)


def were(known: State) -> State:
    """Those that there ever were; one whose addition was taken back is not told apart from none."""
    return {id_: held for id_, held in known.items() if held is not False}


def started(writer: Writer, log: Path) -> int:
    """The process of a writer, which goes on until it is killed."""
    log.write_text("")
    child = os.fork()
    if child == 0:
        try:
            writer.run(os.open(log, os.O_WRONLY | os.O_APPEND))
        except BaseException as error:
            log.with_suffix(".fault").write_text(f"{error!r}: {error}")
        finally:
            os._exit(1)
    return child


def waited(log: Path, changes: int) -> None:
    """Until a writer is done with some changes; however busy the machine is."""
    until = time.monotonic() + 60
    while log.read_text().count("done") < changes and time.monotonic() < until:
        time.sleep(0.001)


def warmed(folder: Path) -> float:
    """Changes of each kind on a copy, so that what is worked out once is; the seconds that one takes."""
    copy = folder.parent / "warm"
    shutil.copytree(folder, copy, symlinks=True)
    writer = Writer(copy, WRITERS[0], 0, {}, 0, "add")
    start = time.monotonic()
    for way in (writer.bring, writer.move, writer.undo, writer.add):
        change, act = way()
        act()
        writer.mine |= change
    return (time.monotonic() - start) / 4


def first_of(done: Counter[str], chance: random.Random) -> str:
    """What a writer begins with: what none was done with yet, if there is any."""
    return chance.choice(sorted(WAYS - done.keys()) or sorted(WAYS))


def main(folder: Path, kills: int, seed: int) -> None:
    basemap = store.load_basemap(folder)
    reading.load_basemap = lambda *_: basemap  # once for all: it never changes here
    chance = random.Random(seed)
    one_change = warmed(folder)
    known: dict[str, State] = {who: {} for who in WRITERS}
    done, untold = Counter[str](), Counter[str]()
    for turn in range(MOST_TURNS * kills):
        if turn >= kills // 2 and done.keys() >= WAYS:
            break
        logs = {who: folder.parent / f"{who}.log" for who in WRITERS}
        seeds = {who: chance.getrandbits(32) for who in WRITERS}
        writers = [
            Writer(folder, who, after(known[who]), known[who], seeds[who], first_of(done, chance)) for who in WRITERS
        ]
        children = [started(writer, logs[writer.who]) for writer in writers]
        waited(logs[chance.choice(WRITERS)], chance.choice((0, 0, 1)))
        for child in children:
            time.sleep(chance.uniform(0, one_change))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        assert not [fault.read_text() for fault in folder.parent.glob("*.fault")]
        there = held_in(folder)
        for who in WRITERS:
            finished, at = said_by(logs[who])
            for way, change in finished:
                known[who] |= change
                done[way] += 1
            mine = {id_: held for id_, held in there.items() if id_.startswith(who)}
            if at and mine != were(known[who]):  # done, and killed before it could say so
                known[who] |= at[1]
                untold[at[0]] += 1
            assert mine == were(known[who]), f"turn {turn}: {mine} is not {known[who]}"
    print(json.dumps({"done": done, "done_but_not_told": untold}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
