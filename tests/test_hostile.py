"""Whatever someone types into a data file is shown as typed: it never runs, at build or in the page."""

import copy
import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, payload_of, scripts_of, static_names, static_table
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from geo import store, validate
from geo.model import LAYERS, Observation, Sector, Source, Synonym, Withdrawal
from geo.render import folium_map
from geo.render.block import pack, spelled, unpack
from geo.vocabulary import LANGUAGES

HOSTILE = (
    "{{7*7}}",
    "{% print 7*7 %}",
    "{{ cycler.__init__.__globals__.os.getpid() }}",
    "</script><img src=x onerror=alert(1)>",
    "back`tick`",
    "${1}",
    "\\2019",
    "<!--kzuz:data-->",
    "\u202eright to left",
    "\" onmouseover=alert(1) '",
    "</th></table></section><script>alert(1)</script>",
    "&lt;b&gt; &amp; &#123;",
    "{% raw %}",
    "<!--",
    "]]>",
)
Fits = Callable[[Any], bool]


def model_fits(model: type[BaseModel]) -> Fits:
    def fits(record: Any) -> bool:
        try:
            model.model_validate(record)
        except ValidationError:
            return False
        return True

    return fits


class Spoiler:
    """Puts hostile words into every place of a record that its model leaves free, and remembers them."""

    def __init__(self) -> None:
        self.words = cycle(HOSTILE)
        self.number = 0
        self.placed: dict[str, list[str]] = {}

    def spoil(self, record: dict[str, Any], fits: Fits, name: str) -> dict[str, Any]:
        record = copy.deepcopy(record)
        for holder, key, field in list(places(record)):
            usual = holder[key]
            self.number += 1
            word = f"{next(self.words)} {self.number}"
            for attempt in (word, f"https://example.org/{word}"):
                holder[key] = attempt
                if fits(record):
                    self.placed.setdefault(f"{name}.{field}", []).append(attempt)
                    break
            else:
                holder[key] = usual
        return record


def places(value: Any, field: str = "") -> Iterator[tuple[Any, Any, str]]:
    """Every place that holds a text, as (list or dict, its key there, the field it belongs to)."""
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        own = key if isinstance(value, dict) else field
        if isinstance(inner, str):
            yield value, key, own
        elif isinstance(inner, dict | list):
            yield from places(inner, own)


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory) -> tuple[Path, Spoiler]:
    """A copy of data/ with hostile words in every free text of every file."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    shutil.copytree(DATA, folder)
    spoiler = Spoiler()
    for layer in LAYERS:
        spoil_json(folder / layer.filename, "features", "properties", spoiler, model_fits(layer.noun))
    spoil_json(folder / "sectors.json", None, None, spoiler, model_fits(Sector))
    spoil_json(folder / "sources.json", None, None, spoiler, model_fits(Source))
    spoil_json(folder / "synonyms.json", None, None, spoiler, model_fits(Synonym))
    gone = {"id": "gone", "kind": "site", "date": "2026-03-01"}
    gone |= {f"{text}_{lang}": "x" for text in ("name", "why") for lang in LANGUAGES}
    (folder / "withdrawn.json").write_text(json.dumps([gone]), encoding="utf-8")
    spoil_json(folder / "withdrawn.json", None, None, spoiler, model_fits(Withdrawal))
    for path in sorted((folder / "basemap" / "page").glob("*.geojson")):
        names = {"name", *(f"name_{lang}" for lang in LANGUAGES)}
        spoil_basemap(path, names, spoiler)
    rows = list(csv.DictReader(io.StringIO((folder / "indicators.csv").read_text(encoding="utf-8"))))
    fits = model_fits(Observation)
    words = [{name: text for name, text in row.items() if name != "value"} for row in rows]
    turned = [spoiler.spoil(row, lambda now: fits({**now, "value": 1.0}), "obs") for row in words]
    with (folder / "indicators.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, **texts} for row, texts in zip(rows, turned, strict=True))
    return folder, spoiler


def spoil_json(path: Path, key: str | None, inner: str | None, spoiler: Spoiler, fits: Fits) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    records = content[key] if key else content
    for number, record in enumerate(records):
        if inner:
            record[inner] = spoiler.spoil(record[inner], fits, path.stem)
        else:
            records[number] = spoiler.spoil(record, fits, path.stem)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def spoil_basemap(path: Path, names: set[str], spoiler: Spoiler) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    for feature in content["features"]:
        kept = {name: feature["properties"][name] for name in names & feature["properties"].keys()}
        feature["properties"] |= spoiler.spoil({name: text for name, text in sorted(kept.items()) if text},
                                               lambda _: True, f"basemap.{path.stem}")  # fmt: skip
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


@pytest.fixture(scope="module")
def hostile(spoilt):
    atlas, problems = store.read(spoilt[0])
    assert problems == []
    return atlas


@pytest.fixture(scope="module")
def hostile_page(hostile) -> str:
    return folium_map(hostile).get_root().render()


def texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def tags(page: str) -> list[str]:
    found: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.append(tag)

    parser = Tags()
    parser.feed(page)
    return found


def test_hostile_words_reached_every_file(spoilt):
    placed = spoilt[1].placed
    files = {name.partition(".")[0] for name in placed}
    assert files >= {layer.name for layer in LAYERS} | {"sectors", "sources", "synonyms", "withdrawn", "obs", "basemap"}
    for field in ("name_en", "summary_en", "note_en", "partners", "locality", "supports", "conflict_en"):
        assert any(name.endswith(f".{field}") for name in placed), field
    assert {"sources.title", "sources.container-title", "sources.URL", "sectors.name_en", "obs.note", "obs.reporter",
            "basemap.cities.name_en"} <= placed.keys()  # fmt: skip


# What the page has no use for: read by people who work with the files.
NOT_SHOWN = {"sources.license", "sources.note"}


def test_every_word_crosses_as_it_was_typed(spoilt, hostile_page):
    shown = set(texts(payload_of(hostile_page)))
    lost = {
        name: word
        for name, words in spoilt[1].placed.items()
        for word in words
        if word not in shown and name not in NOT_SHOWN
    }
    assert lost == {}


def test_the_table_without_scripts_shows_names_as_they_were_typed(hostile, hostile_page):
    names = [name for frame in hostile.layers().values() for name in frame["name_en"]]
    assert static_names(hostile_page) == names
    cells = "\n".join(text for _, text in static_table(hostile_page, "td"))
    assert all(place in cells for frame in hostile.layers().values() for place in frame["locality"].dropna())


@given(st.text())
@example("Ә" * 9 + "\ufffe\ufeff😀")
@example("".join(map(chr, range(0x100, 0x200))) + "Ж" * 9)
def test_json_with_a_byte_a_letter_says_the_same(text):
    told = json.dumps(text, ensure_ascii=False)
    assert json.loads(unpack(pack(spelled(told.encode())))) == text


BLOCKS = ("kzuz-data", "kzuz-more")


def test_outside_data_and_table_the_page_is_the_one_of_harmless_data(atlas, hostile_page):
    harmless = folium_map(atlas).get_root().render()
    ours, theirs = (
        [
            re.sub(r"// data [0-9a-f]{8}\n", "", unpack(text) if attributes.get("id") == "kzuz-map" else text)
            for attributes, text in scripts_of(page)
            if attributes.get("id") not in BLOCKS
        ]
        for page in (harmless, hostile_page)
    )
    assert theirs == ours
    for tag in ("script", "style", "link", "img", "iframe", "table", "section", "tr", "th", "li", "b"):
        assert tags(hostile_page).count(tag) == tags(harmless).count(tag), tag


def test_links_lead_to_web_addresses_only(hostile, hostile_page):
    addresses: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag, attrs):
            addresses.extend(value for name, value in attrs if name == "href")
            assert not [name for name, _ in attrs if name.startswith("on")]

    Links().feed(hostile_page)
    outward = [address for address in addresses if not address.startswith("#")]
    assert outward
    assert all(address.startswith(("http://", "https://")) for address in outward)


def test_an_override_of_direction_is_refused_by_a_rule(atlas):
    sites = atlas.sites.copy()
    sites.loc[0, "name_en"] = "\u202eharmless"
    found = [problem for problem in validate.problems(replace(atlas, sites=sites)) if "name_en" in problem.where]
    assert found
    assert all(problem.mend for problem in found)


def test_an_override_of_direction_stays_in_its_own_place(hostile_page):
    section = hostile_page[hostile_page.index('<section id="kzuz-static"') :]
    for line in section.split("<td>")[1:]:
        cell = line.split("<t", 1)[0]
        assert "\u202e" not in cell or "<bdi>" in cell


@pytest.fixture(scope="module")
def tiny(atlas):
    """An atlas of one site and nothing else."""
    empty = {name: frame.iloc[:0] for name, frame in atlas.layers().items()}
    one = atlas.sites.head(1)
    return replace(atlas, **{**empty, "sites": one}, observations=atlas.observations.iloc[:0], basemap=None)


@settings(max_examples=30)
@given(st.text(min_size=1, max_size=200))
@example("{{7*7}}")
@example("</th>")
@example("&amp;lt;")
def test_any_name_reaches_page_and_table_as_it_was_typed(tiny, name):
    page = folium_map(replace(tiny, sites=tiny.sites.assign(name_en=name))).get_root().render()
    assert payload_of(page)["features"]["cols"]["name_en"] == [name]
    assert static_names(page) == [name]


def open_card(page: Any, id_: str) -> str:
    page.evaluate("id => window.kzuz.store.set({ selected: id })", id_)
    page.wait_for_selector("section.card:not([hidden])")
    return page.inner_text("section.card")


def test_nothing_runs_in_the_browser_and_all_is_shown_as_typed(hostile, hostile_page, offline_page, tmp_path):
    path = tmp_path / "hostile.html"
    path.write_text(hostile_page, encoding="utf-8", newline="\n")
    page = offline_page.open(path)
    shown = page.evaluate("() => Array.from(window.kzuz.atlas.features, (f) => [f.id, f.name('en').text])")
    expected = [(id_, name) for frame in hostile.layers().values() for id_, name in frame[["id", "name_en"]].to_numpy()]
    assert [tuple(pair) for pair in shown] == expected
    page.evaluate("() => window.kzuz.store.set({ tab: 'list' })")
    listed = page.eval_on_selector_all("[data-id]", "found => found.map((one) => [one.dataset.id, one.textContent])")
    assert len(listed) > 100
    for frame in hostile.layers().values():
        row = frame.iloc[0]
        card = open_card(page, row["id"])
        assert " ".join(row["name_en"].split()) in " ".join(card.split())
    assert page.eval_on_selector_all("img:not(.leaflet-tile), iframe, object", "found => found.length") == 0
    assert page.evaluate("() => document.querySelectorAll('[onerror],[onmouseover]').length") == 0
