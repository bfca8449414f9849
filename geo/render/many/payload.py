"""What the page of very many places knows before it reads a tile: the ground, words, counts, and where names are."""

import json
from typing import Any

import numpy as np
import pandas as pd
import shapely
from pydantic_core import to_json

from geo.citations import LICENCE
from geo.computed import measurable_points
from geo.frames import rows_of
from geo.i18n import catalogues
from geo.model import Atlas, Json
from geo.places import place_names
from geo.render.ground import ground
from geo.render.page.assets import asset
from geo.render.payload import sector_row, texts_by_key
from geo.render.plain import texts_in
from geo.tiles import Cut
from geo.vocabulary import PAGE_FORMAT, POINT_SCALE, Language


def data_json(atlas: Atlas, cut: Cut, counts: pd.DataFrame, lang: Language, file: str | None) -> tuple[bytes, bytes]:
    """The two blocks as JSON: what points are drawn with, then the ground and its names.

    Parameters
    ----------
    counts
        n places of each admin1, sector and status; an admin1 that is missing is outside of both countries.
    file
        The name of the archive that lies beside the page; None if the page holds it.
    """
    first = {
        "format": PAGE_FORMAT,
        "edition": atlas.edition,
        "licence": LICENCE,
        "lang": lang,
        "sectors": [sector_row(entry.model_dump(), is_shown=True) for entry in atlas.sectors],
        "text_status": {name: held["status"] for name, held in catalogues().items()},
        "messages": texts_by_key(json.loads(asset("many.texts.json"))),
        "many": _many(atlas, cut, counts, file),
    }
    rest: Json = {"format": PAGE_FORMAT}
    if atlas.basemap is not None:
        first |= {"credit": atlas.basemap.credit, "places": place_names(atlas.basemap)}
        rest["basemap"] = ground(atlas.basemap, close=True)
    return to_json(first), to_json(rest)


def _many(atlas: Atlas, cut: Cut, counts: pd.DataFrame, file: str | None) -> Json:
    plan = cut.plan
    return {
        "n": plan.n,
        "first": plan.first,
        "last": plan.last,
        "drawn": plan.drawn,
        "tiles": np.diff(cut.tiles, prepend=0).tolist(),
        "held": cut.held.tolist(),
        "file": file,
        "counts": {name: _cells(counts[name]) for name in ("admin1", "sector", "status", "n")},
        "crossings": _crossings(atlas),
    }


def _cells(column: pd.Series) -> list[Any]:
    return column.astype(object).where(column.notna(), "").tolist()


def _crossings(atlas: Atlas) -> list[Json]:
    """Those that distances are measured to, as `computed` does."""
    frame = atlas.border_crossings.loc[measurable_points(atlas.border_crossings)]
    at = np.rint(shapely.get_coordinates(frame.geometry.to_numpy()) * POINT_SCALE).astype(int).tolist()
    return [{"name": texts_in(row, "name"), "at": place} for row, place in zip(rows_of(frame), at, strict=True)]
