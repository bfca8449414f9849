"""The options by which a command takes a slice of the atlas: one set for every command that gives something away."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Annotated, Any

import typer

from geo.vocabulary import PRECISIONS, SECTORS, STATUSES, THEMES

Many = list[str] | None
# As `model.LAYERS` has them, which is too heavy for a list of options; a test holds the two together.
KINDS = ("site", "crossing", "rail", "station", "corridor", "agreement", "indicator")


def _any_of(words: Iterable[str]) -> Any:
    return typer.Option(help=f"Only of these, each with the option again: {', '.join(words)}.")


def _options(
    sector: Annotated[Many, _any_of(SECTORS)] = None,
    theme: Annotated[Many, _any_of(THEMES)] = None,
    kind: Annotated[Many, _any_of(KINDS)] = None,
    status: Annotated[Many, _any_of(STATUSES)] = None,
    precision: Annotated[Many, _any_of(PRECISIONS)] = None,
    country: Annotated[Many, typer.Option(help="Only what concerns this country (KZ, UZ, …).")] = None,
    region: Annotated[Many, typer.Option(help="Only what concerns this region (ISO 3166-2: KZ-61).")] = None,
    near: Annotated[str | None, typer.Option(metavar='ID|"LAT, LON"', help="Only what is near this.")] = None,
    km: Annotated[float | None, typer.Option(help="How near.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only what something happened to since.")] = None,
    ids: Annotated[Many, typer.Option(metavar="ID", help="Only this feature; may be repeated.")] = None,
    package: Annotated[Many, typer.Option(metavar="ID", help="Only what belongs to this package.")] = None,
    words: Annotated[str | None, typer.Option(help="Only what holds these words, or what they mean.")] = None,
    link: Annotated[str | None, typer.Option(help="Only what a link copied from the page shows.")] = None,
) -> None:
    """Its parameters are the options."""


_PARAMETERS = inspect.signature(_options, eval_str=True).parameters


def sliced(command: Callable[..., None]) -> Callable[..., None]:
    """A command with the options of a slice, which it is handed as `asked`: a `slicing.Asked`.

    Where an option of the command has the name of one of a slice, the command keeps its own.
    """
    own = inspect.signature(command, eval_str=True).parameters
    added = {name: parameter for name, parameter in _PARAMETERS.items() if name not in own}

    @wraps(command)
    def run(**given: Any) -> None:
        what = {name: given.pop(name) for name in added}
        from geo.slicing import Asked

        link = what.pop("link")
        command(**given, asked=Asked({name: value for name, value in what.items() if value}, link))

    kept = [parameter for name, parameter in own.items() if name != "asked"]
    merged = [*kept, *added.values()]
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in merged]
    )
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in merged}
    return run
