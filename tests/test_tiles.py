"""Tiles: every place is on one of the last zoom, samples further out lie within each other, rare places among them."""

import gzip
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import mapbox_vector_tile
import numpy as np
import pandas as pd
import pytest
from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import zxy_to_tileid

from geo import tiles
from geo.extras import MissingPart
from geo.tiles import cutting, plan, tool
from geo.tiles.grid import DETAIL, cells, tile_ids

N, LAST = 1_500, 7
WORDS = ["sector", "status", "precision", "admin1"]


def places(n: int = N) -> pd.DataFrame:
    """n places round two towns and on the very edge of a tile; one of them alone of its kind."""
    random = np.random.default_rng(7)
    lon = np.where(np.arange(n) % 2, 69.24, 66.97) + random.normal(0, 0.6, n)
    lat = np.where(np.arange(n) % 2, 41.31, 39.65) + random.normal(0, 0.4, n)
    lon[:5], lat[:5] = 67.5, 40.97989806962013  # where four tiles meet
    return pd.DataFrame({
        "id": [f"place-{i}" for i in range(n)], "lon": lon, "lat": lat,
        "name": ["{{ 7*7 }}", "two\nlines", '"quoted", <b>', "", *(f"Қала {i}" for i in range(4, n))],
        "sector": pd.Categorical(["health", *["water", "energy", "industry"] * n][:n]),
        "status": "operational", "precision": "exact", "admin1": ["UZ-TK", None, "KZ-61"] * (n // 3),
    })  # fmt: skip


def cut_in_parts(folder: Path, parts: int, frame: pd.DataFrame, large: int = N) -> tiles.Cut:
    """As a million is cut: below several large tiles, and fewer places further out."""
    paths = [folder / f"part-{i}.parquet" for i in range(parts)]
    for i, part in enumerate(paths):
        frame.iloc[i::parts].to_parquet(part)
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as pool:
        patch.setattr(plan, "AT_ONCE", 0)
        patch.setattr(plan, "LAST", LAST)
        patch.setattr(plan, "AT_FIVE", 300)
        patch.setattr(cutting, "LARGE", large)
        return tiles.cut(paths, folder / "places.pmtiles", pool.map)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[tiles.Cut, pd.DataFrame]:
    frame = places()
    return cut_in_parts(tmp_path_factory.mktemp("tiles"), 3, frame), frame


def drawn(archive: Path, zoom: int) -> pd.DataFrame:
    """The places on the tiles of a zoom in the order of the archive, with their steps in the grid of the last zoom."""
    rows = []
    with archive.open("rb") as file:
        for (z, x, y), packed in all_tiles(MmapSource(file)):
            if z != zoom:
                continue
            layer = mapbox_vector_tile.decode(gzip.decompress(packed), default_options={"y_coord_down": True})["places"]
            extent = layer["extent"]
            for feature in layer["features"]:
                column, row = feature["geometry"]["coordinates"]
                step = 2 ** (LAST + DETAIL - z)
                at = {"x": x * step + column * step // extent, "y": y * step + row * step // extent}
                at["tile"] = zxy_to_tileid(z, x, y)
                rows.append({**feature["properties"], **at})
    return pd.DataFrame(rows).fillna(dict.fromkeys(WORDS, ""))


def test_every_place_is_on_one_tile_of_the_last_zoom_where_it_lies(made: tuple[tiles.Cut, pd.DataFrame]) -> None:
    cut, frame = made
    found = drawn(cut.archive, cut.plan.last)
    x, y = cells(frame["lon"].to_numpy(), frame["lat"].to_numpy(), cut.plan.last)
    wanted = frame[WORDS].astype(object).where(frame[WORDS].notna(), "")
    assert len(found) == N
    assert Counter(map(tuple, found[["x", "y", *WORDS]].to_numpy())) == Counter(
        map(tuple, wanted.assign(x=x, y=y)[["x", "y", *WORDS]].to_numpy())
    )


def test_a_place_of_the_last_zoom_has_its_name_by_its_number(made: tuple[tiles.Cut, pd.DataFrame]) -> None:
    cut, frame = made
    found = drawn(cut.archive, cut.plan.last)
    assert cut.names is not None
    names = cut.names.read_text(encoding="utf-8").split("\n")[:-1]
    x, y = cells(frame["lon"].to_numpy(), frame["lat"].to_numpy(), cut.plan.last)
    told = [" ".join(name.split()) for name in frame["name"]]
    assert Counter(zip(found["x"], found["y"], names, strict=True)) == Counter(zip(x, y, told, strict=True))
    assert [(tile, n) for tile, n in zip(cut.tiles.tolist(), cut.held.tolist(), strict=True)] == [
        (tile, n) for tile, n in found.groupby("tile", sort=True).size().items()
    ]


def test_samples_lie_within_each_other_and_keep_what_is_rare(made: tuple[tiles.Cut, pd.DataFrame]) -> None:
    cut, _ = made
    sizes = []
    nearer: pd.DataFrame | None = None
    for zoom in reversed(cut.plan.zooms):
        found = drawn(cut.archive, zoom)
        if nearer is not None:
            # Each is there nearer too, within a step of the coarser tiles.
            far = np.abs(nearer[["x", "y"]].to_numpy() - found[["x", "y"]].to_numpy()[:, None]).max(axis=2)
            alike = nearer["sector"].to_numpy() == found["sector"].to_numpy()[:, None]
            assert ((far <= 2 ** (LAST + 1 - zoom)) & alike).any(axis=1).all()
        nearer = found
        sizes.append(len(found))
        assert "health" in set(found["sector"])
        assert len(found) == pytest.approx(cut.plan.drawn[zoom - cut.plan.first], rel=0.35)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < N / 20


def test_an_archive_lists_its_tiles_in_order_and_is_the_same_however_the_table_is_cut(
    made: tuple[tiles.Cut, pd.DataFrame], tmp_path: Path
) -> None:
    cut, frame = made
    with cut.archive.open("rb") as file:
        reader = Reader(MmapSource(file))
        assert reader.header()["clustered"]
        assert reader.metadata()["places"] == N
    again = cut_in_parts(tmp_path, 1, frame.sample(frac=1, random_state=1))
    assert again.archive.read_bytes() == cut.archive.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"part-0.parquet", "places.pmtiles", "places.names.txt"}


def test_tiles_of_more_than_a_page_holds_say_all_of_a_place(tmp_path: Path) -> None:
    frame = places(60).assign(border_km=1.5, crossing="yallama", in_corridor=True)
    cut = cut_in_parts(tmp_path, 1, frame, large=50)
    assert cut.names is None
    found = drawn(cut.archive, cut.plan.last)
    told = [" ".join(name.split()) for name in frame["name"]]
    assert Counter(zip(found["id"], found["name"].fillna(""), strict=True)) == Counter(
        zip(frame["id"], told, strict=True)
    )
    assert set(zip(found["border_km"], found["crossing"], found["in_corridor"], strict=True)) == {
        (1.5, "yallama", True)
    }


def test_tiles_have_the_ids_of_pmtiles() -> None:
    for zoom in (0, 1, 3, 8, 12):
        x, y = np.random.default_rng(zoom).integers(0, 1 << zoom, (2, 50))
        assert tile_ids(zoom, x, y).tolist() == [
            zxy_to_tileid(zoom, *at) for at in zip(x.tolist(), y.tolist(), strict=True)
        ]


def test_more_than_a_page_holds_gets_further_zooms() -> None:
    assert [plan.planned({("a", "b", "c"): n}).last for n in (1, 2_000_000, 2_000_001, 100_000_000)] == [8, 8, 9, 11]


def test_where_the_tool_is_absent_one_command_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool, "_found", lambda: None)
    places(300).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(MissingPart) as told:
        tiles.cut([tmp_path / "a.parquet"], tmp_path / "out.pmtiles")
    assert "kzuz-atlas[scale]" in str(told.value)
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]
