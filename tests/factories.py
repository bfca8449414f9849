"""A small sound atlas, to be spoilt: features as GeoJSON, and whole data folders."""

import atexit
import copy
import json
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from geo import store
from geo.model import LAYERS, Atlas, Basemap
from geo.vocabulary import ICONS, LANGUAGES, SECTORS

ROOT = Path(__file__).parents[1]
Json = dict[str, Any]
TURKISTAN, SHYMKENT, SARYAGASH = [68.25685, 43.29458], [69.60042, 42.30988], [69.16791, 41.46042]


def feature(geometry: Json | None, **properties: Any) -> Json:
    """A GeoJSON feature with what every noun needs, in three languages."""
    name = properties["id"].replace("-", " ").title()
    common = {
        "name_en": name,
        "name_fr": f"{name} (fr)",
        "name_ru": f"{name} (ru)",
        "summary_en": "It is there.",
        "summary_fr": "Il est là.",
        "summary_ru": "Он там.",
        "sector": "transport",
        "status": "operational",
        "countries": ["KZ", "UZ"],
        "precision": "none",
        "sources": [{"id": "gazette-2025", "supports": "that it is there"}],
        "checked": "2026-03",
        "text_status": {"en": "human", "fr": "human", "ru": "machine"},
    }
    if geometry is not None:
        common |= {"precision": "locality", "precision_basis": "Point of the town."}
    return {"type": "Feature", "properties": common | properties, "geometry": geometry}


def point(lon: float, lat: float) -> Json:
    return {"type": "Point", "coordinates": [lon, lat]}


def event(date: str | None = "2025-11-15", kind: str = "report", **over: Any) -> Json:
    notes = {"note_en": "Seen.", "note_fr": "Vu.", "note_ru": "Видели.", "source": "gazette-2025"}
    return ({"date": date} if date else {}) | {"kind": kind} | notes | over


def parts() -> dict[str, Any]:
    """Everything in a sound data folder, by file name without its ending; change it and `write` it."""
    station = {"summary_en": None, "summary_fr": None, "summary_ru": None, "station_kind": "station"}
    track = {"type": "LineString", "coordinates": [TURKISTAN, SHYMKENT, SARYAGASH]}
    whole = {
        "sites": [
            feature(point(68.2601, 43.2902), id="cotton-mill", sector="industry", countries=["KZ"], admin1=["KZ-61"],
                    cost_usd=120_000_000, events=[event("2023", "agreed"), event("2024-05", "opening"), event(None)]),
            feature(point(69.2401, 41.2995), id="trade-house", sector="finance", countries=["UZ"], admin1=["UZ-TK"],
                    partners=["A (KZ)", "B (UZ)"]),
            feature(None, id="lost-plant", sector="energy", status="unknown", admin1=["KZ-61"]),
        ],
        "border_crossings": [
            feature(point(68.567073, 40.83636), id="two-posts", sector="border", precision="exact", modes=["road"],
                    passengers="yes", freight="yes", third_country_nationals="unknown", kz_name_en="North Post",
                    uz_name_en="South Post", kz_admin1="KZ-61", uz_admin1="UZ-SI", point_side="UZ",
                    admin1=["KZ-61", "UZ-SI"], persons_per_day_after=5000),
        ],
        "rail_lines": [
            feature(track, id="old-line", precision="region", line_kind="track", geometry_kind="generalised",
                    stops=["turkistan", "shymkent", "saryagash"], length_km=260, options=[
                        {"id": "upgrade", "label_en": "Upgrade", "length_km": 401.5, "source": "gazette-2025"}]),
        ],
        "rail_stations": [
            feature(point(*TURKISTAN), **station, id="turkistan", confirmed=True, lines=["old-line"], countries=["KZ"],
                    admin1=["KZ-61"]),
            feature(point(*SHYMKENT), **station, id="shymkent", confirmed=True, lines=["old-line"], countries=["KZ"],
                    admin1=["KZ-79"]),
            feature(point(*SARYAGASH), **station, id="saryagash", confirmed=False, lines=["old-line"], countries=["KZ"],
                    admin1=["KZ-61"]),
        ],
        "corridors": [
            feature({"type": "LineString", "coordinates": [[64.4307, 39.7703], [76.9115, 43.2525]]}, id="gas-pipe",
                    sector="energy", medium="gas", geometry_kind="schematic", precision="region"),
        ],
        "agreements": [feature(None, id="water-treaty", sector="water", applies_to=["KZ", "UZ"], ends="2030-12-31")],
        "indicators": [feature(None, id="trade", sector="finance", applies_to=["KZ", "UZ"], unit="USD bn")],
        "indicators.csv": (
            "indicator,period,value,unit,reporter,basis,source,note\n"
            "trade,2024,4.3,USD bn,Statistics,reported,gazette-2025,\n"
            "trade,2025,4.97,USD bn,Statistics,reported,gazette-2025,\"first release, \"\"early\"\"\"\n"
        ),
        "sectors": [
            {"id": id_, "theme": "economy", "color": f"#0000{number:02x}", "icon": ICONS[number], "oecd_dac": ["210"],
             **{f"name_{lang}": id_ for lang in LANGUAGES}}
            for number, id_ in enumerate(SECTORS)
        ],
        "sources": [
            {"id": "gazette-2025", "type": "webpage", "title": "Gazette", "container-title": "State",
             "issued": {"date-parts": [[2025, 11, 15]]}, "URL": "https://example.org/a?b=c", "language": "en"},
            {"id": "town-points", "type": "dataset", "title": "Towns", "license": "CC BY 4.0"},
        ],
        "synonyms": [
            {"id": "water", "sectors": ["water"], "kinds": ["agreement"], "features": ["water-treaty"],
             **{f"words_{lang}": [f"water in {lang}"] for lang in LANGUAGES}},
        ],
        "withdrawn": [
            {"id": "old-mill", "kind": "site", "date": "2026-02-01", "name_en": "Old Mill", "why_en": "Never built."},
        ],
    }  # fmt: skip
    missing = [layer.name for layer in LAYERS if layer.name not in whole]
    assert not missing, f"tests/factories.py: parts() has no {missing}"
    for layer in LAYERS:
        for one in whole[layer.name]:
            one["properties"] = {key: value for key, value in one["properties"].items() if value is not None}
    return copy.deepcopy(whole)


def text_of(name: str, content: Any) -> str:
    """A part as file text: text as it is, features as a collection, lists as JSON."""
    if isinstance(content, str):
        return content
    if name in {layer.name for layer in LAYERS} and isinstance(content, list):
        content = {"type": "FeatureCollection", "features": content}
    return json.dumps(content, ensure_ascii=False)


def write(folder: Path, whole: dict[str, Any] | None = None, *, basemap: bool = True) -> Path:
    """Write a data folder; the real basemap is linked in."""
    folder.mkdir(parents=True, exist_ok=True)
    endings = {layer.name: ".geojson" for layer in LAYERS} | dict.fromkeys(
        ("sectors", "sources", "synonyms", "withdrawn"), ".json"
    )
    for name, content in (whole or parts()).items():
        (folder / (name + endings.get(name, ""))).write_text(text_of(name, content), encoding="utf-8", newline="")
    if basemap and not (folder / "basemap").exists():
        (folder / "basemap").symlink_to(ROOT / "data" / "basemap")
    return folder


@cache
def _sound() -> Path:
    """One sound folder in canonical form, to be copied."""
    folder = Path(mkdtemp(prefix="atlas-")) / "data"
    store.tidy(write(folder))
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    return folder


def canonical(folder: Path, whole: dict[str, Any] | None = None) -> Path:
    """Write a data folder in canonical form."""
    if whole is None:
        shutil.copytree(_sound(), folder, symlinks=True, dirs_exist_ok=True)
    else:
        store.tidy(write(folder, whole))
    return folder


@cache
def _basemap() -> Basemap:
    return store.load_basemap(ROOT / "data")


def atlas_of(folder: Path, whole: dict[str, Any] | None = None) -> Atlas:
    """The atlas of a data folder, written and read; the basemap is read once for all."""
    return replace(store.load(write(folder, whole), basemap=False), basemap=_basemap())
