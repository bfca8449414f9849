"""Whatever is open, each control that is seen can be pressed: nothing lies over it but what one key takes away."""

from collections.abc import Callable

import pytest
from interface import DESK, FORGET, FRAME, PHONE, REMEMBER, Interface

LAPTOP = {"width": 1024, "height": 768}
PORT = "zhibek-zholy-gishtkoprik"
# Controls seen whose middle belongs to something else. What is on the map itself may lie under anything; and a popover,
# which Escape closes, may lie over all but its own controls.
COVERED = """() => {
    const CONTROLS = 'button, a[href], input, select, textarea, summary, [role=option], [role=tab]';
    const POPOVERS = '.backgrounds, .found';
    const name = (one) => one && `${one.tagName} ${one.className?.baseVal ?? one.className} ${
        one.getAttribute('aria-label') ?? one.textContent.trim().slice(0, 40)}`;
    const clipped = (x, y, one) => {
        for (let above = one.parentElement; above; above = above.parentElement) {
            const { overflowX, overflowY } = getComputedStyle(above);
            if (overflowX === 'visible' && overflowY === 'visible') continue;
            const { left, right, top, bottom } = above.getBoundingClientRect();
            if (x < left || x > right || y < top || y > bottom) return true;
        }
        return x < 0 || y < 0 || x > innerWidth || y > innerHeight;
    };
    const found = [];
    // What a dialog that must be answered lies over, nobody can press, and nobody is to.
    const within = document.querySelector('dialog:modal') ?? document;
    for (const one of within.querySelectorAll(CONTROLS)) {
        if (one.closest('.leaflet-map-pane, #kzuz-static')) continue;
        if (!one.checkVisibility({ visibilityProperty: true })) continue;
        const box = [...one.getClientRects()].find(({ width, height }) => width > 1 && height > 1);
        if (!box) continue;
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        if (clipped(x, y, one)) continue;
        const hit = document.elementFromPoint(x, y);
        if (one.contains(hit) || (hit?.tagName === 'LABEL' && hit.control === one)) continue;
        const over = hit?.closest(POPOVERS);
        if (over && over !== one.closest(POPOVERS)) continue;
        found.push(`${name(one)} lies under ${name(hit)}`);
    }
    return found;
}"""


def card(reader: Interface) -> None:
    reader.open_card(PORT)


def choices(reader: Interface) -> None:
    reader.page.evaluate("() => kzuz.store.set({ choices: kzuz.atlas.features.slice(0, 9).map(({ id }) => id) })")
    reader.card.wait_for()


def tools(reader: Interface) -> None:
    reader.press(reader.button("tools.more"))
    reader.page.locator("#kzuz-tools").wait_for()


def background(reader: Interface) -> None:
    reader.press(reader.button("ui.background"))
    reader.page.locator(".backgrounds:not(.tool-menu)").wait_for()


def regions(reader: Interface) -> None:
    reader.page.evaluate("() => kzuz.store.set({ regions: 'number' })")
    reader.page.locator(".region-key").wait_for()


def search(reader: Interface) -> None:
    assert reader.search("tashkent").count() > 3


def time(reader: Interface) -> None:
    reader.press(reader.page.locator(".time-open"))
    reader.page.locator(".time-bar").wait_for()


def measuring(reader: Interface) -> None:
    tools(reader)
    reader.press(reader.page.locator("[data-tool=measure]"))
    reader.page.locator(".measure-bar").wait_for()


def notice(reader: Interface) -> None:
    reader.page.evaluate("() => { location.hash = `lang=en&nothing=of-the-kind-${performance.now()}&open=nobody`; }")
    reader.page.locator(".notice").wait_for()


def filters(reader: Interface) -> None:
    reader.press(reader.facet("status").locator("input").first) if reader.tab("filters") else None


def table(reader: Interface) -> None:
    reader.press(reader.tab("list").get_by_role("button", name=reader.say("list.as_table"), exact=True))


def package(reader: Interface) -> None:
    reader.press(reader.page.locator("a.door", has_text=reader.say("door.summit")))
    reader.page.locator(".package-total").first.wait_for()


def visit(reader: Interface) -> None:
    reader.press(reader.search("22 December 2022").first)
    reader.until(lambda: reader.state("filters.agreed.size") == 1 and reader.listed())


def dialog(tool: str) -> "Open":
    def opens(reader: Interface) -> None:
        reader.take_away(tool)

    opens.__name__ = tool
    return opens


Open = Callable[[Interface], None]
POPOVERS: tuple[Open, ...] = (tools, background, search)
# Ways of a reader through one page, a look after each step: one thing opened over another, and each popover over both.
WAYS: list[tuple[Open, ...]] = [
    (filters,),
    (choices,),
    (table, card),
    (regions, card, tools),
    (*POPOVERS, card, *POPOVERS),
    (time, *POPOVERS, card),
    (measuring, *POPOVERS, card),
    (notice, card),
    (notice, time, card, tools),
    *((notice, popover) for popover in POPOVERS),
]
# What one page can be asked for in turn, for Escape and a fresh state leave nothing of it.
IN_TURN: tuple[Open, ...] = (
    package,
    visit,
    *(dialog(tool) for tool in ("picture", "cite", "embed", "propose", "print")),
)


def close_popover(reader: Interface) -> None:
    """As a reader goes on; what lies below stays open."""
    reader.page.keyboard.press("Escape")
    reader.settle()


@pytest.mark.parametrize("size", [DESK, LAPTOP, PHONE], ids=["desk", "laptop", "phone"])
def test_every_control_that_is_seen_can_be_pressed_whatever_is_open(page_file, offline_page, size):
    phone = size is PHONE
    covered = {}
    for way in WAYS:
        page = offline_page.open(page_file, "#lang=en", viewport=size, has_touch=phone, is_mobile=phone)
        reader = Interface(page)
        below: list[str] = []
        for opens in way:
            opens(reader)
            reader.settle()
            covered[" and ".join([*below, opens.__name__])] = page.evaluate(COVERED)
            if opens in POPOVERS:
                close_popover(reader)
            else:
                below.append(opens.__name__)
        page.context.close()
    assert {state: found for state, found in covered.items() if found} == {}
    assert {"tools", "card and search", "time and background", "measuring and card", "notice and tools"} <= set(covered)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_control_of_a_dialog_and_of_a_package_can_be_pressed(page_file, offline_page, size):
    phone = size is PHONE
    covered = {}
    page = offline_page.open(page_file, "#lang=en", viewport=size, has_touch=phone, is_mobile=phone)
    page.evaluate(REMEMBER)
    for opens in IN_TURN:
        opens(Interface(page))
        Interface(page).settle()
        covered[opens.__name__] = page.evaluate(COVERED)
        page.keyboard.press("Escape")
        page.evaluate(FORGET)
    assert {state: found for state, found in covered.items() if found} == {}


@pytest.mark.parametrize("size", [FRAME, {"width": 700, "height": 438}], ids=["small", "wide"])
def test_every_control_of_a_frame_can_be_pressed_whatever_is_open(page_file, offline_page, size):
    page = offline_page.open(page_file, "#embed&lang=en", viewport=size)
    reader = Interface(page)
    assert page.evaluate(COVERED) == []
    page.locator("details.mini-legend summary").click()
    assert page.evaluate(COVERED) == []
    page.locator("details.mini-legend summary").click()
    card(reader)
    reader.settle()
    assert page.evaluate(COVERED) == []


@pytest.mark.parametrize("opens", [tools, background])
def test_escape_closes_what_was_opened_last_and_a_press_beside_it_closes_it_too(page_file, offline_page, opens):
    page = offline_page.open(page_file, f"#lang=en&open={PORT}")
    reader = Interface(page)
    reader.card.wait_for()
    popover = page.locator(".backgrounds:not([hidden])")
    opens(reader)
    # Wherever the focus is.
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("Escape")
    assert popover.count() == 0
    assert reader.card.is_visible()
    page.keyboard.press("Escape")
    assert not reader.card.is_visible()
    opens(reader)
    page.locator(".title").click()
    assert popover.count() == 0
    opens(reader)
    popover.locator("button, input").first.focus()
    page.keyboard.press("Escape")
    assert popover.count() == 0
    assert page.evaluate("() => document.activeElement.getAttribute('aria-expanded')") == "false"
