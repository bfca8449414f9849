"""Very many places from files: each format, threads and a cluster say the same, and nothing is done twice."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import geopandas
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from distributed import LocalCluster

from geo.bulk import kernel, running, story
from geo.bulk.reading import blocks, flatgeobuf, parquet
from geo.bulk.story import bulk
from geo.vocabulary import SECTORS

DATA = Path(__file__).parents[1] / "data"
N, GROUP = 1_200, 200


@pytest.fixture(autouse=True)
def small_parts(monkeypatch, atlas):
    monkeypatch.setattr(story.store, "load", lambda _: atlas)
    monkeypatch.setattr(parquet, "ROWS", GROUP)
    monkeypatch.setattr(flatgeobuf, "_ROWS", GROUP)
    monkeypatch.setattr(blocks, "SIZE", 9_000)


@pytest.fixture(scope="module")
def frame() -> geopandas.GeoDataFrame:
    """Places all over the two countries, some of them wrong."""
    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(58, 70, N).round(5), rng.uniform(43.5, 47, N).round(5)
    lon[::100], lat[::100] = lat[::100].copy(), lon[::100].copy()
    table = {
        "id": [f"p{row}" for row in range(N)],
        "name": [f"Ақсу, «{row}»\nекі жол" if row % 50 == 0 else f"Oʻrta {row}" for row in range(N)],
        "sector": [SECTORS[row % len(SECTORS)] if row % 70 else "no such" for row in range(N)],
        "status": ["operational", "proposed"] * (N // 2),
    }
    return geopandas.GeoDataFrame(table, geometry=shapely.points(lon, lat), crs=4326)


def written(frame: geopandas.GeoDataFrame, folder: Path, kind: str) -> Path:
    path = folder / f"places.{kind}"
    flat = frame.drop(columns="geometry").assign(lon=frame.geometry.x, lat=frame.geometry.y)
    if kind == "parquet":
        pq.write_table(pa.Table.from_pandas(flat, preserve_index=False), path, row_group_size=GROUP)
    elif kind == "geoparquet":
        frame.to_crs(3857).to_parquet(path, row_group_size=GROUP)
    elif kind == "geoarrow":
        frame.to_parquet(path, row_group_size=GROUP, geometry_encoding="geoarrow")
    elif kind == "csv":
        flat.to_csv(path, index=False)
    else:
        frame.to_file(path, driver={"fgb": "FlatGeobuf", "geojsonl": "GeoJSONSeq"}[kind], engine="pyogrio",
                      **({"SPATIAL_INDEX": "NO"} if kind == "fgb" else {}))  # fmt: skip
    return path


def sound(out: Path) -> pa.Table:
    parts = [pq.read_table(path) for path in sorted((out / "places").glob("part-*.parquet"))]
    return pa.concat_tables(parts).sort_by("id")


def state(out: Path) -> dict[str, bytes]:
    """Every file that people read, and what is in it."""
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*"))
            if path.is_file() and ".run" not in path.parts}  # fmt: skip


@pytest.fixture(scope="module")
def plain(frame, atlas, tmp_path_factory):
    """A run of the Parquet file on threads: the source, what came out."""
    folder = tmp_path_factory.mktemp("plain")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet, "ROWS", GROUP)
        patch.setattr(story.store, "load", lambda _: atlas)
        source = written(frame, folder, "parquet")
        found = bulk([source], folder / "out", DATA)
    return source, folder / "out", found


def test_every_row_is_either_sound_or_refused_with_its_row_and_reason(plain, frame):
    _, out, found = plain
    refused = pq.read_table(out / "refused.parquet").to_pylist()
    assert found.rows == N == len(sound(out)) + len(refused)
    assert [row["row"] for row in refused] == [row + 1 for row in range(N) if row % 100 == 0 or row % 70 == 0]
    assert {row["reason"] for row in refused if row["row"] % 700 == 1} == {"unknown-sector; lon-lat-order"}
    assert sum(int(line.rsplit(",", 1)[1]) for line in (out / "counts.csv").read_text().splitlines()[1:]) == found.sound


def test_what_comes_out_is_geoparquet_that_geopandas_reads(plain, frame):
    _, out, _ = plain
    read = geopandas.read_parquet(out / "places")
    assert read.crs == frame.crs
    assert read.set_index("id").geometry.equals(frame.set_index("id").geometry.loc[read["id"]])
    known = {"id", "lon", "lat", "name", "sector", "status", "precision", "admin1", "border_km", "crossing",
             "crossing_km", "in_corridor", "geometry"}  # fmt: skip
    assert set(read.columns) == known


@pytest.mark.parametrize("kind", ["geoparquet", "geoarrow", "csv", "geojsonl", "fgb"])
def test_every_format_says_the_same(plain, frame, tmp_path, kind):
    _, out, found = plain
    again = bulk([written(frame, tmp_path, kind)], tmp_path / "out", DATA)
    assert again.partitions > 1
    assert (again.rows, again.sound, again.refused) == (found.rows, found.sound, found.refused)
    assert sound(tmp_path / "out").equals(sound(out))
    assert (tmp_path / "out" / "counts.csv").read_bytes() == (out / "counts.csv").read_bytes()


def test_a_cluster_writes_what_threads_write(plain, tmp_path):
    source, out, found = plain
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as cluster:
        assert bulk([source], tmp_path, DATA, cluster=cluster.scheduler_address) == found
    assert state(tmp_path) == state(out)


def test_what_is_done_is_not_done_again(plain, tmp_path, monkeypatch):
    source, out, found = plain
    bulk([source], tmp_path, DATA)
    (tmp_path / ".run" / "done-00002.json").unlink()
    ran = []
    monkeypatch.setattr(running, "done", lambda task, job, own=running.done: ran.append(task.number) or own(task, job))
    again = bulk([source], tmp_path, DATA)
    assert ran == [2]
    assert again.again == found.partitions - 1
    assert state(tmp_path) == state(out)


def run_of(source: Path, out: Path, *options: str) -> subprocess.Popen:
    code = f"""
import time
from geo.bulk import running
from geo.bulk.reading import parquet
from geo.cli import main
def slowly(task, job, own=running.done):
    time.sleep(0.2 * task.number)
    return own(task, job)
parquet.ROWS, running.done = {GROUP}, slowly
main()"""
    return subprocess.Popen([sys.executable, "-c", code, "bulk", source, "--out", out, "--data", DATA, *options])


def notes(out: Path) -> int:
    return len(list((out / ".run").glob("done-*.json")))


def wait_for(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_killed_run_goes_on_and_leaves_nothing_half_written(plain, frame, tmp_path):
    source, out, _ = plain
    killed = run_of(source, tmp_path)
    wait_for(lambda: notes(tmp_path) >= 1)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    before = notes(tmp_path)
    assert before < N // GROUP
    for path in (tmp_path / "places").glob("part-*.parquet"):
        pq.read_table(path)  # each that has its name is whole
    (tmp_path / "places" / ".part-00005.parquet.0badf00d.new").write_bytes(b"half")
    again = bulk([source], tmp_path, DATA)
    assert again.again == before
    assert state(tmp_path) == state(out)


def test_a_worker_that_is_killed_costs_no_partition(plain, tmp_path, monkeypatch):
    source, out, _ = plain

    def slowly(task, job, own=running.done):
        time.sleep(0.2 * task.number)
        return own(task, job)

    monkeypatch.setattr(running, "done", slowly)
    with LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address=None) as cluster:
        [worker] = cluster.workers.values()
        work = threading.Thread(
            target=bulk, args=([source], tmp_path, DATA), kwargs={"cluster": cluster.scheduler_address}
        )
        work.start()
        wait_for(lambda: notes(tmp_path) >= 1)
        assert notes(tmp_path) < N // GROUP
        os.kill(worker.pid, signal.SIGKILL)
        work.join(60)
    assert state(tmp_path) == state(out)


def test_other_sources_options_or_data_are_noticed_and_nothing_is_touched(plain, frame, tmp_path, run):
    source = written(frame, tmp_path, "parquet")
    out = tmp_path / "out"
    bulk([source], out, DATA)
    before = state(out)
    said = run("bulk", "--no-map-page", source, "--out", out, "--set", "status=planned", "--data", DATA)
    assert said.code == 2
    assert "--afresh" in said.err
    assert "the options" in said.err
    written(frame[:600], tmp_path, "parquet")
    assert "the files" in run("bulk", "--no-map-page", source, "--out", out, "--data", DATA).err
    assert state(out) == before
    assert run("bulk", "--no-map-page", source, "--out", out, "--data", DATA, "--afresh").code == 0
    assert len(sound(out)) < 600
    assert len(list((out / "places").iterdir())) == 3


def test_a_partition_that_cannot_be_read_is_told_and_the_others_are_done(plain, frame, tmp_path, run):
    source, out, _ = plain
    broken = tmp_path / "broken.parquet"
    data = bytearray(source.read_bytes())
    chunk = pq.ParquetFile(source).metadata.row_group(3).column(0)
    start = chunk.dictionary_page_offset or chunk.data_page_offset
    data[start : start + chunk.total_compressed_size] = b"\xff" * chunk.total_compressed_size
    broken.write_bytes(data)
    said = run("bulk", "--no-map-page", broken, "--out", tmp_path / "out", "--data", DATA)
    assert said.code == 2
    assert "partition 3" in said.err
    assert "1 of 6" in said.err
    names = {path.name for path in (tmp_path / "out" / "places").iterdir()}
    assert names == {f"part-{number:05}.parquet" for number in (0, 1, 2, 4, 5)}
    assert pq.read_table(tmp_path / "out" / "places" / "part-00005.parquet").equals(
        pq.read_table(out / "places" / "part-00005.parquet")
    )


def test_a_table_as_people_write_it_is_read_as_an_import_reads_it(tmp_path, run):
    rows = ["Название;Широта;Долгота;Отрасль;Статус"]
    rows += [f'"Пост {row}, «Ақ;жол»\nекі";41,5{row:03};69,1{row:03};Транспорт;Работает' for row in range(400)]
    rows[200] = "Лишняя;41,5;69,1;Транспорт;Работает;ещё"
    rows.insert(300, "")
    source = tmp_path / "посты.csv"
    source.write_text("\n".join(rows), encoding="utf-8-sig")
    found = bulk([source], tmp_path / "out", DATA)
    assert found.partitions > 3
    assert (found.rows, found.sound, found.refused) == (400, 399, {"broken-row": 1})
    refused = pq.read_table(tmp_path / "out" / "refused.parquet").to_pylist()
    assert [row["row"] for row in refused] == [201]
    table = sound(tmp_path / "out").to_pylist()
    assert {(row["sector"], row["status"], row["admin1"]) for row in table} == {("transport", "operational", "KZ-61")}
    assert {row["name"] for row in table[:1]} <= {f"Пост {row}, «Ақ;жол» екі" for row in range(400)}


def test_what_is_no_point_or_no_geojson_is_refused_by_its_row_and_the_rest_is_taken(tmp_path):
    feature = '{"type": "Feature", "properties": {"sector": "energy"}, "geometry": %s}'
    shapes = [
        '{"type": "Point", "coordinates": [69.12345, 41.5]}',
        "null",
        '{"type": "Point", "coordinates": ["a", 1]}',
        '{"type": "LineString", "coordinates": [[69, 41], [70, 42]]}',
    ]
    lines = [feature % shape for shape in shapes] + ['{"type": "Feature", "prop', "", "\x1e" + feature % shapes[0]]
    source = tmp_path / "places.geojsonl"
    source.write_text("\n".join(lines))
    found = bulk([source], tmp_path / "out", DATA)
    assert (found.rows, found.sound, found.refused) == (6, 2, {"no-position": 3, "broken-row": 1})
    assert pq.read_table(tmp_path / "out" / "refused.parquet")["row"].to_pylist() == [2, 3, 4, 5]
    assert sound(tmp_path / "out")["id"].to_pylist() == ["places-1", "places-7"]


def test_a_quote_that_is_never_closed_is_a_message_and_takes_no_rows_with_it(tmp_path, run):
    source = tmp_path / "places.csv"
    source.write_text('id,lat,lon,sector\n1,41.5,69.1,energy\n2,41.5,69.1,"energy\n3,41.5,69.1,energy\n')
    said = run("bulk", "--no-map-page", source, "--out", tmp_path / "out", "--data", DATA)
    assert said.code == 2
    assert "line 3" in said.err
    assert not (tmp_path / "out").exists()


def test_who_does_not_say_of_which_sector_is_told_how_to(frame, tmp_path, run):
    source = written(frame.drop(columns=["sector", "id"]), tmp_path, "csv")
    said = run("bulk", "--no-map-page", source, "--out", tmp_path / "out", "--data", DATA)
    assert said.code == 2
    assert "--set sector=" in said.err
    assert not (tmp_path / "out").exists()
    assert (
        run(
            "bulk", "--no-map-page", source, "--out", tmp_path / "out", "--set", "sector=Энергетика", "--data", DATA
        ).code
        == 0
    )
    assert set(sound(tmp_path / "out")["sector"].to_pylist()) == {"energy"}


def test_what_is_no_source_no_cluster_or_no_size_is_a_message(plain, tmp_path, run, monkeypatch):
    source, _, _ = plain
    picture = tmp_path / "map.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    said = run("bulk", "--no-map-page", picture, tmp_path / "none.csv", "--out", tmp_path / "out", "--data", DATA)
    assert said.code == 2
    assert "map.png" in said.err
    assert "none.csv" in said.err
    assert run("bulk", "--no-map-page", source, "--out", tmp_path / "out", "--memory", "much", "--data", DATA).code == 2
    monkeypatch.setattr(running, "ANSWERS_WITHIN", "100ms")
    said = run(
        "bulk", "--no-map-page", source, "--out", tmp_path / "out", "--cluster", "tcp://127.0.0.1:9", "--data", DATA
    )
    assert said.code == 2
    assert "tcp://127.0.0.1:9" in said.err


def test_where_dask_is_missing_the_one_command_that_brings_it_is_named(plain, tmp_path, run, monkeypatch):
    source, _, _ = plain
    monkeypatch.setitem(sys.modules, "dask", None)
    said = run("bulk", "--no-map-page", source, "--out", tmp_path / "out", "--data", DATA)
    assert said.code == 2
    assert 'pip install "kzuz-atlas[scale]"' in said.err


def test_a_file_in_the_way_of_the_folder_is_a_message_and_an_exit_code_of_its_own(plain, tmp_path, run):
    source, _, _ = plain
    (tmp_path / "out").write_text("mine")
    assert run("bulk", "--no-map-page", source, "--out", tmp_path / "out", "--data", DATA).code == 4
    assert (tmp_path / "out").read_text() == "mine"


def test_little_memory_means_fewer_rows_at_once_and_the_same_answer(plain, tmp_path, monkeypatch):
    source, out, _ = plain
    assert running.rows_at_once(1 << 29, 2) < running.rows_at_once(None, 2)
    monkeypatch.setattr(running, "FEWEST_ROWS", 70)
    held = []
    judged = kernel.judged
    monkeypatch.setattr(kernel, "judged", lambda places, ground: held.append(len(places)) or judged(places, ground))
    bulk([source], tmp_path, DATA, memory=1)
    assert sum(held) == N
    assert max(held) == 70  # however large the file is
    assert sound(tmp_path).equals(sound(out))
