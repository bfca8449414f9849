"""Atlas to tables: how many, where, in what state, since when, at what published cost. Pure."""

import pandas as pd
from geopandas import GeoDataFrame

from geo import vocabulary
from geo.frames import refuse_other_crs
from geo.model import LAYERS, Atlas
from geo.vocabulary import By

COSTED = tuple(layer.name for layer in LAYERS if layer.costed)
COUNTED = tuple(layer.name for layer in LAYERS if layer.counted)


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
    flat["group"] = flat[{"region": "admin1"}.get(by, by)]
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
    """One row for each counted feature: id, layer, sector, status, admin1 (list), year, located, cost_usd."""
    refuse_other_crs(atlas)
    frames = [_flat(getattr(atlas, name), name) for name in COUNTED]
    return pd.concat(frames, ignore_index=True)


def _flat(frame: GeoDataFrame, layer: str) -> pd.DataFrame:
    cost = pd.to_numeric(frame["cost_usd"]) if layer in COSTED else pd.Series(float("nan"), index=frame.index)
    return pd.DataFrame(
        {
            "id": frame["id"],
            "layer": layer,
            "sector": frame["sector"],
            "status": frame["status"],
            "admin1": [list(codes or [""]) for codes in frame["admin1"]],
            "year": [_first_year(events) for events in frame["events"]],
            "located": frame.geometry.notna().to_numpy(dtype=bool),
            "cost_usd": cost.astype(float),
        }
    )


def _first_year(events: list[dict[str, str]] | None) -> str:
    dates = [event["date"] for event in events or () if event.get("date")]
    return min(dates)[:4] if dates else ""


def totals(atlas: Atlas) -> dict[str, int]:
    """How many features each layer holds, how many sources and observations there are."""
    counts = {layer.name: len(getattr(atlas, layer.name)) for layer in LAYERS}
    return {**counts, "observations": len(atlas.observations), "sources": len(atlas.sources)}
