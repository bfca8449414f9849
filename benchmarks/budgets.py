"""The project's budgets, and whether what was measured keeps them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from frames import CONTROL, FRAME_MS, SLIDER, TYPING
from results import GROWN, REAL, Results

PEERS = ("geojson", "explore")
BUDGET_BYTES = 1_000_000
BUDGET_BUILD = 1.7
BUDGET_HELP_S = 0.2
BUDGET_EDITOR = 2.5
FASTER, SMALLER, SOONER = 10, 5, 5
OPENS_WITHIN_S = 10
SMOOTH_FPS = 50
LETTER_MS = 300
# Ten times the points may take ten times as long; a tenth more is noise.
LINEAR = 1.1


@dataclass(frozen=True)
class Verdict:
    """One budget: what was promised, what was measured, and whether that is kept (None: not measured)."""

    what: str
    budget: str
    measured: str
    met: bool | None


def verdicts(results: Results) -> Iterator[Verdict]:
    """Every budget of the project against what was measured."""
    yield from _command_verdicts(results)
    yield from _speed_verdicts(results, 10_000)
    yield _many(results, 100_000)
    yield from (_growth(results, n) for n in (10_000, 100_000))
    yield _pan(results, 10_000)
    yield _letter(results, 100_000)
    yield _folder_growth(results)
    yield from _atlas_verdicts(results)
    for what, actions in (("typing in search", (TYPING,)), ("moving the time slider", SLIDER)):
        yield _frames(results, GROWN, what, actions)


def times(ratio: float) -> str:
    """A ratio as people write it: `3.2 ×`, `14 ×`."""
    return f"{ratio:.0f} ×" if ratio >= 9.5 else f"{ratio:.1f} ×"


def count(n: int) -> str:
    """A number of points with thin groups: `10 000`."""
    return f"{n:,}".replace(",", " ")


def _judge(what: str, budget: str, value: float | None, kept: Callable[[float], bool], told: str) -> Verdict:
    """A verdict on one value; without it there is none, and `told` says why if anything does."""
    return Verdict(what, budget, told, None if value is None else kept(value))


def _over(value: float | None, other: float | None) -> float | None:
    return value / other if value and other else None


def _command_verdicts(results: Results) -> Iterator[Verdict]:
    size = results.value("ours", REAL, "size")
    told = f"{size / 1000:.0f} kB" if size else ""
    yield _judge("the whole atlas, one file", "≤ 1 MB", size, lambda value: value <= BUDGET_BYTES, told)
    build, imports = results.seconds("build"), results.seconds("imports")
    ratio = _over(build, imports)
    yield _judge(
        "`kzuz build`, wall time",
        f"≤ {BUDGET_BUILD} × `import geopandas, folium`",
        ratio,
        lambda value: value <= BUDGET_BUILD,
        f"{ratio:.2f} × ({build:.2f} s, {imports:.2f} s)" if ratio else _why(results, "build"),
    )
    help_s = results.seconds("help")
    yield _judge(
        "`kzuz --help`",
        f"≤ {BUDGET_HELP_S} s",
        help_s,
        lambda value: value <= BUDGET_HELP_S,
        f"{help_s:.2f} s" if help_s else _why(results, "help"),
    )
    editor = results.seconds("editor")
    ratio = _over(editor, imports)
    yield _judge(
        "`kzuz serve`, from its start to the first page",
        f"≤ {BUDGET_EDITOR} × the same imports",
        ratio,
        lambda value: value <= BUDGET_EDITOR,
        f"{ratio:.1f} × ({editor:.2f} s)" if ratio else _why(results, "editor"),
    )


def _why(results: Results, command: str) -> str:
    entry = results.commands.get(command)
    return entry.failure or "" if entry else ""


def _speed_verdicts(results: Results, n: int) -> Iterator[Verdict]:
    wanted = (
        ("build_s", "build", FASTER, "faster"),
        ("size", "file", SMALLER, "smaller"),
        ("ready_ms", "time to open", SOONER, "sooner"),
    )
    for name, what, least, word in wanted:
        best = min((value for way in PEERS if (value := results.value(way, n, name)) is not None), default=None)
        ratio = _over(best, results.value("ours", n, name))
        budget = f"≥ {least} × {word} than the better of `GeoJson` and `explore()`"
        told = times(ratio) if ratio else ""
        yield _judge(f"{count(n)} points: {what}", budget, ratio, lambda value, least=least: value >= least, told)


def _many(results: Results, n: int) -> Verdict:
    ready, fps = results.value("ours", n, "ready_ms"), results.value("ours", n, "fps")
    peers = {way: results.points[way, n].failure for way in PEERS if (way, n) in results.points}
    told = "; ".join(f"{way}: {reason or 'opened'}" for way, reason in peers.items())
    return _judge(
        f"{count(n)} points in one file",
        f"opens within {OPENS_WITHIN_S} s and pans at {SMOOTH_FPS} frames a second, where both peers fail",
        ready and fps,
        lambda fps: fps >= SMOOTH_FPS and (ready or 0) <= OPENS_WITHIN_S * 1000,
        f"{ready / 1000:.1f} s, {fps:.0f} frames a second; {told}" if ready and fps else "",
    )


def _growth(results: Results, n: int) -> Verdict:
    ratio = _over(results.value("ours", n, "ready_ms"), results.value("ours", n // 10, "ready_ms"))
    told = times(ratio) if ratio else ""
    what = f"time to open, {count(n // 10)} to {count(n)} points"
    return _judge(what, "linear or better (≤ 10 ×)", ratio, lambda value: value <= 10 * LINEAR, told)


def _folder_growth(results: Results) -> Verdict:
    """Every step on ten times as many sites, the one that grows most."""
    what, budget = (
        f"{count(100_000)} sites in `data/`: each step, reading to building",
        "linear or better (≤ 10 ×)",
    )
    if not results.folders:
        return Verdict(what, budget, results.folders_failure or "", None)
    few, many = (results.folders[n] for n in sorted(results.folders))
    growth = {name: many[name] / few[name] for name in many}
    worst = max(growth, key=growth.__getitem__)
    told = f"check {many['check']:.0f} s, build {many['build']:.0f} s, {many['megabytes']:.0f} MB"
    return Verdict(what, budget, f"{told}; most: {worst}, {times(growth[worst])}", growth[worst] <= 10 * LINEAR)


def _pan(results: Results, n: int) -> Verdict:
    fps = results.value("ours", n, "fps")
    told = f"{fps:.0f}" if fps else ""
    budget = f"≥ {SMOOTH_FPS} frames a second"
    return _judge(f"{count(n)} points: pan", budget, fps, lambda value: value >= SMOOTH_FPS, told)


def _letter(results: Results, n: int) -> Verdict:
    letter, first = (results.value("ours", n, name) for name in ("letter_ms", "first_answer_ms"))
    told = f"{letter:.0f} ms; {first / 1000:.1f} s to the first, with the index" if letter and first else ""
    budget = f"each answered within {LETTER_MS} ms"
    return _judge(f"{count(n)} points: a letter in search", budget, letter, lambda value: value <= LETTER_MS, told)


def _frames(results: Results, features: int, what: str, actions: tuple[str, ...]) -> Verdict:
    found = [results.evenness(features, action, "longest_ms") for action in actions]
    measured = [value for value in found if value is not None]
    control = results.evenness(features, CONTROL, "longest_ms")
    budget = f"no frame longer than {FRAME_MS} ms"
    if not control or len(measured) < len(actions):
        told = results.frames_failure.get(features, "")
        return Verdict(f"{count(features)} features: {what}", budget, told, None)
    longest = max(measured)
    told = f"{longest:.0f} ms; {control:.0f} ms when nothing is done"
    # A machine that is late for a page at rest says nothing about one that is used.
    judged = None if control > FRAME_MS else longest
    return _judge(f"{count(features)} features: {what}", budget, judged, lambda value: value <= FRAME_MS, told)


def _atlas_verdicts(results: Results) -> Iterator[Verdict]:
    for name, what in (("shown_ms", "features shown"), ("ready_ms", "ready")):
        own, peer, tuned = (results.value(way, REAL, name) for way in ("ours", "real", "real-circles"))
        ratio, other = _over(own, peer), _over(own, tuned)
        told = [f"{ratio:.2f} × ({own:.0f} ms, {peer:.0f} ms)"] if ratio else []
        told += [f"{other:.2f} × one tuned to be quick"] if other else []
        yield _judge(
            f"the atlas itself: {what}",
            "no later than a `GeoJson` map of the same features; half of it is the aim",
            ratio,
            lambda value: value <= 1,
            "; ".join(told),
        )
