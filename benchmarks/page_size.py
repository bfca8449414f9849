"""What the bytes of the atlas's page are, part by part, and what a feature weighs.

    .venv/bin/python benchmarks/page_size.py          of `data/`; prints a table

The blocks are packed, so an entry weighs what its block grows by when it is added after those before it: the parts add
up to the page. What a feature weighs is told by another page: the same atlas without a feature, hence without texts,
events, sources, values and rows of the table; the difference, over the number of features.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from points import ROOT

from geo import store
from geo.computed import enrich
from geo.model import Atlas, Json
from geo.render.block import FIRM, pack, spelled
from geo.render.pages import page_text
from geo.render.payload import data_json

BUDGET_FEATURE = 2_600
CODE = "code and styles"
NEAR, FAR = "ground close up", "ground far out, names of regions"
# Entries of the blocks that are neither of features nor of what is told of them.
PARTS = {
    "messages": "texts of the interface, five languages",
    "text_status": "texts of the interface, five languages",
    "sectors": "sectors with icons, how positions are written",
    "notation": "sectors with icons, how positions are written",
    "places": FAR,
    "credit": FAR,
    "sources": "features: sources",
    "texts": "features: texts, five languages",
    "synonyms": "features: words for the search",
}
ELEMENTS = re.compile(r"<(script|style|svg|section)\b([^>]*)>.*?</\1>", re.DOTALL)


def parts_of(atlas: Atlas) -> Counter[str]:
    """The bytes of each part of the page of an enriched atlas; they add up to the page."""
    page = page_text(atlas, "en")
    found: Counter[str] = Counter(dict(_elements(page)))
    blocks = [found.pop(name) for name in ("kzuz-data", "kzuz-more")]
    for whole, text, is_second in zip(blocks, data_json(atlas, "en"), (False, True), strict=True):
        found.update(_entries(text, whole, is_second=is_second))
    found["head, policy, the elements themselves"] = len(page.encode()) - found.total()
    return found


def _elements(page: str) -> Iterator[tuple[str, int]]:
    sizes: Counter[str] = Counter()
    for found in ELEMENTS.finditer(page):
        tag, attributes = found.groups()
        id_ = re.search(r"kzuz-(data|more)", attributes)
        other = {"svg": "picture of the first view", "section": "features: table without scripts"}.get(tag, CODE)
        sizes[id_[0] if id_ else other] += len(found[0].encode())
    yield from sizes.items()


def _entries(block: bytes, whole: int, *, is_second: bool) -> Counter[str]:
    """What each part adds to a block, in its order; what the division itself costs goes with the last."""
    sizes: Counter[str] = Counter()
    told = b""
    packed = 0
    for part, entry in _split(json.loads(block)):
        told += json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
        now = len(pack(spelled(told) if is_second else told, FIRM))
        sizes[part] += now - packed
        packed = now
    sizes[part] += whole - packed
    return sizes


def _split(content: Json) -> Iterator[tuple[str, Json]]:
    for name, value in content.items():
        if name == "basemap":
            yield FAR, {key: layer for key, layer in value.items() if key != "close"}
            yield NEAR, {"close": value.get("close")}
        else:
            yield PARTS.get(name, "features: names, states, places, events, values"), {name: value}


def emptied(atlas: Atlas) -> Atlas:
    """The atlas without what grows with its features."""
    layers = {name: frame.iloc[:0] for name, frame in atlas.layers().items()}
    return replace(
        atlas, **layers, observations=atlas.observations.iloc[:0], phrases=(), synonyms=(), withdrawn=(), sources={}
    )


def main() -> None:
    """Print the parts, and what a feature weighs."""
    bare = store.load(ROOT / "data")
    atlas = enrich(bare)
    n = sum(len(frame) for frame in atlas.layers().values())
    found = parts_of(atlas)
    print("| part | kB |\n|---|--:|")
    for part, size in sorted(found.items(), key=lambda item: -item[1]):
        print(f"| {part} | {size / 1000:.1f} |")
    print(f"| **the page** | **{found.total() / 1000:.1f}** |")
    empty = len(page_text(enrich(emptied(bare)), "en").encode())
    told = (found.total() - empty) / n
    print(f"\n{n} features; the page without them {empty / 1000:.1f} kB; a feature {told / 1000:.2f} kB", end="")
    print(f" (budget {BUDGET_FEATURE / 1000:.1f} kB)")


if __name__ == "__main__":
    main()
