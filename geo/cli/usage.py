"""What is wrong with how a command was written, as problems: Typer says it in English only, and not how to mend it."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, Literal, get_args, get_origin

import typer

from geo.errors import AtlasError, Either, Place, Problem
from geo.vocabulary import LANGUAGES, Language

# Of its usage errors Typer offers this one by name only; the others are told apart by what they carry.
UsageError: Any = typer.BadParameter.__base__


def language_among(args: Sequence[str]) -> Language | None:
    """The language that `--lang` names among arguments which could not be read; None if it names none of ours.

    >>> language_among(["build", "--lang=ru", "--otu", "x"])
    'ru'
    """
    after = dict(pairwise(args)).get("--lang", "")
    named = [after, *(arg.removeprefix("--lang=") for arg in args if arg.startswith("--lang="))]
    return next((lang for lang in LANGUAGES if lang in named), None)


def no_command(path: str, name: str, commands: Iterable[str]) -> AtlasError:
    """Nothing is called so."""
    near = get_close_matches(name, list(commands))
    key = "usage.no_command_like" if near else "usage.no_command"
    return AtlasError([_problem(key, path, name, near=Either(near))])


def mistake(error: Any, command: str) -> AtlasError:
    """A usage error of Typer, in the words of the catalogues; `command` is what it was read for."""
    path = error.ctx.command_path if error.ctx else command
    if hasattr(error, "possibilities"):
        near = Either(sorted(error.possibilities or ()))
        key = "usage.no_option_like" if near else "usage.no_option"
        return AtlasError([_problem(key, path, error.option_name, near=near)])
    if hasattr(error, "option_name"):
        key = "usage.takes_none" if "does not take" in error.message else "usage.no_value"
        return AtlasError([_problem(key, path, error.option_name)])
    if hasattr(error, "param"):
        return AtlasError([_of_parameter(error, path)])
    if error.ctx is None or error.ctx.parent is None:
        return AtlasError([_problem("usage.which", path, "")])
    return AtlasError([_problem("usage.extra", path, error.message.partition("(s) (")[2][:-1])])


def _of_parameter(error: Any, path: str) -> Problem:
    """A value is missing, or is none that this option or argument takes."""
    param = error.param
    option = next((name for name in param.opts if name.startswith("-")), "")
    name = option or (param.metavar or param.name.upper()).strip("[]")
    if hasattr(error, "param_type"):
        return _problem("usage.missing", path, name)
    key, value = _refused(error)
    return _problem(key, path, name, value=value, **_taken(param), reason=error.message)


def _refused(error: Any) -> tuple[str, str]:
    """Which kind of value was wanted, and the one that was given."""
    from pydantic import ValidationError

    if not isinstance(error.__cause__, ValidationError):
        return "usage.refused", ""
    first = error.__cause__.errors(include_url=False)[0]
    if get_origin(_annotation(error.param)) is Literal:
        return "usage.not_a_choice", str(first["input"])
    return _KEYS.get(first["type"], "usage.refused"), str(first["input"])


# By pydantic's names of what went wrong.
_KEYS = {
    "int_parsing": "usage.not_whole",
    "int_from_float": "usage.not_whole",
    "int_parsing_size": "usage.not_whole",
    "float_parsing": "usage.not_a_number",
    "bool_parsing": "usage.takes_none",
    "less_than_equal": "usage.out_of_bounds",
    "greater_than_equal": "usage.out_of_bounds",
}


def _taken(param: Any) -> dict[str, Any]:
    """What an option or argument takes: a closed list, or numbers within bounds."""
    bounds = ["" if bound is None else str(bound) for bound in (param.min, param.max)]
    return {"choices": Either(get_args(_annotation(param))), "bounds": "…".join(bounds)}


def _annotation(param: Any) -> Any:
    return param.type_descriptor.annotation


def _problem(key: str, path: str, name: str, **values: Any) -> Problem:
    return Problem(Place(argument=f"{path} {name}".strip()), key, {"help": f"{path} --help", **values})
