"""Parts that are not installed with the rest, because of their size: asked for here, named with what brings them."""

from importlib import import_module
from types import ModuleType

from geo.errors import NOTHING_WRITTEN, AtlasError, Place, Problem, Whole


class MissingPart(AtlasError):
    """A part that a command needs is not installed."""

    def __init__(self, part: str, extra: str) -> None:
        command = Whole(f'pip install "kzuz-atlas[{extra}]"')
        super().__init__([Problem(Place(), "extra.missing", {"part": part, "command": command})], NOTHING_WRITTEN)


def part(module: str, extra: str) -> ModuleType:
    """An optional package.

    Raises
    ------
    MissingPart
        It is not installed; the message has the one command that brings it.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as missing:
        raise MissingPart(module.partition(".")[0], extra) from missing
