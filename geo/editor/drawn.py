"""What the editor's map and card are drawn from: the same payload as a page carries, of the atlas or of one feature."""

from dataclasses import replace

from geo.computed import enrich
from geo.i18n import catalogues
from geo.model import LAYERS, Atlas, Json
from geo.render.payload import payload, texts_by_key
from geo.vocabulary import Language

# Texts that only this page says; those of the atlas's own page come with the payload.
OWN = ("editor.", "field.")


def whole(atlas: Atlas, lang: Language) -> Json:
    """The payload of the whole atlas, with the editor's texts."""
    content: Json = dict(payload(enrich(atlas), lang))
    own = [key for key in catalogues()[lang]["messages"] if key.startswith(OWN)]
    content["messages"] = texts_by_key([*content["messages"]["key"], *own])
    return content


def one(atlas: Atlas, layer_name: str, id_: str, lang: Language) -> Json:
    """The payload of one feature as it would be, with what is worked out of it: for its mark and its card."""
    enriched = enrich(atlas)
    empty = {layer.name: getattr(enriched, layer.name).iloc[0:0] for layer in LAYERS}
    frame = getattr(enriched, layer_name)
    alone = replace(
        enriched,
        **{**empty, layer_name: frame[frame["id"] == id_].reset_index(drop=True)},
        observations=enriched.observations.iloc[0:0],
        basemap=None,
        synonyms=(),
    )
    return {name: value for name, value in payload(alone, lang).items() if name != "messages"}
