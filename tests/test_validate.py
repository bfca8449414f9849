"""Each rule finds what it is for, and nothing in a sound atlas."""

import inspect
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from factories import SARYAGASH, SHYMKENT, TURKISTAN, atlas_of, event, feature, parts, point, write
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import store, validate
from geo.dates import span
from geo.errors import InvalidData, Problem
from geo.geodesy import km_to, local
from geo.regions import Regions
from geo.validate.references import is_web_address
from geo.vocabulary import (
    EVENT_KINDS,
    ICONS,
    LANGUAGES,
    PRECISIONS,
    STATUSES,
)

# --- each rule on a small atlas


def props(whole: dict[str, Any], layer: str = "sites", number: int = 0) -> dict[str, Any]:
    return whole[layer][number]["properties"]


def change(layer: str = "sites", number: int = 0, **values: Any) -> Any:
    """A spoiler that sets properties of one feature, or takes them away: None."""

    def act(whole: dict[str, Any]) -> None:
        props(whole, layer, number).update(values)
        for field in [field for field, value in values.items() if value is None]:
            del props(whole, layer, number)[field]

    return act


def move(lon: float, lat: float, layer: str = "sites", number: int = 0, **values: Any) -> Any:
    """A spoiler that moves a point."""

    def act(whole: dict[str, Any]) -> None:
        whole[layer][number]["geometry"] = point(lon, lat)
        props(whole, layer, number).update(values)

    return act


def draw(*positions: list[float], layer: str = "rail_lines", **values: Any) -> Any:
    """A spoiler that redraws a line."""

    def act(whole: dict[str, Any]) -> None:
        whole[layer][0]["geometry"] = {"type": "LineString", "coordinates": list(positions)}
        props(whole, layer).update(values)

    return act


def add(layer: str, geometry: Any, **values: Any) -> Any:
    """A spoiler that adds a feature."""
    return lambda whole: whole[layer].append(feature(geometry, **values))


def table(old: str, new: str) -> Any:
    return lambda whole: whole.update({"indicators.csv": whole["indicators.csv"].replace(old, new)})


def entry(name: str, number: int, **values: Any) -> Any:
    return lambda whole: whole[name][number].update(values)


def without(field: str, layer: str = "sites") -> Any:
    return lambda whole: props(whole, layer).pop(field)


def take_notes(properties: dict[str, Any]) -> None:
    """Leave the first event without words."""
    for lang in LANGUAGES:
        properties["events"][0].pop(f"note_{lang}", None)


SECOND_ROW = ',2025,4.97,USD bn,Statistics,reported,gazette-2025,"first release, ""early"""'
ORAL = {"countries": ["KZ"], "admin1": ["KZ-27"]}
# rule -> (spoiler, where it is told, a word of what or mend); each breaks this rule and no other
FAILING: dict[str, list[tuple[Any, str, str]]] = {
    "unique-ids": [
        (add("sites", None, id="cotton-mill", name_en="Other"), "sites.geojson", "used 2 times"),
        (
            add("agreements", None, id="trade-house", applies_to=["KZ"]),
            "agreements.geojson",
            "sites.geojson and agreements",
        ),
    ],
    "distinct-names": [(change(number=2, name_en="cotton MILL"), 'feature "lost-plant", name_en', "cotton-mill")],
    "near-duplicates": [
        (
            add(
                "sites",
                point(68.2613, 43.2907),
                id="mill-2",
                name_en="The Cotton Mill",
                sector="industry",
                countries=["KZ"],
                admin1=["KZ-61"],
            ),
            'feature "mill-2"',
            " m from ",
        ),
    ],
    "lon-lat-order": [
        (move(43.2902, 68.2601), 'feature "cotton-mill", geometry', "[43.2902, 68.2601]"),
        (move(49.5123, 52.3123, **ORAL), 'feature "cotton-mill", geometry', "[52.3123, 49.5123] would lie inside"),
    ],
    "lon-lat-doubt": [(move(51.43, 51.12, **ORAL), 'feature "cotton-mill", geometry', "which is meant?")],
    "null-island": [(move(0.0, 0.0001), 'feature "cotton-mill", geometry', "Gulf of Guinea")],
    "inside-bounds": [
        (move(30.1234, 50.1234), 'feature "cotton-mill", geometry', "outside the project"),
        (draw(TURKISTAN[::-1], SHYMKENT[::-1], layer="corridors"), "corridors.geojson", "longitude first"),
    ],
    "inside-country": [
        (change(countries=["UZ"], admin1=[]), 'feature "cotton-mill", countries', "lies in KZ, not in UZ")
    ],
    "inside-region": [(change(admin1=["KZ-79"]), 'feature "cotton-mill", admin1', "lies in KZ-61, not in KZ-79")],
    "country-centroid": [
        (move(68.0001, 48.0001, admin1=["KZ-62"]), 'feature "cotton-mill", geometry', "middle of KZ"),
    ],
    "whole-degrees": [(move(68.0, 43.0), 'feature "cotton-mill", geometry', "too round")],
    "precision-decimals": [
        (move(68.26, 43.29, precision="exact"), 'feature "cotton-mill", geometry', "too few decimals"),
        (move(68.26014567, 43.2902), 'feature "cotton-mill", geometry', "more than six"),
        (draw(TURKISTAN, [69.60042123456, 42.30988], SARYAGASH), "rail_lines.geojson", "more than six"),
    ],
    "precision-none": [
        (change(precision="none"), 'feature "cotton-mill", precision', "there is a geometry"),
        (change(number=2, precision="region"), 'feature "lost-plant", precision', "there is no geometry"),
    ],
    "precision-basis": [(without("precision_basis"), 'feature "cotton-mill", precision_basis', "missing")],
    "crossing-pair": [
        (without("uz_name_en", "border_crossings"), 'feature "two-posts", uz_name_en', "missing"),
        (without("kz_admin1", "border_crossings"), 'feature "two-posts", kz_admin1', "missing"),
        (without("point_side", "border_crossings"), 'feature "two-posts", point_side', "missing"),
        (change("border_crossings", kz_admin1="UZ-SI"), 'feature "two-posts", kz_admin1', "not in KZ"),
        (
            change("border_crossings", countries=["UZ"], admin1=["UZ-SI"]),
            'feature "two-posts", countries',
            "KZ is missing",
        ),
    ],
    "crossing-near-border": [
        (move(68.7842, 40.4897, "border_crossings"), 'feature "two-posts", geometry', "km from the border"),
    ],
    "crossing-side": [(change("border_crossings", point_side="KZ"), 'feature "two-posts", point_side', "lies in UZ")],
    "line-shape": [(draw(TURKISTAN, SHYMKENT, SHYMKENT, SARYAGASH), 'feature "old-line", geometry', "repeated")],
    "geometry-kind": [
        (without("geometry_kind", "rail_lines"), 'feature "old-line", geometry_kind', "missing"),
        (
            add("corridors", None, id="idea", name_en="Idea", medium="road", geometry_kind="schematic"),
            'feature "idea", geometry_kind',
            "nothing is drawn",
        ),
    ],
    "lines-not-exact": [(change("rail_lines", precision="exact"), 'feature "old-line", precision', "generalised")],
    "planned-schematic": [
        (change("rail_lines", status="planned"), 'feature "old-line", geometry_kind', "drawn as generalised"),
        (
            change("rail_lines", status="suspended", line_kind="project"),
            'feature "old-line", geometry_kind',
            "suspended",
        ),
    ],
    "line-passes-stops": [
        (draw(TURKISTAN, [68.9, 42.9], SARYAGASH), 'feature "old-line", stops', "km from shymkent"),
        (
            change("rail_lines", stops=["shymkent", "turkistan", "saryagash"]),
            'feature "old-line", stops',
            "reaches turkistan",
        ),
    ],
    "line-length": [(change("rail_lines", length_km=500), 'feature "old-line", length_km', "published 500 km")],
    "stations-on-lines": [
        (change("rail_stations", lines=[]), 'feature "turkistan", lines', '"old-line" stops here'),
        (change("rail_stations", lines=["old-line", "no-line"]), 'feature "turkistan", lines', '"no-line" is no line'),
        (change("rail_lines", stops=["turkistan", "nowhere"]), 'feature "old-line", stops', '"nowhere" is no station'),
        (change("rail_lines", stops=["turkistan", "turkistan"]), 'feature "old-line", stops', "twice in a row"),
    ],
    "real-dates": [
        (change(checked="2025-02-29"), 'feature "cotton-mill", checked', "no date"),
        (change(status_date="2025-13"), 'feature "cotton-mill", status_date', "no date"),
        (change(events=[event("2025-01-02/2025-01-01")]), 'feature "cotton-mill", events 1, date', "no date"),
        (change("agreements", ends="2030-02-30"), 'feature "water-treaty", ends', "no date"),
        (table(",2024,", ",2024-00,"), 'indicators.csv, value "trade 2024-00 (Statistics)", period', "no date"),
        (entry("sources", 0, issued={"date-parts": [[2025, 11, 31]]}), 'entry "gazette-2025", issued', "no date"),
    ],
    "events-in-order": [
        (change(events=[event("2025-03"), event("2024")]), 'feature "cotton-mill", events 2', "after one of 2025-03"),
        (change(events=[event(None), event("2024")]), 'feature "cotton-mill", events 2', "after an undated one"),
    ],
    "no-future": [
        (change(events=[event("2026-04-01")]), 'feature "cotton-mill", events 1, date', "later than checked 2026-03"),
        (change(status_date="2027"), 'feature "cotton-mill", status_date', "later than checked"),
    ],
    "status-agrees": [
        (change(status="planned"), 'feature "cotton-mill", status', "the last event that bears on it is opening"),
        (change(status="operational", events=[event("2025", "announced")]), "cotton-mill", "announced"),
    ],
    "works-shown": [
        (
            change(status="under_construction", events=[event("2025", "ceremony")]),
            "cotton-mill",
            "no event shows works",
        ),
    ],
    "sources-known": [
        (
            table("gazette-2025,\n", "gazette-1999,\n"),
            'indicators.csv, value "trade 2024 (Statistics)", source',
            "not in sources.json",
        ),
        (change("rail_lines", options=[{"id": "x", "label_en": "X", "source": "gone"}]), "options 1, source", "gone"),
    ],
    "sources-used": [
        (
            lambda whole: whole["sources"].append({"id": "idle", "type": "report", "URL": "https://example.org"}),
            'sources.json, entry "idle"',
            "nothing rests on it",
        ),
    ],
    "sources-once": [(change(sources=[{"id": "gazette-2025"}] * 2), 'feature "cotton-mill", sources', "2 times")],
    "event-sources": [
        (change(events=[event(source="town-points")]), 'feature "cotton-mill", events 1, source', "not in sources"),
        (lambda whole: props(whole)["events"][0].pop("source"), 'feature "cotton-mill", events 1, source', "missing"),
        (change(events=[event(unsourced=True)]), 'feature "cotton-mill", events 1, source', "marked as unsourced"),
    ],
    "web-addresses": [
        (entry("sources", 0, URL=url), 'entry "gazette-2025", URL', "no public web address")
        for url in (
            "https://",
            "http://localhost/x",
            "https://me:secret@example.org/",
            'https://example.org/"x"',
            "https://a b.org",
            "https://.org",
            "https://example..org",
            "https://[x].y/",
            "https://example.org:99999/",
            "https://-a.org",
            "https://xn--a.org/",
            "https://xn--99999.org/",
            "https://xn--a-.org/",
            "https://10.0.0.1/",
        )
    ],
    "known-codes": [
        (change(countries=["KZ", "XX"]), 'feature "cotton-mill", countries', '"XX"'),
        (change(number=2, admin1=["KZ-YUZ"]), 'feature "lost-plant", admin1', "it has 20 units today"),
        (change(number=2, admin1=["UZ-XX"]), 'feature "lost-plant", admin1', "no region of UZ"),
        (change(number=2, admin1=["KG-J"]), 'feature "lost-plant", admin1', "KG is not among the countries"),
        (change("agreements", applies_to=["KZ", "KZ"]), 'feature "water-treaty", applies_to', "twice"),
    ],
    "sectors-whole": [
        (lambda whole: whole["sectors"].pop(), "sectors.json", "is missing"),
        (entry("sectors", 0, color="#000001"), "sectors.json, color", "used 2 times"),
        (entry("sectors", 0, icon=ICONS[1]), "sectors.json, icon", "used 2 times"),
    ],
    "known-icons": [
        (entry("sectors", 0, icon="nosuchicon"), 'entry "industry", icon', "choose one of bank, bolt"),
        (entry("sectors", 0, icon="constructor"), 'entry "industry", icon', "there is no icon"),
    ],
    "synonyms-known": [
        (entry("synonyms", 0, kinds=["ship"]), 'entry "water", kinds', "choose one of site, crossing"),
        (entry("synonyms", 0, features=["nowhere"]), 'entry "water", features', 'the id "nowhere"'),
        (lambda whole: whole["synonyms"].append(whole["synonyms"][0]), 'entry "water", id', "used twice"),
    ],
    "withdrawn-ids": [
        (entry("withdrawn", 0, id="cotton-mill"), 'withdrawn.json, entry "cotton-mill", id', "was withdrawn"),
        (entry("withdrawn", 0, instead="nowhere"), 'entry "old-mill", instead', 'the id "nowhere"'),
        (entry("withdrawn", 0, why_en=None), 'entry "old-mill", why', "no reason"),
        (lambda whole: whole["withdrawn"].append(whole["withdrawn"][0]), 'entry "old-mill", id', "used twice"),
    ],
    "observations-known": [
        (change("indicators", unit="EUR bn"), 'feature "trade", unit', "values are in USD bn"),
        (table("trade,2024", "trad,2024"), 'indicators.csv, value "trad 2024 (Statistics)", indicator', "no indicator"),
        (
            add("indicators", None, id="empty", name_en="Empty", applies_to=["KZ"], unit="t"),
            'feature "empty", unit',
            "it has no values",
        ),
    ],
    "observations-distinct": [
        (
            table(SECOND_ROW, ",2024,4.97,USD bn,Statistics,reported,gazette-2025,"),
            'indicators.csv, value "trade 2024 (Statistics)"',
            "a second value in USD bn",
        )
    ],
    "units-spelt-alike": [(table("4.97,USD bn", "4.97,USD BN"), '"trade 2025 (Statistics)", unit', "written")],
    "clean-text": [
        (change(name_en="Mill\u202egnol"), 'feature "cotton-mill", name_en', "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        (change(summary_en="a\u200bb"), 'feature "cotton-mill", summary_en', "ZERO WIDTH SPACE"),
        (change(locality="a\nb"), 'feature "cotton-mill", locality', "U+000A"),
        (change(events=[event(note_fr="\x07")]), 'feature "cotton-mill", events 1, note_fr', "U+0007"),
        (entry("sources", 0, title="\ufeffTitle"), 'sources.json, entry "gazette-2025", title', "U+FEFF"),
        (table(",Statistics,", ",Stat\u2028istics,"), '(Stat\\u2028istics)", reporter', "LINE SEPARATOR"),
    ],
    "trimmed-text": [
        (change(partners=["A", "B "]), 'feature "cotton-mill", partners 2', "blank"),
        (change(name_fr="Cafe\u0301"), 'feature "cotton-mill", name_fr', "two characters"),
    ],
    "no-markup": [
        (change(**{field: text}), f'feature "cotton-mill", {field}', "holds markup")
        for field, text in {
            "name_en": "Mill <b>and</b>&nbsp;yard",
            "summary_fr": "Une usine&nbsp;: oui",
            "locality": "Sand &amp; Gravel",
            "summary_ru": "Завод<br/>",
        }.items()
    ]
    + [(entry("sources", 0, title="Mills &#8211; a list"), 'entry "gazette-2025", title', "&#8211;")],
    "one-script": [
        (change(name_en="Сotton mill"), 'feature "cotton-mill", name_en', "Latin and Cyrillic"),
        (change(name_ru="Хлопковый зaвод"), 'feature "cotton-mill", name_ru', "зaвод"),
    ],
    "languages-present": [
        (change(name_en=None, name_fr=None, name_ru=None), 'feature "cotton-mill", name_en', "in any language"),
        (change(name_ru=None), 'feature "cotton-mill", name_ru', "summary_ru is there"),
        (change("rail_lines", options=[{"id": "x"}]), 'feature "old-line", options 1, label_en', "in any language"),
    ],
    "notes-translated": [
        (change(conflict_en="They differ."), 'feature "cotton-mill", conflict_fr', "though summary_fr is there"),
        (lambda whole: take_notes(props(whole)), 'feature "cotton-mill", events 1, note_en', "in any language"),
        (lambda whole: props(whole)["events"][0].pop("note_ru"), 'feature "cotton-mill", events 1, note_ru', "missing"),
    ],
    "text-status": [
        (change(name_kk="Фабрика", summary_kk="Бар."), 'feature "cotton-mill", text_status', "kk is missing"),
        (change(text_status=dict.fromkeys(("en", "fr", "ru", "uz"), "human")), "cotton-mill", "no text in uz"),
    ],
    "glossary-kept": [
        (
            change(
                summary_en="A memorandum was signed.",
                summary_fr="Un accord fut signé.",
                summary_ru="Подписан меморандум.",
            ),
            'feature "cotton-mill", summary_fr',
            "mémorandum",
        ),
        (
            lambda whole: props(whole)["events"][0].update(
                note_en="Foreign ministry.", note_fr="Ministère.", note_ru="МИД."
            ),
            'feature "cotton-mill", events 1, note_fr',
            "ministère des Affaires étrangères",
        ),
        (
            change(cost_note_en="Uranium.", cost_note_fr="Uranium.", cost_note_ru="Золото."),
            'feature "cotton-mill", cost_note_ru',
            "уран",
        ),
    ],
    "figures-kept": [
        (
            change(summary_en="It cost 1,234.5.", summary_fr="Coût : 1 234,5.", summary_ru="Стоило 1234.5."),
            'feature "cotton-mill", summary_ru',
            "1234.5",
        ),
        (
            change(summary_en="Seen in 2025.", summary_fr="Vu.", summary_ru="2025."),
            'feature "cotton-mill", summary_fr',
            "2025",
        ),
        (change(summary_fr="Vu en 2025."), 'feature "cotton-mill", summary_fr', "does not have: 2025"),
        (
            change(summary_en="On 5 May 2025.", summary_fr="Le 5 juin 2025.", summary_ru="5 мая 2025 года."),
            'feature "cotton-mill", summary_fr',
            "mai",
        ),
    ],
    "ring-winding": [],
}


def test_every_rule_has_an_example():
    assert {rule.id for rule in validate.RULES} == set(FAILING)
    assert len(validate.RULES) >= 28


@pytest.mark.parametrize("rule", validate.RULES, ids=lambda rule: rule.id)
def test_every_rule_says_what_holds_and_how_to_mend(rule):
    assert rule.id == rule.find.__name__.replace("_", "-")
    assert inspect.getdoc(rule.find).partition("\n\n")[0] == rule.about("en")
    assert len({rule.about(lang) for lang in LANGUAGES}) == len(LANGUAGES)


def test_ids_of_rules_are_used_once():
    assert len({rule.id for rule in validate.RULES}) == len(validate.RULES)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return atlas_of(tmp_path_factory.mktemp("sound"))


@pytest.mark.parametrize("rule", validate.RULES, ids=lambda rule: rule.id)
def test_a_sound_atlas_passes(sound, rule):
    assert list(rule.problems(validate.View(sound))) == []


EXAMPLES = [(rule, number) for rule, examples in FAILING.items() for number in range(len(examples))]


@pytest.mark.parametrize(("rule", "number"), EXAMPLES, ids=[f"{rule}-{number}" for rule, number in EXAMPLES])
def test_a_rule_finds_what_it_is_for_and_no_other_complains(tmp_path, rule, number):
    act, where, what = FAILING[rule][number]
    whole = parts()
    act(whole)
    found = validate.problems(atlas_of(tmp_path, whole))
    assert {problem.rule for problem in found} == {rule}, [str(problem) for problem in found]
    told = [problem for problem in found if where in problem.where and what in problem.what + problem.mend]
    assert told, [str(problem) for problem in found]
    assert all(problem.mend and problem.where.startswith(str(tmp_path)) for problem in found)
    for problem in found:
        told = {lang: problem.what_in(lang) + problem.mend_in(lang) for lang in LANGUAGES}
        assert len(set(told.values())) == len(LANGUAGES), told
        assert not [text for text in told.values() if re.search(r"\{\w+\}", text)]


def test_rings_of_the_basemap_run_counter_clockwise(sound):
    turned = sound.basemap.admin1.assign(geometry=sound.basemap.admin1.geometry.reverse())
    spoilt = replace(sound, basemap=replace(sound.basemap, admin1=turned))
    found = validate.problems(spoilt)
    assert {problem.rule for problem in found} == {"ring-winding"}
    assert len(found) == 34


# --- fine points of single rules


def rules_of(tmp_path: Path, *acts: Any) -> dict[str, list[Problem]]:
    whole = parts()
    for act in acts:
        act(whole)
    found: dict[str, list[Problem]] = {}
    for problem in validate.problems(atlas_of(tmp_path, whole)):
        found.setdefault(problem.rule, []).append(problem)
    return found


def test_swapped_coordinates_are_shown_the_right_way_round(tmp_path):
    [problem] = rules_of(tmp_path, move(43.2902, 68.2601))["lon-lat-order"]
    assert problem.mend == "GeoJSON writes longitude first; [68.2601, 43.2902] would lie inside"


@pytest.mark.parametrize(
    "words",
    [
        {"precision_basis": "Gate seen on imagery at 51.12 N, 51.43 E."},
        {"precision_basis": "51.12° N, 51.43° E in the permit."},
        {"precision_basis": "In the permit: 51°07′12″ с. ш., 51°25′48″ в. д."},
        {"precision_basis": "E 51.43, N 51.12"},
    ],
)
def test_a_doubtful_order_can_be_confirmed_in_words(tmp_path, words):
    assert rules_of(tmp_path, move(51.43, 51.12, **ORAL, **words)) == {}


def test_a_town_in_the_name_confirms_the_order(tmp_path):
    assert rules_of(tmp_path, move(51.37, 51.23, **ORAL, name_en="Oral depot")) == {}


@pytest.mark.parametrize("url", ["http://example.org", "https://www.бел.рф/путь?a=1&b=2#c", "https://a.kz.:8080/x"])
def test_an_address_that_a_browser_opens_passes(tmp_path, url):
    assert rules_of(tmp_path, entry("sources", 0, URL=url)) == {}


def beyond(shape: Any, start: tuple[float, float], km: float) -> tuple[float, float]:
    """A position at so many km from a shape, east of a start: found by halving."""
    outline, (lon, lat) = local(shape), start
    low, high = lon, lon + 2
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if km_to(outline, middle, lat)[0] < km else (low, middle)
    return round(high, 6), lat


@pytest.mark.parametrize("field", ["admin1", "countries"])
@pytest.mark.parametrize(("km", "passes"), [(2.95, True), (3.05, False)])
def test_a_point_may_lie_three_kilometres_outside_and_no_further(sound, tmp_path, field, km, passes):
    kazakhstan = Regions(sound.basemap).outline("KZ")
    place = beyond(kazakhstan, (80.2, 44.5), km)  # into China, east of Khorgos
    found = rules_of(tmp_path, move(*place, countries=["KZ"], admin1=["KZ-33"] if field == "admin1" else []))
    rule = "inside-region" if field == "admin1" else "inside-country"
    assert (rule not in found) is passes


@pytest.mark.parametrize(
    ("precision", "km", "passes"),
    [("exact", 2.95, True), ("exact", 3.05, False), ("locality", 24.95, True), ("locality", 25.05, False)],
)
def test_a_crossing_may_lie_as_far_from_the_border_as_its_precision_leaves_open(sound, tmp_path, precision, km, passes):
    lon, lat = beyond(Regions(sound.basemap).border, (69.0, 41.3), km)
    crossing = move(lon, lat, "border_crossings", precision=precision, point_side="UZ")
    assert ("crossing-near-border" not in rules_of(tmp_path, crossing)) is passes


def test_tashkent_city_and_region_are_the_same_ground(tmp_path):
    assert rules_of(tmp_path, change(number=1, admin1=["UZ-TO"])) == {}


def test_without_a_basemap_rules_on_regions_keep_silent(tmp_path):
    whole = parts()
    change(admin1=["KZ-10"])(whole)
    atlas_of(tmp_path, whole)
    assert validate.problems(store.load(tmp_path, basemap=False)) == []


def test_features_in_one_town_are_no_duplicates(tmp_path):
    other = {"countries": ["KZ"], "admin1": ["KZ-61"]}
    town = point(68.2601, 43.2902)
    assert (
        rules_of(
            tmp_path,
            add("sites", town, id="cotton-school", sector="culture", name_en="Cotton Mill School", **other),
            add("sites", town, id="glass-works", sector="industry", name_en="Glass works", **other),
        )
        == {}
    )


def test_an_event_may_admit_that_no_document_was_found(tmp_path):
    assert rules_of(tmp_path, change(events=[event("2024", "opening", source=None, unsourced=True)])) == {}


def test_a_target_may_lie_ahead(tmp_path):
    assert rules_of(tmp_path, change(events=[event("2024", "opening"), event("2030", "target")])) == {}


def test_coarse_dates_are_neither_future_nor_out_of_order(tmp_path):
    assert rules_of(tmp_path, change(events=[event("2025-06"), event("2025"), event("2026")])) == {}


@pytest.mark.parametrize(
    ("kind", "status"),
    [("agreed", "operational"), ("suspended", "closed_for_works"), ("construction_start", "under_construction")],
)
def test_statuses_that_go_with_the_last_event(tmp_path, kind, status):
    assert rules_of(tmp_path, change(status=status, events=[event("2025", kind)])) == {}


def test_a_contract_or_ceremony_changes_no_status(tmp_path):
    events = [event("2023", "announced"), event("2024", "ceremony"), event("2025", "contract")]
    assert rules_of(tmp_path, change(status="planned", events=events)) == {}


def test_a_line_may_pass_a_junction_twice(tmp_path):
    """Turkistan - Shymkent - back towards Turkistan - Saryagash, the way trains reverse at Arys."""
    junction = [68.8, 42.43]
    there_and_back = draw(TURKISTAN, junction, SHYMKENT, junction, SARYAGASH, length_km=None)

    def act(whole):
        there_and_back(whole)
        del props(whole, "rail_lines")["length_km"]
        whole["rail_stations"].append(
            feature(
                point(*junction),
                id="arys",
                station_kind="station",
                confirmed=True,
                lines=["old-line"],
                countries=["KZ"],
                admin1=["KZ-61"],
            )
        )
        props(whole, "rail_lines")["stops"] = ["turkistan", "shymkent", "arys", "saryagash"]

    assert rules_of(tmp_path, act) == {}


def test_flights_between_exact_airports_are_not_exact_lines(tmp_path):
    assert set(rules_of(tmp_path, change("corridors", medium="air", precision="exact"))) == {"lines-not-exact"}


@pytest.mark.parametrize("note", ["{{7*7}}", "{% print 7*7 %}", "a < b & c > d", "R&D; then 3<5>2", "`${1}`", "\\2019"])
def test_text_that_looks_like_code_is_just_text(tmp_path, note):
    notes = dict.fromkeys(("note_en", "note_fr", "note_ru"), note)
    assert rules_of(tmp_path, change(name_en=note, locality=note, events=[event(**notes)], status="unknown")) == {}


def test_check_tells_file_problems_and_rule_problems_together(tmp_path):
    whole = parts()
    change(sector="x")(whole)
    change(number=2, precision="region")(whole)
    atlas_of_bad, problems = store.read(write(tmp_path, whole))
    with pytest.raises(InvalidData) as caught:
        validate.check(atlas_of_bad, problems)
    assert {problem.rule for problem in caught.value.problems} >= {"schema", "precision-none"}
    assert "written" not in str(caught.value), "a check writes nothing, whatever it finds"


ANY = {
    "status": st.sampled_from(STATUSES),
    "checked": st.sampled_from(["2026-03", "2026-13", "0000", "2024/2020"]),
    "countries": st.sampled_from([["KZ"], ["UZ", "KZ"], ["XX"], ["RU"]]),
    "admin1": st.sampled_from([[], ["KZ-61"], ["UZ-TK"], ["KG-J"], ["KZ-99"]]),
    "precision": st.sampled_from(PRECISIONS),
    "precision_basis": st.sampled_from([None, "41.3 N", "° N . N"]),
    "events": st.lists(
        st.builds(event, st.sampled_from([None, "2025", "2025-99", "2024/2023"]), st.sampled_from(EVENT_KINDS)),
        max_size=3,
    ),
    "text_status": st.sampled_from([{}, {"en": "human", "kk": "source"}]),
}
ODD = st.fixed_dictionaries(ANY).map(lambda values: {key: value for key, value in values.items() if value is not None})
NUMBERS = st.sampled_from([0.0, 41.3, 43.29458, 51.2, 68.25685, 69.6, 90.0, -180.0, 1e6])
POSITIONS = st.tuples(NUMBERS, NUMBERS).map(list)
COURSES = st.lists(POSITIONS, min_size=2, max_size=4)


@settings(max_examples=40)
@given(ODD, ODD, st.none() | POSITIONS, COURSES, st.lists(COURSES, min_size=1, max_size=2), st.data())
def test_no_atlas_that_can_be_read_makes_a_rule_stumble(tmp_path_factory, one, other, place, course, courses, data):
    whole = parts()
    whole["sites"][0]["geometry"] = place and point(*place)
    props(whole).update(one)
    props(whole, "rail_lines").update(other)
    whole["rail_lines"][0]["geometry"] = {"type": "LineString", "coordinates": course}
    whole["corridors"][0]["geometry"] = {"type": "MultiLineString", "coordinates": courses}
    stations = data.draw(st.lists(st.sampled_from(["turkistan", "shymkent", "saryagash", "x"]), max_size=4))
    props(whole, "rail_lines")["stops"] = stations
    for name in data.draw(st.sets(st.sampled_from(["sites", "rail_stations", "sources", "sectors", "indicators"]))):
        whole[name] = []
    for problem in validate.problems(atlas_of(tmp_path_factory.mktemp("odd"), whole)):
        assert problem.what
        assert problem.mend


def test_rules_change_nothing(sound):
    before = store.texts(sound)
    validate.problems(sound)
    assert store.texts(sound) == before


# --- dates


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2023-11-27/2025", "2023-11-27", "2025-12-31"),
    ],
)
def test_a_date_covers_its_days(text, first, last):
    assert [day.isoformat() for day in span(text)] == [first, last]


@pytest.mark.parametrize(
    "text", ["2023-02-29", "2023-13", "2023-00", "0001", "9999", "2025/2024", "", "2025/2026/2027", "25"]
)
def test_no_such_date(text):
    assert span(text) is None


# --- the shipped data


def test_the_shipped_data_have_no_problem(atlas):
    assert [str(problem) for problem in validate.problems(atlas)] == []


@pytest.mark.parametrize("host", ["xn--p1ai.example", "xn--80ak6aa92e.com", "пример.рф", "xn--i-7iq.ws", "a--b.org"])
def test_hosts_in_letters_of_any_script_are_public_addresses(host):
    assert is_web_address(f"https://{host}/a")
