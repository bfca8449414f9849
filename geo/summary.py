"""Atlas to tables: how many, where, in what state, since when, at what published cost. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd
from geopandas import GeoDataFrame

from geo import vocabulary
from geo.door import refuse_unfit_frames
from geo.model import LAYERS, Atlas
from geo.vocabulary import CORE_COUNTRIES, By

COSTED = tuple(layer.name for layer in LAYERS if layer.costed)
COUNTED = tuple(layer.name for layer in LAYERS if layer.counted)
# The region of each post of a border crossing.
POSTS = tuple(f"{country.lower()}_admin1" for country in CORE_COUNTRIES)


def summarise(atlas: Atlas, by: By) -> pd.DataFrame:
    """Count features and add up published costs.

    Parameters
    ----------
    atlas
        Enriched or not. Railway stations are not counted (`COUNTED`).
    by
        `sector`; `status`; `region` (ISO 3166-2; a feature in two regions counts in both, one in none under "");
        `year` of the first dated event ("" where none is dated).

    Returns
    -------
    DataFrame
        One row a group: the group, `features`, `located` (with a geometry), `cost_usd` (sum of the costs published in
        dollars for sites, lines and corridors) and `costed` (how many features that sum covers).

    Raises
    ------
    InvalidData
        A layer is not in EPSG:4326.
    """
    flat = flatten(atlas)
    flat["group"] = flat[by]
    flat = flat.explode("group").fillna({"group": ""})
    table = (
        flat.groupby("group", sort=True)
        .agg(
            features=("id", "count"),
            located=("located", "sum"),
            cost_usd=("cost_usd", "sum"),
            costed=("cost_usd", "count"),
        )
        .rename_axis(by)
    )
    order = {"sector": vocabulary.SECTORS, "status": vocabulary.STATUSES}.get(by)
    if order:
        table = table.reindex([word for word in order if word in table.index])
    return table.reset_index()


def flatten(atlas: Atlas) -> pd.DataFrame:
    """One row for each counted feature: id, layer, sector, status, region (list), year, located, cost_usd."""
    refuse_unfit_frames(atlas)
    frames = [_flat(getattr(atlas, name), name) for name in COUNTED]
    return pd.concat(frames, ignore_index=True)


def regions_of(frame: GeoDataFrame) -> list[list[str]]:
    """The regions each of n features concerns: it lies in them, applies to them, or has a post there.

    Returns
    -------
    list of list of str
        ISO 3166-2 codes, each once; countries, which agreements name too, are none.
    """
    nothing = [None] * len(frame)
    lists = [frame.get(name, nothing) for name in ("admin1", "applies_to")]
    posts = [frame.get(name, nothing) for name in POSTS]
    return [
        list(dict.fromkeys(code for code in (*(own or ()), *(applied or ()), *sides) if code and "-" in code))
        for own, applied, sides in zip(*lists, zip(*posts, strict=True), strict=True)
    ]


def _flat(frame: GeoDataFrame, layer: str) -> pd.DataFrame:
    cost = pd.to_numeric(frame["cost_usd"]) if layer in COSTED else pd.Series(float("nan"), index=frame.index)
    return pd.DataFrame(
        {
            "id": frame["id"],
            "layer": layer,
            "sector": frame["sector"],
            "status": frame["status"],
            "region": [codes or [""] for codes in regions_of(frame)],
            "year": [_first_year(events) for events in frame["events"]],
            "located": frame.geometry.notna().to_numpy(dtype=bool),
            "cost_usd": cost.astype(float),
        }
    )


def _first_year(events: list[dict[str, str]] | None) -> str:
    dates = [event["date"] for event in events or () if event.get("date")]
    return min(dates)[:4] if dates else ""


class Read(NamedTuple):
    """Up to when the sources of some features had been read: their oldest, median and newest `checked` date (EDTF)."""

    oldest: str
    median: str
    newest: str


def read_up_to(frames: Iterable[GeoDataFrame]) -> Read | None:
    """Up to when the sources of n features had been read; None of none.

    The median of an even number is the earlier of its two dates: at least half of the features were read up to it.
    """
    dates = sorted(date for frame in frames for date in frame["checked"] if date)
    return Read(dates[0], dates[(len(dates) - 1) // 2], dates[-1]) if dates else None


def totals(atlas: Atlas) -> dict[str, int]:
    """How many features each layer holds, how many sources and observations there are."""
    counts = {layer.name: len(getattr(atlas, layer.name)) for layer in LAYERS}
    return {**counts, "observations": len(atlas.observations), "sources": len(atlas.sources)}
