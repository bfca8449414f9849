"""A link crafted by a stranger: nothing of it runs, the page works, and says what of it was left out."""

from urllib.parse import quote

import pytest
from conftest import OfflineReader
from interface import Interface

MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>"
# What the link holds, and a part of what the page says it left out; None where nothing of it is worth a word.
HOSTILE = {
    "markup as a feature": (f"#open={quote(MARKUP)}", "<img src=x onerror=alert(1)>"),
    "markup as it is": (f"#open={MARKUP}", "<img src=x onerror"),
    "markup as a key": (f"#{quote(MARKUP)}=1", "%3Cimg"),
    "markup in every place": (
        "#" + "&".join(f"{key}={quote(MARKUP)}" for key in ("map", "lang", "status", "region", "time", "tab", "off")),
        "<img",
    ),
    "huge numbers": ("#map=1e308/9e99/-9e99&time=999999999999", "1e308"),
    "numbers out of this world": ("#map=99/91/181", "99/91/181"),
    "no numbers": ("#map=NaN/Infinity/-Infinity", "NaN"),
    "unknown ids": ("#open=no-such-thing&status=exploded&region=XX-99&off=everything", "no-such-thing"),
    "names of everything's ancestors": ("#__proto__=1&constructor=2&open=__proto__&toString=3", "__proto__"),
    "broken percent codes": ("#q=%E0%A4%A&open=%ZZ&lang=%", "%"),
    "a thousand parts": ("#" + "&".join(f"k{n}=v" for n in range(500)), "k0"),
    "the same thing twice": ("#lang=en&lang=fr", "lang=fr"),
    "an address to go to": ("#javascript:alert(1)", "javascript"),
    "control characters": ("#open=%00%0a%0d%E2%80%AE%EF%BF%BF", ""),
    "a quarter million of letters": ("#q=" + "a" * 250_000, "aaaa"),
    "a million of letters": ("#open=" + "%3Cb%3E" * 150_000, "open=%3Cb"),
}


@pytest.fixture(scope="module")
def opened(browser, page_file):
    """One page, told off by each link in turn, as when a reader pastes one over the other."""
    offline = OfflineReader(browser)
    page = offline.open(page_file, "#lang=en", locale="en-GB")
    yield offline, page
    for context in offline.contexts:
        context.close()


def works(page) -> None:
    """The page still answers: a feature opens and closes, the list is whole, nothing foreign stands in it."""
    reader = Interface(page)
    page.evaluate("() => window.kzuz.store.set({ lang: 'en' })")
    card = reader.open_card("aktau-port")
    assert card.get_by_role("heading", level=2).inner_text()
    reader.button("ui.close", card).click()
    card.wait_for(state="hidden")
    center = page.evaluate("() => window.kzuz.map.getCenter()")
    assert abs(center["lat"]) <= 90
    assert abs(center["lng"]) <= 180
    assert page.locator("img:not(.leaflet-tile), iframe, object, embed").count() == 0
    assert page.locator("[onerror], [onload], [onmouseover]").count() == 0
    assert page.evaluate("() => ({}).polluted === undefined && Object.keys(Object.prototype).length === 0")


@pytest.mark.parametrize(("link", "said"), HOSTILE.values(), ids=HOSTILE)
def test_a_strangers_link_pasted_into_an_open_page(opened, link, said):
    offline, page = opened
    reader = Interface(page)
    page.evaluate("link => { location.hash = '#lang=en'; }", link)
    page.wait_for_function("() => !document.querySelector('[data-notice=link]')")
    page.evaluate("link => { location.hash = link; }", link)
    notice = page.locator("[data-notice=link]")
    notice.wait_for()
    text = notice.get_by_role("status").inner_text()
    assert text.startswith(reader.say("link.ignored", list=""))
    assert said in text
    assert len(text) < 600
    assert notice.locator("p *").count() == 0
    works(page)
    assert len(page.evaluate("() => location.hash")) < 5000 or "too long" in text
    reader.button("ui.close", notice).click()
    assert notice.count() == 0
    assert offline.requests == []
    assert offline.errors == []


@pytest.mark.parametrize("name", ["markup in every place", "broken percent codes", "a quarter million of letters"])
def test_a_strangers_link_that_opens_the_page(page_file, offline_page, name):
    link, said = HOSTILE[name]
    page = offline_page.open(page_file, link, locale="en-GB")
    notice = page.locator("[data-notice=link]")
    notice.wait_for()
    assert said in notice.inner_text()
    works(page)


def test_what_is_known_in_a_bad_link_is_followed(page_file, offline_page):
    page = offline_page.open(page_file, "#lang=ru&open=aktau-port&status=planned,%3Cb%3E&nonsense=1", locale="en-GB")
    reader = Interface(page, "ru")
    reader.card.wait_for()
    assert page.get_attribute("html", "lang") == "ru"
    assert reader.card.get_attribute("data-card") == "aktau-port"
    assert page.evaluate("() => Array.from(window.kzuz.store.get().filters.status)") == ["planned"]
    text = page.locator("[data-notice=link]").inner_text()
    assert "<b>" in text
    assert "nonsense" in text
