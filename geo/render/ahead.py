"""Folium at work in a second process while this one reads and checks the data.

Importing Folium takes a third of a second, and what it draws needs nothing of data/. Where there is no second
processor, or where that process fails in whatever way, the same texts are drawn here when they are asked for.
Imports nothing heavy.
"""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

from geo.render.look import Drawn, Look

Draw = Callable[[Look], Drawn]
PATIENCE_S = 60
# The packages it finds are those found here, and none of the folder it happens to run in.
_CODE = "import sys; sys.path[:] = sys.argv[2:]; from geo.render import ahead; ahead.answer(sys.argv[1])"


@contextmanager
def ahead(look: Look) -> Iterator[Draw]:
    """Start drawing a look elsewhere; yields the function to ask for it, which may ask for any other as well.

    The second process has ended when the block has, however it is left.
    """
    process = _start(look) if _worth_it() else None
    try:
        yield lambda wanted: (process and wanted == look and _texts(process)) or draw(wanted)
    finally:
        if process:
            process.kill()
            process.communicate()


def draw(look: Look) -> Drawn:
    """What Folium has to say, drawn here and now."""
    from geo.render.map import drawn

    return drawn(look)


def answer(question: str) -> None:
    """The second process: draw the look that is asked for as JSON, print the texts as JSON, and end."""
    gc.disable()
    asked = json.loads(question)
    texts = draw(Look(**{**asked, "present": tuple(asked["present"])}))
    sys.stdout.write(json.dumps(texts))
    sys.stdout.flush()
    os._exit(0)  # tidying up takes time, and somebody waits


def _worth_it() -> bool:
    """Folium is not here yet, a second processor is, and what runs is a Python that can be started once more."""
    startable = bool(sys.executable) and not getattr(sys, "frozen", False)
    return "folium" not in sys.modules and startable and _processors() > 1


def _processors() -> int:
    """Those this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _start(look: Look) -> "subprocess.Popen[bytes] | None":
    command = [sys.executable, "-c", _CODE, json.dumps(asdict(look)), *sys.path]
    try:
        # Its complaints are not shown: what fails there is done here again, and complains then.
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None


def _texts(process: "subprocess.Popen[bytes]") -> Drawn | None:
    """What the second process has drawn; None if it failed, or takes too long."""
    try:
        told, _ = process.communicate(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        return None
    return Drawn(*json.loads(told)) if process.returncode == 0 else None
