"""Sources as their readers want them: which are cited, and what there is to say of one."""

from collections.abc import Iterable

from geopandas import GeoDataFrame

from geo.model import Json, Source

# Of the data of the atlas as a whole; data/LICENCES.md says it file by file.
LICENCE = "CC BY 4.0; railway lines and outlines ODbL 1.0"


def cited_by(frames: Iterable[GeoDataFrame]) -> set[str]:
    """Ids of the sources that features cite."""
    return {citation["id"] for frame in frames for citations in frame["sources"] for citation in citations or ()}


def source_row(source: Source) -> Json:
    """A source as the page shows it: title, publisher, date as text, address, language; what is unknown left out."""
    issued = "-".join(f"{part:02d}" for part in source.issued.date_parts[0]) if source.issued else None
    row = {"id": source.id, "title": source.title, "publisher": source.container_title, "date": issued,
           "url": source.URL, "lang": source.language, "note": source.note}  # fmt: skip
    return {key: value for key, value in row.items() if value}
