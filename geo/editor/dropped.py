"""Files that were dropped to be looked at, kept in memory until they are accepted or others come."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import NamedTuple

# So many looks at once: who drops more begins the first one again.
KEPT = 4


class File(NamedTuple):
    """What was dropped: the name it had there, which is only ever shown, and its bytes."""

    name: str
    data: bytes


@dataclass
class Dropped:
    """The files, each under a word drawn for it."""

    _files: "OrderedDict[str, File]" = field(default_factory=OrderedDict)
    _busy: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, file: File) -> str:
        """Keep a file; gives the word it is asked for by."""
        word = secrets.token_urlsafe(12)
        with self._busy:
            self._files[word] = file
            while len(self._files) > KEPT:
                self._files.popitem(last=False)
        return word

    def get(self, word: str) -> File | None:
        """The file of a word; None if it is gone."""
        with self._busy:
            return self._files.get(word)
