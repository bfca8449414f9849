"""A reader proposes: from a card, from a point of the map, among the tools; what the file says goes into the atlas."""

import json
import shutil
from pathlib import Path
from typing import Any

from conftest import DATA
from interface import DESK, PHONE, Interface
from typer.testing import CliRunner

from geo import store
from geo.cli.app import app

CROSSING = "zhibek-zholy-gishtkoprik"


def saved(reader: Interface, folder: Path) -> Path:
    with reader.page.expect_download() as download:
        reader.press(reader.button("propose.save"))
    assert download.value.suggested_filename.startswith("kzuz-proposal-")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def cite(dialog: Any, reader: Interface) -> None:
    for key, text in (("url", "https://example.org/news/7"), ("title", "News"), ("date", "2026-03-01")):
        dialog.get_by_label(reader.say(f"propose.{key}"), exact=True).fill(text)


def lack(dialog: Any) -> str:
    return str(dialog.locator(".propose-lack").inner_text())


def taken(path: Path, folder: Path) -> Any:
    shutil.copytree(DATA, folder / "data")
    result = CliRunner().invoke(app, ["import", str(path), "--review", "--accept-all", "--data", str(folder / "data")])
    assert result.exit_code == 0, result.output
    return store.load(folder / "data")


def test_a_correction_from_a_card_is_saved_reviewed_and_then_in_the_atlas(page_file, offline_page, tmp_path):
    page = offline_page.open(page_file, f"#lang=ru&open={CROSSING}", viewport=DESK)
    reader = Interface(page, "ru")
    reader.press(reader.button("propose.card", reader.card))
    dialog = page.get_by_role("dialog")
    assert reader.say("propose.lack_nothing") in lack(dialog)
    assert not reader.button("propose.save").is_visible()
    dialog.get_by_label(reader.say("propose.field"), exact=True).select_option("hours")
    dialog.get_by_label(reader.say("card.hours"), exact=True).fill("08:00-20:00 <скоро>")
    assert reader.say("propose.lack_source") in lack(dialog)
    dialog.get_by_label(reader.say("card.hours"), exact=True).fill(" 08:00-20:00\u200b ")
    cite(dialog, reader)
    assert lack(dialog) == ""
    assert page.locator("a[href^='mailto:?']").count() == 1
    path = saved(reader, tmp_path)
    assert dialog.get_by_label(reader.say("propose.text"), exact=True).input_value() == path.read_text("utf-8")
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    focused = page.evaluate("() => document.activeElement.textContent")
    assert focused == reader.say("propose.card")
    after = store.feature_of(taken(path, tmp_path), "border_crossings", CROSSING)
    assert after["properties"]["hours"] == "08:00-20:00"


def test_a_place_from_a_point_of_the_map_by_touch_is_in_the_atlas_where_it_was_pressed(
    page_file, offline_page, tmp_path
):
    page = offline_page.open(page_file, "#lang=uz&map=9/41.06/68.99", viewport=PHONE, has_touch=True)
    reader = Interface(page, "uz")
    # As a long press has it.
    page.evaluate("() => kzuz.map.fire('contextmenu', { latlng: kzuz.map.getCenter(), originalEvent: new Event('x') })")
    reader.press(reader.button("propose.here"))
    dialog = page.get_by_role("dialog")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    for key, text in (("column.name", "Omega ombori"), ("card.coordinates", None)):
        field = dialog.get_by_label(reader.say(key), exact=True)
        if text:
            field.fill(text)
        else:
            assert " N, " in field.input_value()
    dialog.get_by_label(reader.say("card.sector"), exact=True).select_option("logistics")
    dialog.get_by_label(reader.say("card.status"), exact=True).select_option("planned")
    cite(dialog, reader)
    path = saved(reader, tmp_path)
    [feature] = json.loads(path.read_text("utf-8"))["features"]
    after = store.feature_of(taken(path, tmp_path), "sites", "omega-ombori")
    assert after["geometry"]["coordinates"] == feature["geometry"]["coordinates"]
    assert after["properties"]["name_uz"] == "Omega ombori"


def test_in_a_frame_that_may_neither_save_nor_copy_the_text_is_there_to_be_copied_by_hand(
    page_file, offline_page, tmp_path
):
    host = tmp_path / "host.html"
    address = f"{page_file.as_uri()}#lang=fr&open={CROSSING}"
    frame = f'<iframe src="{address}" sandbox="allow-scripts" style="width: 900px; height: 700px"></iframe>'
    host.write_text(f"<!doctype html><title>host</title>{frame}", encoding="utf-8")
    page = offline_page.open(host, ready=False, also=(page_file,), viewport=DESK)
    inner = page.frames[-1]
    inner.wait_for_selector("html.kzuz-painted", state="attached")
    reader = Interface(page, "fr")
    inner.evaluate("() => { document.execCommand = () => false; }")
    inner.get_by_role("button", name=reader.say("propose.card")).click()
    dialog = inner.get_by_role("dialog")
    dialog.get_by_label(reader.say("propose.field"), exact=True).select_option("hours")
    dialog.get_by_label(reader.say("card.hours"), exact=True).fill("08:00-20:00")
    cite(dialog, reader)
    saved_files: list[Any] = []
    page.on("download", lambda download: saved_files.append(download))
    for key in ("propose.save", "cite.copy_text"):
        dialog.get_by_role("button", name=reader.say(key), exact=True).click()
    dialog.get_by_role("button", name=reader.say("ui.copy_failed")).wait_for()
    assert reader.say("propose.note") in dialog.inner_text()
    dialog.get_by_label(reader.say("propose.text"), exact=True).focus()
    chosen = inner.evaluate("() => { const { selectionStart, selectionEnd, value } = document.activeElement;"
                            " return value.slice(selectionStart, selectionEnd); }")  # fmt: skip
    path = tmp_path / "by-hand.geojson"
    path.write_text(chosen, encoding="utf-8")
    assert saved_files == []
    # What the browser itself writes of what it refuses; anything else is a fault.
    offline_page.errors[:] = [one for one in offline_page.errors if "policy" not in one and "disallowed" not in one]
    assert store.feature_of(taken(path, tmp_path), "border_crossings", CROSSING)["properties"]["hours"] == "08:00-20:00"


def test_a_typed_position_is_told_as_in_the_search_and_of_two_readings_the_reader_takes_one(page_file, offline_page):
    page = offline_page.open(page_file, "#lang=en", viewport=DESK)
    reader = Interface(page)
    dialog = reader.take_away("propose")
    assert reader.say("propose.open_card") in dialog.inner_text()
    dialog.get_by_label(reader.say("column.name"), exact=True).fill("Depot")
    field = dialog.get_by_label(reader.say("card.coordinates"), exact=True)
    field.fill("51.2; 51.4")
    offers = dialog.get_by_role("button", name="51.")
    assert sorted(offers.all_inner_texts()) == ["51.2 N, 51.4 E", "51.4 N, 51.2 E"]
    assert reader.say("propose.lack_place") in lack(dialog)
    offers.get_by_text("51.4 N, 51.2 E", exact=True).click()
    text = dialog.get_by_label(reader.say("propose.text"), exact=True).input_value()
    assert json.loads(text)["features"][0]["geometry"]["coordinates"] == [51.2, 51.4]
    field.fill("tomorrow 5")
    assert reader.say("propose.lack_place") in lack(dialog)
