"""A partition's places by the large tile they lie in: on disk, so that memory stays flat."""

from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from geo.extras import part as part_of
from geo.tiles.grid import cells, tiles_of
from geo.tiles.plan import GROUPED_BY, Group, Plan, drawn_from
from geo.tiles.tool import EXTRA

WORDS = ("sector", "status", "precision", "admin1")
# What places stand beside each other by, from the outermost.
BESIDE = ["tile", *WORDS, "y", "x", "name", "id"]
# What is shown of a place, if its table has it.
MORE = ("border_km", "crossing", "crossing_km", "in_corridor")


def counted(part: Path) -> Counter[Group]:
    """How many places of each group a partition holds."""
    groups = _read(part, list(GROUPED_BY))
    return Counter(groups.itertuples(index=False, name=None))


def _read(part: Path, columns: list[str]) -> pd.DataFrame:
    frame = pd.read_parquet(part, columns=columns)
    texts = [name for name in columns if name in (*WORDS, "id", "name", "crossing")]
    # Words come as categories, and of those some have none.
    return frame.assign(
        **{name: frame[name].astype(object).where(frame[name].notna(), "").astype(str) for name in texts}
    )


def sort_out(part: Path, number: int, plan: Plan, folder: Path) -> None:
    """Write a partition's places to `folder/<large tile>/<number>.parquet`, with their steps and first zoom."""
    pq = part_of("pyarrow.parquet", EXTRA)
    more = [name for name in MORE if name in pq.read_schema(part).names]
    frame = _read(part, ["id", "lon", "lat", "name", *WORDS, *more])
    # On one line, as names.txt and tippecanoe's tables have them.
    frame["name"] = frame["name"].str.replace(r"\s+", " ", regex=True).str.strip()
    x, y = cells(frame["lon"].to_numpy(float), frame["lat"].to_numpy(float), plan.last)
    frame = frame.drop(columns=["lon", "lat"]).assign(x=x, y=y, zoom=drawn_from(frame, plan))
    parents = tiles_of(x, y, plan.last, plan.parent)
    for parent in np.unique(parents).tolist():
        (folder / str(parent)).mkdir(parents=True, exist_ok=True)
        frame[parents == parent].to_parquet(folder / str(parent) / f"{number}.parquet", index=False)


def parents_in(folder: Path) -> list[int]:
    """The large tiles that have places, in the order of their ids."""
    return sorted(int(found.name) for found in folder.iterdir())


def places_in(folder: Path, parent: int, plan: Plan) -> pd.DataFrame:
    """All places of a large tile in the order of their numbers: by tile of the last zoom, then alike beside alike.

    That order packs best, and a place is found again by it: tile and place within the tile are its number.
    """
    shards = sorted((folder / str(parent)).iterdir(), key=lambda path: int(path.stem))
    frame = pd.concat([pd.read_parquet(shard) for shard in shards], ignore_index=True)
    frame["tile"] = tiles_of(frame["x"].to_numpy(), frame["y"].to_numpy(), plan.last, plan.last)
    return frame.sort_values(BESIDE, ignore_index=True)
