"""The picture of the first view: what a reader sees before any code is there says no more than the map will."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from pyproj import Transformer

from geo.render.picture import FEW, PLAIN, WORLD, first_view, project
from geo.vocabulary import FIRST_VIEW

HALF = 20_037_508.342789244  # metres from the middle of Web Mercator to its edge
COURSE = re.compile(r"M-?\d+ -?\d+(h0|l-?\d+[ -]\d+( ?-?\d+[ -]\d+)*)")
DOT = re.compile(r"M(-?\d+) (-?\d+)h0")


def drawn(picture: str) -> dict[str, list[str]]:
    """The courses of the paths of each class."""
    found: dict[str, list[str]] = {}
    for path in ElementTree.fromstring(picture).iter("path"):
        found.setdefault(path.get("class", ""), []).append(path.get("d", ""))
    return found


def dots(picture: str, name: str) -> int:
    """How many dots the paths of a class have."""
    return sum(len(DOT.findall(course)) for course in drawn(picture).get(name, ()))


def marks(atlas) -> pd.DataFrame:
    """Everything with a mark in the first view."""
    placed = [frame.loc[frame.geometry.notna() & (frame.geometry.geom_type == "Point")]
              for name, frame in atlas.layers().items() if name != "rail_stations"]  # fmt: skip
    return pd.concat([frame[["sector", "precision"]] for frame in placed])


def test_every_mark_of_the_first_view_is_a_dot_and_how_sure_it_is_can_be_seen(atlas):
    picture, shown = first_view(atlas), marks(atlas)
    assert dots(picture, "mark") == dots(picture, "edge") == len(shown)
    assert dots(picture, "ring") == (shown["precision"] == "locality").sum() > 0
    assert dots(picture, "hollow") == shown["precision"].isin(["region", "country"]).sum() > 0


def test_a_page_of_one_sector_pictures_that_sector(atlas):
    assert dots(first_view(atlas, "energy"), "mark") == (marks(atlas)["sector"] == "energy").sum() > 0


def declared(style: str, selector: str) -> dict[str, str]:
    """What a rule of the style sheets says, by property."""
    [body] = re.findall(rf"^{re.escape(selector)} \{{([^}}]*)\}}", style, re.MULTILINE)
    return dict(re.findall(r"([\w-]+): ([^;]+);", body))


def test_routes_are_as_thin_and_pale_in_the_picture_as_on_the_map_that_takes_its_place():
    styles = Path(__file__).parents[1] / "geo" / "web" / "src" / "css"
    lines, pictured = ((styles / name).read_text(encoding="utf-8") for name in ("lines.css", "picture.css"))
    far = {
        **declared(lines, ".is-far path.line-schematic.line-core:not(.is-selected, .is-hovered)"),
        **declared(lines, "path.line-core.line-schematic"),
    }
    assert far.keys() == {"stroke-width", "stroke-opacity", "stroke-dasharray"}
    assert declared(pictured, "#kzuz-picture .rough") == far
    plain = dict(re.findall(r'([\w-]+)="([^"]+)"', PLAIN["rough"]))
    assert {name: float(plain[name]) if "dash" not in name else plain[name] for name in far} == {
        name: float(value) if "dash" not in name else value for name, value in far.items()
    }
    core = declared(lines, ".is-far path.line-core")["stroke-width"]
    assert declared(pictured, "#kzuz-picture .line")["stroke-width"] == core
    assert f'stroke-width="{core}"' in PLAIN["line"]


def test_it_is_drawn_on_web_mercator():
    corners = np.array([[FIRST_VIEW[0], FIRST_VIEW[3]], [FIRST_VIEW[2], FIRST_VIEW[1]], [69.28, 41.31]])
    x, y = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True).transform(*corners.T)
    expected = WORLD * np.column_stack([(x + HALF) / (2 * HALF), (HALF - y) / (2 * HALF)])
    assert project(corners) == pytest.approx(expected, abs=1e-6)


def test_all_it_holds_is_numbers_whatever_the_data_say(atlas):
    picture = first_view(atlas)
    assert all(COURSE.sub("", course) == "" for courses in drawn(picture).values() for course in courses)
    colors = {path.get("color") for path in ElementTree.fromstring(picture).iter("path")}
    assert colors <= {None, *(sector.color for sector in atlas.sectors)}
    word = "</svg><script>alert(1)</script>{{ 7 * 7 }}"
    spoilt = atlas.sites.assign(name_en=word, locality=word, id=[f"{word}{row}" for row in range(len(atlas.sites))])
    assert first_view(replace(atlas, sites=spoilt)) == picture


def test_without_a_background_there_is_no_picture_and_with_very_many_things_it_is_the_ground_alone(atlas):
    assert first_view(replace(atlas, basemap=None)) == ""
    crowd = pd.concat([atlas.sites] * (FEW // len(atlas.sites) + 1), ignore_index=True)
    many = drawn(first_view(replace(atlas, sites=crowd)))
    assert "land" in many
    assert "mark" not in many
