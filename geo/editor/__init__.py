"""The editor in the browser: a page on this machine alone, over checking, adding and the store's edits.

The server draws every page from the model, the vocabulary and the catalogues; the page's own script adds the map. A
form that is sent is read into a record, the record into edits, and those take the way every edit takes: all rules over
the atlas as it would be, then the one writer. Nothing is kept here but what somebody dropped to be looked at.
"""

from geo.editor.app import application
from geo.editor.server import serve

__all__ = ["application", "serve"]
