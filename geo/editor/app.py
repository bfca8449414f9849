"""Which address shows or does what. All that changes something is a POST."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from geo.editor import changes, features, imports, pages, reviews
from geo.editor.asking import Asked, Editor
from geo.editor.safety import guarded
from geo.editor.shelf import Shelf
from geo.editor.words import Words, best_language
from geo.errors import NOTHING_CHANGED, AtlasError, InvalidData, Place, Problem
from geo.i18n import text_in
from geo.render.page.assets import built
from geo.vocabulary import LANGUAGES, Language

Answer = Callable[[Asked], Response]
# Files of the page, by the only names an address may give.
FILES = ("editor.js", "editor.css")
# A form has some hundred fields.
MOST_FIELDS = 5_000
SHOWN: dict[str, Answer] = {
    "/{lang}/": features.start,
    "/{lang}/new/{part}": features.new,
    "/{lang}/edit/{part}": features.existing,
    "/{lang}/changes": changes.listed,
    "/{lang}/import": imports.asked_for,
    "/{lang}/atlas.json": features.atlas_data,
}
DONE: dict[str, Answer] = {
    "/{lang}/draft/{part}": features.redrawn,
    "/{lang}/check/{part}": features.checked,
    "/{lang}/save/{part}": features.saved,
    "/{lang}/withdraw/{part}": features.withdrawn,
    "/{lang}/undo": changes.undone,
    "/{lang}/import": imports.looked_at,
    "/{lang}/import/accept": imports.accepted,
    "/{lang}/review": reviews.accepted,
}


def application(data_dir: Path, token: str, lang: Language = "en") -> ASGIApp:
    """The editor of a folder of data as an ASGI app, behind every check.

    Parameters
    ----------
    token
        The first step of every address; whoever does not know it gets nothing.
    lang
        Of refusals.
    """
    editor = Editor(Shelf(data_dir))
    routes = [
        Route("/", _greeting, methods=["GET"]),
        Route("/static/{name}", _file, methods=["GET"]),
        *(Route(path, partial(_answer, editor, answer), methods=["GET"]) for path, answer in SHOWN.items()),
        *(Route(path, partial(_answer, editor, answer), methods=["POST"]) for path, answer in DONE.items()),
    ]
    return guarded(Starlette(routes=routes), token, lang)


async def _greeting(request: Request) -> Response:
    lang = best_language(request.headers.get("accept-language", ""))
    return RedirectResponse(f"{request.scope['root_path']}/{lang}/", 307)


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in FILES:
        raise HTTPException(404)
    return FileResponse(built(name))


async def _answer(editor: Editor, answer: Answer, request: Request) -> Response:
    if request.path_params["lang"] not in LANGUAGES:
        raise HTTPException(404)
    form, upload = await _sent(request) if request.method == "POST" else ({}, None)
    # Reading and checking take the processor; meanwhile others are answered.
    return await run_in_threadpool(_answered, editor, answer, request, form, upload)


def _answered(
    editor: Editor, answer: Answer, request: Request, form: dict[str, list[str]], upload: tuple[str, bytes] | None
) -> Response:
    lang, root = request.path_params["lang"], request.scope["root_path"]
    lying = editor.shelf.lying()
    home = f"{root}/{lang}"
    asked = Asked(
        editor,
        lying,
        Words(lying.atlas, lang),
        home,
        request.scope["path"].removeprefix(home),
        request.scope["nonce"],
        request.path_params.get("part", ""),
        dict(request.query_params),
        form,
        upload,
    )
    try:
        return answer(asked)
    except AtlasError as error:
        return pages.refused(asked, error, 422 if isinstance(error, InvalidData) else 409)
    except HTTPException as error:
        if error.status_code != 404 or not asked.part:
            raise
        return pages.refused(asked, AtlasError([_not_there(asked)], NOTHING_CHANGED), 404)


def _not_there(asked: Asked) -> Problem:
    """Why an address leads nowhere: what it names was withdrawn, or never was."""
    for gone in asked.lying.atlas.withdrawn:
        if gone.id == asked.part:
            why = text_in(vars(gone), "why", asked.lang)
            values = {"id": gone.id, "date": gone.date, "why": why[0] if why else ""}
            return Problem(Place(), "edit.id_withdrawn", values, "edits")
    return Problem(Place(), "edit.no_such", {"id": asked.part}, "edits")


async def _sent(request: Request) -> tuple[dict[str, list[str]], tuple[str, bytes] | None]:
    """The fields of a form, and the file sent with it."""
    fields: dict[str, list[str]] = {}
    upload: tuple[str, bytes] | None = None
    async with request.form(max_files=1, max_fields=MOST_FIELDS) as sent:
        for name, value in sent.multi_items():
            if isinstance(value, UploadFile):
                upload = (value.filename or "", await value.read())
            else:
                fields.setdefault(name, []).append(value)
    return fields, upload
