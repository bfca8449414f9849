"""The editor as people use it: a real server on this machine, a real browser, one of each for all journeys."""

import json
import re
import threading
import time
from pathlib import Path

import pytest
import uvicorn
from editor_data import copied
from test_access import violations
from test_reviewing import correction, of

from geo import editing, store
from geo.editor.app import application
from geo.editor.server import HOST
from geo.store import version_of

TOKEN = "a-token-of-the-journeys"
SOURCE = "https://www.gov.uz/en/news/view/777"


class Desk:
    """The editor's page in a browser, over a folder of its own."""

    def __init__(self, page, home: str, folder: Path, errors: list[str]) -> None:
        self.page, self.home, self.folder, self.errors = page, home, folder, errors

    def open(self, path: str, width: int = 1280, height: int = 800):
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(self.home + path)
        self.ready()
        return self.page

    def ready(self) -> None:
        self.page.wait_for_selector("html.kzuz-ready", state="attached")

    def checked(self) -> None:
        """Wait for the answer to what was typed just now."""
        before = self.page.locator("#form").get_attribute("data-checked") or "0"
        self.page.wait_for_function(
            "before => Number(document.querySelector('#form').dataset.checked || 0) > Number(before)", arg=before
        )

    def drop(self, text: str, name: str) -> None:
        """Drop a file on the page."""
        self.page.evaluate(
            """([text, name]) => {
                const files = new DataTransfer();
                files.items.add(new File([text], name));
                const drop = { dataTransfer: files, bubbles: true, cancelable: true };
                document.body.dispatchEvent(new DragEvent("drop", drop));
            }""",
            [text, name],
        )

    def site(self, id_: str):
        return store.feature_of(store.load(self.folder, basemap=False), "sites", id_)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = copied(tmp_path_factory.mktemp("edited") / "data")
    server = uvicorn.Server(
        uvicorn.Config(application(folder, TOKEN), host=HOST, port=0, log_level="warning", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://{HOST}:{port}/{TOKEN}", folder
    server.should_exit = True
    thread.join(5)


@pytest.fixture(scope="module")
def desk(browser, served):
    home, folder = served
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda note: note.type == "error" and "409" not in note.text and "422" not in note.text
            and errors.append(note.text))  # fmt: skip
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    yield Desk(page, home, folder, errors)
    context.close()


@pytest.fixture(autouse=True)
def no_errors(desk):
    desk.errors.clear()
    yield
    assert desk.errors == []


def fill_in(page, name: str, lang: str = "en") -> None:
    page.fill(f"#name_{lang}", name)
    page.select_option("#sector", "industry")
    page.select_option("#status", "planned")
    page.fill("[name='sources.0.id']", SOURCE)
    page.check("input[name=precision][value=locality]")


def test_click_place_save(desk):
    page = desk.open("/en/new/sites")
    page.click("#map", position={"x": 330, "y": 420})
    page.wait_for_selector(".draft-pin")
    assert re.fullmatch(r"\d+(\.\d+)? N, \d+(\.\d+)? E", page.input_value("#at"))
    fill_in(page, "Hall of the click")
    page.wait_for_selector("#region:not([hidden])")
    page.click("#region")
    desk.checked()
    page.wait_for_selector(".draft-pin .glyph.p-locality")
    page.wait_for_selector("#preview .card-name:has-text('Hall of the click')")
    page.click("button.save")
    page.wait_for_selector(".done")
    feature = desk.site("hall-of-the-click")
    typed = page.input_value("#at")
    lon, lat = feature["geometry"]["coordinates"]
    assert typed == f"{lat:.6f}".rstrip("0").rstrip(".") + " N, " + f"{lon:.6f}".rstrip("0").rstrip(".") + " E"


def test_paste_dms_drag_save(desk):
    page = desk.open("/fr/new/sites")
    page.fill("#at", "41°18′36″N 69°16′48″E")
    fill_in(page, "Hall of the paste", "fr")
    page.wait_for_selector("#region:not([hidden])")
    page.click("#region")
    desk.checked()
    pin = page.locator(".draft-pin").bounding_box()
    page.mouse.move(pin["x"] + 17, pin["y"] + 17)
    page.mouse.down()
    page.mouse.move(pin["x"] + 20, pin["y"] + 15, steps=4)
    page.mouse.up()
    page.wait_for_function("!document.querySelector('#at').value.includes('°')")
    page.fill("#at", "41°18′36″N 69°16′48″E")
    desk.checked()
    page.click("button.save")
    page.wait_for_selector(".done")
    assert desk.site("hall-of-the-paste")["geometry"]["coordinates"] == [69.28, 41.31]


def test_a_swapped_position_is_refused_and_the_one_that_fits_is_a_press_away(desk):
    page = desk.open("/en/new/sites")
    page.fill("#at", "69.28 N, 41.31 E")
    page.wait_for_selector("[data-why=at]:not([hidden])")
    assert page.get_attribute("#at", "aria-invalid") == "true"
    assert page.locator(".draft-pin").count() == 0
    page.click("button.reading")
    page.wait_for_selector(".draft-pin")
    assert page.input_value("#at") == "41.31 N, 69.28 E"


def test_both_readings_stand_on_the_map(desk):
    page = desk.open("/en/new/sites")
    page.fill("#at", "51.2, 51.4")
    page.wait_for_selector(".reading-pin >> nth=1")
    assert page.locator(".reading-pin").all_inner_texts() == ["A", "B"]
    page.locator(".reading-pin", has_text="B").click()
    page.wait_for_selector(".draft-pin")
    assert page.locator(".reading-pin").count() == 0


def test_of_two_editors_the_second_sees_both_versions(desk):
    page = desk.open("/en/edit/aktau-port")
    change = {"locality": "Aktau, by the other", "cost_usd": 5.0}
    editing.write(desk.folder, lambda _: [store.changed("sites", "aktau-port", change)], by="kzuz edit")
    page.fill("#locality", "Aktau, mine")
    page.click("button.save")
    page.wait_for_selector(".two-versions")
    assert page.input_value("#locality") == "Aktau, mine"
    assert page.input_value("#cost_usd") == "5"
    assert "Aktau, by the other" in page.inner_text("[data-clash=locality]")
    desk.ready()
    assert violations(page) == []
    page.click("button.save")
    page.wait_for_selector(".done")
    record = desk.site("aktau-port")["properties"]
    assert (record["locality"], record["cost_usd"]) == ("Aktau, mine", 5)


def test_a_dropped_spreadsheet_is_seen_before_it_is_written(desk):
    page = desk.open("/en/")
    head = "name_en,lat,lon,sector,status,precision,source"
    rows = f"{head}\nHall of the drop,42.32,69.59,industry,planned,locality,{SOURCE}"
    before = version_of(desk.site("hall-of-the-drop"))
    desk.drop(rows, "halls.csv")
    page.wait_for_selector("tr.is-new")
    assert violations(page) == []
    assert before == version_of(desk.site("hall-of-the-drop"))
    page.click("form[action$='/import/accept'] button")
    page.wait_for_selector(".done")
    assert desk.site("hall-of-the-drop")["geometry"]["coordinates"] == [69.59, 42.32]


@pytest.mark.parametrize(("lang", "width", "scheme"), [("en", 1280, "light"), ("kk", 390, "dark")])
def test_a_readers_proposal_is_taken_field_by_field_with_the_keyboard(desk, lang, width, scheme):
    desk.page.emulate_media(color_scheme=scheme)
    page = desk.open(f"/{lang}/", width)
    atlas = store.load(desk.folder, basemap=False)
    root = correction(atlas, "khorgos", locality=f"Khorgos {lang}", cost_usd=7.0, geometry=[80.3, 44.2])
    desk.drop(json.dumps(root), "proposal.geojson")
    page.wait_for_selector("#review")
    desk.ready()
    page.wait_for_selector(".reading-pin >> nth=1")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    page.locator("#review input[value=locality]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    after = of(store.load(desk.folder, basemap=False), "khorgos")
    assert (after["properties"]["locality"], after["geometry"]) == (f"Khorgos {lang}", of(atlas, "khorgos")["geometry"])
    assert after["properties"].get("cost_usd") == of(atlas, "khorgos")["properties"].get("cost_usd")
    desk.page.emulate_media(color_scheme="light")


def test_a_site_is_added_with_the_keyboard_alone(desk):
    page = desk.open("/en/new/sites")

    def to(selector: str) -> None:
        for _ in range(220):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} is not reached by Tab")

    to("#at")
    page.keyboard.type("42.3417 N, 69.5901 E")
    page.wait_for_selector("#region:not([hidden])")
    to("#region")
    page.keyboard.press("Enter")
    to("input[name=precision]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    to("#name_en")
    page.keyboard.type("Hall of the keys")
    to("#sector")
    page.keyboard.type("Ind")
    to("#status")
    page.keyboard.type("plan")
    to("[name='sources.0.id']")
    page.keyboard.type(SOURCE)
    to("button.save")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done, #refusal")
    assert page.locator("#refusal").count() == 0, page.inner_text("#refusal")
    assert desk.site("hall-of-the-keys")["properties"]["precision"] == "locality"


def test_rows_are_added_and_taken_out_without_leaving_the_form(desk):
    page = desk.open("/en/new/sites")
    page.fill("#name_en", "Kept")
    page.press("#name_en", "Enter")  # saves, and is told what is missing; it is no other button
    page.wait_for_selector("#refusal")
    desk.ready()
    page.click("button.more[value=events]")
    page.click("button.more[value=events]")
    assert page.locator("[data-row^=events]").count() == 2
    page.fill("[name='events.1.date']", "2025-11-15")
    page.click("[data-row='events.0'] button.less")
    assert page.input_value("[name='events.1.date']") == "2025-11-15"
    assert page.input_value("#name_en") == "Kept"


def test_on_a_phone_map_and_form_fit_and_a_site_can_be_placed(desk):
    page = desk.open("/uz/new/sites", 390, 844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("#map", position={"x": 200, "y": 170})
    page.wait_for_selector(".draft-pin")
    assert violations(page) == []
    page.goto(desk.home + "/uz/import")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_readers_who_see_or_point_otherwise(desk, scheme):
    desk.page.emulate_media(color_scheme=scheme)
    for path in ("/en/", "/kk/edit/khorgos", "/ru/new/border_crossings", "/en/changes", "/en/import"):
        page = desk.open(path)
        page.wait_for_timeout(100)
        assert violations(page) == [], path
    desk.page.emulate_media(color_scheme="light")


def test_the_language_is_changed_without_losing_what_was_typed(desk):
    page = desk.open("/en/new/sites")
    page.fill("#name_en", "Hall of five tongues")
    headings = set()
    for code in ("fr", "ru", "kk", "uz", "en"):
        page.click(f".languages button[lang={code}]")
        page.wait_for_url(f"**/{code}/draft/sites")
        desk.ready()
        assert page.get_attribute("html", "lang") == code
        assert page.input_value("#name_en") == "Hall of five tongues"
        headings.add(page.inner_text("#part-where"))
        assert "editor." not in page.inner_text("body")
        assert "field." not in page.inner_text("body")
    assert len(headings) == 5


def test_a_change_is_taken_back_from_the_list(desk):
    page = desk.open("/en/changes")
    count = len(store.steps(desk.folder))
    assert count >= 2
    page.click("form[action$='/undo'] button >> nth=0")
    page.wait_for_selector(".done")
    assert sum(bool(step.undone) for step in store.steps(desk.folder)) == 1
