"""The files of the gallery: a small page for each entry, its picture in each language, the page that shows them."""

from typing import Any, NamedTuple

from geo.embeds import Embedded, embed
from geo.embeds.snippets import iframe
from geo.figures import Figure, figure
from geo.figures.stacked import NothingToDraw
from geo.figures.telling import credits_text
from geo.gallery import GALLERY
from geo.gallery.entries import Entry, entries
from geo.i18n import message
from geo.model import Atlas
from geo.templating import digest, templates
from geo.vocabulary import LANGUAGE_NAMES, LANGUAGES, Language

SOCIAL, SOCIAL_DPI = "social.png", 96


class Gallery(NamedTuple):
    """The page, and the files it shows by their names in its folder."""

    page: str
    files: dict[str, str | bytes]


class _Drawn(NamedTuple):
    entry: Entry
    page: Embedded
    pictures: dict[Language, Figure]


def gallery(atlas: Atlas, lang: Language = "en", base: str = "", mark: str = "") -> Gallery:
    """Draw every map of the gallery.

    Parameters
    ----------
    atlas
        With its computed columns.
    lang
        Language it opens in where a browser asks for none of the five.
    base
        Where the folder of the maps will be found on the web (`https://host/maps/`): pages that are shared carry whole
        addresses. Nowhere, if left out.
    mark
        Of what it is made (`mark_of`); the page keeps it.

    Raises
    ------
    InvalidData
        As `door.let_in`.
    MissingPart
        The picture for shared pages needs typst.
    """
    drawn = [_drawn(entry, lang) for entry in entries(atlas)]
    files: dict[str, str | bytes] = {f"{one.entry.id}.html": one.page.page for one in drawn}
    for one in drawn:
        files |= {f"{one.entry.id}-{spoken}.svg": picture.svg for spoken, picture in one.pictures.items()}
    if base:  # those who show a picture of a shared page ask for an address and take no SVG
        files[SOCIAL] = figure(atlas, lang, "card").png(SOCIAL_DPI)
    return Gallery(_page(atlas, drawn, lang, base, mark), files)


def _drawn(entry: Entry, lang: Language) -> _Drawn:
    page = embed(entry.part, lang, whole="../index.html")
    return _Drawn(entry, page, {spoken: _picture(entry, spoken) for spoken in LANGUAGES})


def _picture(entry: Entry, lang: Language) -> Figure:
    title = entry.title(lang)
    try:
        return figure(entry.part, lang, "card", kind=entry.picture, title=title)
    except NothingToDraw:  # railways, and not the one that is drawn as a strip
        return figure(entry.part, lang, "card", title=title)


def _page(atlas: Atlas, drawn: list[_Drawn], lang: Language, base: str, mark: str) -> str:
    ours = templates("geo.gallery")
    rooms = [_in_language(atlas, drawn, spoken, base) for spoken in LANGUAGES]
    names = [{"lang": spoken, "name": LANGUAGE_NAMES[spoken]} for spoken in LANGUAGES]
    hashes = {name: digest(ours.get_template(name).render()) for name in ("gallery.css", "gallery.js")}
    social = f"{base}{GALLERY}/{SOCIAL}"
    return ours.get_template("gallery.html").render(
        lang=lang, names=names, rooms=rooms, hashes=hashes, base=base, social=social, mark=mark
    )


def _in_language(atlas: Atlas, drawn: list[_Drawn], lang: Language, base: str) -> dict[str, Any]:
    """What the template shows in one language."""
    said = {key: message(f"gallery.{key}", lang) for key in _SAID}
    return said | {
        "lang": lang,
        "title": message("page.title", lang),
        "credits": credits_text(atlas, lang),
        "copy_code": message("gallery.copy", lang),
        "maps": [_map(one, lang, base) for one in drawn],
    }


_SAID = ("heading", "lead", "open", "picture", "code", "copied", "command", "whole")


def _map(one: _Drawn, lang: Language, base: str) -> dict[str, Any]:
    title = one.entry.title(lang)
    address, picture = f"{GALLERY}/{one.entry.id}.html#lang={lang}", one.pictures[lang]
    return {
        "id": one.entry.id,
        "title": title,
        "count": message("gallery.count", lang, n=one.entry.size),
        "address": address,
        "picture": f"{GALLERY}/{one.entry.id}-{lang}.svg",
        "width": round(picture.width),
        "height": round(picture.height),
        "alt": picture.alt,
        "code": iframe(base + address, f"{title} · {message('page.title', lang)}", message("embed.open", lang)),
        "command": f"kzuz figure {one.entry.asked} --lang {lang} --format pdf",
    }
