"""What the gallery shows: each theme, the railways, the crossings, and each package of things launched together."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from geo.formats import FigureKind
from geo.i18n import message
from geo.model import Atlas
from geo.selection import BadSelection, select
from geo.vocabulary import PACKAGES, THEMES, Language


class Entry(NamedTuple):
    """One map of the gallery.

    Parameters
    ----------
    id
        Also the name of its files.
    key
        What it is called, in the catalogues.
    part
        What it shows.
    asked
        The slice as `kzuz` takes it: options of the shell.
    picture
        How it is drawn.
    """

    id: str
    key: str
    part: Atlas
    asked: str
    picture: FigureKind = "map"

    def title(self, lang: Language) -> str:
        """What it is called."""
        return message(self.key, lang)

    @property
    def size(self) -> int:
        """How many features it shows."""
        return sum(len(frame) for frame in self.part.layers().values())


def entries(atlas: Atlas) -> Iterator[Entry]:
    """The maps there are: what an atlas has nothing of has no map."""
    wanted: list[tuple[str, str, dict[str, Any], FigureKind]] = [
        *((theme, f"theme.{theme}", {"theme": theme}, "map") for theme in THEMES),
        ("railways", "gallery.railways", {"kind": ("rail", "station")}, "railway"),
        ("crossings", "door.crossings", {"kind": ("crossing",)}, "map"),
        *((id_, f"package.{id_}", {"package": id_}, "map") for id_ in PACKAGES),
    ]
    for id_, key, what, picture in wanted:
        try:
            part = select(atlas, **what)
        except BadSelection:
            continue
        if any(len(frame) for frame in part.layers().values()):
            yield Entry(id_, key, part, _options(what), picture)


def _options(what: dict[str, Any]) -> str:
    return " ".join(
        f"--{name} {word}" for name, words in what.items() for word in ([words] if isinstance(words, str) else words)
    )
