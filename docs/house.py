"""Draw the house in docs/architecture.md from the real imports: `python docs/house.py` rewrites the picture."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- house: begin -->", "<!-- house: end -->"
# A room imports only rooms that stand before it here.
ROOMS = (
    "vocabulary",
    "words",
    "glossary",
    "formats",
    "dates",
    "i18n",
    "errors",
    "disk",
    "model",
    "complaints",
    "coordinates",
    "geodesy",
    "frames",
    "door",
    "places",
    "regions",
    "history",
    "fields",
    "citations",
    "extras",
    "templating",
    "wire",
    "typescript",
    "schema",
    "shipped",
    "store",
    "typed",
    "validate",
    "citing",
    "nearby",
    "changes",
    "revisions",
    "showing",
    "computed",
    "summary",
    "freshness",
    "finding",
    "selection",
    "link",
    "exporters",
    "figures",
    "plotting",
    "tiles",
    "reports",
    "render",
    "publish",
    "checking",
    "slicing",
    "exporting",
    "embeds",
    "gallery",
    "framing",
    "figuring",
    "reporting",
    "embedding",
    "starting",
    "editing",
    "building",
    "adding",
    "correcting",
    "importers",
    "importing",
    "reviewing",
    "bulk",
    "editor",
    "progress",
    "terminal",
    "cli",
)


@cache
def imports() -> dict[str, set[str]]:
    """For each room, the other rooms its files import, at the top or inside a function."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "geo").rglob("*.py")):
        parts = path.relative_to(ROOT / "geo").with_suffix("").parts
        if "node_modules" in parts or parts[0].startswith("__"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found.setdefault(parts[0], set()).update(set(_rooms_named(tree)) - {parts[0]})
    return found


def _rooms_named(tree: ast.AST) -> list[str]:
    named = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "geo":
            named += [alias.name for alias in node.names if alias.name in ROOMS]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("geo."):
            named.append(str(node.module).split(".")[1])
    return named


def picture() -> str:
    """One line a room: what it imports."""
    lines = [f"{room:<12} <- {', '.join(sorted(names, key=ROOMS.index)) or '-'}" for room, names in _ordered()]
    return "\n".join(["```", *lines, "```"])


def _ordered() -> list[tuple[str, set[str]]]:
    found = imports()
    return [(room, found[room]) for room in ROOMS if room in found]


def drawn(page: str) -> str:
    """The page with its picture brought up to date."""
    return re.sub(f"{BEGIN}.*?{END}", f"{BEGIN}\n{picture()}\n{END}", page, flags=re.DOTALL)


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
