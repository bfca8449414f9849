"""Atlas to page: as a folium.Map for people to go on with, or as text right away.

Folium is imported only where it draws, for `ahead` may have it drawn elsewhere.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from geo.frames import refuse_other_crs
from geo.model import Atlas
from geo.render.ahead import Draw
from geo.render.block import QUICK, TIGHT, pack
from geo.render.page import compose
from geo.render.page_options import Look
from geo.render.payload import data_json
from geo.render.picture import first_view
from geo.render.static_table import static_section
from geo.vocabulary import SECTORS, Language, SectorId

if TYPE_CHECKING:
    from geo.render.map import AtlasMap

# A page of more features than these is packed in a quarter of the time, a twentieth less tight.
MANY = 1_000


def folium_map(
    atlas: Atlas, lang: Language | None = None, *, sector: SectorId | None = None, embed: bool = False
) -> "AtlasMap":
    """Draw an atlas as a folium.Map.

    Parameters
    ----------
    atlas
        Enriched for the full detail card; a bare one works too.
    lang
        Language the page opens in; the reader's own, by their browser, if none is given. Readers may switch.
    sector
        Show one sector only.
    embed
        Compact page for an iframe.

    Returns
    -------
    AtlasMap
        A folium.Map: `.save("map.html")`, `_repr_html_` in Jupyter, `.add_child(...)`, `.get_root().render()`.

    Raises
    ------
    InvalidData
        A layer is not in EPSG:4326.
    """
    from geo.render.map import AtlasMap

    look = look_at(atlas, lang, sector, embed=embed)
    return AtlasMap(look, parts(atlas, look))


def page_text(
    atlas: Atlas,
    draw: Draw,
    lang: Language | None = None,
    *,
    sector: SectorId | None = None,
    embed: bool = False,
) -> str:
    """The text of the page that `folium_map` gives when nobody adds to it.

    Parameters
    ----------
    draw
        Asks Folium: `ahead.draw`, or what `ahead.ahead` yields. The others are those of `folium_map`.
    """
    look = look_at(atlas, lang, sector, embed=embed)
    texts = parts(atlas, look)
    return compose(look, draw(look), texts)


def look_at(atlas: Atlas, lang: Language | None, sector: SectorId | None, *, embed: bool) -> Look:
    """How a page shows this atlas: with a layer for each of its sectors, or for all if it lists none."""
    listed = {entry.id for entry in atlas.sectors} or set(SECTORS)
    return Look(lang, sector, embed, tuple(id_ for id_ in SECTORS if id_ in listed))


def parts(atlas: Atlas, look: Look) -> dict[str, str]:
    """What a page says of the data: `data` and `more`, blocks, `picture`, the first view, and `static`, the table."""
    refuse_other_crs(atlas)
    many = sum(len(frame) for frame in atlas.layers().values()) > MANY
    texts = data_json(atlas, look.written, look.sector)
    level = QUICK if many else TIGHT
    with ThreadPoolExecutor(len(texts)) as packer:  # packing lets go of the interpreter, so all goes on at once
        blocks = [packer.submit(pack, text, level) for text in texts]
        static = static_section(atlas, look.written, look.sector)
        picture = first_view(atlas, look.sector, embed=look.embed)
    data, more = (block.result() for block in blocks)
    return {"data": data, "more": more, "picture": picture, "static": static}
