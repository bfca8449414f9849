"""Whatever takes an atlas asks the CRS of every layer at once, and says which one to mend and how."""

from dataclasses import replace

import pytest

import geo
from geo import summary
from geo.errors import InvalidData
from geo.model import LAYERS

DOORS = {
    "enrich": geo.enrich,
    "check": geo.check,
    "folium_map": geo.folium_map,
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
