"""One request as the answers see it: what was asked for, of which data, in which language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geo.editor.dropped import Dropped
from geo.editor.entries import Form
from geo.editor.shelf import Lying, Shelf
from geo.editor.words import Words
from geo.vocabulary import Language

# What the journal of changes says of who made one.
BY = "kzuz serve"


@dataclass(frozen=True)
class Editor:
    """What all answers share: the data, and the files that were dropped to be looked at."""

    shelf: Shelf
    dropped: Dropped = field(default_factory=Dropped)

    @property
    def folder(self) -> Path:
        """The folder of data that is edited."""
        return self.shelf.folder


@dataclass(frozen=True)
class Asked:
    """One request.

    Parameters
    ----------
    lying
        The atlas as it is now.
    home
        How every address of the editor begins, token and language included: `/…/en`.
    path
        The rest of this address, so that another language can show the same.
    nonce
        What scripts and styles of the answer are named by.
    part
        What the address names: a layer, an id.
    query, form
        What was sent with it.
    upload
        A file that was sent: its name, and its bytes.
    """

    editor: Editor
    lying: Lying
    words: Words
    home: str
    path: str
    nonce: str
    part: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    form: Form = field(default_factory=dict)
    upload: tuple[str, bytes] | None = None

    @property
    def lang(self) -> Language:
        """The reader's language."""
        return self.words.lang

    @property
    def root(self) -> str:
        """How addresses begin that are the same in every language."""
        return self.home.rpartition("/")[0]

    def value(self, name: str) -> str:
        """A field of the form; "" where it was not sent."""
        values = self.form.get(name) or ("",)
        return values[-1]
