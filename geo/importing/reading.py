"""Files → what they propose, in the words of an atlas."""

from collections.abc import Mapping

from geo import importers
from geo.i18n import message
from geo.importers import Asked, Words
from geo.model import Atlas
from geo.vocabulary import LANGUAGES, Language


class Read:
    """What files propose in the words of an atlas, and what that rests on."""

    def __init__(self, atlas: Atlas, files: Mapping[str, bytes], asked: Asked) -> None:
        self._sectors, self._home, self._homes = atlas.sectors, _homes(atlas), dict[str, str | None]()
        self.proposals = [
            importers.read(name, data, asked, words_of(atlas), self._asked) for name, data in files.items()
        ]

    def _asked(self, id_: str) -> str | None:
        return self._homes.setdefault(id_, self._home.get(id_))

    def holds_for(self, atlas: Atlas) -> bool:
        """Whether the files would propose the same to a later atlas: its sectors, and homes of the ids they name."""
        home = _homes(atlas)
        return atlas.sectors == self._sectors and all(home.get(id_) == was for id_, was in self._homes.items())


def _homes(atlas: Atlas) -> dict[str, str]:
    return {id_: name for name, frame in atlas.layers().items() for id_ in frame["id"]}


def words_of(atlas: Atlas) -> Words:
    """What people call the closed lists of an atlas: its sectors, statuses, regions and so on, in five languages."""
    basemap = atlas.basemap
    frames = [] if basemap is None else [basemap.page["countries"], basemap.admin1]
    names = [f"name_{lang}" for lang in LANGUAGES]
    regions = {
        code: [text for text in texts if isinstance(text, str)]
        for frame in frames
        for code, texts in zip(frame["iso"], frame[names].to_numpy(dtype=object).tolist(), strict=True)
    }
    return Words(atlas.sectors, _label, regions)


def _label(key: str, lang: Language) -> str:
    return message(key, lang)
