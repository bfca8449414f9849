// The search box: names of places, found off the page's thread.
import { type Box, makeBox, nameBox } from "../frame/search_box/box";
import { createListbox, type Line } from "../frame/search_box/listbox";
import { h } from "../parts/dom";
import type { Context } from "./context";
import { placeText } from "./lines";
import type { Lookup } from "./lookup";
import { markOf } from "./picture";
import { latLngOf } from "./points";
import type { Spot } from "./tiles";
import { say } from "./words";

const MOST = 12;
/** A found place is shown at this zoom at least. */
const NEAR = 10;

export function addSearch(context: Context, lookup: Lookup, slot: HTMLElement, open: (spot: Spot) => void): void {
  const { store, map, t } = context;
  const box = makeBox();
  const listbox = createListbox(box);
  let asked = 0;

  async function lineOf(number: number, name: string): Promise<Line | null> {
    const spot = (await context.tiles()?.spotOf(number)) ?? null;
    if (!spot) return null;
    return {
      element: h("li", { class: "found-item", role: "option" }, markOf(context, spot), placeText(context, spot, name)),
      choose() {
        map.setView(latLngOf(spot), Math.max(map.getZoom(), NEAR), { animate: false });
        open(spot);
      },
    };
  }
  async function find(): Promise<void> {
    const now = ++asked;
    const query = box.input.value.trim();
    box.clear.hidden = !query;
    if (!query) return listbox.close();
    const words = t();
    if (!lookup.isReady) {
      box.note.textContent = say(words, "many.reading");
      listbox.show([], () => now === asked);
    }
    const { hits, n, isCut } = await lookup.find(query, MOST);
    const lines = await Promise.all(hits.map(({ number, name }) => lineOf(number, name)));
    if (now !== asked) return;
    const values = { n: words.number(n), query };
    box.note.textContent = n
      ? isCut
        ? say(words, "many.found_cut", values)
        : words.count("count.results", n)
      : words("search.none", values);
    listbox.show(
      lines.filter((line) => line !== null),
      () => now === asked,
    );
    performance.mark("kzuz-found");
  }
  slot.append(box.root);
  follow(box, listbox, () => void find());
  box.input.addEventListener("focus", () => void lookup.start());
  const name = () => {
    nameBox(box, t());
    box.input.placeholder = say(t(), "many.search");
  };
  store.on(["lang"], name);
  name();
}

/** Keys and presses of the box and its list. */
function follow({ input, clear, list, root }: Box, listbox: ReturnType<typeof createListbox>, find: () => void): void {
  input.addEventListener("input", find);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && listbox.isOpen) {
      event.preventDefault();
      listbox.move(Math.max(0, Math.min(listbox.last, listbox.active + step)));
    } else if (event.key === "Enter" && listbox.isOpen && listbox.active >= 0) listbox.choose();
    else if (event.key === "Escape") listbox.close();
  });
  list.addEventListener("click", (event) => {
    const item = (event.target as Element).closest(".found-item");
    const at = [...list.children].indexOf(item as Element);
    if (at < 0) return;
    listbox.move(at);
    listbox.choose();
  });
  clear.addEventListener("click", () => {
    input.value = "";
    find();
    input.focus();
  });
  root.addEventListener("focusout", (event) => {
    if (!root.contains(event.relatedTarget as Node | null)) listbox.close();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
}
