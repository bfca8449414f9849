"""`python scale_peer.py WAY PLACES OUT`: region and nearest crossing of every place, as a file; `geopandas` by its own
joins, `arrays` by what `kzuz bulk` answers these two with."""

import sys
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas as pd

from geo import store
from geo.bulk.ground import ground_of
from geo.geodesy import distance_km, local_xy, nearest
from geo.model import LOCAL_CRS, Atlas


def by_joins(table: pd.DataFrame, atlas: Atlas) -> pd.DataFrame:
    """`sjoin` with the regions, `sjoin_nearest` with the crossings."""
    points = geopandas.GeoDataFrame(table, geometry=geopandas.points_from_xy(table["lon"], table["lat"]), crs=4326)
    joined = points.sjoin(atlas.basemap.admin1[["iso", "geometry"]], how="left").drop(columns="index_right")
    crossings = atlas.border_crossings.loc[~atlas.border_crossings.geometry.isna(), ["id", "geometry"]]
    crossings = crossings.rename(columns={"id": "crossing"}).to_crs(LOCAL_CRS)
    near = joined.to_crs(LOCAL_CRS).sjoin_nearest(crossings, distance_col="crossing_m")
    return pd.DataFrame(joined.drop(columns="geometry").assign(crossing=near["crossing"], km=near["crossing_m"] / 1000))


def by_arrays(table: pd.DataFrame, atlas: Atlas) -> pd.DataFrame:
    """The kernel's two answers, the distance geodesic."""
    ground = ground_of(atlas)
    lon, lat = table["lon"].to_numpy(), table["lat"].to_numpy()
    region = np.append(ground.regions.admin1_codes, None)[ground.regions.admin1_numbers(lon, lat)]
    found = nearest(local_xy(lon, lat), local_xy(ground.crossings.lon, ground.crossings.lat))
    km = distance_km(lon, lat, ground.crossings.lon[found], ground.crossings.lat[found])
    return table.assign(iso=region, crossing=ground.crossings.ids[found], km=km)


WAYS: dict[str, Any] = {"geopandas": by_joins, "arrays": by_arrays}

if __name__ == "__main__":
    way, source, out = sys.argv[1], *map(Path, sys.argv[2:])
    done = WAYS[way](pd.read_parquet(source), store.load(Path(__file__).parents[1] / "data"))
    done.to_parquet(out / "places.parquet")
    done.groupby(["iso", "sector", "status"], dropna=False).size().to_csv(out / "counts.csv")
