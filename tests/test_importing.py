"""A file goes in whole or not at all: what is new, changed, the same or refused, and what is in data/ afterwards."""

import io
import json
import shutil
from pathlib import Path

import pytest
import xlsxwriter
from conftest import DATA, ROOT
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from geo import editing, store
from geo.cli.app import app
from geo.exporters import export
from geo.importers.values import Wrong, edtf
from geo.importing import Asked, import_files, previewed, proposals, words_of
from geo.importing.template import FIELDS, workbook
from geo.vocabulary import LANGUAGES

HEAD = "name,lat,lon,sector,status,source\n"
DEPOT = "Depot Omega,41.0573,68.9912,logistics,planned,https://example.org/a\n"
ASKED = Asked()
YARD = "Yard Sigma,42.3126,69.5948,logistics,planned,https://example.org/b\n"


@pytest.fixture
def data(tmp_path) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def preview(atlas, text: str | bytes, asked: Asked = ASKED, *, update: bool = False):
    content = text.encode() if isinstance(text, str) else text
    return previewed(atlas, proposals(atlas, {"list.csv": content}, asked), asked, update=update)[0]


def reasons(found) -> list[str]:
    return [line.reason for line in found.lines]


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.*json")}


def test_a_file_imported_twice_changes_nothing_the_second_time(data):
    files = {"list.csv": (HEAD + DEPOT + YARD).encode()}
    first = import_files(data, files, Asked())
    assert (first.counts["new"], [path.name for path in first.written]) == (2, ["sites.geojson", "sources.json"])
    before = files_of(data)
    again = import_files(data, files, Asked())
    assert (again.counts["unchanged"], again.written) == (2, ())
    assert files_of(data) == before


def test_others_write_while_a_file_is_read_and_what_they_wrote_is_compared_with(data):
    def at_once(text: str, edit: store.AnyEdit):
        def meanwhile(step: str) -> None:
            if step == "checking":
                editing.write(data, lambda _: [edit], by="somebody else")

        return import_files(data, {"list.csv": text.encode()}, Asked(), tell=meanwhile)

    found = at_once(HEAD + DEPOT, store.changed("sites", "aktau-port", {"locality": "Aktau, theirs"}))
    sites = store.load(data, basemap=False).sites.set_index("id")
    assert (found.counts["new"], sites.loc["aktau-port", "locality"]) == (1, "Aktau, theirs")
    assert "depot-omega" in sites.index
    gone = store.withdrawn("sites", "depot-omega", note={"date": "2026-03-01", "why_en": "Never built."})
    found = at_once("id,locality\ndepot-omega,Elsewhere\n", gone)
    assert (found.counts["refused"], found.written) == (1, ())


def test_one_refused_row_keeps_all_out_unless_the_others_are_asked_for(data):
    files = {"list.csv": (HEAD + DEPOT + "Yard Tau,68.9,41.05,logistics,planned,https://example.org/c\n").encode()}
    before = files_of(data)
    refused = import_files(data, files, Asked())
    assert (refused.counts["new"], refused.counts["refused"], refused.written) == (1, 1, ())
    assert files_of(data) == before
    taken = import_files(data, files, Asked(), accept_valid=True)
    assert taken.counts == refused.counts
    ids = set(store.load(data).sites["id"])
    assert "depot-omega" in ids
    assert "yard-tau" not in ids


def test_a_row_with_an_id_changes_the_fields_it_says_and_no_other(data):
    atlas = store.load(data)
    one = atlas.sites.iloc[0]
    text = f"id,locality\n{one.id},Elsewhere\n"
    [line] = import_files(data, {"list.csv": text.encode()}, Asked()).lines
    assert (line.outcome, [(change.field, change.after) for change in line.changes]) == (
        "updated",
        [("locality", "Elsewhere")],
    )
    now = store.load(data).sites
    row = now[now["id"] == one.id].iloc[0]
    assert row.locality == "Elsewhere"
    assert (row.status, row.precision_basis, row.geometry) == (one.status, one.precision_basis, one.geometry)


def test_a_row_known_by_name_and_place_alone_changes_nothing_by_accident(data):
    import_files(data, {"list.csv": (HEAD + DEPOT).encode()}, Asked())
    atlas = store.load(data)
    text = HEAD + DEPOT.replace("planned", "agreed").replace("41.0573", "41.0575")
    found = preview(atlas, text)
    assert reasons(found) == ["duplicate"]
    assert "depot-omega" in found.lines[0].message("en")
    assert [line.outcome for line in preview(atlas, text, update=True).lines] == ["updated"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (DEPOT + DEPOT.replace("41.0573", "41.0574"), ["", "duplicate"]),
        ("Depot,41.05,68.99,logistics,planned,not an address\n", ["source"]),
        ("Depot,41.05,68.99,logistics,built,https://example.org/a\n", ["value"]),
        ("Depot,41.05,68.99,,planned,https://example.org/a\n", ["missing"]),
        ("Depot,,,logistics,planned,https://example.org/a\n", ["no-position"]),
        ("Depot,41.05,,logistics,planned,https://example.org/a\n", ["no-position"]),
        (",41.05,68.99,logistics,planned,https://example.org/a\n", ["name"]),
        ("Depot,41.05,-68.99,logistics,planned,https://example.org/a\n", ["hemisphere"]),
        ("Depot,41.05,428.99,logistics,planned,https://example.org/a\n", ["range"]),
        ("Depot,4546000,12500000,logistics,planned,https://example.org/a\n", ["crs"]),
        ("Depot,41,05,68,99,logistics,planned,https://example.org/a\n", ["header"]),
        ("Depot\u202e,41.05,68.99,logistics,planned,https://example.org/a\n", ["clean-text"]),
        ("Dep\x07ot,41.05,68.99,logistics,planned,https://example.org/a\n", ["clean-text"]),
        ("Скла�,41.05,68.99,logistics,planned,https://example.org/a\n", ["encoding"]),
        ("РЎРєР»Р°Рґ,41.05,68.99,logistics,planned,https://example.org/a\n", ["encoding"]),
        ("Moscow yard,55.75,37.61,logistics,planned,https://example.org/a\n", ["inside-bounds"]),
    ],
)
def test_each_fault_of_a_row_has_its_word(atlas, rows, expected):
    assert reasons(preview(atlas, HEAD + rows)) == expected


def test_every_message_is_there_in_five_languages(atlas):
    rows = "Yard Tau,68.9,41.05,logistics,built,x\n,41.05,68.99,,planned,https://example.org/a\n"
    found = preview(atlas, HEAD + rows)
    for line in found.refused:
        assert len({line.message(lang) for lang in LANGUAGES}) == len(LANGUAGES)
        assert "import." not in "".join(line.message(lang) for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Название;Широта, град;Долгота, град;Отрасль;Статус;Источник", "{};41,0573;68,9912;Логистика;{};https://example.org/a"),
        ("Атауы;Ендік;Бойлық;Сала;Мәртебе;Дереккөз", "{};41,0573;68,9912;logistics;{};https://example.org/a"),
        ("Nomi;Kenglik;Uzunlik;Soha;Holat;Manba", "{};41,0573;68,9912;logistics;{};https://example.org/a"),
        ("Nom;Latitude;Longitude;Secteur;Statut;Source", "{};41,0573;68,9912;logistics;{};https://example.org/a"),
        ("NAME|LAT|LON|SECTOR|STATUS|SOURCE", "{}|41.0573|68.9912|logistics|{}|https://example.org/a"),
    ],
)  # fmt: skip
def test_columns_and_words_are_known_in_five_languages(atlas, header, row):
    words = words_of(atlas)
    statuses = [words.label("status", "planned", lang) for lang in LANGUAGES]
    for number, status in enumerate(statuses):
        found = preview(atlas, f"{header}\n{row.format(f'Depot {number}', status)}\n")
        assert [line.outcome for line in found.lines] == ["new"], found.lines[0].message("en")


def test_a_column_nobody_knows_can_be_named(atlas):
    asked = Asked(columns={"lat": "N-Koordinate", "lon": "E-Koordinate", "name": "Was"}, given={"status": "planned"})
    text = "Was,N-Koordinate,E-Koordinate,sector,source\nDepot,41.0573,68.9912,logistics,https://example.org/a\n"
    assert [line.outcome for line in preview(atlas, text, asked).lines] == ["new"]
    assert reasons(preview(atlas, text)) == ["header"]


def test_what_the_file_does_not_say_may_be_given_and_never_overrules_it(atlas):
    text = "name,lat,lon,status\nDepot,41.0573,68.9912,\nYard,42.3126,69.5948,agreed\n"
    asked = Asked(given={"sector": "logistics", "status": "planned"}, sources=("https://example.org/a",))
    found = preview(atlas, text, asked)
    assert [edit.fields["status"] for edit in found.edits if hasattr(edit, "fields")] == ["planned", "agreed"]


def test_metres_of_a_named_system_become_degrees(atlas):
    text = "name,x,y,sector,status,source\nPost,12499323.54,4546996.93,border,planned,https://example.org/a\n"
    assert reasons(preview(atlas, text)) == ["crs"]
    [line] = preview(atlas, text, Asked(crs="EPSG:28412")).lines
    assert (round(line.proposed.lon, 3), round(line.proposed.lat, 3)) == (68.991, 41.057)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("15.03.2026", "2026-03-15"), ("2026-03-15", "2026-03-15"), ("2026-03", "2026-03"), ("2026", "2026"),
        (2026, "2026"), ("15/03/2026", "2026-03-15"), ("03/15/2026", "2026-03-15"),
        ("2026-03-15T10:00:00Z", "2026-03-15"), ("05.05.2026 г.", "2026-05-05"),
        ("03/04/2026", None), (46096, None), ("31.02.2026", None), ("spring", None), ("2026-13", None),
    ],
)  # fmt: skip
def test_a_date_is_a_day_or_a_question(cell, day):
    if day is None:
        with pytest.raises(Wrong) as wrong:
            edtf(cell)
        assert wrong.value.reason == "date"
    else:
        assert edtf(cell) == day


def test_every_sheet_with_a_header_is_read_and_hidden_rows_are_told(atlas):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        cover = book.add_worksheet("About")
        cover.write(0, 0, "Nothing here")
        for number, name in enumerate(("North", "South"), start=1):
            sheet = book.add_worksheet(name)
            sheet.write_row(2, 0, ["name", "lat", "lon", "sector", "status", "source"])
            sheet.write_row(
                3, 0, [f"Depot {number}", 41 + number / 7, 69, "logistics", "planned", "https://example.org/a"]
            )
            sheet.set_row(3, options={"hidden": True})
    found = preview(atlas, held.getvalue())
    assert [line.where("en") for line in found.lines] == ["sheet «North», row 4", "sheet «South», row 4"]
    notes = [note.text() for note in found.proposals[0].notes]
    assert sum("row 4 is hidden" in note for note in notes) == 2
    assert any("About" in note for note in notes)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", FIELDS)
def test_a_template_filled_in_gives_what_was_typed(atlas, kind, lang):
    words = words_of(atlas)
    typed = {"name": "Depot Omega", "lat": 41.0573, "lon": 68.9912, "status_date": "2026-03-15",
             "source": "https://example.org/a", "kz_name": "A", "uz_name": "B", "hours": "24/7"}  # fmt: skip
    chosen = {"sector": "logistics", "status": "planned", "modes": "road", "passengers": "restricted",
              "freight": "no",
              "third_country_nationals": "unknown", "station_kind": "freight_station",
              "precision": "region"}  # fmt: skip
    template = workbook(kind, lang, words)
    assert template == workbook(kind, lang, words)
    with CalamineWorkbook.from_filelike(io.BytesIO(template)) as book:
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        name = book.sheet_names[0]
    header = rows[3]
    cells = {**typed, **{field: words.label(field, word, lang) for field, word in chosen.items()}}
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.write_row(4, 0, [cells.get(field, "") for field in FIELDS[kind]])
    assert len(header) == len(FIELDS[kind])
    [proposal] = proposals(atlas, {"filled.xlsx": held.getvalue()}, Asked())
    [row] = proposal.rows
    assert row.refusals == ()
    assert row.layer == {"site": "sites", "crossing": "border_crossings", "station": "rail_stations"}[kind]
    for field, word in chosen.items():
        if field in FIELDS[kind]:
            assert row.fields[field] in (word, [word])
    assert (row.name, row.lon, row.lat, row.fields["status_date"]) == ("Depot Omega", 68.9912, 41.0573, "2026-03-15")


def test_near_oral_named_columns_tell_and_a_map_of_such_points_alone_is_asked_about(atlas):
    oral = "Depot,51.21,51.38,logistics,planned,https://example.org/a\n"
    assert [line.outcome for line in preview(atlas, HEAD + oral).lines] == ["new"]

    def collection(*points: list[float]) -> bytes:
        told = {"sector": "logistics", "status": "planned", "source": "https://example.org/a"}
        features = [
            {"type": "Feature", "properties": {"name": f"Depot {lon}", **told},
             "geometry": {"type": "Point", "coordinates": [lon, lat]}}
            for lon, lat in points
        ]  # fmt: skip
        return json.dumps({"type": "FeatureCollection", "features": features}).encode()

    assert reasons(preview(atlas, collection([51.38, 51.21]))) == ["both"]
    assert reasons(preview(atlas, collection([51.38, 51.21]), Asked(order="lon-lat"))) == [""]
    assert reasons(preview(atlas, collection([51.38, 51.21], [69.2, 41.3]))) == ["", ""]


@pytest.mark.parametrize("file_format", ["geojson", "geojsonseq", "csv", "xlsx", "kml", "gpkg", "fgb"])
def test_the_atlas_exported_and_imported_again_is_unchanged(atlas, file_format):
    for lang in (None, "ru"):
        asked = Asked()
        files = {"atlas": export(atlas, file_format, lang)}
        found, _ = previewed(atlas, proposals(atlas, files, asked), asked)
        assert {line.outcome for line in found.lines} == {"unchanged"}
        assert len(found.lines) > 100


def test_the_commands_of_the_page_on_importing_do_what_it_says(data, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8").split("```")[1]
    commands = [line.partition("#")[0].split()[1:] for line in page.strip().splitlines()]
    assert [command[0] for command in commands] == ["template", "import", "import", "undo"]
    before = files_of(data)
    codes = [CliRunner().invoke(app, command).exit_code for command in commands[:3]]
    assert codes == [0, 2, 2]  # nobody has filled it yet
    Path("sites.xlsx").write_bytes((HEAD + DEPOT).encode())
    codes = [CliRunner().invoke(app, command).exit_code for command in commands[1:]]
    assert codes == [0, 0, 0]
    assert files_of(data) == before


def test_the_command_prints_one_object_and_says_by_its_exit_code_whether_it_did_what_was_asked(data, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(HEAD + DEPOT, encoding="utf-8")
    run = CliRunner().invoke(app, ["import", str(path), "--data", str(data), "--dry-run", "--json"])
    told = json.loads(run.stdout)
    assert (run.exit_code, told["new"], told["written"], told["rows"][0]["id"]) == (0, 1, False, "depot-omega")
    path.write_text(HEAD + DEPOT + "Yard,68.9,41.05,logistics,planned,https://example.org/a\n", encoding="utf-8")
    run = CliRunner().invoke(app, ["import", str(path), "--data", str(data), "--json"])
    assert (run.exit_code, json.loads(run.stdout)["refused"]) == (2, 1)
    kept = tmp_path / "mend.csv"
    run = CliRunner().invoke(app, ["import", str(path), "--data", str(data), "--accept-valid", "--refused", str(kept)])
    assert run.exit_code == 0
    assert "swapped" in kept.read_text(encoding="utf-8-sig")


def test_the_mended_table_of_refused_rows_can_be_imported_as_it_is(data, tmp_path):
    path, kept = tmp_path / "list.csv", tmp_path / "mend.csv"
    path.write_text(HEAD + "=Yard,68.9912,41.0573,logistics,planned,https://example.org/a\n", encoding="utf-8")
    CliRunner().invoke(app, ["import", str(path), "--data", str(data), "--refused", str(kept)])
    text = kept.read_text(encoding="utf-8-sig")
    assert "'=Yard" in text
    kept.write_text(text.replace("68.9912,41.0573,l", "41.0573,68.9912,l"), encoding="utf-8")
    run = CliRunner().invoke(app, ["import", str(kept), "--data", str(data), "--json"])
    assert [row["name"] for row in json.loads(run.stdout)["rows"]] == ["=Yard"]
    assert run.exit_code == 0
