"""A built page while somebody types in its search box and moves its time slider: how evenly it goes on drawing.

Real keys and a real pointer, at the pace of hands. Each action is watched from its first click until what it put off
is done. The first one is to do nothing: what is seen then is the machine's own unrest.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from opening import STEP_S, DidNotOpen, opened
from playwright.sync_api import Locator, Page

from geo.vocabulary import SLIDER_FROM, SLIDER_TO

WATCH = Path(__file__).with_name("frames.js")
FRAME_MS = 32
KEY_S, REPEAT_S = 0.08, 0.033  # a letter after the other; a key held down
WORD = "Samrakand"  # two letters of it swapped
IDLE_S, PLAY_S = 2, 4
SETTLE_S = 0.9  # what waits for the reader to pause comes within
DRAG_PX = 4
LIST_TAB = 1
FROM_YEAR, YEARS = 2023, SLIDER_TO - SLIDER_FROM + 1  # where most happens; what the slider covers


@dataclass(frozen=True)
class Evenness:
    """What one action did to the frames."""

    longest_ms: float
    over: float
    task_ms: float
    key_ms: float | None


def watch(path: str, page_file: Path, *, limit_s: float) -> Iterator[tuple[str, Evenness]]:
    """Every action in turn on one page in a fresh browser.

    Raises
    ------
    DidNotOpen
        As `opening.open_page`, or when something to act on is not there.
    """
    with opened(path, page_file, limit_s=limit_s, scripts=[WATCH]) as page:
        browser = page.context.browser
        assert browser is not None
        for name, prepare in ACTIONS.items():
            act = prepare(page)
            browser.start_tracing(page=page, categories=["toplevel"])
            page.evaluate("benchmarkFrames.watch()")
            act()
            time.sleep(SETTLE_S)
            gaps, key_ms = page.evaluate("benchmarkFrames.seen()")
            over = sum(gap > FRAME_MS for gap in gaps) / len(gaps)
            task_ms = longest_task_ms(browser.stop_tracing())
            yield name, Evenness(max(gaps), over, task_ms, key_ms if name in WITH_KEYS else None)


def letters(path: str, page_file: Path, *, limit_s: float) -> tuple[float, float]:
    """Milliseconds to the first answer of the search box, which makes its index, and the longest to a later letter's.

    Raises
    ------
    DidNotOpen
        As `opening.open_page`.
    """
    with opened(path, page_file, limit_s=limit_s, scripts=[WATCH]) as page:
        page.mouse.click(*middle(page.locator("#kzuz-search")))
        first, *later = (page.evaluate("letter => benchmarkFrames.answer(letter)", letter) for letter in WORD)
    return first, max(later)


def longest_task_ms(trace: bytes) -> float:
    """Of the main threads of a browser's pages, the longest task, in ms of processor time."""
    events = json.loads(trace)["traceEvents"]
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    tasks = (event.get("tdur", 0) for event in events if (event["pid"], event["tid"]) in main)
    return max(tasks, default=0) / 1000


# Each looks for what it is about to touch, and gives what is to be watched: to look for it costs the page time too.


def nothing(_: Page) -> Callable[[], None]:
    """The control."""
    return lambda: time.sleep(IDLE_S)


def type_word(page: Page) -> Callable[[], None]:
    """Click into the search box, type a word with one error letter by letter, take it back letter by letter."""
    box = middle(page.locator("#kzuz-search"))

    def act() -> None:
        page.mouse.click(*box)
        time.sleep(KEY_S)
        press(page, [*WORD, *["Backspace"] * len(WORD)], KEY_S)

    return act


def hold_arrow(page: Page) -> Callable[[], None]:
    """Open the slider, which then has the focus, go to its start, and hold the right arrow until its end."""
    button = middle(page.locator(".time-open"))

    def act() -> None:
        page.mouse.click(*button)
        time.sleep(KEY_S)
        press(page, ["Home", *["ArrowRight"] * (12 * YEARS)], REPEAT_S)

    return act


def drag_thumb(page: Page) -> Callable[[], None]:
    """Drag the thumb of the slider from one end to the other."""
    left, width, y = track(page.locator(".time-slider"))

    def act() -> None:
        page.mouse.move(left + width, y)
        page.mouse.down()
        for x in range(int(left + width), int(left), -DRAG_PX):
            start = time.monotonic()
            page.mouse.move(x, y)
            time.sleep(max(0.0, STEP_S - (time.monotonic() - start)))
        page.mouse.up()

    return act


def play(page: Page) -> Callable[[], None]:
    """Click the slider where most happens, and let it play."""
    left, width, y = track(page.locator(".time-slider"))
    button = middle(page.locator(".time-play"))

    def act() -> None:
        page.mouse.click(left + width * (FROM_YEAR - SLIDER_FROM) / YEARS, y)
        page.mouse.click(*button)
        time.sleep(PLAY_S)
        page.mouse.click(*button)

    return act


def play_beside_list(page: Page) -> Callable[[], None]:
    """The same while the list is open, which follows."""
    page.get_by_role("tab").nth(LIST_TAB).click()
    time.sleep(SETTLE_S)
    return play(page)


def middle(element: Locator) -> tuple[float, float]:
    """Where a pointer would go to touch it."""
    x, y, width, height = box(element)
    return x + width / 2, y + height / 2


def track(slider: Locator) -> tuple[float, float, float]:
    """Left end, width and height on the page of what the thumb of a slider moves along."""
    x, y, width, height = box(slider)
    return x + height / 2, width - height, y + height / 2


def box(element: Locator) -> tuple[float, float, float, float]:
    """Left, top, width and height on the page."""
    found = element.bounding_box()
    if found is None:
        raise DidNotOpen("something to act on is not shown")
    return found["x"], found["y"], found["width"], found["height"]


def press(page: Page, keys: list[str], every_s: float) -> None:
    """One key after the other, each so many seconds after the one before began."""
    for key in keys:
        start = time.monotonic()
        page.keyboard.press(key)
        time.sleep(max(0.0, every_s - (time.monotonic() - start)))


CONTROL, TYPING = "nothing", "typing a word and taking it back"
SLIDER = ("time slider, arrow held", "time slider, dragged", "time slider, playing")
WITH_LIST = "time slider, playing beside the list"
ACTIONS: dict[str, Callable[[Page], Callable[[], None]]] = {
    CONTROL: nothing,
    TYPING: type_word,
    **dict(zip(SLIDER, (hold_arrow, drag_thumb, play), strict=True)),
    WITH_LIST: play_beside_list,
}
WITH_KEYS = (TYPING, SLIDER[0])
