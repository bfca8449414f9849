"""The command `kzuz` itself: what each of its commands is put on, and what all of them do alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from geo import terminal
from geo.errors import AtlasError, Said
from geo.terminal import complain, language, speak

if TYPE_CHECKING:
    from geo.checking import Step


class Kzuz(TyperGroup):
    """The commands: a mistake of the user's ends any of them with its message and exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        speak(None)
        try:
            return super().invoke(ctx)
        except AtlasError as error:
            complain(error.text(language()))
            raise typer.Exit(error.exit_code) from error


app = typer.Typer(
    name="kzuz",
    cls=Kzuz,
    help="The Kazakhstan–Uzbekistan cooperation atlas: sourced facts in, one offline map out.",
    epilog="Exit codes: 0 done; 2 wrong data or arguments; 3 data busy, try again; 4 a file cannot be written.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@contextmanager
def watched(key: str) -> "Iterator[Step]":
    """A bar on a terminal when work lasts over a second; silent when piped."""
    if not terminal.is_watched():
        yield lambda _: None
        return
    from geo.progress import bar

    with bar(Said(key).text(language())) as begin:
        yield lambda step: begin(Said(f"step.{step}").text(language()))
