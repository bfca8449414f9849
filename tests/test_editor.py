"""The editor in the browser, asked without one: who is answered, what a form means, what is written."""

import asyncio
import re
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from editor_data import copied
from factories import ROOT
from starlette.testclient import TestClient
from typer.testing import CliRunner

from geo import coordinates, editing, store
from geo.cli import app
from geo.editor.app import application
from geo.editor.controls import EDITABLE, controls, layer_of, sections
from geo.editor.entries import filled, typed
from geo.editor.safety import MOST_TYPED
from geo.editor.versions import text_of, version_of
from geo.errors import InvalidData
from geo.model import LAYER
from geo.vocabulary import LANGUAGES

FORM = b"application/x-www-form-urlencoded"
TOKEN = "a-token-of-the-tests"
HERE = "http://127.0.0.1:8000"
SOURCE = "https://www.gov.uz/en/news/view/12345"
NEW = {
    "at": "41°18′36″N 69°16′48″E",
    "name_en": "Chorsu textile hall",
    "sector": "industry",
    "status": "planned",
    "precision": "locality",
    "countries": "UZ",
    "admin1": "UZ-TK",
    "checked": "2025-11-20",
    "sources.0.id": SOURCE,
    "sources.0.title": "A hall for textiles",
}


def asking(folder: Path) -> TestClient:
    return TestClient(application(folder, TOKEN), base_url=HERE, follow_redirects=False)


@pytest.fixture
def folder(tmp_path) -> Path:
    return copied(tmp_path / "data")


@pytest.fixture
def client(folder) -> TestClient:
    return asking(folder)


@pytest.fixture(scope="module")
def unwritten(tmp_path_factory) -> Path:
    """A folder that many tests read; that none of them changes it is what some of them are about."""
    return copied(tmp_path_factory.mktemp("editor") / "data")


@pytest.fixture(scope="module")
def reader(unwritten) -> TestClient:
    """One editor for all that is only asked; what it keeps of one request must not change the answer to the next."""
    return asking(unwritten)


def at(path: str) -> str:
    return f"/{TOKEN}{path}"


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


class Fields(HTMLParser):
    """What a browser would send of the first form of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.form: dict[str, list[str]] = {}
        self.select = self.area = ""
        self.is_inside = self.is_template = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.is_inside = given.get("id") == "form"
        if tag == "template":
            self.is_template = True
        name = given.get("name")
        if not self.is_inside or self.is_template:
            return
        if tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.form.setdefault(name, []).append(given.get("value") or "")
        if tag == "select":
            self.select = name
        if tag == "option" and self.select and "selected" in given:
            self.form[self.select] = [given.get("value") or ""]
        if tag == "textarea":
            self.area = name
            self.form[name] = [""]

    def handle_endtag(self, tag):
        if tag == "template":
            self.is_template = False
        if tag == "select":
            self.select = ""
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data):
        if self.area and self.is_inside and not self.is_template:
            self.form[self.area] = [self.form[self.area][0] + data]


def form_of(client: TestClient, id_: str, lang: str = "en") -> dict[str, list[str]]:
    page = client.get(at(f"/{lang}/edit/{id_}"))
    assert page.status_code == 200
    return Fields(page.text).form


# Who is answered.


def test_a_rebound_name_is_refused_though_it_knows_the_token(reader):
    assert reader.get(at("/en/"), headers={"Host": "evil.example:8000"}).status_code == 400
    assert reader.post(at("/en/save/sites"), data=NEW, headers={"Host": "evil.example"}).status_code == 400
    assert reader.get(at("/en/"), headers={"Host": "localhost:8000"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "https://127.0.0.1:8000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": HERE},
    ],
)
def test_another_page_cannot_write_though_it_knows_the_token(reader, unwritten, headers):
    before = bytes_of(unwritten)
    assert reader.post(at("/en/save/sites"), data=NEW, headers=headers).status_code == 403
    assert bytes_of(unwritten) == before


def test_the_own_page_and_a_program_of_this_machine_may_write(client):
    own = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}
    assert client.post(at("/en/save/sites"), data=NEW, headers=own).status_code == 303
    assert client.post(at("/en/save/sites"), data={**NEW, "name_en": "Second hall"}).status_code in (303, 422)


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/static/editor.js", "/wrong/en/", f"/{TOKEN}x/en/", "//", "/en/atlas.json"]
)
def test_nothing_is_shown_without_the_token(reader, path):
    answer = reader.get(path)
    assert answer.status_code == 403
    assert len(answer.content) < 300


def test_nothing_is_written_without_the_token(reader, unwritten):
    before = bytes_of(unwritten)
    assert reader.post("/en/save/sites", data=NEW).status_code == 403
    assert bytes_of(unwritten) == before


def test_a_body_of_50_mb_is_refused_before_it_is_read(unwritten):
    """By the length it claims; and one that claims none is read no further than a form may be long."""
    taken = []

    def asked(headers: list[tuple[bytes, bytes]], path: str) -> int:
        told: list[dict] = []

        async def receive():
            taken.append(1)
            return {"type": "http.request", "body": b"x" * 1_000_000, "more_body": len(taken) < 50}

        async def send(message):
            told.append(message)

        scope = {
            "type": "http", "method": "POST", "path": at(path), "raw_path": b"", "query_string": b"", "root_path": "",
            "scheme": "http", "http_version": "1.1", "server": ("127.0.0.1", 8000),
            "headers": [(b"host", b"127.0.0.1:8000"), (b"content-type", FORM), *headers],
        }  # fmt: skip
        # in a thread, for the browser of other tests has a loop of events in this one
        with ThreadPoolExecutor(1) as other:
            other.submit(asyncio.run, application(unwritten, TOKEN)(scope, receive, send)).result()
        return told[0]["status"]

    assert asked([(b"content-length", b"50000000")], "/en/save/sites") == 413
    assert asked([(b"content-length", b"50000000")], "/en/import") == 413
    assert asked([(b"content-length", b"-1")], "/en/save/sites") == 413
    assert asked([(b"content-length", b"9" * 5000)], "/en/save/sites") == 413
    assert taken == []
    assert asked([], "/en/save/sites") in (400, 413)
    assert len(taken) <= MOST_TYPED // 1_000_000 + 1


def test_reading_changes_nothing(reader, unwritten):
    before = bytes_of(unwritten)
    for path in ("/", "/en/", "/fr/new/sites", "/ru/new/border_crossings", "/kk/new/rail_stations", "/uz/changes",
                 "/en/edit/khorgos", "/en/atlas.json", "/static/editor.js", "/static/editor.css"):  # fmt: skip
        assert reader.get(at(path)).status_code in (200, 307), path
        assert reader.head(at(path)).status_code in (200, 307), path
    for path in ("/en/save/sites", "/en/withdraw/khorgos", "/en/undo", "/en/check/sites", "/en/draft/sites"):
        assert reader.get(at(path)).status_code == 405, path
    assert bytes_of(unwritten) == before


@pytest.mark.parametrize(
    "path",
    ["/static/../../pyproject.toml", "/static/%2e%2e%2f%2e%2e%2fpyproject.toml", "/en/edit/..%2f..%2fetc%2fpasswd",
     "/static/atlas.js", "/en/new/sources", "/en/new/rail_lines", "/xx/", "/en/edit/no-such-thing"],
)  # fmt: skip
def test_no_address_reaches_the_disk(reader, path):
    assert reader.get(at(path)).status_code in (403, 404)


def test_every_answer_says_what_a_browser_may_do_with_it(reader):
    for path in (at("/en/"), at("/en/atlas.json"), "/", at("/no")):
        headers = reader.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
    page = reader.get(at("/en/"))
    nonce = re.search(r"script-src 'nonce-([^']+)'", page.headers["content-security-policy"])[1]
    assert all(f'nonce="{nonce}"' in tag for tag in re.findall(r"<(?:script|link rel=\"stylesheet\")[^>]*>", page.text))
    assert nonce not in reader.get(at("/en/")).text


# What a form means.


@pytest.mark.parametrize("name", EDITABLE)
def test_every_field_of_the_model_has_its_control(name):
    layer = LAYER[name]
    shown = {control.name for section in sections(layer) for control in section.controls}
    assert shown == {control.name for control in controls(layer.noun)}
    assert len(shown) == sum(len(section.controls) for section in sections(layer))


def test_every_feature_goes_through_its_form_unchanged(atlas):
    for name in EDITABLE:
        layer = layer_of(name)
        for id_ in getattr(atlas, name)["id"]:
            version = version_of(atlas, layer, id_)
            back = typed(layer, filled(layer, version.record, text_of(version)))
            assert back.record | {"confirmed": 0} == version.record | {"confirmed": 0}, id_


def test_a_form_saved_as_it_was_drawn_writes_nothing(reader, unwritten):
    before = bytes_of(unwritten)
    for id_ in ("khorgos", "aktau-port", "zhibek-zholy-gishtkoprik"):
        answer = reader.get(at(f"/en/edit/{id_}"))
        saved = reader.post(
            at(f"/en/save/{re.search('save/([a-z_]+)', answer.text)[1]}"), data=Fields(answer.text).form
        )
        assert saved.headers["location"].endswith("done=unchanged")
    assert bytes_of(unwritten) == before


def test_a_new_site_is_one_line_and_one_document_more(client, folder):
    answer = client.post(at("/en/save/sites"), data=NEW)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].endswith("/en/edit/chorsu-textile-hall?done=saved")
    atlas = store.load(folder)
    site = version_of(atlas, LAYER["sites"], "chorsu-textile-hall")
    assert site.lonlat == (69.28, 41.31)
    assert site.record["precision_basis"].endswith("41°18′36″N 69°16′48″E (41.31 N, 69.28 E)")
    [cited] = site.record["sources"]
    document = atlas.sources[cited["id"]]
    assert (document.URL, document.title, document.container_title) == (SOURCE, "A hall for textiles", "gov.uz")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_wrong_is_told_at_its_field_in_the_words_of_the_rules(reader, unwritten, lang):
    before = bytes_of(unwritten)
    swapped = {**NEW, "at": "69.28 N, 41.31 E"}
    told = reader.post(at(f"/{lang}/check/sites"), data=swapped).json()
    [problem] = [one for one in told["problems"] if one["field"] == "at"]

    with pytest.raises(InvalidData) as refused:
        coordinates.read(swapped["at"])
    assert problem["what"] == refused.value.problems[0].what_in(lang)
    assert problem["mend"] == refused.value.problems[0].mend_in(lang)
    page = reader.post(at(f"/{lang}/save/sites"), data=swapped)
    assert page.status_code == 422
    assert 'id="at-why" data-why="at">' in page.text
    assert bytes_of(unwritten) == before


def test_both_readings_of_an_ambiguous_position_are_offered(reader):
    told = reader.post(at("/en/check/sites"), data={**NEW, "at": "51.2, 51.4"}).json()
    assert told["position"] is None
    assert {(one["lat"], one["lon"]) for one in told["readings"]} == {(51.2, 51.4), (51.4, 51.2)}
    for one in told["readings"]:
        taken = reader.post(at("/en/check/sites"), data={**NEW, "at": one["text"]}).json()
        assert (taken["position"]["lat"], taken["position"]["lon"]) == (one["lat"], one["lon"])


def test_rules_speak_of_what_is_filled_in_while_the_rest_is_missing(reader):
    told = reader.post(at("/en/check/sites"), data={"at": "41.31 N, 69.28 E", "countries": "KZ", "precision": "exact"})
    fields = {one["field"] for one in told.json()["problems"]}
    assert {"name_en", "sector", "status", "sources"} <= fields
    assert "at" in fields  # Tashkent is not in Kazakhstan


def test_what_lies_near_in_any_layer_is_shown_beside(reader, atlas):
    point = version_of(atlas, LAYER["rail_stations"], "khorgos")
    told = reader.post(at("/en/check/sites"), data={**NEW, "at": text_of(point)}).json()
    assert any(one["address"].endswith("/edit/khorgos") and "m" in one["facts"] for one in told["beside"])


def test_a_document_that_is_none_is_told_at_its_row(reader):
    told = reader.post(at("/en/check/sites"), data={**NEW, "sources.0.id": "no such thing"}).json()
    assert [one["field"] for one in told["problems"]] == ["sources.0.id"]


def test_rows_come_and_go_without_losing_what_was_typed(reader):
    page = reader.post(at("/kk/draft/sites"), data={**NEW, "more": "events"})
    form = Fields(page.text).form
    assert "events.0.date" in form
    assert form["name_en"] == [NEW["name_en"]]
    assert form["sources.0.id"] == [SOURCE]
    less = Fields(reader.post(at("/kk/draft/sites"), data={**form, "less": "sources.0"}).text).form
    assert "sources.0.id" not in less
    assert less["at"] == [NEW["at"]]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7*7 }}", "\"'><img src=x>", "</textarea><b>"])
def test_no_text_is_ever_markup(reader, text):
    page = reader.post(at("/en/draft/sites"), data={**NEW, "name_en": text, "summary_en": text, "at": text})
    assert Fields(page.text).form["name_en"] == [text]
    assert Fields(page.text).form["summary_en"] == [text]
    for raw in ("<script>alert", "<img src=x", "</textarea><b>", ">49<"):
        assert raw not in page.text


# What happens to a feature.


def test_two_editors_and_a_shell_lose_nothing(client, folder):
    """Each field is changed by one, and one field by both: the second sees both versions, and what only the other
    changed is in the form already."""
    first, second = form_of(client, "aktau-port"), form_of(client, "aktau-port")
    saved = client.post(at("/en/save/sites"), data={**first, "locality": "Aktau, first", "partners": "Port of Aktau"})
    assert saved.status_code == 303, saved.text
    mine = {**second, "locality": "Aktau, second", "hours": "", "name_fr": "Port d’Aktaou"}
    answer = client.post(at("/en/save/sites"), data=mine)
    assert answer.status_code == 409
    form = Fields(answer.text).form
    assert form["locality"] == ["Aktau, second"]
    assert form["name_fr"] == ["Port d’Aktaou"]
    assert form["partners"] == ["Port of Aktau"]
    assert form["clash"] == ["locality"]
    assert "Aktau, first" in answer.text
    theirs = Fields(client.post(at("/en/draft/sites"), data={**form, "take": "locality"}).text).form
    assert theirs["locality"] == ["Aktau, first"]
    assert "clash" not in theirs
    editing.write(
        folder, lambda _: [store.changed("sites", "aktau-port", {"name_kk": "Ақтау порты, қабықтан"})], by="kzuz edit"
    )
    assert client.post(at("/en/save/sites"), data=form).status_code == 409
    again = Fields(client.post(at("/en/save/sites"), data=form).text).form
    assert again["name_kk"] == ["Ақтау порты, қабықтан"]
    assert client.post(at("/en/save/sites"), data=again).status_code == 303
    record = version_of(store.load(folder), LAYER["sites"], "aktau-port").record
    assert (record["locality"], record["partners"]) == ("Aktau, second", ["Port of Aktau"])
    assert (record["name_fr"], record["name_kk"]) == ("Port d’Aktaou", "Ақтау порты, қабықтан")


def test_saves_at_once_are_all_there_or_told(client, folder):
    answers: list[int] = []

    def save(number: int) -> None:
        new = {
            **NEW,
            "name_en": f"Hall {number} of {'abcdefghij'[number] * 6}",
            "at": f"{41.1 + number / 9:.4f} N, 69.30 E",
        }
        new |= {"countries": "UZ", "precision": "country", "admin1": ""}
        answers.append(client.post(at("/en/save/sites"), data=new).status_code)

    before = len(store.load(folder).sites)
    threads = [threading.Thread(target=save, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.load(folder).sites) == before + answers.count(303)
    assert set(answers) <= {303, 409, 422}
    assert answers.count(303) >= 1


def test_what_is_taken_out_says_why_and_can_be_taken_back(client, folder):
    page = client.get(at("/en/edit/aktau-port")).text
    mark = re.search(r'name="version" value="([0-9a-f]+)"', page)[1]
    assert client.post(at("/en/withdraw/aktau-port"), data={"version": mark, "why": " "}).status_code == 422
    assert client.post(at("/en/withdraw/aktau-port"), data={"version": "0", "why": "twice"}).status_code == 422
    answer = client.post(at("/en/withdraw/aktau-port"), data={"version": mark, "why": "It was entered twice."})
    listed = client.get(at("/en/changes"))
    assert answer.status_code == 303, answer.text
    gone = client.get(at("/en/edit/aktau-port"))
    assert gone.status_code == 404
    assert "It was entered twice." in gone.text
    number = re.search(r'name="number" value="(\d+)"', listed.text)[1]
    assert client.post(at("/en/undo"), data={"number": number}).status_code == 303
    assert client.get(at("/en/edit/aktau-port")).status_code == 200


def test_changes_are_listed_and_taken_back(client, folder):
    before = (folder / "sites.geojson").read_bytes()
    client.post(at("/en/save/sites"), data=NEW)
    listed = client.get(at("/ru/changes")).text
    assert "Chorsu textile hall" in listed
    number = re.search(r'name="number" value="(\d+)"', listed)[1]
    assert client.post(at("/ru/undo"), data={"number": number}).status_code == 303
    assert (folder / "sites.geojson").read_bytes() == before
    for none in ("no", "-1", "9" * 400, "9" * 5000, "\u0663"):
        assert client.post(at("/ru/undo"), data={"number": none}).status_code == 422


def test_faulty_files_are_told_and_nothing_is_written(client, folder):
    path = folder / "sites.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace('"sector":"', '"sector":"x', 1), encoding="utf-8")
    before = bytes_of(folder)
    page = client.get(at("/en/"))
    assert page.status_code == 200
    assert 'class="faults"' in page.text
    assert client.post(at("/en/save/sites"), data=NEW).status_code in (409, 422)
    assert bytes_of(folder) == before


def test_a_change_by_another_program_is_seen_at_once(client, folder):
    editing.write(
        folder, lambda _: [store.changed("sites", "aktau-port", {"locality": "From the shell"})], by="kzuz edit"
    )
    assert form_of(client, "aktau-port")["locality"] == ["From the shell"]


def test_the_card_of_what_is_typed_is_shown_before_it_is_saved(reader):
    told = reader.post(at("/en/check/sites"), data=NEW).json()
    assert told["problems"] == []
    assert told["card"]["features"]["n"] == 1
    assert told["card"]["features"]["cols"]["name_en"] == [NEW["name_en"]]


# A file that was dropped.

TABLE = (
    "name_en,lat,lon,sector,status,precision,source\n"
    f"Hall A of the north,41.31,69.28,industry,planned,locality,{SOURCE}\n"
    f"Hall B of the north,69.29,41.33,industry,planned,locality,{SOURCE}\n"
)


def looked(client: TestClient, text: str, **fields: str):
    return client.post(at("/en/import"), files={"file": ("halls.csv", text.encode())}, data=fields)


def hidden(page: str) -> dict[str, list[str]]:
    form = page[page.index("/import/accept") :]
    return {name: [value] for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)}


def test_a_dropped_table_is_shown_row_by_row_before_anything_is_written(client, folder):
    before = bytes_of(folder)
    page = looked(client, TABLE)
    assert page.status_code == 200
    assert "Hall A of the north" in page.text
    assert 'class="is-refused"' in page.text
    assert bytes_of(folder) == before
    answer = client.post(at("/en/import/accept"), data=hidden(page.text))
    assert answer.status_code == 303, answer.text
    names = list(store.load(folder).sites["name_en"])
    assert "Hall A of the north" in names
    assert "Hall B of the north" not in names
    assert "Hall A of the north" in client.get(at("/en/changes")).text


def test_a_file_is_looked_at_again_when_the_data_changed_meanwhile(client, folder):
    page = looked(client, TABLE)
    editing.write(folder, lambda _: [store.changed("sites", "aktau-port", {"locality": "Elsewhere"})], by="kzuz edit")
    answer = client.post(at("/en/import/accept"), data=hidden(page.text))
    assert answer.status_code == 409
    assert "Hall A of the north" not in list(store.load(folder).sites["name_en"])
    assert client.post(at("/en/import/accept"), data=hidden(answer.text)).status_code == 303


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"PK\x03\x04", b"<script>", b"a;b\n1;2\n"])
def test_what_is_no_table_is_told_and_nothing_is_kept(reader, data):
    page = reader.post(at("/ru/import"), files={"file": ("../../<b>x</b>.csv", data)})
    assert page.status_code in (200, 422)
    assert "<b>x</b>" not in page.text
    assert "/import/accept" not in page.text
    assert reader.post(at("/ru/import/accept"), data={"word": "../../etc/passwd"}).status_code == 410


# The command.


@pytest.fixture(scope="module")
def serving(unwritten):
    """`kzuz serve` as people start it, and the line it says."""
    command = [sys.executable, "-m", "geo", "serve", "--no-open", "--data", str(unwritten)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        yield running.stdout.readline()
        running.terminate()


def test_the_command_says_where_the_editor_is_and_only_that_address_answers(serving):
    address = re.search(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", serving)[0]
    host, token = address.split("/")[2:4]
    with urlopen(f"{address}en/", timeout=60) as page:
        assert b"Editor of the atlas" in page.read()
    with pytest.raises(HTTPError) as refused:
        urlopen(f"http://{host}/{token[:-1]}x/en/", timeout=60)
    assert refused.value.code == 403


def test_a_port_that_is_taken_is_told_in_words(serving):
    port = re.search(r":(\d+)/", serving)[1]
    done = CliRunner().invoke(app, ["serve", "--no-open", "--port", port])
    assert done.exit_code == 2
    assert port in done.output
    assert "Traceback" not in done.output


def test_a_body_of_50_mb_ends_at_once_on_the_wire(serving):
    """The server answers while hardly anything was sent, and hangs up."""
    host, port, token = re.search(r"http://([\d.]+):(\d+)/([\w-]+)/", serving).groups()
    with socket.create_connection((host, int(port)), timeout=30) as wire:
        head = f"POST /{token}/en/import HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: 50000000\r\n\r\n"
        wire.sendall(head.encode() + b"x" * 1000)
        assert b" 413 " in wire.recv(4096).split(b"\r\n")[0]
