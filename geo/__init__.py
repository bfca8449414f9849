"""The Kazakhstan–Uzbekistan cooperation atlas: sourced facts in, one offline map out.

>>> import geo
>>> atlas = geo.load("data")                    # doctest: +SKIP
>>> geo.folium_map(atlas, lang="fr")            # doctest: +SKIP

The names below are imported on first use, so that `import geo` stays instant.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.computed import enrich
    from geo.embeds import embed
    from geo.exporters import export
    from geo.figures import figure
    from geo.model import Atlas
    from geo.plotting import plot
    from geo.render import folium_map
    from geo.reports import report
    from geo.selection import select
    from geo.store import load, save
    from geo.validate import check

__all__ = [
    "Atlas",
    "check",
    "embed",
    "enrich",
    "export",
    "figure",
    "folium_map",
    "load",
    "plot",
    "report",
    "save",
    "select",
]
__version__ = "0.1.0"

_HOME = {
    "Atlas": "geo.model",
    "check": "geo.validate",
    "embed": "geo.embeds",
    "enrich": "geo.computed",
    "export": "geo.exporters",
    "figure": "geo.figures",
    "folium_map": "geo.render",
    "load": "geo.store",
    "plot": "geo.plotting",
    "report": "geo.reports",
    "save": "geo.store",
    "select": "geo.selection",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
