"""What one run measured: values by way and number of points, and by command."""

import json
from dataclasses import asdict, dataclass, field
from statistics import median

REAL = 0  # in place of a number of points: the atlas itself
GROWN = 1_000  # features of the atlas grown for what readers do with it


@dataclass
class Measure:
    """One way of drawing one number of points: a value a round, and why it stopped if it did."""

    build_s: list[float] = field(default_factory=list)
    size: int | None = None
    first_paint_ms: list[float] = field(default_factory=list)
    shown_ms: list[float] = field(default_factory=list)
    answers_ms: list[float] = field(default_factory=list)
    read_ms: list[float] = field(default_factory=list)
    ready_ms: list[float] = field(default_factory=list)
    fps: list[float] = field(default_factory=list)
    longest_frame_ms: list[float] = field(default_factory=list)
    first_answer_ms: list[float] = field(default_factory=list)
    letter_ms: list[float] = field(default_factory=list)
    failure: str | None = None

    def middle(self, name: str) -> float | None:
        """Median of one of the measures, None where it was not taken."""
        values = getattr(self, name)
        if isinstance(values, list):
            return median(values) if values else None
        return values


@dataclass
class Evenness:
    """How evenly one page draws during one action: a value a round."""

    longest_ms: list[float] = field(default_factory=list)
    over: list[float] = field(default_factory=list)
    task_ms: list[float] = field(default_factory=list)
    key_ms: list[float] = field(default_factory=list)

    def middle(self, name: str) -> float | None:
        """Median of one of the measures, None where it was not taken."""
        values: list[float] = getattr(self, name)
        return median(values) if values else None


@dataclass
class Command:
    """Wall times of a command, in seconds."""

    seconds: list[float] = field(default_factory=list)
    failure: str | None = None


@dataclass
class Results:
    """All of one run."""

    machine: str
    versions: str
    rounds: int
    limit_s: int
    points: dict[tuple[str, int], Measure] = field(default_factory=dict)
    commands: dict[str, Command] = field(default_factory=dict)
    frames: dict[tuple[int, str], Evenness] = field(default_factory=dict)
    frames_failure: dict[int, str] = field(default_factory=dict)
    # Of a data folder with so many sites: what each of `folder.STAGES` took.
    folders: dict[int, dict[str, float]] = field(default_factory=dict)
    folders_failure: str | None = None

    def failed(self, way: str, n: int) -> str | None:
        """Why a way is not worth trying with n points: it failed with as many or fewer."""
        found = [(size, entry.failure) for (name, size), entry in self.points.items() if name == way and size != REAL]
        return next((reason for size, reason in sorted(found, key=lambda pair: pair[0]) if reason and size <= n), None)

    def value(self, way: str, n: int, name: str) -> float | None:
        """Median of a measure, None where there is none."""
        entry = self.points.get((way, n))
        return entry.middle(name) if entry else None

    def evenness(self, features: int, action: str, name: str) -> float | None:
        """Median of a measure of one action on the page of so many features, None where there is none."""
        entry = self.frames.get((features, action))
        return entry.middle(name) if entry else None

    def seconds(self, command: str) -> float | None:
        """Median wall time of a command, None where it failed."""
        entry = self.commands.get(command)
        return median(entry.seconds) if entry and entry.seconds else None

    def as_json(self) -> str:
        """Every value of every round."""
        points = {f"{way} {n}": asdict(entry) for (way, n), entry in self.points.items()}
        commands = {name: asdict(entry) for name, entry in self.commands.items()}
        frames = {f"{features} {action}": asdict(entry) for (features, action), entry in self.frames.items()}
        whole = {**vars(self), "points": points, "commands": commands, "frames": frames}
        return json.dumps(whole, indent=1)
