"""Figures that are no maps: an indicator, the crossings compared, the time line of a thing. All of it is there, in
letters that are there, nothing covers anything, and the numbers are those of the data and of the page."""

import io
import itertools
import json
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as Xml

import pypdf
import pytest
from drawings import SVG, written

import geo
from geo import i18n
from geo.figures import NothingToDraw
from geo.figures.access_signs import access_sign
from geo.figures.chart import dash_of, sign
from geo.figures.letters import in_letters, width
from geo.figures.look import style_of
from geo.figures.projection import Box
from geo.figures.series import goal_of, panels, value_ticks, year_ticks
from geo.figures.state_bands import band
from geo.figures.timeline import timeline
from geo.formats import FIGURE_PRESETS, FIGURE_STYLES
from geo.frames import rows_of
from geo.vocabulary import ACCESSES, LANGUAGES, PHASES

ROOT = Path(__file__).parents[1]
LETTERS = (ROOT / "tests/cases/embed/pismena.txt").read_text(encoding="utf-8").strip()
LETTERS += " ʻ ʼ Ә Ғ Қ Ң Ө Ұ Ү Һ І Ў Ҳ ә ғ қ ң ө ұ ү һ і ў ҳ é è ê ç à ù ï œ Œ Ÿ № « » – — ’"
TRADE, CLOSED = "bilateral-trade-series", "zhibek-zholy-gishtkoprik"
# Every language, preset and style, for each kind.
LOOKS = [(LANGUAGES[n % 5], preset, FIGURE_STYLES[n % 3]) for n, preset in enumerate(FIGURE_PRESETS)]


def said(svg: str) -> str:
    """The texts of a drawing without the spaces where lines may have been broken."""
    return "".join("".join(element.text or "" for element in Xml.fromstring(svg.encode()).iter(f"{SVG}text")).split())


def squeezed(text: str) -> str:
    return "".join(in_letters(text).split())


def apart(a: Box, b: Box) -> bool:
    return a.right <= b.x + 0.01 or b.right <= a.x + 0.01 or a.bottom <= b.y + 0.01 or b.bottom <= a.y + 0.01


@pytest.fixture(scope="module")
def parts(enriched):
    """A slice for each kind."""
    return {
        "indicator": geo.select(enriched, ids=[TRADE]),
        "crossings": enriched,
        "timeline": geo.select(enriched, ids=[CLOSED]),
    }


@pytest.mark.parametrize("kind", ["indicator", "crossings", "timeline"])
def test_in_every_language_size_and_style_all_is_said_and_nothing_covers_anything(parts, kind):
    for lang, preset, style in LOOKS:
        figure = geo.figure(parts[kind], lang, preset, style, kind=kind)
        root = Xml.fromstring(figure.svg.encode())
        assert len(figure.svg.encode()) < 100_000
        assert root.get("lang") == lang
        assert root.findtext(f"{SVG}desc") == figure.alt
        assert figure.alt.startswith(figure.title)
        letters = {letter for letter in said(figure.svg) if width(letter, 1) == 1.0} - set("—…")
        assert letters == set()
        assert not re.search(
            r"\b(figure|chart|card|access|status|event|basis|unit)\.\w", said(figure.svg) + figure.text
        )
        assert "CCBY" in said(figure.svg)
        assert [pair for pair in itertools.combinations(figure.boxes, 2) if not apart(*pair)] == []
        _, _, across, down = map(float, root.get("viewBox").split())
        assert all(box.x >= 0 and box.right <= across and box.y >= 0 and box.bottom <= down for box in figure.boxes)
        texts = [(text, own) for text, own in written(root) if own.get("text-anchor") is None and own["x"] != "0"]
        assert all(float(own["x"]) + width(text, float(own["font-size"])) <= across for text, own in texts)


@pytest.mark.parametrize("kind", ["indicator", "crossings", "timeline"])
def test_its_pdf_has_every_letter_of_the_five_languages_as_text_and_tells_itself(parts, kind):
    figure = geo.figure(parts[kind], "kk", "page", kind=kind, title=LETTERS)
    reader = pypdf.PdfReader(io.BytesIO(figure.pdf()))
    text = "".join(page.extract_text() for page in reader.pages)
    assert squeezed(LETTERS) in "".join(text.split())
    assert squeezed(LETTERS) in said(figure.svg)
    assert {letter for letter in LETTERS if width(letter, 1) == 1.0} <= set("—…")
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "kk"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


# An indicator.


def test_a_chart_tells_how_far_the_target_is_and_every_value_with_its_source(enriched, parts):
    figure = geo.figure(parts["indicator"], kind="indicator")
    rows = rows_of(parts["indicator"].observations)
    [panel] = panels(rows)
    share = goal_of(panel).share
    assert f"{round(share * 100)}%ofthe10US$billion" in said(figure.svg)
    assert f"{round(share * 100)}% of the 10 US$ billion" in figure.alt
    listed = figure.text.split("\n\n")[2].splitlines()
    assert len(listed) == len(rows)
    for row in rows:
        source = enriched.sources[row["source"]]
        assert any(i18n.dates.period(row["period"], "en") in line and (source.container_title or source.title) in line
                   for line in listed)  # fmt: skip


def test_an_indicator_without_a_course_is_told_in_lines(enriched):
    only = geo.select(enriched, ids=["kazakh-coal-to-uzbekistan"])
    [row] = rows_of(only.observations)
    figure = geo.figure(only, "ru", "column", kind="indicator")
    assert squeezed(f"{row['value']} млн тонн".replace(".", ",")) in said(figure.svg)


def test_a_chart_is_exactly_as_large_as_a_card(parts):
    assert geo.figure(parts["indicator"], preset="card", kind="indicator").size == pytest.approx((1200, 630))


def test_figures_join_and_rank_the_values_as_the_page_does(enriched):
    from hatch_build import node_commands

    rows = rows_of(enriched.observations)
    node = shutil.which("node", path=node_commands()[1]["PATH"])
    command = [str(node), str(ROOT / "tests" / "chart_panels.mjs")]
    done = subprocess.run(command, input=json.dumps(rows).encode(), capture_output=True, check=True)
    page = json.loads(done.stdout)
    assert {id_: told([row for row in rows if row["indicator"] == id_]) for id_ in page} == page


def told(rows):
    """The panels of an indicator as `chart_panels.mjs` tells them."""

    def short(point):
        return [point.row["period"], point.row["reporter"], point.row["value"], int(point.x * 1e4 + 0.5)]

    return [
        {
            "unit": panel.unit,
            "years": list(panel.years),
            "series": [
                [one.reporter, [*map(short, one.points)], [[*map(short, run)] for run in one.runs], one.is_strong]
                for one in panel.series
            ],
            "targets": [*map(short, panel.targets)],
            "goal": goal.share if (goal := goal_of(panel)) else None,
            "ticks": [
                value_ticks(min(point.value for point in panel.points), max(point.value for point in panel.points)),
                year_ticks(panel.years),
            ],
        }
        for panel in panels(rows)
    ]


def test_series_are_told_by_shape_and_dash_without_colour():
    style = style_of("print")
    shapes = [re.sub("#[0-9a-f]{6}", "", sign(nth, style)) for nth in (None, -1, *range(6))]
    assert len(set(shapes)) == len(shapes)
    assert len({dash_of(nth) for nth in range(6)}) == 6


# The crossings.


@pytest.mark.parametrize("preset", ["column", "a3"])
def test_the_table_has_every_crossing_what_works_first_and_a_sign_for_each_answer(enriched, preset):
    figure = geo.figure(enriched, "en", preset, kind="crossings")
    rows = rows_of(enriched.border_crossings)
    assert all(squeezed(row["name_en"]) in said(figure.svg) for row in rows)
    open_, closed = (next(row for row in rows if row["status"] == status)["name_en"] for status in
                     ("operational", "closed"))  # fmt: skip
    assert said(figure.svg).index(squeezed(open_)) < said(figure.svg).index(squeezed(closed))
    line = next(line for line in figure.text.splitlines() if line.startswith("Zhibek Zholy"))
    assert "Travellers: suspended" in line
    assert "30,000 → 70,000 persons a day" in line
    assert len({access_sign(answer, 0, 0, style_of("light")) for answer in ACCESSES}) == len(ACCESSES)


# A time line.


def test_a_time_line_has_every_event_with_its_source_and_shows_promises_hollow(enriched, parts):
    figure = geo.figure(parts["timeline"], kind="timeline")
    [row] = rows_of(parts["timeline"].border_crossings)
    lines = [line for line in figure.text.splitlines() if re.match(r"\d+\. ", line)]
    assert len(lines) == len(row["events"])
    for event in row["events"]:
        assert any(event["note_en"] in line for line in lines)
        assert squeezed(event["note_en"]) in said(figure.svg)
    promises = [event for event in row["events"] if event["kind"] == "target"]
    assert figure.svg.count('stroke-dasharray="2 1.5"') == len(promises)
    assert "the date has passed" in figure.text


def test_a_state_begins_on_a_day_and_ends_with_the_edition_at_the_latest(enriched):
    for id_ in ("hsr-turkistan-shymkent-tashkent", CLOSED, "jizzakh-npp", "gas-transit-volumes"):
        found = timeline(enriched, id_)
        first = min(one.when[0] for one in found.happenings if one.when)
        assert all(first <= one.begin < one.end <= found.now for one in found.stretches)
        assert all(a.end <= b.begin for a, b in itertools.pairwise(found.stretches))


def test_phases_of_a_band_are_told_by_pattern():
    bands = [re.sub("#[0-9a-f]{6}", lambda found: "white" if found[0] == "#ffffff" else "black",
                    band(phase, Box(0, 0, 60, 12), style_of("print"))) for phase in PHASES]  # fmt: skip
    assert len(set(bands)) == len(PHASES)


# What cannot be drawn.


@pytest.mark.parametrize(
    ("kind", "slice_", "problem", "mend"),
    [
        ("indicator", {"kind": "crossing"}, "no indicator with values", "--ids bilateral-trade-series"),
        ("indicator", {}, "bilateral-trade-series, border-traffic", "ask for one of them with --ids"),
        ("crossings", {"sector": "water"}, "no border crossing", "--kind crossing"),
        ("timeline", {"kind": "crossing"}, "a time line shows one thing", "--ids atameken"),
        ("timeline", {"ids": "kazakh-coal-to-uzbekistan"}, "nothing in this part", "--ids zhibek-zholy"),
    ],
)
def test_a_slice_without_what_is_asked_for_is_told_how_to_mend_it(enriched, kind, slice_, problem, mend):
    with pytest.raises(NothingToDraw) as refused:
        geo.figure(geo.select(enriched, **slice_), kind=kind)
    assert problem in str(refused.value)
    assert mend in str(refused.value)


def test_the_command_says_so_and_writes_nothing(run, tmp_path):
    done = run("figure", "--figure", "timeline", "--lang", "uz", "--out", tmp_path, "--data", ROOT / "data")
    assert done.code == 2
    assert "--ids " in done.err
    assert list(tmp_path.iterdir()) == []
