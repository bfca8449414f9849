"""A progress bar that appears only when work lasts over a second."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

PATIENCE_S = 1.0


@contextmanager
def bar(title: str) -> Iterator[Callable[[str], None]]:
    """Yield a function that names the step begun; the bar shows on stderr once `PATIENCE_S` have passed."""
    with _shown(title) as update:
        yield lambda step: update(description=step)


@contextmanager
def counter(title: str) -> Iterator[Callable[[int, int], None]]:
    """The same for work in equal parts: yield a function that is told how many of how many are done."""
    with _shown(title) as update:
        yield lambda done, total: update(completed=done, total=total, description=f"{done}/{total}")


@contextmanager
def _shown(title: str) -> Iterator[Callable[..., None]]:
    columns = (TextColumn(title), BarColumn(pulse_style="cyan"), TextColumn("{task.description}"))
    shown = Progress(*columns, console=Console(stderr=True), transient=True)
    task = shown.add_task("", total=None)
    timer = threading.Timer(PATIENCE_S, shown.start)
    timer.daemon = True
    timer.start()
    try:
        yield partial(shown.update, task)
    finally:
        timer.cancel()
        timer.join()
        if shown.live.is_started:
            shown.stop()
