"""The page's share of the vocabulary and the model, as TypeScript: `geo/web/src/atlas/vocabulary.ts` and `fields.ts`.

Pure. Written by `python -m geo.schema`, laid out as the page's formatter does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, get_args, get_origin

from geo import vocabulary as words
from geo import wire
from geo.fields import CSV, FieldOf, fields
from geo.model import LAYERS, Edtf, Layer

WIDTH = 120
# The closed lists: the name of the type in Python, in TypeScript, and of its values there.
LISTS = (
    ("Language", "Lang", "LANGUAGES"),
    ("Theme", "ThemeId", "THEMES"),
    ("SectorId", "SectorId", "SECTORS"),
    ("Status", "Status", "STATUSES"),
    ("Absent", "Absent", "ABSENCES"),
    ("Phase", "Phase", "PHASES"),
    ("EventKind", "EventKind", "EVENT_KINDS"),
    ("Precision", "Precision", "PRECISIONS"),
    ("GeometryKind", "GeometryKind", "GEOMETRY_KINDS"),
    ("TextStatus", "TextStatus", "TEXT_STATUSES"),
    ("Mode", "Mode", "MODES"),
    ("Access", "Access", "ACCESSES"),
    ("StationKind", "StationKind", "STATION_KINDS"),
    ("LineKind", "LineKind", "LINE_KINDS"),
    ("Electrified", "Electrified", "ELECTRIFIED"),
    ("Medium", "Medium", "MEDIA"),
    ("ObservationBasis", "ObservationBasis", "BASES"),
    ("Package", "Package", "PACKAGES"),
    ("By", "By", "BYS"),
    ("CostBand", "CostBand", "COST_BANDS"),
)
_HEAD = """// {what}
// Generated from {source} by `make schema`; a test keeps it current.
"""


def vocabulary() -> str:
    """`vocabulary.ts`: closed lists as unions and arrays, what words and layers mean, bounds, scales and years."""
    lists = [(name, values, get_args(getattr(words, python))) for python, name, values in LISTS]
    lists.append(("Kind", "KINDS", tuple(layer.kind for layer in LAYERS)))
    lists.append(("MarkForm", "MARK_FORMS", tuple(dict.fromkeys(layer.mark for layer in LAYERS))))
    lists.append(("Unsaid", "UNSAID", words.UNSAID))
    parts = [_HEAD.format(what="The words both languages know.", source="geo/vocabulary.py and geo/model/")]
    parts += [_list(name, values, listed) for name, values, listed in lists]
    parts += [_meanings(), _layers(), _numbers()]
    return "\n".join(parts)


def _list(name: str, values: str, listed: Sequence[str]) -> str:
    start = f"export const {values} = "
    array = f"{start}{_array(listed, start, ' as const;')} as const;"
    return f"{array}\nexport type {name} = (typeof {values})[number];\n"


def _meanings() -> str:
    rows = [*_of_languages(), *_of_statuses(), *_of_costs(), *_of_events()]
    return "\n".join(f"/** {told} */\n{_constant(name, kind, value)}" for told, name, kind, value in rows)


Row = tuple[str, str, str, Any]


def _of_languages() -> Iterator[Row]:
    yield "What each language calls itself.", "LANGUAGE_NAMES", "Record<Lang, string>", words.LANGUAGE_NAMES
    chains = "Record<Lang, readonly Lang[]>"
    yield "Where a reader looks next for a text that is missing.", "FALLBACKS", chains, words.FALLBACK


def _of_statuses() -> Iterator[Row]:
    # A word without its meaning is left out: the page's types then miss it, and a test names the table.
    meaning = {status: words.STATUS_MEANING[status] for status in words.STATUSES if status in words.STATUS_MEANING}
    phases = {status: told.phase for status, told in meaning.items()}
    yield "How a status is drawn.", "PHASE", "Record<Status, Phase>", phases
    ranks = {status: told.use_rank for status, told in meaning.items()}
    yield "Lists that compare begin with what can be used.", "USE_RANK", "Record<Status, number>", ranks
    lasting = {status: told.lasts_months for status, told in meaning.items() if told.lasts_months}
    told = "Months after its newest source from which a state is only said to be last seen; of others it never is."
    yield told, "LASTS_MONTHS", "Partial<Record<Status, number>>", lasting


def _of_costs() -> Iterator[Row]:
    told = "Dollars below which a band of costs ends; the last has no end."
    yield told, "COST_UP_TO", "Partial<Record<CostBand, number>>", words.COST_UP_TO


def _of_events() -> Iterator[Row]:
    promises = [kind for kind, told in words.EVENT_MEANING.items() if told.is_promise]
    yield "They may lie ahead.", "PROMISES", "ReadonlySet<EventKind>", promises


def _constant(name: str, kind: str, value: Any) -> str:
    """A constant of a record or, of a list of words, a set."""
    if isinstance(value, list):
        start = f"export const {name}: {kind} = new Set("
        return f"{start}{_array(value, start, ');')});\n"
    lines = [f"  {key}: {_value(entry)}," for key, entry in value.items()]
    return "\n".join([f"export const {name}: Readonly<{kind}> = {{", *lines, "};", ""])


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return _array(value, "", "")
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else f"{value:g}".replace("e+0", "e")  # as the formatter has it


def _layers() -> str:
    """What a layer is, by the kind of its features; `Layer` of the model says what each of these means."""
    head = """/** How the points of each kind are drawn, from which zoom; whether it is counted, its cost added up. */
export interface KindTraits {
  readonly mark: MarkForm;
  readonly drawnFrom: number;
  readonly counted?: true;
  readonly costed?: true;
}
export const TRAITS: Readonly<Record<Kind, KindTraits>> = {
"""
    return head + "".join(f"  {layer.kind}: {{ {_traits(layer)} }},\n" for layer in LAYERS) + "};\n"


def _traits(layer: Layer) -> str:
    told = [f'mark: "{layer.mark}"', f"drawnFrom: {layer.drawn_from}"]
    return ", ".join([*told, *(f"{name}: true" for name in ("counted", "costed") if getattr(layer, name))])


def _numbers() -> str:
    bounds = "readonly [west: number, south: number, east: number, north: number]"
    rows = [
        "/** In degrees. */",
        f"export const PROJECT_BOUNDS: {bounds} = {_array(words.PROJECT_BOUNDS)};",
        f"export const FIRST_VIEW: {bounds} = {_array(words.FIRST_VIEW)};",
        "/** The two countries the atlas is about. */",
        f"export const CORE_COUNTRIES = {_array(words.CORE_COUNTRIES)} as const;",
        "/** Precisions of places that distances may be told of, and whose marks are filled. */",
        f"export const SURE_PRECISIONS: readonly Precision[] = {_array(words.SURE_PRECISIONS)};",
        "/** How far the common border of the two may lie off its source. */",
        f"export const BORDER_TOLERANCE_KM = {words.BORDER_TOLERANCE_KM};",
        "/** The planned railway. */",
        f'export const CORRIDOR_LINE = "{words.CORRIDOR_LINE}";',
        "/** Years an EDTF date may name, and those of the time slider. */",
        *(f"export const {name} = {getattr(words, name)};" for name in _YEARS),
        "/** Of the data blocks, see docs/page-data.md: their form, and integers a degree. */",
        *(f"export const {name} = {getattr(words, name)};" for name in _WIRE),
    ]
    return "\n".join([*rows, ""])


_YEARS = ("EDTF_FROM", "EDTF_TO", "SLIDER_FROM", "SLIDER_TO")
_WIRE = ("PAGE_FORMAT", "POINT_SCALE", "BASEMAP_SCALE")


def fields_list() -> str:
    """`fields.ts`: the columns of a feature, what is in each, and which of them the CSV has."""
    known = fields()
    plain = {field.name: _type(field) for field in known if field.form == "plain"}
    lists = {field.name: _item(field) for field in known if field.form == "list"}
    texts = [field.name for field in known if field.form == "text"]
    spoken = [*plain.values(), *lists.values()]
    used = sorted({name for _, name, _ in LISTS if any(_names(name, kind) for kind in spoken)} | {"Lang"})
    return "\n".join(
        [
            _HEAD.format(what="Every field of a feature.", source="geo/fields.py and geo/model/").rstrip(),
            'import type { Edtf } from "./types";',
            _wrapped("import type { ", used, ' } from "./vocabulary";'),
            "",
            "/** Columns that hold one value, by the names they have in the data files. */",
            _interface("Fields", plain),
            _field_list("PLAIN", [*plain], "readonly (keyof Fields)[]"),
            "/** Columns that hold a list of words or ids; a missing list is an empty one. */",
            _field_list("LISTS", [*lists]),
            "export type ListField = (typeof LISTS)[number];",
            "/** What each list holds. */",
            _interface("Lists", lists),
            "/** Texts with one column a language: `name` stands for `name_en`, `name_fr`, … */",
            _field_list("TEXTS", texts),
            "export type TextField = (typeof TEXTS)[number];",
            "/** Who may cross: the fields of a crossing that one of `ACCESSES` answers. */",
            _field_list("QUESTIONS", [name for name, kind in plain.items() if kind == "Access"]),
            "export type AccessQuestion = (typeof QUESTIONS)[number];",
            "/** Columns of the CSV, in order. */",
            _field_list("CSV", CSV),
            "export type CsvColumn = (typeof CSV)[number];",
            "",
        ]
    )


def _interface(name: str, types: Mapping[str, str]) -> str:
    rows = "".join(f"  {field}: {kind};\n" for field, kind in types.items())
    return f"export interface {name} {{\n{rows}}}"


_WIRE_TYPES = (
    "Author",
    "Basemap",
    "Edtf",
    "Notation",
    "Observation",
    "Sector",
    "Source",
    "Synonym",
    "Texts",
    "Withdrawn",
)


def wire_types() -> str:
    """`wire.ts`: the form of a page's data blocks."""
    rows = "".join(
        f"  /** {entry.meaning} */\n  {name}{'' if name == 'format' else '?'}: {entry.typescript};\n"
        for name, entry in wire.entries().items()
    )
    return "\n".join(
        [
            _HEAD.format(what="What crosses in the data blocks.", source="geo/wire.py").rstrip(),
            f'import type {{ {", ".join(_WIRE_TYPES)} }} from "./types";',
            'import type { Lang, TextStatus, ThemeId } from "./vocabulary";',
            "",
            "/** A turn of a history: its state by number in `words.state`, events by place. */",
            "export type PackedTurn = [day: number, state: number, event?: number | null, maybe?: number | null];",
            "",
            "/** A value: its source, reporter and note by number. */",
            'export interface PackedObservation extends Omit<Observation, "source" | "reporter" | "note"> {',
            "  readonly source?: number;",
            "  readonly reporter: number;",
            "  readonly note?: number;",
            "}",
            "",
            f"export interface Payload {{\n{rows}}}",
            "",
        ]
    )


def _field_list(name: str, values: Sequence[str], kind: str | None = None) -> str:
    if kind:
        start = f"export const {name}: {kind} = "
        return f"{start}{_array(values, start, ';')};"
    start = f"export const {name} = "
    return f"{start}{_array(values, start, ' as const;')} as const;"


def _names(name: str, kind: str) -> bool:
    return name in kind.replace("<", " ").replace(">", " ").replace(",", " ").split()


def _type(field: FieldOf) -> str:
    """The TypeScript of a field's type."""
    if field.type == Edtf:
        return "Edtf"
    kind = field.type.__origin__ if get_origin(field.type) is Annotated else field.type
    if get_origin(kind) is dict:
        return f"Partial<Record<{', '.join(map(_word, get_args(kind)))}>>"
    return _word(kind)


def _item(field: FieldOf) -> str:
    """The TypeScript of what a list holds: words of a closed list, else text."""
    item = get_args(field.type)[0]
    is_closed = get_args(item) and all(isinstance(word, str) for word in get_args(item))
    return _word(item) if is_closed and get_origin(item) is Literal else "string"


def _word(kind: Any) -> str:
    """A closed list by its name, or word by word if it has none; else what holds such a value."""
    if values := get_args(kind):
        named = {get_args(getattr(words, python)): name for python, name, _ in LISTS}
        return named.get(values) or " | ".join(f'"{word}"' for word in values)
    return {str: "string", bool: "boolean", int: "number", float: "number"}[kind]


def _array(values: Iterable[Any], before: str = "", after: str = "") -> str:
    """An array in one line if it fits between what stands before and after it, else with a line each."""
    written = [_value(value) for value in values]
    line = f"[{', '.join(written)}]"
    if len(before) + len(line) + len(after) <= WIDTH:
        return line
    return "[\n" + "".join(f"  {value},\n" for value in written) + "]"


def _wrapped(before: str, names: Sequence[str], after: str) -> str:
    line = before + ", ".join(names) + after
    if len(line) <= WIDTH:
        return line
    return before.rstrip() + "\n" + "".join(f"  {name},\n" for name in names) + after.lstrip()
