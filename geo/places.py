"""Names of regions and countries: those that are drawn, and others that the catalogues name."""

from collections.abc import Iterable

from geo.errors import Named
from geo.frames import rows_of
from geo.i18n import catalogues, message
from geo.model import Basemap
from geo.vocabulary import LANGUAGES

# How the keys begin of the names of what is not drawn: regions of the neighbours, a country further off.
REGION = "region."


def place_names(basemap: Basemap | None) -> dict[str, dict[str, str]]:
    """Names by ISO 3166 code and language; without a basemap those that the catalogues have alone."""
    drawn = {} if basemap is None else {name: basemap.page[name] for name in ("countries", "admin1")}
    names: dict[str, dict[str, str]] = {
        row["iso"]: {lang: row[f"name_{lang}"] for lang in LANGUAGES if row.get(f"name_{lang}")}
        for frame in drawn.values()
        for row in rows_of(frame)
    }
    return {**names, **_undrawn()}


def named(basemap: Basemap | None, codes: Iterable[str]) -> list[Named]:
    """Regions and countries by their ISO 3166 codes, to be told in any language."""
    names = place_names(basemap)
    return [Named(code, names.get(code, {})) for code in codes]


def _undrawn() -> dict[str, dict[str, str]]:
    codes = [key.removeprefix(REGION) for key in catalogues()["en"]["messages"] if key.startswith(REGION)]
    return {code: {lang: message(f"{REGION}{code}", lang) for lang in LANGUAGES} for code in codes}
