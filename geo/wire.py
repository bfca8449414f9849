"""What crosses to a page in its two data blocks: each entry and column, how it is written, and in which block.

`geo.render.payload` fills it; docs/page-data.md and the page's own type of it are generated from here.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, NamedTuple, TypedDict, get_type_hints

from geo import vocabulary
from geo.fields import fields
from geo.model import LAYERS, Json
from geo.vocabulary import LANGUAGES, POINT_SCALE

Block = Literal["first", "second", "both"]
# The closed lists that columns name their words by, in their order.
CODED: dict[str, tuple[str, ...]] = {
    "kind": tuple(layer.kind for layer in LAYERS),
    "sector": vocabulary.SECTORS,
    "status": vocabulary.STATUSES,
    "precision": vocabulary.PRECISIONS,
}
# Of more features than these, the first block has only what draws them, as points without names.
MOST_NAMED = 1_000
# Read only of a thing that somebody asks about; of those, its texts in all languages but for names.
TOLD = ("summary", "cost_note", "conflict", "access_note", "capacity_note", "length_note")
ASKED = frozenset(("events", "sources", "options", "stops", "text_status", "precision_basis", "history", *TOLD))
DRAWN = frozenset(
    ("kind", "sector", "status", "precision", "lon", "lat", "line", "geometry_kind", "confirmed", "status_date")
)


class Entry(NamedTuple):
    """One entry of a block: where it is, its type in TypeScript, and what it holds."""

    block: Block
    typescript: str
    meaning: str


class Features(TypedDict):
    """The features as columns of n cells each; a cell that holds nothing is null."""

    n: int
    cols: dict[str, list[Any]]


class Payload(TypedDict, total=False):
    """Both blocks have this form; what a page lacks is left out."""

    format: Annotated[int, Entry("both", "number", "The form of the blocks, `PAGE_FORMAT`.")]
    edition: Annotated[str, Entry("first", "string", "The newest date up to which any feature was checked.")]
    read: Annotated[
        tuple[str, str, str],
        Entry(
            "first",
            "readonly [oldest: Edtf, median: Edtf, newest: Edtf]",
            "Up to when the sources of the features had been read: the oldest, median and newest of their dates.",
        ),
    ]
    shares: Annotated[
        dict[str, int],
        Entry("first", "Readonly<Record<string, number>>", "How many percent of the texts each language has."),
    ]
    fingerprint: Annotated[str, Entry("first", "string", "Eight digits that change when anything in the blocks does.")]
    credit: Annotated[str, Entry("first", "string", "Whose the background is.")]
    licence: Annotated[str, Entry("first", "string", "Of the data.")]
    lang: Annotated[str, Entry("first", "Lang", "The language the page starts in.")]
    author: Annotated[
        Json,
        Entry(
            "first",
            "Author",
            "What the author of the page around a small one asks: `title`, `bounds` (west, south, east, north), "
            "`link` (as behind `#`), `notes` (text, longitude, latitude).",
        ),
    ]
    words: Annotated[
        dict[str, tuple[str, ...]],
        Entry("first", "Record<string, string[]>", "The closed lists whose words stand as numbers, by name."),
    ]
    themes: Annotated[tuple[str, ...], Entry("first", "ThemeId[]", "The groups of sectors, in their order.")]
    sectors: Annotated[
        list[Json],
        Entry(
            "first",
            "Sector[]",
            "As `sectors.json`; `name` holds a text by language, `outline` the `d` of its icon's path (15 × 15).",
        ),
    ]
    messages: Annotated[
        dict[str, list[str | None]],
        Entry(
            "first",
            "{ key: string[] } & Partial<Record<Lang, (string | null)[]>>",
            "The interface's texts: in `key` their keys, in each language the texts in the same order, but for those "
            "of the build; a page to embed has those it says.",
        ),
    ]
    text_status: Annotated[
        dict[str, str],
        Entry("first", "Partial<Record<Lang, TextStatus>>", "Who wrote the interface's texts, by language."),
    ]
    notation: Annotated[
        Json,
        Entry("first", "Notation", "How people write positions: the table that `geo/coordinates` reads by too."),
    ]
    places: Annotated[
        dict[str, dict[str, str]],
        Entry("first", "Record<string, Texts>", "Names of countries and regions by ISO 3166 code and language."),
    ]
    features: Annotated[
        Features,
        Entry(
            "both", "{ n: number; cols: Record<string, readonly unknown[]> }", "The features; see the columns below."
        ),
    ]
    sources: Annotated[
        dict[str, list[str | None]],
        Entry(
            "second",
            "{ id: string[] } & Partial<Record<keyof Source, (string | null)[]>>",
            "The documents that are cited, by column; elsewhere by number.",
        ),
    ]
    histories: Annotated[
        list[list[list[int | None]]],
        Entry(
            "second",
            "PackedTurn[][]",
            "Every history there is, once: turns of `[day, number of words.state, event, event that may be]`, the day "
            "as `20251115`, the events by place in the feature's own; what is unknown at a turn's end is left out.",
        ),
    ]
    observations: Annotated[
        list[Json],
        Entry(
            "second",
            "PackedObservation[]",
            "Rows of `indicators.csv`; `source` is a number, `reporter` and `note` are numbers of `texts`.",
        ),
    ]
    synonyms: Annotated[
        list[Json],
        Entry(
            "second",
            "Synonym[]",
            "As `synonyms.json`; `words` holds those of all languages, and what means nothing is left out.",
        ),
    ]
    withdrawn: Annotated[
        list[Json],
        Entry("second", "Withdrawn[]", "As `withdrawn.json`, so that a link can say why a thing is gone."),
    ]
    texts: Annotated[
        dict[str, Sequence[str | None]],
        Entry(
            "second",
            "Partial<Record<Lang, (string | null)[]>>",
            "The texts of features and values but for names, each in its place in each language that has one of them; "
            "elsewhere by number.",
        ),
    ]
    basemap: Annotated[
        Json,
        Entry(
            "second",
            "Basemap",
            "The background by layer. Its positions are integers of 1/`scale` degrees: `line` the parts "
            "of a line and rings of a lake, as in the column `line`; areas and borders name their `arcs`, ~i for arc i "
            "backwards, because they share them; of a town `lon` and `lat`. `close` replaces the "
            "coarser lines from a near zoom on: the parts of each layer together, and settlements by column; a page "
            "of one sector is without it.",
        ),
    ]


class Column(NamedTuple):
    """A column of the features: its name (`*` for a language), how its cells are written, what they are read for."""

    name: str
    written: str

    def block(self, *, many: bool) -> Block:
        """The block it is in, of an atlas of more than `MOST_NAMED` features or of fewer."""
        own = self.name.replace("*", LANGUAGES[0])
        return "first" if in_first(own, MOST_NAMED + 1 if many else 0) else "second"


def entries() -> dict[str, Entry]:
    """What a block may hold, by name."""
    hints = get_type_hints(Payload, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items()}


def later() -> tuple[str, ...]:
    """Entries that the first block leaves for the second."""
    return tuple(name for name, entry in entries().items() if entry.block == "second")


def in_first(column: str, n: int) -> bool:
    """Whether the first block holds a column of n features."""
    if n > MOST_NAMED:
        return column in DRAWN
    return column not in ASKED


_PLACED = f"integer of 1/{POINT_SCALE} degree"
_OWN = {
    "id": "text",
    **{name: f"number of `words.{name}`" for name in CODED},
    "events": "list of `{kind, note, date, source}`: `kind` a number of `words.event`, `note` one of `texts`, "
    "`source` one of `sources`",
    "sources": "list of `[number of sources, number of texts: what it supports]`; the latter not in a page to embed",
    "options": "list of variants as in the data; `label` and `length_scope` are numbers of `texts`, "
    "`source` one of `sources`",
    "lon": _PLACED,
    "lat": _PLACED,
    "line": f"list of parts, each `[x, y, dx, dy, …]`: its first position and then steps, each an {_PLACED}",
    "regions": "list of ISO 3166-2 codes: the regions a feature concerns, where they are others than its `admin1`",
    "history": "number of `histories`",
    "precision_basis": "number of `texts`; not in a page to embed",
    **dict.fromkeys(TOLD, "number of `texts`"),
}


def columns() -> Iterator[Column]:
    """Every column a page may have, in no order that matters; one that no feature fills is left out."""
    known = {field.name: field for field in fields()}
    for name in dict.fromkeys([*_OWN, *known]):
        field = known.get(name)
        if name in _OWN:
            yield Column(name, _OWN[name])
        elif field and field.form == "text":
            yield Column(f"{name}_*", "text")
        elif field and field.form == "list":
            yield Column(name, "list of texts")
        else:
            yield Column(name, "value as in the data; whole numbers without a point")
