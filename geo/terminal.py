"""What a command says: results to standard output, messages for people to standard error. Either may be full or closed.

What a command did is done, whether or not it could be told: where the results cannot be printed that is a message and
an exit code of its own, and where messages cannot be printed nobody is told.
"""

import io
import json
import os
import re
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import typer

from geo.errors import CannotWrite, Place, Problem, Said, Whole, visible
from geo.vocabulary import LANGUAGES, Language

_chosen: ContextVar[Language | None] = ContextVar("language", default=None)


def speak(lang: Language | None) -> None:
    """From now on speak a language; None: that of the reader's environment."""
    _chosen.set(lang)


def language() -> Language:
    """The language that was chosen, else that of the environment, else English."""
    return _chosen.get() or language_of(os.environ)


def language_of(environment: Mapping[str, str]) -> Language:
    """What the locale of a POSIX environment says: `LANG=ru_RU.UTF-8` is Russian; English where we do not speak it.

    >>> language_of({"LC_ALL": "", "LANG": "uz_UZ@cyrillic"})
    'uz'
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    stem = re.split("[_.@-]", locale)[0].lower()
    return next((lang for lang in LANGUAGES if lang == stem), "en")


def prepare() -> None:
    """Make the standard streams fit to be written to. Call it before anything else is opened."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:  # closed: the next file to be opened, a data file maybe, would take its place
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a message may repeat what no encoding can hold


def say(text: str, *, end: str = "\n") -> None:
    """Print a result.

    Raises
    ------
    CannotWrite
        Standard output takes no more: a full disk, say.
    typer.Exit
        Nobody reads it any more, as after `| head`: there is nothing left to do.
    """
    try:
        typer.echo(visible(text, None, keep="\n") + end, nl=False)
    except BrokenPipeError:
        _give_up(sys.stdout)
        raise typer.Exit from None
    except OSError as error:
        _give_up(sys.stdout)
        problem = Problem(Place(), "terminal.full", {"reason": error.strerror or str(error)})
        raise CannotWrite([problem], Said("outcome.not_told")) from error


def say_json(value: Any) -> None:
    """Print a result for programs; what nobody sees is written as JSON's own escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    if not text.replace("\n", "").isprintable():
        text = json.dumps(value, indent=1)
    say(text)


def tell(said: Said) -> None:
    """Print a result in the reader's language."""
    say(said.text(language()))


def wrote(path: Path, key: str = "told.wrote_kb") -> Said:
    """That a file was written, and how large it is."""
    return Said(key, {"path": Whole(path), "kb": round(path.stat().st_size / 1000)})


def complain(text: str) -> None:
    """Print a message for people, if that is possible."""
    try:
        typer.echo(visible(text, None, keep="\n"), err=True)
    except OSError:
        _give_up(sys.stderr)


def is_watched() -> bool:
    """Whether somebody sees the messages as they come."""
    return sys.stderr is not None and sys.stderr.isatty()


def is_asked() -> bool:
    """Whether somebody is there to answer questions."""
    return is_watched() and sys.stdin is not None and sys.stdin.isatty()


def _give_up(stream: object) -> None:
    """What the stream still holds goes nowhere; Python would try once more when it ends, and complain."""
    if isinstance(stream, io.TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
