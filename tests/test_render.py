"""An atlas becomes a folium.Map, and that one sealed file: same data, same bytes, nothing from outside."""

import hashlib
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from functools import partial
from html import unescape
from html.parser import HTMLParser

import folium
import pandas as pd
import pytest
import shapely
from conftest import DATA, ROOT, payload_of, scripts_of, static_names, static_table, styles_of
from folium import plugins

from geo.errors import InvalidData
from geo.i18n import catalogues, message, text_in
from geo.model import LAYERS
from geo.render import AtlasMap, folium_map
from geo.render.block import unpack
from geo.render.page.assets import ATLAS, SMALL, WHOLE, asset
from geo.render.pages import MANY
from geo.render.payload import payload
from geo.summary import regions_of
from geo.vocabulary import LANGUAGES, SECTORS, UNSAID

MOST_BYTES, MOST_BYTES_OF_CODE, MOST_BYTES_OF_A_SLICE = 1_000_000, 175_000, 330_000
MOST_BYTES_OF_A_FEATURE = 2_600
DATA_BLOCKS = ("kzuz-data", "kzuz-more")


def rendered(atlas, *additions, **options) -> str:
    made = folium_map(atlas, **options)
    for addition in additions:
        addition.add_to(made)
    return made.get_root().render()


def policy_of(page: str) -> dict[str, list[str]]:
    [text] = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    return {name: words for name, *words in (rule.split() for rule in unescape(text).split("; "))}


def digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def packed_text(page: str, id_: str) -> str:
    [block] = (text for attributes, text in scripts_of(page) if attributes.get("id") == id_)
    return unpack(block)


def map_script(page: str) -> str:
    return packed_text(page, "kzuz-map")


def cut_of(page: str) -> tuple[str, str]:
    return packed_text(page, "kzuz-code"), packed_text(page, "kzuz-style")


class Addresses(HTMLParser):
    """Every address a page would fetch by itself: links a reader follows are not among them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag != "a":
            self.found += [value for name, value in attrs if name in ("src", "href", "srcset", "data", "poster")]


def test_same_data_same_bytes_in_another_process(page):
    code = (
        "import sys; from geo import store; from geo.computed import enrich; from geo.render import folium_map;"
        "page = folium_map(enrich(store.load('data'))).get_root().render();"
        "sys.stdout.buffer.write(page.encode())"
    )
    seed = "1" if os.environ.get("PYTHONHASHSEED") == "4242" else "4242"
    made = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tashkent", "LC_ALL": "C"},
    )  # fmt: skip
    assert made.stdout == page.encode()


def test_drawing_twice_is_drawing_once(enriched, page):
    made = folium_map(enriched)
    assert made.get_root().render() == made.get_root().render() == page


def test_the_atlas_is_unchanged_by_being_drawn(enriched):
    before = {name: frame.copy(deep=True) for name, frame in enriched.layers().items()}
    folium_map(enriched).get_root().render()
    assert all(frame.equals(before[name]) for name, frame in enriched.layers().items())


def test_the_data_block_holds_the_payload(enriched, page):
    found = payload_of(page)
    assert re.fullmatch("[0-9a-f]{8}", found.pop("fingerprint"))
    assert found == json.loads(json.dumps(payload(enriched)))
    assert found["edition"] == enriched.edition


def test_every_feature_of_every_layer_crosses_with_its_place_and_texts(enriched, page):
    content = payload_of(page)
    columns = content["features"]["cols"]
    index = {id_: row for row, id_ in enumerate(columns["id"])}
    assert content["features"]["n"] == len(index) == sum(len(frame) for frame in enriched.layers().values())
    for layer in LAYERS:
        for feature in getattr(enriched, layer.name).to_dict("records"):
            row = index[feature["id"]]
            assert content["words"]["kind"][columns["kind"][row]] == layer.kind
            assert content["words"]["sector"][columns["sector"][row]] == feature["sector"]
            for lang in LANGUAGES:
                assert columns[f"name_{lang}"][row] == feature[f"name_{lang}"]
                for name in ("summary", "conflict"):
                    told = columns[name][row]
                    assert (None if told is None else content["texts"][lang][told]) == feature[f"{name}_{lang}"]
            point = feature["geometry"] if feature["geometry"] and feature["geometry"].geom_type == "Point" else None
            assert columns["lon"][row] == (round(point.x * 1e5) if point else None)
            cited = [content["sources"]["id"][place] for place, *_ in columns["sources"][row]]
            assert cited == [citation["id"] for citation in feature["sources"]]


@pytest.mark.parametrize(("name", "id_"), [(ATLAS.style, "kzuz-style"), (ATLAS.code, "kzuz-code")])
def test_a_packed_file_is_the_one_the_policy_names(page, name, id_):
    assert packed_text(page, id_) == asset(name)


def test_the_policy_names_every_script_and_style_of_the_page_and_no_other(page):
    policy = policy_of(page)
    plain = [text for attributes, text in scripts_of(page) if attributes.get("type") != "application/octet-stream"]
    assert set(policy["script-src"]) == {digest(text) for text in [*plain, asset(ATLAS.code), map_script(page)]}
    styles = [asset(ATLAS.style), *(text for _, text in styles_of(page))]
    assert set(policy["style-src"]) == {digest(text) for text in styles}
    assert policy["default-src"] == policy["connect-src"] == ["'none'"]
    assert "style-src-attr" not in policy
    assert "unsafe" not in str(policy)


def test_the_page_fetches_nothing(page):
    assert Addresses(page).found == []


def test_the_page_has_language_title_and_a_viewport_that_lets_people_zoom(enriched):
    for lang in LANGUAGES:
        page = rendered(enriched, lang=lang)
        assert page.startswith(f'<!DOCTYPE html>\n<html lang="{lang}">')
        assert re.search(r"<title>.{10,}</title>", page)
        [viewport] = re.findall(r'<meta name="viewport" content="([^"]*)">', page)
        assert "user-scalable" not in viewport
        assert "maximum-scale" not in viewport


def test_the_whole_atlas_fits_its_budget(page):
    shares = {attributes.get("id", "plain"): len(text) for attributes, text in scripts_of(page)}
    styles = sum(len(text) for _, text in styles_of(page))
    code = sum(len(text) for attributes, text in scripts_of(page) if attributes.get("id") not in DATA_BLOCKS)
    assert len(page.encode()) <= MOST_BYTES, f"{shares}, styles {styles}"
    assert code + styles <= MOST_BYTES_OF_CODE, f"{shares}, styles {styles}"


def test_a_feature_weighs_no_more_than_its_budget_in_five_languages_with_its_sources(enriched, page):
    frames = enriched.layers()
    nothing = {name: frame.iloc[:0] for name, frame in frames.items()}
    rest = {
        "observations": enriched.observations.iloc[:0],
        "phrases": (),
        "synonyms": (),
        "withdrawn": (),
        "sources": {},
    }
    empty = rendered(replace(enriched, **nothing, **rest))
    assert len(page.encode()) - len(empty.encode()) <= MOST_BYTES_OF_A_FEATURE * sum(map(len, frames.values()))


@pytest.mark.parametrize("sector", SECTORS)
def test_a_page_of_any_sector_to_embed_fits_its_budget_and_can_say_all_it_may(enriched, sector):
    html = rendered(enriched, sector=sector, embed=True)
    assert len(html.encode()) <= MOST_BYTES_OF_A_SLICE
    assert cut_of(html) == (asset(SMALL.code), asset(SMALL.style))
    content = payload_of(html)
    lists = ("status", "kind", "precision", "mode", "cost", "package", "access", "event", "month", "month_of")
    known = catalogues()["en"]["messages"]
    assert {key for key in known if key.partition(".")[0] in lists} <= set(content["messages"]["key"])
    assert len(content["messages"]["key"]) < 0.8 * len(known)
    assert "synonyms" not in content
    assert "notation" not in content


def test_who_adds_what_our_map_does_not_say_gets_all_of_leaflet_and_its_style(enriched):
    assert cut_of(rendered(enriched)) == (asset(ATLAS.code), asset(ATLAS.style))
    added = folium_map(enriched)
    folium.Marker((41.3, 69.3), popup="here").add_to(added)
    assert cut_of(added.get_root().render()) == (asset(WHOLE.code), asset(WHOLE.style))


def test_there_are_fourteen_sector_layers_and_each_is_foliums(enriched):
    made = folium_map(enriched)
    assert list(made.sector_layers) == list(SECTORS)
    assert len(made.sector_layers) == 14
    assert all(isinstance(layer, folium.FeatureGroup) for layer in made.sector_layers.values())
    assert all(layer in made._children.values() for layer in made.sector_layers.values())


def test_an_atlas_map_is_a_folium_map_and_leaves_foliums_own_alone(enriched):
    before = list(folium.Map.default_js), list(folium.Map.default_css)
    made = folium_map(enriched)
    assert isinstance(made, folium.Map)
    assert isinstance(made, AtlasMap)
    made.get_root().render()
    assert (list(folium.Map.default_js), list(folium.Map.default_css)) == before
    assert "leaflet" in str(folium.Map().get_root().render())


def test_a_notebook_shows_the_map(enriched):
    made = folium_map(enriched)
    [frame] = re.findall(r'<iframe srcdoc="([^"]*)"', made._repr_html_())
    assert unescape(frame) == made.get_root().render()


def test_saving_writes_the_page(enriched, page, tmp_path):
    folium_map(enriched).save(str(tmp_path / "map.html"))
    assert (tmp_path / "map.html").read_bytes() == page.encode()


def test_what_folium_adds_is_in_the_page(enriched, page):
    html = rendered(
        enriched,
        folium.Marker([41.3, 69.2], popup="Here & there", tooltip="A tip"),
        folium.LayerControl(),
        folium.FitBounds([[40, 60], [44, 70]]),
        folium.GeoJson({"type": "Point", "coordinates": [69, 41]}),
    )
    script = map_script(html)
    assert "Here & there" in script
    assert all(word in script for word in ("L.marker(", "L.control.layers(", "fitBounds(", "A tip", "L.geoJson("))
    assert payload_of(html) == payload_of(page)
    assert Addresses(html).found == []
    assert policy_of(html)["style-src-attr"] == ["'unsafe-inline'"], "popups of Folium's have style attributes"


def test_a_sectors_layer_takes_markers_and_can_be_left_off_as_any_of_foliums(enriched):
    made = folium_map(enriched)
    folium.Marker([41.3, 69.2], tooltip="A pin").add_to(made.sector_layers["energy"])
    made.sector_layers["water"].show = False
    html = made.get_root().render()
    script = map_script(html)
    names = dict(re.findall(r'"(\w+)": (feature_group_\d+)', script))
    assert len(names) == len(re.findall(r"= L\.featureGroup\(", script)) == 14
    added = re.findall(r"(feature_group_\d+)\.addTo\(map_\d+\);", script)
    assert set(names.values()) - set(added) == {names["water"]}
    assert re.search(rf"L\.marker\([^;]*\)\.addTo\({names['energy']}\);", script)


def test_a_plugins_links_and_nothing_more_are_let_through(enriched):
    html = rendered(enriched, plugins.MarkerCluster([[41.3, 69.2]]))
    fetched = Addresses(html).found
    policy = policy_of(html)
    assert any("markercluster" in address for address in fetched)
    allowed = {word for words in (policy["script-src"], policy["style-src"]) for word in words if "://" in word}
    assert set(fetched) == allowed
    assert policy["connect-src"] == ["'none'"]


def test_a_users_own_tiles_and_pictures_may_be_shown(enriched):
    html = rendered(
        enriched,
        folium.TileLayer("https://{s}.tiles.example/{z}/{x}/{y}.png", attr="Example"),
        folium.Marker([41, 69], icon=folium.CustomIcon("https://icons.example/pin.png")),
    )
    assert {"https://*.tiles.example", "https://icons.example"} <= set(policy_of(html)["img-src"])


def test_words_of_a_user_that_look_like_parts_of_the_page_stay_words(enriched):
    hostile = "<!--kzuz:data--><!--kzuz:code-->"
    html = rendered(enriched, folium.Marker([41, 69], tooltip=hostile))
    assert html.count('id="kzuz-data"') == 1
    assert hostile in map_script(html)


def test_one_sector_gives_a_page_of_that_sector(enriched):
    made = folium_map(enriched, "fr", sector="energy", embed=True)
    html = made.get_root().render()
    content = payload_of(html)
    ids = {id_ for frame in enriched.layers().values() for id_ in frame.loc[frame["sector"] == "energy", "id"]}
    assert list(made.sector_layers) == ["energy"]
    assert set(content["features"]["cols"]["id"]) == ids
    assert len(static_names(html)) == len(ids)
    assert [text for _, text in static_table(html, "h1")] == [
        f"{message('sector.energy', 'fr')} · {message('page.title', 'fr')}"
    ]
    cited = {place for row in content["features"]["cols"]["sources"] for place, *_ in row}
    told = {row["source"] for row in content["observations"] if "source" in row}
    assert cited | told == set(range(len(content["sources"]["id"])))


def test_the_page_is_given_every_text_but_those_that_its_compiler_keeps_it_from_asking_for(page):
    given = payload_of(page)["messages"]
    for lang in LANGUAGES:
        known = catalogues()[lang]["messages"]
        assert dict(zip(given["key"], given[lang], strict=True)) == {
            key: text for key, text in known.items() if not key.startswith(UNSAID)
        }
        assert len(given["key"]) < len(known)


def test_what_a_length_covers_is_said_in_five_languages(page):
    content = payload_of(page)
    options = [option for found in content["features"]["cols"]["options"] for option in found or ()]
    assert options
    for option in options:
        for place in (option["label"], option["length_scope"]):
            texts = {content["texts"][lang][place] for lang in LANGUAGES}
            assert len(texts - {None}) == len(LANGUAGES)


def test_every_event_without_a_document_is_one_the_data_admit(enriched, page):
    admitted = {
        (row.id, event["note_en"])
        for frame in enriched.layers().values()
        for row in frame.itertuples()
        for event in row.events
        if event.get("unsourced")
    }
    content = payload_of(page)
    columns = content["features"]["cols"]
    shown = {
        (id_, content["texts"]["en"][event["note"]])
        for id_, events in zip(columns["id"], columns["events"], strict=True)
        for event in events or ()
        if "source" not in event
    }
    assert shown == admitted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_without_scripts_lists_everything_with_its_first_source(enriched, lang):
    html = rendered(enriched, lang=lang)
    rows = [row for frame in enriched.layers().values() for row in frame.to_dict("records")]
    assert static_names(html) == [(text_in(row, "name", lang) or (row["id"],))[0] for row in rows]
    links = [(attributes["href"], text) for attributes, text in static_table(html, "a")]
    told = [enriched.sources[row["sources"][0]["id"]] for row in rows if row["sources"]]
    assert [href for href, _ in links] == [source.URL for source in told if source.URL]
    for source, (_, text) in zip((source for source in told if source.URL), links, strict=True):
        assert str(source.issued.date_parts[0][0]) in text if source.issued else text
    every = [text for _, text in static_table(html, "td")]
    assert [text for text in every if re.search(r"\b[A-Z]{2}-[A-Z0-9]{1,3}\b|\b\d{4}-\d\d\b", text)] == []
    cells = every[3::4]
    assert [text for text in cells if re.search(r" \+\d+$", text)], "and says how many more there are"
    for row, text in zip(rows, cells, strict=True):
        assert text.endswith(f" +{len(row['sources']) - 1}") == (len(row["sources"]) > 1)


def test_a_bare_or_empty_atlas_is_drawn_too(atlas):
    for some in (replace(atlas, basemap=None), replace(atlas, sites=atlas.sites.iloc[:0])):
        assert payload_of(rendered(some))["features"]["n"] > 0
    bare = replace(atlas, basemap=None, sources={}, sectors=(), observations=atlas.observations.iloc[:0],
                   **{name: frame.iloc[:0] for name, frame in atlas.layers().items()})  # fmt: skip
    assert payload_of(rendered(bare))["features"]["n"] == 0


def test_a_page_of_many_features_holds_them_all(atlas):
    rows = atlas.sites.loc[[row % len(atlas.sites) for row in range(MANY + 1)]]
    many = replace(atlas, sites=rows.assign(id=[f"site-{row}" for row in range(len(rows))]).reset_index(drop=True))
    shown = payload_of(rendered(many))["features"]
    assert shown["n"] == sum(len(frame) for frame in many.layers().values())
    assert shown["cols"]["id"][:3] == ["site-0", "site-1", "site-2"]


def test_what_is_no_finite_number_is_unknown_to_the_page(atlas):
    costs = [float("inf"), float("nan"), 5e6, *[None] * (len(atlas.sites) - 3)]
    html = rendered(replace(atlas, sites=atlas.sites.assign(cost_usd=costs)))
    assert payload_of(html)["features"]["cols"]["cost_usd"][:3] == [None, None, 5_000_000]


def with_first(atlas, layer: str, **values):
    """An atlas whose first feature of a layer has these values."""
    frame = getattr(atlas, layer).copy()
    for name, value in values.items():
        frame[name] = pd.Series([value, *frame[name].iloc[1:]], dtype=object)
    return replace(atlas, **{layer: frame})


@pytest.mark.parametrize(
    ("layer", "field", "value", "told"),
    [
        ("sites", "name_en", "x\ud800y", "half a letter"),
        ("agreements", "events", [{"kind": "agreed", "date": "2020", "note_en": "\udc00"}], "half a letter"),
        ("sites", "geometry", shapely.Point(69, 41).buffer(1), "POLYGON"),
        ("sites", "geometry", shapely.Point(), "POINT EMPTY"),
        ("sites", "geometry", shapely.Point(float("inf"), 41), "give one of Point, None"),
        ("rail_lines", "geometry", shapely.Point(69, 41), "LineString, MultiLineString"),
        ("indicators", "geometry", shapely.Point(69, 41), "POINT (69 41)"),
        ("sites", "status", "planed", '"planed" is not one of the allowed values'),
        ("corridors", "sector", "enregy", "allowed: industry"),
    ],
)
def test_what_no_page_can_show_is_refused_with_its_place(atlas, layer, field, value, told):
    with pytest.raises(InvalidData) as refused:
        folium_map(with_first(atlas, layer, **{field: value}))
    [problem] = refused.value.problems
    assert (problem.place.argument, problem.place.field) == (f"atlas.{layer}", (field,))
    assert problem.place.id == getattr(atlas, layer)["id"].iloc[0]
    assert told in str(problem)
    assert problem.mend


def test_a_layer_without_a_column_is_refused(atlas):
    with pytest.raises(InvalidData, match=r'atlas\.sites, sector: column "sector" is missing'):
        folium_map(replace(atlas, sites=atlas.sites.drop(columns="sector")))


@pytest.mark.parametrize(("asked", "known"), [({"lang": "xx"}, LANGUAGES), ({"sector": "enregy"}, SECTORS)])
def test_a_language_or_sector_that_is_none_is_refused_with_those_there_are(atlas, asked, known):
    for draw in (partial(folium_map, atlas), partial(folium_map, atlas, embed=True)):
        with pytest.raises(ValueError) as refused:
            draw(**{"lang": "en", **asked})
        assert all(word in str(refused.value) for word in [*asked.values(), *known])


def test_the_committed_map_shows_the_data_of_today(page):
    committed = ROOT / "maps" / "index.html"
    assert committed.exists(), "run make maps, and commit maps/"
    shown = payload_of(committed.read_text(encoding="utf-8"))
    fresh = payload_of(page)
    differing = [name for name in fresh.keys() | shown.keys() if fresh.get(name) != shown.get(name)]
    assert differing == [], "data/ changed: run make maps, and commit maps/"


def test_no_page_of_ours_names_the_machine_it_was_made_on(page):
    assert str(ROOT) not in page
    assert str(DATA) not in str(payload_of(page))


def test_every_region_that_a_feature_concerns_has_a_name_in_five_languages(enriched, page):
    places = payload_of(page)["places"]
    codes = {code for frame in enriched.layers().values() for own in regions_of(frame) for code in own}
    assert {"KG-GB", "TJ-SU"} <= codes
    for code in codes:
        assert set(places[code]) == set(LANGUAGES), code
        assert all(name and code not in name for name in places[code].values()), code
