"""Tiles, names and ground as one page: what points are drawn with comes first, and does not wait for the rest."""

import json
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

import pandas as pd

from geo.i18n import message
from geo.model import Atlas
from geo.places import place_names
from geo.render.block import FIRM, TIGHT, element, encode, pack, spelled
from geo.render.many.payload import data_json
from geo.render.page.assets import asset, packed
from geo.render.page.foreign import Foreign
from geo.render.page.policy import policy
from geo.render.picture import first_view
from geo.tiles import Cut
from geo.vocabulary import Language

CODE, STYLE = "many.js", "many.css"
# Bytes of the archive in one element of the page; a multiple of four, so that each is a block by itself.
CHUNK = 1 << 20


class ManyPlaces(NamedTuple):
    """What a page shows: tiles, and how many places there are of each admin1, sector and status (columns, and n)."""

    cut: Cut
    counts: pd.DataFrame


def many_page(atlas: Atlas, places: ManyPlaces, lang: Language | None = None) -> str:
    """The page as text: same places, same bytes.

    Up to `tiles.plan.LARGE` places it holds them and needs nothing; of more it reads the archive, which must lie beside
    it: from where it is served, or as a file that the reader picks.

    Parameters
    ----------
    atlas
        Whose ground, regions, sectors and crossings are drawn and named; its own features are not.
    lang
        Language the page opens in; the reader's own if none is given.
    """
    cut = places.cut
    file = None if cut.names else cut.archive.name
    written: Language = lang or "en"
    title = message("many.title", written).replace("{n}", f"{cut.plan.n}")
    data, more = data_json(atlas, cut, places.counts, written, file)
    chunks = [] if file else list(_chunks(cut))
    loader, start = asset("loader.js"), f"\nkzuz.start({json.dumps(lang)});\n"
    first_style, first_script = asset("static.css"), asset("wait.js")
    sealed = policy(
        [first_script, start, loader, asset(CODE)], [first_style, asset(STYLE)], "", Foreign(""),
        works_aside=True, reads_beside=bool(file),
    )  # fmt: skip
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{written}">',
            "<head>",
            '<meta charset="utf-8">',
            sealed,
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(title)}</title>",
            f"<style>{first_style}</style>",
            f"<script>{first_script}</script>",
            "</head>",
            "<body>",
            first_view(atlas, has_things=False),
            '<div id="kzuz-app"></div>',
            element(pack(data, FIRM), "kzuz-data"),
            packed(STYLE, "kzuz-style"),
            packed(CODE, "kzuz-code"),
            element(pack(start, FIRM), "kzuz-map"),
            # The zooms a page opens at are at the beginning of an archive.
            *chunks[:1],
            f"<script>{loader}</script>",
            element(pack(spelled(more), FIRM), "kzuz-more"),
            *chunks[1:],
            *_names(cut),
            _static(atlas, places.counts, written, title),
            "</body>",
            "</html>\n",
        ]
    )


def _chunks(cut: Cut) -> Iterator[str]:
    archive = cut.archive.read_bytes()
    for number, start in enumerate(range(0, len(archive), CHUNK)):
        yield element(encode(archive[start : start + CHUNK]), f"kzuz-tiles-{number}")


def _names(cut: Cut) -> Iterator[str]:
    if cut.names:
        yield element(pack(cut.names.read_bytes(), TIGHT), "kzuz-names")


def _static(atlas: Atlas, counts: pd.DataFrame, lang: Language, title: str) -> str:
    """For readers without scripts: how many places each region has."""
    names = place_names(atlas.basemap)
    regions = counts.assign(admin1=counts["admin1"].fillna("")).groupby("admin1")["n"].sum()

    def named(code: str) -> str:
        return escape(names.get(code, {}).get(lang) or code or message("many.abroad", lang))

    rows = "".join(f'<tr><th scope="row">{named(str(code))}</th><td>{n}</td></tr>' for code, n in regions.items())
    heads = "".join(f'<th scope="col">{escape(message(key, lang))}</th>' for key in ("filter.admin1", "many.places"))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<section id="kzuz-static"><h1>{escape(title)}</h1>{table}</section>'
