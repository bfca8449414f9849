"""A map in figures of Folium's and pages of other people's: there is one, with its data, and nothing goes wrong."""

from dataclasses import replace
from html import escape

import folium
import pytest
from branca.element import Figure
from folium import plugins
from hosts import SITE, site
from test_cases import MAPS_SEEN

from geo.render import folium_map

STRICT = {"content-security-policy": "default-src 'self'"}
# What a plugin's script does when it is read.
CLUSTER = """L.MarkerClusterGroup = L.FeatureGroup.extend({});
L.markerClusterGroup = (options) => new L.MarkerClusterGroup([], options);"""
HOSTILE = "{{ 7*7 }} {% raw %} </script><script>alert(1)</script>"


def decorated(atlas):
    """A map with what people add to one."""
    made = folium_map(atlas, "fr")
    folium.Marker([41.3, 69.2], popup="Bureau", tooltip="Ici").add_to(made)
    folium.TileLayer("https://tiles.example/{z}/{x}/{y}.png", attr="Example", show=False, overlay=True).add_to(made)
    folium.LayerControl().add_to(made)
    return made


def in_a_figure(made):
    return Figure(width="70%", height="50%").add_child(made).render()


def in_its_own(made):
    return made.get_root().render()


@pytest.mark.parametrize("page_of", [in_its_own, in_a_figure])
def test_what_people_add_is_on_the_map_and_nothing_is_asked_for(enriched, browser, tmp_path, page_of):
    (tmp_path / "map.html").write_text(page_of(decorated(enriched)), encoding="utf-8")
    with site(browser, tmp_path) as host:
        host.page.goto(f"{SITE}/map.html")
        [frame] = host.map_frames()
        assert frame.evaluate(MAPS_SEEN) == 1
        assert frame.locator("img.leaflet-marker-icon").count() == 1
        assert frame.locator(".leaflet-control-layers-overlays label").count() >= 15
        assert host.page_errors == host.messages == host.outside == []


@pytest.mark.parametrize("page_of", [in_its_own, in_a_figure])
def test_a_plugins_script_finds_leaflet_when_it_is_read(enriched, browser, tmp_path, page_of):
    made = folium_map(enriched)
    plugins.MarkerCluster([[41.3, 69.2]]).add_to(made)
    (tmp_path / "map.html").write_text(page_of(made), encoding="utf-8")
    with site(browser, tmp_path) as host:
        host.context.route(
            "**/leaflet.markercluster.js", lambda route: route.fulfill(body=CLUSTER, content_type="text/javascript")
        )
        host.page.goto(f"{SITE}/map.html")
        [frame] = host.map_frames()
        assert frame.locator("img.leaflet-marker-icon").count() == 1
        assert host.page_errors == []


def test_what_somebody_puts_above_the_map_is_seen_and_the_map_has_the_rest(enriched, browser, tmp_path):
    made = folium_map(enriched)
    made.get_root().html.add_child(folium.Element('<h2 id="theirs" style="margin:0;height:40px">Our report</h2>'))
    (tmp_path / "map.html").write_text(made.get_root().render(), encoding="utf-8")
    with site(browser, tmp_path) as host:
        host.page.goto(f"{SITE}/map.html")
        [frame] = host.map_frames()
        title, app = (frame.locator(name).bounding_box() for name in ("#theirs", ".app"))
        assert (title["y"], title["height"]) == (0, 40)
        assert (app["y"], app["height"]) == (40, 860)
        assert host.page_errors == host.messages == []


def side_by_side(atlas) -> str:
    figure = Figure()
    for place in (1, 2):
        figure.add_subplot(1, 2, place).add_child(folium_map(atlas, "fr"))
    return figure.render()


def one_below_the_other(atlas) -> str:
    figure = Figure()
    for sector in ("energy", None):
        figure.add_child(folium_map(atlas, "fr", sector=sector))
    return figure.render()


def added_to_the_first(atlas) -> str:
    first = folium_map(atlas, "fr")
    first.get_root().add_child(folium_map(atlas, "ru"))
    return first.get_root().render()


@pytest.mark.parametrize("page_of", [side_by_side, one_below_the_other, added_to_the_first])
def test_of_several_maps_in_a_figure_each_has_a_frame_and_text_stays_text(enriched, browser, tmp_path, page_of):
    names = [HOSTILE, *enriched.sites["name_en"].iloc[1:]]
    hostile = replace(enriched, sites=enriched.sites.assign(name_en=names))
    (tmp_path / "map.html").write_text(page_of(hostile), encoding="utf-8")
    with site(browser, tmp_path) as host:
        host.page.goto(f"{SITE}/map.html")
        frames = host.map_frames(2)
        assert [frame.evaluate(MAPS_SEEN) for frame in frames] == [1, 1]
        for frame in frames:
            assert frame.parent_frame == host.page.main_frame
            assert frame.frame_element().bounding_box()["height"] >= 240
        named = frames[-1].evaluate("(id) => kzuz.atlas.byId(id).texts('name').en", enriched.sites["id"].iloc[0])
        assert named == HOSTILE
        assert host.page_errors == host.messages == host.outside == []


def test_a_map_drawn_in_a_shared_figure_is_the_same_map_afterwards(enriched):
    made = folium_map(enriched, "fr")
    before = made.get_root().render()
    shared = Figure().add_child(made).add_child(folium_map(enriched, "ru"))
    shared.render()
    assert made.get_root() is shared
    own = folium_map(enriched, "fr").get_root()
    own._children.clear()
    assert own.add_child(made).render() == before


@pytest.mark.parametrize("embed", [False, True], ids=["page", "embed"])
def test_a_host_that_forbids_our_scripts_and_styles_shows_the_table_and_land_in_its_colour(
    enriched, browser, tmp_path, embed
):
    (tmp_path / "map.html").write_text(folium_map(enriched, "fr", embed=embed).get_root().render(), encoding="utf-8")
    with site(browser, tmp_path, STRICT) as host:
        host.page.goto(f"{SITE}/map.html")
        rows = host.page.locator("#kzuz-static tbody tr")
        assert rows.count() == sum(len(frame) for frame in enriched.layers().values())
        assert rows.first.is_visible()
        styles = host.page.locator("#kzuz-picture path").evaluate_all(
            "(found) => found.map((one) => [one.getAttribute('class'), getComputedStyle(one).fill,"
            " getComputedStyle(one).stroke])"
        )
        assert ["land", "rgb(246, 241, 228)", "none"] in styles
        for name, fill, stroke in styles:
            assert fill == "none" or name in ("land", "lake")
            assert "rgb(0, 0, 0)" not in (fill, stroke)
        assert host.page.evaluate("() => document.documentElement.scrollWidth") <= 1000


@pytest.mark.parametrize("sandbox", ["", ' sandbox="allow-scripts"'])
def test_a_page_given_to_a_frame_as_text_opens_with_its_data(enriched, browser, tmp_path, sandbox):
    page = escape(folium_map(enriched, "kk", embed=True).get_root().render(), quote=True)
    (tmp_path / "host.html").write_text(
        f'<!doctype html><html lang="kk"><meta charset="utf-8"><title>x</title>'
        f'<iframe width="900" height="500"{sandbox} srcdoc="{page}"></iframe>',
        encoding="utf-8",
    )
    with site(browser, tmp_path) as host:
        host.page.goto(f"{SITE}/host.html")
        [frame] = host.map_frames()
        assert frame.locator("[data-id][data-sector]").count() > 40
        assert host.page_errors == host.messages == host.outside == []
