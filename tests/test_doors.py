"""Whatever takes an atlas asks at once for its layers, columns, CRS and values; it says which to mend, and how."""

from dataclasses import replace

import geopandas
import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import geo
from geo import summary
from geo.errors import InvalidData
from geo.model import LAYERS, Basemap

DOORS = {
    "enrich": geo.enrich,
    "check": geo.check,
    "folium_map": geo.folium_map,
    "select": lambda atlas: geo.select(atlas, sector="energy"),
    "summarise": lambda atlas: summary.summarise(atlas, "sector"),
    "save": None,
}


@pytest.fixture
def door(request, tmp_path):
    return DOORS[request.param] or (lambda atlas: geo.save(atlas, tmp_path / "data"))


@pytest.mark.parametrize("door", DOORS, indirect=True)
@pytest.mark.parametrize("layer", [layer.name for layer in LAYERS])
def test_a_layer_in_another_crs_is_refused_by_name_with_the_line_that_mends_it(atlas, door, layer):
    spoilt = replace(atlas, **{layer: getattr(atlas, layer).to_crs("EPSG:3857")})
    with pytest.raises(InvalidData) as refused:
        door(spoilt)
    assert len(refused.value.problems) == 1
    assert f"atlas.{layer}: is in EPSG:3857" in str(refused.value)
    assert f'atlas.{layer}.to_crs("EPSG:4326")' in str(refused.value)


@pytest.mark.parametrize("door", DOORS, indirect=True)
def test_layers_without_a_crs_are_refused_all_at_once(atlas, door):
    bare = {layer.name: getattr(atlas, layer.name).set_crs(None, allow_override=True) for layer in LAYERS}
    with pytest.raises(InvalidData) as refused:
        door(replace(atlas, **bare))
    assert [problem.place.argument for problem in refused.value.problems] == sorted(f"atlas.{name}" for name in bare)
    assert "set_crs" in str(refused.value)


def test_the_background_is_asked_too(atlas):
    turned = replace(atlas.basemap, admin1=atlas.basemap.admin1.to_crs("EPSG:32642"))
    with pytest.raises(InvalidData, match=r"atlas\.basemap\.admin1: is in EPSG:32642"):
        geo.enrich(replace(atlas, basemap=turned))


def test_wgs_84_by_its_other_name_is_let_in(atlas):
    sites = atlas.sites.set_crs("OGC:CRS84", allow_override=True)
    named = geo.enrich(replace(atlas, sites=sites))
    assert named.sites["border_km"].equals(geo.enrich(atlas).sites["border_km"])


def refusal(door, atlas) -> list[str]:
    """What a door says of an atlas, a line for each problem."""
    with pytest.raises(InvalidData) as refused:
        door(atlas)
    assert all(problem.mend for problem in refused.value.problems)
    return [problem.text() for problem in refused.value.problems]


@pytest.mark.parametrize("door", DOORS, indirect=True)
def test_unfit_frames_of_every_kind_are_named_all_at_once(atlas, door):
    sites = atlas.sites
    plain = pd.DataFrame(atlas.border_crossings).drop(columns=["modes", "checked"])
    twice = pd.concat([atlas.indicators, atlas.indicators[["unit"]]], axis=1)
    elsewhere = atlas.corridors.rename_geometry("shape").assign(geometry=None)
    nowhere = pd.DataFrame(atlas.agreements).set_geometry("geometry", crs="EPSG:4326")
    nowhere._geometry_column_name = None
    spoilt = replace(
        atlas,
        sites=None,
        border_crossings=plain,
        rail_lines=sites.iloc[:0],
        corridors=elsewhere,
        agreements=nowhere,
        indicators=twice,
        observations=atlas.observations.drop(columns="unit"),
        sectors="all",
        sources={"x": {"id": "x"}},
    )
    said = "\n".join(refusal(door, spoilt))
    for told in (
        "atlas.sites: is of the type NoneType, not a frame",
        "atlas.border_crossings: is a plain DataFrame",
        'atlas.border_crossings, modes: column "modes" is missing',
        'atlas.border_crossings, checked: column "checked" is missing',
        'atlas.rail_lines, stops: column "stops" is missing',
        'atlas.corridors: its geometry is in the column "shape"',
        "atlas.agreements: has no active geometry",
        'atlas.indicators, unit: column "unit" is there more than once',
        'atlas.observations, unit: column "unit" is missing',
        "atlas.sectors: is of the type str, not a collection of Sector",
        "is of the type dict, not Source",
    ):
        assert told in said


RECORD_DOORS = [name for name in DOORS if name != "summarise"]


@pytest.mark.parametrize("door", RECORD_DOORS, indirect=True)
def test_values_that_are_none_of_the_models_are_named_all_at_once(atlas, door):
    def spoilt(layer, **first):
        frame = getattr(atlas, layer).copy()
        for name, value in first.items():
            frame[name] = pd.Series([value, *frame[name].iloc[1:]], dtype=object)
        return frame

    bad = replace(
        atlas,
        sites=spoilt("sites", events='[{"kind":"agreed"}]', status="planed", cost_usd="much", precision=None),
        agreements=spoilt("agreements", events=[{"date": "2020"}], sources=[{}], status_date="last year"),
        border_crossings=spoilt("border_crossings", modes=[7]),
        observations=atlas.observations.assign(value=None),
    )
    said = refusal(door, bad)
    for layer, fields in {
        "sites": ("events", "status", "cost_usd", "precision"),
        "agreements": ("events 1", "sources 1", "status_date"),
        "border_crossings": ("modes 1",),
    }.items():
        for field in fields:
            assert any(layer in line and f", {field}" in line for line in said), (layer, field, said)
    assert any("observations" in line or "indicators.csv" in line for line in said)


def as_arrays(frame):
    """A layer as GeoParquet gives it back: arrays for lists, and types of text, words and numbers of Pandas's own."""
    turned = frame.assign(
        events=[np.array(cell, dtype=object) for cell in frame["events"]],
        countries=[np.array(cell, dtype=object) for cell in frame["countries"]],
        partners=[cell or None for cell in frame["partners"]],
        sector=frame["sector"].astype("category"),
        summary_en=frame["summary_en"].astype("string"),
        cost_usd=frame["cost_usd"].astype("Float64"),
    )
    return turned.iloc[::-1].set_index(pd.Index(["same"] * len(frame)))


def test_cells_that_say_the_same_in_another_type_are_let_in(atlas, tmp_path):
    turned = replace(atlas, **{layer.name: as_arrays(getattr(atlas, layer.name)) for layer in LAYERS})
    geo.check(turned)
    plain, same = (pd.DataFrame(geo.enrich(one).sites).sort_values("id", ignore_index=True) for one in (atlas, turned))
    assert_frame_equal(same, plain, check_dtype=False)
    assert [type(cell) for cell in same["events"]] == [list] * len(same)
    assert turned.sites["sector"].dtype == "category", "the argument is unchanged"
    geo.save(turned, tmp_path / "turned")
    geo.save(atlas, tmp_path / "plain")
    for path in (tmp_path / "plain").glob("*.*"):
        assert (tmp_path / "turned" / path.name).read_bytes() == path.read_bytes()
    assert geo.folium_map(turned).get_root().render()


def test_a_background_that_is_none_is_named(atlas):
    ground = atlas.basemap
    bare = Basemap({"cities": None}, {}, ground.admin1.drop(columns="iso"), pd.DataFrame(ground.borders), "")
    said = "\n".join(refusal(geo.enrich, replace(atlas, basemap=bare)))
    assert "atlas.basemap.page['cities']: is of the type NoneType" in said
    assert 'atlas.basemap.admin1, iso: column "iso" is missing' in said
    assert "atlas.basemap.borders: is a plain DataFrame" in said


@pytest.mark.parametrize("door", DOORS, indirect=True)
def test_what_is_no_atlas_at_all_is_a_mistake_of_the_program(door):
    for thing in ("data", None, geopandas.GeoDataFrame()):
        with pytest.raises(TypeError, match=r"an Atlas is needed, as geo\.load gives it"):
            door(thing)
