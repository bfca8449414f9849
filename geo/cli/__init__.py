"""Arguments in, messages and an exit code out; no geography. A file a group of commands.

Heavy imports wait until a command runs.

Exit codes: 0 done; 2 the data or the arguments are wrong; 3 data/ is busy, try again; 4 a file cannot be written, or
the answer not be printed.
"""

import gc
import sys

import geo.cli.adding
import geo.cli.bring
import geo.cli.bulk
import geo.cli.correcting
import geo.cli.embedding
import geo.cli.give
import geo.cli.look
import geo.cli.maps
import geo.cli.past
import geo.cli.serve  # noqa: F401 - each puts its commands on the app
from geo import terminal
from geo.cli.app import app

__all__ = ["main"]


def main() -> None:
    """Run the command line; a user's mistake ends with its message and exit code, never with a traceback."""
    # Budget "kzuz build in 1.7 × the imports": it takes 1.7 × their processor time so, and 2.0 × if Python collects
    # garbage meanwhile and at the end. A command lives for a second or two, and frees everything by ending.
    gc.disable()
    terminal.prepare()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # what Python collects when it ends is nothing, then
