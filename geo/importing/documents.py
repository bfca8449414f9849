"""Documents that rows cite: those of the atlas by address, id or title, new ones named after their host."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from slugify import slugify

from geo.model import Source
from geo.validate.references import is_web_address

_LONGEST_ID = 60
_LONGEST_NAME = 200


class Documents:
    """The documents of an atlas, and those that rows bring.

    Parameters
    ----------
    known
        By id.
    today
        The day that a new document's id ends with.
    """

    def __init__(self, known: Mapping[str, Source], today: str) -> None:
        self._ids = set(known)
        self._named = {name: id_ for id_, one in known.items() for name in (one.title, one.URL, id_) if name}
        self._today = today
        self._numbers: dict[str, int] = {}
        self.new: dict[str, dict[str, Any]] = {}

    def find(self, text: str) -> str | None:
        """The id of the document that a text names; of an address that nobody cited, a new one; else None."""
        if text in self._named:
            return self._named[text]
        if not is_web_address(text):
            return None
        host = (urlsplit(text).hostname or "").removeprefix("www.")[:_LONGEST_NAME]
        stem = f"{slugify(host, max_length=_LONGEST_ID, word_boundary=True) or 'source'}-{self._today}"
        id_ = self._free(stem)
        self._named[text] = id_
        self.new[id_] = {"id": id_, "type": "webpage", "container-title": host, "URL": text}
        return id_

    def _free(self, stem: str) -> str:
        number = self._numbers.get(stem, 0) + 1
        while (id_ := stem if number == 1 else f"{stem}-{number}") in self._ids:
            number += 1
        self._numbers[stem] = number
        self._ids.add(id_)
        return id_
