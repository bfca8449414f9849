"""Every text the program says is in the catalogues, and every text of the catalogues is said somewhere."""

import re

import pytest
from factories import ROOT

from geo.i18n import catalogues
from geo.model import LAYERS

GEO = ROOT / "geo"
PLURALS = (".one", ".few", ".many", ".other")
LITERAL = re.compile(r"[\"'`]([a-z_]\w*(?:\.\w+)+)[\"'`]")
# A key with places to fill: its first part is written out.
TEMPLATE = re.compile(r"[\"'`]([a-z_]\w*\.[\w.]*\$?\{[^\"'`]{1,60}\}[\w.]*)")
PLACE = re.compile(r"\$?\{.*?\}")
# Made up of parts in the code, with no first part written out: where, and what stands for them.
COMPOSED = {
    "atlas/i18n.ts, statusWord": r"status_\w+\.\w+",
    "charts/table.ts, unitText and amountText": r"unit\.\w+(\.\w+)?",
    "card/share.ts": r"(cite|link)\.\w+",
    "editor/templates, by the kind of a layer, section, row or change": (
        r"editor\.(add|part|row|more|take_out|document|touched|done|outcome)\.\w+|field\.\w+|text_status\.\w+"
    ),
    "geo/places.py, REGION": r"region\.[A-Z]{2}(-\w+)?",
}


def sources() -> list[str]:
    paths = [*(GEO / "web" / "src").rglob("*.ts"), *GEO.rglob("*.py"), *(GEO / "editor").rglob("*.html")]
    return [path.read_text(encoding="utf-8") for path in paths if "node_modules" not in path.parts]


@pytest.fixture(scope="module")
def said() -> tuple[set[str], re.Pattern[str]]:
    """Keys written out in the code, and a pattern of those with places to fill."""
    literals, templates = set(), set()
    for text in sources():
        literals |= set(LITERAL.findall(text))
        templates |= set(TEMPLATE.findall(text))
    patterns = [r"[\w-]+".join(map(re.escape, PLACE.split(template))) for template in templates]
    return literals, re.compile("|".join([*patterns, *COMPOSED.values()]))


def test_every_text_of_the_interface_is_said_somewhere(said):
    literals, patterns = said
    keys = catalogues()["en"]["messages"]
    stems = {key: key.rpartition(".")[0] if key.endswith(PLURALS) else key for key in keys}
    silent = [key for key, stem in stems.items() if not ({key, stem} & literals or patterns.fullmatch(key))]
    assert silent == [], "say them, or take them out of geo/i18n/interface/*.po"


def test_every_text_that_python_says_is_in_the_catalogues():
    keys = {**catalogues()["en"]["messages"], **catalogues("problems")["en"]["messages"]}
    asked = {
        (path.relative_to(ROOT).as_posix(), key)
        for path in GEO.rglob("*.py")
        if "node_modules" not in path.parts
        for key in re.findall(r"\b(?:message|_t)\(\s*\"([a-z_]\w*(?:\.\w+)+)\"", path.read_text(encoding="utf-8"))
    }
    assert asked
    assert sorted(f"{path}: {key}" for path, key in asked if key not in keys) == []


def test_every_text_that_the_page_says_is_in_the_catalogues():
    keys = catalogues()["en"]["messages"]
    stems = {key.rpartition(".")[0] for key in keys if key.endswith(PLURALS)}
    firsts = {key.partition(".")[0] for key in keys}
    asked = {
        (path.relative_to(ROOT).as_posix(), key)
        for path in (GEO / "web" / "src").rglob("*.ts")
        for key in LITERAL.findall(path.read_text(encoding="utf-8"))
        if key.partition(".")[0] in firsts
    }
    assert len(asked) > 200
    assert sorted(f"{path}: {key}" for path, key in asked if key not in keys and key not in stems) == []


def test_every_layer_has_its_name_in_the_catalogues():
    keys = catalogues()["en"]["messages"]
    missing = [f"kind.{layer.kind}" for layer in LAYERS if f"kind.{layer.kind}" not in keys]
    assert missing == [], "write them in geo/i18n/interface/*.po"
