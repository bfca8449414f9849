"""JSON Schemas, the field guide and the page's vocabulary, generated from the model: `python -m geo.schema`.

Pure but for `main`. Editors and forms can use the schemas; the rules of `geo.validate` ask for more.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from geo import glossary, typescript, wire
from geo.model import (
    EDTF_PATTERN,
    ID_PATTERN,
    LAYERS,
    Citation,
    Common,
    DateParts,
    Event,
    Json,
    Observation,
    Phrase,
    RailOption,
    Sector,
    Source,
    Synonym,
    Withdrawal,
)
from geo.vocabulary import IATI_PRECISION, ISO_3166_2, LANGUAGES, PRECISION_KM

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_FORMS = {
    ID_PATTERN: "id",
    EDTF_PATTERN: "date",
    ISO_3166_2: "ISO 3166-2 code",
    "^[A-Z]{2}$": "ISO 3166-1 code",
    "^https?://": "web address",
    "^#[0-9a-f]{6}$": "colour, `#rrggbb`",
    "^[a-z]{2,3}$": "language code",
    "^[0-9]{3,5}$": "code",
}
_SIMPLE: dict[Any, str] = {
    str: "text", float: "number", int: "whole number", bool: "`true` or `false`",
    Citation: "source", Event: "event", RailOption: "variant", DateParts: "CSL date",
}  # fmt: skip


def schemas() -> dict[str, str]:
    """JSON Schema texts by file name: one a layer, and those of the lists and of a row of the table."""
    texts = {f"{layer.name}.schema.json": _collection(layer.feature, layer.filename) for layer in LAYERS}
    texts["sectors.schema.json"] = _titled(TypeAdapter(list[Sector]).json_schema(by_alias=True), "sectors.json")
    texts["sources.schema.json"] = _titled(TypeAdapter(list[Source]).json_schema(by_alias=True), "sources.json")
    texts["synonyms.schema.json"] = _titled(TypeAdapter(list[Synonym]).json_schema(by_alias=True), "synonyms.json")
    texts["withdrawn.schema.json"] = _titled(TypeAdapter(list[Withdrawal]).json_schema(by_alias=True), "withdrawn.json")
    texts["phrases.schema.json"] = _titled(TypeAdapter(list[Phrase]).json_schema(by_alias=True), "phrases.json")
    row = TypeAdapter(Observation).json_schema()
    texts["observation.schema.json"] = _titled(row, "one row of indicators.csv")
    return texts


def _collection(feature: type[BaseModel], title: str) -> str:
    """The schema of a FeatureCollection whose features follow the model."""
    one = feature.model_json_schema()
    shared = one.pop("$defs", {})
    root = {
        "type": "object",
        "required": ["type", "features"],
        "additionalProperties": False,
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "items": {"$ref": "#/$defs/Feature"}},
        },
        "$defs": {**shared, "Feature": one},
    }
    return _titled(root, title)


def _titled(schema: Json, title: str) -> str:
    schema.pop("title", None)
    whole = {"$schema": DRAFT, "title": title, **schema}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


_GUIDE = """# The data, field by field

Generated from `geo/model/` by `make schema`; a test keeps it current.

Each layer is a GeoJSON file (RFC 7946) with one feature a line, sorted by id. Positions are `[longitude, latitude]`
in degrees, WGS 84, with at most six decimals. A feature without a known place has `"geometry": null`.
Dates are a part of EDTF: `2025`, `2025-11`, `2025-11-15`, or `2023-11/2025-08-19` for "some time within".
Fields that are not known are left out. `kzuz check` tells what is wrong, `kzuz check --fix` restores the form.

`*` stands for a language: `en`, `fr`, `ru`, `kk` (Cyrillic), `uz` (Latin). **Bold** fields must be there.
"""


def field_guide() -> str:
    """The guide to every field, as Markdown."""
    parts = [_GUIDE, _section("Every feature", f"All {len(LAYERS)} layers have these fields.", Common)]
    for layer in LAYERS:
        own = [name for name in layer.noun.model_fields if name not in Common.model_fields]
        text = f"{_sentence(layer.noun)} Geometry: {_geometry(layer.feature)}."
        parts.append(_section(f"`{layer.filename}`", text, layer.noun, own))
    for title, text, model in (
        ("Sources of a feature", "An entry of `sources`.", Citation),
        ("Events", "An entry of `events`.", Event),
        ("Variants of a line", "An entry of `options`.", RailOption),
        ("`indicators.csv`", "One row a value; the columns are these.", Observation),
        ("`sectors.json`", "The sectors, in the order of the legend.", Sector),
        ("`sources.json`", "The documents, as CSL-JSON, which Zotero reads.", Source),
        ("`synonyms.json`", "What the search of a page takes for the same.", Synonym),
        ("`withdrawn.json`", "What was taken out, so that no link to it leads nowhere.", Withdrawal),
        ("`phrases.json`", "What the data say in English alone, in other languages.", Phrase),
    ):
        parts.append(_section(title, text, model))
    parts.append(_precision_table())
    return "\n".join(parts)


def _sentence(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]


def _geometry(feature: type[BaseModel]) -> str:
    annotation = feature.model_fields["geometry"].annotation
    kinds = get_args(annotation) or (annotation,)
    return " or ".join("`null`" if kind in (None, type(None)) else f"`{kind.__name__}`" for kind in kinds)


def _section(title: str, text: str, model: type[BaseModel], names: Sequence[str] | None = None) -> str:
    rows = list(_rows(model, list(model.model_fields) if names is None else names))
    table = ["", "| field | what it holds | meaning |", "|---|---|---|", *rows] if rows else []
    return "\n".join([f"## {title}", "", text, *table, ""])


def _rows(model: type[BaseModel], names: Sequence[str]) -> Iterator[str]:
    """One row a field; the languages of a text share one."""
    for name in names:
        stem, _, end = name.rpartition("_")
        if end in LANGUAGES and f"{stem}_en" in names and end != "en":
            continue
        info = model.model_fields[name]
        label = info.alias or name
        if end == "en":
            label = f"{stem}_*"
        shown = f"**`{label}`**" if info.is_required() else f"`{label}`"
        if end == "en" and info.is_required():
            shown += " (`en`)"
        yield f"| {shown} | {_kind(info)} | {_meaning(info)} |"


def _meaning(info: FieldInfo) -> str:
    return (info.description or "").split("; also `")[0].rstrip(".").replace("|", "\\|")


def _kind(info: FieldInfo) -> str:
    return (_form(info.metadata) or _type_words(info.annotation)).replace("|", "\\|")


def _form(metadata: Iterable[Any]) -> str:
    """What a text with a pattern is called."""
    patterns = [getattr(item, "pattern", None) for item in metadata]
    return next((_FORMS.get(pattern, f"text, `{pattern}`") for pattern in patterns if pattern), "")


def _type_words(annotation: Any) -> str:
    """A type as people say it: `list of text`, the words of a closed list, `number`."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _form(parts[1].metadata) or _type_words(parts[0])
    if parts and all(isinstance(word, str) for word in parts):
        return ", ".join(f"`{word}`" for word in parts)
    if origin is list:
        return f"list of {_type_words(parts[0])}"
    if origin is dict:
        return "by language: " + _type_words(parts[1])
    if annotation in _SIMPLE:
        return _SIMPLE[annotation]
    return " or ".join(dict.fromkeys(_type_words(part) for part in parts if part is not type(None)))


def _precision_table() -> str:
    rows = []
    for word, (exactness, code) in IATI_PRECISION.items():
        km = PRECISION_KM[word]
        rows.append(f"| `{word}` | {exactness or '–'} | {code or '–'} | {f'{km:g} km' if km else '–'} |")
    return "\n".join(
        [
            "## Precision and its codes",
            "",
            "How sure a position is, with the codes of the IATI lists GeographicExactness and GeographicalPrecision.",
            "",
            "| precision | exactness | precision code | true place within |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


_PAGE = """# What crosses to the page

Generated from `geo/wire.py` by `make schema`; tests decode a page by it.

A page carries its data in two elements, `kzuz-data` and `kzuz-more`: JSON, packed with gzip and written in the 85
letters of `geo/render/block.py`; the second has a byte a letter (`spelled`), and what has none is escaped. The page
opens with the first block and adds the second when it is open; both have the same form. Same atlas, same bytes.

`PAGE_FORMAT` rises when a page that knows the present form would read another one wrongly: an entry or a column changes
its meaning, its writing or its scale. What is only added, or only moved to the other block, does not raise it.

A word of a closed list stands as its number in the list of that name in `words`, a source as its number in `sources`,
a text of features or values as its number in `texts`; other texts by language are objects of the languages they have. A
line's positions are integers: the first one of each part, then steps from the one before.
"""


def page_guide() -> str:
    """What crosses to the page, as Markdown."""
    entries = [f"| `{name}` | {entry.block} | {entry.meaning} |" for name, entry in wire.entries().items()]
    columns = [
        f"| `{column.name}` | {column.written} | {column.block(many=False)} | {column.block(many=True)} |"
        for column in wire.columns()
    ]
    return "\n".join(
        [
            _PAGE,
            "## Entries",
            "",
            "| entry | block | what it holds |",
            "|---|---|---|",
            *entries,
            "",
            "## Columns of the features",
            "",
            "`features.n` cells each, in the order of the layers; null where there is nothing. `*` is a language.",
            f"Of more than {wire.MOST_NAMED:,} features the first block has only what draws them.",
            "",
            f"| column | written as | block | of more than {wire.MOST_NAMED:,} |",
            "|---|---|---|---|",
            *columns,
            "",
        ]
    )


def written() -> dict[str, str]:
    """Every generated file of the project: its text by its path from the project's folder."""
    return {
        **{f"data/schema/{name}": text for name, text in schemas().items()},
        "docs/data.md": field_guide(),
        "docs/glossary.md": glossary.page(),
        "docs/page-data.md": page_guide(),
        "geo/web/src/atlas/vocabulary.ts": typescript.vocabulary(),
        "geo/web/src/atlas/fields.ts": typescript.fields_list(),
        "geo/web/src/atlas/wire.ts": typescript.wire_types(),
    }


def main(root: Path) -> None:
    """Write every generated file below the project's folder."""
    for name, text in written().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
