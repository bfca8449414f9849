"""Folium in a second process, which imports it while this one reads and checks the data.

That takes a second, and what Folium draws needs nothing of data/. Where no second processor is free, or where that
process fails in whatever way, the same texts are drawn here. Imports nothing heavy.
"""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from geo.render.page_options import Drawn, Look

Draw = Callable[[Look], Drawn]
PATIENCE_S = 60
# The packages it finds are those found here, and none of the folder it happens to run in.
_CODE = "import sys; sys.path[:] = sys.argv[1:]; from geo.render import ahead; ahead.answer()"


@contextmanager
def ahead() -> Iterator[Draw]:
    """Have Folium imported elsewhere; yields what asks it for a look, once, and draws here if asked again.

    The second process has ended when the block has, however it is left.
    """
    process = _start() if _worth_it() else None
    try:
        yield lambda look: (process and _texts(process, look)) or draw(look)
    finally:
        if process:
            process.kill()
            process.communicate()


def draw(look: Look) -> Drawn:
    """What Folium has to say, drawn here and now."""
    from geo.render.map import drawn

    return drawn(look)


def answer() -> None:
    """The second process: read a look as JSON, print the texts as JSON, and end."""
    gc.disable()
    from geo.render.map import drawn

    asked = json.load(sys.stdin)
    texts = drawn(Look(**{**asked, "present": tuple(asked["present"])}))
    sys.stdout.write(json.dumps(texts))
    sys.stdout.flush()
    os._exit(0)  # tidying up takes time, and somebody waits


def _worth_it() -> bool:
    """Folium is not here yet, another processor is free, and what runs is a Python that can be started once more."""
    startable = bool(sys.executable) and not getattr(sys, "frozen", False)
    return "folium" not in sys.modules and startable and _free_processors() > 0


def _free_processors() -> int:
    """How many of those it may use would run a second process at once; all but one where the system does not say."""
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    try:
        running = int(Path("/proc/loadavg").read_text(encoding="ascii").split()[3].split("/")[0])
    except (OSError, ValueError, IndexError):
        running = 1
    return usable - max(running, 1)


def _start() -> "subprocess.Popen[bytes] | None":
    try:
        # Its complaints are not shown: what fails there is done here again, and complains then.
        return subprocess.Popen(
            [sys.executable, "-c", _CODE, *sys.path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError:
        return None


def _texts(process: "subprocess.Popen[bytes]", look: Look) -> Drawn | None:
    """What the second process draws; None if it failed, takes too long, or has been asked before."""
    if process.returncode is not None:
        return None
    try:
        told, _ = process.communicate(json.dumps(asdict(look)).encode(), PATIENCE_S)
    except subprocess.TimeoutExpired:
        return None
    return Drawn(*json.loads(told)) if process.returncode == 0 else None
