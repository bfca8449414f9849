"""The command `kzuz` itself: what each of its commands is put on, and what all of them do alike."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from geo import terminal
from geo.cli.usage import UsageError, language_among, mistake, no_command
from geo.errors import AtlasError, Said
from geo.terminal import complain, language, speak

if TYPE_CHECKING:
    from geo.checking import Step


class Kzuz(TyperGroup):
    """The commands: a mistake of the user's ends any of them with its message and exit code."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Read what stands before the command."""
        speak(None)
        if not args:
            return super().make_context(info_name, args, parent, **extra)  # ends with the help
        typed = tuple(args)  # reading takes them out
        with _told(typed, lambda: str(info_name)):
            context = super().make_context(info_name, args, parent, **extra)
            context.meta[_TYPED] = typed
            return context

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Which command was asked for."""
        if args[0] not in self.commands:
            speak(language_among(args))
            raise no_command(ctx.command_path, args[0], self.commands)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        with _told(ctx.meta[_TYPED], lambda: f"{ctx.command_path} {ctx.invoked_subcommand}"):
            return super().invoke(ctx)


_TYPED = "geo.cli.typed"


@contextmanager
def _told(typed: Sequence[str], command: Callable[[], str]) -> Iterator[None]:
    """A mistake in the block is told, and ends the program with its exit code."""
    try:
        try:
            yield
        except UsageError as error:  # nothing has run, so nobody has chosen a language yet
            speak(language_among(typed))
            raise mistake(error, command()) from error
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
