// What is on, as buttons that take it off again; and the way back when nothing is left. Seen with every tab.
import type { Context } from "../../ask/context";
import type { Matching } from "../../ask/filters";
import { h, setChildren, setText } from "../../parts/dom";
import { SETTLE_MS } from "../../parts/keep_current";
import { keeper } from "../../parts/keeper";
import { SYMBOLS, symbol } from "../../parts/symbol";
import { ALL_OFF, type InForce, inForce, waysBack } from "./data";

/** Said once the reader has stopped, not for every letter and every step of the slider. */
const SAID_MS = 700;

interface Around {
  /** Says something to screen readers. */
  announce(text: string): void;
  /** Takes the focus when the last chip is gone. */
  refocus(): void;
}

/** Draws the chips; kept, so that one that stays is not laid out again for every step of the time slider. */
function chipMaker({ store, t }: Context, room: HTMLElement, { refocus }: Around): (one: InForce) => HTMLElement {
  const { keep } = keeper<HTMLElement>();
  const press = (own: HTMLElement, off: InForce["off"]): void => {
    const at = [...room.querySelectorAll(".chip")].indexOf(own);
    store.set(off());
    // The button is gone; its neighbour takes the focus.
    const left = room.querySelectorAll<HTMLElement>(".chip");
    if (left.length) left[Math.min(at, left.length - 1)]!.focus();
    else refocus();
  };
  const make = (off: InForce["off"]): HTMLElement => {
    const click = ({ currentTarget }: Event) => press(currentTarget as HTMLElement, off);
    const label = h("span", { dir: "auto" });
    return h("button", { type: "button", class: "chip", on: { click } }, label, symbol(SYMBOLS.close));
  };
  return ({ key, label, off }) => {
    const element = keep(key, () => make(off));
    element.setAttribute("aria-label", t()("filter.remove", { filter: label }));
    setText(element.firstElementChild!, label);
    return element;
  };
}

/** Under the chips: how to take all off, or where nothing is left, what to take off. */
function endings({ store, t }: Context, ways: ReturnType<typeof waysBack>, isMany: boolean): HTMLElement[] {
  const words = t();
  const button = (className: string, label: string, patch: Parameters<typeof store.set>[0]) =>
    h("button", { type: "button", class: className, on: { click: () => store.set(patch) } }, label);
  if (ways.length) {
    const buttons = ways.map(({ label, patch }) => button("small-button", label, patch));
    return [h("div", { class: "way-back" }, h("p", {}, words("filter.none")), ...buttons)];
  }
  return isMany ? [button("plain", words("filter.clear"), ALL_OFF)] : [];
}

function announceCounts({ store, t }: Context, announce: Around["announce"]): void {
  let timer = 0;
  store.onVisible((mask) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const words = t();
      const n = mask.reduce((sum, on) => sum + on, 0);
      const total = words.number(mask.length);
      announce(n ? words("legend.shown", { n: words.number(n), total }) : words("filter.none"));
    }, SAID_MS);
  });
}

export function addChips(context: Context, room: HTMLElement, matching: Matching, around: Around): void {
  const { store, t } = context;
  const chip = chipMaker(context, room, around);

  function draw(): void {
    const held = room.contains(document.activeElement);
    const found = inForce(context);
    setChildren(room, [...found.map(chip), ...endings(context, waysBack(context, matching), found.length > 1)]);
    room.hidden = !room.childElementCount;
    room.setAttribute("aria-label", t()("filter.on"));
    if (!held || room.contains(document.activeElement)) return;
    const [first] = room.getElementsByTagName("button");
    if (first) first.focus();
    else around.refocus();
  }
  announceCounts(context, around.announce);
  store.on(["lang", "filters", "off"], draw);
  let resting = 0;
  store.on(["time"], ({ time }) => {
    clearTimeout(resting);
    // Whoever takes the date off by its chip goes on at the next one: that cannot wait.
    if (time) resting = window.setTimeout(draw, SETTLE_MS);
    else draw();
  });
  draw();
}
