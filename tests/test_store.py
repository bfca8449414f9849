"""data/ ⇄ Atlas: what is read, what is refused, and that nothing is ever half written."""

import errno
import json
import math
import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from factories import ROOT, canonical, event, feature, parts, point, write
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box
from writers import add, new_site

from geo import disk, frames, store
from geo.errors import AtlasError, Busy, InvalidData
from geo.model import LAYER, LAYERS, columns
from geo.vocabulary import LANGUAGES, PROJECT_BOUNDS, SECTORS, STATUSES


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A sound data folder in canonical form."""
    return canonical(tmp_path / "data")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and path.name != ".lock"
    }


# --- reading


def test_frames_are_as_the_model_says(data):
    atlas = store.load(data)
    for layer in LAYERS:
        frame = getattr(atlas, layer.name)
        assert list(frame.columns) == [*columns(layer.noun), "geometry"]
        assert frame.crs == "EPSG:4326"
        assert list(frame.index) == list(range(len(frame)))
        assert list(frame["id"]) == sorted(frame["id"])
        numbers = {name for name in columns(layer.noun) if frame[name].dtype == "float64"}
        assert numbers == frames.number_columns(layer.noun)
        assert all(frame[name].dtype == object for name in set(columns(layer.noun)) - numbers)


def test_what_is_missing_is_none_nan_or_empty(data):
    site = store.load(data).sites.set_index("id").loc["lost-plant"]
    assert site["name_kk"] is None
    assert site["geometry"] is None
    assert math.isnan(site["cost_usd"])
    assert site["events"] == []
    line = store.load(data).rail_lines.iloc[0]
    assert line["electrified"] == "unknown"


def test_an_empty_layer_keeps_its_columns(tmp_path):
    atlas = store.load(canonical(tmp_path, parts() | {layer.name: [] for layer in LAYERS}))
    for layer in LAYERS:
        frame = getattr(atlas, layer.name)
        assert len(frame) == 0
        assert list(frame.columns) == [*columns(layer.noun), "geometry"]
        assert frame.crs == "EPSG:4326"
    assert atlas.edition == ""


def test_empty_lists_are_not_shared_between_features(data):
    sites = store.load(data).sites.set_index("id")
    sites.loc["lost-plant", "partners"].append("X")
    assert sites.loc["cotton-mill", "partners"] == []


def test_the_table_has_its_columns_and_types(data):
    rows = store.load(data).observations
    assert rows["value"].dtype == "float64"
    assert list(rows["note"]) == ["", 'first release, "early"']


def test_the_basemap_is_read_if_it_is_there(data):
    basemap = store.load(data).basemap
    assert len(basemap.admin1) == 34
    assert set(basemap.page) == {"countries", "admin1", "borders", "rivers", "lakes", "cities", "railways"}
    assert basemap.borders["kz_uz"].any()
    assert "OpenStreetMap" in basemap.credit
    assert basemap.admin1.crs == "EPSG:4326"
    assert store.load(data, basemap=False).basemap is None


def test_a_basemap_with_a_file_missing_says_which(tmp_path):
    folder = write(tmp_path / "data", basemap=False)
    (folder / "basemap" / "page").mkdir(parents=True)
    _, problems = store.read(folder)
    assert any(problem.where.endswith("basemap/fine/admin1.geojson") for problem in problems)


# --- canonical text


def test_load_then_save_leaves_every_byte(data):
    before = bytes_of(data)
    assert store.save(store.load(data), data).paths == []
    assert bytes_of(data) == before


def test_the_shipped_files_are_canonical_and_stay_so(tmp_path):
    shipped = ROOT / "data"
    assert [str(problem) for problem in store.drift(shipped)] == []
    for name, text in store.texts(store.load(shipped, basemap=False)).items():
        assert (shipped / name).read_bytes() == text.encode()


def test_one_feature_a_line_sorted_with_a_final_newline(data):
    lines = (data / "sites.geojson").read_text("utf-8").split("\n")
    assert lines[0] == '{"type":"FeatureCollection","features":['
    assert lines[-2:] == ["]}", ""]
    assert [json.loads(line.rstrip(","))["properties"]["id"] for line in lines[1:-2]] == [
        "cotton-mill", "lost-plant", "trade-house"
    ]  # fmt: skip


def test_numbers_have_one_spelling(tmp_path):
    whole = parts()
    whole["sites"][0]["properties"]["cost_usd"] = 1.2e8
    whole["sites"][0]["geometry"]["coordinates"] = [68, 43.29020000049]
    folder = canonical(tmp_path / "data", whole)
    text = (folder / "sites.geojson").read_text("utf-8")
    assert '"cost_usd":120000000,' in text
    assert '"coordinates":[68.0,43.2902]' in text
    assert '"length_km":401.5' in (folder / "rail_lines.geojson").read_text("utf-8")


def test_heights_are_kept(tmp_path):
    whole = parts()
    whole["sites"][0]["geometry"]["coordinates"] = [68.2601, 43.2902, 215.5]
    assert "[68.2601,43.2902,215.5]" in (canonical(tmp_path, whole) / "sites.geojson").read_text("utf-8")


def test_drift_names_the_file_and_the_line(data):
    assert store.drift(data) == []
    path = data / "sites.geojson"
    path.write_text(path.read_text("utf-8").replace('"sector":"energy"', '"sector": "energy"'), "utf-8")
    [problem] = store.drift(data)
    assert problem.where.endswith("sites.geojson, line 3")
    assert "kzuz check --fix" in problem.mend
    assert store.tidy(data) == [path]
    assert store.drift(data) == []


@pytest.mark.parametrize("name", store.FILES)
def test_windows_line_ends_are_drift_not_damage(data, name):
    path = data / name
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert store.read(data)[1] == []
    assert [problem.place.file for problem in store.drift(data)] == [str(path)]


texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
notes = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
WEST, SOUTH, EAST, NORTH = PROJECT_BOUNDS
positions = st.tuples(st.floats(WEST, EAST), st.floats(SOUTH, NORTH)).map(list)
sites = st.builds(
    lambda id_, name, sector, status, where, cost, partners, status_of, note: feature(
        point(*where) if where else None, id=id_, name_en=name, sector=sector, status=status, partners=partners,
        text_status=status_of, events=[event(None, note_kk=note)], **({"cost_usd": cost} if cost else {}),
    ),
    ids, texts, st.sampled_from(SECTORS), st.sampled_from(STATUSES), st.none() | positions,
    st.none() | st.floats(0.001, 1e15) | st.integers(1, 10**15), st.lists(texts, max_size=3),
    st.dictionaries(st.sampled_from(LANGUAGES), st.sampled_from(["human", "machine"])), texts,
)  # fmt: skip
rows = st.tuples(ids, st.sampled_from(["2024", "2025-01/2025-06"]), st.floats(-1e15, 1e15), texts, texts,
                 st.just("reported"), ids, notes)  # fmt: skip


def as_csv(values: list[tuple]) -> str:
    quoted = [",".join('"' + str(cell).replace('"', '""') + '"' for cell in row) for row in values]
    return "\n".join(["indicator,period,value,unit,reporter,basis,source,note", *quoted]) + "\n"


@settings(max_examples=40)
@given(st.lists(sites, max_size=3), st.lists(rows, max_size=3))
def test_reading_and_writing_twice_is_doing_it_once(tmp_path_factory, some_sites, some_rows):
    folder = write(tmp_path_factory.mktemp("any"), parts() | {"sites": some_sites, "indicators.csv": as_csv(some_rows)},
                   basemap=False)  # fmt: skip
    first = store.load(folder)
    store.save(first, folder)
    once = bytes_of(folder)
    second = store.load(folder)
    store.save(second, folder)
    assert bytes_of(folder) == once
    for name in columns(LAYER["sites"].noun):
        assert first.sites[name].fillna(-1).tolist() == second.sites[name].fillna(-1).tolist()
    assert first.observations.equals(second.observations)
    given_names = sorted((one["properties"]["id"], one["properties"]["name_en"]) for one in some_sites)
    assert sorted(zip(second.sites["id"], second.sites["name_en"], strict=True)) == given_names
    for one in some_sites:
        if one["geometry"] and sum(o["properties"]["id"] == one["properties"]["id"] for o in some_sites) == 1:
            [kept] = second.sites.geometry[second.sites["id"] == one["properties"]["id"]]
            assert np.allclose([kept.x, kept.y], one["geometry"]["coordinates"], atol=5.1e-7, rtol=0)


@settings(max_examples=40)
@given(texts)
def test_a_text_is_kept_as_it_was_typed(tmp_path_factory, text):
    whole = parts()
    whole["sites"][0]["properties"]["locality"] = text
    whole["sources"][0]["title"] = text
    folder = canonical(tmp_path_factory.mktemp("text"), whole)
    atlas = store.load(folder, basemap=False)
    assert atlas.sites.set_index("id").loc["cotton-mill", "locality"] == text
    assert atlas.sources["gazette-2025"].title == text


# --- writing


def test_only_files_that_change_are_rewritten(data):
    kept = {path.name: path.stat().st_ino for path in data.iterdir()}
    record, geometry = new_site("new-mill")
    assert add(data, record, geometry) == [data / "sites.geojson"]
    assert {path.name: path.stat().st_ino for path in data.iterdir() if path.name != "sites.geojson"} == {
        name: node for name, node in kept.items() if name != "sites.geojson"
    }
    assert "new-mill" in set(store.load(data).sites["id"])


def test_adding_a_site_adds_one_line(data):
    before = (data / "sites.geojson").read_text("utf-8").splitlines()
    add(data, *new_site("new-mill"))
    after = (data / "sites.geojson").read_text("utf-8").splitlines()
    assert len(after) == len(before) + 1
    assert {line.rstrip(",") for line in before} <= {line.rstrip(",") for line in after}


def test_a_feature_comes_with_its_sources(data):
    record, geometry = new_site("new-mill")
    source = {"id": "new-paper", "type": "webpage", "URL": "https://example.org/new"}
    assert {path.name for path in add(data, record, geometry, source)} == {"sites.geojson", "sources.json"}
    assert store.load(data).sources["new-paper"].URL == "https://example.org/new"


@pytest.mark.parametrize(
    ("record", "geometry", "field"),
    [
        ({"id": "cotton-mill"}, point(69.6, 42.3), "id"),
        ({"sector": "none"}, point(69.6, 42.3), "sector"),
        ({}, {"type": "LineString", "coordinates": [[69, 42], [70, 43]]}, "geometry"),
    ],
)
def test_a_wrong_new_feature_is_refused_and_nothing_is_written(data, record, geometry, field):
    before = bytes_of(data)
    with pytest.raises(InvalidData) as caught:
        add(data, new_site("new-mill")[0] | record, geometry)
    assert any(field in problem.where for problem in caught.value.problems)
    assert bytes_of(data) == before


def test_a_source_id_taken_by_another_document_is_refused(data):
    clash = {"id": "gazette-2025", "type": "webpage", "title": "Another"}
    with pytest.raises(InvalidData, match="another document"):
        add(data, *new_site("new-mill"), clash)


def test_what_a_check_refuses_is_not_written(data):
    before = bytes_of(data)

    def refused():
        with store.transaction(data) as draft:
            draft.atlas = store.applied(draft.atlas, [store.added("sites", *new_site("new-mill"))])
            assert "new-mill" in set(draft.atlas.sites["id"])
            raise InvalidData([])

    with pytest.raises(InvalidData):
        refused()
    assert bytes_of(data) == before


def test_computed_columns_and_wrong_values_are_not_saved(data):
    atlas = store.load(data)
    before = bytes_of(data)
    with pytest.raises(InvalidData, match="unknown column"):
        store.save(replace(atlas, sites=atlas.sites.assign(chainage_km=1.0)), data)
    with pytest.raises(InvalidData, match="sector"):
        store.save(replace(atlas, sites=atlas.sites.assign(sector="x")), data)
    with pytest.raises(InvalidData, match="EPSG:3857"):
        store.save(replace(atlas, sites=atlas.sites.to_crs(3857)), data)
    with pytest.raises(InvalidData, match="is missing"):
        store.save(replace(atlas, sites=atlas.sites.drop(columns="status")), data)
    wide = atlas.sites.set_geometry([box(68, 42, 69, 43)] * len(atlas.sites), crs="EPSG:4326")
    with pytest.raises(InvalidData, match="Polygon"):
        store.save(replace(atlas, sites=wide), data)
    assert bytes_of(data) == before


def test_an_atlas_can_be_saved_elsewhere(data, tmp_path):
    saved = store.save(store.load(data), tmp_path / "other" / "copy")
    assert {path.name for path in saved.paths} == set(store.FILES)
    assert bytes_of(tmp_path / "other" / "copy") == bytes_of(data)


def closed(atlas):
    return replace(atlas, sites=atlas.sites.assign(status="closed"))


def test_a_change_made_meanwhile_is_not_lost(data):
    atlas = store.load(data)
    add(data, *new_site("new-mill"))
    before = bytes_of(data)
    with pytest.raises(Busy, match="load again"):
        store.save(closed(atlas), data)
    assert bytes_of(data) == before


def test_saving_twice_goes_on_from_the_saved_atlas(data):
    saved = store.save(closed(store.load(data)), data)
    again = store.save(replace(saved.atlas, sites=saved.atlas.sites.assign(status="suspended")), data)
    assert [path.name for path in again.paths] == ["sites.geojson"]


def test_a_held_lock_is_told(data):
    with store.transaction(data), pytest.raises(Busy, match="try again"):
        store.save(store.load(data), data, seconds=0.1)


def test_a_link_stays_a_link_and_rights_stay(data, tmp_path):
    real = tmp_path / "elsewhere.geojson"
    (data / "sites.geojson").rename(real)
    (data / "sites.geojson").symlink_to(real)
    real.chmod(0o640)
    add(data, *new_site("new-mill"))
    assert (data / "sites.geojson").is_symlink()
    assert "new-mill" in real.read_text("utf-8")
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("when", range(5))
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_full_disk_leaves_everything_as_it_was(data, monkeypatch, when, code):
    before = bytes_of(data)
    calls = iter(range(100))
    true_fsync = os.fsync

    def fsync(handle):
        if next(calls) == when:
            raise OSError(code, os.strerror(code))
        true_fsync(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    record, geometry = new_site("new-mill")
    source = {"id": "new-paper", "type": "webpage", "URL": "https://example.org/new"}
    if when < 3:  # two files and the journal that names them
        with pytest.raises(AtlasError, match="nothing was written"):
            add(data, record, geometry, source)
        assert bytes_of(data) == before
    else:  # the change was complete; only forcing the folder itself to disk failed
        add(data, record, geometry, source)
        assert "new-mill" in set(store.load(data).sites["id"])
    assert disk.pending(data) == frozenset()


def test_no_space_is_said_in_words(data, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "x")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AtlasError, match=r"(?s)no space left on the disk.*to mend: .*nothing was written"):
        add(data, *new_site("new-mill"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(data):
    data.chmod(0o500)
    try:
        with pytest.raises(AtlasError, match="nothing was written"):
            add(data, *new_site("new-mill"))
    finally:
        data.chmod(0o700)


def test_a_change_of_two_files_that_stopped_between_the_renames_is_finished(data, monkeypatch):
    """What a crash leaves: new files complete, the journal written, one rename done."""
    before = bytes_of(data)

    class Crash(BaseException):
        pass

    renames = iter(range(9))
    true_replace = Path.replace

    def crash(self, target):
        if self.name in (".sites.geojson.new", ".sources.json.new") and next(renames) == 1:
            raise Crash
        return true_replace(self, target)

    source = {"id": "new-paper", "type": "webpage", "URL": "https://example.org/new"}
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", crash)
        with pytest.raises(Crash):
            add(data, *new_site("new-mill"), source)
    assert (data / ".journal").exists()
    # a reader sees the whole change at once
    atlas = store.load(data)
    assert "new-mill" in set(atlas.sites["id"])
    assert "new-paper" in atlas.sources
    # and the next writer puts it in place
    store.tidy(data)
    assert set(bytes_of(data)) == set(before)
    assert "new-paper" in store.load(data).sources


def test_leftovers_of_an_unfinished_write_are_cleared(data):
    before = bytes_of(data)
    (data / ".sites.geojson.new").write_text("half a fi")
    assert store.load(data).sites["id"].tolist()
    store.tidy(data)
    assert bytes_of(data) == before


def test_the_stamp_tells_the_bytes_that_were_read(data):
    stamp = store.load(data).stamp
    for name in store.FILES:
        assert stamp[os.path.realpath(data / name)] == sha256((data / name).read_bytes()).hexdigest()
    assert disk.pending(data) == frozenset()
