"""Each command says what it did or what is wrong, leaves with the code it promises, and never half-does anything."""

import csv
import hashlib
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import typer
from conftest import DATA, ROOT, payload_of
from typer.testing import CliRunner

from geo import __version__, cli, progress, store, validate
from geo.i18n import message
from geo.render.static_table import static_section
from geo.vocabulary import BYS, LANGUAGES, SECTORS, STATUSES

GOOD = ("--at", "41.5, 69.0", "--sector", "energy", "--status", "planned", "--source", "https://example.org/plant")


@pytest.fixture
def data(tmp_path) -> Path:
    """A copy of data/ to write to; its basemap is the real one."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("basemap", "*.lock"))
    (folder / "basemap").symlink_to(DATA / "basemap", target_is_directory=True)
    return folder


def prints(folder: Path) -> dict[str, str]:
    """What each file holds, as a hash."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file() and path.suffix in (".geojson", ".json", ".csv")
    }


def spoil(data: Path) -> None:
    path = data / "sites.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace('"sector":"energy"', '"sector":"enregy"', 1), "utf-8")


def test_help_is_told_without_waking_the_heavy_rooms():
    code = (
        "import sys; from geo.cli import main; sys.argv = ['kzuz', '--help']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'geopandas', 'folium', 'pydantic', 'shapely', 'numpy', 'pandas', 'rich'}\n"
        "print(*sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stderr.strip() == ""
    for command in ("build", "check", "stats", "version", "add", "embed"):
        assert re.search(rf"^  {command} ", told.stdout, re.MULTILINE)
    assert "Exit codes: 0 done; 2" in told.stdout


def test_the_version_is_told(run):
    assert run("version") == (0, f"kzuz-atlas {__version__}\n", "")


def test_a_build_writes_one_page_and_says_how_to_open_it(run, tmp_path):
    said = run("build", "--data", DATA, "--out", tmp_path / "maps", "--lang", "kk", "--no-gallery")
    page = tmp_path / "maps" / "index.html"
    assert said.code == 0
    assert said.err == ""
    assert re.search(r"wrote .*index\.html \(\d+ kB\)", said.out)
    assert f"open {page.resolve().as_uri()}" in said.out
    assert '<html lang="kk">' in page.read_text(encoding="utf-8")
    assert [path.name for path in (tmp_path / "maps").iterdir()] == ["index.html"]


def test_a_build_opens_the_page_when_asked(run, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(typer, "launch", opened.append)
    assert run("build", "--data", DATA, "--out", tmp_path, "--open", "--no-gallery").code == 0
    assert opened == [(tmp_path / "index.html").resolve().as_uri()]


def test_broken_data_build_nothing(run, data, tmp_path):
    spoil(data)
    said = run("build", "--data", data, "--out", tmp_path / "maps")
    assert said.code == 2
    assert "enregy" in said.err
    assert "energy" in said.err, "the nearest word that exists"
    assert "nothing was written" in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "maps").exists()


def test_a_folder_that_is_a_file_is_told_with_code_4(run, tmp_path):
    (tmp_path / "maps").write_text("mine")
    said = run("build", "--data", DATA, "--out", tmp_path / "maps", "--no-gallery")
    assert said.code == 4
    assert "--out" in said.err
    assert (tmp_path / "maps").read_text() == "mine"


@pytest.mark.parametrize("command", ["build", "check", "stats", "embed"])
def test_a_data_folder_that_is_not_there_is_told_with_code_2(run, tmp_path, command):
    said = run(command, "--data", tmp_path / "dta")
    assert said.code == 2
    assert "dta" in said.err
    assert "to mend" in said.err
    assert "Traceback" not in said.err


def test_the_shipped_data_have_no_problems(run):
    assert run("check", "--data", DATA) == (0, f"{len(validate.RULES)} rules, no problems\n", "")
    said = run("check", "--data", DATA, "--json")
    assert (said.code, json.loads(said.out)) == (0, [])


def test_a_check_lists_problems_for_people_and_for_programs(run, data):
    spoil(data)
    before = prints(data)
    people, programs = run("check", "--data", data), run("check", "--data", data, "--json")
    assert people.code == programs.code == 2
    assert people.out == programs.err == ""
    [problem] = json.loads(programs.out)
    assert set(problem) == {"rule", "key", "place", "values", "where", "what", "mend"}
    assert "sites.geojson" in problem["where"]
    assert problem["what"] in people.err
    assert people.err.endswith("1 problem in 1 file\n"), "a check that only looks need not say that nothing changed"
    assert run("check", "--data", data, "--fix").err.endswith("1 problem in 1 file; nothing was changed\n")
    assert prints(data) == before


def test_files_that_left_the_canonical_form_are_named_and_mended_on_request(run, data):
    path = data / "agreements.geojson"
    shipped = path.read_bytes()
    path.write_text(json.dumps(json.loads(shipped), ensure_ascii=False, indent=1), encoding="utf-8")
    said = run("check", "--data", data)
    assert said.code == 2
    assert "agreements.geojson" in said.err
    assert "--fix" in said.err
    assert run("check", "--data", data, "--fix").code == 0
    assert path.read_bytes() == shipped


@pytest.mark.parametrize("by", BYS)
def test_statistics_say_the_same_in_json_csv_and_words(run, by):
    as_json = run("stats", "--data", DATA, "--by", by, "--json")
    as_csv = run("stats", "--data", DATA, "--by", by, "--csv")
    words = run("stats", "--data", DATA, "--by", by)
    assert as_json.code == as_csv.code == words.code == 0
    assert as_json.err == as_csv.err == words.err == ""
    rows = json.loads(as_json.out)
    table = list(csv.DictReader(io.StringIO(as_csv.out)))
    assert [row[by] for row in rows] == [row[by] for row in table]
    if by == "language":
        assert [row["share"] for row in rows] == [int(row["share"]) for row in table]
        assert all(f"{row['texts']}" in words.out for row in rows)
        return
    assert [row["features"] for row in rows] == [int(row["features"]) for row in table]
    assert [row["cost_usd"] for row in rows] == [float(row["cost_usd"]) for row in table]
    assert all(str(row["features"]) in words.out for row in rows)
    assert "costs published in US dollars" in words.out


def test_statistics_keep_the_order_of_the_closed_lists(run):
    assert [row["sector"] for row in json.loads(run("stats", "--data", DATA, "--json").out)] == list(SECTORS)
    found = [row["status"] for row in json.loads(run("stats", "--data", DATA, "--by", "status", "--json").out)]
    assert found == [word for word in STATUSES if word in found]


def test_piped_output_is_plain_and_nothing_else_is_said(tmp_path):
    kzuz = [sys.executable, "-m", "geo"]
    done = subprocess.run(
        [*kzuz, "build", "--data", DATA, "--out", tmp_path, "--no-gallery"], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stderr == b""
    assert b"\x1b" not in done.stdout
    reader = subprocess.run(
        f'"{sys.executable}" -m geo stats --data "{DATA}" --csv | head -1',
        shell=True,
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert reader.stdout == b"sector,features,located,cost_usd,costed\n"
    assert reader.stderr == b""


@pytest.fixture(params=[">/dev/full", ">&-", "2>/dev/full", "2>&-", ">&- 2>&- <&-"])
def shell(request) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command line in a shell whose outputs are full or closed."""
    if "/dev/full" in request.param and not Path("/dev/full").exists():
        pytest.skip("this system has no full device")

    def command(*arguments: object) -> subprocess.CompletedProcess[str]:
        words = shlex.join(map(str, [sys.executable, "-m", "geo", *arguments]))
        done = subprocess.run(f"{words} {request.param}", shell=True, cwd=ROOT, capture_output=True, text=True)
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr
        if request.param == ">/dev/full":
            assert done.returncode == 4
            assert message("outcome.not_told", domain="problems") in done.stderr
        else:
            assert done.returncode == 0
        return done

    return command


def test_a_site_that_was_added_is_not_reported_as_failed_when_nobody_hears_it(shell, data):
    shell("add", "Test plant", *GOOD, "--data", data)
    assert '"id":"test-plant"' in (data / "sites.geojson").read_text(encoding="utf-8")


def test_commands_do_their_work_where_their_answer_cannot_be_printed(shell, tmp_path):
    shell("check", "--data", DATA)
    shell("stats", "--data", DATA, "--csv")
    shell("embed", "--data", DATA, "--out", tmp_path)
    assert (tmp_path / "embed-all-en.html").stat().st_size > 100_000


def test_every_way_to_call_a_command_is_that_command(data, tmp_path):
    for number, start in enumerate((["build", "--no-gallery"], ["--", "build", "--no-gallery"])):
        done = CliRunner().invoke(cli.app, [*start, "--data", str(DATA), "--out", str(tmp_path / str(number))])
        assert done.exit_code == 0, done.output
    assert (tmp_path / "0" / "index.html").read_bytes() == (tmp_path / "1" / "index.html").read_bytes()
    spoil(data)
    done = CliRunner().invoke(cli.app, ["build", "--data", str(data), "--out", str(tmp_path / "2"), "--no-gallery"])
    assert done.exit_code == 2
    assert "enregy" in done.output


def test_a_bar_is_shown_only_when_work_lasts(capfd, monkeypatch):
    with progress.bar("building") as tell:
        tell("reading")
    assert capfd.readouterr() == ("", "")
    monkeypatch.setattr(progress, "PATIENCE_S", 0.0)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress.bar("building") as tell:
        tell("drawing")
        while "building" not in (shown := capfd.readouterr().err):
            pass
    assert "building" in shown


def test_an_added_site_is_on_the_map_after_the_next_build(run, data, tmp_path):
    before = prints(data)
    said = run("add", "Test Plant", *GOOD, "--data", data)
    assert said.code == 0
    assert "read as lon 69, lat 41.5 (EPSG:4326; latitude first)" in said.out
    assert "41°30′00″N 69°00′00″E lies in Turkistan Region (KZ-61);" in said.out
    assert f"{len(validate.RULES)} rules, no problems; id test-plant" in said.out
    assert "sites.geojson (+1 line)" in said.out
    after = prints(data)
    assert {name for name in after if after[name] != before[name]} == {"sites.geojson", "sources.json"}
    assert run("check", "--data", data).code == 0
    assert run("build", "--data", data, "--out", tmp_path / "maps", "--no-gallery").code == 0
    columns = payload_of((tmp_path / "maps" / "index.html").read_text(encoding="utf-8"))["features"]["cols"]
    row = columns["id"].index("test-plant")
    assert (columns["name_en"][row], columns["lon"][row], columns["lat"][row]) == ("Test Plant", 6_900_000, 4_150_000)


def test_one_line_of_each_file_is_all_that_changes(run, data):
    run("add", "Test Plant", *GOOD, "--data", data)
    for name, more in (("sites.geojson", 1), ("sources.json", 1)):
        old = (DATA / name).read_text(encoding="utf-8").splitlines()
        new = (data / name).read_text(encoding="utf-8").splitlines()
        assert len(new) == len(old) + more
        assert [line for line in new if line in set(old)] == old


def test_a_decimal_comma_and_a_name_in_russian_are_understood(run, data):
    said = run("add", "Новый завод", "--at", "41,6125; 69,0225", *GOOD[2:], "--lang", "ru", "--data", data,
               "--summary", "Завод строят.", "--precision", "exact", "--date", "2025-11")  # fmt: skip
    assert said.code == 0, said.err
    assert "запятая прочитана как десятичная" in said.out
    site = store.load(data).sites.set_index("id").loc["novyi-zavod"]
    assert (site["name_ru"], site["summary_ru"], site["status_date"]) == ("Новый завод", "Завод строят.", "2025-11")
    assert [site[f"{text}_{lang}"] for text in ("name", "summary") for lang in ("en", "fr", "kk", "uz")] == [None] * 8
    assert (site.geometry.x, site.geometry.y) == (69.0225, 41.6125)
    assert site["text_status"] == {"ru": "human"}


@pytest.mark.parametrize(
    "at",
    [
        "N 51.2333, E 51.3667", "E 51.3667, N 51.2333", "51°14'N 51°22'E", "51,2333 N 51,3667 E",
        "51°14'00\"N, 51°22'00\"E", "51.2333 с.ш. 51.3667 в.д.", "51.2333 с.е. 51.3667 ш.б.", "POINT(51.3667 51.2333)",
    ],
)  # fmt: skip
def test_near_oral_letters_settle_the_order_in_every_spelling(run, data, at):
    said = run("add", "Test Plant", "--at", at, *GOOD[2:], "--data", data)
    assert said.code == 0, said.err
    site = store.load(data).sites.set_index("id").loc["test-plant"].geometry
    assert (site.x, site.y) == pytest.approx((51.3667, 51.2333), abs=1e-4)


@pytest.mark.parametrize(("order", "lon"), [("lat-lon", 51.38), ("lon-lat", 51.21)])
def test_near_oral_the_option_that_the_message_names_answers_it(run, data, order, lon):
    said = run("add", "Test Plant", "--at", "51.21, 51.38", "--order", order, *GOOD[2:], "--data", data)
    assert said.code == 0, said.err
    assert store.load(data).sites.set_index("id").loc["test-plant"].geometry.x == lon


def test_two_cells_pasted_with_marks_nobody_sees_are_a_position(run, data):
    said = run("add", "Test Plant", "--at", "\u200e41,0573\t68,9912\n", *GOOD[2:], "--data", data)
    assert said.code == 0, said.err
    basis = store.load(data).sites.set_index("id").loc["test-plant", "precision_basis"]
    assert basis == "Position as typed by the person who added it: 41,0573 68,9912"


def test_of_a_long_address_the_data_keep_its_beginning_and_the_position(run, data):
    address = f"https://www.openstreetmap.org/?mlat=41.0573&mlon=68.9912&layers={'N' * 1500}"
    assert run("add", "Test Plant", "--at", address, *GOOD[2:], "--data", data).code == 0
    basis = store.load(data).sites.set_index("id").loc["test-plant", "precision_basis"]
    assert "https://www.openstreetmap.org/?mlat=41.0573" in basis
    assert basis.endswith("… (41.0573 N, 68.9912 E)")
    assert len(basis) < 300


def test_a_document_known_already_is_cited_not_doubled(run, data):
    known = next(source for source in store.load(data).sources.values() if source.URL)
    assert run("add", "Test Plant", *GOOD[:-1], known.URL, "--data", data).code == 0
    assert (data / "sources.json").read_bytes() == (DATA / "sources.json").read_bytes()
    assert store.load(data).sites.set_index("id").loc["test-plant", "sources"][0]["id"] == known.id


def arguments(at: str = "41.5, 69.0", name: str = "Test Plant", source: str = "https://example.org/a") -> list[str]:
    cited = ["--source", source] if source else []
    return ["add", name, "--at", at, "--sector", "energy", "--status", "planned", *cited]


REFUSED = {
    "swapped": (arguments("69.28, 41.31"), "if 41.31 N, 69.28 E is meant, write it so"),
    "near Oral": (arguments("51.21, 51.38"), "or say --order lat-lon or --order lon-lat"),
    "outside": (arguments("48.85 N, 2.35 E"), "lies outside the project's bounds"),
    "beside": (arguments("39.1234, 59.1234"), "lies in TM, not in KZ or UZ"),
    "sourceless": (arguments(source=""), "give the address that says so: no source, no fact"),
    "no address": (arguments(source="example.org"), "it begins with https://"),
    "script as source": (arguments(source="javascript:alert(1)"), "it begins with https://"),
    "ambiguous": (arguments("41,31,69,28"), "part the two numbers with a semicolon, as 41,31; 69,28"),
    "no position": (arguments("Tashkent"), "write latitude and longitude in degrees"),
    "nameless": (arguments(name="  "), "give the site's name"),
    "bad id": ([*arguments(), "--id", "Test Plant"], 'write "test-plant"'),
    "override": (arguments(name="Plant \u202etxt"), "U+202E"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_site_is_refused_with_what_to_do_and_no_file_is_touched(run, data, case):
    before = prints(data)
    said = run(*REFUSED[case][0], "--data", data)
    assert said.code == 2
    assert said.out == ""
    assert REFUSED[case][1] in said.err
    assert "to mend" in said.err
    assert "nothing was written" in said.err
    assert prints(data) == before


def test_a_site_that_is_there_already_is_refused(run, data):
    site = next(row for row in store.load(data).sites.itertuples() if row.geometry and row.precision == "locality")
    before = prints(data)
    near = f"{site.geometry.y + 0.0002:.5f}, {site.geometry.x:.5f}"
    for extra in ([], ["--id", "another-id"]):
        said = run(*arguments(near, name=site.name_en), *extra, "--data", data)
        assert said.code == 2
        assert site.name_en in said.err or site.id in said.err
        assert "to mend" in said.err
    assert prints(data) == before


def test_while_somebody_writes_the_answer_is_try_again(run, data, monkeypatch):
    before = prints(data)
    impatient = partial(store.transaction, seconds=0.1)
    with store.transaction(data):
        monkeypatch.setattr(store, "transaction", impatient)
        said = run(*arguments(), "--data", data)
    assert (said.code, said.out) == (3, "")
    assert "try again" in said.err
    assert prints(data) == before


def test_an_embedded_page_shows_in_a_frame_on_another_page(run, tmp_path, offline_page):
    said = run("embed", "--data", DATA, "--out", tmp_path, "--sector", "energy", "--lang", "fr")
    assert said.code == 0
    assert "embed-energy-fr.html" in said.err
    assert said.out.startswith('<iframe src="embed-energy-fr.html" title="')
    assert "Traceback" not in said.err
    page = tmp_path / "embed-energy-fr.html"
    assert payload_of(page.read_text(encoding="utf-8"))["lang"] == "fr"
    host = tmp_path / "host.html"
    host.write_text(f'<!doctype html><html lang="fr"><meta charset="utf-8"><title>Rapport</title>{said.out}', "utf-8")
    shown = offline_page.open(host, ready=False, also=(page,))
    frame = shown.frame_locator("iframe")
    frame.locator("html.kzuz-ready").wait_for(state="attached")
    assert frame.locator("html").get_attribute("lang") == "fr"
    sectors = frame.locator("[data-id][data-sector]").evaluate_all("found => found.map((one) => one.dataset.sector)")
    assert set(sectors) == {"energy"}
    box = shown.locator("iframe").bounding_box()
    assert box["width"] / box["height"] == pytest.approx(1.6, rel=0.01)


def test_an_embedded_page_of_everything_is_there_too(run, tmp_path):
    assert run("embed", "--data", DATA, "--out", tmp_path).code == 0
    assert (tmp_path / "embed-all-en.html").exists()


def test_the_module_is_the_command():
    done = subprocess.run(
        [sys.executable, "-m", "geo", "version"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"kzuz-atlas {__version__}\n"


def test_two_documents_of_one_host_are_two_sources(run, data):
    site = ["--at", "42.31, 69.59", "--sector", "energy", "--status", "under_construction", "--date", "2026-03-01"]
    sources = ["--source", "https://example.org/a", "--source", "https://example.org/b"]
    assert run("add", "Seen being built", *site, *sources, "--data", str(data)).code == 0
    assert run("check", "--data", str(data)).code == 0


def test_an_address_that_is_none_is_told_without_a_traceback(run, data):
    site = ["--at", "42.31, 69.59", "--sector", "energy", "--status", "planned"]
    refused = run("add", "X", *site, "--source", "http://[bad", "--data", str(data))
    assert refused.code == 2
    assert "is not a web address" in refused.err
    assert "Traceback" not in refused.err


def test_without_its_basemap_nothing_is_called_sound(run, data):
    (data / "basemap").unlink()
    refused = run("check", "--data", str(data))
    assert refused.code == 2
    assert "make basemap" in refused.err


def test_a_broken_field_does_not_hide_what_rules_find_elsewhere(run, data):
    path = data / "sites.geojson"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('"status":"operational"', '"status":"finished"', 1).replace(
            '"id":"khorgos-gateway"', '"id":"aktau-port"', 1
        ),
        encoding="utf-8",
    )
    told = run("check", "--data", str(data)).err
    assert "finished" in told
    assert "aktau-port" in told


NAMED = {"ru": "Новый завод", "kk": "Жаңа зауыт", "uz": "Yangi zavod"}


@pytest.mark.parametrize("lang", NAMED)
def test_a_name_given_in_one_language_is_shown_as_that_and_claimed_in_no_other(run, data, lang):
    said = run("add", NAMED[lang], *GOOD, "--id", "new-plant", "--lang", lang, "--data", data)
    assert said.code == 0, said.err
    site = store.load(data).sites.set_index("id").loc["new-plant"]
    assert {other: site[f"name_{other}"] for other in LANGUAGES if site[f"name_{other}"]} == {lang: NAMED[lang]}
    table = static_section(store.load(data), "en")
    assert re.search(rf'<th scope=row lang="?{lang}"?>(<bdi>)?{NAMED[lang]}', table)


def test_a_check_answers_in_five_languages_and_tells_programs_the_same(run, data):
    path = data / "sites.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace('"sector":"', '"sector":"x', 1), encoding="utf-8")
    told, keys = set(), set()
    for lang in LANGUAGES:
        said = run("check", "--lang", lang, "--data", data)
        assert said.code == 2
        told.add(said.err)
        found = json.loads(run("check", "--lang", lang, "--json", "--data", data).out)
        keys.add(json.dumps([{name: entry[name] for name in ("key", "values", "place", "rule")} for entry in found]))
    assert (len(told), len(keys)) == (len(LANGUAGES), 1)


def test_the_rules_are_listed_in_the_language_of_the_environment(run, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    lines = run("check", "--rules").out.splitlines()
    assert len(lines) == len(validate.RULES)
    assert lines[0].startswith("unique-ids: Un identifiant")


def test_a_name_of_signs_alone_is_asked_for_an_id(run, data):
    said = run("add", "🏭 ★", *GOOD, "--data", data)
    assert (said.code, "--id new-plant" in said.err) == (2, True)


@pytest.mark.parametrize(
    "source", ["https://.org", "https://example..org", "https://[x].y/", "https://example.org:99999/"]
)
def test_an_address_no_browser_opens_is_refused_with_what_to_write(run, data, source):
    said = run(*arguments(source=source), "--data", data)
    assert (said.code, "it begins with https://" in said.err) == (2, True)


def test_a_host_of_any_length_makes_an_id_that_is_one(run, data):
    url = f"https://{'.'.join(['long-label'] * 20)}.org/a"
    said = run(*arguments(source=url), "--data", data)
    assert said.code == 0, said.err
