"""The table a page shows before, and without, any script: every feature with state, place and its first source.

Closing tags and quotes that HTML lets be left out are left out: the table is the one part of a page that is not
compressed.
Built with `html.escape` alone, no template; links are written for http(s) addresses only.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from html import escape
from itertools import islice
from typing import Any

from geopandas import GeoDataFrame

from geo.citations import source_row
from geo.frames import rows_of
from geo.i18n import message, text_in
from geo.i18n.dates import date
from geo.model import LAYERS, Atlas, Json
from geo.places import place_names
from geo.summary import read_up_to
from geo.vocabulary import FALLBACK, LANGUAGES, Language

# Right-to-left letters, and characters that turn the direction of what follows.
_TURNING = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]")
_PLAIN = re.compile(r"[\w:/.,~%?&;#+-]+", re.ASCII)
# A page of 100,000 points is a map, not a table; beyond this the rest is counted, not listed.
MOST_ROWS = 500
# A code or id as HTML.
_Written = Callable[[str], str]
COLUMNS = ("name", "sector", "status", "place", "sources")


def static_section(atlas: Atlas, lang: Language = "en", sector: str | None = None, title: str | None = None) -> str:
    """The `<section>` of everything shown, in `lang`, as HTML text; its title is the atlas's unless one is given."""
    layers = atlas.layers().values()
    shown = [frame if sector is None else frame.loc[frame["sector"] == sector] for frame in layers]
    total = sum(len(frame) for frame in shown)
    listed = list(islice(_rows(shown), MOST_ROWS))
    link = cache(partial(_source, atlas, lang))
    region = cache(partial(_region, place_names(atlas.basemap), lang))
    columns = [key for key in COLUMNS if not (sector and key == "sector")]
    heads = "".join(f"<th scope=col>{_t(f'table.{key}', lang)}</th>" for key in columns)
    body = "".join(_row(row, link, region, lang, with_sector=sector is None) for row in listed)
    more = f"<p>{_t('ui.more', lang, n=total - len(listed))}</p>" if total > len(listed) else ""
    credit = escape(atlas.basemap.credit) if atlas.basemap else ""
    own = [_t(f"sector.{sector}", lang)] if sector else []
    heading = escape(title, quote=False) if title else " · ".join([*own, _t("page.title", lang)])
    return (
        f'<section id="kzuz-static"><h1>{heading}</h1><p>{_t("page.description", lang)}</p>'
        f"<table><caption>{_caption(shown, total, lang)}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{more}"
        f"<p>{credit}</p></section>"
    )


def _caption(frames: Iterable[GeoDataFrame], total: int, lang: Language) -> str:
    """How many features there are, and up to when their sources had been read."""
    read = read_up_to(frames)
    if read is None:
        return _t("table.caption", lang, n=total, read="").rstrip()
    days: dict[str, Any] = {name: date(day, lang) for name, day in read._asdict().items()}
    is_one = read.oldest == read.newest
    up_to = message("card.checked", lang, date=days["newest"]) if is_one else message("read.range", lang, **days)
    return _t("table.caption", lang, n=total, read=up_to)


@lru_cache(1024)
def _t(key: str, lang: Language, **values: object) -> str:
    return escape(message(key, lang, domain="interface", **values), quote=False)


def _rows(frames: Iterable[GeoDataFrame]) -> Iterator[Json]:
    wanted = ("id", *(f"name_{lang}" for lang in LANGUAGES), "sector", "status", "status_date",
              "precision", "locality", "admin1", "countries", "sources")  # fmt: skip
    for layer, frame in zip(LAYERS, frames, strict=True):
        columns = [name for name in wanted if name in frame.columns]
        # Records are slow to make, so no more of them than the table can list.
        yield from ({**row, "kind": layer.kind} for row in rows_of(frame.head(MOST_ROWS), columns))


def _attribute(value: str) -> str:
    """An attribute's value as HTML, without the quotes where HTML lets them be left out."""
    return escape(value, quote=True) if _PLAIN.fullmatch(value) else f'"{escape(value, quote=True)}"'


def _isolated(text: str) -> str:
    """Text as HTML; what could turn the words after it round is fenced in."""
    written = escape(text, quote=False)
    return f"<bdi>{written}</bdi>" if _TURNING.search(text) else written


def _row(row: Json, link: _Written, region: _Written, lang: Language, *, with_sector: bool) -> str:
    name, name_lang = text_in(row, "name", lang) or (row["id"], lang)
    other = f' lang="{name_lang}"' if name_lang != lang else ""
    since = row.get("status_date")
    when = f" ({_isolated(_day(since, lang))})" if isinstance(since, str) else ""
    status = _state(row["kind"], row["status"], lang) + when
    place = ", ".join(_place(row, region, lang))
    first, *others = [entry["id"] for entry in row.get("sources") or ()] or [None]
    sources = (link(first) if first else "") + (f" +{len(others)}" if others else "")
    cells = (*([_t(f"sector.{row['sector']}", lang)] if with_sector else []), status, place, sources)
    return f"<tr><th scope=row{other}>{_isolated(name)}{''.join(f'<td>{cell}' for cell in cells)}"


@lru_cache(1024)
def _state(kind: str, status: str, lang: Language) -> str:
    """The state in the word its kind has for it: an agreement is in force, a railway in service."""
    own = f"status_{kind}.{status}"
    word = _t(own, lang)
    return _t(f"status.{status}", lang) if word == own else word


@lru_cache(1024)
def _day(edtf: str, lang: Language) -> str:
    return date(edtf, lang)


def _region(names: dict[str, dict[str, str]], lang: Language, code: str) -> str:
    own = names.get(code, {})
    return escape(next((own[known] for known in FALLBACK[lang] if own.get(known)), code), quote=False)


def _place(row: Json, region: _Written, lang: Language) -> Iterator[str]:
    if isinstance(row.get("locality"), str):
        yield _isolated(row["locality"])
    yield ", ".join(map(region, row.get("admin1") or row.get("countries") or ()))
    yield _t(f"precision.{row['precision']}", lang)


def _source(atlas: Atlas, lang: Language, id_: str) -> str:
    """Publisher and date as the link; titles and further sources are in the card, they would weigh too much here."""
    source = source_row(atlas.sources[id_]) if id_ in atlas.sources else {}
    told = (source.get("publisher"), source.get("date") and _day(source["date"], lang))
    label = ", ".join(_isolated(text) for text in told if text) or escape(id_)
    url = source.get("url", "")
    return f"<a href={_attribute(url)}>{label}</a>" if url.startswith(("http://", "https://")) else label
