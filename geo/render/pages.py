"""Atlas to page: as a folium.Map for people to go on with, or as text right away."""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic_core import PydanticSerializationError

from geo.door import let_in
from geo.model import Atlas
from geo.render.block import FIRM, QUICK, TIGHT, pack, spelled
from geo.render.drawable import refuse_half_letters, refuse_undrawable
from geo.render.page import Author, PageOptions, Parts
from geo.render.payload import data_json
from geo.render.picture import first_view
from geo.render.static_table import static_section
from geo.vocabulary import LANGUAGES, SECTORS, Language, SectorId

if TYPE_CHECKING:
    from geo.render.atlas_map import AtlasMap

# A page of more features than these is packed in a quarter of the time, a twentieth less tight.
MANY = 1_000


def folium_map(
    atlas: Atlas,
    lang: Language | None = None,
    *,
    sector: SectorId | None = None,
    embed: bool = False,
    whole: str | None = None,
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
    whole
        Address of the whole atlas, which a compact page links to.

    Returns
    -------
    AtlasMap
        A folium.Map: `.save("map.html")`, `_repr_html_` in Jupyter, `.add_child(...)`, `.get_root().render()`; or
        added to a figure of your own, or shown by streamlit-folium.

    Raises
    ------
    ValueError
        No such language or sector.
    InvalidData
        As `door.let_in`; or the atlas has what no page can show: a geometry of another kind, half a letter.
    """
    return drawn(let_in(atlas), page_options(atlas, lang, sector, embed=embed, whole=whole))


def drawn(atlas: Atlas, options: PageOptions) -> "AtlasMap":
    """The same of an atlas that the store has read, of which nothing need be asked."""
    with ThreadPoolExecutor(2) as packer:
        made = parts(atlas, options, packer)
        # Budget "kzuz build in 1.7 × the imports": Folium is read while the data are packed, which saves 0.1 of them.
        from geo.render.atlas_map import AtlasMap

    return AtlasMap(options, made())


def page_text(
    atlas: Atlas,
    lang: Language | None = None,
    *,
    sector: SectorId | None = None,
    embed: bool = False,
    whole: str | None = None,
) -> str:
    """The text of the page that `folium_map` gives when nobody adds to it, of an atlas that the store has read."""
    text: str = drawn(atlas, page_options(atlas, lang, sector, embed=embed, whole=whole)).get_root().render()
    return text


def embedded(atlas: Atlas, lang: Language, whole: str, author: Author) -> "AtlasMap":
    """A compact page of a slice as its author asks for it: of one sector, if the slice has no other."""
    atlas = let_in(atlas)
    found = {id_ for frame in atlas.layers().values() for id_ in frame["sector"]}
    [sector] = found if len(found) == 1 else [None]
    options = page_options(atlas, lang, sector, embed=True, whole=whole)
    present = tuple(id_ for id_ in options.present if id_ in found)
    return drawn(atlas, replace(options, present=present, author=author))


def page_options(
    atlas: Atlas, lang: Language | None, sector: SectorId | None, *, embed: bool, whole: str | None = None
) -> PageOptions:
    """How a page shows this atlas: with a layer for each of its sectors, or for all if it lists none.

    Raises
    ------
    ValueError
        No such language or sector.
    """
    _one_of("lang", lang, LANGUAGES)
    _one_of("sector", sector, SECTORS)
    listed = {entry.id for entry in atlas.sectors} or set(SECTORS)
    return PageOptions(lang, sector, embed, whole, tuple(id_ for id_ in SECTORS if id_ in listed))


def _one_of(name: str, value: object, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise ValueError(f"{name}={value!r} is not known; give one of {', '.join(known)}, or leave it out")


def parts(atlas: Atlas, options: PageOptions, packer: Executor) -> Callable[[], Parts]:
    """What a page says of the data; answers when the blocks are packed, which goes on meanwhile."""
    refuse_undrawable(atlas)
    many = sum(len(frame) for frame in atlas.layers().values()) > MANY
    # Nobody waits for a page to embed as for a build, and it must be small.
    level = QUICK if many else TIGHT if options.embed else FIRM
    try:
        first, rest = data_json(atlas, options.written, options.sector, embed=options.embed, author=options.author.told)
    except PydanticSerializationError:
        refuse_half_letters(atlas)
        raise
    # The first is unpacked before any code is compiled, when a loop over its letters would take longer than it saves.
    data, more = packer.submit(pack, first, level), packer.submit(lambda: pack(spelled(rest), level))
    static = static_section(atlas, options.written, options.sector, options.author.title)
    picture = "" if options.author.is_elsewhere else first_view(atlas, options.sector, embed=options.embed)
    return lambda: Parts(data.result(), more.result(), picture, static)
