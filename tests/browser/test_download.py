"""What the page gives as GeoJSON is what the data hold: each layer can be read back."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA
from interface import Interface

from geo import store
from geo.model import LAYERS

# The page keeps positions to five decimals, about 1 m.
METRE = 1e-5


@pytest.fixture(scope="module")
def given(browser, page_file) -> dict[str, Any]:
    """The whole atlas, downloaded as a reader does."""
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.goto(page_file.as_uri() + "#lang=en")
    page.wait_for_selector("html.kzuz-painted", state="attached")
    Interface(page).button("tools.more").click()
    with page.expect_download() as download:
        page.locator("[data-tool=geojson]").click()
    found: dict[str, Any] = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    context.close()
    return found


def plain(value: Any) -> str:
    """A value of a frame as text: fields of a detail in any order, and without those that say what is said unasked."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = [{key: part for key, part in row.items() if part not in (None, False, "")} for row in value]
    return json.dumps(value, sort_keys=True, default=str)


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_a_downloaded_layer_is_read_back_as_the_same_records(given, atlas, layer, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns(".*"))
    ids = set(getattr(atlas, layer.name)["id"])
    own = [feature for feature in given["features"] if feature["id"] in ids]
    assert len(own) == len(ids)
    path = folder / layer.filename
    path.write_text(json.dumps({**given, "features": own}, ensure_ascii=False), encoding="utf-8")
    read, problems = store.read(folder)
    assert problems == []
    before, after = (getattr(one, layer.name).set_index("id").sort_index() for one in (atlas, read))
    columns = [column for column in before.columns if column != before.geometry.name]
    assert set(columns) == set(after.columns) - {after.geometry.name}
    for column in columns:
        pairs = {id_: (plain(before[column][id_]), plain(after[column][id_])) for id_ in before.index}
        assert {id_: pair for id_, pair in pairs.items() if pair[0] != pair[1]} == {}, column
    for id_, shape in before.geometry.items():
        again = after.geometry[id_]
        assert (shape is None) == (again is None), id_
        if shape is not None:
            assert shape.hausdorff_distance(again) < METRE, id_
