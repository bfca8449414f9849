"""The editor's pages: templates of ours, filled with data as context. Whatever is filled in is escaped."""

from typing import Any

from starlette.responses import HTMLResponse

from geo.editor.asking import Asked
from geo.editor.controls import EDITABLE
from geo.errors import NOTHING_WRITTEN, AtlasError
from geo.model import LAYER
from geo.templating import templates
from geo.vocabulary import LANGUAGE_NAMES


def page(asked: Asked, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the editor by the name of its template."""
    text = (
        templates("geo.editor")
        .get_template(f"{template}.html")
        .render(
            t=asked.words,
            home=asked.home,
            root=asked.root,
            path=asked.path,
            nonce=asked.nonce,
            lang=asked.lang,
            languages=LANGUAGE_NAMES,
            layers=[LAYER[layer] for layer in EDITABLE],
            faults=[asked.words.told(fault) for fault in asked.lying.faults],
            **context,
        )
    )
    return HTMLResponse(text, status)


def refused(asked: Asked, error: AtlasError, status: int = 409) -> HTMLResponse:
    """A page that says what is in the way, and that nothing was written."""
    told = [{"where": one.place.text(asked.lang), **asked.words.told(one)} for one in error.problems]
    return page(asked, "refused", status, problems=told, outcome=(error.outcome or NOTHING_WRITTEN).text(asked.lang))
