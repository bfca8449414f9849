// The card of a place: what it is, how it stands, where, and what else is there.
import { statusWord } from "../atlas/i18n";
import { PHASE } from "../atlas/vocabulary";
import { coverWith } from "../map/fit";
import { h } from "../parts/dom";
import { SYMBOLS, symbol } from "../parts/symbol";
import type { Context } from "./context";
import { factsOf } from "./facts";
import { labelOf, statusOf, wordOf } from "./labels";
import { placeList, shownName } from "./lines";
import { markOf } from "./picture";
import { latLngOf, type Points } from "./points";
import type { Spot } from "./tiles";

export interface Card {
  /** Opens the card of a place; `beside` are others at the same spot. */
  open(spot: Spot, beside?: readonly Spot[]): Promise<void>;
  close(): void;
}

export function addCard(context: Context, points: Points, element: HTMLElement): Card {
  const { map, store, t } = context;
  let now: { spot: Spot; beside: readonly Spot[] } | null = null;
  let before: Element | null = null;
  coverWith(map, element);

  function close(): void {
    if (!now) return;
    now = null;
    element.hidden = true;
    document.documentElement.classList.remove("kzuz-card-open");
    points.ring(null);
    store.set({ open: null });
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  }
  async function fill(): Promise<void> {
    if (!now) return;
    const { spot, beside } = now;
    const name = await context.nameOf(spot);
    const others = beside.length ? await placeList(context, beside, (other) => void open(other, [])) : null;
    if (now?.spot !== spot) return;
    const words = t();
    const shut = h(
      "button",
      { type: "button", class: "close", "aria-label": words("ui.close"), on: { click: close } },
      symbol(SYMBOLS.close),
    );
    element.replaceChildren(
      shut,
      h("div", { class: "card-body" }, ...body(context, spot, name), ...also(context, others)),
    );
    element.setAttribute("aria-label", shownName(context, name));
    element.hidden = false;
  }
  async function open(spot: Spot, beside: readonly Spot[] = []): Promise<void> {
    const tiles = context.tiles();
    const own = (await tiles?.nearest(spot)) ?? null;
    if (!tiles || !own) return;
    // Those that stand for the same place far out are one.
    const found = await Promise.all(beside.map((one) => tiles.nearest(one)));
    const number = tiles.numberOf(own);
    const others = new Map(found.flatMap((one) => (one ? [[tiles.numberOf(one), one] as const] : [])));
    others.delete(number);
    if (!now) before = document.activeElement;
    now = { spot: own, beside: [...others.values()] };
    points.ring(own);
    store.set({ open: number });
    await fill();
    document.documentElement.classList.add("kzuz-card-open");
    element.focus({ preventScroll: true });
    const at = latLngOf(own);
    if (!map.getBounds().contains(at)) map.panTo(at);
  }
  element.addEventListener("keydown", (event) => event.key === "Escape" && close());
  store.on(["lang"], () => void fill());
  return { open, close };
}

function body(context: Context, spot: Spot, name: string): HTMLElement[] {
  const t = context.t();
  const status = statusOf(context, spot);
  const sector = wordOf(context, spot, "sector");
  return [
    h("p", { class: "card-kind" }, markOf(context, spot), sector === null ? "" : labelOf(context, "sector", sector)),
    h("h2", { class: "card-name", dir: "auto" }, shownName(context, name)),
    h(
      "div",
      { class: "card-state" },
      h("span", { class: `pill pill-${PHASE[status]}` }, statusWord(t, { kind: "site", status })),
    ),
    h(
      "dl",
      { class: "facts" },
      ...factsOf(context, spot).flatMap(([label, value]) => (value ? [h("dt", {}, label), h("dd", {}, value)] : [])),
    ),
  ];
}

const also = ({ t }: Context, others: HTMLElement | null): HTMLElement[] =>
  others ? [h("section", {}, h("h3", {}, t()("ui.several_here")), others)] : [];
