"""Of very many places as arrays the same is said as of each as a feature, by the rules and the computed columns."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from same_places import assert_same, places_of, refused_by_kernel, sites_of, table_of

from geo.bulk import kernel
from geo.bulk.ground import ground_of
from geo.vocabulary import PRECISIONS, PROJECT_BOUNDS

TOWNS = Path(__file__).parent / "fixtures" / "geonames_towns.csv"
LAYERS = ("sites", "rail_stations", "agreements")


@pytest.mark.parametrize("layer", LAYERS)
def test_the_atlas_s_own_places_are_sound_and_measured_as_its_features_are(atlas, enriched, layer):
    own = getattr(atlas, layer)
    drawn = own[[shape is not None and shape.geom_type == "Point" for shape in own.geometry]]
    ground = ground_of(atlas)
    places = places_of(drawn)
    known = kernel.judged(places, ground)
    assert not {id_: why - {"unknown-sector"} for id_, why in refused_by_kernel(places, known).items()}
    ours = table_of(drawn, known, ground)
    theirs = getattr(enriched, layer).loc[drawn.index, ours.columns]
    assert plain(ours) == plain(theirs)


def plain(table):
    """Its columns as lists, whatever says that a value is missing."""
    return {name: column.astype(object).where(column.notna(), None).tolist() for name, column in table.items()}


def test_towns_places_on_borders_and_wrong_ones_get_the_answers_of_features(atlas):
    rng = np.random.default_rng(7)
    lon, lat = _somewhere(atlas, rng)
    names = [f"Place {row}" for row in range(len(lon))]
    names[:6] = ["Ақсу", "Cаmarkand", "R&amp;D", "R&D; <yard>", "a\u200bb", "x\u202ey"]
    precisions = rng.choice(PRECISIONS, len(lon))
    known = assert_same(atlas, sites_of(lon, lat, names, precisions))
    broken = {reason for bits in np.unique(known.reasons) for reason in kernel.rules_of(int(bits))}
    assert {"null-island", "lon-lat-order", "inside-bounds", "country-centroid", "whole-degrees", "precision-decimals",
            "precision-none", "clean-text", "no-markup", "one-script"} <= broken  # fmt: skip


def test_geopandas_own_joins_find_the_same_regions_and_crossings(atlas, monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parents[1] / "benchmarks")
    import scale_peer

    rng = np.random.default_rng(11)
    table = pd.DataFrame({"lon": rng.uniform(55, 80, 2000), "lat": rng.uniform(38, 52, 2000)})
    ours, theirs = (way(table, atlas) for way in (scale_peer.by_arrays, scale_peer.by_joins))
    assert plain(ours[["iso", "crossing"]]) == plain(theirs[["iso", "crossing"]])
    assert ours["km"].to_numpy() == pytest.approx(theirs["km"].to_numpy(), rel=0.02)


def _somewhere(atlas, rng):
    """Towns as they are and exchanged, places anywhere, on edges of regions and beside them, and wrong ones."""
    with TOWNS.open(encoding="utf-8") as file:
        towns = np.array([(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)])
    west, south, east, north = PROJECT_BOUNDS
    anywhere = np.column_stack([rng.uniform(west - 2, east + 2, 600), rng.uniform(south - 2, north + 2, 600)]).round(6)
    edges = shapely.get_coordinates(atlas.basemap.admin1.geometry.to_numpy())
    edges = edges[rng.choice(len(edges), 600, replace=False)]
    odd = [(0.1, 0.2), (69, 41), (69.2, 41.3), (68.0, 48.0), (64.5853, 41.3775), (51.4, 51.2), (69.1234567, 41.2),
           (51.2, 51.4), (66.9237, 48.0196)]  # fmt: skip
    beside = (edges + rng.normal(0, 0.02, edges.shape)).round(5)
    return np.vstack([towns, towns[:, ::-1], anywhere, edges, beside, odd * 5]).T
