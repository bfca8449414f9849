"""The page as its readers meet it: by roles, and by the names their language gives things."""

from collections.abc import Callable
from typing import Any

from geo import i18n

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
FRAME = {"width": 320, "height": 240}
TABS = {
    "legend": "ui.layers",
    "list": "ui.list",
    "filters": "filter.heading",
    "changes": "changes.tab",
    "topics": "tab.topics",
    "rail": "tab.rail",
    "crossings": "tab.crossings",
}
REMEMBER = """() => {
    const { map, store } = window.kzuz;
    window.atFirst = [store.get(), map.getCenter(), map.getZoom()];
}"""
FORGET = """() => {
    const { map, store } = window.kzuz;
    const [state, center, zoom] = window.atFirst;
    map.setView(center, zoom, { animate: false });
    store.set({ ...state, view: store.get().view });
    document.activeElement?.blur();
}"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Interface:
    """What a reader can do on an open page, in the language chosen."""

    def __init__(self, page: Any, lang: str = "en") -> None:
        self.page = page
        self.lang = lang

    def say(self, key: str, **values: object) -> str:
        return i18n.message(key, self.lang, **values)

    def press(self, target: Any) -> None:
        """With a finger where the page has been given one, else with the mouse."""
        touch = self.page.evaluate("() => navigator.maxTouchPoints > 0")
        (target.tap if touch else target.click)()

    def speak(self, lang: str) -> None:
        """Chooses a language of the interface, as a reader does."""
        self.page.get_by_label(self.say("ui.language"), exact=True).select_option(lang)
        self.lang = lang

    def tab(self, name: str) -> Any:
        """Opens a tab of the panel; returns the panel."""
        label = self.say(TABS[name])
        self.press(self.page.get_by_role("tab", name=label, exact=True))
        return self.page.get_by_role("tabpanel", name=label, exact=True)

    def button(self, key: str, within: Any = None, **values: object) -> Any:
        return (within or self.page).get_by_role("button", name=self.say(key, **values), exact=True)

    def search(self, text: str) -> Any:
        """Types into the search field; returns its options."""
        field = self.page.get_by_role("combobox", name=self.say("search.label"), exact=True)
        field.fill(text)
        self.settle()
        self.page.locator("#kzuz-found:not([aria-busy])").wait_for(state="attached")  # the first index takes a moment
        return self.page.get_by_role("listbox").get_by_role("option")

    def facet(self, name: str) -> Any:
        """A filter of the open tab, unfolded."""
        box = self.page.locator("details.facet", has=self.page.get_by_text(self.say(f"filter.{name}"), exact=True))
        if box.get_attribute("open") is None:
            self.press(box.locator("summary"))
        return box.get_by_role("group", name=self.say(f"filter.{name}"), exact=True)

    @property
    def card(self) -> Any:
        return self.page.locator("section.card")

    def open_card(self, id_: str) -> Any:
        """Opens a card as any script may; for tests of what comes after."""
        self.page.evaluate("id => window.kzuz.store.set({ selected: id })", id_)
        self.card.wait_for()
        return self.card

    def take_away(self, tool: str) -> Any:
        """Opens one of the tools that take something away; returns its dialog."""
        self.press(self.button("tools.more"))
        self.press(self.page.locator(f"[data-tool={tool}]"))
        dialog = self.page.get_by_role("dialog")
        dialog.wait_for()
        return dialog

    def state(self, expression: str) -> Any:
        """Something of the page's state, such as `filters.text`."""
        return self.page.evaluate(f"() => window.kzuz.store.get().{expression}")

    def settled(self, selector: str) -> None:
        """Wait until nothing has been added to or taken from an element for half a second."""
        self.page.locator(selector).evaluate(
            """element => new Promise((done) => {
                let timer = setTimeout(done, 500);
                new MutationObserver(() => {
                    clearTimeout(timer);
                    timer = setTimeout(done, 500);
                }).observe(element, { childList: true, subtree: true });
            })"""
        )

    def until(self, holds: Callable[[], object]) -> None:
        """Wait, a few seconds at most, until something holds; it is asked again and again."""
        for _ in range(50):
            if holds():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("waited 5 s in vain")

    def shown(self) -> set[str]:
        """Ids of what the page shows, on the map or off it."""
        ids = "() => kzuz.atlas.features.filter((f) => kzuz.store.visible(f)).map((f) => f.id)"
        return set(self.page.evaluate(ids))

    def listed(self) -> list[str]:
        """Ids in the list, whose tab is open."""
        panel = self.page.locator("#kzuz-tab-list .list-body")
        return panel.locator("[data-open]").evaluate_all("found => found.map((one) => one.dataset.open)")

    def settle(self) -> None:
        self.page.evaluate(SETTLED)


def words(text: str) -> str:
    """A text with the plainest spaces: browsers and catalogues write some of them differently."""
    return " ".join(text.split())
