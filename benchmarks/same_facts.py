"""Whether two editions of a page say the same: `python benchmarks/same_facts.py OLD.html NEW.html`.

Decodes the data blocks of both and compares them cell by cell, whatever the code and the look of the pages. A page of
an earlier commit: `git show COMMIT:maps/index.html > old.html`.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from geo.render.block import unpack

BLOCKS = re.compile(r'<script[^>]*\bid="?kzuz-(?:data|more)\b[^>]*>(.*?)</script>', re.DOTALL)
Columns = dict[str, list[Any]]


def decoded(page: str) -> tuple[Columns, dict[str, Any]]:
    """The columns of the features, and all else that the two blocks of a page hold."""
    columns: Columns = {}
    rest: dict[str, Any] = {}
    for text in BLOCKS.findall(page):
        block = json.loads(unpack(text.strip()))
        columns |= block.pop("features")["cols"]
        rest |= block
    return columns, rest


def differences(old: str, new: str) -> list[str]:
    """What differs between two pages, a line each."""
    (before, rest_before), (after, rest_after) = decoded(old), decoded(new)
    told = [
        f"entry {name} differs" for name in rest_before.keys() & rest_after if rest_before[name] != rest_after[name]
    ]
    told += [f"entry {name} is in one page only" for name in rest_before.keys() ^ rest_after.keys()]
    told += [f"column {name} is in one page only" for name in before.keys() ^ after.keys()]
    if before["id"] != after["id"]:
        return [*told, f"features differ: {sorted(set(before['id']) ^ set(after['id']))}"]
    for name in before.keys() & after:
        ids = [id_ for id_, one, other in zip(after["id"], before[name], after[name], strict=False) if one != other]
        if ids:
            told.append(f"column {name}: {len(ids)} of {len(after['id'])} features, {', '.join(ids[:5])}")
    return told


if __name__ == "__main__":
    found = differences(*(Path(name).read_text(encoding="utf-8") for name in sys.argv[1:3]))
    print("\n".join(sorted(found)) or "the same")
