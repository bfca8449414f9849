"""A figure in another engine than the one that makes PDF and PNG: a browser draws the same picture of the same SVG."""

import base64
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

import geo
from geo.figures.look import STATIC

LETTERS = (Path(__file__).parents[1] / "cases/embed/pismena.txt").read_text(encoding="utf-8").strip()
# A letter set a hair elsewhere is none; a part that is missing or of another colour is.
BLUR, MOST_MEAN, MOST_SHARE = 3, 3.0, 0.01


def page_of(figure) -> str:
    """The SVG on a page that has the letters it asks for."""
    fonts = "".join(
        f"@font-face{{font-family:'Noto Sans';font-weight:{weight};src:url(data:font/ttf;base64,"
        f"{base64.b64encode((STATIC / f'NotoSans-{name}.ttf').read_bytes()).decode()})}}"
        for name, weight in (("Regular", 400), ("Bold", 700))
    )
    style = f"<style>{fonts}body{{margin:0;font-kerning:none}}svg{{display:block}}</style>"
    return f"<!doctype html><meta charset=utf-8>{style}{figure.svg.partition('?>')[2]}"


def softened(picture: bytes, size: tuple[int, int]):
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    return np.asarray(image.crop((0, 0, *size)).filter(ImageFilter.BoxBlur(BLUR)), dtype=float)


@pytest.fixture(scope="module")
def figures(enriched):
    """Each kind of figure, in other languages and styles, its title with every letter of the five languages."""
    asked = (("map", enriched, "kk", "light"), ("indicator", ["bilateral-trade-series"], "ru", "print"),
             ("crossings", enriched, "fr", "dark"), ("timeline", ["jizzakh-npp"], "uz", "light"))  # fmt: skip
    return {
        kind: geo.figure(
            geo.select(enriched, ids=of) if isinstance(of, list) else of, lang, "16x9", style, kind=kind, title=LETTERS
        )
        for kind, of, lang, style in asked
    }


@pytest.mark.parametrize("kind", ["map", "indicator", "crossings", "timeline"])
def test_a_browser_draws_what_the_png_has(figures, browser, kind):
    figure = figures[kind]
    width, height = (int(side) for side in figure.size)
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.set_content(page_of(figure))
    page.evaluate("document.fonts.ready")
    theirs = softened(page.screenshot(), (width, height))
    context.close()
    ours = softened(figure.png(96), (width, height))
    off = np.abs(theirs - ours).max(axis=2)
    assert off.mean() < MOST_MEAN
    assert (off > 64).mean() < MOST_SHARE
