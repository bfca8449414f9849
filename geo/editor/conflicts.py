"""Two people changed one feature: the second is shown both versions before anything is written, and loses nothing."""

from dataclasses import dataclass

from geo.editor.entries import Typed
from geo.editor.versions import Version, clashes, differing, text_of, version_of
from geo.model import Atlas, Layer


@dataclass
class Conflict(Exception):
    """The feature is no longer what the form was drawn from.

    Parameters
    ----------
    base
        What the form was drawn from.
    theirs
        What the files hold now; None where it was taken out meanwhile, or an id that was free is taken.
    fields
        Names of the fields that both changed, and not alike; `at` is the position.
    followed
        Names of the fields that only they changed: the form takes these over.
    """

    base: Version
    theirs: Version | None
    fields: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()


def conflict_of(atlas: Atlas, layer: Layer, base: Version | None, entry: Typed) -> Conflict | None:
    """What stands against saving a form on top of the atlas as it is now; None if nothing does."""
    if base is None:
        return None  # an id that is taken meanwhile is told like any other
    theirs = version_of(atlas, layer, str(base.record.get("id", "")))
    if theirs is not None and theirs.mark == base.mark:
        return None
    if theirs is None:
        return Conflict(base, None)
    mine = {"id": base.record["id"], **entry.record, "at": entry.at}
    before, now = ({**one.record, "at": text_of(one)} for one in (base, theirs))
    both = clashes(before, mine, now)
    return Conflict(base, theirs, tuple(both), tuple(name for name in differing(before, now) if name not in both))
